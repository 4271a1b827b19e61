//! Persons under two keys, perhaps; and persons filed as in office whose mandates all ended.
//!
//! A name alone makes no person: two keys are told as perhaps one if they share name and area, or
//! name and day of birth, and no two days of birth contradict each other.

use super::quality::{About, Finding, Kind};
use super::tenure::{Roll, Someone, number};
use super::when::{Bound, Verdict, When};

/// A name as it is compared: small letters, single blanks.
fn plain(name: &str) -> String {
    name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn find(roll: &Roll, findings: &mut Vec<Finding>) {
    let mut named: Vec<(String, &Someone, u32)> = roll
        .persons
        .iter()
        .enumerate()
        .filter(|(_, one)| !one.name.trim().is_empty())
        .map(|(at, one)| (plain(&one.name), one, number(at)))
        .collect();
    named.sort_by(|a, b| (&a.0, &a.1.area, a.2).cmp(&(&b.0, &b.1.area, b.2)));
    for name in named.chunk_by(|a, b| a.0 == b.0).filter(|name| name.len() > 1) {
        for area in name.chunk_by(|a, b| a.1.area == b.1.area) {
            note(area, findings);
        }
        across_areas(name, findings);
    }
    not_current(roll, findings);
}

/// Persons of one name in one area, unless each was born on another day.
fn note(group: &[(String, &Someone, u32)], findings: &mut Vec<Finding>) {
    let apart = |a: When, b: When| a.latest() < b.earliest() || b.latest() < a.earliest();
    let mut born: Vec<When> = group.iter().filter_map(|one| one.1.born).collect();
    born.sort_by_key(|one| (one.earliest(), one.latest()));
    let all_apart = born.len() == group.len() && born.windows(2).all(|two| apart(two[0], two[1]));
    if group.len() > 1 && !all_apart {
        let persons = group.iter().map(|one| one.2).collect();
        findings.push(Finding {
            kind: Kind::Namesakes,
            verdict: Verdict::Possible,
            about: About::Persons(persons),
            figure: None,
            cause: None,
        });
    }
}

/// Persons of one name and one day of birth in several areas.
fn across_areas(name: &[(String, &Someone, u32)], findings: &mut Vec<Finding>) {
    let exact = |one: &&(String, &Someone, u32)| one.1.born.and_then(When::exact).is_some();
    let mut born: Vec<&(String, &Someone, u32)> = name.iter().filter(exact).collect();
    born.sort_by_key(|one| (one.1.born.map(When::earliest), one.2));
    for same in born.chunk_by(|a, b| a.1.born == b.1.born) {
        if same.windows(2).any(|two| two[0].1.area != two[1].1.area) {
            let all: Vec<_> = same.iter().map(|one| (*one).clone()).collect();
            note(&all, findings);
        }
    }
}

fn not_current(roll: &Roll, findings: &mut Vec<Finding>) {
    let Some(as_of) = roll.as_of else { return };
    let mut last: Vec<Option<u32>> = vec![None; roll.persons.len()];
    let mut active = vec![false; roll.persons.len()];
    for (at, tenure) in roll.tenures.iter().enumerate() {
        let person = tenure.person as usize;
        last[person] = Some(number(at));
        active[person] |= match tenure.span.to {
            Bound::On(to) => to.earliest() > as_of,
            _ => true,
        };
    }
    for (person, _) in roll.persons.iter().enumerate().filter(|(_, one)| one.current) {
        let Some(at) = last[person].filter(|_| !active[person]) else { continue };
        // An end known in part may still lie ahead.
        let to = roll.tenures[at as usize].span.to.when();
        let ahead = to.is_some_and(|to| to.latest() > as_of);
        let verdict = if ahead { Verdict::Possible } else { Verdict::Certain };
        let (kind, about) = (Kind::NotCurrent, About::One(at));
        findings.push(Finding { kind, verdict, about, figure: None, cause: None });
    }
}
