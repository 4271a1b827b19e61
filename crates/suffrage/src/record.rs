//! The record of a count: every step as typed data, with its figures and its clause.
//!
//! The record is the only product of a count; [`crate::outcome`] folds it into seats and persons,
//! so an explanation can never disagree with the result. Words live in [`crate::render`]. Steps
//! are deltas: a run of 100,000 seats is one [`Step::Averages`] that lists who won each in turn;
//! every average in it follows from the votes written in [`Step::Figures`].
//!
//! Places number candidacies from 0; places from `candidacies.len()` on number `alliances`.

mod tiers;

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::number::{Exact, Fraction, Rounding, Votes};
pub use crate::tally::Purpose;
use crate::tally::{AreaNumber, Place};
use crate::word::words;
pub use tiers::{
    AreaFigures, Claim, FragmentRow, InArea, Leader, LevelRound, Levelled, NamedArea, OfTiers,
    PartedInAreas, TierBase, TierScope, TierTest,
};

/// The name and version of the JSON form.
pub const SCHEMA: &str = "suffrage-record/1";

/// The record of one contest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// [`SCHEMA`].
    pub schema: String,
    /// By which law.
    pub law: LawUsed,
    /// Of which contest.
    pub contest: Named,
    /// Who stood; a place in a step is a place in this list.
    pub candidacies: Vec<Named>,
    /// Connections of lists counted as one; their places follow those of the candidacies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alliances: Vec<Alliance>,
    /// The areas of an election that is counted as one over several tiers; empty otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<NamedArea>,
    /// The clauses that the steps cite.
    pub clauses: Arc<[Cited]>,
    /// What happened, in order.
    pub steps: Vec<Entry>,
    #[serde(skip)]
    current: Option<u16>,
}

/// The law of a record, as of its day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LawUsed {
    /// As `fr/senate`.
    pub id: String,
    /// The act, as "Code électoral".
    pub act: String,
    /// The day of the vote.
    pub on: Date,
    /// The day whose wording applies, where another law froze it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wording_of: Option<Date>,
    /// Readings of open clauses that were followed, as `clause: reading`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<String>,
}

/// A code that identifies, and a name that people know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// The identity.
    pub code: String,
    /// The name.
    pub name: String,
}

/// Lists (or alliances) counted as one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alliance {
    /// The path of connections, as `A` or `A/B`.
    pub name: String,
    /// Places of the members.
    pub members: Vec<Place>,
}

/// A clause as cited by the steps it governs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cited {
    /// Its name in the law file, as `majority.round 1`.
    pub clause: String,
    /// The article, as `L294, al. 2`.
    pub cite: String,
    /// False where nobody has read the article in a source yet.
    pub seen: bool,
}

/// A step and the clause that governs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Index into `clauses`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<u16>,
    /// What happened.
    pub step: Step,
}

words! {
    /// What a share is taken of.
    pub enum Base {
        #[doc = "electors on the roll"]
        Registered = "registered",
        #[doc = "electors who took part"]
        Voters = "voters",
        #[doc = "ballots that express a choice (ballots, not votes, where a ballot carries several names)"]
        Expressed = "expressed",
        #[doc = "valid ballots: those that express a choice, and blank ones"]
        Valid = "valid",
        #[doc = "all votes given to candidates or lists"]
        Votes = "votes",
        #[doc = "seats to fill"]
        Seats = "seats",
        #[doc = "members of the electing body"]
        Members = "members",
        #[doc = "the quota of this allocation"]
        Quota = "quota",
    }
}

words! {
    /// Over which contests votes and base are added up.
    pub enum Scope {
        #[doc = "the contest itself"]
        Contest = "contest",
        #[doc = "all contests of the election together"]
        Election = "all contests",
    }
}

words! {
    /// How a figure is held against a share.
    pub enum Relation {
        #[doc = "strictly more"]
        MoreThan = "more than",
        #[doc = "as many or more"]
        AtLeast = "at least",
    }
}

words! {
    /// How a law parts equals, one step at a time.
    pub enum TieBy {
        #[doc = "the one with more votes"]
        MoreVotes = "more votes",
        #[doc = "the one with fewer votes"]
        FewerVotes = "fewer votes",
        #[doc = "the older person"]
        Older = "older",
        #[doc = "the list whose candidate next in line is older"]
        OlderNext = "older candidate next in line",
        #[doc = "the list with the higher mean age"]
        MeanAge = "higher mean age",
        #[doc = "the list with the lower mean age"]
        LowerMeanAge = "lower mean age",
        #[doc = "the larger remainder of the division by the quota"]
        Remainder = "larger remainder",
        #[doc = "the list whose candidate next in line has more votes"]
        CandidateVotes = "candidate next in line with more votes",
        #[doc = "the earlier place on the list"]
        ListOrder = "list order",
        #[doc = "votes at the latest earlier stage at which they differ"]
        EarlierStages = "earlier stages, latest first",
        #[doc = "votes at the first stage at which they differ"]
        FirstStages = "earlier stages, first first",
        #[doc = "votes at the latest earlier stage at which all of them differ"]
        AllDiffer = "latest earlier stage at which all differ",
        #[doc = "a lot that people draw"]
        Lot = "lot",
    }
}

impl TieBy {
    /// Whether it looks at the persons of a list.
    #[must_use]
    pub fn is_of_persons(self) -> bool {
        matches!(
            self,
            Self::Older
                | Self::OlderNext
                | Self::MeanAge
                | Self::LowerMeanAge
                | Self::CandidateVotes
        )
    }
}

words! {
    /// Why a ballot, or a part of its vote, is with nobody.
    pub enum Lost {
        #[doc = "no candidate is marked"]
        Blank = "no choice",
        #[doc = "several candidates in one rank"]
        Overvote = "several in one rank",
        #[doc = "more marks than may be given"]
        TooMany = "too many marks",
        #[doc = "fewer good ranks than a ballot must have"]
        Informal = "too few good ranks",
        #[doc = "ranks left empty"]
        Skipped = "ranks left empty",
        #[doc = "a candidate ranked again"]
        Repeated = "ranked again",
        #[doc = "nobody it ranks is still in the count"]
        Exhausted = "nobody ranked is left",
        #[doc = "parts of votes cut off by rounding"]
        Rounding = "cut off by rounding",
    }
}

words! {
    /// What elects a candidate at a stage.
    pub enum ElectedBy {
        #[doc = "the quota"]
        Quota = "quota",
        #[doc = "more than half of the votes still in the count"]
        Majority = "majority",
        #[doc = "more than half of the votes of the first stage"]
        MajorityOfFirst = "majority of the first stage",
        #[doc = "at least half of the votes still in the count"]
        Half = "half",
        #[doc = "an equal part of the active vote, for one seat more than are open"]
        ActiveVote = "active vote",
        #[doc = "as many are left as there are seats"]
        LastLeft = "last left",
        #[doc = "the larger number of votes of the last two"]
        LargerOfTwo = "larger of two",
        #[doc = "the share that the law asks for, and so has each who is left"]
        Share = "share",
        #[doc = "the place in the order that the method gives"]
        Order = "order",
        #[doc = "a win against every other who is in the count"]
        Condorcet = "every pair",
        #[doc = "all others are out by their points"]
        OnlyOneLeft = "only one left",
    }
}

words! {
    /// Why candidates go out.
    pub enum ExcludedBy {
        #[doc = "the fewest votes"]
        Fewest = "fewest votes",
        #[doc = "together they have fewer votes than the next above them: none can win"]
        CannotWin = "cannot win",
        #[doc = "their votes and those of all below fall short of what the open seats need"]
        Shortfall = "fall short",
        #[doc = "fewer votes than the law asks for"]
        Minimum = "below the minimum",
        #[doc = "names that nobody declared"]
        Undeclared = "undeclared",
        #[doc = "the fewest points"]
        FewestPoints = "fewest points",
        #[doc = "fewer points than the average"]
        BelowAverage = "below the average",
        #[doc = "no more points than the average"]
        AtOrBelowAverage = "at or below the average",
        #[doc = "not in the smallest set whose members win against everyone outside it"]
        OutsideSmith = "outside the smith set",
    }
}

words! {
    /// How the persons of a list are found.
    pub enum FillBy {
        #[doc = "in the order of presentation"]
        ListOrder = "list order",
        #[doc = "by preference votes at or above a threshold, then in list order"]
        Preference = "preference votes",
        #[doc = "by their own votes"]
        CandidateVotes = "candidate votes",
    }
}

/// A condition with the figures it was held against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Test {
    /// More than, or at least.
    pub relation: Relation,
    /// The share the law names.
    pub share: Fraction,
    /// What it is a share of.
    pub base: Base,
    /// Over which contests votes and base are added up.
    pub scope: Scope,
    /// The figure of the base.
    pub of: Fraction,
    /// The fewest whole votes that meet it.
    pub needed: Votes,
}

/// How a bonus grows with the share of whoever leads, with the figure of its base.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BonusGrowth {
    /// What shares are taken of.
    pub base: Base,
    /// The figure of the base.
    pub of: Fraction,
    /// The share from which on there is a bonus.
    pub from: Fraction,
    /// One seat more for each such share beyond.
    pub each: Fraction,
    /// Never more than so many.
    pub at_most: u32,
}

words! {
    /// What becomes of the lists of a coalition that do not pass the share for its seats.
    pub enum Below {
        #[doc = "they have no seats"]
        NoSeats = "no seats",
        #[doc = "the one with the most votes among them shares the seats too"]
        Strongest = "the strongest shares too",
    }
}

/// The conditions for coalitions and their lists, with the figures they were held against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoalitionTests {
    /// What a list needs to bring its votes to its coalition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts: Option<Test>,
    /// What a coalition needs.
    pub together: Test,
    /// What one of its lists needs.
    pub with: Test,
    /// What a list needs to share its seats.
    pub inside: Test,
    /// What a list needs alone.
    pub alone: Test,
}

/// A coalition held against its conditions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InCoalition {
    /// Its place behind those of the lists.
    pub place: Place,
    /// The votes its lists brought it.
    pub votes: Votes,
    /// Whether it takes part as one.
    pub takes_part: bool,
    /// The lists that share its seats.
    pub sharing: Vec<Place>,
}

/// A figure by which equals were compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// Votes: more is better.
    Votes(Votes),
    /// A remainder: larger is better.
    Remainder(Fraction),
    /// A birth date: earlier is better.
    Born(Date),
    /// Votes: fewer are better.
    FewerVotes(Votes),
    /// A mean age in days: higher is better.
    Days(Fraction),
    /// A mean age in days: lower is better.
    FewerDays(Fraction),
    /// A place on a list: earlier is better.
    Place(u32),
    /// Votes at earlier stages, in the order in which the law looks at them.
    Stages(Vec<Exact>),
}

/// Where a number of seats comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SeatsFrom {
    /// The election's own files.
    Stated,
    /// The law's table, by this attribute of the contest.
    Table(String),
    /// The sum of the seats the authority published.
    Published,
}

/// Why a seat waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Waiting {
    /// The law says "draw": people must draw and enter the lot.
    ForLot,
    /// The law parts them by a fact that the files do not give.
    ForFact(TieBy),
    /// The law says no more.
    LawIsSilent,
}

/// Why seats stay empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Vacancy {
    /// No candidate is left to take them.
    NoCandidates,
    /// The rounds that were held filled no more.
    NoFurtherRound,
    /// No list is admitted.
    NobodyAdmitted,
}

/// What happened. Figures only; the words are in [`crate::render`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Step {
    /// The system that applies.
    System {
        /// Its name in the law file.
        name: String,
        /// The attribute it was chosen by, its figure and the limit; none if always or by hand.
        by: Option<(String, u64, u64)>,
        /// True if the user named it: then no clause of the law was asked.
        by_hand: bool,
    },
    /// Seats to fill from here on; a named pot is a separate allocation.
    Pot {
        /// Empty for the only one.
        pot: String,
        /// How many.
        seats: u32,
        /// Says who.
        from: SeatsFrom,
    },
    /// The figures of a round.
    Figures {
        /// 1 for the first.
        round: u8,
        /// Electors on the roll.
        registered: Option<Votes>,
        /// Electors who took part.
        voters: Option<Votes>,
        /// Blank ballots.
        blank: Option<Votes>,
        /// Null ballots.
        null: Option<Votes>,
        /// Ballots that express a choice.
        expressed: Option<Votes>,
        /// True if nobody stated `expressed` and the votes were added up.
        summed: bool,
        /// Names that a ballot could carry.
        names: u32,
        /// Votes, in ballot-paper order.
        votes: Vec<(Place, Votes)>,
    },
    /// Who could stand in a later round, and who did.
    Standing {
        /// The round.
        round: u8,
        /// What was needed to qualify by votes.
        needed: Vec<Test>,
        /// Who qualified by votes of the round before (empty under free candidacy).
        qualified: Vec<Place>,
        /// Who qualified only by being among the first.
        by_rank: Vec<Place>,
        /// Who stands.
        stands: Vec<Place>,
        /// Who could have stood, and does not.
        withdrew: Vec<Place>,
        /// Lists that joined another: (from, into).
        joined: Vec<(Place, Place)>,
    },
    /// A candidacy held against every condition of a round.
    Tested {
        /// Who.
        place: Place,
        /// Its votes.
        votes: Votes,
        /// Each condition and whether it is met.
        tests: Vec<(Test, bool)>,
    },
    /// A person is elected.
    Elected {
        /// Who.
        place: Place,
        /// Its votes.
        votes: Votes,
    },
    /// A list leads: it wins the round.
    Leads {
        /// Which.
        place: Place,
        /// Its votes.
        votes: Votes,
    },
    /// The round left seats open.
    SeatsLeft {
        /// The round.
        round: u8,
        /// How many.
        seats: u32,
    },
    /// Who takes part in the allocation.
    Admission {
        /// The conditions; one of them is enough if `any`.
        tests: Vec<Test>,
        /// One is enough, or all are needed.
        any: bool,
        /// In.
        admitted: Vec<Place>,
        /// Out.
        refused: Vec<Place>,
        /// Lists that were held against the conditions together.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        together: Vec<Vec<Place>>,
        /// Lists that are free of the conditions.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        exempt: Vec<Place>,
    },
    /// Which coalitions and which lists alone take part in the allocation.
    Coalitions {
        /// The conditions.
        tests: Box<CoalitionTests>,
        /// What becomes of lists below the share for the seats of a coalition.
        below: Below,
        /// Lists that are free of the conditions on a list.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        exempt: Vec<Place>,
        /// The coalitions; the members of each are the lists that brought it votes.
        coalitions: Vec<InCoalition>,
        /// Lists that take part alone.
        alone: Vec<Place>,
        /// Lists that can have no seat.
        without: Vec<Place>,
    },
    /// Whoever has the most votes is raised to the seats it is assured: what was divided is divided
    /// again among the others.
    Raised {
        /// Who, unless equals wait.
        place: Option<Place>,
        /// What it had by the first division.
        held: u32,
        /// What it has now.
        seats: u32,
    },
    /// Seats given to the leading list before the allocation.
    Bonus {
        /// To whom.
        place: Place,
        /// The share of the seats.
        share: Fraction,
        /// Of how many seats.
        of: u32,
        /// How the share became whole.
        rounding: Rounding,
        /// The seats given.
        seats: u32,
    },
    /// A number of seats given to the leading list before the allocation.
    BonusSeats {
        /// To whom.
        place: Place,
        /// Its votes.
        votes: Votes,
        /// The seats the law names, the first of them where they grow.
        first: u32,
        /// How they grow.
        grows: Option<BonusGrowth>,
        /// The seats given.
        seats: u32,
    },
    /// The quota.
    Quota {
        /// Votes divided.
        votes: Votes,
        /// By so many parts.
        parts: u64,
        /// How it became whole; `None` if kept exact.
        rounding: Option<Rounding>,
        /// The quota.
        quota: Fraction,
    },
    /// A seat for each whole quota.
    Quotas {
        /// Seats won, in place order; nobody with none.
        won: Vec<(Place, u32)>,
        /// Who has one of them for what is left, and the share of a quota that is enough.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        nearly: Option<(Fraction, Vec<Place>)>,
    },
    /// How many candidates of a list have votes enough to be elected now.
    Able {
        /// What their own votes are held against.
        test: Test,
        /// How many such candidates each list has that could win.
        each: Vec<(Place, u32)>,
        /// Seats that go back, since a list has fewer such candidates than seats.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        back: Vec<(Place, u32)>,
    },
    /// Whole quotas gave more seats than there are: a seat each is taken back.
    TakenBack {
        /// From whom, smallest remainder first.
        from: Vec<(Place, Fraction)>,
    },
    /// A seat each to the largest remainders.
    Remainders {
        /// Seats open.
        open: u32,
        /// Remainders, largest first, of those who take part.
        remainders: Vec<(Place, Fraction)>,
        /// Who won a seat, in order.
        won: Vec<Place>,
    },
    /// One seat after another to the highest average.
    Averages {
        /// The divisors, as the law writes them.
        divisors: String,
        /// Seats open.
        open: u32,
        /// Seats each had already, where the sequence continues; nobody with none.
        held: Vec<(Place, u32)>,
        /// Who won each seat, in order. The average is votes / divisor(seats held).
        won: Vec<Place>,
        /// Who would have had the next seat.
        next: Option<Place>,
    },
    /// What was given to an alliance is now divided inside it.
    Inside {
        /// The alliance.
        place: Place,
        /// Its seats.
        seats: u32,
    },
    /// One rule held against equals.
    Tie {
        /// The equals.
        equals: Vec<Place>,
        /// Seats open between them.
        open: u32,
        /// The rule.
        by: TieBy,
        /// The figure of each, in the same order.
        values: Vec<Value>,
        /// Who is through.
        chosen: Vec<Place>,
        /// Who is still equal for what is still open.
        still: Vec<Place>,
        /// What for.
        #[serde(default = "Purpose::seats", skip_serializing_if = "Purpose::is_seats")]
        purpose: Purpose,
    },
    /// A lot that people drew.
    Lot {
        /// The equals.
        equals: Vec<Place>,
        /// Seats open between them.
        open: u32,
        /// In the order drawn.
        drawn: Vec<Place>,
        /// Who drew it, and where that is written.
        source: String,
        /// What for.
        #[serde(default = "Purpose::seats", skip_serializing_if = "Purpose::is_seats")]
        purpose: Purpose,
    },
    /// Seats that nobody can have yet.
    Pending {
        /// The equals; every other seat is settled.
        equals: Vec<Place>,
        /// Seats open between them.
        open: u32,
        /// What they wait for.
        why: Waiting,
        /// What for.
        #[serde(default = "Purpose::seats", skip_serializing_if = "Purpose::is_seats")]
        purpose: Purpose,
    },
    /// The ballots, as the law reads them.
    Ballots {
        /// How many were cast.
        cast: Votes,
        /// Those that say nothing from the start, by reason.
        aside: Vec<(Lost, Votes)>,
        /// Who withdrew: named on ballots, passed over by the count.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        withdrawn: Vec<Place>,
    },
    /// Who has what at a stage of a count by transfers.
    Stage {
        /// From 1.
        number: u32,
        /// Votes of everyone who is still in or elected.
        votes: Vec<(Place, Exact)>,
        /// What is with nobody, by reason.
        lost: Vec<(Lost, Exact)>,
    },
    /// The votes that elect.
    Bar {
        /// Votes divided.
        votes: Exact,
        /// By so many parts.
        parts: u64,
        /// What is needed.
        quota: Exact,
    },
    /// A candidate is elected at a stage.
    Chosen {
        /// Who.
        place: Place,
        /// Its votes.
        votes: Exact,
        /// By what.
        why: ElectedBy,
    },
    /// What the elected keep of each vote at a stage, and how it was found.
    Keep {
        /// Keep factors of the elected.
        factors: Vec<(Place, Exact)>,
        /// The quota of this stage.
        quota: Exact,
        /// How often the votes were handed out.
        iterations: u32,
    },
    /// Candidates held against each other two by two.
    Compared {
        /// `ballots[a][b]`: how many prefer `a` to `b`.
        ballots: Vec<Vec<Votes>>,
    },
    /// Strengths of the strongest paths of wins, from one to another.
    Paths {
        /// `strength[a][b]`.
        strength: Vec<Vec<Votes>>,
    },
    /// Wins in the order of their strength: (winner, loser, whether it could be locked in).
    Locked {
        /// The wins.
        wins: Vec<(Place, Place, bool)>,
        /// Where the order of equal wins decides who is first: which order, of how many that are told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        order: Option<(u32, u32)>,
    },
    /// Whether one of these wins against every other of them.
    Condorcet {
        /// Who does.
        winner: Option<Place>,
        /// Among whom.
        among: Vec<Place>,
    },
    /// The smallest set of these of whom each wins against everyone outside it.
    Smith {
        /// The set.
        set: Vec<Place>,
        /// Among whom.
        among: Vec<Place>,
    },
    /// Points of everyone who is still in, at a stage of an elimination.
    Points {
        /// From 1.
        number: u32,
        /// The points.
        points: Vec<(Place, Exact)>,
        /// Their average, where it decides.
        average: Option<Exact>,
    },
    /// The orders with which the ballots agree most.
    Best {
        /// Ballots that agree, added up over all pairs.
        agreement: Votes,
        /// How many orders have it.
        orders: Votes,
        /// The first of them.
        shown: Vec<Vec<Place>>,
    },
    /// How many ballots give each grade, from the lowest.
    Grades {
        /// By candidate.
        grades: Vec<(Place, Vec<Votes>)>,
    },
    /// The two with the highest sums run off: how many ballots score one of them higher.
    FinalPair {
        /// The higher sum first; of equal sums, in ballot-paper order.
        pair: [Place; 2],
        /// Ballots that score each of the two higher than the other.
        prefer: [Votes; 2],
        /// Ballots that score both alike, or neither.
        alike: Votes,
    },
    /// The order that a method gives.
    Ordered {
        /// The method, as the law names it.
        method: String,
        /// Best first, equals together.
        groups: Vec<Vec<Place>>,
        /// The figures it rests on, where the method gives one for each.
        figures: Vec<(Place, Exact)>,
    },
    /// Every committee that wins by the method.
    Committees {
        /// The method, as the law names it.
        method: String,
        /// Seated together, in ballot-paper order.
        committees: Vec<Vec<Place>>,
    },
    /// Candidates go out.
    Excluded {
        /// Who.
        places: Vec<Place>,
        /// Why.
        why: ExcludedBy,
    },
    /// Papers pass on: from those excluded, or as the surplus of one elected.
    Passed {
        /// From whom.
        from: Vec<Place>,
        /// The surplus, if it is one.
        surplus: Option<Exact>,
        /// What each receives.
        to: Vec<(Place, Exact)>,
        /// What is lost, by reason.
        lost: Vec<(Lost, Exact)>,
    },
    /// Whole papers of a surplus are drawn by their order: of all that somebody has, every nth.
    EveryNth {
        /// Whose.
        place: Place,
        /// Papers, numbered in the order in which they came.
        papers: Votes,
        /// So many are to pass on.
        surplus: Votes,
        /// Every which one is drawn first.
        nth: Votes,
        /// So many passed on.
        passed: Votes,
        /// Drawn, and left where they were: nobody on them could receive them.
        stayed: Votes,
    },
    /// A list with a majority of votes has a majority of seats: one seat moves.
    Majority {
        /// To whom.
        place: Place,
        /// Its votes.
        votes: Votes,
        /// Of so many.
        of: Votes,
        /// Who gives a seat back: one, or all who won the last seat as equals.
        from: Vec<Place>,
        /// Who of several keeps it, by lot.
        kept: Vec<Place>,
    },
    /// Seats that cannot be divided before an open tie is settled.
    Blocked {
        /// How many.
        seats: u32,
    },
    /// A list has more seats than candidates: the seats return.
    Exhausted {
        /// The list.
        place: Place,
        /// Its candidates.
        candidates: u32,
        /// Seats returned.
        returned: u32,
    },
    /// Seats that stay empty.
    Vacant {
        /// How many.
        seats: u32,
        /// Why.
        why: Vacancy,
    },
    /// The persons who take a list's seats of this pot.
    Persons {
        /// Of which pot; empty for the only one.
        pot: String,
        /// The list.
        place: Place,
        /// How they were found.
        by: FillBy,
        /// Votes needed to pass before the list order, where the law knows such.
        threshold: Option<Votes>,
        /// Places on the list from 0, names as published, and why each.
        persons: Vec<Seated>,
    },
    /// The seats of a list shared among the sections it is made of, by its votes in each.
    Sections {
        /// The list.
        place: Place,
        /// Section, votes of the list in it, and its seats.
        shares: Vec<(String, Votes, u32)>,
    },
    /// Equals within one list: in these steps a place is a rank on the list, from 0.
    WithinList {
        /// The list.
        place: Place,
        /// How they were parted, or what they wait for.
        steps: Vec<Entry>,
    },
    /// The answer to a question.
    Answer {
        /// Which answer was put to the tests.
        place: Place,
        /// Its votes.
        votes: Votes,
        /// The conditions and whether each is met.
        tests: Vec<(Test, bool)>,
        /// True if adopted.
        adopted: bool,
    },
    /// A step of a count over several tiers.
    Tiers(OfTiers),
}

/// A person who takes a seat of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seated {
    /// Place on the list, from 0.
    pub rank: u32,
    /// The name, empty if the files name nobody.
    pub name: String,
    /// Own votes, where they decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub votes: Option<Votes>,
}

impl Step {
    /// The steps that a step is made of, in order; none for most.
    #[must_use]
    pub fn inner(&self) -> Vec<&Entry> {
        match self {
            Self::WithinList { steps, .. } => steps.iter().collect(),
            Self::Tiers(step) => step.inner(),
            _ => Vec::new(),
        }
    }

    /// Whether equals are parted here, by a rule or a lot, or wait to be.
    #[must_use]
    pub fn meets_equals(&self) -> bool {
        matches!(
            self,
            Self::Tie { .. }
                | Self::Lot { .. }
                | Self::Pending { .. }
                | Self::Tiers(OfTiers::Equal { .. })
        ) || self.inner().iter().any(|entry| entry.step.meets_equals())
    }

    /// Whether equals wait here to be parted.
    #[must_use]
    pub fn waits(&self) -> bool {
        match self {
            Self::Pending { .. } => true,
            Self::Tiers(OfTiers::Equal { parted, .. }) => {
                matches!(parted, PartedInAreas::Waits { .. })
            }
            _ => self.inner().iter().any(|entry| entry.step.waits()),
        }
    }
}

/// A lot that answered a tie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LotUsed {
    /// Where: the code of the contest, or of the area inside which equals met.
    pub contest: String,
    /// Who was drawn, by code, in order; `None` for persons of a list, who have no code.
    pub drawn: Option<Vec<String>>,
    /// Who drew it, when, and where that is written.
    pub source: String,
}

impl Record {
    /// An empty record.
    #[must_use]
    pub fn new(
        law: LawUsed,
        contest: Named,
        candidacies: Vec<Named>,
        clauses: Arc<[Cited]>,
    ) -> Self {
        let schema = SCHEMA.to_owned();
        let (alliances, areas, steps) = (Vec::new(), Vec::new(), Vec::new());
        Self { schema, law, contest, candidacies, alliances, areas, clauses, steps, current: None }
    }

    /// The lots that answered a tie, in the order of the steps.
    #[must_use]
    pub fn lots(&self) -> Vec<LotUsed> {
        let mut found = Vec::new();
        self.lots_in(&self.steps, &self.contest.code, &mut found);
        found
    }

    fn lots_in(&self, steps: &[Entry], contest: &str, found: &mut Vec<LotUsed>) {
        let code = |place: &Place| {
            let alliance = || self.alliances.get(*place as usize - self.candidacies.len());
            let listed = self.candidacies.get(*place as usize).map(|one| one.code.clone());
            listed.or_else(|| alliance().map(|one| one.name.clone())).unwrap_or_default()
        };
        let area = |number: &AreaNumber| self.areas[*number as usize].code.as_str();
        for entry in steps {
            match &entry.step {
                Step::Lot { drawn, source, .. } => {
                    let drawn = Some(drawn.iter().map(code).collect());
                    let (contest, source) = (contest.to_owned(), source.clone());
                    found.push(LotUsed { contest, drawn, source });
                }
                Step::WithinList { steps, .. } => {
                    for one in steps {
                        if let Step::Lot { source, .. } = &one.step {
                            let (contest, source) = (contest.to_owned(), source.clone());
                            found.push(LotUsed { contest, drawn: None, source });
                        }
                    }
                }
                Step::Tiers(OfTiers::Equal {
                    parted: PartedInAreas::ByLot { first, source },
                    ..
                }) => {
                    let drawn = Some(vec![format!("{}@{}", code(&first.0), area(&first.1))]);
                    let (contest, source) = (contest.to_owned(), source.clone());
                    found.push(LotUsed { contest, drawn, source });
                }
                Step::Tiers(OfTiers::Inside { area: inside, steps, .. }) => {
                    self.lots_in(steps, area(inside), found);
                }
                Step::Tiers(OfTiers::Apportioned { within, figures, steps, .. }) => {
                    for one in steps {
                        if let Step::Lot { drawn, source, .. } = &one.step {
                            let named = |at: &Place| area(&figures[*at as usize].0).to_owned();
                            let drawn = Some(drawn.iter().map(named).collect());
                            let contest = area(within).to_owned();
                            found.push(LotUsed { contest, drawn, source: source.clone() });
                        }
                    }
                }
                Step::Tiers(step) => {
                    for one in step.inner() {
                        self.lots_in(std::slice::from_ref(one), contest, found);
                    }
                }
                _ => {}
            }
        }
    }

    /// Steps written from now on are governed by this clause.
    pub(crate) fn under(&mut self, clause: Option<u16>) {
        self.current = clause;
    }

    /// Writes a step.
    pub(crate) fn write(&mut self, step: Step) {
        self.steps.push(Entry { clause: self.current, step });
    }

    /// The clause that governs what is written now.
    pub(crate) fn current(&self) -> Option<u16> {
        self.current
    }

    /// An empty record beside this one, under the same clause, for steps that are nested.
    pub(crate) fn aside(&self) -> Self {
        let (alliances, steps) = (Vec::new(), Vec::new());
        Self { alliances, steps, ..self.clone() }
    }

    /// The clause a step is governed by.
    #[must_use]
    pub fn clause_of(&self, entry: &Entry) -> Option<&Cited> {
        entry.clause.map(|index| &self.clauses[usize::from(index)])
    }

    /// The name of a candidacy or alliance.
    #[must_use]
    pub fn name(&self, place: Place) -> &str {
        let place = place as usize;
        match self.candidacies.get(place) {
            Some(named) => &named.name,
            None => &self.alliances[place - self.candidacies.len()].name,
        }
    }
}
