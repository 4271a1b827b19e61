//! Views of what was counted: text in two languages, JSON, CSV, diagnostics, laws.
//!
//! Every sentence stands here once in English and once in French, side by side in a `say!`, so
//! that neither language can fall behind. Views read records and outcomes; they compute nothing
//! that could disagree with them.

pub mod articles;
pub mod ballots;
mod bonus;
pub mod check;
mod coalitions;
pub mod compare;
pub mod csv;
pub mod date;
pub mod decisive;
pub mod diagnostic;
mod division;
mod equals;
mod fragments;
pub mod json;
pub mod law;
mod law_ballots;
mod law_pairs;
mod law_surplus;
mod law_tiers;
mod levelling;
mod lot;
pub mod matrix;
pub mod number;
mod pairs;
pub mod paths;
pub mod quality;
pub mod register;
mod result;
mod rounds;
pub mod slices;
mod stages;
pub mod text;
mod tiers;
pub mod told;
pub mod words;

/// How a view is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether colours may be used.
    pub color: bool,
}

impl Style {
    /// Plain text of 100 columns, as in files.
    pub const PLAIN: Self = Self { width: 100, color: false };

    fn paint(self, code: &str, text: &str) -> String {
        if self.color && !text.is_empty() {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }

    /// A heading.
    #[must_use]
    pub fn bold(self, text: &str) -> String {
        self.paint("1", text)
    }

    /// A remark beside the matter.
    #[must_use]
    pub fn dim(self, text: &str) -> String {
        self.paint("2", text)
    }

    /// Good news.
    #[must_use]
    pub fn green(self, text: &str) -> String {
        self.paint("32", text)
    }

    /// What waits or does not hold.
    #[must_use]
    pub fn yellow(self, text: &str) -> String {
        self.paint("33", text)
    }
}

/// Breaks lines that are wider than `width` between words; what follows stands two columns in.
///
/// Colours take no room.
///
/// # Example
/// ```
/// assert_eq!(suffrage::render::wrap("  one two three\n", 11), "  one two\n    three\n");
/// ```
#[must_use]
pub fn wrap(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if visible(line.trim_end()) <= width {
            out.push_str(line);
            continue;
        }
        let indent = line.len() - line.trim_start_matches(' ').len();
        let mut column = indent;
        out.push_str(&line[..indent]);
        for (index, word) in line.trim().split(' ').enumerate() {
            let wide = visible(word);
            if index > 0 && column + 1 + wide > width && column > indent + 2 {
                out.truncate(out.trim_end_matches(' ').len());
                out.push('\n');
                out.push_str(&" ".repeat(indent + 2));
                column = indent + 2;
            } else if index > 0 {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += wide;
        }
        out.push('\n');
    }
    out
}

/// The columns a text takes, colours aside.
fn visible(text: &str) -> usize {
    use unicode_width::UnicodeWidthStr as _;
    let mut parts = text.split('\x1b');
    let first = parts.next().map_or(0, str::width);
    let after = |part: &str| part.split_once('m').map_or(0, |(_, rest)| rest.width());
    first + parts.map(after).sum::<usize>()
}

/// A sentence in the language asked for: English first, French second.
#[macro_export]
macro_rules! say {
    ($lang:expr, $en:literal, $fr:literal $(, $name:ident = $value:expr)* $(,)?) => {
        match $lang {
            $crate::diagnostic::Lang::En => format!($en $(, $name = $value)*),
            $crate::diagnostic::Lang::Fr => format!($fr $(, $name = $value)*),
        }
    };
}
pub use say;
