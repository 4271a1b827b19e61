//! The same table as CSV, Parquet and Arrow gives the same record, byte for byte.

mod tools;

use arrow_ipc::CompressionType;
use parquet::basic::{Compression, GzipLevel, ZstdLevel};
use parquet::file::properties::{WriterProperties, WriterVersion};
use suffrage::Fault;
use suffrage::read::{Blanks, Cells, Reading, Table};
use tools::{Dice, Kind, arrow, batch, of_csv, parquet, ranked, record};

const PLAIN: Reading<'static> = Reading::PLAIN;

/// Reads the bytes, on one thread and on two: the same ballots in the same order.
fn read(bytes: &[u8], reading: Reading<'_>) -> Table {
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| suffrage_columns::read("ballots.parquet", bytes.to_vec(), reading).unwrap())
    };
    let (one, two) = (on(1), on(2));
    assert_eq!(one, two);
    two
}

/// All the ways in which a batch is written.
fn files(table: &arrow_array::RecordBatch) -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    for compression in [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::ZSTD(ZstdLevel::default()),
        Compression::GZIP(GzipLevel::default()),
        Compression::LZ4_RAW,
        Compression::LZ4,
    ] {
        files.push(parquet(table, compression, 211));
    }
    let properties = || WriterProperties::builder().set_created_by("test".to_owned());
    files.push(tools::with(table, properties().set_dictionary_enabled(false).build()));
    let small = properties().set_dictionary_page_size_limit(8).set_data_page_row_count_limit(20);
    files.push(tools::with(table, small.set_write_batch_size(10).build()));
    for version in [WriterVersion::PARQUET_1_0, WriterVersion::PARQUET_2_0] {
        files.push(tools::with(table, properties().set_writer_version(version).build()));
    }
    for compression in [None, Some(CompressionType::LZ4_FRAME), Some(CompressionType::ZSTD)] {
        files.push(arrow(table, compression, 300));
    }
    files
}

#[test]
fn ranks_by_name() {
    for counted in [false, true] {
        let csv = ranked(1_000, counted);
        for blanks in [Blanks::Empty, Blanks::WrittenIn] {
            let reading = Reading { blanks, ..Reading::PLAIN };
            let wanted = of_csv(&csv, reading).unwrap();
            let wanted = record(&wanted, "org/single-transferable-vote", 2);
            for names in [Kind::Text, Kind::Dictionary] {
                let kind = |name: &str| if name == "count" { Kind::Whole } else { names };
                for bytes in files(&batch(&csv, kind)) {
                    let table = read(&bytes, reading);
                    assert_eq!(record(&table, "org/single-transferable-vote", 2), wanted);
                }
            }
        }
    }
}

#[test]
fn ranks_by_code_and_zero_is_a_code_that_is_told() {
    let mut dice = Dice(3);
    let mut csv = String::from("choice_1,choice_2,choice_3,ballots");
    for _ in 0..900 {
        let cell = |dice: &mut Dice| match dice.below(14) {
            0 => String::new(),
            code => code.to_string(),
        };
        let cells = [cell(&mut dice), cell(&mut dice), cell(&mut dice)].join(",");
        csv.push_str(&format!("\n{cells},{}", 1 + dice.below(3)));
    }
    let wanted = record(&of_csv(&csv, PLAIN).unwrap(), "org/instant-runoff", 1);
    for bytes in files(&batch(&csv, |_| Kind::Whole)) {
        let table = read(&bytes, PLAIN);
        assert_eq!(record(&table, "org/instant-runoff", 1), wanted);
        assert_eq!(table.doubts, []);
    }
    let zero = batch("r1,r2\n0,1\n1,\n0,", |_| Kind::Whole);
    let table = read(&parquet(&zero, Compression::SNAPPY, 9), PLAIN);
    let doubts: Vec<&Fault> = table.doubts.iter().map(|one| &one.fault).collect();
    assert_eq!(doubts, [&Fault::ZeroIsACode { column: "r1".to_owned() }]);
}

#[test]
fn lists_of_names_and_of_equals() {
    let mut dice = Dice(5);
    let (mut csv, mut rows) = (String::from("r1,r2,r3"), Vec::new());
    const NAMES: [Option<&str>; 5] = [Some("Ana"), Some("Bo"), Some("Cy"), None, Some("Dee=Bo")];
    for row in 0..700 {
        let cells: Vec<Option<&str>> = (0..3).map(|_| NAMES[dice.below(5)]).collect();
        let text: Vec<&str> = cells.iter().map(|cell| cell.unwrap_or_default()).collect();
        if row % 50 == 7 {
            csv.push_str("\n,,");
            rows.push(None);
        } else {
            csv.push_str(&format!("\n{}", text.join(",")));
            rows.push(Some(cells));
        }
    }
    let wanted = of_csv(&csv, PLAIN).unwrap();
    for bytes in files(&tools::lists("ranking", &rows)) {
        assert_eq!(
            record(&read(&bytes, PLAIN), "org/instant-runoff", 1),
            record(&wanted, "org/instant-runoff", 1)
        );
    }
    let csv = "r1,r2,r3\n7=9,,12\n9,7,\n,12=7=9,9\n";
    let rows = [
        vec![vec![7, 9], vec![], vec![12]],
        vec![vec![9], vec![7]],
        vec![vec![], vec![12, 7, 9], vec![9]],
    ];
    let wanted = of_csv(csv, PLAIN).unwrap();
    for bytes in files(&tools::equals("marks", &rows)) {
        assert_eq!(
            record(&read(&bytes, PLAIN), "org/schulze", 1),
            record(&wanted, "org/schulze", 1)
        );
    }
}

#[test]
fn approvals_scores_and_ranks_given() {
    let mut dice = Dice(11);
    let (mut yes, mut scores) = (String::from("count,Ana,Bo,Cy"), String::from("count,Ana,Bo,Cy"));
    let mut given = String::from("precinct,Ana,Bo,Cy,Write-In");
    for _ in 0..500 {
        let weight = 1 + dice.below(3);
        yes.push_str(&format!("\n{weight},{},{},{}", dice.below(2), dice.below(2), dice.below(2)));
        let score =
            |dice: &mut Dice| [String::new(), dice.below(6).to_string()][dice.below(2)].clone();
        scores.push_str(&format!(
            "\n{weight},{},{},{}",
            score(&mut dice),
            score(&mut dice),
            score(&mut dice)
        ));
        let rank = |dice: &mut Dice| {
            [String::new(), (1 + dice.below(4)).to_string()][dice.below(2)].clone()
        };
        let ranks = [rank(&mut dice), rank(&mut dice), rank(&mut dice), rank(&mut dice)];
        given.push_str(&format!("\nP{weight},{}", ranks.join(",")));
    }
    let number = |name: &str| if name == "count" { Kind::Whole } else { Kind::YesNo };
    let whole = |_: &str| Kind::Whole;
    let text = |name: &str| if name == "precinct" { Kind::Text } else { Kind::Whole };
    let ranks = Reading { cells: Cells::Ranks, ..PLAIN };
    for (csv, table, law, reading) in [
        (&yes, batch(&yes, number), "org/approval", PLAIN),
        (&yes, batch(&yes, whole), "org/approval", PLAIN),
        (&scores, batch(&scores, whole), "org/score", PLAIN),
        (&scores, batch(&scores, whole), "org/score", Reading { cells: Cells::Scores, ..PLAIN }),
        (&given, batch(&given, text), "org/instant-runoff", ranks),
    ] {
        let wanted = of_csv(csv, reading).unwrap();
        for bytes in files(&table) {
            let found = read(&bytes, reading);
            assert_eq!(found.doubts, wanted.doubts);
            assert_eq!(record(&found, law, 1), record(&wanted, law, 1));
        }
    }
}

#[test]
fn names_of_a_dictionary_that_no_ballot_marks_are_no_candidates() {
    let csv = ranked(300, false);
    let all = batch(&csv, |_| Kind::Dictionary);
    // The slice keeps the whole dictionary.
    let few = all.slice(0, 2);
    let rows: Vec<&str> = csv.lines().take(3).collect();
    let wanted = of_csv(&rows.join("\n"), PLAIN).unwrap();
    for bytes in files(&few) {
        let found = read(&bytes, PLAIN);
        assert_eq!(found.contests[0].candidacies, wanted.contests[0].candidacies);
    }
}
