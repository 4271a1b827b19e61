//! `suffrage ballots`: what is in a file of ballots, before any law.

use std::path::PathBuf;

use suffrage::ballots::{Ballots, Marking, What};
use suffrage::tally::Contest;
use suffrage::{Fault, Lang};
use suffrage_host::{Target, Trouble};

use crate::args::Files;
use crate::output::{Done, Exit, Out};

pub fn run(target: &[PathBuf], files: Files, out: &Out) -> Done {
    let (contests, doubts, texts) = match suffrage_host::open_as(target, &files.how())? {
        Target::Election(one, doubts, texts) => (one.contests, doubts, texts),
        Target::Tables(table, texts) => (table.contests, table.doubts, texts),
    };
    out.doubts(&doubts, &texts);
    let mut any = false;
    for contest in &contests {
        if let Some(ballots) = &contest.ballots {
            any = true;
            out.prose(&told(contest, ballots, out.lang));
        }
    }
    if !any {
        let contest = contests.first().map(|one| one.code.clone()).unwrap_or_default();
        let fault = Fault::MissingFact { contest, fact: "ballots".to_owned() };
        return Err(Trouble::from(fault));
    }
    Ok(Exit::Done)
}

/// How many ballots have what, whatever a law makes of it.
#[derive(Default)]
struct Found {
    empty: u128,
    gaps: u128,
    several: u128,
    repeated: u128,
    written: u128,
}

fn look(ballots: &Ballots) -> Found {
    let mut found = Found::default();
    for (marks, weight) in ballots.iter() {
        let weight = u128::from(weight);
        let named: Vec<u32> = marks
            .iter()
            .filter_map(|mark| match mark.what() {
                What::Candidate(place) => Some(place),
                _ => None,
            })
            .collect();
        let has = |what: What| marks.iter().any(|mark| mark.what() == what);
        let several = marks.iter().any(|mark| mark.is_beside()) || has(What::Overvote);
        let repeated = (1..named.len()).any(|at| named[..at].contains(&named[at]));
        found.empty += weight * u128::from(marks.is_empty());
        found.gaps += weight * u128::from(has(What::Skipped));
        found.several += weight * u128::from(several);
        found.repeated += weight * u128::from(repeated);
        found.written += weight * u128::from(has(What::WriteIn));
    }
    found
}

fn told(contest: &Contest, ballots: &Ballots, lang: Lang) -> String {
    let (cast, distinct, marking) = (ballots.cast(), ballots.distinct(), ballots.marking());
    let (name, code) = (&contest.name, &contest.code);
    let mut first = vec![0u128; contest.candidacies.len()];
    if marking == Marking::Ranked {
        for (marks, weight) in ballots.iter() {
            let top = marks.iter().find_map(|mark| match mark.what() {
                What::Candidate(place) => Some(place),
                _ => None,
            });
            if let Some(count) = top.and_then(|place| first.get_mut(place as usize)) {
                *count += u128::from(weight);
            }
        }
    }
    let mut text = match lang {
        Lang::En => {
            format!("{name} (contest {code})\n  {cast} ballots, {marking}; {distinct} distinct\n")
        }
        Lang::Fr => format!(
            "{name} (scrutin {code})\n  {cast} bulletins, {marking} ; {distinct} distincts\n"
        ),
    };
    if marking == Marking::Ranked {
        let found = look(ballots);
        let rows = match lang {
            Lang::En => [
                ("without a mark", found.empty),
                ("with an empty rank between others", found.gaps),
                ("with several candidates in one rank", found.several),
                ("with a candidate ranked again", found.repeated),
                ("with a name nobody declared", found.written),
            ],
            Lang::Fr => [
                ("sans marque", found.empty),
                ("avec un rang vide entre d'autres", found.gaps),
                ("avec plusieurs candidats au même rang", found.several),
                ("avec un candidat classé deux fois", found.repeated),
                ("avec un nom que personne n'a déclaré", found.written),
            ],
        };
        for (what, count) in rows.into_iter().filter(|row| row.1 > 0) {
            text.push_str(&format!("  {count:>9}  {what}\n"));
        }
    }
    text.push_str(match (marking, lang) {
        (Marking::Ranked, Lang::En) => "  first names:\n",
        (Marking::Ranked, Lang::Fr) => "  premiers noms :\n",
        (_, Lang::En) => "  candidates:\n",
        (_, Lang::Fr) => "  candidats :\n",
    });
    for (candidacy, count) in contest.candidacies.iter().zip(&first) {
        let gone = match (candidacy.withdrawn, lang) {
            (false, _) => "",
            (true, Lang::En) => "  (withdrew)",
            (true, Lang::Fr) => "  (retrait)",
        };
        let count =
            if marking == Marking::Ranked { format!("{count:>9}  ") } else { "  ".to_owned() };
        text.push_str(&format!("  {count}{}{gone}\n", candidacy.name));
    }
    text
}
