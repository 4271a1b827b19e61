//! Broken files and what is said of them: code, place, cause, mend. Each is built here and its exact
//! message stands in `bad/NAME.expected`; `SUFFRAGE_BLESS=1 cargo test -p suffrage-columns --test bad`
//! rewrites them, and a reviewer reads them. And no change to a good file makes the reader panic.

#![allow(clippy::disallowed_methods, reason = "a test reads its own files")]

mod tools;

use std::path::Path;
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_ipc::CompressionType;
use parquet::basic::{Compression, Encoding, GzipLevel};
use parquet::file::properties::{WriterProperties, WriterVersion};
use suffrage::read::{Cells, Reading};
use suffrage::render::{Style, diagnostic};
use suffrage::{Diagnostic, Lang};
use tools::{Dice, Kind, arrow, batch, parquet, ranked};

const RANKS: Reading<'static> = Reading { cells: Cells::Ranks, ..Reading::PLAIN };

fn whole(csv: &str) -> Vec<u8> {
    parquet(&batch(csv, |_| Kind::Whole), Compression::SNAPPY, 2)
}

fn names(csv: &str) -> Vec<u8> {
    let kind = |name: &str| if name == "count" { Kind::Whole } else { Kind::Text };
    parquet(&batch(csv, kind), Compression::SNAPPY, 2)
}

fn columns(columns: Vec<(&str, ArrayRef)>) -> Vec<u8> {
    let columns = columns.into_iter().map(|(name, array)| (name, array, true));
    parquet(
        &RecordBatch::try_from_iter_with_nullable(columns).unwrap(),
        Compression::SNAPPY,
        99_999,
    )
}

fn good() -> Vec<u8> {
    names("r1,r2,count\nAna,Bo,2\nBo,,1\nAna,,4")
}

/// Bytes that stand once in a file, replaced by others of the same length.
fn with(mut bytes: Vec<u8>, old: &[u8], new: &[u8]) -> Vec<u8> {
    let at = bytes.windows(old.len()).position(|window| window == old).unwrap();
    bytes[at..at + new.len()].copy_from_slice(new);
    bytes
}

/// A page of a million zeros in gzip that says it holds few bytes, made large enough to be looked at.
fn gzip_bomb() -> Vec<u8> {
    use std::io::Write as _;
    let zeros = vec![0; 1 << 20];
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    for _ in 0..600 {
        packed.write_all(&zeros).unwrap();
    }
    let body = packed.finish().unwrap();
    let csv = "r1\nAna\nBo";
    let properties =
        WriterProperties::builder().set_compression(Compression::GZIP(GzipLevel::default()));
    let file =
        tools::with(&batch(csv, |_| Kind::Text), properties.set_dictionary_enabled(false).build());
    // The one page is put in place of its like; sizes in its header and in the footer follow.
    bomb::replace_page(&file, &body)
}

/// The least of Thrift that it takes to write a page header.
mod bomb {
    fn number(mut value: u64, into: &mut Vec<u8>) {
        while value >= 0x80 {
            into.push(u8::try_from(value & 0x7F).unwrap() | 0x80);
            value >>= 7;
        }
        into.push(u8::try_from(value).unwrap());
    }

    /// A data page of two values in front of `body`.
    pub fn header(unfolded: u64, folded: u64) -> Vec<u8> {
        let mut header = vec![0x15, 0, 0x15];
        number(unfolded << 1, &mut header);
        header.push(0x15);
        number(folded << 1, &mut header);
        header.extend([0x2C, 0x15, 4, 0x15, 0, 0x15, 6, 0x15, 6, 0, 0]);
        header
    }

    /// A file that says it has so many rows.
    pub fn rows(rows: i64) -> Vec<u8> {
        let file = super::tools::parquet(
            &super::batch("r1\nAna\nBo", |_| super::Kind::Text),
            parquet::basic::Compression::SNAPPY,
            9,
        );
        written(&file, &[], 64, rows)
    }

    /// The page of a file of one column in place of its own.
    pub fn replace_page(file: &[u8], body: &[u8]) -> Vec<u8> {
        let mut page = header(64, body.len() as u64);
        page.extend(body);
        written(file, &page, 64, 2)
    }

    /// A file of one column of these pages, its footer written anew from that of another.
    fn written(file: &[u8], pages: &[u8], unfolded: i64, rows: i64) -> Vec<u8> {
        use bytes::Bytes;
        use parquet::file::metadata::{
            ColumnChunkMetaData, FileMetaData, ParquetMetaDataBuilder, ParquetMetaDataReader,
            ParquetMetaDataWriter, RowGroupMetaData,
        };
        let known = ParquetMetaDataReader::new().parse_and_finish(&Bytes::copy_from_slice(file));
        let known = known.unwrap();
        let mut bytes = b"PAR1".to_vec();
        bytes.extend(pages);
        let schema = known.file_metadata().schema_descr_ptr();
        let column = ColumnChunkMetaData::builder(schema.column(0))
            .set_compression(known.row_group(0).column(0).compression())
            .set_data_page_offset(4)
            .set_total_compressed_size(i64::try_from(pages.len()).unwrap())
            .set_total_uncompressed_size(unfolded)
            .set_num_values(rows)
            .build()
            .unwrap();
        let group = RowGroupMetaData::builder(schema.clone())
            .set_num_rows(rows)
            .set_total_byte_size(unfolded)
            .add_column_metadata(column)
            .build()
            .unwrap();
        let about = FileMetaData::new(1, rows, None, None, schema, None);
        let known = ParquetMetaDataBuilder::new(about).add_row_group(group).build();
        ParquetMetaDataWriter::new(&mut bytes, &known).finish().unwrap();
        bytes
    }
}

/// Text in an encoding of differences.
fn differences() -> Vec<u8> {
    let properties = WriterProperties::builder()
        .set_writer_version(WriterVersion::PARQUET_2_0)
        .set_dictionary_enabled(false)
        .set_encoding(Encoding::DELTA_BYTE_ARRAY);
    tools::with(&batch("r1,r2\nAna,Bo\nBo,", |_| Kind::Text), properties.build())
}

/// Every broken file: its name, its bytes, and what is known of it.
fn broken() -> Vec<(&'static str, Vec<u8>, Reading<'static>)> {
    const P: Reading<'static> = Reading::PLAIN;
    let floats = Arc::new(Float64Array::from(vec![Some(1.0), None])) as ArrayRef;
    let text = Arc::new(StringArray::from(vec!["Ana", "Bo"])) as ArrayRef;
    let days = Arc::new(arrow_array::Date32Array::from(vec![1, 2])) as ArrayRef;
    let codes = Arc::new(Int64Array::from(vec![1, 2])) as ArrayRef;
    let many = Arc::new(Int64Array::from_iter_values(1..=33_000)) as ArrayRef;
    let unnamed = names("r1\nAna\nBo");
    let arrow_good =
        arrow(&batch("r1,r2\nAna,Bo\nBo,", |_| Kind::Text), Some(CompressionType::LZ4_FRAME), 9);
    let cut = |bytes: &[u8], less: usize| bytes[..bytes.len() - less].to_vec();
    let footer_beyond = {
        let mut bytes = good();
        let at = bytes.len() - 8;
        bytes[at..at + 4].copy_from_slice(&[0xFF; 4]);
        bytes
    };
    let arrow_size = {
        // The length that a folded buffer gives for itself stands before its frame.
        let table = batch(&format!("r1,r2{}", "\nAna,Bo".repeat(200)), |_| Kind::Text);
        let mut bytes = arrow(&table, Some(CompressionType::LZ4_FRAME), 999);
        let frame = [0x04, 0x22, 0x4D, 0x18];
        let at = bytes.windows(4).position(|four| four == frame).unwrap();
        bytes[at - 8..at].copy_from_slice(&(1i64 << 40).to_le_bytes());
        bytes
    };
    vec![
        ("rank-missing", names("r1,r3\nAna,Bo"), P),
        ("rank-twice", names("r1,rank 1,r2\nAna,Bo,Cy"), P),
        ("no-form", names("name,colour\nAna,blue"), P),
        ("ranks-or-scores", whole("Ana,Bo,Cy\n1,2,3"), P),
        ("floats-for-codes", columns(vec![("r1", floats.clone()), ("r2", floats.clone())]), P),
        ("days-for-names", columns(vec![("r1", text.clone()), ("r2", days)]), P),
        ("count-in-text", columns(vec![("r1", text.clone()), ("count", text)]), P),
        ("count-in-floats", columns(vec![("r1", codes.clone()), ("count", floats)]), P),
        ("count-negative", names("r1,count\nAna,2\nBo,1\nAna,3\nBo,-4"), P),
        ("count-empty", names("r1,count\nAna,2\nBo,\nAna,3"), P),
        ("code-negative", whole("r1,r2\n1,2\n2,1\n3,-1\n-1,2"), P),
        ("candidates-beyond", columns(vec![("r1", many)]), P),
        ("score-negative", whole("count,Ana,Bo\n1,3,-2"), P),
        ("score-too-great", whole("count,Ana,Bo\n1,3,99999"), P),
        ("rank-zero", whole("Ana,Bo,Cy\n1,2,3\n0,1,2"), RANKS),
        ("rank-beyond", whole("Ana,Bo,Cy\n1,2,1001"), RANKS),
        (
            "name-twice",
            columns(vec![("count", codes.clone()), ("Ana", codes.clone()), ("Ana ", codes)]),
            P,
        ),
        (
            "no-rows",
            parquet(&batch("r1,r2\nAna,Bo", |_| Kind::Text).slice(0, 0), Compression::SNAPPY, 9),
            P,
        ),
        ("only-magic", b"PAR1".to_vec(), P),
        ("cut-off", cut(&good(), 5), P),
        ("cut-in-pages", good()[..60].to_vec(), P),
        ("footer-beyond", footer_beyond, P),
        ("footer-of-noise", with(good(), b"\x19\x4c\x48", b"\x19\xfc\xff"), P),
        ("page-of-noise", with(unnamed, b"PAR1", b"PAR1\xff\xff\xff\xff"), P),
        ("encrypted", b"PARE00000000PARE".to_vec(), P),
        ("feather-one", b"FEA1000000000000FEA1".to_vec(), P),
        ("stream", [&[0xFF; 4][..], &[0; 20]].concat(), P),
        ("unfolds-too-far", gzip_bomb(), P),
        ("again-and-again", bomb::rows(200_000_000), P),
        ("more-than-any-electorate", bomb::rows(3_000_000_000), P),
        ("encoding-of-differences", differences(), P),
        (
            "control-in-name",
            columns(vec![("r1", Arc::new(StringArray::from(vec!["Ana\u{1b}[2J", "Bo"])))]),
            P,
        ),
        ("arrow-cut-off", cut(&arrow_good, 7), P),
        ("arrow-only-magic", b"ARROW1".to_vec(), P),
        ("arrow-unfolds-too-far", arrow_size, P),
        ("arrow-rank-missing", arrow(&batch("r1,r3\nAna,Bo", |_| Kind::Text), None, 9), P),
        (
            "arrow-code-negative",
            arrow(&batch("r1,r2\n1,2\n2,1\n3,-1\n-1,2", |_| Kind::Whole), None, 3),
            P,
        ),
    ]
}

fn drawn(faults: &[Diagnostic], lang: Lang) -> String {
    let one = |one: &Diagnostic| diagnostic::diagnostic(one, None, lang, Style::PLAIN) + "\n";
    faults.iter().map(one).collect()
}

#[test]
fn every_broken_file_is_told_exactly() {
    let bless = std::env::var("SUFFRAGE_BLESS").is_ok();
    let mut wrong = Vec::new();
    for (name, bytes, reading) in broken() {
        let faults = suffrage_columns::read(&format!("{name}.parquet"), bytes, reading);
        let faults = match faults {
            Err(faults) => faults,
            Ok(table) => panic!("{name} is read: {table:?}"),
        };
        let (told, french) = (drawn(&faults, Lang::En), drawn(&faults, Lang::Fr));
        let expected = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad").join(name);
        let expected = expected.with_extension("expected");
        if bless {
            std::fs::write(&expected, &told).unwrap();
        }
        if std::fs::read_to_string(&expected).unwrap_or_default() != told {
            wrong.push(format!("{name}:\n{told}"));
        }
        assert_ne!(told, french, "{name}: not told in French");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Good files of every kind, small enough that a change meets what matters.
fn samples() -> Vec<Vec<u8>> {
    let kind = |name: &str| if name == "count" { Kind::Whole } else { Kind::Dictionary };
    let table = batch(&ranked(60, true), kind);
    let codes = batch("r1,r2\n1,2\n2,\n,1\n70000,1", |_| Kind::Whole);
    let lists =
        tools::equals("marks", &[vec![vec![7, 9], vec![], vec![12]], vec![vec![9], vec![7]]]);
    let yes =
        batch(
            "count,Ana,Bo\n1,1,0\n2,,1",
            |name| {
                if name == "count" { Kind::Whole } else { Kind::YesNo }
            },
        );
    let mut samples = Vec::new();
    for table in [&table, &codes, &lists, &yes] {
        for compression in [
            Compression::UNCOMPRESSED,
            Compression::SNAPPY,
            Compression::GZIP(GzipLevel::default()),
            Compression::LZ4,
        ] {
            samples.push(parquet(table, compression, 25));
        }
        let version = WriterProperties::builder().set_writer_version(WriterVersion::PARQUET_2_0);
        samples.push(tools::with(table, version.build()));
        for compression in [None, Some(CompressionType::LZ4_FRAME), Some(CompressionType::ZSTD)] {
            samples.push(arrow(table, compression, 25));
        }
    }
    samples
}

#[test]
fn no_change_to_a_good_file_makes_the_reader_panic() {
    let rounds = std::env::var("SUFFRAGE_ROUNDS").ok().and_then(|text| text.parse().ok());
    let seed = std::env::var("SUFFRAGE_SEED").ok().and_then(|text| text.parse().ok());
    let mut dice = Dice(seed.unwrap_or(20_261_124));
    let (samples, mut refused) = (samples(), 0u32);
    let rounds: u32 = rounds.unwrap_or(6_000);
    for _ in 0..rounds {
        let mut bytes = samples[dice.below(samples.len())].clone();
        for _ in 0..1 + dice.below(4) {
            let at = dice.below(bytes.len());
            // What lies near the end says where all else lies.
            let at = if dice.below(2) == 0 { at } else { bytes.len() - 1 - at / 4 };
            match dice.below(6) {
                0 => bytes.truncate(at.max(8)),
                1 => drop(bytes.remove(at)),
                2 => bytes.insert(at, u8::try_from(dice.below(256)).unwrap()),
                3 => bytes[at] = 0xFF,
                4 => bytes[at] ^= 1 << dice.below(8),
                _ => bytes[at] = u8::try_from(dice.below(256)).unwrap(),
            }
        }
        if let Err(faults) = suffrage_columns::read("x.parquet", bytes, Reading::PLAIN) {
            refused += 1;
            assert!(!drawn(&faults, Lang::Fr).is_empty());
        }
    }
    assert!(refused > rounds / 2, "{refused} of {rounds} refused");
}
