//! A record as a person reads it in a terminal: figures, steps, articles, result.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::{Style, number, say, words};
use crate::diagnostic::Lang;
use crate::number::Votes;
use crate::record::{Entry, Record, SeatsFrom, Step, Vacancy};
use crate::tally::{AreaNumber, Place};

/// The whole record with its result.
#[must_use]
pub fn record(record: &Record, title: &str, lang: Lang, style: Style) -> String {
    let mut view = View::of(record, lang, style);
    view.head(title);
    let mut index = 0;
    while index < record.steps.len() {
        index += view.step(&record.steps[index..]);
    }
    view.result();
    view.out
}

/// One step, with its article.
#[must_use]
pub(super) fn step(record: &Record, at: usize, lang: Lang, style: Style) -> String {
    let mut view = View::of(record, lang, style);
    view.remember(&record.steps[..at]);
    view.step(&record.steps[at..]);
    view.out
}

/// The sentences by which a candidacy was elected: what was needed, and with how many votes.
///
/// Empty if the record elects nobody of that name one by one.
#[must_use]
pub fn decisive(record: &Record, name: &str, lang: Lang) -> Vec<String> {
    let mut view = View::of(record, lang, Style::PLAIN);
    let (mut index, mut needed) = (0, String::new());
    while index < record.steps.len() {
        let before = view.out.len();
        let step = &record.steps[index].step;
        index += view.step(&record.steps[index..]);
        match step {
            Step::Figures { .. } => needed.clear(),
            Step::Tested { .. } => needed = view.out[before..].to_owned(),
            Step::Elected { place, .. } | Step::Chosen { place, .. }
                if record.name(*place) == name =>
            {
                let told = format!("{needed}{}", &view.out[before..]);
                return told.lines().map(|line| line.trim().to_owned()).collect();
            }
            _ => {}
        }
    }
    Vec::new()
}

/// The sentences that say who is elected, or whether a question was adopted.
#[must_use]
pub fn elects(record: &Record, lang: Lang) -> Vec<String> {
    let mut view = View::of(record, lang, Style::PLAIN);
    let (mut index, mut told) = (0, Vec::new());
    while index < record.steps.len() {
        let before = view.out.len();
        let step = &record.steps[index].step;
        index += view.step(&record.steps[index..]);
        if matches!(step, Step::Elected { .. } | Step::Chosen { .. } | Step::Answer { .. }) {
            told.extend(view.out[before..].lines().map(|line| line.trim().to_owned()));
        }
    }
    told
}

/// The result alone.
#[must_use]
pub fn result(record: &Record, lang: Lang, style: Style) -> String {
    let mut view = View::of(record, lang, style);
    view.remember(&record.steps);
    view.result();
    view.out
}

pub(super) struct View<'a> {
    pub(super) record: &'a Record,
    pub(super) lang: Lang,
    pub(super) style: Style,
    pub(super) out: String,
    pub(super) votes: BTreeMap<Place, Votes>,
    pub(super) cited: Option<u16>,
    /// Whether the round at hand asked for conditions.
    pub(super) tested: bool,
    pub(super) elected: Vec<Place>,
    /// Votes for lists of areas, as far as they are given.
    pub(super) of_areas: BTreeMap<AreaNumber, Vec<(Place, Votes)>>,
    /// Whether articles stand behind sentences.
    pub(super) cites: bool,
}

impl<'a> View<'a> {
    pub(super) fn of(record: &'a Record, lang: Lang, style: Style) -> Self {
        Self {
            record,
            lang,
            style,
            out: String::new(),
            votes: BTreeMap::new(),
            cited: None,
            tested: false,
            elected: Vec::new(),
            of_areas: BTreeMap::new(),
            cites: true,
        }
    }

    /// Takes the votes of the last round in these steps.
    fn remember(&mut self, steps: &[Entry]) {
        for entry in steps {
            if let Step::Figures { votes, .. } = &entry.step {
                self.votes = votes.iter().copied().collect();
            }
        }
    }
}

impl View<'_> {
    pub(super) fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    pub(super) fn name(&self, place: Place) -> String {
        self.record.name(place).to_owned()
    }

    pub(super) fn names(&self, places: &[Place]) -> String {
        let names: Vec<&str> = places.iter().map(|place| self.record.name(*place)).collect();
        match (names.split_last(), self.lang) {
            (None, _) => "–".to_owned(),
            (Some((last, [])), _) => (*last).to_owned(),
            (Some((last, rest)), Lang::En) => format!("{} and {last}", rest.join(", ")),
            (Some((last, rest)), Lang::Fr) => format!("{} et {last}", rest.join(", ")),
        }
    }

    /// `[L294, al. 2]`, with a warning if nobody has read the article yet.
    pub(super) fn cite(&self, entry: &Entry) -> String {
        let Some(cited) = self.record.clause_of(entry).filter(|_| self.cites) else {
            return String::new();
        };
        let cite = &cited.cite;
        let text = match cited.seen {
            true => format!("[{cite}]"),
            false => {
                say!(self.lang, "[{cite}: text not read yet]", "[{cite} : texte non encore lu]")
            }
        };
        self.style.dim(&text)
    }

    /// A sentence with its article; the article only where it changes.
    pub(super) fn sentence(&mut self, entry: &Entry, text: &str) {
        let cite = if entry.clause == self.cited {
            String::new()
        } else {
            format!("  {}", self.cite(entry))
        };
        self.cited = entry.clause;
        self.line(&format!("  {text}{}", cite.trim_end()));
    }

    fn head(&mut self, title: &str) {
        let law = &self.record.law;
        let contest = &self.record.contest.name;
        let title =
            match (title.is_empty(), title == contest || contest.is_empty() || contest == "1") {
                (true, _) => contest.clone(),
                (false, true) => title.to_owned(),
                (false, false) => format!("{title} · {contest}"),
            };
        let heading = self.style.bold(&title);
        self.line(&heading);
        let (act, id, on) = (&law.act, &law.id, law.on);
        let mut line = say!(
            self.lang,
            "{act}, as in force on {on} ({id})",
            "{act}, en vigueur le {on} ({id})"
        );
        if let Some(day) = law.wording_of {
            line.push_str(&say!(
                self.lang,
                ", in the frozen wording of {day}",
                ", dans la rédaction figée du {day}"
            ));
        }
        for reading in &law.readings {
            line.push_str(&say!(
                self.lang,
                "; open clause read as {reading}",
                " ; clause ouverte lue : {reading}"
            ));
        }
        let line = self.style.dim(&line);
        self.line(&line);
    }

    /// Writes the steps at the head of `steps`; answers how many it took.
    pub(super) fn step(&mut self, steps: &[Entry]) -> usize {
        let (entry, lang) = (&steps[0], self.lang);
        match &entry.step {
            Step::Figures { .. } => self.figures(entry, steps),
            Step::Tested { .. } => return self.tested(steps),
            Step::System { name, by, by_hand } => self.system(entry, name, by.as_ref(), *by_hand),
            Step::Pot { pot, seats, from } => self.pot(entry, pot, *seats, from),
            Step::Standing { .. } => self.standing(entry),
            Step::Elected { place, votes } => self.elected(entry, *place, *votes),
            Step::Leads { place, votes } => {
                let (name, votes) = (self.name(*place), number::votes(*votes, lang));
                self.sentence(
                    entry,
                    &say!(
                        lang,
                        "In the lead: {name}, with {votes} votes.",
                        "En tête : {name}, avec {votes} voix."
                    ),
                );
            }
            Step::SeatsLeft { round, seats } => {
                let text = if *seats == 1 {
                    say!(
                        lang,
                        "One seat is left after round {round}.",
                        "Un siège reste à pourvoir après le tour {round}."
                    )
                } else {
                    say!(
                        lang,
                        "{seats} seats are left after round {round}.",
                        "{seats} sièges restent à pourvoir après le tour {round}."
                    )
                };
                self.sentence(entry, &text);
            }
            Step::Admission { tests, any, admitted, refused, together, exempt } => {
                self.admission(entry, tests, *any, (admitted, refused));
                self.admitted_otherwise(entry, together, exempt);
            }
            Step::Bonus { .. } | Step::BonusSeats { .. } => self.bonus(entry),
            Step::Coalitions { .. } | Step::Raised { .. } => self.of_coalitions(entry),
            Step::Quota { .. }
            | Step::Quotas { .. }
            | Step::Able { .. }
            | Step::TakenBack { .. }
            | Step::Remainders { .. } => self.quotas(entry),
            Step::Averages { .. } => self.averages(entry),
            Step::Inside { place, seats } => {
                let name = self.name(*place);
                let members = self.members(*place);
                self.sentence(
                    entry,
                    &say!(
                        lang,
                        "Inside the alliance {name} ({members}), seats to divide: {seats}.",
                        "Au sein de l'apparentement {name} ({members}), sièges à répartir : {seats}."
                    ),
                );
            }
            Step::Tie { .. } | Step::Lot { .. } | Step::Pending { .. } => {
                let name = |place: Place| self.record.name(place).to_owned();
                let text = tie(&entry.step, &name, lang);
                self.sentence(entry, &text);
            }
            Step::Sections { place, shares } => {
                let name = self.name(*place);
                let shares: Vec<String> = shares
                    .iter()
                    .map(|(code, votes, seats)| {
                        format!("{code} {seats} ({})", number::votes(*votes, lang))
                    })
                    .collect();
                let shares = shares.join(", ");
                let text = say!(
                    lang,
                    "{name}, seats by section (votes): {shares}.",
                    "{name}, sièges par section (voix) : {shares}."
                );
                self.sentence(entry, &text);
            }
            Step::Ballots { .. }
            | Step::Stage { .. }
            | Step::Bar { .. }
            | Step::Keep { .. }
            | Step::Compared { .. }
            | Step::Paths { .. }
            | Step::Locked { .. }
            | Step::Condorcet { .. }
            | Step::Smith { .. }
            | Step::Points { .. }
            | Step::Best { .. }
            | Step::Grades { .. }
            | Step::Ordered { .. }
            | Step::Committees { .. }
            | Step::Chosen { .. }
            | Step::Excluded { .. }
            | Step::EveryNth { .. }
            | Step::FinalPair { .. }
            | Step::Passed { .. } => self.stages(entry),
            Step::Blocked { seats } => {
                let seats = *seats;
                self.sentence(
                    entry,
                    &say!(
                        lang,
                        "No seat can be divided before that: {seats} wait.",
                        "Aucun siège ne peut être réparti avant cela : {seats} attendent."
                    ),
                );
            }
            Step::WithinList { place, steps } => self.within(entry, *place, steps),
            Step::Majority { place, votes, of, from, kept } => {
                let given: Vec<Place> =
                    from.iter().copied().filter(|one| !kept.contains(one)).collect();
                let (name, from) = (self.name(*place), self.names(&given));
                let (votes, of) = (number::votes(*votes, lang), number::votes(*of, lang));
                self.sentence(entry, &say!(lang, "{name} has {votes} of {of} votes, more than half, but not more than half the seats: it takes one seat from {from}.", "{name} a {votes} des {of} voix, plus de la moitié, mais pas plus de la moitié des sièges : un siège de {from} lui revient."));
            }
            Step::Exhausted { place, candidates, returned } => {
                let name = self.name(*place);
                self.sentence(entry, &say!(lang, "{name} has more seats than candidates ({candidates}): seats returned: {returned}.", "{name} a plus de sièges que de candidats ({candidates}) : sièges rendus : {returned}."));
            }
            Step::Vacant { seats, why } => {
                let why = vacancy(*why, lang);
                self.sentence(
                    entry,
                    &say!(
                        lang,
                        "Seats that stay empty: {seats}, since {why}.",
                        "Sièges qui restent vacants : {seats}, car {why}."
                    ),
                );
            }
            Step::Tiers(step) => self.tiers(entry, step),
            Step::Persons { .. } => return self.persons(steps),
            Step::Answer { place, votes, tests, adopted } => {
                self.answer(entry, *place, *votes, tests, *adopted)
            }
        }
        1
    }

    fn system(
        &mut self,
        entry: &Entry,
        name: &str,
        by: Option<&(String, u64, u64)>,
        by_hand: bool,
    ) {
        let lang = self.lang;
        let text = match by {
            _ if by_hand => say!(
                lang,
                "System: {name}, named by the user.",
                "Mode de scrutin : {name}, désigné par l'utilisateur."
            ),
            None => say!(lang, "System: {name}.", "Mode de scrutin : {name}."),
            Some((attribute, figure, limit)) => {
                let than = if figure <= limit { "≤" } else { ">" };
                let attribute = match (attribute.as_str(), lang) {
                    ("seats", Lang::Fr) => "sièges",
                    ("inhabitants", Lang::Fr) => "habitants",
                    (other, _) => other,
                };
                let figure = number::votes(u128::from(*figure), lang);
                let limit = number::votes(u128::from(*limit), lang);
                say!(
                    lang,
                    "System: {name}, since {figure} {attribute} {than} {limit}.",
                    "Mode de scrutin : {name}, car {figure} {attribute} {than} {limit}."
                )
            }
        };
        self.sentence(entry, &text);
    }

    fn pot(&mut self, entry: &Entry, pot: &str, seats: u32, from: &SeatsFrom) {
        let lang = self.lang;
        let whence = match from {
            SeatsFrom::Stated => say!(lang, "as stated", "selon les données"),
            SeatsFrom::Published => {
                say!(lang, "the sum of the published seats", "la somme des sièges publiés")
            }
            SeatsFrom::Table(_) => say!(lang, "by the law", "selon la loi"),
        };
        let pot = if pot.is_empty() { String::new() } else { format!(" ({pot})") };
        self.sentence(
            entry,
            &say!(
                lang,
                "Seats to fill{pot}: {seats}, {whence}.",
                "Sièges à pourvoir{pot} : {seats}, {whence}."
            ),
        );
    }
}

/// A tie, a lot or a seat that waits, in one sentence.
pub(super) fn tie(step: &Step, name: &dyn Fn(Place) -> String, lang: Lang) -> String {
    let names =
        |places: &[Place]| places.iter().map(|place| name(*place)).collect::<Vec<_>>().join(", ");
    match step {
        Step::Tie { equals, open, by, values, chosen, still, purpose } => {
            let rows: Vec<String> = equals
                .iter()
                .zip(values)
                .map(|(place, value)| format!("{} ({})", name(*place), words::value(value, lang)))
                .collect();
            let (rows, by) = (rows.join(", "), words::tie(*by, lang));
            let open = words::open(*open, *purpose, lang);
            let mut text = say!(
                lang,
                "Equal for {open}: {rows}. Parted by {by}",
                "Ex æquo pour {open} : {rows}. Départage par {by}"
            );
            if !chosen.is_empty() {
                let who = names(chosen);
                text.push_str(&say!(lang, ": {who}", " : {who}"));
            }
            if !still.is_empty() {
                let who = names(still);
                text.push_str(&say!(lang, "; still equal: {who}", " ; restent ex æquo : {who}"));
            }
            text + "."
        }
        Step::Lot { equals, drawn, source, .. } => {
            let (among, drawn) = (names(equals), names(drawn));
            say!(
                lang,
                "Lot drawn between {among}: {drawn} ({source}).",
                "Tirage au sort entre {among} : {drawn} ({source})."
            )
        }
        Step::Pending { equals, open, why, purpose } => {
            let (who, why) = (names(equals), words::waiting(why, lang));
            let open = words::open(*open, *purpose, lang);
            say!(lang, "Equal for {open}: {who}: {why}.", "Ex æquo pour {open} : {who} : {why}.")
        }
        _ => String::new(),
    }
}

fn vacancy(why: Vacancy, lang: Lang) -> String {
    match why {
        Vacancy::NoCandidates => say!(
            lang,
            "no candidate is left to take them",
            "aucun candidat ne reste pour les occuper"
        ),
        Vacancy::NoFurtherRound => {
            say!(lang, "no further round was held", "aucun autre tour n'a été tenu")
        }
        Vacancy::NobodyAdmitted => say!(lang, "no list is admitted", "aucune liste n'est admise"),
    }
}

/// A name in exactly `room` columns, shortened with an ellipsis if it must be.
pub(super) fn fit(name: &str, room: usize) -> String {
    let mut text = String::new();
    if name.width() <= room {
        text.push_str(name);
    } else {
        for letter in name.chars() {
            if text.width() + 2 > room {
                break;
            }
            text.push(letter);
        }
        text.push('…');
    }
    let missing = room.saturating_sub(text.width());
    let _ = write!(text, "{:missing$}", "");
    text
}
