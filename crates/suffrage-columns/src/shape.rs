//! What the columns of a table are for, as their names and types say.

use std::collections::BTreeSet;

use arrow_schema::{DataType, Fields};
use rayon::prelude::*;
use suffrage::ballots::{Collect, Mark, Marking, TooMany};
use suffrage::diagnostic::Cell;
use suffrage::read::typed::{self, is_aside, is_count, is_write_in};
use suffrage::read::{Cells, Reading, Table};
use suffrage::{Diagnostic, Fault};

use crate::rows::Part;

/// The forms of ballots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A column for each rank.
    Ranks,
    /// One column with a list of the ranks.
    List,
    /// A column for each candidate: a mark or a score.
    Marked,
    /// A column for each candidate: the rank given.
    Given,
}

/// The columns that are read.
pub(crate) struct Shape {
    pub file: String,
    pub form: Form,
    pub reading: Reading<'static>,
    /// The names of all columns.
    pub names: Vec<String>,
    /// The column of the number of ballots.
    pub count: Option<usize>,
    /// The columns of marks: in the order of the ranks, or of the candidates.
    pub columns: Vec<usize>,
    /// With a column for each candidate: the mark that it gives.
    pub marks: Vec<Mark>,
    /// With a column for each candidate: the candidates.
    candidates: Vec<String>,
}

/// A column that a table library added for itself.
fn is_index(name: &str) -> bool {
    name.starts_with("__index_level_")
}

fn is_list(kind: &DataType) -> bool {
    matches!(kind, DataType::List(_) | DataType::LargeList(_))
}

/// Whether values of a type name a candidate.
fn names_somebody(kind: &DataType) -> bool {
    match kind {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Dictionary(_, values) => {
            !matches!(**values, DataType::Dictionary(..)) && names_somebody(values)
        }
        kind => kind.is_integer(),
    }
}

/// Whether values of a type are ranks: names, or a list of equals.
fn is_rank(kind: &DataType) -> bool {
    match kind {
        DataType::List(item) | DataType::LargeList(item) => names_somebody(item.data_type()),
        kind => names_somebody(kind),
    }
}

impl Shape {
    /// Finds the columns.
    pub fn of(file: &str, fields: &Fields, reading: Reading<'_>) -> Result<Self, Vec<Diagnostic>> {
        let names: Vec<String> =
            fields.iter().map(|field| field.name().trim().to_owned()).collect();
        let kind = |at: usize| fields[at].data_type();
        let at_all = 0..names.len();
        let count = at_all.clone().find(|at| is_count(&names[*at]));
        let own = |at: usize| is_aside(&names[at]) || is_index(&names[at]) || Some(at) == count;
        let seen: Vec<String> = names.iter().filter(|name| !is_index(name)).cloned().collect();
        let lists: Vec<usize> = at_all.clone().filter(|at| is_list(kind(*at))).collect();
        let of_candidates = || -> Vec<usize> {
            at_all.clone().filter(|at| !own(*at) && !names_text(kind(*at))).collect()
        };
        let after_count = || (1..seen.len()).collect();
        let yes_or_no = |columns: &[usize]| {
            !columns.is_empty() && columns.iter().all(|at| *kind(*at) == DataType::Boolean)
        };
        let ranks = typed::ranks(&seen);
        let (form, columns) = match (reading.cells, &ranks) {
            (Cells::Ranks, _) => (Form::Given, of_candidates()),
            (Cells::Scores, _) => (Form::Marked, of_candidates()),
            (Cells::Detect, Some(ranks)) => (Form::Ranks, in_order(ranks)),
            _ if lists.len() == 1 => (Form::List, lists),
            _ if count == Some(0) && seen.len() > 2 => (Form::Marked, after_count()),
            _ if yes_or_no(&of_candidates()) => (Form::Marked, of_candidates()),
            _ => {
                let open = of_candidates();
                let whole = open.len() > 2 && open.iter().all(|at| kind(*at).is_integer());
                let fault = if whole {
                    Fault::RanksOrScores {}
                } else {
                    Fault::NotBallotColumns { columns: listed(&names) }
                };
                return Err(vec![Diagnostic::at(file, 0..0, fault)]);
            }
        };
        let (marks, candidates) = (Vec::new(), Vec::new());
        let file = file.to_owned();
        // Such a table is never read in parts.
        let reading = Reading { by: None, ..reading };
        let mut shape = Self { file, form, reading, names, count, columns, marks, candidates };
        let mut faults = shape.faults(fields);
        faults.extend(shape.name_candidates());
        if faults.is_empty() { Ok(shape) } else { Err(faults) }
    }

    /// A fault of a whole column.
    pub fn of_column(&self, at: usize, fault: Fault) -> Diagnostic {
        let cell = Cell { column: self.names[at].clone(), row: None };
        Diagnostic::in_cell(&self.file, cell, fault)
    }

    /// Columns that are missing, twice there or of a type that cannot be read.
    fn faults(&self, fields: &Fields) -> Vec<Diagnostic> {
        let mut faults = Vec::new();
        let rank = |at: usize| typed::ranks(&[self.names[at].clone()]).and_then(|one| one[0]);
        for (index, at) in self.columns.iter().copied().enumerate() {
            let kind = fields[at].data_type();
            let (fits, wanted) = match self.form {
                Form::Ranks => (names_somebody(kind), "`string` | `int64`"),
                Form::List => (is_list_of_ranks(kind), "`list<string>` | `list<int64>`"),
                Form::Marked => {
                    (kind.is_integer() || *kind == DataType::Boolean, "`bool` | `int64`")
                }
                Form::Given => (kind.is_integer(), "`int64`"),
            };
            if !fits {
                let (found, wanted) = (kind.to_string(), wanted.to_owned());
                let column = self.names[at].clone();
                faults.push(self.of_column(at, Fault::WrongType { column, found, wanted }));
            }
            let again = match self.form {
                Form::Ranks => index > 0 && rank(at) == rank(self.columns[index - 1]),
                _ => self.columns[..index].iter().any(|one| self.names[*one] == self.names[at]),
            };
            if again && !is_write_in(&self.names[at]) {
                let column = self.names[at].clone();
                faults.push(self.of_column(at, Fault::ColumnTwice { column }));
            }
        }
        if self.form == Form::Ranks {
            let there: Vec<u16> = self.columns.iter().filter_map(|at| rank(*at)).collect();
            let last = there.last().copied().unwrap_or(0);
            for missing in (0..last).filter(|rank| !there.contains(rank)) {
                let column = format!("rank {}", missing + 1);
                let near = suffrage::diagnostic::near("", self.names.iter().map(String::as_str));
                let fault = Fault::ColumnMissing { column, near };
                faults.push(Diagnostic::at(&self.file, 0..0, fault));
            }
        }
        if let Some(at) = self.count.filter(|at| !fields[*at].data_type().is_integer()) {
            let (found, wanted) = (fields[at].data_type().to_string(), "`int64`".to_owned());
            let column = self.names[at].clone();
            faults.push(self.of_column(at, Fault::WrongType { column, found, wanted }));
        }
        faults
    }

    /// The candidates of a table with a column for each.
    fn name_candidates(&mut self) -> Vec<Diagnostic> {
        let mut faults = Vec::new();
        if matches!(self.form, Form::Ranks | Form::List) {
            return faults;
        }
        if self.columns.is_empty() {
            faults.push(Diagnostic::at(&self.file, 0..0, Fault::NoCandidateColumns {}));
        }
        for at in self.columns.clone() {
            let name = self.names[at].split_whitespace().collect::<Vec<_>>().join(" ");
            if self.form == Form::Given && is_write_in(&name) {
                self.marks.push(Mark::WRITE_IN);
                continue;
            }
            let place = u32::try_from(self.candidates.len()).unwrap_or(u32::MAX);
            if name.is_empty() {
                let column = (at + 1).to_string();
                faults.push(self.of_column(at, Fault::NameEmpty { column }));
            } else if place + 1 >= u32::from(Mark::MOST) {
                faults.push(self.of_column(at, too_many_candidates()));
                break;
            }
            self.marks.push(Mark::of(place));
            self.candidates.push(name);
        }
        faults
    }

    /// A collection for some of its rows.
    pub fn collect(&self) -> Collect {
        match self.form {
            Form::Ranks => {
                Collect::new(Marking::Ranked, u16::try_from(self.columns.len()).unwrap_or(0))
            }
            Form::List | Form::Given => Collect::new(Marking::Ranked, 0),
            Form::Marked => Collect::new(Marking::Scored, 0),
        }
    }

    /// The contest of all parts, in their order.
    pub fn table(self, parts: Vec<Part>) -> Result<Table, Vec<Diagnostic>> {
        let (mut faults, mut zeros, mut rows) = (Vec::new(), Vec::new(), 0);
        let mut all = Vec::new();
        for mut part in parts {
            rows += part.rows;
            faults.append(&mut part.faults);
            zeros.extend(part.zeros(&self));
            all.push(part.done());
        }
        // One candidate too many is told once, not for every one after it.
        let many = too_many_candidates();
        faults.dedup_by(|one, before| one.fault == many && before.fault == many);
        faults.truncate(crate::MOST_FAULTS);
        if faults.is_empty() && rows == 0 {
            faults.push(Diagnostic::at(&self.file, 0..0, Fault::NoRows {}));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        zeros.sort_unstable();
        zeros.dedup();
        let name = typed::stem(&self.file);
        let table = match self.form {
            Form::Ranks | Form::List => {
                numbered_alike(all).and_then(|all| typed::ranked(&name, all))
            }
            Form::Marked | Form::Given => {
                let mut whole = self.collect();
                let joined = all.into_iter().try_for_each(|(ballots, _)| whole.join(ballots));
                let names = self.candidates.clone();
                joined.and_then(|()| match self.form {
                    Form::Given => typed::given_table(&name, names, whole),
                    _ => {
                        let cells = self.reading.cells;
                        typed::marked_table(&self.file, names, whole, !zeros.is_empty(), cells)
                    }
                })
            }
        };
        let too_many = |_| vec![Diagnostic::at(&self.file, 0..0, Fault::TooManyBallots {})];
        let mut table = table.map_err(too_many)?;
        let contest = &table.contests[0];
        let control = |name: &String| name.chars().any(char::is_control);
        if contest.candidacies.iter().any(|one| control(&one.name)) {
            let fault = Fault::ControlInText { column: "rank".to_owned() };
            return Err(vec![Diagnostic::at(&self.file, 0..0, fault)]);
        }
        let empty = contest.ballots.as_ref().is_none_or(|ballots| ballots.distinct() == 0);
        if self.form == Form::Ranks && empty {
            return Err(vec![Diagnostic::at(&self.file, 0..0, Fault::NoRows {})]);
        }
        if matches!(self.form, Form::Ranks | Form::List) {
            table.doubts.extend(zeros.into_iter().map(|at| {
                self.of_column(at, Fault::ZeroIsACode { column: self.names[at].clone() })
            }));
        }
        Ok(table)
    }
}

/// Gives every part the same numbers of names, on all cores; the joining then finds nothing to do.
fn numbered_alike(
    parts: Vec<(Collect, Vec<String>)>,
) -> Result<Vec<(Collect, Vec<String>)>, TooMany> {
    if parts.len() < 2 {
        return Ok(parts);
    }
    let all: BTreeSet<String> = parts.iter().flat_map(|part| part.1.iter().cloned()).collect();
    let all: Vec<String> = all.into_iter().collect();
    let place = |name: &String| all.binary_search(name).ok().and_then(|at| u32::try_from(at).ok());
    let renumbered = |(ballots, names): (Collect, Vec<String>)| {
        let places: Vec<Option<u32>> = names.iter().map(place).collect();
        Ok((ballots.renumbered(&places)?, all.clone()))
    };
    parts.into_par_iter().map(renumbered).collect()
}

fn names_text(kind: &DataType) -> bool {
    names_somebody(kind) && !kind.is_integer()
}

fn is_list_of_ranks(kind: &DataType) -> bool {
    match kind {
        DataType::List(item) | DataType::LargeList(item) => is_rank(item.data_type()),
        _ => false,
    }
}

/// The columns of the ranks, from the first rank to the last.
fn in_order(ranks: &[Option<u16>]) -> Vec<usize> {
    let mut columns: Vec<usize> = (0..ranks.len()).filter(|at| ranks[*at].is_some()).collect();
    columns.sort_by_key(|at| ranks[*at]);
    columns
}

/// The names of some columns, as a message shows them.
fn listed(names: &[String]) -> String {
    let mut text: Vec<String> = names.iter().take(12).map(|name| format!("`{name}`")).collect();
    if names.len() > 12 {
        text.push("…".to_owned());
    }
    text.join(", ")
}

/// There are more candidates than a ballot can mark.
pub(crate) fn too_many_candidates() -> Fault {
    let text = format!("more than {}", Mark::MOST);
    Fault::TooGreat { column: "candidates".to_owned(), text }
}
