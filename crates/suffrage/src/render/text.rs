//! A record as a person reads it in a terminal: figures, steps, articles, result.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::{Style, number, say, words};
use crate::diagnostic::Lang;
use crate::method::highest_averages::Divisors;
use crate::number::Votes;
use crate::outcome::{Outcome, Wait};
use crate::record::{Entry, Purpose, Record, SeatsFrom, Step, Test, Vacancy};
use crate::tally::Place;

/// The most seats of a run that are listed one by one.
const LISTED: usize = 60;

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

/// The result alone.
#[must_use]
pub fn result(record: &Record, lang: Lang, style: Style) -> String {
    let mut view = View::of(record, lang, style);
    view.remember(&record.steps);
    view.result();
    view.out
}

pub(super) struct View<'a> {
    record: &'a Record,
    pub(super) lang: Lang,
    pub(super) style: Style,
    out: String,
    votes: BTreeMap<Place, Votes>,
    cited: Option<u16>,
    /// Whether the round at hand asked for conditions.
    tested: bool,
    pub(super) elected: Vec<Place>,
}

impl<'a> View<'a> {
    fn of(record: &'a Record, lang: Lang, style: Style) -> Self {
        Self {
            record,
            lang,
            style,
            out: String::new(),
            votes: BTreeMap::new(),
            cited: None,
            tested: false,
            elected: Vec::new(),
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
    fn cite(&self, entry: &Entry) -> String {
        let Some(cited) = self.record.clause_of(entry) else { return String::new() };
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
    fn step(&mut self, steps: &[Entry]) -> usize {
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
            Step::Admission { tests, any, admitted, refused } => {
                self.admission(entry, tests, *any, (admitted, refused))
            }
            Step::Bonus { place, share, of, rounding, seats } => {
                let (name, share) = (self.name(*place), number::share(*share, lang));
                let rounding = words::rounding(*rounding, lang);
                self.sentence(
                    entry,
                    &say!(
                        lang,
                        "Bonus for {name}: {share} of {of} seats, {rounding} = {seats}.",
                        "Prime pour {name} : {share} des {of} sièges, {rounding} = {seats}."
                    ),
                );
            }
            Step::Quota { .. } | Step::Quotas { .. } | Step::Remainders { .. } => {
                self.quotas(entry)
            }
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

    fn figures(&mut self, entry: &Entry, steps: &[Entry]) {
        let Step::Figures {
            round,
            registered,
            voters,
            blank,
            null,
            expressed,
            summed,
            names,
            votes,
        } = &entry.step
        else {
            return;
        };
        let lang = self.lang;
        self.votes = votes.iter().copied().collect();
        self.tested = false;
        let heading = say!(lang, "Round {round}", "Tour {round}");
        let heading = self.style.bold(&heading);
        self.cited = entry.clause;
        let cite = self.cite(entry);
        self.line("");
        self.line(format!("{heading}  {cite}").trim_end());
        let mut facts = Vec::new();
        let mut fact = |figure: &Option<Votes>, en: &str, fr: &str| {
            if let Some(figure) = figure {
                let word = if lang == Lang::En { en } else { fr };
                facts.push(format!("{} {word}", number::votes(*figure, lang)));
            }
        };
        fact(registered, "registered", "inscrits");
        fact(voters, "voters", "votants");
        fact(blank, "blank", "blancs");
        fact(null, "null", "nuls");
        let added = if *summed {
            (" expressed (added up)", "exprimés (additionnés)")
        } else {
            ("expressed", "exprimés")
        };
        fact(expressed, added.0.trim(), added.1);
        if *names > 1 {
            facts.push(say!(
                lang,
                "up to {names} names on a ballot",
                "jusqu'à {names} noms par bulletin"
            ));
        }
        self.line(&format!("  {}", facts.join(" · ")));
        let elected: Vec<Place> = steps[1..]
            .iter()
            .take_while(|one| !matches!(one.step, Step::Figures { .. }))
            .filter_map(|one| match &one.step {
                Step::Elected { place, .. } | Step::Leads { place, .. } => Some(*place),
                _ => None,
            })
            .collect();
        let base = expressed.unwrap_or_else(|| votes.iter().map(|one| one.1).sum());
        let mut order = votes.clone();
        order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let widest = order.iter().map(|one| self.record.name(one.0).width()).max().unwrap_or(0);
        let room = widest.min(self.style.width.saturating_sub(34).max(20));
        for (place, votes) in &order {
            let (mark, name) =
                (if elected.contains(place) { "●" } else { " " }, self.record.name(*place));
            let (votes, share) = (number::votes(*votes, lang), number::percent(*votes, base, lang));
            let row = format!("  {mark} {} {votes:>11}  {share:>9}", fit(name, room));
            let row = if mark == "●" { self.style.green(&row) } else { row };
            self.line(&row);
        }
    }

    /// Conditions of a round: what was needed, then who met what.
    fn tested(&mut self, steps: &[Entry]) -> usize {
        let lang = self.lang;
        self.tested = true;
        let count = steps.iter().take_while(|one| matches!(one.step, Step::Tested { .. })).count();
        let rows: Vec<(Place, &Vec<(Test, bool)>)> = steps[..count]
            .iter()
            .filter_map(|one| match &one.step {
                Step::Tested { place, tests, .. } => Some((*place, tests)),
                _ => None,
            })
            .collect();
        let Some((_, first)) = rows.first() else { return count };
        for (index, (test, _)) in first.iter().enumerate() {
            let needed = words::test(test, lang);
            let met: Vec<Place> =
                rows.iter().filter(|row| row.1[index].1).map(|row| row.0).collect();
            let who = if met.len() == rows.len() {
                say!(lang, "everyone", "tous")
            } else if met.is_empty() {
                say!(lang, "nobody", "personne")
            } else {
                self.names(&met)
            };
            self.sentence(
                &steps[0],
                &say!(
                    lang,
                    "Needed: {needed} votes. Reached by {who}.",
                    "Requis : {needed} voix. Atteint par {who}."
                ),
            );
        }
        count
    }

    /// A person elected: by which test, or against whom.
    fn elected(&mut self, entry: &Entry, place: Place, votes: Votes) {
        let lang = self.lang;
        self.elected.push(place);
        let next = self
            .votes
            .iter()
            .filter(|(one, _)| !self.elected.contains(one))
            .map(|one| *one.1)
            .max();
        let (name, given) = (self.name(place), number::votes(votes, lang));
        let text = match (self.tested, next) {
            (true, _) => say!(
                lang,
                "Elected: {name}, with {given} votes, by meeting every condition.",
                "Élection : {name}, avec {given} voix, toutes les conditions étant remplies."
            ),
            (false, Some(next)) => {
                let next = number::votes(next, lang);
                say!(
                    lang,
                    "Elected: {name}, with most votes: {given}, against {next} for the next.",
                    "Élection : {name}, avec le plus de voix : {given}, contre {next} pour le suivant."
                )
            }
            (false, None) => say!(
                lang,
                "Elected: {name}, with {given} votes.",
                "Élection : {name}, avec {given} voix."
            ),
        };
        let text = self.style.green(&text);
        self.cited = None;
        self.sentence(entry, &text);
    }

    fn standing(&mut self, entry: &Entry) {
        let Step::Standing { round, needed, qualified, by_rank, stands, withdrew, joined } =
            &entry.step
        else {
            return;
        };
        let lang = self.lang;
        self.line("");
        for test in needed {
            let (needed, who) = (words::test(test, lang), self.names(qualified));
            self.sentence(
                entry,
                &say!(
                    lang,
                    "To stand in round {round}: {needed} votes. Qualified: {who}.",
                    "Pour se présenter au tour {round} : {needed} voix. Qualification : {who}."
                ),
            );
        }
        if !by_rank.is_empty() {
            let who = self.names(by_rank);
            self.sentence(
                entry,
                &say!(lang, "Qualified by rank: {who}.", "Qualification par le rang : {who}."),
            );
        }
        for (from, into) in joined {
            let (from, into) = (self.name(*from), self.name(*into));
            self.sentence(entry, &say!(lang, "{from} joined {into}.", "{from} a rejoint {into}."));
        }
        let who = self.names(stands);
        self.sentence(
            entry,
            &say!(lang, "Standing in round {round}: {who}.", "En lice au tour {round} : {who}."),
        );
        if !withdrew.is_empty() {
            let who = self.names(withdrew);
            self.sentence(
                entry,
                &say!(lang, "Not standing again: {who}.", "Ne se représentent pas : {who}."),
            );
        }
    }

    fn admission(
        &mut self,
        entry: &Entry,
        tests: &[Test],
        any: bool,
        (admitted, refused): (&[Place], &[Place]),
    ) {
        let lang = self.lang;
        let join = match (any, lang) {
            (true, Lang::En) => " or ",
            (true, Lang::Fr) => " ou ",
            (false, Lang::En) => " and ",
            (false, Lang::Fr) => " et ",
        };
        let needed: Vec<String> = tests.iter().map(|test| words::test(test, lang)).collect();
        let needed = needed.join(join);
        let count = admitted.len();
        self.sentence(
            entry,
            &say!(
                lang,
                "Threshold: {needed} votes. Taking part: {count} lists.",
                "Seuil : {needed} voix. Participent : {count} listes."
            ),
        );
        if !refused.is_empty() {
            let mut out: Vec<String> = refused
                .iter()
                .take(20)
                .map(|place| {
                    format!(
                        "{} ({})",
                        self.record.name(*place),
                        number::votes(self.votes_of(*place), lang)
                    )
                })
                .collect();
            if refused.len() > 20 {
                out.push(format!("… ({})", refused.len() - 20));
            }
            let out = out.join(", ");
            self.sentence(entry, &say!(lang, "Below it: {out}.", "En dessous : {out}."));
        }
    }

    fn quotas(&mut self, entry: &Entry) {
        let lang = self.lang;
        match &entry.step {
            Step::Quota { votes, parts, rounding, quota } => {
                let (votes, quota) = (number::votes(*votes, lang), number::fraction(*quota, lang));
                let how = rounding
                    .map_or_else(String::new, |one| format!(" ({})", words::rounding(one, lang)));
                self.sentence(
                    entry,
                    &say!(
                        lang,
                        "Quota: {votes} / {parts} = {quota}{how}.",
                        "Quotient : {votes} / {parts} = {quota}{how}."
                    ),
                );
            }
            Step::Quotas { won } => {
                let won: Vec<String> = won
                    .iter()
                    .map(|(place, seats)| format!("{} {seats}", self.record.name(*place)))
                    .collect();
                let won = if won.is_empty() { "–".to_owned() } else { won.join(", ") };
                self.sentence(
                    entry,
                    &say!(lang, "Seats by whole quotas: {won}.", "Sièges au quotient : {won}."),
                );
            }
            Step::Remainders { open, remainders, won } => {
                let rest: Vec<String> = remainders
                    .iter()
                    .take(LISTED)
                    .map(|(place, rest)| {
                        format!("{} {}", self.record.name(*place), number::decimal(*rest, lang))
                    })
                    .collect();
                let (rest, won) = (rest.join(", "), self.names(won));
                self.sentence(
                    entry,
                    &say!(
                        lang,
                        "Largest remainders, seats open: {open}: {rest}.",
                        "Plus forts restes, sièges à pourvoir : {open} : {rest}."
                    ),
                );
                self.sentence(
                    entry,
                    &say!(lang, "A seat each: {won}.", "Un siège chacun : {won}."),
                );
            }
            _ => {}
        }
    }

    fn averages(&mut self, entry: &Entry) {
        let Step::Averages { divisors, open, held, won, next } = &entry.step else { return };
        let lang = self.lang;
        self.sentence(
            entry,
            &say!(
                lang,
                "Highest averages, seats open: {open}, divisors {divisors}:",
                "Plus forte moyenne, sièges à pourvoir : {open}, diviseurs {divisors} :"
            ),
        );
        let Ok(sequence) = divisors.parse::<Divisors>() else { return };
        let mut seats: BTreeMap<Place, u32> = held.iter().copied().collect();
        let mut rows = Vec::new();
        for (index, place) in won.iter().enumerate() {
            let before = seats.entry(*place).or_default();
            rows.push((index + 1, *place, sequence.average(self.votes_of(*place), *before)));
            *before += 1;
        }
        let average = |average: Option<crate::number::Fraction>| {
            average.map_or_else(|| "–".to_owned(), |one| number::decimal(one, lang))
        };
        let room =
            rows.iter().map(|row| self.record.name(row.1).width()).max().unwrap_or(0).min(50);
        let skip = if rows.len() > LISTED { Some(5..rows.len() - 5) } else { None };
        for (index, (number, place, value)) in rows.iter().enumerate() {
            match &skip {
                Some(skip) if index == skip.start => self.line(&format!("      … {}", skip.len())),
                Some(skip) if skip.contains(&index) => {}
                _ => {
                    let name = fit(self.record.name(*place), room);
                    self.line(&format!("    {number:>3}  {name} {:>14}", average(*value)));
                }
            }
        }
        if let Some(next) = next {
            let value =
                sequence.average(self.votes_of(*next), seats.get(next).copied().unwrap_or(0));
            let (name, value) = (self.name(*next), average(value));
            let text = say!(
                lang,
                "next would be {name} with {value}",
                "le suivant serait {name} avec {value}"
            );
            let text = self.style.dim(&text);
            self.line(&format!("         {text}"));
        }
    }

    fn within(&mut self, entry: &Entry, list: Place, steps: &[Entry]) {
        let name = self.name(list);
        self.sentence(
            entry,
            &say!(self.lang, "Equals within {name}:", "Ex æquo au sein de {name} :"),
        );
        let rank = |rank: Place| format!("n° {}", rank + 1);
        for one in steps {
            let text = tie(&one.step, &rank, self.lang);
            self.line(&format!("    {text}"));
        }
    }

    /// The persons of every list, one line a list.
    fn persons(&mut self, steps: &[Entry]) -> usize {
        let lang = self.lang;
        let count = steps.iter().take_while(|one| matches!(one.step, Step::Persons { .. })).count();
        for entry in &steps[..count] {
            let Step::Persons { pot, place, by, threshold, persons } = &entry.step else {
                continue;
            };
            let (list, by) = (self.name(*place), words::fill(*by, lang));
            let pot = if pot.is_empty() { String::new() } else { format!(", {pot}") };
            let needed = threshold.map_or_else(String::new, |votes| {
                let votes = number::votes(votes, lang);
                say!(lang, ", from {votes} votes", ", à partir de {votes} voix")
            });
            let who: Vec<String> = persons
                .iter()
                .map(|one| match one.votes {
                    Some(votes) => format!("{} ({})", one.name, number::votes(votes, lang)),
                    None => one.name.clone(),
                })
                .collect();
            let who = who.join(", ");
            self.sentence(
                entry,
                &say!(
                    lang,
                    "{list}{pot} ({by}{needed}): {who}.",
                    "{list}{pot} ({by}{needed}) : {who}."
                ),
            );
        }
        count
    }

    fn answer(
        &mut self,
        entry: &Entry,
        place: Place,
        votes: Votes,
        tests: &[(Test, bool)],
        adopted: bool,
    ) {
        let lang = self.lang;
        for (test, met) in tests {
            let needed = words::test(test, lang);
            let found = if *met {
                say!(lang, "reached", "atteint")
            } else {
                say!(lang, "not reached", "non atteint")
            };
            self.sentence(
                entry,
                &say!(
                    lang,
                    "Needed: {needed} votes: {found}.",
                    "Requis : {needed} voix : {found}."
                ),
            );
        }
        let (name, votes) = (self.name(place), number::votes(votes, lang));
        let text = match adopted {
            true => say!(
                lang,
                "{name} is adopted with {votes} votes.",
                "« {name} » l'emporte avec {votes} voix."
            ),
            false => say!(
                lang,
                "{name} is not adopted: {votes} votes.",
                "« {name} » n'est pas adopté : {votes} voix."
            ),
        };
        let text = self.style.bold(&text);
        self.sentence(entry, &text);
    }

    fn votes_of(&self, place: Place) -> Votes {
        match (place as usize).checked_sub(self.record.candidacies.len()) {
            None => self.votes.get(&place).copied().unwrap_or(0),
            Some(alliance) => {
                self.record.alliances[alliance].members.iter().map(|one| self.votes_of(*one)).sum()
            }
        }
    }

    fn members(&self, place: Place) -> String {
        let alliance = (place as usize).checked_sub(self.record.candidacies.len());
        alliance.map_or_else(String::new, |index| self.names(&self.record.alliances[index].members))
    }

    // --- the result -----------------------------------------------------------------------------

    fn result(&mut self) {
        let (lang, outcome) = (self.lang, Outcome::of(self.record));
        let heading = say!(lang, "Result", "Résultat");
        let heading = self.style.bold(&heading);
        self.line("");
        self.line(&heading);
        if !outcome.elected().is_empty() {
            let who = self.names(outcome.elected());
            let text = say!(lang, "Elected: {who}.", "Élection : {who}.");
            let text = self.style.green(&text);
            self.line(&format!("  {text}"));
        }
        if let Some(adopted) = outcome.answer() {
            let text = if adopted {
                say!(lang, "Adopted.", "Adopté.")
            } else {
                say!(lang, "Not adopted.", "Rejeté.")
            };
            self.line(&format!("  {text}"));
        }
        let listed: Vec<Place> = (0..self.record.candidacies.len())
            .filter_map(|place| Place::try_from(place).ok())
            .filter(|place| outcome.seats_of(*place) > 0 && !outcome.elected().contains(place))
            .collect();
        self.seats(&outcome, &listed);
        for pot in outcome.pots().iter().filter(|pot| pot.vacant > 0) {
            let vacant = pot.vacant;
            let text = say!(lang, "Empty seats: {vacant}.", "Sièges vacants : {vacant}.");
            self.line(&format!("  {text}"));
        }
        if let Some((round, seats)) = outcome.next_round() {
            let text = say!(
                lang,
                "A round {round} is needed; seats open: {seats}.",
                "Un tour {round} est nécessaire ; sièges à pourvoir : {seats}."
            );
            let text = self.style.yellow(&text);
            self.line(&format!("  {text}"));
        }
        for wait in outcome.pending() {
            let text = self.pending(wait);
            let text = self.style.yellow(&text);
            self.line(&format!("  {text}"));
            for line in super::lot::to_write(self.record, wait, self.lang).unwrap_or_default() {
                self.line(&format!("    {line}"));
            }
        }
    }

    fn pending(&self, wait: &Wait) -> String {
        let (open, why, lang) = (wait.open, words::waiting(&wait.why, self.lang), self.lang);
        let who = match wait.within {
            None => self.names(&wait.equals),
            Some(list) => {
                let ranks: Vec<String> =
                    wait.equals.iter().map(|rank| format!("n° {}", rank + 1)).collect();
                format!("{} ({})", self.name(list), ranks.join(", "))
            }
        };
        if wait.purpose != Purpose::Seats {
            let what = words::open(open, wait.purpose, lang);
            return say!(
                lang,
                "Waiting for {what} between {who}: {why}.",
                "En attente de {what} entre {who} : {why}."
            );
        }
        say!(
            lang,
            "Waiting: {open} of {who}: {why}.",
            "En attente : {open} siège(s) entre {who} : {why}."
        )
    }

    fn seats(&mut self, outcome: &Outcome, listed: &[Place]) {
        if listed.is_empty() {
            return;
        }
        let mut order = listed.to_vec();
        order.sort_by_key(|place| std::cmp::Reverse(outcome.seats_of(*place)));
        let room = order
            .iter()
            .map(|place| self.record.name(*place).width())
            .max()
            .unwrap_or(0)
            .min(self.style.width.saturating_sub(30).max(20));
        let pots = outcome.pots();
        for place in order {
            let seats = outcome.seats_of(place);
            let parts: Vec<String> = pots
                .iter()
                .filter(|pot| pots.len() > 1 && !pot.pot.is_empty())
                .map(|pot| format!("{} {}", pot.pot, pot.won.get(&place).copied().unwrap_or(0)))
                .collect();
            let parts =
                if parts.is_empty() { String::new() } else { format!("  ({})", parts.join(", ")) };
            let row = format!("  {} {seats:>5}{parts}", fit(self.record.name(place), room));
            self.line(&row);
        }
    }
}

/// A tie, a lot or a seat that waits, in one sentence.
fn tie(step: &Step, name: &dyn Fn(Place) -> String, lang: Lang) -> String {
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
