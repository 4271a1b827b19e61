//! The log of a register: entries that are never edited, each bound to the one before by its hash.
//!
//! What is hashed is text, so that a stranger needs no program of ours. The **bytes of an entry**
//! are one JSON object in UTF-8, without spaces, its keys in this order:
//!
//! ```json
//! {"number":1,"recorded":"2026-11-24T12:00:00Z","by":"the clerk","previous":"0000…","statement":{…}}
//! ```
//!
//! - `number` counts from 1, without gaps.
//! - `recorded` is the moment of recording in UTC (RFC 3339, `Z`); it never runs backwards.
//! - `by` says who recorded it.
//! - `previous` is the hash of the entry before, 64 small hexadecimal digits; 64 zeros for the first.
//! - `statement` is the statement as [`Statement`] serializes: `fact`, then `told` unless empty;
//!   keys in the order of the type, what is empty left out. Of the characters of a text only `"`, `\`
//!   and those below U+0020 are escaped (`\b \t \n \f \r`, else `\u00xx`).
//!
//! The hash of an entry is SHA-256 (FIPS 180-4) of these bytes. `suffrage register log --json`
//! prints the same object with `"hash"` after it, one line each, so three lines of Python check it:
//!
//! ```python
//! for line in sys.stdin:
//!     entry = json.loads(line); told = entry.pop("hash")
//!     text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
//!     assert hashlib.sha256(text.encode()).hexdigest() == told
//! ```
//!
//! A chain shows any edit, removal, insertion or change of order *inside* it. Somebody who rewrites
//! it from some entry to the end leaves a chain without a fault: against that stands the [`Head`],
//! the number and hash of the last entry, which is short enough to be printed in a newspaper: the
//! linked time stamps of Haber and Stornetta ("How to Time-Stamp a Digital Document", 1991; told at
//! <https://decentralizedthoughts.github.io/2020-07-05-the-first-blockchain-or-how-to-time-stamp-a-digital-document/>).

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use super::statement::Statement;
use crate::diagnostic::{Fault, Place};

/// A SHA-256 hash; written as 64 small hexadecimal digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hash(pub [u8; 32]);

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut digits = [0; 64];
        for (pair, byte) in digits.chunks_exact_mut(2).zip(self.0) {
            pair.copy_from_slice(&[byte >> 4, byte & 15].map(|at| DIGITS[usize::from(at)]));
        }
        f.write_str(std::str::from_utf8(&digits).map_err(|_| fmt::Error)?)
    }
}

impl FromStr for Hash {
    type Err = NotAHead;

    fn from_str(text: &str) -> Result<Self, NotAHead> {
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(NotAHead);
        }
        let mut bytes = [0; 32];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).map_err(|_| NotAHead)?;
        }
        Ok(Self(bytes))
    }
}

/// The last entry of a log: whoever has kept it can tell later whether the log still holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Head {
    /// How many entries there are.
    pub number: u64,
    /// The hash of the last of them.
    pub hash: Hash,
    /// When it was recorded; nothing is recorded earlier than what stands before it.
    pub recorded: Timestamp,
}

impl Head {
    /// The head of a log that says nothing yet.
    pub const EMPTY: Self = Self { number: 0, hash: Hash([0; 32]), recorded: Timestamp::MIN };

    /// The next entry of the log. A clock that runs behind that of the writer before is set forward.
    ///
    /// # Example
    /// ```
    /// use suffrage::register::{log::Head, read};
    ///
    /// let text = "[[person]]\nid = \"xowie\"\nname = \"Robert Xowie\"";
    /// let read = read::statements("people.toml", text).unwrap();
    /// let noon = "2026-11-24T12:00:00Z".parse().unwrap();
    /// let entry = Head::EMPTY.next(noon, "the clerk", &read[0].statement);
    /// assert_eq!(
    ///     String::from_utf8(entry.bytes()).unwrap(),
    ///     format!(
    ///         r#"{{"number":1,"recorded":"2026-11-24T12:00:00Z","by":"the clerk","previous":"{}",{}}}"#,
    ///         "0".repeat(64),
    ///         r#""statement":{"fact":{"person":{"id":"xowie","name":"Robert Xowie"}}}"#,
    ///     )
    /// );
    /// assert!(entry.is_whole());
    /// ```
    #[must_use]
    pub fn next(self, recorded: Timestamp, by: &str, statement: &Statement) -> Entry {
        let statement = serde_json::to_string(statement).expect("a statement is plain data");
        let mut entry = Entry {
            number: self.number + 1,
            recorded: recorded.max(self.recorded),
            by: by.to_owned(),
            statement,
            previous: self.hash,
            hash: Hash::default(),
        };
        entry.hash = entry.hashed();
        entry
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.number, self.hash)
    }
}

/// A head as somebody has kept it: `42:9f86d0…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Kept {
    /// The number of the entry.
    pub number: u64,
    /// Its hash.
    pub hash: Hash,
}

/// A text that is no head of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAHead;

impl FromStr for Kept {
    type Err = NotAHead;

    fn from_str(text: &str) -> Result<Self, NotAHead> {
        let (number, hash) = text.trim().split_once(':').ok_or(NotAHead)?;
        Ok(Self { number: number.parse().map_err(|_| NotAHead)?, hash: hash.parse()? })
    }
}

/// One statement in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number, from 1.
    pub number: u64,
    /// When it was recorded.
    pub recorded: Timestamp,
    /// By whom.
    pub by: String,
    /// The statement as it was hashed: text, so that no later version of ours can read it otherwise.
    pub statement: String,
    /// The hash of the entry before.
    pub previous: Hash,
    /// The hash of this one.
    pub hash: Hash,
}

impl Entry {
    /// The bytes that are hashed, as the head of this file describes them.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let by = serde_json::to_string(&self.by).expect("a text is plain data");
        let Self { number, recorded, statement, previous, .. } = self;
        let mut text = String::with_capacity(statement.len() + by.len() + 160);
        text.push_str("{\"number\":");
        text.push_str(&number.to_string());
        text.push_str(",\"recorded\":\"");
        text.push_str(&recorded.to_string());
        text.push_str("\",\"by\":");
        text.push_str(&by);
        text.push_str(",\"previous\":\"");
        text.push_str(&previous.to_string());
        text.push_str("\",\"statement\":");
        text.push_str(statement);
        text.push('}');
        text.into_bytes()
    }

    /// The same with the hash after it, as one line of JSON.
    #[must_use]
    pub fn line(&self) -> String {
        let mut text = String::from_utf8(self.bytes()).expect("text and digits are UTF-8");
        text.truncate(text.len() - 1);
        format!("{text},\"hash\":\"{}\"}}", self.hash)
    }

    fn hashed(&self) -> Hash {
        Hash(Sha256::digest(self.bytes()).into())
    }

    /// Whether its hash is that of its bytes.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.hashed() == self.hash
    }

    /// The head of a log that ends with it.
    #[must_use]
    pub fn head(&self) -> Head {
        let Self { number, hash, recorded, .. } = *self;
        Head { number, hash, recorded }
    }

    /// What must agree with the entries beside it.
    #[must_use]
    pub fn link(&self) -> Link {
        let Self { number, recorded, previous, hash, .. } = *self;
        Link { number, recorded, previous, hash, whole: self.is_whole() }
    }

    /// The statement.
    ///
    /// # Errors
    /// If it is none: a later version of the program wrote it.
    pub fn read(&self) -> Result<Statement, Fault> {
        serde_json::from_str(&self.statement).map_err(|error| {
            let (number, why) = (self.number, error.to_string());
            Fault::EntryUnreadable { number, why }
        })
    }
}

/// What of an entry must agree with those beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The number of the entry.
    pub number: u64,
    /// When it was recorded.
    pub recorded: Timestamp,
    /// The hash of the entry before, as it says.
    pub previous: Hash,
    /// Its own hash, as it says.
    pub hash: Hash,
    /// Whether that is the hash of its bytes.
    pub whole: bool,
}

/// Verifies a log entry by entry, so that a million need no more memory than one.
#[derive(Clone, Debug)]
pub struct Verifier {
    kept: Option<Kept>,
    head: Head,
    found: bool,
    faults: Vec<Fault>,
}

impl Verifier {
    /// Begins before the first entry; `kept` is a head that somebody published or wrote down.
    #[must_use]
    pub fn new(kept: Option<Kept>) -> Self {
        let found = kept.is_none_or(|kept| kept.number == 0 && kept.hash == Head::EMPTY.hash);
        Self { kept, head: Head::EMPTY, found, faults: Vec::new() }
    }

    /// Holds the next entry against the one before. After a fault it goes on from what stands
    /// there, so that one wound is told once.
    pub fn take(&mut self, link: Link) {
        let Link { number, recorded, previous, hash, whole } = link;
        let (last, next) = (self.head, self.head.number + 1);
        if !whole {
            self.faults.push(Fault::EntryChanged { number });
        }
        if number > next {
            self.faults.push(Fault::EntriesMissing { from: next, to: number - 1 });
        } else if number < next {
            self.faults.push(Fault::EntryMisplaced { number, after: last.number });
        } else if previous != last.hash {
            self.faults.push(Fault::ChainBroken { number, before: last.number });
        }
        // Of an entry that was changed nobody knows when it was recorded.
        if whole && recorded < last.recorded {
            self.faults.push(Fault::EntryTooEarly { number });
        }
        if let Some(kept) = self.kept.filter(|kept| kept.number == number) {
            self.found = true;
            if kept.hash != hash {
                self.faults.push(Fault::HeadDiffers { number });
            }
        }
        let recorded = if whole { recorded } else { last.recorded };
        self.head = Head { number, hash, recorded };
    }

    /// The head, if every entry agrees.
    ///
    /// # Errors
    /// Every entry that does not, in order, and a kept head that is not there.
    pub fn finish(mut self) -> Result<Head, Vec<Fault>> {
        if let Some(kept) = self.kept.filter(|_| !self.found) {
            let (number, last) = (kept.number, self.head.number);
            self.faults.push(Fault::HeadMissing { number, last });
        }
        if self.faults.is_empty() { Ok(self.head) } else { Err(self.faults) }
    }
}

/// Verifies a log, and that it still holds a head that somebody has kept.
///
/// # Errors
/// Every entry that was edited, is missing, stands out of order or does not follow from the one
/// before; a kept head that is missing (the log was cut short) or differs (it was rewritten).
pub fn verify<'e>(
    entries: impl IntoIterator<Item = &'e Entry>,
    kept: Option<Kept>,
) -> Result<Head, Vec<Fault>> {
    let mut verifier = Verifier::new(kept);
    entries.into_iter().for_each(|entry| verifier.take(entry.link()));
    verifier.finish()
}

/// Where a statement of a register stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// In a text.
    Text(Place),
    /// In a log.
    Entry {
        /// The number of the entry.
        number: u64,
        /// When it was recorded.
        recorded: Timestamp,
    },
}

impl Origin {
    /// The day in UTC on which it was recorded, if it stands in a log: since then the register
    /// knows it, unless the statement says otherwise.
    #[must_use]
    pub fn recorded_on(&self) -> Option<jiff::civil::Date> {
        match self {
            Self::Text(_) => None,
            Self::Entry { recorded, .. } => {
                Some(jiff::tz::Offset::UTC.to_datetime(*recorded).date())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::register::statement::{Fact, Person, Told};

    fn person(name: &str) -> Statement {
        let fact = Fact::Person(Person { id: "x".into(), name: name.into(), ..Person::default() });
        Statement { fact, told: Told::default() }
    }

    /// A log of people, a second between any two.
    fn log(names: &[String]) -> Vec<Entry> {
        let mut head = Head::EMPTY;
        let entry = |(second, name): (i64, &String)| {
            let recorded = Timestamp::from_second(second).unwrap();
            let entry = head.next(recorded, "the clerk", &person(name));
            head = entry.head();
            entry
        };
        (0..).zip(names).map(entry).collect()
    }

    fn kept(entries: &[Entry]) -> Option<Kept> {
        entries.last().map(|last| last.head().to_string().parse().unwrap())
    }

    fn codes(result: Result<Head, Vec<Fault>>) -> Vec<&'static str> {
        result.err().into_iter().flatten().map(|fault| fault.code()).collect()
    }

    fn names() -> impl Strategy<Value = Vec<String>> {
        proptest::collection::vec(".{1,12}", 2..12)
    }

    /// What can be done to one entry by somebody who leaves its hash as it is.
    fn edits(entry: &Entry) -> Vec<Entry> {
        let recorded = entry.recorded + jiff::SignedDuration::from_nanos(1);
        let mut byte = entry.clone();
        byte.hash.0[7] ^= 1;
        let mut before = entry.clone();
        before.previous.0[31] ^= 128;
        vec![
            Entry { number: entry.number + 1, ..entry.clone() },
            Entry { recorded, ..entry.clone() },
            Entry { by: "the clerk's brother".into(), ..entry.clone() },
            Entry { statement: entry.statement.replace('{', "{ "), ..entry.clone() },
            Entry { statement: entry.statement.replace("\"x\"", "\"y\""), ..entry.clone() },
            byte,
            before,
        ]
    }

    proptest! {
        #[test]
        fn a_log_as_it_was_written_verifies_and_any_of_its_heads_is_found(names in names(), at: prop::sample::Index) {
            let entries = log(&names);
            let earlier = kept(&entries[..=at.index(entries.len())]);
            prop_assert_eq!(verify(&entries, earlier), Ok(entries.last().unwrap().head()));
            let read: Vec<Statement> = entries.iter().map(|one| one.read().unwrap()).collect();
            prop_assert_eq!(read, names.iter().map(|name| person(name)).collect::<Vec<_>>());
        }

        #[test]
        fn any_edit_of_an_entry_is_named(names in names(), at: prop::sample::Index) {
            let entries = log(&names);
            let at = at.index(entries.len());
            for edited in edits(&entries[at]) {
                let mut entries = entries.clone();
                let number = edited.number;
                entries[at] = edited;
                let faults = verify(&entries, None).unwrap_err();
                prop_assert!(faults.contains(&Fault::EntryChanged { number }), "{:?}", faults);
            }
        }

        #[test]
        fn an_edit_with_a_hash_of_its_own_breaks_the_chain_after_it(names in names(), at: prop::sample::Index) {
            let whole = log(&names);
            let at = at.index(whole.len());
            for edited in edits(&whole[at]).into_iter().filter(|one| one.number == whole[at].number) {
                let mut entries = whole.clone();
                entries[at] = Entry { hash: edited.hashed(), ..edited };
                // The hash of an entry nobody touched is the one it had.
                if entries[at] == whole[at] {
                    continue;
                }
                prop_assert!(verify(&entries, kept(&whole)).is_err());
                if at + 1 < entries.len() {
                    prop_assert!(verify(&entries, None).is_err());
                }
            }
        }

        #[test]
        fn any_removal_is_detected(names in names(), at: prop::sample::Index, many in 1_usize..4) {
            let whole = log(&names);
            let from = at.index(whole.len());
            let mut entries = whole.clone();
            entries.drain(from..(from + many).min(whole.len()));
            prop_assert!(verify(&entries, kept(&whole)).is_err());
            if entries.last() == whole.last() {
                prop_assert!(codes(verify(&entries, None)).contains(&"R041"));
            }
        }

        #[test]
        fn any_other_order_is_detected(names in names(), one: prop::sample::Index, other: prop::sample::Index) {
            let whole = log(&names);
            let (one, other) = (one.index(whole.len()), other.index(whole.len()));
            prop_assume!(one != other);
            let mut entries = whole.clone();
            entries.swap(one, other);
            prop_assert!(verify(&entries, None).is_err());
            // With the numbers of their new places they are not what was hashed.
            (1..).zip(&mut entries).for_each(|(number, entry)| entry.number = number);
            prop_assert!(codes(verify(&entries, None)).contains(&"R040"));
        }

        #[test]
        fn any_insertion_is_detected(names in names(), at: prop::sample::Index, name in ".{1,12}") {
            let whole = log(&names);
            let at = at.index(whole.len());
            let before = if at == 0 { Head::EMPTY } else { whole[at - 1].head() };
            let mut entries = whole.clone();
            entries.insert(at, before.next(whole[at].recorded, "somebody", &person(&name)));
            prop_assert!(verify(&entries, None).is_err());
            for entry in &mut entries[at + 1..] {
                entry.number += 1;
            }
            prop_assert!(codes(verify(&entries, None)).contains(&"R040"));
        }

        #[test]
        fn a_log_rewritten_to_its_end_verifies_and_a_kept_head_shows_it(names in names(), at: prop::sample::Index) {
            let whole = log(&names);
            let at = at.index(whole.len());
            let mut other = names.clone();
            other[at].push('!');
            let rewritten = log(&other);
            prop_assert!(verify(&rewritten, None).is_ok());
            prop_assert_eq!(codes(verify(&rewritten, kept(&whole))), ["R046"]);
        }

        #[test]
        fn a_log_cut_short_verifies_and_a_kept_head_shows_it(names in names(), at: prop::sample::Index) {
            let whole = log(&names);
            let rest = &whole[..at.index(whole.len())];
            prop_assert!(verify(rest, None).is_ok());
            prop_assert_eq!(codes(verify(rest, kept(&whole))), ["R045"]);
        }
    }

    #[test]
    fn a_clock_that_runs_behind_is_set_forward() {
        let late = Head::EMPTY.next(Timestamp::from_second(9).unwrap(), "a", &person("A"));
        let early = late.head().next(Timestamp::from_second(5).unwrap(), "b", &person("B"));
        assert_eq!(early.recorded, late.recorded);
        assert!(verify(&[late, early], None).is_ok());
    }

    #[test]
    fn an_entry_dated_before_the_one_before_it_is_told() {
        let late = Head::EMPTY.next(Timestamp::from_second(9).unwrap(), "a", &person("A"));
        let mut early = late.head().next(Timestamp::from_second(9).unwrap(), "b", &person("B"));
        early.recorded = Timestamp::from_second(5).unwrap();
        early.hash = early.hashed();
        assert_eq!(codes(verify(&[late, early], None)), ["R044"]);
    }

    #[test]
    fn the_hash_is_that_of_the_bytes_as_a_stranger_computes_it() {
        // printf '%s' '{"number":1,…}' | sha256sum
        let noon = "2026-11-24T12:00:00Z".parse().unwrap();
        let entry = Head::EMPTY.next(noon, "the \"clerk\"\u{1}", &person("Ann\u{e9}e\u{7f}\n"));
        let text = String::from_utf8(entry.bytes()).unwrap();
        let expected = concat!(
            r#"{"number":1,"recorded":"2026-11-24T12:00:00Z","by":"the \"clerk\"\u0001","#,
            r#""previous":"0000000000000000000000000000000000000000000000000000000000000000","#,
            r#""statement":{"fact":{"person":{"id":"x","name":"Année"#,
            "\u{7f}",
            r#"\n"}}}}"#
        );
        assert_eq!(text, expected);
        assert_eq!(entry.hash.to_string(), STRANGER);
        let line = entry.line();
        assert_eq!(line, format!("{},\"hash\":\"{STRANGER}\"}}", &text[..text.len() - 1]));
    }

    /// Computed by Python's `hashlib` over the bytes above.
    const STRANGER: &str = "bac6a7f5cdf01b85408fc125ea4c0edc8d69e0208aad62617eb8d15a55d10912";
}
