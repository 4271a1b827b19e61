//! A file of entries: what is appended, what is refused, what is told of a file that was changed.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;
use suffrage::Fault;
use suffrage::register::log::{Head, Kept, Origin};
use suffrage::register::read::Known;
use suffrage::register::statement::{Fact, Person, Statement, Told};
use suffrage_host::register::{Board, Store, Trust, open, record_sources};
use suffrage_host::{Trouble, now};

fn file(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("store");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join(name);
    let _ = std::fs::remove_file(&file);
    let _ = std::fs::remove_file(folder.join(format!("{name}-journal")));
    file
}

fn person(id: &str) -> Statement {
    let name = format!("Person {id}");
    let fact = Fact::Person(Person { id: id.to_owned(), name, ..Person::default() });
    Statement { fact, told: Told::default() }
}

/// Nine entries in three batches.
fn nine(name: &str) -> (PathBuf, Head) {
    let file = file(name);
    let mut store = Store::append_to(&file).unwrap();
    let mut head = Head::EMPTY;
    for batch in 0..3 {
        let chosen = (0..3).map(|at| person(&format!("{batch}/{at}")));
        head = store.record("the clerk", now(), &Board::default(), |_| Ok(chosen)).unwrap();
    }
    (file, head)
}

fn codes<T>(result: Result<T, Trouble>) -> Vec<&'static str> {
    result.err().iter().flat_map(|one| &one.faults).map(|one| one.fault.code()).collect()
}

fn kept(head: Head) -> Option<Kept> {
    head.to_string().parse().ok()
}

#[test]
fn what_was_recorded_is_read_in_order_with_number_and_moment() {
    let (file, head) = nine("order.db");
    assert_eq!(head.number, 9);
    let store = Store::open(&file).unwrap();
    assert_eq!(store.verify(kept(head)).unwrap(), head);
    let read: Vec<(Statement, Origin)> =
        store.statements(Trust::Verified(kept(head))).unwrap().collect::<Result<_, _>>().unwrap();
    for (at, (statement, origin)) in read.iter().enumerate() {
        assert_eq!(*statement, person(&format!("{}/{}", at / 3, at % 3)));
        let Origin::Entry { number, recorded } = origin else { panic!("{origin:?}") };
        assert_eq!((*number, *recorded <= head.recorded), (at as u64 + 1, true));
    }
    assert_eq!(read.len(), 9);
}

#[test]
fn a_register_on_board_is_the_same_from_a_file_of_entries() {
    let file = file("board.db");
    let recorded = record_sources(&["nc".to_owned()], &file, "the clerk").unwrap();
    let only = |all: Vec<(Statement, Origin)>| all.into_iter().map(|one| one.0).collect::<Vec<_>>();
    let from_file = only(open(&file.display().to_string()).unwrap().all().unwrap().0);
    assert_eq!(from_file, only(open("nc").unwrap().all().unwrap().0));
    assert_eq!(recorded.count, from_file.len() as u64);
}

#[test]
fn the_same_sources_twice_are_refused_and_nothing_is_recorded() {
    let file = file("twice.db");
    let head = record_sources(&["nc".to_owned()], &file, "the clerk").unwrap().head;
    let again = record_sources(&["nc".to_owned()], &file, "the clerk");
    assert!(codes(again).contains(&"R004"));
    assert_eq!(Store::open(&file).unwrap().head().unwrap(), head);
}

#[test]
fn a_batch_that_is_refused_leaves_nothing_behind() {
    let (file, head) = nine("refused.db");
    let mut store = Store::append_to(&file).unwrap();
    let refuse = |_: &dyn Known| Err::<Vec<Statement>, _>(Fault::LawNeeded {}.into());
    assert!(store.record("the clerk", now(), &Board::default(), refuse).is_err());
    assert_eq!(store.head().unwrap(), head);
    let none = file.with_file_name("none.db");
    let folder = file.with_file_name("no such register").display().to_string();
    assert_eq!(codes(record_sources(&[folder], &none, "the clerk")), ["R050"]);
    assert!(!none.exists(), "what cannot be recorded begins no file");
}

#[test]
fn two_who_would_state_the_same_are_told_apart() {
    let (file, _) = nine("same.db");
    let state = || {
        let mut store = Store::append_to(&file).unwrap();
        store.record("a thread", now(), &Board::default(), |known| {
            if known.knows("person", "new") {
                let (kind, id) = ("person".to_owned(), "new".to_owned());
                return Err(Fault::StatedAlready { kind, id }.into());
            }
            assert!(known.keys("person").contains(&"2/2".to_owned()));
            Ok([person("new")])
        })
    };
    let done: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..6).map(|_| scope.spawn(state)).collect();
        threads.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 1);
    assert_eq!(Store::open(&file).unwrap().verify(None).unwrap().number, 10);
}

#[test]
fn who_has_to_wait_too_long_is_told_and_whoever_writes_is_not_disturbed() {
    let (file, _) = nine("busy.db");
    let (mut first, mut second) =
        (Store::append_to(&file).unwrap(), Store::append_to(&file).unwrap());
    second.patience(Duration::from_millis(20)).unwrap();
    let head = first.record("first", now(), &Board::default(), |_| {
        let late = second.record("second", now(), &Board::default(), |_| Ok([person("late")]));
        assert_eq!(codes(late), ["R057"]);
        // Whoever only reads goes on.
        assert_eq!(Store::open(&file)?.verify(None)?.number, 9);
        Ok([person("early")])
    });
    assert_eq!(head.unwrap().number, 10);
    let next = second.record("second", now(), &Board::default(), |_| Ok([person("late")]));
    assert_eq!(next.unwrap().number, 11);
}

#[test]
fn neither_edit_nor_removal_nor_a_gap_is_let_in_by_the_file_itself() {
    let (file, _) = nine("guarded.db");
    let own = Connection::open(&file).unwrap();
    let refused = |sql: &str| own.execute(sql, []).unwrap_err().to_string();
    assert_eq!(
        refused("UPDATE entry SET \"by\" = 'x' WHERE number = 3"),
        "an entry is never edited: a later one replaces it"
    );
    assert_eq!(
        refused("DELETE FROM entry WHERE number = 9"),
        "an entry is never removed: a later one withdraws it"
    );
    for (number, before) in [(11, 9), (10, 8), (9, 8)] {
        let sql = format!(
            "INSERT OR REPLACE INTO entry (number, recorded, \"by\", previous, hash, statement) \
             SELECT {number}, recorded, \"by\", hash, hash, statement FROM entry WHERE number = {before}"
        );
        assert_eq!(refused(&sql), "an entry follows the last one", "{number}");
    }
}

/// Does to the file what its triggers forbid, and puts them back.
fn forced(file: &Path, sql: &str) {
    let own = Connection::open(file).unwrap();
    let triggers: Vec<(String, String)> = own
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid")
        .and_then(|mut ask| ask.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
        .unwrap();
    triggers
        .iter()
        .for_each(|(name, _)| own.execute_batch(&format!("DROP TRIGGER {name}")).unwrap());
    own.execute_batch(sql).unwrap();
    triggers.iter().for_each(|(_, sql)| own.execute_batch(sql).unwrap());
}

#[test]
fn whatever_is_done_to_entries_behind_our_back_is_told() {
    for (name, sql, expected) in [
        ("by", "UPDATE entry SET \"by\" = 'x' WHERE number = 4", &["R040"][..]),
        (
            "moment",
            "UPDATE entry SET recorded = '2020-01-01T00:00:00Z' WHERE number = 4",
            &["R040"],
        ),
        (
            "form",
            "UPDATE entry SET recorded = replace(recorded, 'Z', '+00:00') WHERE number = 4",
            &["R040"],
        ),
        ("no moment", "UPDATE entry SET recorded = '' WHERE number = 4", &["R040"]),
        (
            "statement",
            "UPDATE entry SET statement = replace(statement, '1/0', '1/7') WHERE number = 4",
            &["R040"],
        ),
        ("space", "UPDATE entry SET statement = statement || ' ' WHERE number = 4", &["R040"]),
        ("letters", "UPDATE entry SET \"by\" = CAST(x'ff' AS TEXT) WHERE number = 4", &["R040"]),
        (
            "previous",
            "UPDATE entry SET previous = zeroblob(32) WHERE number = 4",
            &["R040", "R043"],
        ),
        ("hash", "UPDATE entry SET hash = randomblob(32) WHERE number = 4", &["R040", "R043"]),
        ("removed", "DELETE FROM entry WHERE number = 4", &["R041"]),
        ("first", "DELETE FROM entry WHERE number < 3", &["R041"]),
        (
            "closed up",
            "DELETE FROM entry WHERE number = 4; UPDATE entry SET number = number - 1 WHERE number > 4",
            &["R040", "R043", "R040", "R040", "R040", "R040"],
        ),
        (
            "exchanged",
            "UPDATE entry SET number = 100 WHERE number = 4; UPDATE entry SET number = 4 WHERE number = 5; \
             UPDATE entry SET number = 5 WHERE number = 100",
            &["R040", "R043", "R040", "R043", "R043"],
        ),
    ] {
        let (file, head) = nine(&format!("forced {name}.db"));
        forced(&file, sql);
        let store = Store::open(&file).unwrap();
        assert_eq!(codes(store.verify(None)), expected, "{name}");
        assert!(codes(store.verify(kept(head))).len() >= expected.len(), "{name}");
        let read = store.statements(Trust::Verified(None)).unwrap();
        assert_eq!(codes(read.collect::<Result<Vec<_>, _>>()), expected, "{name}");
        assert!(open(&file.display().to_string()).unwrap().all().is_err(), "{name}");
    }
}

#[test]
fn a_log_cut_short_is_told_by_a_head_that_was_kept() {
    let (file, head) = nine("short.db");
    forced(&file, "DELETE FROM entry WHERE number > 6");
    let store = Store::open(&file).unwrap();
    assert_eq!(store.verify(None).unwrap().number, 6);
    assert_eq!(codes(store.verify(kept(head))), ["R045"]);
}

#[test]
fn an_entry_that_was_changed_is_not_built_upon() {
    let (file, _) = nine("last.db");
    forced(&file, "UPDATE entry SET \"by\" = 'x' WHERE number = 9");
    let mut store = Store::append_to(&file).unwrap();
    let next = store.record("the clerk", now(), &Board::default(), |_| Ok([person("ten")]));
    assert_eq!(codes(next), ["R040"]);
}

#[test]
fn a_file_of_others_is_named_and_not_touched() {
    let text = file("letter.db");
    std::fs::write(&text, "Dear Sir, this is a letter and no register. ".repeat(40)).unwrap();
    let others = file("others.db");
    let own = Connection::open(&others).unwrap();
    own.execute_batch(
        "PRAGMA journal_mode = WAL; CREATE TABLE entry (number); CREATE VIEW v AS SELECT 1",
    )
    .unwrap();
    drop(own);
    for file in [text, others] {
        let before = std::fs::read(&file).unwrap();
        assert_eq!(codes(Store::open(&file)), ["R052"]);
        assert_eq!(codes(Store::append_to(&file)), ["R052"]);
        assert_eq!(codes(open(&file.display().to_string())), ["R052"]);
        assert_eq!(std::fs::read(&file).unwrap(), before);
    }
    let empty = file("empty.db");
    std::fs::write(&empty, "").unwrap();
    assert_eq!(codes(Store::open(&empty)), ["R061"]);
    assert_eq!(Store::append_to(&empty).unwrap().verify(None).unwrap(), Head::EMPTY);
    assert_eq!(codes(Store::open(&file("missing.db"))), ["E003"]);
    assert_eq!(codes(Store::append_to(Path::new("/no/such/folder/x.db"))), ["R058"]);
}

#[test]
fn a_later_form_and_changed_tables_are_named() {
    for (sql, code) in [
        ("PRAGMA user_version = 2", "R053"),
        ("DROP TRIGGER never_edited", "R059"),
        ("CREATE TABLE more (x)", "R059"),
        ("CREATE TRIGGER t BEFORE INSERT ON entry BEGIN SELECT raise(IGNORE); END", "R059"),
    ] {
        let (file, _) = nine("form.db");
        Connection::open(&file).unwrap().execute_batch(sql).unwrap();
        assert_eq!(codes(Store::open(&file)), [code], "{sql}");
        assert_eq!(codes(Store::append_to(&file)), [code], "{sql}");
    }
}

#[test]
fn a_damaged_file_is_named_and_nothing_panics() {
    let (whole, head) = nine("whole.db");
    let bytes = std::fs::read(&whole).unwrap();
    let file = file("damaged.db");
    let mut told = std::collections::BTreeSet::new();
    let judge = |damaged: &[u8]| {
        std::fs::write(&file, damaged).unwrap();
        let store = Store::open(&file);
        codes(store.and_then(|store| store.verify(kept(head))))
    };
    for cut in (0..bytes.len()).step_by(509) {
        let codes = judge(&bytes[..cut]);
        assert!(!codes.is_empty(), "cut at {cut}");
        told.extend(codes);
    }
    // A byte in the text, the number or the hash of an entry; elsewhere it may be a byte nobody uses.
    for at in (0..bytes.len()).step_by(61) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0xff;
        let codes = judge(&damaged);
        let same = codes.is_empty();
        told.extend(codes);
        if same {
            let read = Store::open(&file).unwrap().entries().unwrap();
            let all = |read: &mut dyn Iterator<Item = _>| read.collect::<Result<Vec<_>, Trouble>>();
            let mut own = Store::open(&whole).unwrap().entries().unwrap();
            assert_eq!(all(&mut { read }).unwrap(), all(&mut own).unwrap(), "byte {at}");
        }
    }
    assert!(told.contains("R054") && told.contains("R052"), "{told:?}");
}

#[test]
fn a_writer_that_was_cut_off_is_undone_by_whoever_opens_next() {
    let (whole, head) = nine("cut.db");
    let own = Connection::open(&whole).unwrap();
    // A tiny cache: the file is written before the transaction is at its end.
    own.execute_batch(
        "PRAGMA cache_size = 1; BEGIN; CREATE TABLE more (x); \
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) \
         INSERT INTO more SELECT zeroblob(1000) FROM n",
    )
    .unwrap();
    let copy = file("cut off.db");
    let journal = |file: &Path| PathBuf::from(format!("{}-journal", file.display()));
    std::fs::copy(&whole, &copy).unwrap();
    std::fs::copy(journal(&whole), journal(&copy)).unwrap();
    let store = Store::open(&copy).unwrap();
    assert_eq!(store.verify(kept(head)).unwrap(), head);
    assert!(!journal(&copy).exists());
}
