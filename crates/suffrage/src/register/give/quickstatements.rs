//! Wikidata QuickStatements (version 1): `position held` (P39) with its qualifiers.
//!
//! A line for each holding whose person and office have a Wikidata key (`ids.wikidata`): start (P580),
//! end (P582), electoral district (P768), election (P2715), replaces (P1365), replaced by (P1366), and
//! the address of the source (S854). Properties as in <https://www.wikidata.org/wiki/Property:P39>;
//! the form of lines and dates as in <https://www.wikidata.org/wiki/Help:QuickStatements>. Nobody's
//! statements are removed by it: whoever uploads it reads it first.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Given, Lost, Sorted, lose, standing};
use crate::register::statement::{Holding, Right, Statement};
use crate::register::when::{Bound, When};

/// Holdings as lines of QuickStatements.
///
/// # Panics
/// Never: a string grows.
#[must_use]
pub fn give<'s>(all: impl IntoIterator<Item = &'s Statement>) -> Given {
    let standing = standing(all);
    let mut lost = Lost::new();
    let sorted = Sorted::of(&standing, &mut lost);
    let keys = Keys::of(&sorted);
    let followed = followed(&sorted);
    let mut text = String::new();
    for (one, told) in &sorted.holdings {
        let (Some(person), Some(office)) =
            (keys.persons.get(one.person.as_str()), keys.offices.get(one.office.as_str()))
        else {
            lose(&mut lost, "holding (person or office without wikidata)", true);
            continue;
        };
        write!(text, "{person}\tP39\t{office}").expect("a string grows");
        let mut add = |property: &str, value: Option<String>| {
            if let Some(value) = value {
                write!(text, "\t{property}\t{value}").expect("a string grows");
            }
        };
        add("P580", time(one.from, "from", &mut lost));
        add("P582", time(one.to, "to", &mut lost));
        let office = sorted.offices.iter().find(|(office, _)| office.id == one.office);
        let area = office.and_then(|(office, _)| keys.areas.get(office.area.as_str()));
        add("P768", area.map(|key| (*key).to_owned()));
        add("P2715", election(one, &keys, &mut lost));
        let who = |id: Option<&&Holding>| keys.persons.get(id?.person.as_str()).copied();
        let before = match &one.right {
            Right::Succeeded { holding, .. } => keys.holdings.get(holding.as_str()),
            _ => None,
        };
        add("P1365", who(before).map(str::to_owned));
        add("P1366", who(followed.get(one.id.as_str())).map(str::to_owned));
        for id in &told.source {
            let address = sorted.sources.get(id.as_str()).map_or("", |one| one.address.as_str());
            add("S854", (!address.is_empty()).then(|| format!("\"{address}\"")));
            lose(&mut lost, "source (without address)", address.is_empty());
        }
        text.push('\n');
        lose(&mut lost, "holding.seat", !one.seat.is_empty());
    }
    Given { text, lost }
}

/// Wikidata keys.
struct Keys<'s> {
    persons: BTreeMap<&'s str, &'s str>,
    offices: BTreeMap<&'s str, &'s str>,
    areas: BTreeMap<&'s str, &'s str>,
    events: BTreeMap<&'s str, &'s str>,
    holdings: BTreeMap<&'s str, &'s Holding>,
}

/// The key of a thing, if it has one of the form `Q42`.
fn key(ids: &BTreeMap<String, String>) -> Option<&str> {
    let key = ids.get("wikidata")?;
    let digits = key.strip_prefix('Q')?;
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then_some(key.as_str())
}

impl<'s> Keys<'s> {
    fn of(sorted: &Sorted<'s>) -> Self {
        Self {
            persons: sorted
                .persons
                .iter()
                .filter_map(|(one, _)| Some((one.id.as_str(), key(&one.ids)?)))
                .collect(),
            offices: sorted
                .offices
                .iter()
                .filter_map(|(one, _)| Some((one.id.as_str(), key(&one.ids)?)))
                .collect(),
            areas: sorted
                .areas
                .iter()
                .filter_map(|(one, _)| Some((one.id.as_str(), key(&one.ids)?)))
                .collect(),
            events: sorted
                .events
                .iter()
                .filter_map(|(one, _)| Some((one.id.as_str(), key(&one.ids)?)))
                .collect(),
            holdings: sorted.holdings.iter().map(|(one, _)| (one.id.as_str(), *one)).collect(),
        }
    }
}

/// Who followed whom, where a right says so.
fn followed<'s>(sorted: &Sorted<'s>) -> BTreeMap<&'s str, &'s Holding> {
    let pair = |one: &'s Holding| match &one.right {
        Right::Succeeded { holding, .. } => Some((holding.as_str(), one)),
        _ => None,
    };
    sorted.holdings.iter().filter_map(|(one, _)| pair(one)).collect()
}

/// The election, where it has a key.
fn election(one: &Holding, keys: &Keys<'_>, lost: &mut Lost) -> Option<String> {
    let Right::Elected { election, .. } = &one.right else {
        lose(lost, "holding.right", !matches!(one.right, Right::Unknown | Right::Succeeded { .. }));
        return None;
    };
    let found = keys.events.get(election.as_str()).map(|key| (*key).to_owned());
    lose(lost, "holding.right (election without wikidata)", found.is_none());
    found
}

/// A day, month or year with its precision; what is not known, or known with a doubt, is not said.
fn time(bound: Bound, key: &str, lost: &mut Lost) -> Option<String> {
    let Bound::On(when) = bound else { return None };
    let plain = super::plain_date(when);
    lose(lost, &format!("holding.{key} (about, between)"), plain.is_none());
    let precision = match plain?.len() {
        10 => 11,
        7 => 10,
        _ => 9,
    };
    Some(format!("+{}T00:00:00Z/{precision}", When::earliest(when)))
}
