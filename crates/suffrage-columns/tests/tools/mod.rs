//! Tables written by the tests: the same rows as CSV, Parquet and Arrow.

#![allow(dead_code, reason = "each test uses its own part")]

use std::sync::Arc;

use arrow_array::builder::{Int64Builder, ListBuilder, StringBuilder};
use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, BooleanArray, DictionaryArray, Int64Array, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use suffrage::read::{self, Encoding, Reading, Table};
use suffrage::render::json;
use suffrage::{Diagnostic, LawBook, Wish, count};

/// How a column of a CSV table is stored.
#[derive(Clone, Copy)]
pub enum Kind {
    Text,
    Dictionary,
    Whole,
    YesNo,
}

/// The columns of a CSV table without quotes, its empty cells as nulls.
pub fn batch(csv: &str, kind: impl Fn(&str) -> Kind) -> RecordBatch {
    let mut lines = csv.lines();
    let names: Vec<&str> = lines.next().unwrap().split(',').collect();
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    let column = |at: usize| -> ArrayRef {
        let cells = rows.iter().map(|row| Some(row[at]).filter(|cell| !cell.is_empty()));
        match kind(names[at]) {
            Kind::Text => Arc::new(cells.collect::<StringArray>()),
            Kind::Dictionary => Arc::new(cells.collect::<DictionaryArray<Int32Type>>()),
            Kind::Whole => Arc::new(
                cells.map(|cell| cell.map(|cell| cell.parse().unwrap())).collect::<Int64Array>(),
            ),
            Kind::YesNo => {
                Arc::new(cells.map(|cell| cell.map(|cell| cell == "1")).collect::<BooleanArray>())
            }
        }
    };
    let columns = names.iter().enumerate().map(|(at, name)| (*name, column(at), true));
    RecordBatch::try_from_iter_with_nullable(columns).unwrap()
}

/// One column of lists of names.
pub fn lists(name: &str, rows: &[Option<Vec<Option<&str>>>]) -> RecordBatch {
    let mut lists = ListBuilder::new(StringBuilder::new());
    for row in rows {
        match row {
            Some(items) => lists.append_value(items.iter().copied()),
            None => lists.append_null(),
        }
    }
    RecordBatch::try_from_iter_with_nullable([(name, Arc::new(lists.finish()) as ArrayRef, true)])
        .unwrap()
}

/// One column of lists of lists of codes: equals in one rank.
pub fn equals(name: &str, rows: &[Vec<Vec<i64>>]) -> RecordBatch {
    let mut lists = ListBuilder::new(ListBuilder::new(Int64Builder::new()));
    for row in rows {
        for rank in row {
            lists.values().append_value(rank.iter().map(|code| Some(*code)));
        }
        lists.append(true);
    }
    RecordBatch::try_from_iter_with_nullable([(name, Arc::new(lists.finish()) as ArrayRef, true)])
        .unwrap()
}

/// As Parquet, in groups of so many rows.
pub fn parquet(batch: &RecordBatch, compression: Compression, rows: usize) -> Vec<u8> {
    let properties = WriterProperties::builder()
        .set_compression(compression)
        .set_max_row_group_row_count(Some(rows))
        .set_data_page_row_count_limit(50)
        .set_write_batch_size(25)
        .set_created_by("test".to_owned());
    with(batch, properties.build())
}

pub fn with(batch: &RecordBatch, properties: WriterProperties) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties)).unwrap();
    writer.write(batch).unwrap();
    writer.close().unwrap();
    bytes
}

/// As an Arrow file, in batches of so many rows.
pub fn arrow(
    batch: &RecordBatch,
    compression: Option<arrow_ipc::CompressionType>,
    rows: usize,
) -> Vec<u8> {
    let mut bytes = Vec::new();
    let options = arrow_ipc::writer::IpcWriteOptions::default();
    let options = options.try_with_compression(compression).unwrap();
    let schema = batch.schema();
    let mut writer =
        arrow_ipc::writer::FileWriter::try_new_with_options(&mut bytes, &schema, options).unwrap();
    for from in (0..batch.num_rows()).step_by(rows) {
        writer.write(&batch.slice(from, rows.min(batch.num_rows() - from))).unwrap();
    }
    writer.finish().unwrap();
    drop(writer);
    bytes
}

/// The same table as a spreadsheet.
pub fn of_csv(csv: &str, reading: Reading) -> Result<Table, Vec<Diagnostic>> {
    read::table_as(&read::decode("ballots.csv", csv.as_bytes(), Encoding::Detect).unwrap(), reading)
}

/// The record of a count, as JSON.
pub fn record(table: &Table, law: &str, seats: u32) -> String {
    let laws = suffrage_laws::ALL
        .iter()
        .map(|(file, text)| suffrage::law::parse::law(file, text).unwrap());
    let book = LawBook::new(laws.collect());
    let law = book.on(law, jiff::civil::date(2026, 1, 1), &[]).unwrap();
    let mut contest = table.contests[0].clone();
    contest.seats = Some(seats);
    let record = count(&law, &contest, &[], &Wish::default()).unwrap();
    json::record(&record)
}

/// A fixed sequence, so that every run writes the same.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }
}

/// Ranked ballots with all that a cell may hold.
pub fn ranked(rows: usize, counted: bool) -> String {
    const CELLS: [&str; 12] = [
        "Ana",
        "Bo",
        "Cy",
        "Dee",
        "Ana",
        "Bo",
        "",
        "Cy",
        "overvote",
        "write-in",
        "Ana=Bo",
        "Élodie Ünal",
    ];
    let mut dice = Dice(7);
    let mut csv =
        String::from(if counted { "precinct,rank 1,rank 2,rank 3,count" } else { "r1,r2,r3" });
    for row in 0..rows {
        csv.push('\n');
        if counted {
            csv.push_str(&format!("P{},", row % 7));
        }
        let cells: Vec<&str> = (0..3).map(|_| CELLS[dice.below(CELLS.len())]).collect();
        csv.push_str(&cells.join(","));
        if counted {
            csv.push_str(&format!(",{}", dice.below(4)));
        }
    }
    csv
}
