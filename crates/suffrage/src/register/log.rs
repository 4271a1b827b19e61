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
//! the number and hash of the last entry, which is short enough to be printed in a newspaper. The
//! construction is that of linked timestamps (Haber and Stornetta, "How to time-stamp a digital
//! document", Journal of Cryptology 3, 1991, section 5.1).

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
        let digit = |at: u8| char::from(DIGITS[usize::from(at)]);
        let digits = self.0.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
        f.write_str(&digits.collect::<String>())
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
