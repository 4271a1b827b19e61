//! Where output goes, and how: language, colours, width, exit codes.

use std::io::{IsTerminal as _, Write as _};

use suffrage::render::{Style, diagnostic};
use suffrage::{Diagnostic, Fault, Lang};
use suffrage_host::{Texts, Trouble};

use crate::args::{Args, Color, Language};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All is done.
    Done,
    /// The input cannot be counted.
    Fault,
    /// Counted, but seats wait.
    Waiting,
    /// Something cannot be right.
    Wrong,
}

impl Exit {
    /// The exit code; 2 is wrong use, given by the command line itself.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Fault => 1,
            Self::Waiting => 3,
            Self::Wrong => 4,
        }
    }
}

/// What a command gives back.
pub type Done = Result<Exit, Trouble>;

/// Where output goes.
pub struct Out {
    pub lang: Lang,
    pub style: Style,
    errors: Style,
    /// Text is broken into lines of this width: on a terminal, or where the user says so.
    wrap: Option<usize>,
}

impl Out {
    pub fn of(args: &Args) -> Self {
        let lang = match args.lang {
            Some(Language::En) => Lang::En,
            Some(Language::Fr) => Lang::Fr,
            None => from_environment(),
        };
        let width = args.width.unwrap_or_else(|| {
            terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0))
        });
        let color = |terminal: bool| match args.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && std::env::var_os("NO_COLOR").is_none(),
        };
        let style = Style { width, color: color(std::io::stdout().is_terminal()) };
        let errors = Style { width, color: color(std::io::stderr().is_terminal()) };
        let wrap =
            (std::io::stdout().is_terminal() || args.width.is_some()).then_some(width.max(40));
        Self { lang, style, errors, wrap }
    }

    /// Writes a text with its newline. A reader that went away (`| head`) is no fault.
    pub fn line(&self, text: &str) {
        self.bytes(format!("{}\n", text.trim_end_matches('\n')).as_bytes());
    }

    /// Writes text for people: lines no wider than the terminal.
    pub fn prose(&self, text: &str) {
        match self.wrap {
            Some(width) => self.line(&suffrage::render::wrap(text, width)),
            None => self.line(text),
        }
    }

    /// Writes rows in columns, each as wide as its longest cell; the last is broken between words
    /// where lines have a width.
    pub fn columns(&self, rows: &[Vec<String>]) {
        if !rows.is_empty() {
            self.line(&in_columns(rows, self.wrap));
        }
    }

    /// Writes bytes. A full disk ends the program: part of a result is no result.
    pub fn bytes(&self, bytes: &[u8]) {
        let mut output = std::io::stdout().lock();
        if let Err(error) = output.write_all(bytes).and_then(|()| output.flush()) {
            if error.kind() == std::io::ErrorKind::BrokenPipe {
                return;
            }
            let (file, why) = ("stdout".to_owned(), error.to_string());
            self.trouble(&Fault::Unwritable { file, why }.into());
            std::process::exit(i32::from(Exit::Fault.code()));
        }
    }

    /// A note beside the output: never in a pipe.
    pub fn note(&self, text: &str) {
        let _ = writeln!(std::io::stderr().lock(), "{text}");
    }

    pub fn trouble(&self, trouble: &Trouble) {
        const SHOWN: usize = 100;
        for fault in trouble.faults.iter().take(SHOWN) {
            self.note(&diagnostic::diagnostic(
                fault,
                text_of(fault, &trouble.texts),
                self.lang,
                self.errors,
            ));
        }
        if trouble.faults.len() > SHOWN {
            let more = trouble.faults.len() - SHOWN;
            self.note(&match self.lang {
                Lang::En => format!("… and {more} more faults of this input"),
                Lang::Fr => format!("… et {more} autres fautes de ces données"),
            });
        }
    }

    pub fn doubts(&self, doubts: &[Diagnostic], texts: &Texts) {
        const SHOWN: usize = 10;
        for one in doubts.iter().take(SHOWN) {
            self.note(&diagnostic::doubt(one, text_of(one, texts), self.lang, self.errors));
        }
        if doubts.len() > SHOWN {
            let more = doubts.len() - SHOWN;
            self.note(&match self.lang {
                Lang::En => format!("… and {more} more; `suffrage check` lists them all"),
                Lang::Fr => format!("… et {more} autres ; `suffrage check` les montre toutes"),
            });
        }
    }

    /// Shows progress only where somebody watches.
    pub fn progress(&self, steps: usize) -> indicatif::ProgressBar {
        if steps > 1000 && std::io::stderr().is_terminal() {
            indicatif::ProgressBar::new(steps as u64)
        } else {
            indicatif::ProgressBar::hidden()
        }
    }
}

fn in_columns(rows: &[Vec<String>], width: Option<usize>) -> String {
    let last = rows.iter().map(Vec::len).max().unwrap_or(1) - 1;
    let long = |cell: Option<&String>| cell.map_or(0, |cell| cell.chars().count());
    let widest = |at| rows.iter().map(|row| long(row.get(at))).max().unwrap_or(0);
    let wide: Vec<usize> = (0..last).map(widest).collect();
    let indent = wide.iter().map(|wide| wide + 2).sum::<usize>();
    // Where the other columns leave no room for words, the terminal breaks the line.
    let room = width.and_then(|width| width.checked_sub(indent)).filter(|room| *room >= 16);
    let mut out = String::new();
    for row in rows {
        for (cell, wide) in row.iter().zip(&wide) {
            out.push_str(&format!("{cell:<wide$}  "));
        }
        let cell = row.get(last).map(String::as_str).unwrap_or_default();
        let lines = lines(cell, room.unwrap_or(usize::MAX));
        out.push_str(&lines.join(&format!("\n{}", " ".repeat(indent))));
        out.push('\n');
    }
    out
}

/// A text in lines of at most `width` letters, broken between words.
fn lines(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.len() - 1;
        let line = &mut lines[last];
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

fn text_of<'t>(fault: &Diagnostic, texts: &'t Texts) -> Option<&'t str> {
    let place = fault.place.as_ref()?;
    texts.iter().find(|input| input.file == place.file).map(|input| input.text.as_str())
}

fn from_environment() -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    match set {
        Some(value) if value.starts_with("fr") => Lang::Fr,
        _ => Lang::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_longest_cell_and_titles_break_between_words() {
        let row = |id: &str, title: &str| vec![id.to_owned(), title.to_owned()];
        let rows = [row("a/b", "Élection des maires de France"), row("a/longer", "Short")];
        let plain = "a/b       Élection des maires de France\na/longer  Short\n";
        assert_eq!(in_columns(&rows, None), plain);
        let broken = "a/b       Élection des maires\n          de France\na/longer  Short\n";
        assert_eq!(in_columns(&rows, Some(30)), broken);
        assert_eq!(in_columns(&rows, Some(20)), plain);
    }
}
