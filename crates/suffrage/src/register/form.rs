//! The forms of a register file: which keys a statement has, what each holds and means.
//!
//! One list serves the reader of TOML, that of CSV, the JSON Schema and the documentation.

use super::statement::{
    EventKind, Given, Ground, Identical, MemberOf, Mode, OrganizationKind, Return, SourceKind,
    Standing, State,
};
use crate::law::form::{Form, Key, Kind, form, may, must, words};

/// What kinds of statement the persons and organizations of an act are.
const ACTORS: &[&str] = &["person", "organization", "office"];

/// Keys that every statement may have.
pub static TOLD: &[Key] = &[
    may("source", Kind::Refs(&["source"]), "the keys of the sources it was read in"),
    may("known", Kind::Day, "the day since which it is known, as its source was published"),
    may("inferred", Kind::Text, "nobody wrote it: the rule it follows from"),
    may("supersedes", Kind::Text, "why it replaces an earlier statement of this kind and id"),
    may("note", Kind::Name, "a doubt or a remark"),
];

const ID: Key = must("id", Kind::Text, "the key by which other statements name it");
const FROM: Key = must("from", Kind::Bound, "the first day; \"..\" since always, \"\" unknown");
const TO: Key = must("to", Kind::Bound, "the first day no more; \"..\" still so, \"\" unknown");
const MAY_FROM: Key = may("from", Kind::Bound, FROM.meaning);
const MAY_TO: Key = may("to", Kind::Bound, TO.meaning);
const IDS: Key = may("ids", Kind::Readings, "keys elsewhere, as { wikidata = \"Q42\" }");
const CITE: Key = may("cite", Kind::Text, "the article");

/// Every kind of statement, in the order in which a stranger reads them.
pub static FORMS: &[Form] = &[
    form!(
        "source",
        "Where statements were read",
        [
            ID,
            must("title", Kind::Text, "what it is"),
            may("address", Kind::Text, "where it was read"),
            must("kind", Kind::Words(words::<SourceKind>), "its kind"),
            may("read", Kind::Day, "when it was read"),
        ]
    ),
    form!(
        "person",
        "A human being",
        [
            ID,
            must("name", Kind::Text, "the name by which they are known"),
            may("names", Kind::Order(Vec::new), "other names, as on ballots or at birth"),
            may("born", Kind::When, "day of birth"),
            may("died", Kind::When, "day of death"),
            IDS,
        ]
    ),
    form!(
        "organization",
        "An institution, a party, a group",
        [
            ID,
            must("name", Kind::Name, "what it is called"),
            must("kind", Kind::Words(words::<OrganizationKind>), "what it is"),
            may("part_of", Kind::Ref(&["organization"]), "what it is a part of"),
            MAY_FROM,
            MAY_TO,
            IDS,
        ]
    ),
    form!(
        "area",
        "A territory",
        [
            ID,
            must("name", Kind::Name, "what it is called"),
            may("within", Kind::Ref(&["area"]), "the territory it lies in"),
            IDS,
        ]
    ),
    form!(
        "office",
        "An office of an institution",
        [
            ID,
            must("name", Kind::Name, "what its holder is called"),
            must("institution", Kind::Ref(&["organization"]), "the institution it belongs to"),
            may("area", Kind::Ref(&["area"]), "the territory it is for"),
            may("seats", Kind::Whole(1, 1_000_000), "how many hold it at once"),
            may("rules", Kind::Ref(&["rules"]), "the rules of the office, as fr/senator"),
            may("law", Kind::Ref(&["law"]), "the law by which it is filled, as nc/senate"),
            may("contest", Kind::Text, "the code of the contest in which it is filled"),
            may("pot", Kind::Text, "the pot of seats, where a contest has several"),
            may("continues", Kind::Ref(&["office"]), "the office it took the place of"),
            IDS,
        ]
    ),
    form!(
        "holding",
        "A person in an office from one day to another",
        [
            ID,
            must("person", Kind::Ref(&["person"]), "who"),
            must("office", Kind::Ref(&["office"]), "which office"),
            may("seat", Kind::Text, "which of its seats, where these have names"),
            FROM,
            TO,
            may(
                "right",
                Kind::Table(&RIGHT),
                "by what right: elected, appointed, succeeded, ex officio, acting",
            ),
            may("opened", Kind::Ref(&["event"]), "the event that opened it"),
            may("closed", Kind::Ref(&["event"]), "the event that closed it"),
        ]
    ),
    form!(
        "exercise",
        "A title is kept and the office not exercised, or by another",
        [
            ID,
            must("holding", Kind::Ref(&["holding"]), "the holding"),
            must("state", Kind::Words(words::<State>), "what is so"),
            may("person", Kind::Ref(&["person"]), "the substitute"),
            FROM,
            TO,
            CITE,
        ]
    ),
    form!(
        "event",
        "A dated act that opens, closes or moves something",
        [
            ID,
            must("kind", Kind::Words(words::<EventKind>), "what happened"),
            must("what", Kind::Name, "in one sentence"),
            may("on", Kind::When, "the day it happened"),
            may("offered", Kind::When, "the day it was offered"),
            may("accepted", Kind::When, "the day it was accepted"),
            may("published", Kind::When, "the day it was published"),
            may("effective", Kind::When, "the day it took effect"),
            may("persons", Kind::Refs(&["person"]), "persons it concerns"),
            may("organizations", Kind::Refs(&["organization"]), "organizations it concerns"),
            may("offices", Kind::Refs(&["office"]), "offices it concerns"),
            may("by", Kind::Refs(ACTORS), "who did it"),
            may("proposed_by", Kind::Refs(ACTORS), "on whose proposal"),
            may("election", Kind::Ref(&["election", "event"]), "the election it belongs to"),
            may("act", Kind::Text, "the act by which it was done"),
            CITE,
            may("because", Kind::Name, "why"),
            may("ground", Kind::Words(words::<Ground>), "whether law demanded it"),
            IDS,
        ]
    ),
    form!(
        "member",
        "A person belongs to a party, or sits with a group",
        [
            ID,
            must("person", Kind::Ref(&["person"]), "who"),
            must("organization", Kind::Ref(&["organization"]), "of what"),
            must("kind", Kind::Words(words::<MemberOf>), "how"),
            FROM,
            TO,
        ]
    ),
    form!(
        "candidacy",
        "A person stood in an election",
        [
            ID,
            must("election", Kind::Ref(&["election", "event"]), "the election"),
            may("contest", Kind::Text, "the code of its contest"),
            must("person", Kind::Ref(&["person"]), "who stood"),
            may("candidate", Kind::Text, "the name in the count, if it is another"),
            may("list", Kind::Text, "the code of the list they stood on"),
            may("place", Kind::Whole(1, 100_000), "the place on the list"),
            may("substitutes", Kind::Refs(&["person"]), "who takes their place, in order"),
        ]
    ),
    form!(
        "endorsement",
        "An organization supports a candidacy, or withholds its support",
        [
            ID,
            must("candidacy", Kind::Ref(&["candidacy"]), "the candidacy"),
            must("organization", Kind::Ref(&["organization"]), "the organization"),
            must("given", Kind::Words(words::<Given>), "what it said"),
        ]
    ),
    form!(
        "power",
        "A subject matter that an institution rules",
        [
            ID,
            must("name", Kind::Name, "what it is called"),
            may("cite", Kind::Text, "the article that names it"),
        ]
    ),
    form!(
        "allocation",
        "Institutions hold a power from one day to another",
        [
            ID,
            must("power", Kind::Ref(&["power"]), "the power"),
            must(
                "holders",
                Kind::Refs(&["organization"]),
                "who holds it: one, or all that share it"
            ),
            must("mode", Kind::Words(words::<Mode>), "how"),
            FROM,
            TO,
            must("cite", Kind::Text, "the article by which they hold it"),
            may("opened", Kind::Ref(&["event"]), "the event that brought it to them"),
            may("back", Kind::Table(&BACK), "whether it can go back"),
            may("next", Kind::Table(&NEXT), "how it can move on"),
            may("condition", Kind::Table(&CONDITION), "a condition its beginning depended on"),
        ]
    ),
    form!(
        "claim",
        "A source says something that others contradict",
        [
            ID,
            must("about", Kind::Text, "the statement, as \"holding x\", or the election"),
            must("field", Kind::Text, "what of it"),
            must("value", Kind::Text, "what the source says"),
            may("asserted", Kind::Day, "when the source said it"),
            must("standing", Kind::Words(words::<Standing>), "what became of it"),
            must("why", Kind::Name, "why it is kept or not"),
        ]
    ),
    form!(
        "identity",
        "Two keys are one person, or are not",
        [
            ID,
            must("persons", Kind::Refs(&["person"]), "the two"),
            must("are", Kind::Words(words::<Identical>), "whether they are one"),
            must("why", Kind::Text, "why"),
        ]
    ),
    form!(
        "story",
        "A stretch of days to be told",
        [
            ID,
            must("title", Kind::Name, "what it is called"),
            must("from", Kind::Day, "the first day told"),
            must("to", Kind::Day, "the last day told"),
            must(
                "about",
                Kind::Refs(&["person", "organization", "office", "power", "election", "event"]),
                "whom and what it is about",
            ),
        ]
    ),
    form!(
        "withdrawn",
        "A statement stands no more",
        [
            ID,
            must("statement", Kind::Text, "the statement, as \"holding x\""),
            must("why", Kind::Text, "why"),
        ]
    ),
];

/// By what right: exactly one of the first five.
pub static RIGHT: Form = form!(
    "right",
    "By what right an office is held",
    [
        may("elected", Kind::Ref(&["election", "event"]), "the election"),
        may("contest", Kind::Text, "the code of its contest"),
        may("appointed", Kind::Ref(&["event"]), "the act"),
        may("succeeded", Kind::Ref(&["holding"]), "the holding that ended"),
        may("clause", Kind::Text, "the clause of the rules of the office by which they followed"),
        may("ex_officio", Kind::Ref(&["holding"]), "the other holding it comes with"),
        may("acting", Kind::Ref(&["holding"]), "the holding that is acted for"),
    ]
);

static BACK: Form = form!(
    "back",
    "Whether a power can go back",
    [
        must("can", Kind::Words(words::<Return>), "whether it can"),
        must("cite", Kind::Text, "the article"),
    ]
);

static NEXT: Form = form!(
    "next",
    "How a power can move on",
    [
        must("by", Kind::Name, "by which act of whom"),
        may("to", Kind::Ref(&["organization"]), "to which institution"),
        must("cite", Kind::Text, "the article"),
    ]
);

static CONDITION: Form = form!(
    "condition",
    "A condition on which a beginning depended",
    [
        must("what", Kind::Name, "what had to be"),
        must("planned", Kind::When, "the day it takes effect if it is so by then"),
        must("otherwise", Kind::Name, "when else"),
        may("latest", Kind::When, "the last day on which it takes effect whatever happens"),
    ]
);

/// The form of a kind of statement.
#[must_use]
pub fn of(kind: &str) -> Option<&'static Form> {
    FORMS.iter().find(|form| form.name == kind)
}

/// The JSON Schema (draft 2020-12) of a register file.
///
/// # Example
/// ```
/// let schema = suffrage::register::form::schema();
/// assert_eq!(schema["properties"]["person"]["type"], "array");
/// ```
#[must_use]
pub fn schema() -> serde_json::Value {
    use crate::law::schema::{described, table};
    let mut properties = serde_json::Map::new();
    for form in FORMS {
        let mut one = table(form);
        for key in TOLD {
            one["properties"][key.name] = described(key);
        }
        let many = serde_json::json!({ "type": "array", "items": one });
        properties.insert(form.name.to_owned(), many);
    }
    serde_json::json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "suffrage register",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    })
}
