//! Rows as ballots: the columns of a batch brought together.

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef};
use suffrage::ballots::{Collect, Mark, TooMany};
use suffrage::diagnostic::Cell;
use suffrage::read::typed::{self, Names};
use suffrage::{Diagnostic, Fault};

use crate::cells::{Beside, Column, Wrong, integers};
use crate::lists;
use crate::shape::{Form, Shape};

/// The highest rank that anybody may have written.
const HIGHEST: i128 = 1000;

/// The ballots of a group of rows.
pub(crate) struct Part {
    /// Which group, from 1.
    group: u64,
    /// The rows read so far.
    pub rows: u64,
    pub faults: Vec<Diagnostic>,
    names: Names,
    ballots: Collect,
    columns: Vec<Column>,
    /// A cell of a table with a column for each candidate says 0.
    zero: Option<usize>,
    /// A ballot is put together here.
    ballot: Vec<Mark>,
}

/// The columns of some rows, as far as they are read.
pub(crate) struct Batch {
    pub rows: usize,
    pub count: Option<ArrayRef>,
    /// As [`Shape::columns`].
    pub columns: Vec<ArrayRef>,
}

impl Part {
    /// No rows of a group yet.
    pub fn new(shape: &Shape, group: u64) -> Self {
        let columns = shape.columns.iter().map(|at| Column::new(&shape.names[*at])).collect();
        let (names, ballots) = (Names::new(shape.reading.blanks), shape.collect());
        let (faults, ballot) = (Vec::new(), Vec::new());
        Self { group, rows: 0, faults, names, ballots, columns, zero: None, ballot }
    }

    /// The columns that hold a code of 0.
    pub fn zeros(&self, shape: &Shape) -> Vec<usize> {
        let codes = shape.columns.iter().zip(&self.columns).filter(|(_, column)| column.zero);
        codes.map(|(at, _)| *at).chain(self.zero).collect()
    }

    /// The ballots, and the names of candidates by their numbers.
    pub fn done(self) -> (Collect, Vec<String>) {
        (self.ballots, self.names.all())
    }

    /// Whether there is no use in reading on.
    pub fn is_hopeless(&self) -> bool {
        self.faults.len() >= crate::MOST_FAULTS
    }

    /// Reads some rows.
    pub fn add(&mut self, shape: &Shape, batch: &Batch) {
        let weights = self.weights(shape, batch);
        match shape.form {
            Form::Ranks => self.add_ranks(shape, batch, &weights),
            Form::List => self.add_lists(shape, batch, &weights),
            Form::Marked | Form::Given => self.add_marked(shape, batch, &weights),
        }
        self.rows += batch.rows as u64;
    }

    /// How many ballots each row stands for; empty if each stands for one.
    fn weights(&mut self, shape: &Shape, batch: &Batch) -> Vec<u64> {
        let (Some(array), Some(column)) = (&batch.count, shape.count) else { return Vec::new() };
        let mut wrong = Vec::new();
        let name = || shape.names[column].clone();
        let weight = |(at, number): (usize, i128)| match u64::try_from(number) {
            _ if array.is_null(at) => {
                wrong.push((at, Fault::Empty { column: name() }));
                0
            }
            Ok(weight) => weight,
            Err(_) => {
                wrong.push((at, Fault::NotWhole { column: name(), text: number.to_string() }));
                0
            }
        };
        let numbers = integers(array).unwrap_or_default();
        let weights = numbers.into_iter().enumerate().map(weight).collect();
        self.blame(shape, column, wrong);
        weights
    }

    /// Notes what is wrong with cells of a column.
    fn blame(&mut self, shape: &Shape, column: usize, wrong: Wrong) {
        for (at, fault) in wrong.into_iter().take(crate::MOST_FAULTS) {
            let row = Some((self.group, self.rows + at as u64 + 1));
            let cell = Cell { column: shape.names[column].clone(), row };
            self.faults.push(Diagnostic::in_cell(&shape.file, cell, fault));
        }
    }

    fn add_ranks(&mut self, shape: &Shape, batch: &Batch, weights: &[u64]) {
        let mut columns = Vec::with_capacity(batch.columns.len());
        let (mut others, mut any) = (Vec::new(), false);
        for (index, array) in batch.columns.iter().enumerate() {
            let (mut beside, mut wrong) = (Beside::new(), Wrong::new());
            let marks = self.columns[index].marks(array, &mut self.names, &mut beside, &mut wrong);
            self.blame(shape, shape.columns[index], wrong);
            any |= !beside.is_empty();
            columns.push(marks);
            others.push(beside);
        }
        if !any && weights.is_empty() {
            let added = self.ballots.add_ranks(&columns);
            return self.told(shape, added);
        }
        let mut ballot = std::mem::take(&mut self.ballot);
        for row in 0..batch.rows {
            ballot.clear();
            if any {
                for (marks, others) in columns.iter().zip(&others) {
                    ballot.push(marks[row]);
                    ballot.extend(others.get(&row).into_iter().flatten());
                }
            } else {
                ballot.extend(columns.iter().map(|marks| marks[row]));
            }
            self.cast(shape, &ballot, row, weights);
        }
        self.ballot = ballot;
    }

    fn add_lists(&mut self, shape: &Shape, batch: &Batch, weights: &[u64]) {
        let mut wrong = Wrong::new();
        let Some(array) = batch.columns.first() else { return };
        let ballots = lists::ballots(array, &mut self.columns[0], &mut self.names, &mut wrong);
        self.blame(shape, shape.columns[0], wrong);
        for row in 0..batch.rows {
            self.cast(shape, ballots.of(row), row, weights);
        }
    }

    fn add_marked(&mut self, shape: &Shape, batch: &Batch, weights: &[u64]) {
        let mut columns = Vec::with_capacity(batch.columns.len());
        for (index, array) in batch.columns.iter().enumerate() {
            let (numbers, wrong) = self.numbers(shape, index, array);
            self.blame(shape, shape.columns[index], wrong);
            columns.push(numbers);
        }
        let mut ballot = std::mem::take(&mut self.ballot);
        for row in 0..batch.rows {
            let given = shape.marks.iter().zip(&columns).map(|(mark, all)| (all[row], *mark));
            let given = given.filter(|(number, _)| *number > 0);
            ballot.clear();
            if shape.form == Form::Given {
                ballot = typed::given(given);
            } else {
                ballot.extend(given.flat_map(|(number, mark)| [mark, Mark::score(number)]));
            }
            self.cast(shape, &ballot, row, weights);
        }
        self.ballot = ballot;
    }

    /// The numbers of a column of marks, scores or ranks given; 0 where there is none.
    fn numbers(&mut self, shape: &Shape, index: usize, array: &ArrayRef) -> (Vec<u16>, Wrong) {
        if let Some(yes) = array.as_boolean_opt() {
            let marks = (0..yes.len()).map(|at| u16::from(yes.is_valid(at) && yes.value(at)));
            if (0..yes.len()).any(|at| yes.is_valid(at) && !yes.value(at)) {
                self.zero = Some(shape.columns[index]);
            }
            return (marks.collect(), Wrong::new());
        }
        let mut wrong = Wrong::new();
        let column = || shape.names[shape.columns[index]].clone();
        let mut numbers = Vec::with_capacity(array.len());
        for (at, number) in integers(array).unwrap_or_default().into_iter().enumerate() {
            if array.is_null(at) {
                numbers.push(0);
                continue;
            }
            let text = number.to_string();
            let fault = match shape.form {
                Form::Given if !(1..=HIGHEST).contains(&number) => {
                    Some(Fault::NotARank { column: column(), text })
                }
                _ if number < 0 => Some(Fault::NotWhole { column: column(), text }),
                _ if number > i128::from(Mark::MOST) => {
                    Some(Fault::TooGreat { column: column(), text })
                }
                _ => None,
            };
            wrong.extend(fault.map(|fault| (at, fault)));
            if number == 0 {
                self.zero = Some(shape.columns[index]);
            }
            numbers.push(u16::try_from(number).unwrap_or(0));
        }
        (numbers, wrong)
    }

    /// Adds the ballots of a row; a row of none still names its candidates.
    fn cast(&mut self, shape: &Shape, ballot: &[Mark], row: usize, weights: &[u64]) {
        let weight = weights.get(row).copied().unwrap_or(1);
        if weight > 0 {
            let added = self.ballots.add(ballot, weight);
            self.told(shape, added);
        }
    }

    fn told(&mut self, shape: &Shape, added: Result<(), TooMany>) {
        if added.is_err() && !self.is_hopeless() {
            self.faults.push(Diagnostic::at(&shape.file, 0..0, Fault::TooManyBallots {}));
        }
    }
}
