//! `suffrage count` and `suffrage replay`.

use std::path::{Path, PathBuf};

use suffrage::count::slices::InSlice;
use suffrage::record::LotUsed;
use suffrage::render::{csv, json, slices, text};
use suffrage::tally::Lot;
use suffrage::{Fault, Lang, Outcome, Record, replay as second_look};
use suffrage_host::case::{self, By, Case};
use suffrage_host::{How, Texts, Trouble, count_all};

use crate::args::{ByLaw, Count, Counting, Replay};
use crate::output::{Done, Exit, Out};

/// A summary instead of records, from so many contests on.
const MANY: usize = 40;

/// Opens the target and the law it is counted by.
pub fn open(
    paths: &[PathBuf],
    by: &ByLaw,
    readings: &[String],
    how: &How<'_>,
) -> Result<Case, Trouble> {
    case::open(paths, &By { law: by.law.clone(), on: by.on }, readings, how)
}

/// Opens what is to be counted, and keeps the contests that are asked for.
pub fn asked(asked: &Counting, how: &How<'_>) -> Result<Case, Trouble> {
    let case = open(&asked.target, &asked.under, &asked.reading, how)?;
    case.only(&asked.within.contest, asked.seats)
}

pub fn run(args: &Count, out: &Out) -> Done {
    let mut how = args.asked.within.how()?;
    how.reading.by = args.by.as_deref();
    let mut case = asked(&args.asked, &how)?;
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
    let mut unused = unused_lots(&case.lots, &records);
    if !args.asked.within.contest.is_empty() {
        // Lots of contests that are not asked for answer nothing here, and need not.
        let asked = |fault: &suffrage::Diagnostic| match &fault.fault {
            Fault::LotAnswersNothing { contest, .. } => {
                case.contests.iter().any(|one| one.code == *contest)
            }
            _ => true,
        };
        unused.retain(asked);
    }
    let one_name = records.iter().flat_map(suffrage::check::doubts);
    let seen: Vec<Fault> = case.doubts.iter().map(|one| one.fault.clone()).collect();
    case.doubts.extend(one_name.filter(|one| !seen.contains(one)).map(Into::into));
    out.doubts(&case.doubts, &case.texts);
    // One election is counted whole or not at all; of many contests in a table, each stands alone.
    if !unused.is_empty()
        || (!refused.is_empty() && (records.is_empty() || !case.wish.published_seats))
    {
        let faults =
            unused.into_iter().chain(refused.into_iter().flat_map(|(_, faults)| faults)).collect();
        return Err(Trouble { faults, texts: case.texts });
    }
    if let Some(file) = &args.paths {
        let Case { law, contests, lots, wish, .. } = &case;
        suffrage_host::paths::write(file, law, contests, lots, wish, &records)?;
    }
    // One thing at a time stands on the standard output.
    if args.paths.as_ref().is_none_or(|file| file.as_os_str() != "-") {
        write(args, out, &case, &records)?;
    }
    if !refused.is_empty() {
        report_refused(out, &refused, &case.texts);
    }
    Ok(match records.iter().all(|record| Outcome::of(record).is_complete()) {
        _ if !refused.is_empty() => Exit::Fault,
        true => Exit::Done,
        false => Exit::Waiting,
    })
}

/// Lots that answered no tie of any record.
fn unused_lots(lots: &[Lot], records: &[Record]) -> Vec<suffrage::Diagnostic> {
    let used: Vec<LotUsed> = records.iter().flat_map(Record::lots).collect();
    let answered = |lot: &Lot| {
        used.iter().any(|one| {
            one.contest == lot.contest
                && one.source == lot.source
                && one.drawn.as_ref().is_none_or(|drawn| *drawn == lot.drawn)
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
    if let Some(by) = args.by.as_deref().filter(|_| args.json || args.csv) {
        bytes = sliced(args, by, case, records)?;
    } else if args.json {
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
    } else if records.len() > MANY && !args.brief && args.by.is_none() {
        bytes.extend(summary(case, records, out.lang).into_bytes());
    } else {
        for record in records {
            let drawn = match args.brief {
                true => format!(
                    "{}{}\n",
                    out.style.bold(&record.contest.name),
                    text::result(record, out.lang, out.style)
                ),
                false => format!(
                    "{}\n",
                    text::record(record, case.title.of(out.lang), out.lang, out.style)
                ),
            };
            bytes.extend(drawn.into_bytes());
        }
        for (record, slices) in records.iter().zip(slices(args, case, records)?) {
            let by = args.by.as_deref().unwrap_or_default();
            let drawn = slices::text(record, by, &slices, out.lang, out.style);
            bytes.extend(format!("{drawn}\n").into_bytes());
        }
        if args.asked.reading.is_empty() && !args.brief {
            bytes.extend(other_readings(case, records, out).into_bytes());
        }
    }
    match &args.out {
        None if args.json || args.csv => out.bytes(&bytes),
        None => out.prose(&String::from_utf8_lossy(&bytes)),
        Some(path) => save(path, &bytes)?,
    }
    Ok(())
}

/// The slices of each record; none if nobody asks.
fn slices(args: &Count, case: &Case, records: &[Record]) -> Result<Vec<Vec<InSlice>>, Trouble> {
    let Case { law, contests, lots, wish, .. } = case;
    match args.by {
        Some(_) => suffrage_host::slices::of_records(law, contests, lots, wish, records),
        None => Ok(Vec::new()),
    }
}

/// The slices alone, for programs.
fn sliced(args: &Count, by: &str, case: &Case, records: &[Record]) -> Result<Vec<u8>, Trouble> {
    let all = slices(args, case, records)?;
    let all = || records.iter().zip(&all);
    if args.csv {
        let mut bytes = slices::HEADER.as_bytes().to_vec();
        all().for_each(|(record, slices)| slices::rows(record, slices, &mut bytes));
        return Ok(bytes);
    }
    let drawn = |(record, one): (&Record, &Vec<InSlice>)| slices::json(record, by, one);
    let all: Vec<_> = all().map(drawn).collect();
    let text = match all.as_slice() {
        [one] => format!("{one:#}\n"),
        many => format!(
            "[\n{}\n]\n",
            many.iter().map(ToString::to_string).collect::<Vec<_>>().join(",\n")
        ),
    };
    Ok(text.into_bytes())
}

/// Writes a file.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    std::fs::write(path, bytes).map_err(|error| {
        let (file, why) = (path.display().to_string(), error.to_string());
        Fault::Unwritable { file, why }.into()
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

/// The records of a file: one, or several in brackets. Read strictly: nothing unknown, nothing twice.
fn records(path: &Path) -> Result<Vec<Record>, Trouble> {
    let bytes = suffrage_host::bytes(path)?;
    let several = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[');
    let read = if several {
        serde_json::from_slice(&bytes)
    } else {
        serde_json::from_slice(&bytes).map(|one| vec![one])
    };
    read.map_err(|error| Fault::NotARecord { why: error.to_string() }.into())
}

/// The law a record names, with the system where the user chose it by hand.
fn law_of(record: &Record) -> String {
    let by_hand = record.steps.iter().find_map(|entry| match &entry.step {
        suffrage::Step::System { name, by_hand: true, .. } => Some(name),
        _ => None,
    });
    match by_hand {
        Some(system) => format!("{}:{system}", record.law.id),
        None => record.law.id.clone(),
    }
}

/// A record is held against the election it names: its law, its day, each contest once.
fn belongs(case: &Case, records: &[Record]) -> Result<(), Trouble> {
    let mut faults = Vec::new();
    for record in records {
        let said = [
            ("law", record.law.id.clone(), case.law.id.clone()),
            ("day", record.law.on.to_string(), case.law.on.to_string()),
        ];
        for (what, record, election) in said.into_iter().filter(|(_, a, b)| a != b) {
            faults.push(Fault::RecordOfAnother { what: what.to_owned(), record, election });
        }
        if case.contests.iter().all(|one| one.code != record.contest.code) {
            let known = case.contests.iter().map(|one| one.code.as_str());
            let near = suffrage::diagnostic::near(&record.contest.code, known);
            faults.push(Fault::NoSuchContest { contest: record.contest.code.clone(), near });
        }
    }
    for contest in &case.contests {
        let found = records.iter().filter(|record| record.contest.code == contest.code).count();
        if found != 1 {
            faults.push(Fault::RecordsMissing { contest: contest.code.clone(), found });
        }
    }
    faults.dedup();
    let texts = Texts::new();
    match faults.is_empty() {
        true => Ok(()),
        false => Err(Trouble { faults: faults.into_iter().map(Into::into).collect(), texts }),
    }
}

pub fn replay(args: &Replay, out: &Out) -> Done {
    let records = records(&args.record)?;
    let Some(first) = records.first() else {
        return Err(Fault::NotARecord { why: "[]".to_owned() }.into());
    };
    let readings = &first.law.readings;
    let how = args.within.how()?;
    let stated = ByLaw { law: args.law.clone(), on: None };
    let case = match open(&args.target, &stated, readings, &how) {
        // A table does not say its law and day: the record does.
        Err(trouble) if asks_for_law(&trouble) => {
            let law = args.law.clone().unwrap_or_else(|| law_of(first));
            let of_record = ByLaw { law: Some(law), on: Some(first.law.on) };
            open(&args.target, &of_record, readings, &how)?
        }
        opened => opened?,
    };
    let case = case.only(&args.within.contest, args.seats)?;
    belongs(&case, &records)?;
    let mut wrong = 0;
    for record in &records {
        let found = case.contests.iter().find(|one| one.code == record.contest.code);
        let Some(contest) = found else { continue };
        let again = suffrage::count(&case.law, contest, &case.lots, &case.wish);
        let same = again.is_ok_and(|again| json::record(&again) == json::record(record));
        // Only a record that a second count gives is looked at step by step.
        let doubts = if same { second_look::verify(record, contest) } else { Vec::new() };
        for doubt in &doubts {
            let step = doubt.step.map_or_else(|| "–".to_owned(), |step| (step + 1).to_string());
            out.line(&format!("{}: step {step}: {}", record.contest.name, doubt.what));
        }
        wrong += usize::from(!same || !doubts.is_empty());
        out.line(&told(record, same && doubts.is_empty(), out.lang));
    }
    Ok(if wrong == 0 { Exit::Done } else { Exit::Wrong })
}

fn asks_for_law(trouble: &Trouble) -> bool {
    let asks =
        |one: &suffrage::Diagnostic| matches!(one.fault, Fault::LawNeeded {} | Fault::DayNeeded {});
    !trouble.faults.is_empty() && trouble.faults.iter().all(asks)
}

fn told(record: &Record, holds: bool, lang: Lang) -> String {
    let name = &record.contest.name;
    let read = record.law.readings.join(", ");
    let read = match (read.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::En) => format!(" An open clause is read so: {read}."),
        (false, Lang::Fr) => format!(" Une clause ouverte est lue ainsi : {read}."),
    };
    match (holds, lang) {
        (true, Lang::En) => {
            format!("{name}: a second count gives the same record, and every step holds.{read}")
        }
        (true, Lang::Fr) => format!(
            "{name} : un second compte donne le même procès-verbal, et chaque étape tient.{read}"
        ),
        (false, Lang::En) => format!("{name}: this record does not follow from these inputs."),
        (false, Lang::Fr) => format!("{name} : ce procès-verbal ne découle pas de ces données."),
    }
}
