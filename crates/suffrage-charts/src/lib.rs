//! Charts of a count as SVG text, each with the table that says the same and a sentence of its own.
//!
//! Pure: a record goes in, text comes out. One chart is one file; each draws [`Chart`]s from plain
//! data, and finds that data in a [`suffrage::Record`]. Marks are told apart by colour *and* by label
//! or pattern; colours are those of [`STYLE`], so that a page, a dark screen and paper may change them.
//!
//! ```
//! use suffrage_charts::{Kind, Look};
//! # use suffrage_host::{Target, board, open};
//! # let target = open(&["nc/government/2021".into()], suffrage::read::Encoding::Detect).unwrap();
//! # let Target::Election(election, ..) = target else { unreachable!() };
//! # let law = board::laws().unwrap().on(&election.law, election.date, &[]).unwrap();
//! let record = suffrage::count(&law, &election.contests[0], &election.lots, &suffrage::Wish::default()).unwrap();
//! let chart = suffrage_charts::draw(Kind::Hemicycle, &record, &Look::file(suffrage::Lang::En)).unwrap();
//! assert!(chart.svg.starts_with("<svg") && chart.sentence.starts_with("11 seats: "));
//! ```

#![expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixels, not votes: no chart decides anything"
)]
#![allow(clippy::cast_lossless, reason = "pixels, not votes")]

pub mod bars;
pub mod benches;
pub mod facts;
pub mod hemicycle;
pub mod ladder;
pub mod map;
mod paper;
pub mod powers;
pub mod quotas;
pub mod regions;
pub mod shares;
mod still;
pub mod table;
pub mod tiles;
pub mod timeline;
pub mod transfers;

pub use table::{Cell, Table};

use suffrage::{Lang, Record};

/// Colours and lines of every chart: the style sheet of a page holds it, a file of its own carries it.
pub const STYLE: &str = include_str!("chart.css");

/// Letters for [`Frame::Still`], where none may be installed: Arimo, regular and bold (Apache-2.0).
pub const FONTS: [&[u8]; 2] =
    [include_bytes!("../fonts/Arimo-Regular.ttf"), include_bytes!("../fonts/Arimo-Bold.ttf")];

/// The family of [`FONTS`].
pub const FAMILY: &str = "Arimo";

/// A chart with what says the same in words and numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// Which.
    pub kind: Kind,
    /// What it shows.
    pub title: String,
    /// What there is to see, in a sentence.
    pub sentence: String,
    /// Every number of it.
    pub table: Table,
    /// The picture.
    pub svg: String,
}

/// The charts there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Seats in a half circle, with the majority mark.
    Hemicycle,
    /// Seats on two sides of a house.
    Benches,
    /// Votes as bars, with thresholds and quotas as lines.
    Bars,
    /// Seats and votes of each list, in per cent.
    Shares,
    /// Which average won which seat.
    Ladder,
    /// Votes measured in quotas: whole seats and remainders.
    Quotas,
    /// Where votes pass from stage to stage.
    Transfers,
    /// Periods on a line of time: of clauses or of holdings, never of one count.
    Timeline,
    /// Who leads where, on a map: of all contests of an election, never of one count.
    Map,
    /// The same with a tile for each.
    Tiles,
    /// Which institution holds which power, over time: of a register.
    Powers,
}

impl Kind {
    /// Those of a count, in the order in which a page shows them.
    pub const ALL: [Self; 7] = [
        Self::Hemicycle,
        Self::Benches,
        Self::Bars,
        Self::Shares,
        Self::Ladder,
        Self::Quotas,
        Self::Transfers,
    ];

    /// Its name in commands and addresses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Hemicycle => "hemicycle",
            Self::Benches => "benches",
            Self::Bars => "bars",
            Self::Shares => "shares",
            Self::Ladder => "ladder",
            Self::Quotas => "quotas",
            Self::Transfers => "transfers",
            Self::Timeline => "timeline",
            Self::Map => "map",
            Self::Tiles => "tiles",
            Self::Powers => "powers",
        }
    }

    /// The chart of this name.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// Where a chart will stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// Within a page whose style sheet holds [`STYLE`].
    Page,
    /// A file of its own: it carries its style.
    File,
    /// A file for programs that draw it once, on paper or as points, and know no variables: it carries
    /// the style of a light page with every colour written out, in the letters of [`FONTS`].
    Still,
}

/// How a chart is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// The language of labels.
    pub lang: Lang,
    /// Where it will stand.
    pub frame: Frame,
    /// Begins the names of its parts: different for every chart of a page.
    pub prefix: &'a str,
}

impl Look<'_> {
    /// A file of its own.
    #[must_use]
    pub fn file(lang: Lang) -> Self {
        Self { lang, frame: Frame::File, prefix: "c" }
    }
}

/// Draws one chart of a record; `None` where the record has nothing to show in this way.
#[must_use]
pub fn draw(kind: Kind, record: &Record, look: &Look<'_>) -> Option<Chart> {
    match kind {
        Kind::Hemicycle => hemicycle::Seats::of(record).map(|seats| hemicycle::draw(&seats, look)),
        Kind::Benches => hemicycle::Seats::of(record).map(|seats| benches::draw(&seats, look)),
        Kind::Bars => bars::last_of(record, look.lang).map(|bars| bars::draw(&bars, look)),
        Kind::Shares => shares::Shares::of(record).map(|shares| shares::draw(&shares, look)),
        Kind::Ladder => ladder::Ladder::of(record).map(|ladder| ladder::draw(&ladder, look)),
        Kind::Quotas => quotas::Quotas::of(record).map(|quotas| quotas::draw(&quotas, look)),
        // No one count has periods, places or powers: whoever has them draws them.
        Kind::Timeline | Kind::Map | Kind::Tiles | Kind::Powers => None,
        Kind::Transfers => {
            transfers::Flow::of(record, look.lang).map(|flow| transfers::draw(&flow, look))
        }
    }
}
