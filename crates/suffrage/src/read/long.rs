//! Our own table: one row for each candidacy and round.
//!
//! `contest, contest_name, seats, inhabitants, members, round, registered, voters, blank, null,
//! expressed, code, name, votes, candidates, born, alliance, from, published, kind`. Only `name` and
//! `votes` must be there. Facts of a contest may stand on each of its rows (and must then agree) or
//! on the first alone. French words are read as well, so that a spreadsheet may keep its header.

use std::collections::HashMap;

use super::columns::{Growing, Rows};
use super::{Format, Table, is_total};
use crate::diagnostic::{Diagnostic, Fault, near};
use crate::number::Votes;
use crate::tally::{Candidacy, Merger, Place, Round};

/// The columns with the words they are known by; the first is the name in messages.
const COLUMNS: &[&[&str]] = &[
    &["contest", "scrutin", "circonscription", "contest_code"],
    &["contest_name", "nom_scrutin"],
    &["seats", "sieges", "sièges"],
    &["inhabitants", "habitants", "population"],
    &["members", "membres"],
    &["round", "tour"],
    &["registered", "inscrits"],
    &["voters", "votants"],
    &["blank", "blancs"],
    &["null", "nuls"],
    &["expressed", "exprimes", "exprimés"],
    &["code"],
    &["name", "nom", "liste", "list"],
    &["votes", "voix"],
    &["candidates", "candidats"],
    &["born", "ne_le", "né_le"],
    &["alliance"],
    &["from", "issue_de"],
    &["published", "publies", "publiés"],
    &["kind", "genre"],
];

const CONTEST: usize = 0;
const CONTEST_NAME: usize = 1;
const SEATS: usize = 2;
const INHABITANTS: usize = 3;
const MEMBERS: usize = 4;
const ROUND: usize = 5;
/// The first of five figures of a round.
const REGISTERED: usize = 6;
const CODE: usize = 11;
const NAME: usize = 12;
const VOTES: usize = 13;
const CANDIDATES: usize = 14;
const BORN: usize = 15;
const ALLIANCE: usize = 16;
const FROM: usize = 17;
const PUBLISHED: usize = 18;
const KIND: usize = 19;

/// Whether the header is ours: it has a name and votes.
pub(crate) fn is_long(rows: &Rows<'_>) -> bool {
    let fits = |names: &[&str]| names.iter().any(|name| rows.column(name).is_some());
    fits(COLUMNS[NAME]) || fits(COLUMNS[VOTES])
}

/// Reads the table.
pub(crate) fn read(rows: Rows<'_>) -> Result<Table, Vec<Diagnostic>> {
    let columns = header(&rows)?;
    let mut reader = Long {
        rows,
        columns,
        growing: Growing::default(),
        places: HashMap::new(),
        first_line: HashMap::new(),
        mergers: Vec::new(),
        named: None,
    };
    let mut any = false;
    while reader.rows.next() {
        any = true;
        reader.row();
    }
    let input = reader.rows.input;
    if !any {
        return Err(vec![Diagnostic::at(&input.file, reader.rows.header_span(), Fault::NoRows {})]);
    }
    reader.join();
    Ok(reader.growing.finish(&input.file, Format::Long, true))
}

/// Where each column stands; every fault of the header at once.
fn header(rows: &Rows<'_>) -> Result<Vec<usize>, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let mut columns = vec![usize::MAX; COLUMNS.len()];
    for (index, name) in rows.header.iter().enumerate() {
        let lower = name.to_lowercase();
        let found = COLUMNS.iter().position(|words| words.contains(&lower.as_str()));
        let fault = match found {
            Some(column) if columns[column] == usize::MAX => {
                columns[column] = index;
                continue;
            }
            Some(_) => Fault::ColumnTwice { column: name.clone() },
            None => {
                let near = near(&lower, COLUMNS.iter().map(|words| words[0]));
                Fault::ColumnUnknown { column: name.clone(), near }
            }
        };
        faults.push(Diagnostic::at(&rows.input.file, rows.header_cell(index), fault));
    }
    for needed in [NAME, VOTES] {
        if columns[needed] == usize::MAX {
            let near = near(COLUMNS[needed][0], rows.header.iter().map(String::as_str));
            let fault = Fault::ColumnMissing { column: COLUMNS[needed][0].to_owned(), near };
            faults.push(Diagnostic::at(&rows.input.file, rows.header_span(), fault));
        }
    }
    if faults.is_empty() { Ok(columns) } else { Err(faults) }
}

struct Long<'i> {
    rows: Rows<'i>,
    columns: Vec<usize>,
    growing: Growing,
    places: HashMap<(usize, String), Place>,
    first_line: HashMap<(usize, u8, Place), u64>,
    mergers: Vec<Joined>,
    /// Whether rows before name their contest: a row that does not would be one of its own.
    named: Option<bool>,
}

/// A list of an earlier round that a row says joined it, with the place of the word.
struct Joined {
    contest: usize,
    round: u8,
    into: Place,
    from: String,
    at: std::ops::Range<usize>,
}

impl Long<'_> {
    fn cell(&self, column: usize) -> &str {
        self.rows.cell(self.columns[column])
    }

    fn fault(&self, column: usize, fault: Fault) -> Diagnostic {
        self.rows.at(self.columns[column], fault)
    }

    fn whole(&self, column: usize, faults: &mut Vec<Diagnostic>) -> Option<Votes> {
        self.rows.whole(self.columns[column], faults)
    }

    fn small(&self, column: usize, faults: &mut Vec<Diagnostic>) -> Option<u32> {
        self.rows.small(self.columns[column], faults)
    }

    fn row(&mut self) {
        let rows = &self.rows;
        let code = match rows.cell(self.columns[CONTEST]) {
            "" => "1",
            code => code,
        };
        let index = self.growing.contest(code, || rows.row_span());
        let total_contest = is_total(code).then(|| code.to_owned());
        let mut faults = Vec::new();
        let named = !rows.cell(self.columns[CONTEST]).is_empty();
        if *self.named.get_or_insert(named) != named {
            faults.push(rows.at(self.columns[CONTEST], Fault::ContestNotNamed {}));
        }
        let (found, wanted) = (self.rows.len(), self.rows.header.len());
        if found != wanted {
            let span = self.rows.row_span();
            let fault = Fault::TooFewFields { found, wanted };
            faults.push(Diagnostic::at(&self.rows.input.file, span, fault));
            self.growing.blame(index, faults);
            return;
        }
        let name = self.cell(NAME).to_owned();
        if is_total(&name) || total_contest.is_some() {
            let text = total_contest.unwrap_or(name);
            faults.push(self.fault(NAME, Fault::TotalRow { text }));
            self.growing.blame(index, faults);
            return;
        }
        self.contest_facts(index, &mut faults);
        let number = self.round(index, &mut faults);
        self.candidacy(index, number, name, &mut faults);
        self.growing.blame(index, faults);
    }

    fn contest_facts(&mut self, index: usize, faults: &mut Vec<Diagnostic>) {
        let (seats, inhabitants) = (self.small(SEATS, faults), self.whole(INHABITANTS, faults));
        let members = self.whole(MEMBERS, faults);
        let name = self.rows.cell(self.columns[CONTEST_NAME]);
        let contest = &mut self.growing.contests[index];
        if contest.name.is_empty() {
            let name = if name.is_empty() { &contest.code } else { name };
            contest.name = name.to_owned();
        }
        let mut disagreements = Vec::new();
        if !name.is_empty() && contest.name != name && contest.name != contest.code {
            let (first, second) = (contest.name.clone(), name.to_owned());
            let (column, contest) = (COLUMNS[CONTEST_NAME][0].to_owned(), contest.code.clone());
            let fault = Fault::Disagrees { column, contest, first, second };
            disagreements.push(self.rows.at(self.columns[CONTEST_NAME], fault));
        }
        let mut disagree = |contest: &str, column: usize, first: String, second: String| {
            let (name, contest) = (COLUMNS[column][0].to_owned(), contest.to_owned());
            let fault = Fault::Disagrees { column: name, contest, first, second };
            faults.push(self.rows.at(self.columns[column], fault));
        };
        match (contest.seats, seats) {
            (Some(first), Some(second)) if first != second => {
                disagree(&contest.name, SEATS, first.to_string(), second.to_string());
            }
            (None, seats) => contest.seats = seats,
            _ => {}
        }
        let whole = inhabitants.map(|all| (all, u64::try_from(all).ok()));
        if let Some((all, None)) = whole {
            let (column, text) = (COLUMNS[INHABITANTS][0].to_owned(), all.to_string());
            let fault = Fault::TooGreat { column, text };
            disagreements.push(self.rows.at(self.columns[INHABITANTS], fault));
        }
        let inhabitants = whole.and_then(|(_, all)| all);
        match (contest.inhabitants, inhabitants) {
            (Some(first), Some(second)) if first != second => {
                disagree(&contest.name, INHABITANTS, first.to_string(), second.to_string());
            }
            (None, inhabitants) => contest.inhabitants = inhabitants,
            _ => {}
        }
        match (contest.members, members) {
            (Some(first), Some(second)) if first != second => {
                disagree(&contest.name, MEMBERS, first.to_string(), second.to_string());
            }
            (None, members) => contest.members = members,
            _ => {}
        }
        faults.extend(disagreements);
    }

    /// The round of the row, its figures filled in.
    fn round(&mut self, index: usize, faults: &mut Vec<Diagnostic>) -> u8 {
        let number = self.small(ROUND, faults).unwrap_or(1);
        let number = u8::try_from(number).ok().filter(|number| (1..=9).contains(number));
        if number.is_none() {
            let text = self.cell(ROUND).to_owned();
            faults.push(self.fault(ROUND, Fault::NotARound { text }));
        }
        let number = number.unwrap_or(1);
        let figures: [Option<Votes>; 5] =
            std::array::from_fn(|offset| self.whole(REGISTERED + offset, faults));
        let contest = &mut self.growing.contests[index];
        let at = contest.rounds.iter().position(|round| round.number == number);
        let at = at.unwrap_or_else(|| {
            contest.rounds.push(Round { number, ..Round::default() });
            contest.rounds.len() - 1
        });
        let round = &mut contest.rounds[at];
        let fields = [
            &mut round.registered,
            &mut round.voters,
            &mut round.blank,
            &mut round.null,
            &mut round.expressed,
        ];
        for (offset, (known, read)) in fields.into_iter().zip(figures).enumerate() {
            match (&known, read) {
                (Some(first), Some(second)) if *first != second => {
                    let column = COLUMNS[REGISTERED + offset][0].to_owned();
                    let (first, second) = (first.to_string(), second.to_string());
                    let contest = contest.name.clone();
                    let fault = Fault::Disagrees { column, contest, first, second };
                    faults.push(self.rows.at(self.columns[REGISTERED + offset], fault));
                }
                (None, read) => *known = read,
                _ => {}
            }
        }
        number
    }

    fn candidacy(&mut self, index: usize, number: u8, name: String, faults: &mut Vec<Diagnostic>) {
        let code = self.cell(CODE);
        let code = if code.is_empty() { name.clone() } else { code.to_owned() };
        if code.is_empty() {
            faults.push(self.fault(NAME, Fault::NameEmpty { column: "name".to_owned() }));
        }
        if self.cell(VOTES).is_empty() {
            faults.push(self.fault(VOTES, Fault::Empty { column: "votes".to_owned() }));
        }
        let votes = self.whole(VOTES, faults).unwrap_or(0);
        let candidates = self.small(CANDIDATES, faults);
        let published = self.small(PUBLISHED, faults);
        let born = self.cell(BORN);
        let date = crate::read::folder::day(born);
        if !born.is_empty() && date.is_none() {
            let (column, text) = ("born".to_owned(), born.to_owned());
            faults.push(self.fault(BORN, Fault::NotADay { column, text }));
        }
        let alliance = self.cell(ALLIANCE);
        let path: Vec<String> =
            alliance.split('/').filter(|one| !one.is_empty()).map(str::to_owned).collect();
        let from = self.cell(FROM).to_owned();
        let kind = self.cell(KIND).to_owned();
        let line = self.rows.line();
        let key = (index, code.clone());
        let candidacies = &mut self.growing.contests[index].candidacies;
        let place = *self.places.entry(key).or_insert_with(|| {
            candidacies.push(Candidacy {
                code: code.clone(),
                name: name.clone(),
                ..Candidacy::default()
            });
            Place::try_from(candidacies.len() - 1).unwrap_or(Place::MAX)
        });
        let candidacy = &mut candidacies[place as usize];
        let written = |at: Option<String>| at.unwrap_or_default();
        let facts = [
            (
                CANDIDATES,
                candidacy.candidates.map(|one| one.to_string()),
                candidates.map(|one| one.to_string()),
            ),
            (BORN, candidacy.born.map(|one| one.to_string()), date.map(|one| one.to_string())),
            (
                KIND,
                Some(candidacy.kind.clone()).filter(|one| !one.is_empty()),
                Some(kind.clone()).filter(|one| !one.is_empty()),
            ),
            (
                ALLIANCE,
                Some(candidacy.alliance.join("/")).filter(|one| !one.is_empty()),
                Some(path.join("/")).filter(|one| !one.is_empty()),
            ),
        ];
        candidacy.candidates = candidacy.candidates.or(candidates);
        if candidacy.kind.is_empty() {
            candidacy.kind = kind;
        }
        candidacy.born = candidacy.born.or(date);
        if candidacy.alliance.is_empty() {
            candidacy.alliance = path;
        }
        for (column, known, read) in facts {
            if known.is_some() && read.is_some() && known != read {
                let (first, second) = (written(known), written(read));
                let (name, contest) = (COLUMNS[column][0].to_owned(), name.clone());
                let fault = Fault::Disagrees { column: name, contest, first, second };
                faults.push(self.rows.at(self.columns[column], fault));
            }
        }
        if let Some(first) = self.first_line.insert((index, number, place), line) {
            let column = if self.columns[CODE] == usize::MAX { NAME } else { CODE };
            let name = COLUMNS[column][0].to_owned();
            faults.push(self.fault(column, Fault::SameCodeTwice { column: name, code, first }));
            return;
        }
        for one in from.split('+').map(str::trim).filter(|one| !one.is_empty()) {
            let (from, at) = (one.to_owned(), self.rows.span(self.columns[FROM]));
            self.mergers.push(Joined { contest: index, round: number, into: place, from, at });
        }
        let contest = &mut self.growing.contests[index];
        if let Some(round) = contest.rounds.iter_mut().find(|round| round.number == number) {
            round.votes.push((place, votes));
        }
        let known = contest.published.iter_mut().find(|(one, _)| number > 1 && *one == place);
        match (known, published) {
            // Seats are published after the last round; what stood before it is none.
            (Some((_, 0)), None) | (_, None) => {}
            (Some((_, first)), Some(second)) if *first == 0 || *first == second => *first = second,
            (Some((_, first)), Some(second)) => {
                let (first, second) = (first.to_string(), second.to_string());
                let (column, contest) = (COLUMNS[PUBLISHED][0].to_owned(), name);
                let fault = Fault::Disagrees { column, contest, first, second };
                faults.push(self.rows.at(self.columns[PUBLISHED], fault));
            }
            (None, Some(seats)) => contest.published.push((place, seats)),
        }
    }

    /// Lists that joined another, once every list is known.
    fn join(&mut self) {
        for Joined { contest: index, round: number, into, from, at } in
            std::mem::take(&mut self.mergers)
        {
            let contest = &mut self.growing.contests[index];
            let fault = match contest.find(&from) {
                Some(place) if may_join(contest, number, place) => {
                    if let Some(round) = contest.rounds.iter_mut().find(|one| one.number == number)
                    {
                        round.merged.push(Merger { into, from: place });
                    }
                    continue;
                }
                Some(_) => Fault::NotAMerger { from, into: contest.candidacy(into).name.clone() },
                None => {
                    let known = contest.candidacies.iter().map(|one| one.code.as_str());
                    let near = near(&from, known);
                    Fault::NoSuchList { list: from, contest: contest.name.clone(), near }
                }
            };
            let fault = Diagnostic::at(&self.rows.input.file, at, fault);
            self.growing.blame(index, vec![fault]);
        }
    }
}

/// A list joins another once, after standing in an earlier round and without standing in this one.
fn may_join(contest: &crate::tally::Contest, round: u8, from: Place) -> bool {
    let stands = |number: u8| contest.round(number).is_some_and(|one| one.votes_of(from).is_some());
    let joined =
        contest.round(round).is_some_and(|one| one.merged.iter().any(|merger| merger.from == from));
    !stands(round) && !joined && (1..round).any(stands)
}
