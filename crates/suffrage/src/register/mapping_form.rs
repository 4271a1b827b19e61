//! The forms of a mapping: which keys its tables have, and what they mean.

use super::mapping::{DateForm, EndDay, NoEnd};
use super::tenure::Holders;
use crate::law::form::{Form, Key, Kind, form, may, words};

const COLUMN: Kind = Kind::Either(&[Kind::Text, Kind::Refs(&["column"])]);

const WHERE: Key = may("where", Kind::Readings, "in which rows: { column = \"word\" }");

pub(super) static MAPPING: Form = form!(
    "a mapping",
    "What the columns of a file of mandates mean",
    [
        may("as_of", Kind::Day, "the day on which the data were as they are"),
        may("each", Kind::Text, "of JSON: the list within each record whose entries are the rows"),
        may("columns", Kind::Table(&COLUMNS), "which column is what"),
        may("constants", Kind::Readings, "words that stand in every row"),
        may("dates", Kind::Table(&DATES), "how dates are written"),
        may("join", Kind::Tables(&JOIN), "second tables"),
        may("skip", Kind::Tables(&SKIP), "rows that are no mandates"),
        may("current", Kind::Tables(&CURRENT), "rows of persons filed as in office"),
        may("seat", Kind::Tables(&SEAT), "seats of an office"),
        may("limit", Kind::Tables(&LIMIT), "what an office allows"),
        may("exclusive", Kind::Tables(&EXCLUSIVE), "offices of which nobody holds two at once"),
        may("gaps", Kind::Table(&GAPS), "the days a vacancy lasts that is told"),
        may("import", Kind::Table(&IMPORT), "what an import says beside the rows"),
    ]
);
pub(super) static COLUMNS: Form = form!(
    "[columns]",
    "Which column is what; several columns are joined with \" | \"",
    [
        may("person", COLUMN, "the key of the person"),
        may("office", COLUMN, "the office"),
        may("from", COLUMN, "the first day"),
        may("to", COLUMN, "the end"),
        may("name", COLUMN, "the name of the person"),
        may("born", COLUMN, "their birth"),
        may("died", COLUMN, "their death"),
        may("area", COLUMN, "where they are active: persons of one name and area may be one"),
        may("reason", COLUMN, "why it ended"),
        may("id", COLUMN, "the key of the mandate"),
    ]
);
pub(super) static DATES: Form = form!(
    "[dates]",
    "How dates are written",
    [
        may("form", Kind::Words(words::<DateForm>), "the order of day, month and year"),
        may("no_end", Kind::Words(words::<NoEnd>), "what an empty end means"),
        may("end", Kind::Words(words::<EndDay>), "which day the end is"),
        may("unknown", Kind::Refs(&["cell"]), "cells that say \"not known\""),
        may("open", Kind::Refs(&["cell"]), "cells that say \"still so\""),
    ]
);
pub(super) static JOIN: Form = form!(
    "[[join]]",
    "A second table that says more of a cell",
    [
        may("file", Kind::Text, "its file"),
        may("name", Kind::Text, "what its columns are called: person for person.born"),
        may("on", Kind::Text, "the column here"),
        may("key", Kind::Text, "the column there"),
    ]
);
pub(super) static SKIP: Form = form!("[[skip]]", "Rows that are no mandates", [WHERE]);
pub(super) static CURRENT: Form =
    form!("[[current]]", "Rows of persons filed as in office", [WHERE]);
pub(super) static SEAT: Form = form!(
    "[[seat]]",
    "What tells one seat of an office from another",
    [
        may("of", COLUMN, "the columns that name it; all but the last name its body"),
        WHERE,
        may("holders", Kind::Words(words::<Holders>), "how many may sit there"),
        may("except", Kind::Readings, "and not in these rows"),
    ]
);
pub(super) static LIMIT: Form = form!(
    "[[limit]]",
    "What an office allows",
    [
        WHERE,
        may("youngest", Kind::Whole(1, 120), "the age at which one may begin"),
        may("years", Kind::Whole(1, 100), "the longest term"),
        may("days", Kind::Whole(0, 366), "days that a term may run over"),
        may("seats", Kind::Whole(1, 1_000_000), "how many hold it at once"),
    ]
);
pub(super) static EXCLUSIVE: Form = form!(
    "[[exclusive]]",
    "Offices of which nobody holds two at once",
    [may("offices", Kind::Refs(&["office"]), "the offices; an empty list is all"),]
);
pub(super) static GAPS: Form = form!(
    "[gaps]",
    "The days a vacancy lasts that is told",
    [
        may("least", Kind::Whole(1, 100_000), "at least"),
        may("most", Kind::Whole(1, 100_000), "at most"),
    ]
);
pub(super) static IMPORT: Form = form!(
    "[import]",
    "What an import says beside the rows",
    [
        may("institution", Kind::Text, "the key of the institution that the offices belong to"),
        may("name", Kind::Text, "what it is called"),
        may("source", Kind::Text, "the key of the source"),
        may("title", Kind::Text, "what the source is"),
        may("address", Kind::Text, "where it was read"),
        may("reasons", Kind::Readings, "what kind of event a reason is: { died = \"death\" }"),
    ]
);
