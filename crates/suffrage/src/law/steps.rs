//! The steps of a system, each by its verb: its keys, what they hold and mean.

use super::form::{BELOW, Form, Key, Kind, QUALIFIED, ROUNDING, TIE, may, must, only, words};
use super::tiers;
use crate::method::placing::{Relative, Room, Sequence, StartsFrom};
use crate::record::Below;
use crate::tally::Tier;

/// The steps of a system, each by its verb.
pub static STEPS: &[Form] = &[
    Form {
        name: "round",
        meaning: "A round of voting",
        keys: &[
            must("round", Kind::Whole(1, 9), "1 for the first"),
            must(
                "names",
                Kind::Words(words::<crate::method::majority::Names>),
                "names on a ballot",
            ),
            may(
                "elect",
                Kind::Either(&[Kind::Conditions, only!("most votes": "whoever has most votes")]),
                "persons: what elects them",
            ),
            may(
                "win",
                Kind::Either(&[Kind::Conditions, only!("most votes": "whichever has most votes")]),
                "lists: what makes one of them lead",
            ),
            must(
                "stand",
                Kind::Either(&[
                    only!("declared": "whoever is declared: a fact", "declared again": "whoever stood before and declares again"),
                    Kind::Table(&QUALIFIED),
                ]),
                "who may stand",
            ),
            TIE,
        ],
        clause: true,
    },
    Form {
        name: "ballot",
        meaning: "How ballots are marked, and how faulty ones are read",
        keys: &[
            must("ballot", Kind::Words(words::<crate::ballots::Marking>), "how they are marked"),
            may(
                "overvote",
                Kind::Words(words::<crate::method::marks::Overvote>),
                "ranked: what several candidates in one rank do",
            ),
            may(
                "empty_ranks",
                Kind::Either(&[
                    Kind::Whole(0, 1000),
                    only!("any number": "empty ranks are passed over, however many"),
                ]),
                "ranked: so many empty ranks in a row are passed over; more end the ballot",
            ),
            may(
                "repeated",
                Kind::Words(words::<crate::method::marks::Repeated>),
                "ranked: what a candidate ranked again does",
            ),
            may(
                "write_in",
                Kind::Words(words::<crate::method::marks::WriteIn>),
                "ranked: what a name that nobody declared does",
            ),
            may(
                "most",
                Kind::Either(&[
                    Kind::Whole(1, 1000),
                    only!("any number": "as many as one likes", "seats": "as many as there are seats"),
                ]),
                "approved: how many may be marked; more void the ballot",
            ),
            may("ranks", Kind::Whole(1, 1000), "only so many ranks are looked at"),
            may(
                "formal",
                Kind::Either(&[
                    Kind::Whole(1, 1000),
                    only!(
                        "all candidates, the last may be blank": "every candidate is ranked, the last may be left blank; of two only the first rank is looked at"
                    ),
                ]),
                "ranked: without so many ranks in a row from the first, each of one candidate and none twice, a ballot does not count (all, if there are fewer candidates)",
            ),
        ],
        clause: true,
    },
    Form {
        name: "transfer",
        meaning: "Votes pass from candidate to candidate",
        keys: &[
            must(
                "transfer",
                only!(
                    "instant runoff": "the lowest goes out until somebody has a majority",
                    "quota and surplus": "surpluses above a quota pass on in parts",
                    "keep factors": "the elected keep a part of every vote"
                ),
                "the method",
            ),
            may(
                "wins",
                Kind::Words(words::<crate::method::runoff::Wins>),
                "instant runoff: when somebody has won",
            ),
            may(
                "share",
                Kind::Fraction,
                "instant runoff: the share to reach, where `wins` asks for one",
            ),
            may(
                "minimum",
                Kind::Whole(1, 1_000_000_000),
                "votes needed to stay after the first stage (and its surpluses)",
            ),
            may(
                "last_out",
                Kind::Words(words::<crate::method::stages::LastOut>),
                "what becomes of the papers of those who go out last",
            ),
            may(
                "elects",
                Kind::Words(words::<crate::method::gregory::Elects>),
                "quota and surplus: who is elected, and when",
            ),
            may(
                "adds",
                Kind::Words(words::<crate::method::stages::Adds>),
                "quota and surplus: what papers add to votes",
            ),
            may(
                "passes",
                Kind::Words(words::<crate::method::gregory::Passes>),
                "quota and surplus: how the papers of those who are out pass on",
            ),
            may(
                "excludes",
                Kind::Words(words::<crate::method::exclusion::Excludes>),
                "who goes out at a stage",
            ),
            may(
                "quota",
                Kind::Words(words::<crate::method::largest_remainder::Parts>),
                "quota and surplus: by how many parts",
            ),
            may(
                "quota_rounding",
                Kind::Words(words::<crate::method::gregory::Quota>),
                "quota and surplus: how the quota is made",
            ),
            may(
                "decimals",
                Kind::Either(&[Kind::Whole(0, 30), only!("exact": "nothing is cut off")]),
                "decimals that values are cut to",
            ),
            may(
                "surplus",
                Kind::Words(words::<crate::method::surplus::Surplus>),
                "quota and surplus: which papers pass on, at what value",
            ),
            may(
                "order",
                Kind::Words(words::<crate::method::gregory::Order>),
                "quota and surplus: which surplus passes on first",
            ),
            may(
                "keeps",
                Kind::Words(words::<crate::method::shares::Keeps>),
                "keep factors: what the elected keep",
            ),
            may(
                "split",
                Kind::Words(words::<crate::method::shares::Split>),
                "keep factors: how the part kept and the part passed on are made whole",
            ),
            may(
                "equals",
                Kind::Words(words::<crate::method::meek::Equals>),
                "keep factors: who counts as equal at the foot",
            ),
            may(
                "limit",
                Kind::Whole(1, 30),
                "keep factors: the surplus left is below 1 in the last of so many decimals",
            ),
            TIE,
        ],
        clause: true,
    },
    Form {
        name: "compare",
        meaning: "Candidates are held against each other two by two",
        keys: &[
            must(
                "compare",
                Kind::Either(&[
                    Kind::Words(words::<crate::method::pairwise::Compare>),
                    Kind::Words(words::<crate::method::smith::Hybrid>),
                    only!(
                        "black": "whoever wins against every other, or else most points by Borda",
                        "baldwin": "the fewest points by Borda go out, again and again",
                        "nanson": "who has no more than the average of Borda's points goes out, again and again"
                    ),
                ]),
                "the method",
            ),
            may(
                "strength",
                Kind::Words(words::<crate::method::pairwise::Strength>),
                "schulze, ranked pairs, minimax: how strong a win is",
            ),
            may(
                "equal_wins",
                Kind::Words(words::<crate::method::ranked_pairs::EqualWins>),
                "ranked pairs: in which order equal wins are locked in",
            ),
            may(
                "unranked",
                Kind::Words(words::<crate::method::score::Unranked>),
                "black, baldwin, nanson: what those have whom a ballot does not rank",
            ),
            may(
                "excludes",
                Kind::Either(&[
                    Kind::Words(words::<crate::method::elimination::Lowest>),
                    Kind::Words(words::<crate::method::elimination::Average>),
                ]),
                "baldwin, nanson: who goes out at a stage",
            ),
            TIE,
        ],
        clause: true,
    },
    Form {
        name: "committee",
        meaning: "A committee from approvals",
        keys: &[
            must(
                "committee",
                Kind::Words(words::<crate::method::committee::Way>),
                "how it is found",
            ),
            TIE,
        ],
        clause: true,
    },
    Form {
        name: "points",
        meaning: "Points for places, marks or scores",
        keys: &[
            must(
                "points",
                Kind::Words(words::<crate::method::score::Points>),
                "how they are given",
            ),
            TIE,
        ],
        clause: true,
    },
    Form {
        name: "admit",
        meaning: "Who takes part in the allocation: all conditions are needed",
        keys: &[
            must("admit", Kind::Conditions, "the conditions"),
            IN,
            INSTEAD,
            EXEMPT,
            TOGETHER,
            UNTIL,
        ],
        clause: true,
    },
    Form {
        name: "admit_any",
        meaning: "Who takes part in the allocation: one condition is enough",
        keys: &[
            must("admit_any", Kind::Conditions, "the conditions"),
            IN,
            INSTEAD,
            EXEMPT,
            TOGETHER,
            UNTIL,
        ],
        clause: true,
    },
    Form {
        name: "bonus",
        meaning: "Seats for the list that leads, before the rest is divided",
        keys: &[
            must("bonus", Kind::Fraction, "the share of all seats"),
            must("rounding", ROUNDING, "how it becomes whole"),
            may("rounding_below", Kind::Table(&BELOW), "small councils round otherwise"),
        ],
        clause: true,
    },
    Form {
        name: "bonus_seats",
        meaning: "A number of seats for the list that leads, before the rest is divided",
        keys: &[
            must("bonus_seats", Kind::Whole(1, 1_000_000), "the seats, or the first of them"),
            may("from", Kind::Text, "a share that the list must have, as \"25% of expressed\""),
            may(
                "one_more_each",
                Kind::Fraction,
                "with `from`: one seat more for each such share beyond",
            ),
            may("at_most", Kind::Whole(1, 1_000_000), "with `from`: never more than so many seats"),
        ],
        clause: true,
    },
    Form {
        name: "connect",
        meaning: "Connected lists are counted as one first, then divided inside",
        keys: &[must("connect", Kind::Words(words::<super::Connect>), "how connections nest")],
        clause: true,
    },
    Form {
        name: "admit_coalitions",
        meaning: "Which coalitions of connected lists take part as one, and which lists alone",
        keys: &[
            must(
                "admit_coalitions",
                Kind::Conditions,
                "what a coalition needs, by what its lists bring",
            ),
            may(
                "counts",
                Kind::Conditions,
                "what a list needs to bring its votes to its coalition",
            ),
            must("with", Kind::Conditions, "what one list of a coalition needs at least"),
            must(
                "inside",
                Kind::Conditions,
                "what a list needs to share the seats of its coalition",
            ),
            must("below", Kind::Words(words::<Below>), "the lists of a coalition below that"),
            must(
                "alone",
                Kind::Conditions,
                "what a list needs without a coalition that takes part",
            ),
            may("exempt", Kind::Order(Vec::new), "kinds of lists free of what a list needs"),
        ],
        clause: true,
    },
    Form {
        name: "raise",
        meaning: "The list or coalition with the most votes has at least so many seats; the others divide the rest",
        keys: &[must("raise", Kind::Whole(1, 100_000), "the seats it has at least"), TIE],
        clause: true,
    },
    Form {
        name: "allocate",
        meaning: "Division of seats",
        keys: &[
            must(
                "allocate",
                only!(
                    "whole quotas": "a seat for each whole quota",
                    "largest remainders": "a seat each to the largest remainders",
                    "highest averages": "one seat after another to the highest average"
                ),
                "the method",
            ),
            may(
                "seats",
                only!("all": "all of the contest", "left": "those that earlier steps left"),
                "which seats",
            ),
            may("pot", Kind::Text, "the seats of a pot, in place of `seats`"),
            may(
                "quota",
                Kind::Words(words::<crate::method::largest_remainder::Parts>),
                "whole quotas: by how many parts",
            ),
            may(
                "quota_rounding",
                Kind::Words(words::<crate::method::largest_remainder::Whole>),
                "whole quotas: how the quota is made whole",
            ),
            may(
                "nearly",
                Kind::Fraction,
                "whole quotas: what is left counts as one if it is at least this share of the quota",
            ),
            may(
                "surplus",
                Kind::Words(words::<crate::method::largest_remainder::Surplus>),
                "whole quotas: seats beyond those there are; refused if the law says nothing",
            ),
            may("divisors", Kind::Divisors, "highest averages: the sequence"),
            may(
                "start",
                Kind::Words(words::<super::Start>),
                "highest averages: where the sequence starts",
            ),
            may("among", Kind::Conditions, "only those who meet this take part in the step"),
            may(
                "candidates",
                Kind::Conditions,
                "a list has no more seats after this step than candidates whose own votes meet this",
            ),
            may(
                "each_at_most",
                Kind::Whole(1, 1_000_000),
                "at most so many seats each in this step",
            ),
            may(
                "at_most",
                Kind::Whole(1, 1_000_000),
                "at most so many seats in all in this step; later steps divide the others",
            ),
            IN,
            may(
                "less",
                Kind::Whole(1, 1000),
                "in a tier: so many seats of each area are kept back",
            ),
            may(
                "others",
                Kind::Words(words::<tiers::Others>),
                "in a tier: seats won there by those who take no part; beside if the law says nothing",
            ),
            may("votes", Kind::Words(words::<tiers::VotesOf>), "in a tier: by which votes"),
            may("gives", Kind::Words(words::<tiers::Gives>), "in a tier: seats or claims"),
            TIE,
        ],
        clause: true,
    },
    Form {
        name: "ensure",
        meaning: "A majority of votes is a majority of seats",
        keys: &[must("ensure", Kind::Words(words::<super::Ensure>), "how")],
        clause: true,
    },
    Form {
        name: "exhausted",
        meaning: "What becomes of seats a list has no candidates for",
        keys: &[must("exhausted", Kind::Words(words::<super::Exhausted>), "how")],
        clause: true,
    },
    Form {
        name: "sections",
        meaning: "The seats of a list are shared among the sections it is made of",
        keys: &[must("sections", Kind::Words(words::<super::SectionsBy>), "by what"), TIE],
        clause: true,
    },
    Form {
        name: "fill",
        meaning: "The persons of a list",
        keys: &[
            must("fill", Kind::Words(words::<crate::record::FillBy>), "how they are found"),
            may("threshold", Kind::Conditions, "votes that pass before the list order"),
            TIE,
        ],
        clause: true,
    },
    Form {
        name: "adopt",
        meaning: "The answer to a question",
        keys: &[
            must("adopt", Kind::Text, "the code of the answer put to the test"),
            must("if", Kind::Conditions, "its votes must meet all of these"),
            may("quorum", Kind::Conditions, "the voters must meet this"),
        ],
        clause: true,
    },
    Form {
        name: "direct",
        meaning: "Persons in each constituency, by most votes or as the authority declared them",
        keys: &[
            must("direct", Kind::Words(words::<tiers::DirectBy>), "how"),
            MUST_IN,
            must("seated", Kind::Words(words::<tiers::SeatedWhen>), "when the leader has the seat"),
            TIE,
        ],
        clause: true,
    },
    Form {
        name: "apportion",
        meaning: "Seats of an area for the areas in it",
        keys: &[
            must("apportion", DIVIDED, "the method"),
            MUST_IN,
            must("to", Kind::Words(words::<Tier>), "the tier that receives"),
            must("by", Kind::Order(words::<tiers::Measure>), "the figures, added up"),
            may("surface", Kind::Fraction, "points for each square kilometre, added to them"),
            may("least", Kind::Whole(1, 1000), "at least so many seats each"),
            QUOTA,
            QUOTA_ROUNDING,
            DIVISORS,
            TIE,
        ],
        clause: true,
    },
    Form {
        name: "level",
        meaning: "Seats of the whole by the votes of the whole, less what was won below",
        keys: &[
            must("level", DIVIDED, "the method"),
            MUST_IN,
            must(
                "overhang",
                Kind::Words(words::<tiers::Overhang>),
                "a party won more below than its share",
            ),
            must("others", Kind::Words(words::<tiers::Others>), "seats of those who take no part"),
            may(
                "guarantee",
                Kind::Words(words::<tiers::Guarantee>),
                "what a growing house must cover",
            ),
            may("uncovered", Kind::Whole(1, 1000), "so many seats may stay uncovered"),
            QUOTA,
            QUOTA_ROUNDING,
            DIVISORS,
            TIE,
        ],
        clause: true,
    },
    Form {
        name: "link",
        meaning: "Seats beside those won below: each party claims a part of what it lacks of its share",
        keys: &[
            must("link", DIVIDED, "the method"),
            MUST_IN,
            must("pot", Kind::Text, "the seats that are linked"),
            must("claim", Kind::Fraction, "the part of what it lacks, as \"1/2\""),
            must("rounding", ROUNDING, "how a claim becomes whole"),
            QUOTA,
            QUOTA_ROUNDING,
            DIVISORS,
            TIE,
        ],
        clause: true,
    },
    Form {
        name: "give_back",
        meaning: "Seats beyond a party's share go back to the areas, which give them to others",
        keys: &[
            must(
                "give_back",
                only!("highest averages": "shares and quotients by divisors"),
                "the method",
            ),
            MUST_IN,
            must("to", Kind::Words(words::<Tier>), "the tier in which the seats were won"),
            must("divisors", Kind::Divisors, "of shares and of quotients"),
            may("spares_below", Kind::Whole(1, 1000), "areas with fewer seats keep them all"),
            TIE,
        ],
        clause: true,
    },
    Form {
        name: "place",
        meaning: "The seats of each party go into the areas below",
        keys: &[
            must("place", PLACED, "the method"),
            MUST_IN,
            must("to", Kind::Words(words::<Tier>), "the tier that receives"),
            may("divisors", Kind::Divisors, "of the votes of a party in an area"),
            may("start", Kind::Words(words::<StartsFrom>), "where the sequence starts"),
            may("relative", Kind::Words(words::<Relative>), "what a quotient is held against"),
            must("room", Kind::Words(words::<Room>), "how many seats an area takes"),
            must("sequence", Kind::Words(words::<Sequence>), "in which order"),
            TIE,
        ],
        clause: true,
    },
    Form {
        name: "both_ways",
        meaning: "Seats in proportion to parties and to areas at once",
        keys: &[
            must(
                "both_ways",
                Kind::Words(words::<tiers::PartiesBy>),
                "by what parties share the whole",
            ),
            MUST_IN,
            must("to", Kind::Words(words::<Tier>), "the tier whose seats are fixed"),
            must("leader", Kind::Words(words::<tiers::Leader>), "the strongest list of an area"),
            TIE,
        ],
        clause: true,
    },
    Form {
        name: "cover",
        meaning: "Which leaders of constituencies are seated",
        keys: &[must("cover", Kind::Words(words::<tiers::Cover>), "whom first"), MUST_IN],
        clause: true,
    },
];

const IN: Key = may(
    "in",
    Kind::Words(words::<Tier>),
    "the tier it works in, where all contests are counted as one",
);
const MUST_IN: Key = must("in", Kind::Words(words::<Tier>), "the tier it works in");
const INSTEAD: Key =
    may("instead", Kind::Readings, "in a tier: lists of a kind must meet this instead");
const EXEMPT: Key = may("exempt", Kind::Order(Vec::new), "lists of these kinds are free of it");
const TOGETHER: Key = may(
    "together",
    Kind::Words(words::<super::Together>),
    "in a contest: which lists are held against it together",
);
const UNTIL: Key = may(
    "until",
    Kind::Conditions,
    "in a tier: lists below come in by their votes until all meet this together",
);
const DIVIDED: Kind = only!(
    "highest averages": "one seat after another to the highest average",
    "largest remainders": "a seat for each whole quota, the rest to the largest remainders"
);
const PLACED: Kind = only!(
    "highest averages": "to the highest quotient",
    "largest remainders": "a seat each where whole quotas left most over",
    "whole quotas, largest remainders": "by the party's own votes per seat"
);
const QUOTA: Key = may(
    "quota",
    Kind::Words(words::<crate::method::largest_remainder::Parts>),
    "largest remainders: by how many parts",
);
const QUOTA_ROUNDING: Key = may(
    "quota_rounding",
    Kind::Words(words::<crate::method::largest_remainder::Whole>),
    "largest remainders: how the quota is made whole",
);
const DIVISORS: Key = may("divisors", Kind::Divisors, "highest averages: the sequence");
