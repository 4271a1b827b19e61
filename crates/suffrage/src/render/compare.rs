//! Two counts of one contest side by side: where they part, and who is elected in one alone.
//!
//! Records are compared step by step; the first steps that differ are shown, each with its article.
//! What follows them differs because they do.

use serde_json::{Value, json};

use super::{Style, say, text};
use crate::diagnostic::Lang;
use crate::number::Exact;
use crate::outcome::Outcome;
use crate::record::{Record, Step};
use crate::tally::Place;

/// The place of the first step that differs; `None` if every step is the same.
#[must_use]
pub fn parting(one: &Record, other: &Record) -> Option<usize> {
    let same = |(a, b): (&crate::record::Entry, &crate::record::Entry)| a.step == b.step;
    let shared = one.steps.iter().zip(&other.steps).take_while(|pair| same(*pair)).count();
    (shared < one.steps.len().max(other.steps.len())).then_some(shared)
}

/// Seats of each candidacy in both counts, where they differ.
#[must_use]
pub fn moved(one: &Record, other: &Record) -> Vec<(Place, u32, u32)> {
    let (here, there) = (Outcome::of(one), Outcome::of(other));
    let places = 0..Place::try_from(one.candidacies.len()).unwrap_or(Place::MAX);
    places
        .map(|place| (place, here.seats_of(place), there.seats_of(place)))
        .filter(|(_, here, there)| here != there)
        .collect()
}

/// Tells where `other` parts from `one`, and whose seats move.
#[must_use]
pub fn told(one: &Record, other: &Record, what: &str, lang: Lang, style: Style) -> String {
    let mut out = style.bold(&say!(lang, "Counted by {what}", "Compté selon {what}"));
    out.push('\n');
    let Some(at) = parting(one, other) else {
        out.push_str(&say!(
            lang,
            "  Every step is the same.\n",
            "  Toutes les étapes sont les mêmes.\n"
        ));
        return out;
    };
    let stage = one.steps[..at].iter().rev().find_map(|entry| match &entry.step {
        Step::Stage { number, .. } => Some(*number),
        _ => None,
    });
    let number = at + 1;
    out.push_str(&match stage {
        Some(stage) => say!(
            lang,
            "  The two part at step {number}, after stage {stage}:\n",
            "  Les deux divergent à l'étape {number} du compte, après le stade {stage} :\n"
        ),
        None => say!(
            lang,
            "  The two part at step {number}:\n",
            "  Les deux divergent à l'étape {number} du compte :\n"
        ),
    });
    let step = |record: &Record, other: &Record| match (record.steps.get(at), other.steps.get(at)) {
        (Some(entry), Some(beside)) => match (&entry.step, &beside.step) {
            (Step::Stage { votes, .. }, Step::Stage { votes: others, .. }) => {
                differing(record, votes, others)
            }
            _ => text::step(record, at, lang, style),
        },
        (Some(_), None) => text::step(record, at, lang, style),
        (None, _) => say!(lang, "the count has ended", "le compte est terminé"),
    };
    let (first, second) = (say!(lang, "first", "premier"), say!(lang, "other", "autre"));
    let width = first.chars().count().max(second.chars().count());
    for (label, told) in [(first, step(one, other)), (second, step(other, one))] {
        let mut lines = told.lines().map(str::trim).filter(|line| !line.is_empty());
        let head = lines.next().unwrap_or_default();
        out.push_str(&format!("    {label:<width$}  {head}\n"));
        lines.for_each(|line| out.push_str(&format!("    {:<width$}  {line}\n", "")));
    }
    let (here, there) = (ends(one, lang), ends(other, lang));
    out.push_str(&if here == there && moved(one, other).is_empty() {
        say!(lang, "  Both ways: {here}.\n", "  Dans les deux cas : {here}.\n")
    } else {
        say!(
            lang,
            "  First: {here}.\n  Other: {there}.\n",
            "  Premier : {here}.\n  Autre : {there}.\n"
        )
    });
    out
}

/// Who has seats at the end of a count, and how many wait.
fn ends(record: &Record, lang: Lang) -> String {
    let outcome = Outcome::of(record);
    let places = 0..Place::try_from(record.candidacies.len()).unwrap_or(Place::MAX);
    let seated = places.map(|place| (place, outcome.seats_of(place))).filter(|one| one.1 > 0);
    let told: Vec<String> = seated
        .map(|(place, seats)| match seats {
            1 => record.name(place).to_owned(),
            seats => format!("{} ({seats})", record.name(place)),
        })
        .collect();
    let (who, waits) = (told.join(", "), outcome.pending().iter().map(|one| one.open).sum::<u32>());
    match (told.is_empty(), waits) {
        (false, 0) => say!(lang, "elected {who}", "élus {who}"),
        (true, 0) => say!(lang, "nobody is elected", "personne n'est élu"),
        (false, _) => say!(lang, "elected {who}; {waits} waits", "élus {who} ; {waits} en attente"),
        (true, _) => {
            say!(lang, "nobody yet; {waits} waits", "personne encore ; {waits} en attente")
        }
    }
}

/// The votes of a stage that differ from those of the other.
fn differing(record: &Record, votes: &[(Place, Exact)], others: &[(Place, Exact)]) -> String {
    let differs = votes.iter().filter(|one| !others.contains(one));
    let told = differs.map(|(place, votes)| format!("{} {votes}", record.name(*place)));
    told.collect::<Vec<_>>().join("; ")
}

/// The same as JSON.
#[must_use]
pub fn json(one: &Record, other: &Record, what: &str) -> Value {
    let at = parting(one, other);
    let step = |record: &Record| at.and_then(|at| record.steps.get(at).map(|entry| json!(entry)));
    let moved: Vec<Value> = moved(one, other)
        .into_iter()
        .map(|(place, here, there)| {
            let named = &one.candidacies[place as usize];
            json!({ "code": named.code, "name": named.name, "seats": here, "seats_there": there })
        })
        .collect();
    json!({
        "schema": "suffrage-comparison/1",
        "contest": one.contest,
        "law": one.law,
        "other": other.law,
        "counted_by": what,
        "parts_at": at.map(|at| json!({ "step": at + 1, "here": step(one), "there": step(other) })),
        "moved": moved,
    })
}
