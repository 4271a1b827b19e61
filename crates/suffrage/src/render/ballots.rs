//! What files of ballots hold, before any law: contests, candidates, what is unusual, by what the
//! ballots can be parted.

use serde_json::{Value, json};

use super::{number, say};
use crate::ballots::{Ballots, Marking};
use crate::diagnostic::Lang;
use crate::number::Votes;
use crate::read::Format;
use crate::tally::Contest;
use crate::word::Word;

/// A file, or a folder of an export, with its form and the ballots that it has of each contest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// As the user named it.
    pub file: String,
    /// Its form.
    pub form: Format,
    /// Its ballots, of all contests together.
    pub ballots: Votes,
}

/// The files, a line each.
#[must_use]
pub fn files(held: &[Held], lang: Lang) -> String {
    let mut text = String::new();
    for one in held {
        let (file, form, ballots) = (&one.file, one.form, number::votes(one.ballots, lang));
        let meaning =
            Format::ALL.iter().find(|(_, known, _)| *known == form).map_or("", |one| one.2);
        let meaning = meaning.trim();
        text.push_str(&say!(
            lang,
            "{file}: {ballots} ballots ({form}: {meaning})\n",
            "{file} : {ballots} bulletins (forme `{form}`)\n"
        ));
    }
    text
}

/// A contest and its ballots.
#[must_use]
pub fn contest(contest: &Contest, ballots: &Ballots, lang: Lang) -> String {
    let (cast, distinct) = (number::votes(ballots.cast(), lang), ballots.distinct());
    let (name, code, marking) = (&contest.name, &contest.code, ballots.marking());
    let distinct = number::votes(distinct as Votes, lang);
    let mut text = say!(
        lang,
        "{name} (contest {code})\n  {cast} ballots, {marking}; {distinct} distinct\n",
        "{name} (scrutin {code})\n  {cast} bulletins, {marking} ; {distinct} distincts\n"
    );
    let ranked = marking == Marking::Ranked;
    if ranked {
        for (what, count) in unusual(ballots, lang).into_iter().filter(|row| row.1 > 0) {
            text.push_str(&format!("  {count:>9}  {what}\n"));
        }
    }
    text.push_str(&match ranked {
        true => say!(lang, "  first names:\n", "  premiers noms :\n"),
        false => say!(lang, "  candidates:\n", "  candidats :\n"),
    });
    let first = ballots.first_names(contest.candidacies.len());
    for (candidacy, count) in contest.candidacies.iter().zip(first) {
        let gone = match candidacy.withdrawn {
            true => say!(lang, "  (withdrew)", "  (retrait)"),
            false => String::new(),
        };
        let count = if ranked { format!("{count:>9}  ") } else { "  ".to_owned() };
        text.push_str(&format!("  {count}{}{gone}\n", candidacy.name));
    }
    if !contest.fields.is_empty() {
        let fields = contest.fields.join(", ");
        text.push_str(&say!(
            lang,
            "  can be parted --by: {fields}\n",
            "  se répartissent par --by : {fields}\n"
        ));
    }
    text
}

/// What ballots have that a law must know how to read.
fn unusual(ballots: &Ballots, lang: Lang) -> [(String, Votes); 5] {
    let found = ballots.found();
    [
        (say!(lang, "without a mark", "sans marque"), found.empty),
        (
            say!(lang, "with an empty rank between others", "avec un rang vide entre d'autres"),
            found.gaps,
        ),
        (
            say!(
                lang,
                "with several candidates in one rank",
                "avec plusieurs candidats au même rang"
            ),
            found.several,
        ),
        (
            say!(lang, "with a candidate ranked again", "avec un candidat classé deux fois"),
            found.repeated,
        ),
        (
            say!(lang, "with a name nobody declared", "avec un nom que personne n'a déclaré"),
            found.written,
        ),
    ]
}

/// All of it as JSON: `suffrage-ballots/1`.
#[must_use]
pub fn json(held: &[Held], contests: &[Contest]) -> Value {
    let file = |one: &Held| json!({ "file": one.file, "form": one.form, "ballots": one.ballots });
    let contests = contests.iter().filter_map(|contest| {
        let ballots = contest.ballots.as_ref()?;
        let ranked = ballots.marking() == Marking::Ranked;
        let first = ballots.first_names(contest.candidacies.len());
        let candidates: Vec<Value> = contest.candidacies.iter().zip(first).map(|(one, first)| {
            let first = ranked.then_some(first);
            json!({ "code": one.code, "name": one.name, "first": first, "withdrawn": one.withdrawn })
        }).collect();
        let found = ballots.found();
        let unusual = ranked.then(|| json!({
            "no mark": found.empty,
            "ranks left empty": found.gaps,
            "several in one rank": found.several,
            "ranked again": found.repeated,
            "write-in": found.written,
        }));
        Some(json!({
            "code": contest.code,
            "name": contest.name,
            "seats": contest.seats,
            "marking": ballots.marking(),
            "ranks": Some(ballots.ranks()).filter(|ranks| *ranks > 0),
            "ballots": ballots.cast(),
            "distinct": ballots.distinct(),
            "unusual": unusual,
            "candidates": candidates,
            "fields": contest.fields,
        }))
    });
    json!({
        "schema": "suffrage-ballots/1",
        "files": held.iter().map(file).collect::<Vec<_>>(),
        "contests": contests.collect::<Vec<_>>(),
    })
}
