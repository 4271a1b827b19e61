//! What somebody sent: read in memory, counted, answered, forgotten.

use suffrage::read::{Cells, Encoding, Reading};
use suffrage::{Diagnostic, Fault, LawBook, Record};
use suffrage_host::case::{self, By, Case};
use suffrage_host::{How, Texts, Trouble, sent};

use crate::change::MOST_SEATS;
use crate::query::Query;
use crate::site::Site;

/// The most bytes of one request.
pub const MOST_BYTES: usize = 16 << 20;
/// The most files of one request.
pub const MOST_FILES: usize = 40;
/// The most candidates of a contest of ballots: methods that weigh pairs grow with their square.
const MOST_CANDIDATES: usize = 400;

/// What came: files by name, and the fields of the form.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    /// Files: (name, bytes).
    pub files: Vec<(String, Vec<u8>)>,
    /// The file of a law.
    pub law: Option<Vec<u8>>,
    /// Everything else.
    pub fields: Query,
}

/// What goes back.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The records.
    pub records: Vec<Record>,
    /// Remarks on the files.
    pub doubts: Vec<Diagnostic>,
    /// Faults of contests that were not counted beside others that were.
    pub refused: Vec<Diagnostic>,
    /// The files they point into.
    pub texts: Texts,
}

/// Counts what was sent.
///
/// # Errors
/// Every fault of it.
pub fn counted(site: &Site, sent: Sent) -> Result<Answer, Trouble> {
    let case = opened(site, sent)?;
    bounded(&case)?;
    let counted =
        suffrage_host::count_all(&case.law, &case.contests, &case.lots, &case.wish, &|| {});
    let mut answer = Answer { doubts: case.doubts, texts: case.texts, ..Answer::default() };
    for (_, faults) in case.faulty {
        answer.refused.extend(faults);
    }
    for one in counted {
        match one {
            Ok(record) => answer.records.push(record),
            Err(faults) => answer.refused.extend(faults.into_iter().map(Into::into)),
        }
    }
    // One election is counted whole or not at all; of many contests in a table, each stands alone.
    let apart = case.wish.published_seats;
    if answer.records.is_empty() || (!answer.refused.is_empty() && !apart) {
        return Err(Trouble { faults: answer.refused, texts: answer.texts });
    }
    Ok(answer)
}

fn opened(site: &Site, came: Sent) -> Result<Case, Trouble> {
    let Sent { mut files, law, fields } = came;
    if let Some(text) = fields.get("text") {
        files.push(("table.csv".to_owned(), text.as_bytes().to_vec()));
    }
    if files.is_empty() {
        return Err(Fault::NothingSent {}.into());
    }
    let cells = match fields.get("cells") {
        Some("ranks") => Cells::Ranks,
        Some("scores") => Cells::Scores,
        _ => Cells::Detect,
    };
    let encoding = match fields.get("encoding") {
        Some("utf-8") => Encoding::Utf8,
        Some("windows-1252") => Encoding::Windows1252,
        _ => Encoding::Detect,
    };
    let reading = Reading { cells, ..Reading::PLAIN };
    let how = How { encoding, reading, ..How::plain() };
    let (book, own) = match law {
        Some(bytes) => with_own(&site.book, &bytes)?,
        None => (site.book.clone(), None),
    };
    let mut faults: Vec<Diagnostic> = Vec::new();
    let mut kept = |fault: Fault| faults.push(fault.into());
    let on = fields.parsed("on", "a day, as 2023-09-24").unwrap_or_else(|fault| {
        kept(fault);
        None
    });
    let seats = fields.number::<u32>("seats").unwrap_or_else(|fault| {
        kept(fault);
        None
    });
    if !faults.is_empty() {
        return Err(Trouble { faults, texts: Texts::new() });
    }
    let target = sent(files.clone(), &how)?;
    // An election names its own law and day; what the form says is for tables.
    let by = match &target {
        suffrage_host::Target::Election(..) => By::default(),
        suffrage_host::Target::Tables(..) => {
            By { law: own.or(fields.get("law").map(str::to_owned)), on }
        }
    };
    let case = case::of(target, &by, &[], book.clone())?;
    let case = match case.with_papers(&how) {
        Some(how) => case::of(sent(files, &how)?, &by, &[], book)?,
        None => case,
    };
    let wanted: Vec<String> = fields.get("contest").map(str::to_owned).into_iter().collect();
    case.only(&wanted, seats)
}

/// The laws at hand, with the one that was sent; and its id.
fn with_own(book: &LawBook, bytes: &[u8]) -> Result<(LawBook, Option<String>), Trouble> {
    let alone = |faults| Trouble { faults, texts: Texts::new() };
    let text = suffrage::read::decode("law.toml", bytes, Encoding::Utf8).map_err(alone)?;
    match suffrage::law::parse::law(&text.file, &text.text) {
        Ok(law) => {
            let id = law.id.clone();
            let others = book.laws().iter().filter(|one| one.id != id).cloned();
            Ok((LawBook::new(others.chain([law]).collect()), Some(id)))
        }
        Err(faults) => Err(Trouble { faults, texts: vec![text] }),
    }
}

/// What would keep others waiting for long is not begun.
fn bounded(case: &Case) -> Result<(), Trouble> {
    let mut faults: Vec<Diagnostic> = Vec::new();
    for contest in &case.contests {
        let seats = contest.seats.or_else(|| contest.published_seats()).unwrap_or(0);
        if seats > MOST_SEATS {
            let (contest, seats) = (contest.code.clone(), u64::from(seats));
            faults.push(Fault::TooManySeats { contest, seats, most: MOST_SEATS }.into());
        }
        if contest.ballots.is_some() && contest.candidacies.len() > MOST_CANDIDATES {
            let most = format!("{MOST_CANDIDATES} candidates");
            faults.push(Fault::TooLarge { most }.into());
        }
    }
    let texts = Texts::new();
    if faults.is_empty() { Ok(()) } else { Err(Trouble { faults, texts }) }
}
