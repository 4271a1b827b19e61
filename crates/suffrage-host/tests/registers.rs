use suffrage::Word;
use suffrage::read::{self, Encoding, Input};
use suffrage::register::quality::{Kind, check};
use suffrage::register::when::Verdict;
use suffrage::register::{mapping, table};

fn read(path: &str) -> Input {
    let bytes = std::fs::read(path).unwrap();
    read::decode(path, &bytes, Encoding::Detect).unwrap()
}

#[test]
fn x() {
    let root = std::env::var("SUFFRAGE_CORPORA").unwrap();
    for (map, files) in [
        (
            "sweden-parliament",
            vec!["riksdagen-persons/member_of_parliament.csv", "riksdagen-persons/person.csv"],
        ),
        (
            "sweden-ministers",
            vec!["riksdagen-persons/minister.csv", "riksdagen-persons/person.csv"],
        ),
        (
            "sweden-parties",
            vec!["riksdagen-persons/party_affiliation.csv", "riksdagen-persons/person.csv"],
        ),
        (
            "sweden-chairs",
            vec![
                "riksdagen-persons/chair_mp.csv",
                "riksdagen-persons/person.csv",
                "riksdagen-persons/chairs.csv",
            ],
        ),
        ("us-states", vec!["openstates-people/roles.jsonl"]),
        ("caledonia-congress", vec!["everypolitician-nc/term-4.csv"]),
    ] {
        let m = read(&format!("{}/tests/registers/{map}.toml", env!("CARGO_MANIFEST_DIR")));
        let m = mapping::read(&m.file, &m.text).unwrap();
        let inputs: Vec<Input> =
            files.iter().map(|f| read(&format!("{root}/register/{f}"))).collect();
        let t = std::time::Instant::now();
        let (roll, faults) = table::read(&m, &inputs).unwrap();
        let t1 = t.elapsed();
        let report = check(&roll);
        println!(
            "== {map} {} persons {} faults {} skipped {} read {t1:?} check {:?}",
            roll.tenures.len(),
            roll.persons.len(),
            faults.len(),
            roll.skipped,
            t.elapsed() - t1
        );
        for f in faults.iter().take(5) {
            println!("{f:?}");
        }
        for (_, k, _) in Kind::ALL {
            println!(
                "   {k}: {} certain {} possible",
                report.count(*k, Verdict::Certain),
                report.count(*k, Verdict::Possible)
            );
        }
        for c in report.causes.iter().take(25) {
            println!("     {c:?}");
        }
    }
}
