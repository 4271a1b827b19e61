//! Sets a protocol on pages: the typesetter, its whole world, and the file it writes.
//!
//! The world holds the layout, the values and the letters that come with the program: no file, no clock,
//! no font of the machine. The same protocol is the same bytes, on any machine.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::LazyLock;

use suffrage_charts::FONTS;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};
use typst_kit::fonts::{FontStore, embedded};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::Protocol;

/// The layout.
const LAYOUT: &str = include_str!("protocol.typ");

/// Letters of the text (Libertinus Serif, DejaVu Sans Mono) and of charts.
static LETTERS: LazyLock<FontStore> = LazyLock::new(|| {
    let mut fonts = FontStore::new();
    fonts.extend(embedded());
    for file in FONTS {
        fonts.extend(Font::iter(Bytes::new(file)).map(|font| {
            let info = font.info().clone();
            (font, info)
        }));
    }
    fonts
});

/// Letters that stand in none of the fonts that come with the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing(BTreeSet<char>);

impl fmt::Display for Missing {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = self.0.iter().take(12).map(|one| format!("{one} (U+{:04X})", *one as u32));
        let more = if self.0.len() > 12 { ", …" } else { "" };
        write!(out, "{}{more}", told.collect::<Vec<_>>().join(", "))
    }
}

/// The protocol as a file: PDF/A-3a (to be kept) and PDF/UA-1 (to be read aloud), the record attached.
///
/// # Errors
/// The letters that no font here holds: a protocol with a gap instead of a name is none.
///
/// # Panics
/// If our own layout has a fault.
pub fn pdf(protocol: &Protocol) -> Result<Vec<u8>, Missing> {
    let world = Paper::new(protocol)?;
    let document = typst::compile::<PagedDocument>(&world).output.unwrap_or_else(|all| fault(&all));
    let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1]);
    let options = PdfOptions {
        ident: Smart::Custom(protocol.hashes.iter().map(|one| one.1.as_str()).collect()),
        creator: Smart::Custom(Some(format!("suffrage {}", env!("CARGO_PKG_VERSION")))),
        standards: standards.expect("the two go together"),
        ..PdfOptions::default()
    };
    let file = typst_pdf::pdf(&document, &options).unwrap_or_else(|all| fault(&all));
    // What it has kept for a next time would grow with every protocol.
    typst::comemo::evict(0);
    Ok(file)
}

fn fault(faults: &[SourceDiagnostic]) -> ! {
    let why: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    panic!("the layout of protocols has a fault: {}", why.join("; "))
}

/// The world of one protocol.
struct Paper {
    standard: LazyHash<Library>,
    layout: Source,
    files: [(FileId, Bytes); 2],
}

impl Paper {
    fn new(protocol: &Protocol) -> Result<Self, Missing> {
        let values = serde_json::to_string(protocol).expect("values of our own are JSON");
        let values: String = values.chars().filter(|letter| !turns(*letter)).collect();
        let letters: BTreeSet<char> = values.chars().collect();
        let missing: BTreeSet<char> = letters.into_iter().filter(|one| !held(*one)).collect();
        if !missing.is_empty() {
            return Err(Missing(missing));
        }
        Ok(Self {
            standard: LazyHash::new(Library::default()),
            layout: Source::new(named("protocol.typ"), LAYOUT.to_owned()),
            files: [
                (named("protocol.json"), Bytes::from_string(values)),
                (named("record.json"), Bytes::from_string(protocol.record.clone())),
            ],
        })
    }
}

/// Whether a font here has the letter, or it is never drawn: a joiner, a mark of direction, a break.
fn held(letter: char) -> bool {
    let unseen = letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}');
    let fonts = LETTERS.book();
    let mut all = (0..).map_while(|at| fonts.info(at));
    unseen || all.any(|font| font.coverage.contains(letter as u32))
}

/// Whether a mark turns all that follows it around: in a name it would turn the figures of its line,
/// so it is left out on paper, and stands in the record alone.
fn turns(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn named(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a name of our own is a path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl World for Paper {
    fn library(&self) -> &LazyHash<Library> {
        &self.standard
    }

    fn book(&self) -> &LazyHash<FontBook> {
        LETTERS.book()
    }

    fn main(&self) -> FileId {
        self.layout.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.layout.id() { Ok(self.layout.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let found = self.files.iter().find(|one| one.0 == id);
        found.map(|one| one.1.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        LETTERS.font(index)
    }

    /// A protocol has the day of its election, and no clock.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
