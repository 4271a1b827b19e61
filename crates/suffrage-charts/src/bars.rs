//! Votes as bars, the most first, with thresholds and quotas as lines across them.

use suffrage::number::Exact;
use suffrage::record::{Base, Scope, Test};
use suffrage::render::{number, words};
use suffrage::tally::Place;
use suffrage::{Lang, Record, Step, say};

use crate::facts::{Tones, drawn};
use crate::paper::{Anchor, Paper, fit, length};
use crate::{Cell, Chart, Kind, Look, Table};

/// The most bars; the table has them all.
const MOST: usize = 40;

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Whose.
    pub name: String,
    /// How many votes.
    pub votes: Exact,
    /// Their share of the expressed, as people read it; empty where there is no base.
    pub share: String,
    /// The colour.
    pub tone: usize,
    /// Elected, or in the lead.
    pub won: bool,
}

/// Bars and lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bars {
    /// What they show.
    pub title: String,
    /// The bars, the longest first.
    pub bars: Vec<Bar>,
    /// Figures that had to be reached, and what each is.
    pub lines: Vec<(Exact, String)>,
}

/// The bars of the last round, or of the first stage where ballots are counted.
#[must_use]
pub fn last_of(record: &Record, lang: Lang) -> Option<Bars> {
    let at = |fits: &dyn Fn(&Step) -> bool| record.steps.iter().rposition(|one| fits(&one.step));
    match at(&|step| matches!(step, Step::Figures { .. })) {
        Some(at) => round(record, at, lang),
        None => first_stage(record, lang),
    }
}

/// The bars of the round whose figures stand at step `at`.
#[must_use]
pub fn round(record: &Record, at: usize, lang: Lang) -> Option<Bars> {
    let Step::Figures { round, expressed, votes, .. } = &record.steps.get(at)?.step else {
        return None;
    };
    let after = record.steps[at + 1..].iter().map(|entry| &entry.step);
    let after: Vec<&Step> =
        after.take_while(|step| !matches!(step, Step::Figures { .. })).collect();
    let won = |place: Place| {
        after.iter().any(|step| match step {
            Step::Elected { place: one, .. } | Step::Leads { place: one, .. } => *one == place,
            Step::Answer { place: one, adopted, .. } => *one == place && *adopted,
            _ => false,
        })
    };
    let tones = Tones::of(record);
    let base = expressed.unwrap_or_else(|| votes.iter().map(|one| one.1).sum());
    let mut bars: Vec<Bar> = votes
        .iter()
        .map(|(place, votes)| Bar {
            name: record.name(*place).to_owned(),
            votes: Exact::from(*votes),
            share: number::percent(*votes, base, lang),
            tone: tones.tone(*place),
            won: won(*place),
        })
        .collect();
    bars.sort_by(|a, b| b.votes.cmp(&a.votes));
    let title = say!(lang, "Votes, round {round}", "Voix, tour {round}");
    (!bars.is_empty()).then(|| Bars { title, bars, lines: lines(&after, lang) })
}

/// What had to be reached, each figure once.
fn lines(steps: &[&Step], lang: Lang) -> Vec<(Exact, String)> {
    let mut lines: Vec<(Exact, String)> = Vec::new();
    let mut add = |votes: Exact, said: String| {
        if !votes.is_zero() && !lines.iter().any(|one| one.0 == votes) {
            lines.push((votes, said));
        }
    };
    // What is held against all contests together is no line across these bars; nor is a quorum.
    let drawn = |test: &Test| test.scope == Scope::Contest && test.base != Base::Quota;
    for step in steps {
        let tests: Vec<&Test> = match step {
            Step::Tested { tests, .. } => tests.iter().map(|one| &one.0).collect(),
            // A quorum stands last, and is held against voters, not against these votes.
            Step::Answer { tests, .. } => tests.iter().map(|one| &one.0).take(1).collect(),
            Step::Admission { tests, .. } => tests.iter().collect(),
            Step::Quota { votes, parts, quota, .. } => {
                let (told, votes) = (number::fraction(*quota, lang), number::votes(*votes, lang));
                let said = say!(
                    lang,
                    "quota ({votes} / {parts}): {told}",
                    "quotient ({votes} / {parts}) : {told}"
                );
                add(Exact::from(*quota), said);
                break;
            }
            _ => continue,
        };
        for test in tests.into_iter().filter(|one| drawn(one)) {
            add(Exact::from(test.needed), words::test(test, lang));
        }
    }
    lines
}

/// The bars of the first stage of a count by transfers.
fn first_stage(record: &Record, lang: Lang) -> Option<Bars> {
    let stage = record.steps.iter().find_map(|entry| match &entry.step {
        Step::Stage { votes, .. } => Some(votes),
        _ => None,
    })?;
    let bar = record.steps.iter().find_map(|entry| match &entry.step {
        Step::Bar { quota, .. } => Some(quota.clone()),
        Step::Keep { quota, .. } => Some(quota.clone()),
        _ => None,
    });
    let tones = Tones::of(record);
    let all: Exact = stage.iter().map(|one| &one.1).sum();
    let elected = suffrage::Outcome::of(record);
    let mut bars: Vec<Bar> = stage
        .iter()
        .map(|(place, votes)| Bar {
            name: record.name(*place).to_owned(),
            votes: votes.clone(),
            share: number::share_of(votes, &all, lang),
            tone: tones.tone(*place),
            won: elected.elected().contains(place),
        })
        .collect();
    bars.sort_by(|a, b| b.votes.cmp(&a.votes));
    let lines = bar.map(|quota| {
        let told = number::exact(&quota, lang);
        (quota, say!(lang, "quota: {told}", "quota : {told}"))
    });
    let title = say!(lang, "First preferences", "Premiers choix");
    (!bars.is_empty()).then(|| Bars { title, bars, lines: lines.into_iter().collect() })
}

impl Bars {
    /// What there is to see.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let first = &self.bars[0];
        let (name, votes) = (&first.name, number::exact(&first.votes, lang));
        let share = &first.share;
        let mut said = say!(
            lang,
            "{name} leads with {votes} votes ({share})",
            "{name} est en tête avec {votes} voix ({share})"
        );
        if let Some(second) = self.bars.get(1) {
            let (name, votes) = (&second.name, number::exact(&second.votes, lang));
            said += &say!(lang, ", ahead of {name} with {votes}", ", devant {name} avec {votes}");
        }
        said.push('.');
        for (needed, what) in &self.lines {
            let reached = self.bars.iter().filter(|bar| bar.votes >= *needed).count();
            let all = self.bars.len();
            said += &say!(
                lang,
                " Reached by {reached} of {all}: {what}.",
                " Atteint par {reached} sur {all} : {what}."
            );
        }
        said
    }

    /// Every number of it.
    #[must_use]
    pub fn table(&self, lang: Lang) -> Table {
        let head = vec![
            say!(lang, "Name", "Nom"),
            say!(lang, "Votes", "Voix"),
            say!(lang, "Share", "Part"),
            say!(lang, "Elected", "Élection"),
        ];
        let rows = self.bars.iter().map(|bar| {
            let won = if bar.won { say!(lang, "yes", "oui") } else { String::new() };
            vec![
                Cell::Word(bar.name.clone()),
                Cell::Number(number::exact(&bar.votes, lang), bar.votes.to_string()),
                Cell::Number(
                    bar.share.clone(),
                    bar.share.replace(['\u{a0}', ' ', '%'], "").replace(',', "."),
                ),
                Cell::Word(won),
            ]
        });
        Table { head, rows: rows.collect() }
    }
}

/// The picture.
#[must_use]
pub fn draw(bars: &Bars, look: &Look<'_>) -> Chart {
    const WIDTH: f64 = 640.0;
    const STEP: f64 = 27.0;
    let lang = look.lang;
    let shown = &bars.bars[..bars.bars.len().min(MOST)];
    let figure = |bar: &Bar| format!("{} · {}", number::exact(&bar.votes, lang), bar.share);
    let widest = |texts: &mut dyn Iterator<Item = f64>| texts.fold(0.0, f64::max);
    let left = widest(&mut shown.iter().map(|bar| length(&bar.name) + 24.0)).clamp(60.0, 230.0);
    let right = widest(&mut shown.iter().map(|bar| length(&figure(bar)))) + 34.0;
    let room = WIDTH - left - right;
    let most = shown.iter().map(|bar| drawn(&bar.votes));
    let most = most.chain(bars.lines.iter().map(|one| drawn(&one.0))).fold(1.0, f64::max);
    let scale = |votes: &Exact| drawn(votes) / most * room;
    let top = bars.lines.len() as f64 * 18.0 + 8.0;
    let bottom = top + shown.len() as f64 * STEP;
    let mut paper = Paper::new(look);
    paper.line("axis", (left, top), (left, bottom));
    for (at, (needed, what)) in bars.lines.iter().enumerate() {
        let (x, y) = (left + scale(needed), at as f64 * 18.0 + 14.0);
        paper.mark(what);
        paper.line("bar-line", (x, y + 3.0), (x, bottom));
        let (anchor, x) = match x > WIDTH * 0.55 {
            true => (Anchor::End, x + 4.0),
            false => (Anchor::Start, x - 4.0),
        };
        paper.text("bar-text halo", (x, y), anchor, what);
        paper.end();
    }
    for (at, bar) in shown.iter().enumerate() {
        let y = top + at as f64 * STEP;
        let (name, figure) = (fit(&bar.name, left - 14.0), figure(bar));
        paper.mark(&format!("{} – {}", bar.name, figure.replace(" · ", ", ")));
        let class = if bar.won { "won" } else { "name" };
        paper.text(class, (left - 8.0, y + 17.0), Anchor::End, &name);
        paper.bar(bar.tone, (left, y + 4.0), (scale(&bar.votes), STEP - 8.0));
        // A line that had to be reached is seen through the bars that reach it.
        for (needed, _) in bars.lines.iter().filter(|one| one.0 < bar.votes) {
            let x = left + scale(needed);
            paper.line("bar-line pale", (x, y + 4.0), (x, y + STEP - 4.0));
        }
        let told = if bar.won { format!("{figure} ●") } else { figure };
        let at = (left + scale(&bar.votes) + 6.0, y + 17.0);
        paper.text(&format!("{class} halo"), at, Anchor::Start, &told);
        paper.end();
    }
    let mut height = bottom + 6.0;
    if let Some(more) = bars.bars.len().checked_sub(MOST).filter(|more| *more > 0) {
        let text = say!(lang, "and {more} more in the table", "et {more} autres dans le tableau");
        paper.text("soft", (left, height + 12.0), Anchor::Start, &text);
        height += 20.0;
    }
    let (title, sentence) = (bars.title.clone(), bars.sentence(lang));
    let svg = paper.finish((WIDTH, height), &title, &sentence);
    Chart { kind: Kind::Bars, title, sentence, table: bars.table(lang), svg }
}
