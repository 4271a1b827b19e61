//! What is shown: laws, elections, and the counts of their contests.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use suffrage::read::{self, Input};
use suffrage::register::fold::{AsOf, Register};
use suffrage::tally::{Contest, Place};
use suffrage::{Diagnostic, Fault, Lang, Law, LawBook, Outcome, Record, count};
use suffrage_charts::regions::{self, Beside, Regions};
use suffrage_charts::{Chart, Kind, Look};
use suffrage_host::board::{self, Expected};
use suffrage_host::case::{self, By, Case};
use suffrage_host::{How, Trouble, beside};

use crate::query::folded;

/// Records of so many contests are kept; of more, one is counted when it is asked for.
const KEPT: usize = 1000;

/// Everything that pages and the API show.
pub struct Site {
    /// The laws.
    pub book: LawBook,
    /// The elections, by id.
    pub elections: Vec<Shown>,
    /// The registers.
    pub registers: Vec<Kept>,
}

/// A register that is at hand.
pub struct Kept {
    /// Its name, as `nc`.
    pub id: String,
    /// All it says.
    pub register: Register,
}

/// One election.
pub struct Shown {
    /// As `nc/senate/2023`; of one that the user named, `here/` and its folder.
    pub id: String,
    /// What there is to count.
    pub case: Case,
    /// What the authority published, where somebody wrote it down.
    pub expected: Option<Expected>,
    /// A remark.
    pub note: String,
    /// Where its constituencies lie, as far as files beside it say.
    pub beside: Beside,
    regions: OnceLock<Option<Regions>>,
    sought: OnceLock<Vec<String>>,
    kept: OnceLock<Vec<Counted>>,
    briefs: OnceLock<Vec<Brief>>,
}

/// A count, or why there is none.
pub type Counted = Result<Arc<Record>, Vec<Fault>>;

/// How a contest stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Every seat has its holder, or stays empty.
    Settled,
    /// The question was adopted.
    Adopted,
    /// It was not.
    Rejected,
    /// A lot or a fact is awaited.
    Waiting,
    /// People must vote again.
    NextRound,
    /// The files do not let it be counted.
    Refused,
}

impl Status {
    /// Of a count.
    #[must_use]
    pub fn of(outcome: &Outcome) -> Self {
        match (outcome.answer(), outcome.next_round(), outcome.pending().is_empty()) {
            (Some(true), ..) => Self::Adopted,
            (Some(false), ..) => Self::Rejected,
            (None, Some(_), _) => Self::NextRound,
            (None, None, false) => Self::Waiting,
            (None, None, true) => Self::Settled,
        }
    }

    /// The key of its word.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Settled => "status-settled",
            Self::Adopted => "status-adopted",
            Self::Rejected => "status-rejected",
            Self::Waiting => "status-waiting",
            Self::NextRound => "status-next-round",
            Self::Refused => "status-refused",
        }
    }
}

/// A contest in a row of a table.
#[derive(Clone, Debug)]
pub struct Brief {
    /// How it stands.
    pub status: Status,
    /// Seats to fill.
    pub seats: u32,
    /// Who has most seats: the first few, and how many.
    pub held: Vec<(String, u32)>,
    /// Holders beyond these.
    pub more: usize,
}

impl Brief {
    fn of(record: &Record) -> Self {
        const SHOWN: usize = 4;
        let outcome = Outcome::of(record);
        let places = 0..Place::try_from(record.candidacies.len()).unwrap_or(Place::MAX);
        let mut held: Vec<(Place, u32)> =
            places.map(|place| (place, outcome.seats_of(place))).filter(|one| one.1 > 0).collect();
        held.sort_by_key(|one| std::cmp::Reverse(one.1));
        let more = held.len().saturating_sub(SHOWN);
        let named = held.iter().take(SHOWN).map(|one| (record.name(one.0).to_owned(), one.1));
        let seats = outcome.pots().iter().map(|pot| pot.seats).sum();
        Self { status: Status::of(&outcome), seats, held: named.collect(), more }
    }

    fn refused() -> Self {
        Self { status: Status::Refused, seats: 0, held: Vec::new(), more: 0 }
    }
}

impl Shown {
    fn new(id: String, case: Case, expected: Option<Expected>, note: String) -> Self {
        let (kept, briefs) = (OnceLock::new(), OnceLock::new());
        let (regions, sought) = (OnceLock::new(), OnceLock::new());
        let beside = Beside::default();
        Self { id, case, expected, note, beside, kept, briefs, regions, sought }
    }

    /// With the files that lie in its folder and say where its constituencies lie; those that cannot
    /// be drawn are told.
    fn placed(mut self, folder: &Path) -> Result<Self, Trouble> {
        let (shapes, tiles) = (beside(folder, "map.geojson")?, beside(folder, "tiles.csv")?);
        let given =
            |one: &Option<Input>| one.as_ref().map(|one| (one.file.clone(), one.text.clone()));
        self.beside = Beside { shapes: given(&shapes), tiles: given(&tiles), key: None };
        // Only files can be at fault: without any, nothing is drawn before somebody asks.
        let stated = [shapes.as_ref().map(|_| Kind::Map), tiles.as_ref().map(|_| Kind::Tiles)];
        for kind in stated.into_iter().flatten() {
            if let Some(Err(faults)) = self.places(kind, &Look::file(Lang::En)) {
                let texts = [shapes, tiles].into_iter().flatten().collect();
                return Err(Trouble { faults, texts });
            }
        }
        Ok(self)
    }

    /// Who is first where, as a map or as tiles; `None` where there are too few contests, too many to keep,
    /// or no outlines for a map.
    #[must_use]
    pub fn places(&self, kind: Kind, look: &Look<'_>) -> Option<Result<Chart, Vec<Diagnostic>>> {
        let all = self.case.contests.len();
        if all > KEPT || (kind == Kind::Map && self.beside.shapes.is_none()) {
            return None;
        }
        let of_records = || {
            let records: Result<Vec<_>, _> = (0..all).map(|at| self.counted(at)).collect();
            let records = records.ok()?;
            Regions::of(self.title(Lang::En), records.iter().map(Arc::as_ref))
        };
        let regions = self.regions.get_or_init(of_records).as_ref()?;
        Some(regions::draw(kind, regions, &self.beside, look))
    }

    /// Its title, or its id if nobody gave one.
    #[must_use]
    pub fn title(&self, lang: Lang) -> &str {
        let title = self.case.title.of(lang);
        if title.is_empty() { &self.id } else { title }
    }

    /// The count of the contest at `at`.
    ///
    /// # Errors
    /// What the law asks for and the files do not give.
    pub fn counted(&self, at: usize) -> Counted {
        let Case { law, contests, lots, wish, .. } = &self.case;
        let one = |at: usize| count(law, &contests[at], lots, wish).map(Arc::new);
        if contests.len() > KEPT {
            return one(at);
        }
        let all = || (0..contests.len()).into_par_iter().map(one).collect();
        self.kept.get_or_init(all)[at].clone()
    }

    /// Every contest in short, in file order.
    #[must_use]
    pub fn briefs(&self) -> &[Brief] {
        let brief = |at: usize| {
            self.counted(at).map_or_else(|_| Brief::refused(), |record| Brief::of(&record))
        };
        let all = || (0..self.case.contests.len()).into_par_iter().map(brief).collect();
        self.briefs.get_or_init(all)
    }

    /// The words of each contest as people type them: its name and code, and all who stood.
    #[must_use]
    pub fn sought(&self) -> &[String] {
        let each = |one: &Contest| {
            let mut words = format!("{}\n{}", one.name, one.code);
            for list in one.candidacies.iter() {
                let persons = list.persons.iter().map(|person| person.name.as_str());
                for name in std::iter::once(list.name.as_str()).chain(persons) {
                    words.push('\n');
                    words.push_str(name);
                }
            }
            folded(&words)
        };
        self.sought.get_or_init(|| self.case.contests.iter().map(each).collect())
    }

    /// The contest of this code.
    #[must_use]
    pub fn contest(&self, code: &str) -> Option<usize> {
        self.case.contests.iter().position(|one| one.code == code)
    }

    /// How the whole election stands: as its least settled contest.
    #[must_use]
    pub fn status(&self) -> Status {
        let briefs = self.briefs();
        let any = |status| briefs.iter().any(|one| one.status == status);
        let open = [Status::Refused, Status::Waiting, Status::NextRound];
        let open = open.into_iter().find(|one| any(*one));
        open.unwrap_or_else(|| briefs.first().map_or(Status::Refused, |one| one.status))
    }
}

impl Site {
    /// Laws and elections on board, and what the user names: folders, or tables by a law.
    ///
    /// # Errors
    /// Every fault of what the user names.
    pub fn open(targets: &[PathBuf], by: &By, how: &How<'_>) -> Result<Self, Trouble> {
        let book = board::laws()?;
        let ids = board::elections();
        let on_board: Result<Vec<Shown>, Trouble> =
            ids.into_par_iter().map(|id| on_board(id, &book)).collect();
        let mut elections = on_board?;
        for path in targets {
            // A law that is stated is that of tables; an election names its own.
            let own = path.join("election.toml").is_file();
            let by = if own { By::default() } else { by.clone() };
            let case = case::open(std::slice::from_ref(path), &by, &[], how)?;
            let name = path.file_stem().map(|one| one.to_string_lossy().into_owned());
            let id = format!("here/{}", name.unwrap_or_default().to_lowercase());
            let text = case.texts.iter().find(|one| one.file.ends_with("election.toml"));
            let note = text.map(|text| board::said(&text.text).1).unwrap_or_default();
            elections.push(Shown::new(id, case, None, note).placed(path)?);
        }
        elections.sort_by(|a, b| a.id.cmp(&b.id));
        elections.dedup_by(|a, b| a.id == b.id);
        // The counts are there before the first reader is.
        elections.par_iter().for_each(|one| {
            let _ = (one.briefs(), one.sought());
        });
        let names = suffrage_host::register::on_board();
        let kept = |name: &&str| {
            let whole = suffrage_host::register::whole(name, AsOf::default())?;
            Ok(Kept { id: (*name).to_owned(), register: whole.register })
        };
        let registers: Result<Vec<Kept>, Trouble> = names.iter().map(kept).collect();
        Ok(Self { book, elections, registers: registers? })
    }

    /// Laws alone.
    #[must_use]
    pub fn of_laws(book: LawBook) -> Self {
        Self { book, elections: Vec::new(), registers: Vec::new() }
    }

    /// The election of this id.
    #[must_use]
    pub fn election(&self, id: &str) -> Option<&Shown> {
        self.elections
            .binary_search_by(|one| one.id.as_str().cmp(id))
            .ok()
            .map(|at| &self.elections[at])
    }

    /// The register of this name.
    #[must_use]
    pub fn register(&self, id: &str) -> Option<&Kept> {
        self.registers.iter().find(|one| one.id == id)
    }

    /// The elections that a law decided, the latest first.
    #[must_use]
    pub fn decided_by(&self, law: &str) -> Vec<&Shown> {
        let mut all: Vec<&Shown> =
            self.elections.iter().filter(|one| one.case.law_id == law).collect();
        all.sort_by_key(|one| std::cmp::Reverse(one.case.law.on));
        all
    }

    /// The elections, the latest first.
    #[must_use]
    pub fn latest(&self) -> Vec<&Shown> {
        let mut all: Vec<&Shown> = self.elections.iter().collect();
        all.sort_by(|a, b| b.case.law.on.cmp(&a.case.law.on).then(a.id.cmp(&b.id)));
        all
    }

    /// The law in which a clause of a record is written: its own, or the one it applies.
    #[must_use]
    pub fn home_of_clause(&self, law: &str, clause: &str) -> Option<&Law> {
        let own = self.book.find(law)?;
        let has = |law: &Law| clauses(law).iter().any(|name| name == clause);
        if has(own) {
            return Some(own);
        }
        let applied = own.apply.iter().filter_map(|one| self.book.find(&one.rule.law));
        applied.into_iter().find(|law| has(law)).or(Some(own))
    }

    /// The file of a law on board.
    #[must_use]
    pub fn text_of_law(&self, id: &str) -> Option<&'static str> {
        let file = format!("{id}.toml");
        board::law_files()
            .find(|one| one.0 == file || one.0.ends_with(&format!("/{file}")))
            .map(|one| one.1)
    }
}

/// Names of the clauses of a law, as records cite them.
fn clauses(law: &Law) -> Vec<String> {
    let mut names: Vec<String> = law.choose.iter().map(|one| one.name.clone()).collect();
    names.extend(law.sizes.iter().map(|one| one.name.clone()));
    names.extend(law.apply.iter().map(|one| one.name.clone()));
    for system in &law.systems {
        names.extend(system.clauses.iter().map(|one| format!("{}.{}", system.name, one.name)));
    }
    names
}

/// Days on which the wording of a law changed, the first included.
#[must_use]
pub fn wordings(law: &Law) -> Vec<jiff::civil::Date> {
    let mut days: BTreeMap<jiff::civil::Date, ()> = BTreeMap::new();
    let groups = suffrage::render::articles::articles(law, None, suffrage::Lang::En);
    for article in groups.iter().flat_map(|group| &group.articles) {
        days.insert(article.force.from, ());
    }
    days.into_keys().filter(|day| law.coded.holds(*day)).collect()
}

fn on_board(id: String, book: &LawBook) -> Result<Shown, Trouble> {
    let files = board::election(&id)?;
    let text = |(name, bytes): &(String, Vec<u8>)| {
        read::folder::text(name, bytes, read::Encoding::Utf8).ok()
    };
    let inputs = |file: &&(String, Vec<u8>)| {
        !file.0.ends_with("/expected.toml") && !file.0.ends_with("/record.txt")
    };
    let texts: Vec<read::Input> = files.iter().filter(inputs).filter_map(text).collect();
    let (election, doubts) = match read::folder::election(&id, &files) {
        Ok(read) => read,
        Err(faults) => return Err(Trouble { faults, texts }),
    };
    let target = suffrage_host::Target::Election(Box::new(election), doubts, texts);
    let case = case::of(target, &By::default(), &[], book.clone())?;
    let expected = board::expected(&id).ok().flatten();
    let note = board::text(&id, "election.toml").map(|text| board::said(text).1);
    let folder = PathBuf::from(&id);
    Shown::new(id, case, expected, note.unwrap_or_default()).placed(&folder)
}
