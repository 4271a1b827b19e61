//! Reads Popolo documents: the common form of open data on persons, posts and memberships.
//!
//! Written after the Popolo specification and its JSON schemas (<https://www.popoloproject.com/>).
//! A membership of a post is a holding; one of a party or a group makes a member; one of any other
//! organization makes a holding of an office named after its role and area. What a document has
//! beside (images, addresses, links) is counted and told, never dropped in silence.

mod object;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde_json::Value;
use serde_json::value::RawValue;

use super::mapping::NoEnd;
use super::read::Read;
use super::rows::not_json;
use super::statement::{
    Area, Event, Fact, Holding, Member, MemberOf, Office, Organization, OrganizationKind, Person,
};
use super::when::{Bound, When};
use crate::diagnostic::{Diagnostic, Fault};
use crate::law::Text;
use crate::read::Input;
use crate::word::Word as _;

/// What a document gave.
#[derive(Clone, Debug, Default)]
pub struct Popolo {
    /// The statements, each with its place.
    pub read: Vec<Read>,
    /// What could not be read, and was left out.
    pub faults: Vec<Diagnostic>,
    /// What a register has no place for, as `person.image`, and how often it stands there.
    pub left: BTreeMap<String, u32>,
}

const LISTS: &[&str] = &["persons", "organizations", "areas", "posts", "memberships", "events"];

/// One object of the document: its list, its value, where it stands.
struct One<'i> {
    value: Value,
    span: Range<usize>,
    raw: &'i str,
}

/// Reads a document. `no_end` is what a membership without `end_date` means.
///
/// # Errors
/// If it is no JSON, or has none of the lists of Popolo.
///
/// # Example
/// ```
/// use suffrage::read::Input;
/// use suffrage::register::{mapping::NoEnd, popolo};
///
/// let text = r#"{"persons": [{"id": "1", "name": "Ada"}], "organizations": [{"id": "town"}],
///   "memberships": [{"person_id": "1", "organization_id": "town", "role": "Mayor", "start_date": "2014"}]}"#;
/// let input = Input { file: "town.json".into(), text: text.into() };
/// let popolo = popolo::read(&input, NoEnd::Unknown).unwrap();
/// assert!(popolo.faults.is_empty());
/// let last = popolo.read.last().unwrap();
/// assert_eq!(last.statement.fact.id(), "1/town/mayor/2014");
/// ```
pub fn read(input: &Input, no_end: NoEnd) -> Result<Popolo, Vec<Diagnostic>> {
    let wrong = |found: &str| {
        let fault = Fault::NotPopolo { found: found.to_owned() };
        vec![Diagnostic::at(&input.file, 0..input.text.len().min(1), fault)]
    };
    if !input.text.trim_start().starts_with('{') {
        return Err(wrong("it is no object"));
    }
    let root: BTreeMap<String, &RawValue> =
        serde_json::from_str(&input.text).map_err(|error| vec![not_json(input, 0, &error)])?;
    if !LISTS.iter().any(|list| root.contains_key(*list)) {
        return Err(wrong("it has none of these lists"));
    }
    let mut reader = Reader {
        input,
        no_end,
        out: Popolo::default(),
        known: BTreeMap::new(),
        periods: BTreeMap::new(),
        kinds: BTreeMap::new(),
        sources: BTreeSet::new(),
    };
    let mut lists: BTreeMap<&str, Vec<One<'_>>> = BTreeMap::new();
    for (key, raw) in &root {
        match LISTS.iter().find(|list| *list == key) {
            Some(list) => {
                let all = reader.list(list, raw);
                lists.insert(list, all);
            }
            None => *reader.out.left.entry(key.clone()).or_default() += 1,
        }
    }
    reader.document(&lists);
    let place = |one: &Diagnostic| one.place.as_ref().map(|place| place.span.start);
    reader.out.faults.sort_by_key(place);
    Ok(reader.out)
}

struct Reader<'i> {
    input: &'i Input,
    no_end: NoEnd,
    out: Popolo,
    /// Ids by kind.
    known: BTreeMap<&'static str, BTreeSet<String>>,
    /// Legislative periods: first and last day.
    periods: BTreeMap<String, Option<When>>,
    /// What the organizations are.
    kinds: BTreeMap<String, OrganizationKind>,
    sources: BTreeSet<String>,
}

impl<'i> Reader<'i> {
    fn document(&mut self, lists: &BTreeMap<&str, Vec<One<'i>>>) {
        let of = |list: &str| lists.get(list).map_or(&[][..], Vec::as_slice);
        for one in of("areas") {
            self.area(one);
        }
        for one in of("organizations") {
            self.organization(one);
        }
        for one in of("persons") {
            self.person(one);
        }
        for one in of("events") {
            self.event(one);
        }
        // What is embedded belongs to what it stands in.
        for one in of("organizations") {
            for post in embedded(one, "posts", "organization_id") {
                self.post(&post);
            }
        }
        for one in of("posts") {
            self.post(one);
        }
        for (list, owner) in
            [("persons", "person_id"), ("organizations", "organization_id"), ("posts", "post_id")]
        {
            for membership in of(list).iter().flat_map(|one| embedded(one, "memberships", owner)) {
                self.membership(&membership);
            }
        }
        for one in of("memberships") {
            self.membership(one);
        }
    }

    fn person(&mut self, one: &One<'_>) {
        let before = self.out.faults.len();
        let Some(id) = self.id(one, "person") else { return };
        let name = self.text(one, "name").unwrap_or_else(|| id.clone());
        let others = one.value.get("other_names").and_then(Value::as_array);
        let names = others.into_iter().flatten().filter_map(|one| one.get("name")?.as_str());
        let names = names.map(str::to_owned).collect();
        let (born, died) = (self.when(one, "birth_date"), self.when(one, "death_date"));
        let ids = self.ids(one);
        self.leave(
            one,
            "person",
            &[
                "id",
                "name",
                "other_names",
                "birth_date",
                "death_date",
                "identifiers",
                "memberships",
            ],
        );
        if self.out.faults.len() == before {
            self.state(one, Fact::Person(Person { id, name, names, born, died, ids }));
        }
    }

    fn organization(&mut self, one: &One<'_>) {
        let Some(id) = self.id(one, "organization") else { return };
        let name = self.text(one, "name").unwrap_or_else(|| id.clone());
        let class = self.text(one, "classification").unwrap_or_default().to_lowercase();
        let kind = OrganizationKind::read(&class).unwrap_or(match class.as_str() {
            "legislature" | "chamber" | "parliament" | "council" => OrganizationKind::Assembly,
            "faction" | "parliamentary group" => OrganizationKind::Group,
            "executive" | "cabinet" => OrganizationKind::Government,
            _ => OrganizationKind::Other,
        });
        self.kinds.insert(id.clone(), kind);
        let bound = |when: Option<When>| when.map_or(Bound::Unknown, Bound::On);
        let from = bound(self.when(one, "founding_date"));
        let to = bound(self.when(one, "dissolution_date"));
        let part_of = self.text(one, "parent_id").unwrap_or_default();
        let ids = self.ids(one);
        self.leave(
            one,
            "organization",
            &[
                "id",
                "name",
                "classification",
                "founding_date",
                "dissolution_date",
                "parent_id",
                "identifiers",
                "memberships",
                "posts",
            ],
        );
        self.state(
            one,
            Fact::Organization(Organization {
                id,
                name: plain(&name),
                kind,
                part_of,
                from,
                to,
                ids,
            }),
        );
    }

    fn area(&mut self, one: &One<'_>) {
        let Some(id) = self.id(one, "area") else { return };
        let name = self.text(one, "name").unwrap_or_else(|| id.clone());
        let within = self.text(one, "parent_id").unwrap_or_default();
        let own = self.text(one, "identifier").map(|own| ("identifier".to_owned(), own));
        self.leave(one, "area", &["id", "name", "parent_id", "identifier"]);
        let ids = own.into_iter().collect();
        self.state(one, Fact::Area(Area { id, name: plain(&name), within, ids }));
    }

    fn event(&mut self, one: &One<'_>) {
        let Some(id) = self.id(one, "event") else { return };
        let name = self.text(one, "name").unwrap_or_else(|| id.clone());
        let (on, end) = (self.when(one, "start_date"), self.when(one, "end_date"));
        let class = self.text(one, "classification").unwrap_or_default();
        match super::statement::EventKind::read(&class) {
            Some(kind) => {
                self.leave(one, "event", &["id", "name", "classification", "start_date"]);
                let mut event = Event::of(id, kind, plain(&name));
                event.on = on;
                self.state(one, Fact::Event(event));
            }
            None => {
                let within = on.zip(end).and_then(|(from, to)| {
                    format!("{}/{}", from.earliest(), to.latest()).parse().ok()
                });
                self.periods.insert(id, within);
                *self.out.left.entry(format!("event ({class})")).or_default() += 1;
            }
        }
    }

    fn post(&mut self, one: &One<'_>) {
        let Some(id) = self.id(one, "post") else { return };
        let label = self.text(one, "label").or_else(|| self.text(one, "role"));
        let name = plain(&label.unwrap_or_else(|| id.clone()));
        let Ok(institution) = self.named(one, "organization_id", "organization") else { return };
        let Ok(area) = self.named(one, "area_id", "area") else { return };
        if institution.is_empty() {
            let (kind, key) = ("post".to_owned(), "organization_id".to_owned());
            self.fault(one, "", Fault::PopoloNeeds { kind, key });
            return;
        }
        self.leave(
            one,
            "post",
            &["id", "label", "role", "organization_id", "area_id", "memberships"],
        );
        self.state(one, Fact::Office(Office { id, name, institution, area, ..Office::default() }));
    }

    fn membership(&mut self, one: &One<'_>) {
        let before = self.out.faults.len();
        let person = self.named(one, "person_id", "person");
        let post = self.named(one, "post_id", "post");
        let organization = self.named(one, "organization_id", "organization");
        let area = self.named(one, "area_id", "area");
        let behalf = self.named(one, "on_behalf_of_id", "organization");
        let (from, to) = self.span(one);
        let (Ok(person), Ok(post), Ok(organization), Ok(area), Ok(behalf)) =
            (person, post, organization, area, behalf)
        else {
            return;
        };
        if self.out.faults.len() > before {
            return;
        }
        let lacking = match (person.is_empty(), post.is_empty() && organization.is_empty()) {
            (true, _) => Some("person_id"),
            (_, true) => Some("organization_id"),
            _ => None,
        };
        if let Some(key) = lacking {
            let (kind, key) = ("membership".to_owned(), key.to_owned());
            self.fault(one, "", Fault::PopoloNeeds { kind, key });
            return;
        }
        self.leave(
            one,
            "membership",
            &[
                "id",
                "person_id",
                "post_id",
                "organization_id",
                "area_id",
                "on_behalf_of_id",
                "start_date",
                "end_date",
                "role",
                "legislative_period_id",
            ],
        );
        let kind = match self.kinds.get(&organization) {
            Some(OrganizationKind::Party | OrganizationKind::Coalition) => Some(MemberOf::Party),
            Some(OrganizationKind::Group) => Some(MemberOf::Group),
            _ => None,
        };
        let sides = match kind.filter(|_| post.is_empty()) {
            Some(kind) => {
                let id = self.own_id(one, &[&person, &organization, &said(from)]);
                self.state(one, Fact::Member(Member { id, person, organization, kind, from, to }));
                return;
            }
            None => (post, organization, area),
        };
        let office = self.office(one, sides);
        let id = self.own_id(one, &[&person, &office, &said(from)]);
        if !behalf.is_empty() {
            let kind = match self.kinds.get(&behalf) {
                Some(OrganizationKind::Group) => MemberOf::Group,
                _ => MemberOf::Party,
            };
            let (id, person) = (format!("{id}/on-behalf"), person.clone());
            let member = Member { id, person, organization: behalf, kind, from, to };
            self.state(one, Fact::Member(member));
        }
        let holding = Holding { id, person, office, from, to, ..Holding::default() };
        self.state(one, Fact::Holding(holding));
    }

    /// The office of a membership: its post, or one named after organization, role and area.
    fn office(
        &mut self,
        one: &One<'_>,
        (post, institution, area): (String, String, String),
    ) -> String {
        if !post.is_empty() {
            return post;
        }
        let role = self.text(one, "role").unwrap_or_else(|| "member".to_owned());
        let mut id = format!("{institution}/{}", slug(&role));
        if !area.is_empty() {
            id = format!("{id}/{}", slug(&area));
        }
        if self.known.entry("post").or_default().insert(id.clone()) {
            let (id, name) = (id.clone(), plain(&role));
            self.state(
                one,
                Fact::Office(Office { id, name, institution, area, ..Office::default() }),
            );
        }
        id
    }

    /// The id of a membership, or one made of what it joins: the same for the same document.
    fn own_id(&mut self, one: &One<'_>, parts: &[&str]) -> String {
        let own = self.text(one, "id");
        let id = own.unwrap_or_else(|| {
            parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("/")
        });
        let known = self.known.entry("membership").or_default();
        let free = |id: &String| !known.contains(id);
        let again = (2..).map(|number| format!("{id}/{number}"));
        let id = std::iter::once(id.clone()).chain(again).find(free).unwrap_or(id);
        known.insert(id.clone());
        id
    }

    /// From when to when; without dates somewhere within the legislative period.
    fn span(&mut self, one: &One<'_>) -> (Bound, Bound) {
        let period = one.value.get("legislative_period_id").and_then(Value::as_str);
        let period = period.and_then(|id| self.periods.get(id).copied().flatten());
        let from = self.when(one, "start_date").or(period);
        let open = if self.no_end == NoEnd::Open { Bound::Open } else { Bound::Unknown };
        let to = self.when(one, "end_date").or(period).map_or(open, Bound::On);
        (from.map_or(Bound::Unknown, Bound::On), to)
    }
}

/// What stands within another object, with the key of that.
fn embedded<'i>(one: &One<'i>, list: &str, owner: &str) -> Vec<One<'i>> {
    let all = one.value.get(list).and_then(Value::as_array);
    let id = one.value.get("id").cloned().unwrap_or_default();
    let inner = |value: &Value| {
        let mut value = value.clone();
        if let Some(object) = value.as_object_mut() {
            object.entry(owner).or_insert_with(|| id.clone());
        }
        One { value, span: one.span.clone(), raw: one.raw }
    };
    all.into_iter().flatten().filter(|one| one.is_object()).map(inner).collect()
}

fn said(bound: Bound) -> String {
    bound.when().map(|when| when.to_string()).unwrap_or_default()
}

/// One name for both languages.
pub(super) fn plain(name: &str) -> Text {
    Text { en: name.to_owned(), fr: name.to_owned() }
}

/// A text as part of a key: small letters and digits, hyphens between.
pub(super) fn slug(text: &str) -> String {
    let mut out = String::new();
    for letter in text.to_lowercase().chars() {
        if letter.is_alphanumeric() {
            out.push(letter);
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}
