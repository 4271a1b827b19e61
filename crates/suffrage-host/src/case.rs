//! What there is to count, opened: contests, the law of their day, the lots that were drawn.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use suffrage::ballots::Sequence;
use suffrage::law::Text;
use suffrage::tally::{Contest, Lot};
use suffrage::{Diagnostic, Fault, LawBook, LawOnDay, Record, Wish};

use crate::{How, Target, Texts, Trouble, board};

/// What there is to count.
#[derive(Clone, Debug)]
pub struct Case {
    /// What people call it; empty for tables.
    pub title: Text,
    /// Where the figures come from.
    pub sources: Vec<String>,
    /// The law on the day.
    pub law: LawOnDay,
    /// How the contests are counted.
    pub wish: Wish,
    /// The contests.
    pub contests: Vec<Contest>,
    /// The lots that were drawn.
    pub lots: Vec<Lot>,
    /// Contests of a table that cannot be counted, and why.
    pub faulty: Vec<(String, Vec<Diagnostic>)>,
    /// What does not stop the count.
    pub doubts: Vec<Diagnostic>,
    /// The files.
    pub texts: Texts,
    /// The laws at hand.
    pub book: LawBook,
    /// The law asked for.
    pub law_id: String,
}

/// By which law, and as of which day; `None` where the files say it.
#[derive(Clone, Debug, Default)]
pub struct By {
    /// As `fr/municipal`, `fr/municipal:list`, or a file.
    pub law: Option<String>,
    /// The day.
    pub on: Option<Date>,
}

/// Opens the target and the law it is counted by.
///
/// # Errors
/// Every fault of the files, or of what was asked of the law.
pub fn open(
    targets: &[PathBuf],
    by: &By,
    readings: &[String],
    how: &How<'_>,
) -> Result<Case, Trouble> {
    open_by(&board::laws()?, targets, by, readings, how)
}

/// The same by laws that are read already; a folder may hold its own.
///
/// # Errors
/// As [`open`].
pub fn open_by(
    laws: &LawBook,
    targets: &[PathBuf],
    by: &By,
    readings: &[String],
    how: &How<'_>,
) -> Result<Case, Trouble> {
    let target = crate::open_as(targets, how)?;
    let (book, wanted) = book(laws, by.law.clone().or(named(&target)), &targets[0])?;
    let case = of(target, &By { law: wanted, on: by.on }, readings, book)?;
    match case.with_papers(how) {
        Some(how) => open_by(laws, targets, by, readings, &how),
        None => Ok(case),
    }
}

/// The law that an election names.
fn named(target: &Target) -> Option<String> {
    match target {
        Target::Election(one, ..) => Some(one.law.clone()),
        Target::Tables(..) => None,
    }
}

/// The same for what is open already, by a law of `book`.
///
/// # Errors
/// If no law or day is known, or the law is not in force.
pub fn of(target: Target, by: &By, readings: &[String], book: LawBook) -> Result<Case, Trouble> {
    let wanted = by.law.clone().or(named(&target));
    let (title, date, sources, contests, lots, faulty, doubts, texts, table) = match target {
        Target::Election(one, doubts, texts) => (
            one.title,
            Some(one.date),
            one.sources,
            one.contests,
            one.lots,
            Vec::new(),
            doubts,
            texts,
            false,
        ),
        Target::Tables(table, texts) => (
            Text::default(),
            None,
            Vec::new(),
            table.contests,
            Vec::new(),
            table.faulty,
            table.doubts,
            texts,
            true,
        ),
    };
    // A law that has had one wording only needs no day.
    let id = wanted.as_deref().and_then(|law| law.split(':').next());
    let only = id.and_then(|id| book.find(id)).and_then(suffrage::Law::only_wording);
    let date = by.on.or(date).or(only);
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
    crate::prepare(&law, &mut contests).map_err(all)?;
    let wish = Wish { system, published_seats: table, lists_known_by_name: table };
    Ok(Case { title, sources, law, wish, contests, lots, faulty, doubts, texts, book, law_id: id })
}

impl Case {
    /// How the files must be read once more, where the law asks for the order of the papers: only
    /// such a law pays for it.
    #[must_use]
    pub fn with_papers<'a>(&self, how: &How<'a>) -> Option<How<'a>> {
        if !self.law.draws_papers_by_order() || how.reading.papers != Sequence::Free {
            return None;
        }
        let mut how = how.clone();
        how.reading.papers = Sequence::Kept;
        Some(how)
    }

    /// The lots that hold under a law: under another than its own, a lot must say what it was drawn for.
    #[must_use]
    pub fn lots_under(&self, law: &LawOnDay) -> Vec<Lot> {
        let same = law.id == self.law.id;
        self.lots.iter().filter(|lot| same || lot.purpose.is_some()).cloned().collect()
    }

    /// The records of its contests by its own law.
    ///
    /// # Errors
    /// Every fault that keeps one of them from being counted.
    pub fn records(&self) -> Result<Vec<Record>, Trouble> {
        let counted = crate::records(&self.law, &self.contests, &self.lots, &self.wish);
        counted.map_err(|faults| Trouble {
            faults: faults.into_iter().map(Into::into).collect(),
            texts: self.texts.clone(),
        })
    }

    /// The contests asked for alone, all if none are named; with so many seats, if that is stated.
    ///
    /// # Errors
    /// If there is no such contest, or several.
    pub fn only(mut self, contests: &[String], seats: Option<u32>) -> Result<Self, Trouble> {
        if seats.is_some() {
            self.contests.iter_mut().for_each(|contest| contest.seats = seats);
        }
        crate::keep(&mut self.contests, &mut self.faulty, contests)?;
        Ok(self)
    }
}

/// The laws to count by: those on board and, where a file is named, the law in it. A folder may hold
/// its own.
fn book(
    laws: &LawBook,
    wanted: Option<String>,
    folder: &Path,
) -> Result<(LawBook, Option<String>), Trouble> {
    let (file, system) = match wanted.as_deref().and_then(|wanted| wanted.split_once(".toml")) {
        Some((stem, system)) => (format!("{stem}.toml"), system.to_owned()),
        None => return Ok((laws.clone(), wanted)),
    };
    let beside = folder.join(&file);
    let path = if beside.is_file() { beside } else { PathBuf::from(file) };
    let (book, id) = board::with(laws.clone(), &path)?;
    Ok((book, Some(format!("{id}{system}"))))
}
