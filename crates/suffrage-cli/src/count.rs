//! `suffrage count` and `suffrage replay`.

use std::path::{Path, PathBuf};

use suffrage::render::{csv, json, text};
use suffrage::tally::{Contest, Lot};
use suffrage::{Fault, Lang, LawBook, LawOnDay, Outcome, Record, Wish, replay as second_look};
use suffrage_host::{Target, Texts, Trouble, board, count_all};

use crate::args::{Code, Count, Replay};
use crate::output::{Done, Exit, Out};

/// A summary instead of records, from so many contests on.
const MANY: usize = 40;

/// What there is to count.
pub struct Case {
    pub title: String,
    pub law: LawOnDay,
    pub wish: Wish,
    pub contests: Vec<Contest>,
    pub lots: Vec<Lot>,
    pub faulty: Vec<(String, Vec<suffrage::Diagnostic>)>,
    pub doubts: Vec<suffrage::Diagnostic>,
    pub texts: Texts,
    pub book: LawBook,
    pub law_id: String,
}

/// Opens the target and the law it is counted by.
pub fn open(
    target: &[PathBuf],
    law: Option<&str>,
    on: Option<jiff::civil::Date>,
    readings: &[String],
    code: Code,
) -> Result<Case, Trouble> {
    let book = board::laws()?;
    let target = suffrage_host::open(target, code.into())?;
    let (title, named, date, contests, lots, faulty, doubts, texts, table) = match target {
        Target::Election(one, doubts, texts) => (
            one.title,
            Some(one.law),
            Some(one.date),
            one.contests,
            one.lots,
            Vec::new(),
            doubts,
            texts,
            false,
        ),
        Target::Tables(table, texts) => (
            String::new(),
            None,
            None,
            table.contests,
            Vec::new(),
            table.faulty,
            table.doubts,
            texts,
            true,
        ),
    };
    let wanted = law.map(str::to_owned).or(named);
    let date = on.or(date);
    let mut missing = Vec::new();
    if wanted.is_none() {
        missing.push(Fault::LawNeeded {});
    }
    if date.is_none() {
        missing.push(Fault::DayNeeded {});
    }
    let (Some(wanted), Some(date)) = (wanted, date) else {
        let faults = missing.into_iter().map(Into::into).collect();
        return Err(Trouble { faults, texts });
    };
    let (id, system) = match wanted.split_once(':') {
        Some((id, system)) => (id.to_owned(), Some(system.to_owned())),
        None => (wanted, None),
    };
    let all = |faults: Vec<Fault>| Trouble {
        faults: faults.into_iter().map(Into::into).collect(),
        texts: Vec::new(),
    };
    let law = book.on(&id, date, readings).map_err(all)?;
    let mut contests = contests;
    suffrage_host::prepare(&law, &mut contests);
    let wish = Wish { system, published_seats: table, lists_known_by_name: table };
    Ok(Case { title, law, wish, contests, lots, faulty, doubts, texts, book, law_id: id })
}

pub fn run(args: &Count, out: &Out) -> Done {
    let mut case = open(&args.target, args.law.as_deref(), args.on, &args.reading, args.encoding)?;
    if !args.contest.is_empty() {
        keep(&mut case, &args.contest)?;
    }
    let progress = out.progress(case.contests.len());
    let counted = count_all(&case.law, &case.contests, &case.lots, &case.wish, &|| progress.inc(1));
    progress.finish_and_clear();
    let mut records = Vec::new();
    let mut refused: Vec<(String, Vec<suffrage::Diagnostic>)> = std::mem::take(&mut case.faulty);
    for (contest, counted) in case.contests.iter().zip(counted) {
        match counted {
            Ok(record) => records.push(record),
            Err(faults) => {
                refused.push((contest.code.clone(), faults.into_iter().map(Into::into).collect()))
            }
        }
    }
    let unused = unused_lots(&case.lots, &records);
    out.doubts(&case.doubts, &case.texts);
    // One election is counted whole or not at all; of many contests in a table, each stands alone.
    if !unused.is_empty()
        || (!refused.is_empty() && (records.is_empty() || !case.wish.published_seats))
    {
        let faults =
            unused.into_iter().chain(refused.into_iter().flat_map(|(_, faults)| faults)).collect();
        return Err(Trouble { faults, texts: case.texts });
    }
    write(args, out, &case, &records)?;
    if !refused.is_empty() {
        report_refused(out, &refused, &case.texts);
    }
    Ok(match records.iter().all(|record| Outcome::of(record).is_complete()) {
        _ if !refused.is_empty() => Exit::Fault,
        true => Exit::Done,
        false => Exit::Waiting,
    })
}

fn keep(case: &mut Case, wanted: &[String]) -> Result<(), Trouble> {
    let missing =
        wanted.iter().find(|code| case.contests.iter().all(|contest| contest.code != **code));
    if let Some(code) = missing {
        let near =
            suffrage::diagnostic::near(code, case.contests.iter().map(|one| one.code.as_str()));
        return Err(Fault::NoSuchContest { contest: code.clone(), near }.into());
    }
    case.contests.retain(|contest| wanted.contains(&contest.code));
    Ok(())
}

/// Lots that answered no tie of any record.
fn unused_lots(lots: &[Lot], records: &[Record]) -> Vec<suffrage::Diagnostic> {
    let answered = |lot: &Lot| {
        records.iter().filter(|record| record.contest.code == lot.contest).any(|record| {
            let used = |step: &suffrage::Step| {
                matches!(step, suffrage::Step::Lot { source, .. } if *source == lot.source)
            };
            record.steps.iter().any(|entry| match &entry.step {
                suffrage::Step::WithinList { steps, .. } => steps.iter().any(|one| used(&one.step)),
                step => used(step),
            })
        })
    };
    let fault = |lot: &Lot| Fault::LotAnswersNothing {
        contest: lot.contest.clone(),
        among: lot.among.join(", "),
    };
    lots.iter().filter(|lot| !answered(lot)).map(|lot| fault(lot).into()).collect()
}

fn write(args: &Count, out: &Out, case: &Case, records: &[Record]) -> Result<(), Trouble> {
    let mut bytes = Vec::new();
    if args.json {
        match (records, args.brief) {
            ([one], false) => bytes.extend(json::record(one).into_bytes()),
            ([one], true) => bytes.extend(format!("{:#}\n", json::result(one)).into_bytes()),
            (many, brief) => {
                let each = |record: &Record| match brief {
                    true => json::result(record).to_string(),
                    false => serde_json::to_string(record).unwrap_or_default(),
                };
                let all: Vec<String> = many.iter().map(each).collect();
                bytes.extend(format!("[\n{}\n]\n", all.join(",\n")).into_bytes());
            }
        }
    } else if args.csv {
        bytes.extend_from_slice(csv::HEADER.as_bytes());
        records.iter().for_each(|record| csv::result(record, &mut bytes));
    } else if records.len() > MANY && !args.brief {
        bytes.extend(summary(case, records, out.lang).into_bytes());
    } else {
        for record in records {
            let drawn = match args.brief {
                true => format!(
                    "{}{}\n",
                    out.style.bold(&record.contest.name),
                    text::result(record, out.lang, out.style)
                ),
                false => format!("{}\n", text::record(record, &case.title, out.lang, out.style)),
            };
            bytes.extend(drawn.into_bytes());
        }
        if args.reading.is_empty() && !args.brief {
            bytes.extend(other_readings(case, records, out).into_bytes());
        }
    }
    match &args.out {
        None => out.bytes(&bytes),
        Some(path) => save(path, &bytes)?,
    }
    Ok(())
}

fn save(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    std::fs::write(path, bytes).map_err(|error| {
        let (file, why) = (path.display().to_string(), error.to_string());
        Fault::Unreadable { file, why }.into()
    })
}

/// Counts again by every other reading of an open clause and says whether anyone else is elected.
fn other_readings(case: &Case, records: &[Record], out: &Out) -> String {
    let mut text = String::new();
    let Some(law) = case.book.find(&case.law_id) else { return text };
    for reading in law.other_readings(case.law.on) {
        let Ok(other) = case.book.on(&case.law_id, case.law.on, std::slice::from_ref(&reading))
        else {
            continue;
        };
        let again = count_all(&other, &case.contests, &case.lots, &case.wish, &|| {});
        let mut changes = Vec::new();
        for (record, again) in records.iter().zip(again.into_iter().flatten()) {
            let (now, then) = (Outcome::of(record), Outcome::of(&again));
            for (place, named) in (0u32..).zip(&record.candidacies) {
                let (now, then) = (now.seats_of(place), then.seats_of(place));
                if now != then {
                    changes
                        .push(format!("{} · {} {now} → {then}", record.contest.name, named.name));
                }
            }
        }
        let line = match (changes.is_empty(), out.lang) {
            (true, Lang::En) => {
                format!("An open clause read otherwise ({reading}) elects nobody else.")
            }
            (true, Lang::Fr) => {
                format!("Une clause ouverte lue autrement ({reading}) n'élit personne d'autre.")
            }
            (false, Lang::En) => format!(
                "An open clause read otherwise ({reading}) would change:\n  {}",
                changes.join("\n  ")
            ),
            (false, Lang::Fr) => format!(
                "Une clause ouverte lue autrement ({reading}) changerait :\n  {}",
                changes.join("\n  ")
            ),
        };
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// Many contests: how many are settled, and who has most seats.
fn summary(case: &Case, records: &[Record], lang: Lang) -> String {
    let outcomes: Vec<Outcome> = records.iter().map(Outcome::of).collect();
    let complete = outcomes.iter().filter(|one| one.is_complete()).count();
    let next = outcomes.iter().filter(|one| one.next_round().is_some()).count();
    let waiting = outcomes.iter().filter(|one| !one.pending().is_empty()).count();
    let seats: u32 =
        outcomes.iter().flat_map(|one| one.pots()).flat_map(|pot| pot.won.values()).sum();
    let (law, on, all) = (&case.law.id, case.law.on, records.len());
    match lang {
        Lang::En => format!(
            "{all} contests counted by {law} as of {on}\n  settled        {complete}\n  further round  {next}\n  waiting        {waiting}\n  seats given    {seats}\nUse --csv or --json for every contest, --contest CODE for one with its steps.\n"
        ),
        Lang::Fr => format!(
            "{all} scrutins comptés selon {law} au {on}\n  acquis          {complete}\n  autre tour      {next}\n  en attente      {waiting}\n  sièges donnés   {seats}\nUtilisez --csv ou --json pour tous, --contest CODE pour un seul avec ses étapes.\n"
        ),
    }
}

fn report_refused(out: &Out, refused: &[(String, Vec<suffrage::Diagnostic>)], texts: &Texts) {
    let faults: Vec<_> =
        refused.iter().flat_map(|(_, faults)| faults.iter().take(1).cloned()).take(10).collect();
    out.trouble(&Trouble { faults, texts: texts.clone() });
    out.note(&match out.lang {
        Lang::En => {
            format!("{} contests were not counted; the first of them are above", refused.len())
        }
        Lang::Fr => format!(
            "{} scrutins n'ont pas été comptés ; les premiers sont ci-dessus",
            refused.len()
        ),
    });
}

pub fn replay(args: &Replay, out: &Out) -> Done {
    let text = suffrage_host::bytes(&args.record)?;
    let unreadable = |why: String| {
        Trouble::from(Fault::Unreadable { file: args.record.display().to_string(), why })
    };
    let value: serde_json::Value =
        serde_json::from_slice(&text).map_err(|error| unreadable(error.to_string()))?;
    let values = match value {
        serde_json::Value::Array(all) => all,
        one => vec![one],
    };
    let mut wrong = 0;
    for value in values {
        let record: Record = serde_json::from_str(&value.to_string())
            .map_err(|error| unreadable(error.to_string()))?;
        let law = record.law.id.clone();
        let case = open(
            &args.target,
            Some(&law),
            Some(record.law.on),
            &record.law.readings,
            Code::Detect,
        )?;
        let contest = case.contests.iter().find(|one| one.code == record.contest.code);
        let Some(contest) = contest else {
            let near = suffrage::diagnostic::near(
                &record.contest.code,
                case.contests.iter().map(|one| one.code.as_str()),
            );
            return Err(Fault::NoSuchContest { contest: record.contest.code, near }.into());
        };
        let again = suffrage::count(&case.law, contest, &case.lots, &case.wish);
        let same = again.is_ok_and(|again| json::record(&again) == json::record(&record));
        let doubts = second_look::verify(&record, contest);
        for doubt in &doubts {
            let step = doubt.step.map_or_else(|| "–".to_owned(), |step| (step + 1).to_string());
            out.line(&format!("{}: step {step}: {}", record.contest.name, doubt.what));
        }
        wrong += usize::from(!same || !doubts.is_empty());
        out.line(&match (same, doubts.is_empty(), out.lang) {
            (true, true, Lang::En) => format!(
                "{}: a second count gives the same record, and every step holds.",
                record.contest.name
            ),
            (true, true, Lang::Fr) => format!(
                "{} : un second compte donne le même procès-verbal, et chaque étape tient.",
                record.contest.name
            ),
            (_, _, Lang::En) => {
                format!("{}: this record does not follow from these inputs.", record.contest.name)
            }
            (_, _, Lang::Fr) => {
                format!("{} : ce procès-verbal ne découle pas de ces données.", record.contest.name)
            }
        });
    }
    Ok(if wrong == 0 { Exit::Done } else { Exit::Wrong })
}
