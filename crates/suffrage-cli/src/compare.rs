//! `suffrage compare`: one election counted in several ways, and the first step where they part.

use suffrage::ballots::Sequence;
use suffrage::render::compare;
use suffrage::{Fault, LawOnDay, Record};
use suffrage_host::case::Case;
use suffrage_host::{How, Trouble, records};

use crate::args::Compare;
use crate::count::open;
use crate::output::{Done, Exit, Out};

pub fn run(args: &Compare, out: &Out) -> Done {
    let mut how = args.within.how()?;
    let opened = |how: &How<'_>| {
        open(&args.target, &args.under, &[], how)?.only(&args.within.contest, args.seats)
    };
    let mut case = opened(&how)?;
    if !args.laws.is_empty() {
        return crate::matrix::run(args, &case, out);
    }
    let others = others(args, &case)?;
    // The law to compare with may ask for the order of the papers where the first does not.
    if others.iter().any(|(_, law)| law.draws_papers_by_order()) {
        how.reading.papers = Sequence::Kept;
        case = opened(&how)?;
    }
    if others.is_empty() {
        let law = case.law.id.clone();
        return Err(Fault::NothingToCompare { law }.into());
    }
    let first = counted(&case, &case.law)?;
    let mut told = Vec::new();
    let mut all = Vec::new();
    for (what, law) in &others {
        let again = counted(&case, law)?;
        for (one, other) in first.iter().zip(&again) {
            if args.json {
                all.push(compare::json(one, other, what));
            } else {
                let name = if first.len() > 1 {
                    format!("{} · ", one.contest.name)
                } else {
                    String::new()
                };
                told.push(compare::told(one, other, &format!("{name}{what}"), out.lang, out.style));
            }
        }
    }
    if args.json {
        out.bytes(format!("{:#}\n", serde_json::Value::Array(all)).as_bytes());
    } else {
        out.prose(&told.join("\n"));
    }
    Ok(Exit::Done)
}

/// The ways to compare with: readings, other laws, or every other reading in force.
fn others(args: &Compare, case: &Case) -> Result<Vec<(String, LawOnDay)>, Trouble> {
    let fail = |faults: Vec<Fault>| Trouble {
        faults: faults.into_iter().map(Into::into).collect(),
        texts: Vec::new(),
    };
    let on = |id: &str, day, readings: &[String]| case.book.on(id, day, readings).map_err(fail);
    let mut all = Vec::new();
    for wanted in &args.with {
        let (id, day) = match wanted.split_once('@') {
            Some((id, day)) => {
                let day = day.parse().map_err(|_| {
                    let (key, text) = ("--with".to_owned(), day.to_owned());
                    Trouble::from(Fault::NotADate { key, text })
                })?;
                (id, day)
            }
            None => (wanted.as_str(), case.law.on),
        };
        all.push((wanted.clone(), on(id, day, &[])?));
    }
    for words in &args.read {
        let (old, new) = words.split_once('=').unwrap_or((words, ""));
        let book = suffrage_host::board::laws_read(&case.law_id, old, new)?;
        let law = book.on(&case.law_id, case.law.on, &[]).map_err(fail)?;
        all.push((format!("“{old}” → “{new}”"), law));
    }
    let readings = match (args.reading.is_empty(), args.with.is_empty() && args.read.is_empty()) {
        (true, true) => case
            .book
            .find(&case.law_id)
            .map(|law| law.other_readings(case.law.on))
            .unwrap_or_default(),
        _ => args.reading.clone(),
    };
    for reading in readings {
        let law = on(&case.law_id, case.law.on, std::slice::from_ref(&reading))?;
        all.push((reading, law));
    }
    Ok(all)
}

fn counted(case: &Case, law: &LawOnDay) -> Result<Vec<Record>, Trouble> {
    records(law, &case.contests, &case.lots_under(law), &case.wish).map_err(|faults| Trouble {
        faults: faults.into_iter().map(Into::into).collect(),
        texts: Vec::new(),
    })
}
