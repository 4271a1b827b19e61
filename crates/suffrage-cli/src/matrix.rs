//! `suffrage compare ELECTION --laws a,b,c`: the seats of one election under several laws.

use suffrage::render::matrix::{self, Column};
use suffrage::tally::{Contest, Tier};
use suffrage::{Fault, LawOnDay, Record, Wish};
use suffrage_host::case::Case;
use suffrage_host::{prepare, records};

use crate::args::Compare;
use crate::output::{Done, Exit, Out};

pub fn run(args: &Compare, case: &Case, out: &Out) -> Done {
    let own = count(case, &case.law, &case.wish);
    let mut columns = vec![Column { law: case.law_id.clone(), counted: own }];
    for wanted in &args.laws {
        columns.push(Column { law: wanted.clone(), counted: under(case, wanted) });
    }
    if args.json {
        out.bytes(format!("{:#}\n", matrix::json(&columns)).as_bytes());
    } else {
        out.prose(&matrix::told(&columns, out.lang, out.style));
    }
    Ok(Exit::Done)
}

/// The election under a law, as `de/bundestag`, `de/bundestag@2025-02-23` or `fr/municipal:list`.
fn under(case: &Case, wanted: &str) -> Result<Vec<Record>, Vec<Fault>> {
    let (rest, day) = match wanted.split_once('@') {
        Some((rest, text)) => {
            let day = text.parse().map_err(|_| {
                vec![Fault::NotADate { key: "--laws".to_owned(), text: text.to_owned() }]
            })?;
            (rest, day)
        }
        None => (wanted, case.law.on),
    };
    let (id, system) = match rest.split_once(':') {
        Some((id, system)) => (id, Some(system.to_owned())),
        None => (rest, None),
    };
    let law = case.book.on(id, day, &[])?;
    let wish = Wish { system, ..case.wish.clone() };
    count(case, &law, &wish)
}

fn count(case: &Case, law: &LawOnDay, wish: &Wish) -> Result<Vec<Record>, Vec<Fault>> {
    let mut contests = as_asked(case, law);
    prepare(law, &mut contests)?;
    let counted = records(law, &contests, &case.lots_under(law), wish);
    let faults = match counted {
        Ok(records) => return Ok(records),
        Err(faults) => faults,
    };
    // One reason says as much as the same for each of four hundred contests.
    let mut told: Vec<Fault> = Vec::new();
    for fault in faults {
        if told.len() < 3 && told.iter().all(|one| one.code() != fault.code()) {
            told.push(fault);
        }
    }
    Err(told)
}

/// The contests as the law counts them: all as one, or each constituency alone.
fn as_asked(case: &Case, law: &LawOnDay) -> Vec<Contest> {
    let [whole] = case.contests.as_slice() else { return case.contests.clone() };
    let Some(tiers) = whole.tiers.as_ref().filter(|_| !law.counts_tiers()) else {
        return case.contests.clone();
    };
    let areas: Vec<_> =
        tiers.of_tier(Tier::Constituency).map(|number| tiers.area(number)).collect();
    let alone = |area: &&suffrage::tally::Area| {
        Some(Contest {
            code: area.code.clone(),
            name: area.name.clone(),
            seats: area.seats,
            inhabitants: area.inhabitants,
            candidacies: whole.candidacies.clone(),
            rounds: vec![area.lists.clone()?],
            ..Contest::default()
        })
    };
    let each: Option<Vec<Contest>> = areas.iter().map(alone).collect();
    match each {
        Some(contests) if !contests.is_empty() => contests,
        // Votes for lists are not given by constituency: the whole is one contest.
        _ => vec![Contest { tiers: None, ..whole.clone() }],
    }
}
