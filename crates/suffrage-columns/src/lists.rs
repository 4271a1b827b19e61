//! One column with a list of ranks in each row; a list in it is several in one rank.

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef};
use suffrage::ballots::Mark;
use suffrage::read::typed::Names;

use crate::cells::{Beside, Column, Wrong};

/// The ballots of a batch: the marks of each row.
pub(crate) struct Ballots {
    marks: Vec<Mark>,
    ends: Vec<usize>,
}

impl Ballots {
    /// The marks of a row.
    pub fn of(&self, row: usize) -> &[Mark] {
        let from = if row == 0 { 0 } else { self.ends.get(row - 1).copied().unwrap_or(0) };
        let to = self.ends.get(row).copied().unwrap_or(from);
        self.marks.get(from..to).unwrap_or_default()
    }
}

/// Where the items of each list of an array begin and end; an empty stretch where it is null.
fn stretches(array: &ArrayRef) -> Option<(Vec<(usize, usize)>, ArrayRef)> {
    macro_rules! of {
        ($lists:expr) => {{
            let lists = $lists;
            let stretch = |at: usize| {
                let (from, to) = (lists.value_offsets()[at], lists.value_offsets()[at + 1]);
                let (from, to) = (usize::try_from(from).ok()?, usize::try_from(to).ok()?);
                Some(if lists.is_null(at) { (from, from) } else { (from, to) })
            };
            let all: Option<Vec<(usize, usize)>> = (0..lists.len()).map(stretch).collect();
            Some((all?, lists.values().clone()))
        }};
    }
    if let Some(lists) = array.as_list_opt::<i32>() {
        return of!(lists);
    }
    of!(array.as_list_opt::<i64>()?)
}

/// The ballots of every row of an array.
pub(crate) fn ballots(
    array: &ArrayRef,
    column: &mut Column,
    names: &mut Names,
    wrong: &mut Wrong,
) -> Ballots {
    let Some((rows, items)) = stretches(array) else {
        return Ballots { marks: Vec::new(), ends: Vec::new() };
    };
    // What is wrong is known by its place among the items; the message names the row.
    let mut wrong_items = Wrong::new();
    let mut beside = Beside::new();
    let (mut marks, mut ends) = (Vec::new(), Vec::with_capacity(rows.len()));
    let inner = stretches(&items);
    let cells = inner.as_ref().map_or(&items, |(_, items)| items);
    let all = column.marks(cells, names, &mut beside, &mut wrong_items);
    let rank = |marks: &mut Vec<Mark>, from: usize, to: usize| {
        if from == to {
            marks.push(Mark::SKIPPED);
        }
        for at in from..to {
            let mark = all.get(at).copied().unwrap_or(Mark::SKIPPED);
            marks.push(if at == from { mark } else { mark.beside() });
            marks.extend(beside.get(&at).into_iter().flatten());
        }
    };
    for (row, (from, to)) in rows.into_iter().enumerate() {
        let first = inner.as_ref().and_then(|(ranks, _)| ranks.get(from)).map_or(from, |one| one.0);
        for at in from..to {
            match &inner {
                None => rank(&mut marks, at, at + 1),
                Some((ranks, _)) => {
                    let (from, to) = ranks.get(at).copied().unwrap_or_default();
                    rank(&mut marks, from, to);
                }
            }
        }
        let last = match &inner {
            Some((ranks, _)) if to > from => ranks.get(to - 1).map_or(first, |one| one.1),
            _ => to,
        };
        let here = wrong_items.iter().filter(|(at, _)| (first..last).contains(at));
        wrong.extend(here.map(|(_, fault)| (row, fault.clone())));
        ends.push(marks.len());
    }
    Ballots { marks, ends }
}
