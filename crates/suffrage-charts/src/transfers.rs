//! Where votes pass from stage to stage: a column for each stage, a band for each passage.
//!
//! Bands are as thick as the votes they carry. Votes that leave several candidates at one stage are
//! drawn from all of them together: the papers are passed on as one.

use std::fmt::Write as _;

use suffrage::number::Exact;
use suffrage::record::Lost;
use suffrage::render::{number, words};
use suffrage::tally::Place;
use suffrage::{Lang, Outcome, Record, Step, say};

use crate::facts::{Tones, drawn};
use crate::paper::{Anchor, Paper, fit};
use crate::{Cell, Chart, Kind, Look, Table};

/// The most stages and candidates that are drawn; the table has them all.
const MOST: (usize, usize) = (24, 40);

/// Votes that pass after a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// From whom.
    pub from: Vec<Place>,
    /// To whom, and how many.
    pub to: Vec<(Place, Exact)>,
}

/// One stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// Its number.
    pub number: u32,
    /// Who has how many votes, the most first.
    pub votes: Vec<(Place, Exact)>,
    /// Votes that are with nobody.
    pub lost: Exact,
    /// What passes before the next.
    pub passed: Vec<Passage>,
}

/// All stages of a count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Names and tones by place.
    pub names: Vec<(String, usize)>,
    /// Who is elected, in order.
    pub elected: Vec<Place>,
    /// The stages.
    pub stages: Vec<Stage>,
    /// Reasons for which votes are with nobody at the end, and how many.
    pub lost: Vec<(String, Exact)>,
}

impl Flow {
    /// Of a record; `None` where votes do not pass on in stages.
    #[must_use]
    pub fn of(record: &Record, lang: Lang) -> Option<Self> {
        let tones = Tones::of(record);
        let mut stages: Vec<Stage> = Vec::new();
        let mut lost: Vec<(Lost, Exact)> = Vec::new();
        for entry in &record.steps {
            match &entry.step {
                Step::Stage { number, votes, lost: here } => {
                    let mut votes = votes.clone();
                    votes.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
                    let all = here.iter().map(|one| &one.1).sum();
                    stages.push(Stage { number: *number, votes, lost: all, passed: Vec::new() });
                    lost.clone_from(here);
                }
                Step::Passed { from, to, .. } => {
                    let passage = Passage { from: from.clone(), to: to.clone() };
                    stages.last_mut()?.passed.push(passage);
                }
                _ => {}
            }
        }
        let places = 0..Place::try_from(record.candidacies.len()).unwrap_or(Place::MAX);
        let names = places.map(|place| (record.name(place).to_owned(), tones.tone(place)));
        let lost = lost.into_iter().map(|(why, votes)| (words::lost(why, lang), votes)).collect();
        let elected = Outcome::of(record).elected().to_vec();
        (!stages.is_empty()).then(|| Self { names: names.collect(), elected, stages, lost })
    }

    fn name(&self, place: Place) -> &str {
        self.names.get(place as usize).map_or("", |one| one.0.as_str())
    }

    fn tone(&self, place: Place) -> usize {
        self.names.get(place as usize).map_or(usize::MAX, |one| one.1)
    }

    /// What there is to see.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let stages = self.stages.len();
        let elected: Vec<&str> = self.elected.iter().map(|one| self.name(*one)).collect();
        let who = if elected.is_empty() { "–".to_owned() } else { elected.join(", ") };
        let mut said = match stages {
            1 => say!(lang, "One stage. Elected: {who}.", "Une étape. Élection : {who}."),
            _ => {
                say!(lang, "{stages} stages. Elected: {who}.", "{stages} étapes. Élection : {who}.")
            }
        };
        let passages = self.stages.iter().flat_map(|stage| &stage.passed);
        let largest = passages
            .flat_map(|one| one.to.iter().map(move |to| (one, to)))
            .max_by(|a, b| a.1.1.cmp(&b.1.1));
        if let Some((passage, (to, votes))) = largest.filter(|one| !one.1.1.is_zero()) {
            let from: Vec<&str> = passage.from.iter().map(|one| self.name(*one)).collect();
            let (from, to) = (from.join(", "), self.name(*to));
            let votes = number::exact(votes, lang);
            said += &say!(
                lang,
                " The largest passage: {votes} from {from} to {to}.",
                " Le plus grand transfert : {votes} de {from} à {to}."
            );
        }
        said
    }

    /// Every number of it: a row for each candidate, a column for each stage.
    #[must_use]
    pub fn table(&self, lang: Lang) -> Table {
        let mut head = vec![say!(lang, "Candidate", "Candidature")];
        head.extend(self.stages.iter().map(|stage| {
            let stage = stage.number;
            say!(lang, "Stage {stage}", "Étape {stage}")
        }));
        let cell = |votes: Option<&Exact>| match votes {
            Some(votes) => Cell::Number(number::exact(votes, lang), votes.to_string()),
            None => Cell::Word(String::new()),
        };
        let mut rows = Vec::new();
        for (place, (name, _)) in (0 as Place..).zip(&self.names) {
            let at = |stage: &Stage| {
                cell(stage.votes.iter().find(|one| one.0 == place).map(|one| &one.1))
            };
            let mut row = vec![Cell::Word(name.clone())];
            row.extend(self.stages.iter().map(at));
            rows.push(row);
        }
        let mut row = vec![Cell::Word(say!(lang, "with nobody", "à personne"))];
        row.extend(self.stages.iter().map(|stage| cell(Some(&stage.lost))));
        rows.push(row);
        Table { head, rows }
    }
}

/// Where each candidate of a stage stands: place, top and height.
type Column = Vec<(Place, f64, f64)>;

/// The picture.
#[must_use]
pub fn draw(flow: &Flow, look: &Look<'_>) -> Chart {
    const TOP: f64 = 24.0;
    const NODE: f64 = 12.0;
    let lang = look.lang;
    let shown = &flow.stages[..flow.stages.len().min(MOST.0)];
    let first = &shown[0];
    let rows = first.votes.len().min(MOST.1);
    let names = 170.0;
    let step = ((1100.0 - names) / shown.len() as f64).clamp(56.0, 190.0);
    let width = names + step * shown.len() as f64;
    let all = drawn(&first.votes.iter().map(|one| &one.1).sum::<Exact>()).max(1.0);
    let gap = 15.0;
    let high = (rows as f64 * 26.0).clamp(180.0, 620.0);
    let unit = high / all;
    let column = |stage: &Stage| -> Column {
        let mut y = TOP;
        let rows = stage.votes.iter().filter(|one| !one.1.is_zero()).take(MOST.1);
        rows.map(|(place, votes)| {
            let (top, tall) = (y, (drawn(votes) * unit).max(1.0));
            y += tall + gap;
            (*place, top, tall)
        })
        .collect()
    };
    let columns: Vec<Column> = shown.iter().map(column).collect();
    let mut paper = Paper::new(look);
    for (at, pair) in columns.windows(2).enumerate() {
        let x = names + step * at as f64 + NODE;
        bands(&mut paper, flow, &shown[at], (&pair[0], &pair[1]), (x, x + step - NODE, unit), lang);
    }
    for (at, (stage, column)) in shown.iter().zip(&columns).enumerate() {
        let x = names + step * at as f64;
        let number = stage.number.to_string();
        paper.text("soft", (x + NODE / 2.0, 12.0), Anchor::Middle, &number);
        for (place, top, tall) in column {
            let votes = stage.votes.iter().find(|one| one.0 == *place).map(|one| &one.1);
            let votes = votes.map_or_else(String::new, |votes| number::exact(votes, lang));
            let name = flow.name(*place);
            let number = stage.number;
            paper.mark(&say!(
                lang,
                "stage {number}: {name} – {votes}",
                "étape {number} : {name} – {votes}"
            ));
            paper.bar(flow.tone(*place), (x, *top), (NODE, *tall));
            if at == 0 {
                let won = flow.elected.contains(place);
                let class = if won { "name won" } else { "name" };
                let name = format!("{}{}", if won { "● " } else { "" }, name);
                let y = top + tall / 2.0 + 4.5;
                paper.text(class, (names - 8.0, y), Anchor::End, &fit(&name, names - 12.0));
            }
            paper.end();
        }
    }
    let bottom = columns.iter().flatten().map(|one| one.1 + one.2).fold(TOP, f64::max);
    let mut height = bottom + 10.0;
    if flow.stages.len() > MOST.0 || first.votes.len() > MOST.1 {
        let text = say!(lang, "the rest stands in the table", "la suite figure dans le tableau");
        paper.text("soft", (0.0, height + 10.0), Anchor::Start, &text);
        height += 18.0;
    }
    let title = say!(lang, "From stage to stage", "D'une étape à l'autre");
    let sentence = flow.sentence(lang);
    let svg = paper.finish((width, height), &title, &sentence);
    Chart { kind: Kind::Transfers, title, sentence, table: flow.table(lang), svg }
}

/// The bands between two stages: what stays, then what passes.
fn bands(
    paper: &mut Paper<'_>,
    flow: &Flow,
    stage: &Stage,
    (here, next): (&Column, &Column),
    (x, to_x, unit): (f64, f64, f64),
    lang: Lang,
) {
    let mut arrived: Vec<f64> = vec![0.0; next.len()];
    let mut left: Vec<f64> = vec![0.0; here.len()];
    let gone = |place: Place| stage.passed.iter().any(|one| one.from.contains(&place));
    for (at, (place, top, tall)) in here.iter().enumerate() {
        let Some(into) = next.iter().position(|one| one.0 == *place) else { continue };
        let got: f64 = stage
            .passed
            .iter()
            .flat_map(|one| &one.to)
            .filter(|one| one.0 == *place)
            .map(|one| drawn(&one.1) * unit)
            .sum();
        let stays = if gone(*place) { next[into].2 } else { (next[into].2 - got).min(*tall) };
        let stays = stays.clamp(0.0, *tall);
        band(paper, flow.tone(*place), (x, *top, stays), (to_x, next[into].1, stays));
        (left[at], arrived[into]) = (stays, stays);
    }
    for passage in &stage.passed {
        for (to, votes) in passage.to.iter().filter(|one| !one.1.is_zero()) {
            let Some(into) = next.iter().position(|one| one.0 == *to) else { continue };
            // From several at once: from the first of them that still has room.
            let thick = drawn(votes) * unit;
            let mut open = thick;
            let names: Vec<&str> = passage.from.iter().map(|one| flow.name(*one)).collect();
            let (names, whom, told) =
                (names.join(", "), flow.name(*to), number::exact(votes, lang));
            paper.mark(&say!(lang, "{names} → {whom}: {told}", "{names} → {whom} : {told}"));
            for (at, (place, top, tall)) in here.iter().enumerate() {
                if !passage.from.contains(place) || open <= 0.0 {
                    continue;
                }
                let part = open.min((tall - left[at]).max(0.0));
                band(
                    paper,
                    flow.tone(*place),
                    (x, top + left[at], part),
                    (to_x, next[into].1 + arrived[into], part),
                );
                left[at] += part;
                arrived[into] += part;
                open -= part;
            }
            paper.end();
        }
    }
}

fn band(
    paper: &mut Paper<'_>,
    tone: usize,
    (x, y, tall): (f64, f64, f64),
    (tx, ty, wide): (f64, f64, f64),
) {
    if tall <= 0.05 {
        return;
    }
    let half = f64::midpoint(x, tx);
    let mut path = String::new();
    let _ = write!(
        path,
        "M{x:.1} {y:.1}C{half:.1} {y:.1} {half:.1} {ty:.1} {tx:.1} {ty:.1}V{:.1}C{half:.1} {:.1} {half:.1} {:.1} {x:.1} {:.1}Z",
        ty + wide,
        ty + wide,
        y + tall,
        y + tall
    );
    paper.flow(tone, &path);
}
