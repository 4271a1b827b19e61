//! Reads files of mandates by a [`Mapping`] into a [`Roll`].
//!
//! A row that cannot be read is told with its place and left out; the others are checked all the
//! same. A date that is none leaves its row out too: guessed, it would make false findings.

use std::collections::HashMap;
use std::ops::Range;

use jiff::ToSpan as _;

use super::mapping::{Columns, DateForm, EndDay, Join, Mapping, NoEnd, Where};
use super::rows::Rows;
use super::tenure::{Holders, Limit, Origin, Roll, Tenure};
use super::when::{Bound, Span, When};
use crate::diagnostic::{Diagnostic, Fault};
use crate::read::Input;

/// Reads files by a mapping; the files that it joins are among `files` too.
///
/// # Errors
/// A column that is not there, a file that is not given: nothing can be read then. Faults of rows
/// stand beside the roll.
pub fn read(
    mapping: &Mapping,
    files: &[Input],
) -> Result<(Roll, Vec<Diagnostic>), Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let mut roll = Roll::default();
    (roll.as_of, roll.gaps) = (mapping.as_of, mapping.gaps);
    roll.exclusive.clone_from(&mapping.exclusive);
    let names = |input: &Input, join: &Join| base(&input.file) == base(&join.file);
    let (mut asked, mut fatal) = (Asked::default(), Vec::new());
    let plan = Plan::of(mapping, &mut asked);
    let mut joined = Vec::new();
    for (at, join) in mapping.joins.iter().enumerate() {
        let Some(input) = files.iter().find(|input| names(input, join)) else {
            let fault = Fault::JoinNotGiven { file: join.file.clone() };
            fatal.push(Diagnostic::at(&mapping.file, join.span.clone(), fault));
            continue;
        };
        match Joined::read(join, &asked.joined[at], input, &mapping.file, &mut faults) {
            Ok(table) => joined.push(table),
            Err(missing) => fatal.extend(missing),
        }
    }
    let is_joined = |input: &Input| mapping.joins.iter().any(|join| names(input, join));
    for input in files.iter().filter(|input| !is_joined(input)) {
        match Rows::open(input, &asked.here, &mapping.each, &mapping.file, &mut faults) {
            Ok(rows) if fatal.is_empty() => {
                let file = roll.file(&input.file);
                Reading { mapping, plan: &plan, joined: &joined, roll: &mut roll, file }
                    .read(rows, &mut faults);
            }
            Ok(_) => {}
            Err(missing) => fatal.extend(missing),
        }
    }
    if fatal.is_empty() { Ok((roll, faults)) } else { Err(fatal) }
}

/// The name of a file without its folder.
fn base(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or_default()
}

/// The columns that a mapping names: of the file itself, and of each that it joins.
#[derive(Default)]
struct Asked {
    here: Columns,
    joined: Vec<Columns>,
}

/// Where a column is: a cell of the row, or one of a joined row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell {
    Here(usize),
    There(usize, usize),
}

/// A column found or added to those asked for.
fn ask(columns: &mut Columns, name: &str, span: &Range<usize>) -> usize {
    columns.iter().position(|one| one.0 == name).unwrap_or_else(|| {
        columns.push((name.to_owned(), span.clone()));
        columns.len() - 1
    })
}

/// A mapping with every column found.
struct Plan {
    person: Vec<Cell>,
    office: Vec<Cell>,
    from: Vec<Cell>,
    to: Vec<Cell>,
    name: Vec<Cell>,
    born: Vec<Cell>,
    died: Vec<Cell>,
    area: Vec<Cell>,
    reason: Vec<Cell>,
    id: Vec<Cell>,
    skip: Vec<Test>,
    current: Vec<Test>,
    seats: Vec<SeatPlan>,
    limits: Vec<(Test, Limit)>,
    keys: Vec<Cell>,
}

/// The cells of a seat, the rows it is in and not in, and how many may sit there.
type SeatPlan = (Vec<Cell>, Test, Test, Holders);

/// A condition on rows: every cell one of its words.
type Test = Vec<(Cell, Vec<String>)>;

impl Plan {
    fn of(mapping: &Mapping, asked: &mut Asked) -> Self {
        asked.joined = mapping
            .joins
            .iter()
            .map(|join| vec![(join.key.0.clone(), join.key.1.clone())])
            .collect();
        let mut cell = |name: &str, span: &Range<usize>| {
            let of = |(_, join): &(usize, &Join)| {
                name.strip_prefix(join.name.as_str())
                    .and_then(|rest| rest.strip_prefix('.'))
                    .is_some()
            };
            match mapping.joins.iter().enumerate().find(of) {
                Some((at, join)) => {
                    Cell::There(at, ask(&mut asked.joined[at], &name[join.name.len() + 1..], span))
                }
                None => Cell::Here(ask(&mut asked.here, name, span)),
            }
        };
        let keys = mapping.joins.iter().map(|join| cell(&join.on.0, &join.on.1)).collect();
        let mut cells = |columns: &Columns| -> Vec<Cell> {
            columns.iter().map(|(name, span)| cell(name, span)).collect()
        };
        let [person, office] = [&mapping.person, &mapping.office].map(&mut cells);
        let [from, to, name] = [&mapping.from, &mapping.to, &mapping.name].map(&mut cells);
        let [born, died] = [&mapping.born, &mapping.died].map(&mut cells);
        let [area, reason, id] = [&mapping.area, &mapping.reason, &mapping.id].map(&mut cells);
        let mut of = Vec::new();
        for seat in &mapping.seats {
            of.push(cells(&seat.of));
        }
        let mut test = |rows: &Where| -> Test {
            rows.0.iter().map(|(name, span, words)| (cell(name, span), words.clone())).collect()
        };
        let seats = mapping.seats.iter().zip(of);
        Self {
            seats: seats
                .map(|(seat, of)| (of, test(&seat.rows), test(&seat.except), seat.holders))
                .collect(),
            skip: mapping.skip.iter().map(&mut test).collect(),
            current: mapping.current.iter().map(&mut test).collect(),
            limits: mapping.limits.iter().map(|(rows, limit)| (test(rows), *limit)).collect(),
            person,
            office,
            from,
            to,
            name,
            born,
            died,
            area,
            reason,
            id,
            keys,
        }
    }
}

/// A second table by its key.
struct Joined {
    file: String,
    rows: Vec<Vec<String>>,
    at: HashMap<String, usize>,
}

impl Joined {
    fn read(
        join: &Join,
        asked: &Columns,
        input: &Input,
        mapping: &str,
        faults: &mut Vec<Diagnostic>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut rows = Rows::open(input, asked, "", mapping, faults)?;
        let mut joined = Self { file: join.file.clone(), rows: Vec::new(), at: HashMap::new() };
        let mut lines = Vec::new();
        while rows.next(faults) {
            let key = rows.cell(0).to_owned();
            if let Some(first) = joined.at.get(&key) {
                let first = lines[*first];
                faults.push(rows.at(0, Fault::JoinedTwice { key, first }));
                continue;
            }
            joined.at.insert(key, joined.rows.len());
            lines.push(rows.line());
            joined.rows.push((0..asked.len()).map(|at| rows.cell(at).to_owned()).collect());
        }
        Ok(joined)
    }
}

/// Rows on their way into a roll.
struct Reading<'a> {
    mapping: &'a Mapping,
    plan: &'a Plan,
    joined: &'a [Joined],
    roll: &'a mut Roll,
    file: u32,
}

/// A row with the rows that it joins.
struct Row<'a, 'i> {
    rows: &'a Rows<'i>,
    joined: Vec<Option<&'a [String]>>,
}

impl Row<'_, '_> {
    fn cell(&self, cell: Cell) -> &str {
        match cell {
            Cell::Here(at) => self.rows.cell(at),
            Cell::There(join, at) => self.joined[join].map_or("", |row| row[at].trim()),
        }
    }

    /// Several cells as one text; those that are empty leave no mark.
    fn text(&self, cells: &[Cell]) -> String {
        let mut text = String::new();
        for said in cells.iter().map(|cell| self.cell(*cell)).filter(|said| !said.is_empty()) {
            if !text.is_empty() {
                text.push_str(" | ");
            }
            text.push_str(said);
        }
        text
    }

    fn passes(&self, test: &Test) -> bool {
        test.iter().all(|(cell, words)| words.iter().any(|word| word == self.cell(*cell)))
    }

    /// A fault of a cell: in its place, or in that of the row if it is joined.
    fn at(&self, cells: &[Cell], fault: Fault) -> Diagnostic {
        let here = cells.iter().find_map(|cell| match cell {
            Cell::Here(at) => Some(*at),
            Cell::There(..) => None,
        });
        self.rows.at(here.unwrap_or(0), fault)
    }
}

impl Reading<'_> {
    fn read(&mut self, mut rows: Rows<'_>, faults: &mut Vec<Diagnostic>) {
        while rows.next(faults) {
            let mut joined: Vec<Option<&[String]>> = Vec::with_capacity(self.joined.len());
            for (table, key) in self.joined.iter().zip(&self.plan.keys) {
                let key = Row { rows: &rows, joined: joined.clone() }.cell(*key).to_owned();
                let found = table.at.get(&key).map(|at| table.rows[*at].as_slice());
                joined.push(found);
            }
            let row = Row { rows: &rows, joined };
            if self.plan.skip.iter().any(|test| row.passes(test)) {
                self.roll.skipped += 1;
                continue;
            }
            for ((table, key), found) in self.joined.iter().zip(&self.plan.keys).zip(&row.joined) {
                let (key, file) = (row.cell(*key).to_owned(), table.file.clone());
                if found.is_none() && !key.is_empty() {
                    faults.push(row.at(&self.plan.keys, Fault::NotJoined { key, file }));
                }
            }
            self.row(&row, faults);
        }
    }

    fn row(&mut self, row: &Row<'_, '_>, faults: &mut Vec<Diagnostic>) {
        let (plan, before) = (self.plan, faults.len());
        let person = self.said(row, "person", &plan.person);
        let office = self.said(row, "office", &plan.office);
        for (text, column, cells) in
            [(&person, "person", &plan.person), (&office, "office", &plan.office)]
        {
            if text.is_empty() {
                let column = self.columns(column).unwrap_or_else(|| column.to_owned());
                faults.push(row.at(cells, Fault::NobodyHere { column }));
            }
        }
        let from = self.bound(row, "from", &plan.from, faults);
        let to = self.bound(row, "to", &plan.to, faults);
        let born = self.when(row, "born", &plan.born, faults);
        let died = self.when(row, "died", &plan.died, faults);
        if faults.len() > before {
            return;
        }
        let (from, to) = (from.unwrap_or_default(), to.unwrap_or_default());
        let person = self.roll.person(&person);
        self.someone(row, person, born, died, faults);
        let office = self.roll.office(&office);
        let single = |(_, rows, except, _): &&SeatPlan| {
            row.passes(rows) && (except.is_empty() || !row.passes(except))
        };
        let seat = plan.seats.iter().find(single).map(|(of, _, _, holders)| {
            let body = row.text(&of[..of.len().saturating_sub(1)]);
            self.roll.seat(&row.text(of), &body, *holders)
        });
        let mut limit = Limit::default();
        for (_, one) in plan.limits.iter().filter(|(test, _)| row.passes(test)) {
            limit.youngest = limit.youngest.or(one.youngest);
            limit.term = limit.term.or(one.term);
            limit.seats = limit.seats.or(one.seats);
        }
        let limit = self.roll.limit(limit);
        let reason = self.said(row, "reason", &plan.reason);
        let reason = (!reason.is_empty()).then(|| self.roll.reason(&reason));
        let line = u32::try_from(row.rows.line()).unwrap_or(u32::MAX);
        let origin = Origin { file: self.file, line };
        let span = Span { from, to };
        if !plan.id.is_empty() {
            self.roll.ids.push(row.text(&plan.id));
        }
        self.roll.tenures.push(Tenure { person, office, seat, span, limit, origin, reason });
    }

    /// What a column says, or the word that stands in its place.
    fn said(&self, row: &Row<'_, '_>, key: &str, cells: &[Cell]) -> String {
        let text = row.text(cells);
        let constant = self.mapping.constants.iter().find(|one| one.0 == key);
        match constant {
            Some((_, word)) if cells.is_empty() => word.clone(),
            _ => text,
        }
    }

    /// The columns of a key, as the mapping names them.
    fn columns(&self, key: &str) -> Option<String> {
        let mapping = self.mapping;
        let columns = match key {
            "person" => &mapping.person,
            "office" => &mapping.office,
            "from" => &mapping.from,
            "to" => &mapping.to,
            "born" => &mapping.born,
            _ => &mapping.died,
        };
        let names: Vec<&str> = columns.iter().map(|one| one.0.as_str()).collect();
        (!names.is_empty()).then(|| names.join(" | "))
    }

    fn bound(
        &self,
        row: &Row<'_, '_>,
        key: &str,
        cells: &[Cell],
        faults: &mut Vec<Diagnostic>,
    ) -> Option<Bound> {
        let text = self.said(row, key, cells);
        if self.mapping.open.contains(&text) {
            return Some(Bound::Open);
        }
        if text.is_empty() || self.mapping.unknown.contains(&text) {
            let open = key == "to" && self.mapping.no_end == NoEnd::Open;
            return Some(if open { Bound::Open } else { Bound::Unknown });
        }
        let when = self.when_of(row, key, cells, &text, faults)?;
        let last = key == "to" && self.mapping.end == EndDay::Last;
        Some(Bound::On(match when.exact() {
            // The day after the last is the first no longer; a month or a year stays what it is.
            Some(day) if last => When::day(day.saturating_add(1.days())),
            _ => when,
        }))
    }

    fn when(
        &self,
        row: &Row<'_, '_>,
        key: &str,
        cells: &[Cell],
        faults: &mut Vec<Diagnostic>,
    ) -> Option<When> {
        let text = self.said(row, key, cells);
        if text.is_empty() || self.mapping.unknown.contains(&text) {
            return None;
        }
        self.when_of(row, key, cells, &text, faults)
    }

    fn when_of(
        &self,
        row: &Row<'_, '_>,
        key: &str,
        cells: &[Cell],
        text: &str,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<When> {
        let read = date(text, self.mapping.form);
        if read.is_none() {
            let column = self.columns(key).unwrap_or_else(|| key.to_owned());
            let (text, form) = (text.to_owned(), self.mapping.form.word().to_owned());
            faults.push(row.at(cells, Fault::NoDayOfForm { column, text, form }));
        }
        read
    }

    fn someone(
        &mut self,
        row: &Row<'_, '_>,
        person: u32,
        born: Option<When>,
        died: Option<When>,
        faults: &mut Vec<Diagnostic>,
    ) {
        let plan = self.plan;
        let name = row.text(&plan.name);
        let area = self.said(row, "area", &plan.area);
        let current = plan.current.iter().any(|test| row.passes(test));
        let someone = &mut self.roll.persons[person as usize];
        someone.current |= current;
        if someone.name.is_empty() {
            someone.name = name;
        }
        if someone.area.is_empty() {
            someone.area = area;
        }
        for (column, kept, now, cells) in [
            ("born", &mut someone.born, born, &plan.born),
            ("died", &mut someone.died, died, &plan.died),
        ] {
            match (*kept, now) {
                (Some(first), Some(second)) if first != second => {
                    let (first, second) = (first.to_string(), second.to_string());
                    let (person, column) = (someone.id.clone(), column.to_owned());
                    let fault = Fault::PersonDiffers { person, column, first, second };
                    faults.push(row.at(cells, fault));
                }
                (None, now) => *kept = now,
                _ => {}
            }
        }
    }
}

/// A date in the form of a file.
fn date(text: &str, form: DateForm) -> Option<When> {
    let (mark, order) = match form {
        DateForm::YearFirst => {
            // A time of day says nothing of the day: 2010-05-06T00:00:00 is 2010-05-06.
            let day = match text.get(..10) {
                Some(day) if matches!(text.as_bytes().get(10), Some(b'T' | b' ')) => day,
                _ => text,
            };
            return day.parse().ok();
        }
        DateForm::Dots => ('.', [0, 1, 2]),
        DateForm::DayFirst => ('/', [0, 1, 2]),
        DateForm::MonthFirst => ('/', [1, 0, 2]),
    };
    let parts: Vec<&str> = text.split(mark).map(str::trim).collect();
    let digits = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    match parts[..] {
        [_, _, year] if parts.iter().all(digits) && year.len() == 4 => {
            let (day, month) = (parts[order[0]], parts[order[1]]);
            format!("{year}-{month:0>2}-{day:0>2}").parse().ok()
        }
        // A year alone is a year in every form.
        [_] => text.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_in_the_form_that_the_mapping_names() {
        let read = |text: &str, form| date(text, form).map(|when| when.to_string());
        assert_eq!(read("24.9.2023", DateForm::Dots).as_deref(), Some("2023-09-24"));
        assert_eq!(read("24/09/2023", DateForm::DayFirst).as_deref(), Some("2023-09-24"));
        assert_eq!(read("9/24/2023", DateForm::MonthFirst).as_deref(), Some("2023-09-24"));
        assert_eq!(read("9/24/2023", DateForm::DayFirst), None);
        assert_eq!(read("31.2.2023", DateForm::Dots), None);
        assert_eq!(read("2010-05-06T00:00:00", DateForm::YearFirst).as_deref(), Some("2010-05-06"));
        assert_eq!(read("1998", DateForm::Dots).as_deref(), Some("1998"));
        assert_eq!(read("10-05-06", DateForm::YearFirst), None);
    }
}
