//! Doors for tables whose cells have types: readers outside the engine find the columns, and the
//! meaning of names, cells and ballots stays here, the same as in a spreadsheet.

use super::given::{ASIDE, COUNT};
use super::marked::like_ranks;
use super::{Cells, Format, Table};
use crate::ballots::{Ballots, Collect, Mark, Marking, TooMany};
use crate::diagnostic::{Diagnostic, Fault};
use crate::tally::{Candidacy, Contest};

pub use super::polls::is_write_in;
pub use super::ranks::{Names, joined as ranked};
pub use super::stem;

/// Whether a column says how many ballots a row stands for.
#[must_use]
pub fn is_count(name: &str) -> bool {
    COUNT.contains(&name.trim().to_lowercase().as_str())
}

/// Whether a column is the paper's own (number, precinct): it marks nobody.
#[must_use]
pub fn is_aside(name: &str) -> bool {
    let name = name.trim().to_lowercase().replace('_', " ");
    name.is_empty() || ASIDE.contains(&name.as_str())
}

/// The rank that each column holds, from 0, if the names are those of a table of ranks.
#[must_use]
pub fn ranks(names: &[String]) -> Option<Vec<Option<u16>>> {
    super::ranks::is_header(names)
        .then(|| names.iter().map(|name| super::ranks::rank(name).map(|rank| rank - 1)).collect())
}

/// A ballot on which candidates were given ranks, from 1, in the order of its ranks.
#[must_use]
pub fn given(marks: impl Iterator<Item = (u16, Mark)>) -> Vec<Mark> {
    let mut ranks = std::collections::BTreeMap::<u16, Vec<Mark>>::new();
    marks.for_each(|(rank, mark)| ranks.entry(rank).or_default().push(mark));
    super::in_ranks(ranks)
}

/// The contest of ballots that gave candidates ranks, the candidates in the order of the columns.
///
/// # Errors
/// If there are more ballots than can be held.
pub fn given_table(name: &str, names: Vec<String>, ballots: Collect) -> Result<Table, TooMany> {
    let contests = vec![contest(name, names, ballots.finish()?)];
    Ok(Table { format: Format::Given, contests, faulty: Vec::new(), doubts: Vec::new() })
}

/// The contest of scored ballots, the candidates in the order of the columns. If no score is above
/// 1 the ballots are approvals; if all look like ranks, and nobody says that they are scores, that
/// is told as a doubt. `zeros`: some cell says 0, as no ballot of ranks does.
///
/// # Errors
/// If there are more ballots than can be held.
pub fn marked_table(
    file: &str,
    names: Vec<String>,
    ballots: Collect,
    zeros: bool,
    cells: Cells,
) -> Result<Table, TooMany> {
    let mut ballots = ballots.finish()?;
    let scores = |marks: &[Mark]| -> Vec<u16> {
        marks.chunks(2).filter_map(|pair| pair.get(1)).map(|score| score.as_score()).collect()
    };
    let mut doubts = Vec::new();
    let all = || ballots.iter().map(|(marks, _)| scores(marks));
    if cells == Cells::Detect && !zeros && like_ranks(all) {
        doubts.push(Diagnostic::at(file, 0..0, Fault::LikeRanks {}));
    }
    if all().all(|scores| scores.iter().all(|score| *score == 1)) {
        let mut approved = Collect::new(Marking::Approved, 0);
        for (marks, weight) in ballots.iter() {
            let marks: Vec<Mark> = marks.iter().step_by(2).copied().collect();
            approved.add(&marks, weight)?;
        }
        ballots = approved.finish()?;
    }
    let contests = vec![contest(&super::stem(file), names, ballots)];
    Ok(Table { format: Format::Marked, contests, faulty: Vec::new(), doubts })
}

fn contest(name: &str, names: Vec<String>, ballots: Ballots) -> Contest {
    let candidacy = |name: String| Candidacy { code: name.clone(), name, ..Candidacy::default() };
    Contest {
        code: "1".to_owned(),
        name: name.to_owned(),
        candidacies: names.into_iter().map(candidacy).collect(),
        ballots: Some(std::sync::Arc::new(ballots)),
        ..Contest::default()
    }
}

/// What a file that is no text is, as its first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binary {
    /// Apache Parquet.
    Parquet,
    /// Apache Arrow in its file form, also called Feather.
    Arrow,
    /// A relative of theirs that is not read.
    Other(&'static str),
}

impl Binary {
    /// What the first bytes of a file say; `None` of a file that is none of these.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [b'P', b'A', b'R', b'1', ..] => Some(Self::Parquet),
            [b'P', b'A', b'R', b'E', ..] => Some(Self::Other("Parquet (encrypted)")),
            [b'A', b'R', b'R', b'O', b'W', b'1', ..] => Some(Self::Arrow),
            [b'F', b'E', b'A', b'1', ..] => Some(Self::Other("Feather 1")),
            [0xFF, 0xFF, 0xFF, 0xFF, ..] => Some(Self::Other("Arrow IPC (stream)")),
            _ => None,
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Parquet => "Parquet",
            Self::Arrow => "Arrow IPC (Feather)",
            Self::Other(name) => name,
        }
    }
}
