//! Registers in the forms of others: which file is what, and what it needs beside it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use suffrage::read::{Encoding, Input, decode};
use suffrage::register::consistency::{self, Problem};
use suffrage::register::fold::AsOf;
use suffrage::register::give;
use suffrage::register::log::Origin;
use suffrage::register::mapping::{self, Mapping, NoEnd};
use suffrage::register::statement::Statement;
use suffrage::register::tenure::{self, Roll};
use suffrage::register::{bring, popolo, table};
use suffrage::{Diagnostic, Fault};

use super::{source, whole};
use crate::{Texts, Trouble, bytes};

/// How files of others are read.
#[derive(Clone, Debug)]
pub struct Terms {
    /// The mapping, for tables and for JSON that is not Popolo.
    pub map: Option<PathBuf>,
    /// What a membership without end means in Popolo.
    pub no_end: NoEnd,
    /// Letters of the files.
    pub encoding: Encoding,
}

/// Mandates to check, with what could not be read of them.
#[derive(Debug, Default)]
pub struct Mandates {
    /// The mandates.
    pub roll: Roll,
    /// Faults of single rows, which were left out.
    pub faults: Vec<Diagnostic>,
    /// What a whole register says against itself; each with its file and line.
    pub problems: Vec<(Problem, String)>,
    /// The texts that places point into.
    pub texts: Texts,
    /// What a Popolo document says and a register has no place for.
    pub left: BTreeMap<String, u32>,
}

/// Statements made of files of others.
#[derive(Debug, Default)]
pub struct Brought {
    /// The statements.
    pub statements: Vec<Statement>,
    /// Faults of single rows, which were left out.
    pub faults: Vec<Diagnostic>,
    /// The texts that places point into.
    pub texts: Texts,
    /// What a Popolo document says and a register has no place for.
    pub left: BTreeMap<String, u32>,
}

/// What the files are.
enum Files {
    Mapped(Box<Mapping>, Vec<Input>),
    Popolo(Vec<Input>),
}

/// Reads mandates: by a mapping, from Popolo, or from one register wherever it is kept.
///
/// # Errors
/// Faults that leave nothing to check.
pub fn mandates(names: &[String], terms: &Terms) -> Result<Mandates, Trouble> {
    if let ([name], None) = (names, &terms.map)
        && !is_foreign(Path::new(name))
    {
        return of_register(name);
    }
    match files(names, terms)? {
        Files::Mapped(mapping, texts) => match table::read(&mapping, &texts) {
            Ok((roll, faults)) => Ok(Mandates { roll, faults, texts, ..Mandates::default() }),
            Err(faults) => Err(Trouble { faults, texts: with_mapping(texts, &mapping) }),
        },
        Files::Popolo(texts) => {
            let (read, faults, left) = documents(&texts, terms.no_end)?;
            let lines = Lines::of(&texts);
            let all: Vec<(&Statement, String, u32)> = read
                .iter()
                .map(|one| {
                    let place = &one.place;
                    (&one.statement, place.file.clone(), lines.line(&place.file, place.span.start))
                })
                .collect();
            let roll = Roll::of_statements(&all);
            Ok(Mandates { roll, faults, texts, left, ..Mandates::default() })
        }
    }
}

/// Reads statements from tables (by a mapping that says what an import needs) or Popolo.
///
/// # Errors
/// Faults that leave nothing to import.
pub fn brought(names: &[String], terms: &Terms) -> Result<Brought, Trouble> {
    match files(names, terms)? {
        Files::Mapped(mapping, texts) => {
            let read = table::read(&mapping, &texts);
            let (roll, faults) = match read {
                Ok(read) => read,
                Err(faults) => {
                    return Err(Trouble { faults, texts: with_mapping(texts, &mapping) });
                }
            };
            let Some(import) = &mapping.import else {
                let fault = Diagnostic::at(&mapping.file, 0..0, Fault::NeverImported {});
                return Err(Trouble { faults: vec![fault], texts: with_mapping(texts, &mapping) });
            };
            let statements = bring::statements(&roll, import);
            Ok(Brought { statements, faults, texts, ..Brought::default() })
        }
        Files::Popolo(texts) => {
            let (read, faults, left) = documents(&texts, terms.no_end)?;
            let statements = read.into_iter().map(|one| one.statement).collect();
            Ok(Brought { statements, faults, texts, left })
        }
    }
}

/// Whether a file is a table or a JSON document of others.
fn is_foreign(path: &Path) -> bool {
    let end = path.extension().and_then(std::ffi::OsStr::to_str).unwrap_or_default();
    ["csv", "tsv", "txt", "json", "jsonl", "ndjson"].contains(&end)
}

fn input(path: &Path, encoding: Encoding) -> Result<Input, Trouble> {
    let name = path.display().to_string();
    decode(&name, &bytes(path)?, encoding).map_err(|faults| Trouble { faults, texts: Vec::new() })
}

/// The mapping can be pointed into, too.
fn with_mapping(mut texts: Texts, mapping: &Mapping) -> Texts {
    if let Ok(text) = input(Path::new(&mapping.file), Encoding::Utf8) {
        texts.push(text);
    }
    texts
}

fn files(names: &[String], terms: &Terms) -> Result<Files, Trouble> {
    let mut inputs = Vec::new();
    let mut trouble = Trouble::default();
    for name in names {
        match input(Path::new(name), terms.encoding) {
            Ok(one) => inputs.push(one),
            Err(one) => trouble.faults.extend(one.faults),
        }
    }
    if !trouble.faults.is_empty() {
        return Err(trouble);
    }
    let Some(map) = &terms.map else {
        return plain(inputs);
    };
    let text = input(map, Encoding::Utf8)?;
    let mapping = mapping::read(&text.file, &text.text)
        .map_err(|faults| Trouble { faults, texts: vec![text.clone()] })?;
    // What a mapping joins stands beside the mapping or beside the data, if it is not named.
    let beside = |name: &str| Path::new(name).parent().unwrap_or(Path::new("")).to_owned();
    for join in &mapping.joins {
        let is_given =
            |one: &Input| Path::new(&one.file).file_name() == Path::new(&join.file).file_name();
        if inputs.iter().any(is_given) {
            continue;
        }
        let folders = names.iter().map(|name| beside(name)).chain([beside(&mapping.file)]);
        if let Some(path) =
            folders.map(|folder| folder.join(&join.file)).find(|path| path.is_file())
        {
            inputs.push(input(&path, terms.encoding)?);
        }
    }
    Ok(Files::Mapped(Box::new(mapping), inputs))
}

/// Files without a mapping: Popolo, or the table that an export writes.
fn plain(inputs: Vec<Input>) -> Result<Files, Trouble> {
    let is_json = |one: &Input| one.text.trim_start().starts_with(['{', '[']);
    let ours = "id,person,name,born,died,office,office_name,seat,from,to,source";
    if inputs.iter().all(is_json) {
        return Ok(Files::Popolo(inputs));
    }
    if inputs.iter().all(|one| one.text.lines().next() == Some(ours)) {
        let mapping = mapping::read("mapping of exports", give::csv::MAPPING)
            .map_err(|faults| Trouble { faults, texts: Vec::new() })?;
        return Ok(Files::Mapped(Box::new(mapping), inputs));
    }
    let table = inputs.iter().find(|one| !is_json(one));
    let file = table.map(|one| one.file.clone()).unwrap_or_default();
    Err(Fault::MappingNeeded { file }.into())
}

type Documents = (Vec<suffrage::register::read::Read>, Vec<Diagnostic>, BTreeMap<String, u32>);

fn documents(texts: &Texts, no_end: NoEnd) -> Result<Documents, Trouble> {
    let (mut read, mut faults, mut left) = (Vec::new(), Vec::new(), BTreeMap::new());
    let mut trouble = Trouble::default();
    for text in texts {
        match popolo::read(text, no_end) {
            Ok(one) => {
                read.extend(one.read);
                faults.extend(one.faults);
                for (key, count) in one.left {
                    *left.entry(key).or_default() += count;
                }
            }
            Err(wrong) => trouble.faults.extend(wrong),
        }
    }
    if trouble.faults.is_empty() {
        return Ok((read, faults, left));
    }
    trouble.texts.clone_from(texts);
    Err(trouble)
}

/// One register, folded: its holdings, and what it says against itself.
fn of_register(name: &str) -> Result<Mandates, Trouble> {
    let whole = whole(name, AsOf::default())?;
    let mut roll = Roll::from(&whole.register);
    let lines = Lines::of(&whole.texts);
    let at = |entry: u32| match whole.origins.get(entry as usize) {
        Some(Origin::Text(place)) => {
            (place.file.clone(), lines.line(&place.file, place.span.start))
        }
        Some(Origin::Entry { number, .. }) => {
            (name.to_owned(), u32::try_from(*number).unwrap_or(u32::MAX))
        }
        None => (name.to_owned(), entry),
    };
    let places: Vec<(String, u32)> = roll.tenures.iter().map(|one| at(one.origin.line)).collect();
    roll.files.clear();
    for (index, (file, line)) in places.into_iter().enumerate() {
        let file = roll.file(&file);
        roll.tenures[index].origin = tenure::Origin { file, line };
    }
    let problems = consistency::check(&whole.register).into_iter().map(|one| {
        let (file, line) = at(one.entry);
        (one, format!("{file}:{line}"))
    });
    let problems = problems.collect();
    Ok(Mandates { roll, problems, texts: whole.texts, ..Mandates::default() })
}

/// Every statement of a register, in the order of telling.
///
/// # Errors
/// As [`source::open`].
pub fn statements(name: &str) -> Result<Vec<Statement>, Trouble> {
    let (all, _) = source::open(name)?.all()?;
    Ok(all.into_iter().map(|(statement, _)| statement).collect())
}

/// Where the lines of texts begin.
struct Lines(BTreeMap<String, Vec<usize>>);

impl Lines {
    fn of(texts: &Texts) -> Self {
        let starts = |text: &str| {
            let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            breaks.map(|(at, _)| at).collect()
        };
        Self(texts.iter().map(|one| (one.file.clone(), starts(&one.text))).collect())
    }

    /// The line of a byte, from 1.
    fn line(&self, file: &str, at: usize) -> u32 {
        let before = self.0.get(file).map_or(0, |breaks| breaks.partition_point(|one| *one < at));
        u32::try_from(before + 1).unwrap_or(u32::MAX)
    }
}
