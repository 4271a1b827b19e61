//! The forms of the notation: which keys a table has, what each holds and means.
//!
//! One list serves the reader (unknown and missing keys, "did you mean"), the JSON Schema and the
//! documentation, so the three cannot drift apart.

use crate::record::{Base, TieBy};
use crate::word::Word;

/// What a key holds.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A line of text.
    Text,
    /// A text in English and French: `{ en = "…", fr = "…" }`.
    Texts,
    /// The same, or one text for both languages.
    Name,
    /// A day, as `2013-08-04`.
    Day,
    /// A date that may be known in part: `2023-09-24`, `"2019-05"`, `"1988~"`.
    When,
    /// Such a date, `".."` (open) or `""` (unknown).
    Bound,
    /// The key of a statement of one of these kinds.
    Ref(&'static [&'static str]),
    /// Keys of statements of one of these kinds.
    Refs(&'static [&'static str]),
    /// `"2013-08-04/.."`.
    Period,
    /// An exact share: `"1/4"`, `"12.5%"`.
    Fraction,
    /// `{ more_than = "1/2 of expressed", at_least = "1/4 of registered" }`.
    Conditions,
    /// A whole number between two.
    Whole(u64, u64),
    /// One of a closed list of words.
    Words(fn() -> Vec<(&'static str, &'static str)>),
    /// Several of a closed list of words, in order.
    Order(fn() -> Vec<(&'static str, &'static str)>),
    /// `"1, 2, 3, …"`.
    Divisors,
    /// `{ sud = 32, nord = 15 }`.
    Numbers,
    /// `[[0, 7], [100, 11]]`.
    Rows,
    /// `{ "département" = "Nouvelle-Calédonie" }`.
    Readings,
    /// A table of its own form.
    Table(&'static Form),
    /// Several tables of one form.
    Tables(&'static Form),
    /// One kind or another.
    Either(&'static [Kind]),
}

/// A key of a form.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it must stand there.
    pub required: bool,
    /// What it means.
    pub meaning: &'static str,
}

/// A table of the notation.
#[derive(Debug)]
pub struct Form {
    /// What it is called in messages, as `[[choose]]`.
    pub name: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Its keys.
    pub keys: &'static [Key],
    /// Keys of every clause are allowed too.
    pub clause: bool,
}

pub(crate) const fn must(name: &'static str, kind: Kind, meaning: &'static str) -> Key {
    Key { name, kind, required: true, meaning }
}

pub(crate) const fn may(name: &'static str, kind: Kind, meaning: &'static str) -> Key {
    Key { name, kind, required: false, meaning }
}

/// A form: its name, its meaning, its keys; with `clause` first, one that has the keys of every clause.
macro_rules! form {
    (clause $name:literal, $meaning:literal, [$($key:expr),* $(,)?] $(,)?) => {
        Form { name: $name, meaning: $meaning, keys: &[$($key),*], clause: true }
    };
    ($name:literal, $meaning:literal, [$($key:expr),* $(,)?] $(,)?) => {
        Form { name: $name, meaning: $meaning, keys: &[$($key),*], clause: false }
    };
}
pub(crate) use form;

/// The words of a vocabulary with their meanings.
pub fn words<W: Word>() -> Vec<(&'static str, &'static str)> {
    W::ALL.iter().map(|(word, _, meaning)| (*word, *meaning)).collect()
}

/// Words that are one of a short list without an enum of their own.
macro_rules! only {
    ($($word:literal : $meaning:literal),+) => {
        Kind::Words(|| vec![$(($word, $meaning)),+])
    };
}
pub(crate) use only;

pub(super) const TIE: Key = may(
    "tie",
    Kind::Order(words::<TieBy>),
    "how equals are parted, in order; [] if the law says nothing",
);

/// Keys that every clause has.
pub static CLAUSE: &[Key] = &[
    must("clause", Kind::Text, "the name of the clause; versions of one clause share it"),
    must("cite", Kind::Text, "the article, with its paragraph"),
    must("force", Kind::Period, "the days on which this version is in force"),
    must("seen", Kind::Text, "the key of the source the article was read in, or \"unseen\""),
    may("reading", Kind::Text, "the name of one way to read an open text"),
    may("adopted", Kind::Text, "why this reading is the one followed"),
    may(
        "outside",
        only!("no such rule": "on other days the law had no such rule"),
        "what stands where no version is in force",
    ),
    may("note", Kind::Texts, "a doubt or a remark"),
];

/// The file.
pub static LAW: Form = Form {
    name: "a law",
    meaning: "A written electoral law",
    keys: &[
        must("id", Kind::Text, "the path of the file, as fr/senate"),
        must("title", Kind::Texts, "what the law is called"),
        must("office", Kind::Text, "the office it fills, as fr/senator"),
        must("act", Kind::Text, "the act it is written in"),
        must("coded", Kind::Period, "the days for which it is coded; others are refused"),
        must("source", Kind::Tables(&SOURCE), "the texts it was written from"),
        may("choose", Kind::Tables(&CHOOSE), "which system applies"),
        may("size", Kind::Tables(&SIZE), "how many seats there are"),
        may("apply", Kind::Tables(&APPLY), "another law that applies, in the wording of a day"),
        may("example", Kind::Tables(&EXAMPLE), "worked examples: they run as tests"),
    ],
    clause: false,
};

/// A text in the two languages of the house.
pub static TEXTS: Form = Form {
    name: "a text in two languages",
    meaning: "A text in English and French",
    keys: &[must("en", Kind::Text, "English"), must("fr", Kind::Text, "French")],
    clause: false,
};

/// Conditions: each key holds one share or a list of them.
pub static CONDITIONS: Form = Form {
    name: "a condition",
    meaning: "Conditions that votes are held against",
    keys: &[
        may(
            "more_than",
            Kind::Text,
            "strictly more than this share (a threshold may end it with \"in all contests\"), as \"1/2 of expressed\"",
        ),
        may(
            "at_least",
            Kind::Text,
            "as many as this share or more, as \"3% of votes in all contests\"",
        ),
    ],
    clause: false,
};

pub(crate) static SOURCE: Form = Form {
    name: "[[source]]",
    meaning: "A text that clauses were written from",
    keys: &[
        must("key", Kind::Text, "what clauses name in `seen`"),
        must("title", Kind::Text, "what it is"),
        must("address", Kind::Text, "where it was read"),
        must("read", Kind::Day, "when"),
    ],
    clause: false,
};

static CHOOSE: Form = Form {
    name: "[[choose]]",
    meaning: "Which system applies",
    keys: &[
        may("always", Kind::Text, "the system, whatever the contest"),
        may(
            "by",
            only!("seats": "seats to fill", "inhabitants": "inhabitants"),
            "the figure that decides",
        ),
        may("at_most", Kind::Whole(0, 1_000_000_000), "the limit"),
        may("then", Kind::Text, "the system up to the limit"),
        may("else", Kind::Text, "the system above it"),
    ],
    clause: true,
};

static SIZE: Form = Form {
    name: "[[size]]",
    meaning: "How many seats there are",
    keys: &[
        may("pot", Kind::Text, "the seats meant, where the law divides several apart"),
        may("in", Kind::Words(words::<crate::tally::Tier>), "the tier whose areas have them"),
        may(
            "stated",
            only!("by the files": "the text that fixes the number is not coded"),
            "where the number is given",
        ),
        may("fixed", Kind::Whole(1, 1_000_000), "a fixed number"),
        may("constituency", Kind::Numbers, "a number for each code of a contest"),
        may("inhabitants", Kind::Rows, "[from so many inhabitants, so many seats], ascending"),
    ],
    clause: true,
};

static APPLY: Form = Form {
    name: "[[apply]]",
    meaning: "Another law applies, in the wording of a day",
    keys: &[
        must("law", Kind::Text, "the law referred to"),
        must(
            "wording_of",
            Kind::Either(&[
                Kind::Day,
                only!("the day of the vote": "the wording in force when people vote"),
            ]),
            "the day whose wording applies, whatever is amended later",
        ),
        must("read", Kind::Readings, "words to read for others; {} if none"),
    ],
    clause: true,
};

static EXAMPLE: Form = Form {
    name: "[[example]]",
    meaning: "A worked example",
    keys: &[
        must("name", Kind::Text, "a sentence that says what it shows"),
        must("source", Kind::Text, "where the figures are from"),
        must("on", Kind::Day, "the day"),
        may("contest", Kind::Text, "the code of the contest"),
        may("seats", Kind::Whole(1, 1_000_000), "seats to fill"),
        may("inhabitants", Kind::Whole(0, 1_000_000_000), "inhabitants"),
        may("members", Kind::Whole(0, 1_000_000), "members of the electing body"),
        may("round", Kind::Tables(&EXAMPLE_ROUND), "the figures, one table a round"),
        may(
            "ballots",
            Kind::Order(Vec::new),
            "in place of rounds: how many and whom, as \"7 A B=C - D\" (ranked) or \"3 A=2 B=5\" (scored)",
        ),
        may("area", Kind::Tables(&EXAMPLE_AREA), "in place of rounds: the areas of several tiers"),
        may("kind", Kind::Readings, "what kind of list it is, as { SSW = \"minority\" }"),
        may("candidates", Kind::Numbers, "how many candidates each list has"),
        may("persons", Kind::Numbers, "own votes of candidates of lists, as { \"A/Ana\" = 120 }"),
        may("born", Kind::Readings, "birth dates of persons"),
        may("alliance", Kind::Readings, "connections, as A or A/B"),
        may("expect", Kind::Numbers, "seats by list"),
        may("elected", Kind::Order(Vec::new), "persons, in order"),
        may(
            "drawn",
            Kind::Order(Vec::new),
            "who was drawn by lot among the equals named in `among`",
        ),
        may("among", Kind::Order(Vec::new), "the equals of the lot"),
    ],
    clause: false,
};

/// An area of an example over several tiers.
pub static EXAMPLE_AREA: Form = Form {
    name: "[[example.area]]",
    meaning: "An area and its figures",
    keys: &[
        must("area", Kind::Text, "its code; `nation` is the whole"),
        must(
            "tier",
            only!("region": "a region", "constituency": "a constituency", "nation": "the whole"),
            "its tier",
        ),
        may("within", Kind::Text, "the code of the area it lies in, if that is not the whole"),
        may("seats", Kind::Whole(0, 1_000_000), "its seats"),
        may("levelling", Kind::Whole(0, 1_000_000), "levelling seats it can receive"),
        may("inhabitants", Kind::Whole(0, 1_000_000_000), "inhabitants"),
        may("surface", Kind::Whole(0, 1_000_000_000), "square kilometres"),
        may("registered", Kind::Whole(0, u64::MAX), "electors on the roll"),
        may("voters", Kind::Whole(0, u64::MAX), "electors who took part"),
        may("expressed", Kind::Whole(0, u64::MAX), "ballots that express a choice"),
        may("votes", Kind::Numbers, "votes for lists"),
        may("direct", Kind::Numbers, "votes for persons, by party"),
        may("won", Kind::Numbers, "seats won in it, as declared"),
        may("expect", Kind::Numbers, "seats that stand in it in the end"),
    ],
    clause: false,
};

/// A round of an example.
pub static EXAMPLE_ROUND: Form = Form {
    name: "[[example.round]]",
    meaning: "The figures of a round",
    keys: &[
        may("registered", Kind::Whole(0, u64::MAX), "electors on the roll"),
        may("voters", Kind::Whole(0, u64::MAX), "electors who took part"),
        may("blank", Kind::Whole(0, u64::MAX), "blank ballots"),
        may("expressed", Kind::Whole(0, u64::MAX), "ballots that express a choice"),
        must("votes", Kind::Numbers, "votes by name"),
    ],
    clause: false,
};

/// Who qualified for a round.
pub static QUALIFIED: Form = Form {
    name: "`stand`",
    meaning: "Who qualified by the votes of the round before",
    keys: &[
        may("at_least", Kind::Text, "the share, as \"12.5% of registered\""),
        must("first", Kind::Whole(0, 1000), "so many of the first qualify if fewer reach it"),
        must(
            "withdrawn",
            Kind::Words(words::<crate::method::majority::Withdrawn>),
            "what becomes of the place of one who withdraws",
        ),
        may("join", Kind::Text, "lists that reached this may join another, as \"5% of expressed\""),
    ],
    clause: false,
};

/// Rounding of small councils.
pub static BELOW: Form = Form {
    name: "`rounding_below`",
    meaning: "Small councils round otherwise",
    keys: &[
        must("seats", Kind::Whole(1, 1_000_000), "councils of fewer seats than this"),
        must("rounding", ROUNDING, "round so"),
    ],
    clause: false,
};

pub(super) const ROUNDING: Kind = only!(
    "up": "to the whole number above", "down": "to the whole number below",
    "nearest": "to the nearest whole number, halves up"
);

/// The words for bases, for messages.
pub fn bases() -> Vec<&'static str> {
    Base::ALL.iter().map(|(word, ..)| *word).collect()
}
