//! A register with everything around it: its statements folded, the rules of its offices, and the
//! elections it names counted again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use suffrage::register::fold::{Around, AsOf, ElectionFact, Folder, Register};
use suffrage::register::log::{Hash, Head, Origin};
use suffrage::register::rules::{Rules, WonBy};
use suffrage::register::statement::{Fact, Right, Statement};
use suffrage::register::{rules_read, statement};
use suffrage::render::json;
use suffrage::{LawBook, Outcome};

use super::source;
use crate::case::{self, By};
use crate::{How, Texts, Trouble, board};

/// A register, folded.
pub struct Whole {
    /// The register.
    pub register: Register,
    /// Where each statement stands, in the order of telling.
    pub origins: Vec<Origin>,
    /// The texts that places point into.
    pub texts: Texts,
    /// The last entry of a file of entries.
    pub head: Option<Head>,
}

/// Opens a register and folds it as known on a day, with the rules of its offices and its elections.
///
/// # Errors
/// As [`source::open`]; faults of the rules on board; an election that cannot be counted.
pub fn whole(name: &str, as_of: AsOf) -> Result<Whole, Trouble> {
    let opened = source::open(name)?;
    let (mut folder, mut origins) = (Folder::new(Around::default(), as_of), Vec::new());
    let mut named = BTreeSet::new();
    for one in opened.statements {
        let (statement, origin) = one?;
        elections_of(&statement, &mut named);
        folder.add(statement, origin.recorded_on());
        origins.push(origin);
    }
    let mut register = folder.finish();
    register.around.rules = rules()?;
    let beside = Path::new(name).parent().map(PathBuf::from);
    register.around.elections = elections(&named, beside)?;
    Ok(Whole { register, origins, texts: opened.texts, head: opened.head })
}

/// The elections that a statement names.
fn elections_of(statement: &Statement, named: &mut BTreeSet<String>) {
    let mut name = |id: &str| {
        if !id.is_empty() && !named.contains(id) {
            named.insert(id.to_owned());
        }
    };
    match &statement.fact {
        Fact::Holding(statement::Holding { right: Right::Elected { election, .. }, .. }) => {
            name(election);
        }
        Fact::Candidacy(one) => name(&one.election),
        Fact::Event(one) => name(&one.election),
        Fact::Story(one) => one.about.iter().for_each(|id| name(id)),
        _ => {}
    }
}

/// The rules of offices on board.
///
/// # Errors
/// Faults of a file: our own, shown like a user's.
pub fn rules() -> Result<BTreeMap<String, Rules>, Trouble> {
    let (mut rules, mut trouble) = (BTreeMap::new(), Trouble::default());
    for (file, text) in suffrage_offices::ALL.iter().filter(|(file, _)| file.ends_with(".toml")) {
        match rules_read::rules(file, text) {
            Ok(one) => {
                rules.insert(one.id.clone(), one);
            }
            Err(faults) => {
                trouble.faults.extend(faults);
                let (file, text) = ((*file).to_owned(), (*text).to_owned());
                trouble.texts.push(suffrage::read::Input { file, text });
            }
        }
    }
    if trouble.faults.is_empty() { Ok(rules) } else { Err(trouble) }
}

/// Elections by id, counted; what is no election on board or in a folder is left out.
fn elections(
    named: &BTreeSet<String>,
    beside: Option<PathBuf>,
) -> Result<BTreeMap<String, ElectionFact>, Trouble> {
    let (laws, mut all) = (board::laws()?, BTreeMap::new());
    for id in named {
        let folder = beside.as_ref().map(|beside| beside.join(id));
        let folder = folder.filter(|folder| folder.join("election.toml").is_file());
        let target = match (board::text(id, "election.toml"), folder) {
            (Some(_), _) => PathBuf::from(id),
            (None, Some(folder)) => folder,
            (None, None) => continue,
        };
        all.insert(id.clone(), counted(&laws, &target)?);
    }
    Ok(all)
}

/// An election, counted by its own law.
///
/// # Errors
/// If it cannot be read or counted.
pub fn counted(laws: &LawBook, target: &Path) -> Result<ElectionFact, Trouble> {
    let case = case::open_by(laws, &[target.to_owned()], &By::default(), &[], &How::plain())?;
    let records = case.records()?;
    let by_person = records.iter().any(|one| !Outcome::of(one).elected().is_empty());
    let mut hasher = Sha256::new();
    records.iter().for_each(|one| hasher.update(json::record(one)));
    Ok(ElectionFact {
        title: case.title,
        date: case.law.on,
        law: case.law_id,
        won_by: if by_person { WonBy::Majority } else { WonBy::List },
        fingerprint: Hash(hasher.finalize().into()).to_string(),
        contests: case.contests,
        records,
    })
}
