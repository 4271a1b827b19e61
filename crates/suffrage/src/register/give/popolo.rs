//! Popolo JSON: persons, organizations, areas, posts, memberships, events.
//!
//! It has one name for each thing, no difference between "still so" and "not known", no dates with a
//! doubt, and nothing of rights, acts and powers.

use serde_json::{Map, Value, json};

use super::{Given, Lost, Sorted, lose, name_in, plain_bound, plain_date, standing};
use crate::diagnostic::Lang;
use crate::law::Text;
use crate::register::statement::{Event, MemberOf, OrganizationKind, SourceKind, Statement, Told};
use crate::register::when::{Bound, When};

/// Statements as a Popolo document. Names are those of one language.
///
/// # Panics
/// Never: plain data is JSON.
#[must_use]
pub fn give<'s>(all: impl IntoIterator<Item = &'s Statement>, lang: Lang) -> Given {
    let standing = standing(all);
    let mut lost = Lost::new();
    let sorted = Sorted::of(&standing, &mut lost);
    sorted.lose_rights(&mut lost);
    for source in sorted.sources.values() {
        lose(&mut lost, "source.id", source.id != source.address);
        lose(&mut lost, "source.kind", source.kind != SourceKind::Data);
        lose(&mut lost, "source.read", source.read.is_some());
    }
    let mut form = Form { sorted: &sorted, lost, lang };
    let document = json!({
        "persons": form.persons(),
        "organizations": form.organizations(),
        "areas": form.areas(),
        "posts": form.posts(),
        "memberships": form.memberships(),
        "events": form.events(),
    });
    let text = serde_json::to_string_pretty(&document).expect("plain data is JSON");
    Given { text: text + "\n", lost: form.lost }
}

struct Form<'f, 's> {
    sorted: &'f Sorted<'s>,
    lost: Lost,
    lang: Lang,
}

impl Form<'_, '_> {
    fn name(&mut self, kind: &str, name: &Text) -> Value {
        lose(&mut self.lost, &format!("{kind}.name (en, fr)"), name.en != name.fr);
        Value::from(name_in(name, self.lang))
    }

    /// An object without what is not said.
    fn object(&self, told: &Told, pairs: Vec<(&str, Value)>) -> Value {
        let mut object: Map<String, Value> = pairs
            .into_iter()
            .filter(|(_, value)| !matches!(value, Value::Null) && value.as_str() != Some(""))
            .map(|(key, value)| (key.to_owned(), value))
            .collect();
        let link = |id: &String| {
            let source = self.sorted.sources.get(id.as_str())?;
            let url = if source.address.is_empty() { &source.id } else { &source.address };
            Some(json!({ "url": url, "note": source.title }))
        };
        let links: Vec<Value> = told.source.iter().filter_map(link).collect();
        if !links.is_empty() {
            object.insert("sources".to_owned(), Value::from(links));
        }
        Value::Object(object)
    }

    fn when(&mut self, what: &str, when: Option<When>) -> Value {
        let plain = when.and_then(plain_date);
        lose(
            &mut self.lost,
            &format!("{what} (about, between)"),
            when.is_some() && plain.is_none(),
        );
        Value::from(plain)
    }

    fn bound(&mut self, what: &str, bound: Bound) -> Value {
        lose(&mut self.lost, &format!("{what} (open)"), bound == Bound::Open);
        let doubtful = bound.when().is_some() && plain_bound(bound).is_none();
        lose(&mut self.lost, &format!("{what} (about, between)"), doubtful);
        Value::from(plain_bound(bound))
    }

    fn persons(&mut self) -> Vec<Value> {
        let mut out = Vec::new();
        for (one, told) in &self.sorted.persons {
            let others: Vec<Value> = one.names.iter().map(|name| json!({ "name": name })).collect();
            let pairs = vec![
                ("id", Value::from(one.id.as_str())),
                ("name", Value::from(one.name.as_str())),
                ("other_names", list(others)),
                ("birth_date", self.when("person.born", one.born)),
                ("death_date", self.when("person.died", one.died)),
                ("identifiers", identifiers(&one.ids)),
            ];
            out.push(self.object(told, pairs));
        }
        out
    }

    fn organizations(&mut self) -> Vec<Value> {
        let mut out = Vec::new();
        for (one, told) in &self.sorted.organizations {
            let pairs = vec![
                ("id", Value::from(one.id.as_str())),
                ("name", self.name("organization", &one.name)),
                ("classification", Value::from(one.kind.word())),
                ("parent_id", Value::from(one.part_of.as_str())),
                ("founding_date", self.bound("organization.from", one.from)),
                ("dissolution_date", self.bound("organization.to", one.to)),
                ("identifiers", identifiers(&one.ids)),
            ];
            out.push(self.object(told, pairs));
        }
        out
    }

    fn areas(&mut self) -> Vec<Value> {
        let mut out = Vec::new();
        for (one, told) in &self.sorted.areas {
            let own = one.ids.get("identifier");
            lose(&mut self.lost, "area.ids", one.ids.len() > usize::from(own.is_some()));
            let pairs = vec![
                ("id", Value::from(one.id.as_str())),
                ("name", self.name("area", &one.name)),
                ("parent_id", Value::from(one.within.as_str())),
                ("identifier", Value::from(own.map(String::as_str))),
            ];
            out.push(self.object(told, pairs));
        }
        out
    }

    fn posts(&mut self) -> Vec<Value> {
        let mut out = Vec::new();
        for (one, told) in &self.sorted.offices {
            lose(&mut self.lost, "office.seats", one.seats.is_some());
            for (key, text) in [
                ("rules", &one.rules),
                ("law", &one.law),
                ("contest", &one.contest),
                ("pot", &one.pot),
                ("continues", &one.continues),
            ] {
                lose(&mut self.lost, &format!("office.{key}"), !text.is_empty());
            }
            lose(&mut self.lost, "office.ids", !one.ids.is_empty());
            let pairs = vec![
                ("id", Value::from(one.id.as_str())),
                ("label", self.name("office", &one.name)),
                ("organization_id", Value::from(one.institution.as_str())),
                ("area_id", Value::from(one.area.as_str())),
            ];
            out.push(self.object(told, pairs));
        }
        out
    }

    fn memberships(&mut self) -> Vec<Value> {
        let mut out = Vec::new();
        for (one, told) in &self.sorted.holdings {
            lose(&mut self.lost, "holding.seat", !one.seat.is_empty());
            let office = self.sorted.offices.iter().find(|(office, _)| office.id == one.office);
            let institution = office.map(|(office, _)| office.institution.as_str());
            let pairs = vec![
                ("id", Value::from(one.id.as_str())),
                ("person_id", Value::from(one.person.as_str())),
                ("post_id", Value::from(one.office.as_str())),
                ("organization_id", Value::from(institution)),
                ("start_date", self.bound("holding.from", one.from)),
                ("end_date", self.bound("holding.to", one.to)),
            ];
            out.push(self.object(told, pairs));
        }
        for (one, told) in &self.sorted.members {
            let of = self.sorted.organizations.iter().find(|(of, _)| of.id == one.organization);
            let kind = of.map_or(OrganizationKind::Other, |(of, _)| of.kind);
            let same = match one.kind {
                MemberOf::Group => kind == OrganizationKind::Group,
                MemberOf::Party => {
                    matches!(kind, OrganizationKind::Party | OrganizationKind::Coalition)
                }
            };
            lose(&mut self.lost, "member.kind", !same);
            let pairs = vec![
                ("id", Value::from(one.id.as_str())),
                ("person_id", Value::from(one.person.as_str())),
                ("organization_id", Value::from(one.organization.as_str())),
                ("start_date", self.bound("member.from", one.from)),
                ("end_date", self.bound("member.to", one.to)),
            ];
            out.push(self.object(told, pairs));
        }
        out
    }

    fn events(&mut self) -> Vec<Value> {
        let mut out = Vec::new();
        for (one, told) in &self.sorted.events {
            let mut bare = Event::of(one.id.clone(), one.kind, one.what.clone());
            bare.on = one.on;
            lose(&mut self.lost, "event (dates, persons, acts, articles)", bare != **one);
            let pairs = vec![
                ("id", Value::from(one.id.as_str())),
                ("name", self.name("event", &one.what)),
                ("classification", Value::from(one.kind.word())),
                ("start_date", self.when("event.on", one.on)),
            ];
            out.push(self.object(told, pairs));
        }
        out
    }
}

fn list(all: Vec<Value>) -> Value {
    if all.is_empty() { Value::Null } else { Value::from(all) }
}

fn identifiers(ids: &std::collections::BTreeMap<String, String>) -> Value {
    let one = |(scheme, identifier): (&String, &String)| json!({ "scheme": scheme, "identifier": identifier });
    list(ids.iter().map(one).collect())
}
