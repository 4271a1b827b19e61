//! A register is killed while it writes, written by several at once, and has no room or no right to
//! write: no acknowledged entry is lost, and what is left verifies.
//!
//! The writing script is this test again, as a process of its own. `SUFFRAGE_KILLS=1000` kills it
//! that many times. A process that is killed leaves what the system has in memory: that a disk keeps
//! what it was told to keep when the power fails cannot be tested here.

#![cfg(unix)]

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use suffrage::register::log::{Head, Kept};
use suffrage::register::statement::{Fact, Person, Statement, Told};
use suffrage_host::now;
use suffrage_host::register::{Board, Store};

/// What the writing script is told: file, name of the run, how many batches, entries of the largest.
const SCRIPT: &str = "SUFFRAGE_WRITER";

fn persons(run: &str, batch: usize, size: usize) -> impl Iterator<Item = Statement> {
    let run = run.to_owned();
    (1..=size).map(move |at| {
        let id = format!("{run}/{batch}/{at} of {size}");
        let fact = Fact::Person(Person { id, name: "N".repeat(600), ..Person::default() });
        Statement { fact, told: Told::default() }
    })
}

/// Says something that the parent reads even if this process is killed right after.
fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n{text}").and_then(|()| out.flush()).unwrap();
}

#[test]
#[ignore = "the writing script of the other tests"]
fn script() {
    let told = std::env::var(SCRIPT).expect("the tests below start it");
    let [file, run, batches, most] = told.split('|').collect::<Vec<_>>()[..] else { panic!() };
    let (batches, most): (usize, usize) = (batches.parse().unwrap(), most.parse().unwrap());
    let write = || {
        let mut store = Store::append_to(Path::new(file))?;
        for batch in 0..batches {
            // Every eighth batch is large: the file is written before the batch is at its end.
            let size = if batch % 8 == 7 { most } else { 1 + batch % 5 };
            let chosen = persons(run, batch, size);
            let head = store.record("the script", now(), &Board::default(), |_| Ok(chosen))?;
            say(&format!("ACKNOWLEDGED {head}"));
        }
        Ok::<(), suffrage_host::Trouble>(())
    };
    say("READY");
    if let Err(trouble) = write() {
        let codes: Vec<_> = trouble.faults.iter().map(|one| one.fault.code()).collect();
        say(&format!("FAULT {}", codes.join(" ")));
    }
}

/// The writing script as a process; `sh` is what runs before it.
fn started(sh: &str, file: &Path, run: &str, batches: usize, most: usize) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{sh} exec \"$0\" \"$@\"")]);
    command.arg(std::env::current_exe().unwrap());
    command.args(["--exact", "script", "--ignored", "--nocapture"]);
    command.env(SCRIPT, format!("{}|{run}|{batches}|{most}", file.display()));
    command.stdout(Stdio::piped());
    command
}

/// What the script said: the heads that it acknowledged, and the codes of its faults.
fn said(text: &str) -> (Vec<Kept>, Vec<&str>) {
    let after = |word: &'static str| text.lines().filter_map(move |line| line.strip_prefix(word));
    // The last line may be cut in the middle: a head that is no head was not heard.
    let heads = after("ACKNOWLEDGED ").filter_map(|head| head.parse().ok()).collect();
    (heads, after("FAULT ").collect())
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// A fixed sequence of moments (xorshift); where they fall in the script, the machine decides.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// Every batch of the log is there from its first statement to its last; gives the batches.
fn batches(store: &Store) -> usize {
    let mut found: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for line in store.lines().unwrap() {
        let id = line.unwrap().id;
        let (batch, place) = id.rsplit_once('/').unwrap();
        let (_, size) = place.split_once(" of ").unwrap();
        let one = found.entry(batch.to_owned()).or_default();
        *one = (one.0 + 1, size.parse().unwrap());
    }
    assert!(found.values().all(|(there, size)| there == size), "a batch was torn: {found:?}");
    found.len()
}

/// The register holds every head that was acknowledged, verifies, and has no torn batch.
fn holds(file: &Path, heads: &[Kept]) -> Head {
    let store = Store::open(file).expect("what is left opens");
    let hashes: BTreeMap<u64, _> = store
        .entries()
        .unwrap()
        .map(|one| one.map(|one| (one.number, one.hash)).unwrap())
        .collect();
    for head in heads {
        assert_eq!(hashes.get(&head.number), Some(&head.hash), "an acknowledged entry is lost");
    }
    batches(&store);
    store.verify(heads.last().copied()).expect("what is left verifies")
}

#[test]
fn killed_at_any_point_it_has_all_that_was_acknowledged_and_verifies() {
    let kills: u64 = std::env::var("SUFFRAGE_KILLS").map_or(40, |kills| kills.parse().unwrap());
    let folder = folder("killed");
    let mut dice = Dice(20_261_124);
    let (mut file, mut heads, mut all, mut torn) = (PathBuf::new(), Vec::new(), 0, 0);
    for run in 0..kills {
        // A new file now and then: it may be killed while it is begun.
        if run % 16 == 0 {
            file = folder.join(format!("{run}.db"));
            heads.clear();
        }
        let mut child =
            started("", &file, &format!("run {run}"), 1_000_000, 4_000).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut text = String::new();
        while !text.ends_with("READY\n") {
            assert_ne!(out.read_line(&mut text).unwrap(), 0, "the script did not start: {text}");
        }
        let longest = if run % 4 == 0 { 8_000 } else { 60_000 };
        std::thread::sleep(Duration::from_micros(dice.below(longest)));
        child.kill().unwrap();
        std::io::Read::read_to_string(&mut out, &mut text).unwrap();
        child.wait().unwrap();
        let (acknowledged, faults) = said(&text);
        assert!(faults.is_empty(), "run {run}: {faults:?}");
        all += acknowledged.len();
        heads.extend(acknowledged);
        let journal = PathBuf::from(format!("{}-journal", file.display()));
        torn += usize::from(std::fs::metadata(journal).is_ok_and(|file| file.len() > 0));
        if heads.is_empty() {
            // Killed before the first entry: what had been begun of the file is undone, or it is there.
            if file.exists() {
                match Store::open(&file) {
                    Ok(_) => {
                        holds(&file, &[]);
                    }
                    Err(trouble) => {
                        assert_eq!(trouble.faults[0].fault.code(), "R061", "run {run}");
                        assert_eq!(std::fs::metadata(&file).unwrap().len(), 0);
                    }
                }
            }
            continue;
        }
        holds(&file, &heads);
    }
    println!("{kills} kills: {all} batches acknowledged, none lost; {torn} kills in mid-batch");
    assert!(all > 0 && torn > 0, "no kill fell where it hurts: {all} {torn}");
}

#[test]
fn several_at_once_lose_nothing() {
    const WRITERS: usize = 3;
    const BATCHES: usize = 24;
    let file = folder("crowded").join("register.db");
    let name = |at: usize| format!("writer {at}");
    let start = |at| started("", &file, &name(at), BATCHES, 500).spawn().unwrap();
    let children: Vec<Child> = (0..WRITERS).map(start).collect();
    let mut heads = Vec::new();
    for child in children {
        let text = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
        let (acknowledged, faults) = said(&text);
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(acknowledged.len(), BATCHES);
        heads.extend(acknowledged);
    }
    heads.sort_by_key(|head| head.number);
    let head = holds(&file, &heads);
    assert_eq!(heads.last().map(|last| last.number), Some(head.number));
    assert_eq!(batches(&Store::open(&file).unwrap()), WRITERS * BATCHES);
}

/// Runs the script until it ends by itself.
fn run(mut script: Command) -> (Vec<Kept>, Vec<String>) {
    let text = String::from_utf8(script.output().unwrap().stdout).unwrap();
    assert!(text.contains("READY"), "the script did not start");
    let (heads, faults) = said(&text);
    (heads, faults.into_iter().map(str::to_owned).collect())
}

#[test]
fn a_file_that_may_not_grow_keeps_what_was_acknowledged() {
    let file = folder("limited").join("register.db");
    // Files of this process may have 600 blocks of 512 bytes; a write beyond them fails.
    let (heads, faults) = run(started("trap '' XFSZ; ulimit -f 600;", &file, "one", 1_000, 100));
    assert_eq!(faults, ["R056"]);
    assert!(!heads.is_empty());
    let before = holds(&file, &heads);
    assert_eq!(before.number, heads.last().unwrap().number);
    let (more, faults) = run(started("", &file, "two", 8, 100));
    assert!(faults.is_empty(), "with room again it goes on: {faults:?}");
    holds(&file, &[heads, more].concat());
}

/// A small disk, for as long as this lives.
struct Disk(PathBuf);

impl Disk {
    /// `None` if this user may not mount one.
    fn of(size: &str, folder: PathBuf) -> Option<Self> {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"]).arg(&folder);
        let done = mount.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        done.then_some(Self(folder))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_keeps_what_was_acknowledged_and_goes_on_when_there_is_room() {
    let Some(disk) = Disk::of("512k", folder("full")) else {
        println!("skipped: this user may not mount a disk; a limit on files stands in for it");
        return;
    };
    let (file, filler) = (disk.0.join("register.db"), disk.0.join("filler"));
    std::fs::write(&filler, vec![0; 150_000]).unwrap();
    let (mut heads, faults) = run(started("", &file, "one", 1_000, 100));
    assert_eq!(faults, ["R056"]);
    let head = holds(&file, &heads);
    let mut store = Store::append_to(&file).unwrap();
    let mut record = |run: &str, size| {
        store.record("the script", now(), &Board::default(), |_| Ok(persons(run, 0, size)))
    };
    let full = record("two", 2_000).unwrap_err();
    assert_eq!(full.faults[0].fault.code(), "R056");
    std::fs::remove_file(&filler).unwrap();
    let after = record("three", 5).unwrap();
    assert_eq!(after.number, head.number + 5);
    heads.push(after.to_string().parse().unwrap());
    holds(&file, &heads);
}

/// The script as somebody who may read and not write: nobody, if we are root.
fn as_reader(mut script: Command) -> Command {
    let is_root = std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    if is_root {
        script.uid(65_534).gid(65_534);
    }
    script
}

#[test]
fn what_may_not_be_written_is_left_as_it_is() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = std::env::temp_dir().join(format!("suffrage-locked-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let (file, new) = (folder.join("register.db"), folder.join("new.db"));
    let (heads, _) = run(started("", &file, "one", 3, 3));
    let before = std::fs::read(&file).unwrap();
    let allow = |path: &Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    allow(&file, 0o444);
    allow(&folder, 0o555);
    for file in [&file, &new] {
        let (none, faults) = run(as_reader(started("", file, "two", 3, 3)));
        assert_eq!(faults, ["R055"], "{}", file.display());
        assert!(none.is_empty());
    }
    assert_eq!(std::fs::read(&file).unwrap(), before);
    assert!(!new.exists());
    holds(&file, &heads);
    // A writer was cut off, and nobody here may put the file in order.
    allow(&folder, 0o755);
    allow(&file, 0o644);
    cut_off(&file);
    allow(&file, 0o444);
    allow(&folder, 0o555);
    let (none, faults) = run(as_reader(started("", &file, "two", 3, 3)));
    assert_eq!((faults.as_slice(), none.len()), (&["R060".to_owned()][..], 0));
    allow(&folder, 0o755);
    allow(&file, 0o644);
    holds(&file, &heads);
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Leaves the file as a writer leaves it who is killed in the middle of a batch.
fn cut_off(file: &Path) {
    let journal = |file: &Path| PathBuf::from(format!("{}-journal", file.display()));
    let copy = file.with_extension("copy");
    let own = rusqlite::Connection::open(file).unwrap();
    // A tiny cache: the file is written before the transaction is at its end.
    own.execute_batch(
        "PRAGMA cache_size = 1; BEGIN; CREATE TABLE more (x); \
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) \
         INSERT INTO more SELECT zeroblob(1000) FROM n",
    )
    .unwrap();
    std::fs::copy(file, &copy).unwrap();
    std::fs::copy(journal(file), journal(&copy)).unwrap();
    drop(own);
    std::fs::rename(&copy, file).unwrap();
    std::fs::rename(journal(&copy), journal(file)).unwrap();
}
