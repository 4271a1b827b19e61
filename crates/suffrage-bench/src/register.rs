//! A register of a million holdings: recorded, verified, read and folded, beside the physical limit.
//!
//! It runs in a process of its own, so that its memory is its own too.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use sha2::{Digest as _, Sha256};
use suffrage::law::Text;
use suffrage::register::conflict::conflicts;
use suffrage::register::fold::AsOf;
use suffrage::register::statement::{
    Fact, Holding, Office, Organization, OrganizationKind, Person, Right, Statement, Told,
};
use suffrage::register::tenure::Roll;
use suffrage::register::when::{Bound, When};
use suffrage::register::who::who;
use suffrage::register::{quality, read};
use suffrage_host::register::{Board, Store, Trust, whole};
use suffrage_host::{Trouble, now};

use crate::{Dice, median, peak, row};

const HOLDINGS: u64 = 1_000_000;
const PERSONS: u64 = 250_000;
const OFFICES: u64 = 20_000;
const ELECTIONS: u64 = 1_000;
/// Statements recorded at once.
const BATCH: usize = 10_000;
/// The word by which this program calls itself for these rows.
pub const ALONE: &str = "register";

/// Runs [`rows`] in a process of its own.
pub fn apart() {
    let run = std::env::current_exe().and_then(|own| Command::new(own).arg(ALONE).status());
    assert!(run.expect("it can be started").success(), "the rows of the register failed");
}

/// The rows of the table.
pub fn rows() {
    let folder = std::env::temp_dir().join(format!("suffrage-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let file = folder.join("register.db");
    let start = Instant::now();
    let entries = write(&file).expect("it is recorded");
    let written = start.elapsed();
    let bytes = std::fs::metadata(&file).map_or(0, |file| file.len());
    let what = format!("{HOLDINGS} holdings ({entries} entries, {} MB)", bytes / 1_000_000);
    row(&format!("a register of {what} recorded, {BATCH} a batch"), written, None, "");
    let limit = median(3, || {
        black_box(Sha256::digest(std::fs::read(&file).expect("it is there")));
    });
    let beside = "reading the file and hashing its bytes, one thread";
    let verified = median(3, || {
        let head = Store::open(&file).and_then(|store| store.verify(None));
        assert_eq!(head.expect("it verifies").number, entries);
    });
    row("its chain verified, and the file itself", verified, Some(limit), beside);
    let read = |trust| {
        let statements = Store::open(&file).and_then(|store| store.statements(trust));
        let all = statements.expect("it opens").map(|one| one.expect("it reads"));
        assert_eq!(all.count() as u64, entries);
    };
    let plain = median(3, || read(Trust::AsItStands));
    row("its statements read, unverified", plain, Some(limit), beside);
    let trusted = median(3, || read(Trust::Verified(None)));
    row("its statements read and verified", trusted, Some(limit), beside);
    let before = peak();
    let name = file.display().to_string();
    let loaded = median(3, || {
        let whole = whole(&name, AsOf::default()).expect("it loads");
        assert_eq!(whole.head.map(|head| head.number), Some(entries));
        black_box(whole);
    });
    row("the register loaded: read, verified, folded", loaded, Some(limit), beside);
    let whole = whole(&name, AsOf::default()).expect("it loads");
    let (register, on) = (&whole.register, date(1990, 1, 1));
    let scan = median(5, || {
        black_box(register.holdings().filter(|one| one.span().from.when().is_some()).count());
    });
    let beside = "one pass over all holdings";
    let all = median(5, || {
        black_box(who(register, "*", on));
    });
    row("who holds any office on a day", all, Some(scan), beside);
    let some = median(5, || {
        black_box(who(register, "fr/senator", on));
    });
    row("who holds one of a hundred offices on a day", some, Some(scan), beside);
    let found = median(3, || {
        black_box(conflicts(register, on, None));
    });
    row("offices that cannot be held together, of all persons", found, Some(scan), beside);
    let checked = median(3, || {
        black_box(quality::check(&Roll::from(register)));
    });
    row("every check of its dates", checked, Some(scan), beside);
    println!(
        "| peak memory of loading it, whole process | {} MB (before: {before} MB) | | |",
        peak()
    );
    std::fs::remove_dir_all(&folder).expect("the folder can be removed");
}

/// Writes the register; gives the number of entries.
fn write(file: &Path) -> Result<u64, Trouble> {
    let mut store = Store::append_to(file)?;
    let (mut statements, mut last) = (statements(), 0);
    loop {
        let batch: Vec<Statement> = statements.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            return Ok(last);
        }
        let board = Board::beside(None::<PathBuf>);
        last = store.record("the bench", now(), &board, |_| Ok(batch))?.number;
    }
}

/// Institutions, elections, offices, persons and holdings, by a fixed sequence.
fn statements() -> impl Iterator<Item = Statement> {
    let mut dice = Dice(20_261_125);
    let text = |name: String| Text { en: name.clone(), fr: name };
    let institution = move |at: u64| {
        let (id, name) = (format!("body/{at}"), text(format!("Body {at}")));
        let (from, to) = (Bound::Unknown, Bound::Unknown);
        let kind = OrganizationKind::Assembly;
        let (part_of, ids) = (String::new(), Default::default());
        Fact::Organization(Organization { id, name, kind, part_of, from, to, ids })
    };
    let office = move |at: u64| {
        let (id, name) = (format!("office/{at}"), text(format!("member {at}")));
        let institution = format!("body/{}", at % 200);
        // Every hundredth office is one of two that cannot be held together, by rules on board.
        let rules = match at % 200 {
            0 => "fr/senator",
            100 => "fr/mayor",
            _ => "",
        };
        let (seats, rules) = (Some(50), rules.to_owned());
        Fact::Office(Office { id, name, institution, seats, rules, ..Office::default() })
    };
    let person = |at: u64| {
        let (id, name) = (format!("person/{at}"), format!("Person {at}"));
        Fact::Person(Person { id, name, ..Person::default() })
    };
    let holding = move |at: u64| {
        let start =
            date(1950, 1, 1).saturating_add(i64::try_from(dice.below(27_000)).unwrap_or(0).days());
        let days = i64::try_from(200 + dice.below(2_000)).unwrap_or(0).days();
        Fact::Holding(Holding {
            id: format!("holding/{at}"),
            person: format!("person/{}", dice.below(PERSONS)),
            office: format!("office/{}", dice.below(OFFICES)),
            from: on(start),
            to: on(start.saturating_add(days)),
            right: Right::Elected {
                election: format!("election/{}", dice.below(ELECTIONS)),
                contest: String::new(),
            },
            ..Holding::default()
        })
    };
    let told = |fact| Statement { fact, told: Told::default() };
    (0..200)
        .map(institution)
        .chain(elections())
        .chain((0..OFFICES).map(office))
        .chain((0..PERSONS).map(person))
        .chain((0..HOLDINGS).map(holding))
        .map(told)
}

/// The elections, as somebody writes them.
fn elections() -> impl Iterator<Item = Fact> {
    let one = |at: u64| {
        let day = date(1950, 1, 1).saturating_add(i64::try_from(at * 27).unwrap_or(0).days());
        format!(
            "[[event]]\nid = \"election/{at}\"\nkind = \"election\"\nwhat = \"Election {at}\"\non = \"{day}\"\n"
        )
    };
    let text: String = (0..ELECTIONS).map(one).collect();
    let read = read::statements("elections.toml", &text).expect("it reads");
    read.into_iter().map(|one| one.statement.fact)
}

fn on(day: Date) -> Bound {
    Bound::On(When::day(day))
}
