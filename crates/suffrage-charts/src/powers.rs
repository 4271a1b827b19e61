//! Which institution holds which power, and on which day powers pass: a column for each day on which one
//! does, a band for each power. Bands lie with their holder; those that pass cross over.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::Date;
use suffrage::register::fold::Register;
use suffrage::register::power::{allocations, span};
use suffrage::register::when::Verdict;
use suffrage::{Lang, say};

use crate::facts::{HUES, PATTERNS};
use crate::paper::{Anchor, Paper, fit};
use crate::{Cell, Chart, Kind, Look, Table};

const TOP: f64 = 30.0;
const NODE: f64 = 10.0;
const BAND: f64 = 8.0;
const GAP: f64 = 26.0;
const SIDE: f64 = 190.0;

/// A power and its holder in every column, by number; `None` where nobody says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// What it is called.
    pub power: String,
    /// Who holds it.
    pub held: Vec<Option<usize>>,
}

/// The powers of one holder in a column: who, where they begin, how many.
type Group = (Option<usize>, f64, usize);

/// The powers of institutions over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Powers {
    /// Institutions, or several together, the one with most powers at the beginning first.
    pub holders: Vec<String>,
    /// When powers passed, in order, as written.
    pub moves: Vec<String>,
    /// A column before the first of these, and one behind each.
    pub lanes: Vec<Lane>,
}

impl Powers {
    /// Of a register; `None` where no power passes.
    #[must_use]
    pub fn of(register: &Register, lang: Lang) -> Option<Self> {
        let mut days: BTreeMap<(Date, String), ()> = BTreeMap::new();
        for one in register.allocations.iter() {
            // What is so since the first day that is told has not passed on it.
            let passed = allocations(register, &one.fact.power)
                .any(|other| other.fact.id != one.fact.id && other.fact.to == one.fact.from);
            if let Some(when) = one.fact.from.when().filter(|_| passed) {
                days.insert((when.latest(), when.to_string()), ());
            }
        }
        let (first, _) = days.keys().next()?;
        let before = first.yesterday().ok()?;
        let columns: Vec<Date> =
            std::iter::once(before).chain(days.keys().map(|one| one.0)).collect();
        let text = |one: &suffrage::law::Text| match lang {
            Lang::En => one.en.clone(),
            Lang::Fr => one.fr.clone(),
        };
        let name = |id: &String| {
            register.organizations.get(id).map_or_else(|| id.clone(), |one| text(&one.fact.name))
        };
        let holder = |power: &str, day: Date| -> Option<String> {
            let on = |one| span(one).holds_on(day);
            let all = || allocations(register, power).map(|one| &one.fact);
            let sure = all().find(|one| on(one) == Verdict::Certain);
            let one = sure.or_else(|| all().find(|one| on(one) != Verdict::No))?;
            Some(one.holders.iter().map(name).collect::<Vec<_>>().join(" + "))
        };
        let named: Vec<(String, Vec<Option<String>>)> = register
            .powers
            .iter()
            .map(|one| {
                let held = columns.iter().map(|day| holder(&one.fact.id, *day)).collect();
                (text(&one.fact.name), held)
            })
            .collect();
        Some(Self::ordered(days.into_keys().map(|one| one.1).collect(), named))
    }

    fn ordered(moves: Vec<String>, named: Vec<(String, Vec<Option<String>>)>) -> Self {
        let mut counted: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (_, held) in &named {
            for (at, name) in held.iter().enumerate() {
                if let Some(name) = name {
                    let entry = counted.entry(name).or_default();
                    entry.0 += usize::from(at == 0);
                    entry.1 += 1;
                }
            }
        }
        let mut order: Vec<(&str, (usize, usize))> = counted.into_iter().collect();
        order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let holders: Vec<String> = order.iter().map(|one| one.0.to_owned()).collect();
        let at = |name: &Option<String>| {
            name.as_ref().and_then(|name| holders.iter().position(|one| one == name))
        };
        let lanes = named.iter().map(|(power, held)| Lane {
            power: power.clone(),
            held: held.iter().map(at).collect(),
        });
        let lanes = lanes.collect();
        Self { holders, moves, lanes }
    }

    fn name(&self, holder: Option<usize>, lang: Lang) -> String {
        holder.map_or_else(|| say!(lang, "not said", "non dit"), |at| self.holders[at].clone())
    }

    /// What there is to see.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let all = self.lanes.len();
        let moved: Vec<(Option<usize>, Option<usize>)> = self
            .lanes
            .iter()
            .filter_map(|lane| Some((*lane.held.first()?, *lane.held.last()?)))
            .filter(|(from, to)| from != to)
            .collect();
        let mut pairs: BTreeMap<(Option<usize>, Option<usize>), usize> = BTreeMap::new();
        moved.iter().for_each(|pair| *pairs.entry(*pair).or_default() += 1);
        let mut pairs: Vec<_> = pairs.into_iter().collect();
        pairs.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let told: Vec<String> = pairs
            .iter()
            .map(|((from, to), number)| {
                let (from, to) = (self.name(*from, lang), self.name(*to, lang));
                say!(lang, "{number} from {from} to {to}", "{number} : {from} → {to}")
            })
            .collect();
        let (first, last) = (self.moves.first(), self.moves.last());
        let (first, last) = (first.map_or("", String::as_str), last.map_or("", String::as_str));
        let told = told.join("; ");
        say!(
            lang,
            "Of {all} powers these have passed between {first} and {last}: {told}.",
            "Sur {all} compétences, ont été transférées entre {first} et {last} : {told}."
        )
    }

    /// Every power with its holder behind each move.
    #[must_use]
    pub fn table(&self, lang: Lang) -> Table {
        let mut head = vec![say!(lang, "Power", "Compétence"), say!(lang, "Before", "Avant")];
        head.extend(self.moves.iter().cloned());
        let rows = self.lanes.iter().map(|lane| {
            let mut row = vec![Cell::Word(lane.power.clone())];
            row.extend(lane.held.iter().map(|one| Cell::Word(self.name(*one, lang))));
            row
        });
        Table { head, rows: rows.collect() }
    }

    /// The top of each band in each column, and of each holder with powers there: who, top, how many.
    fn laid(&self, column: usize) -> (Vec<f64>, Vec<Group>) {
        let mut tops = vec![0.0; self.lanes.len()];
        let (mut groups, mut y) = (Vec::new(), TOP);
        let holders = (0..self.holders.len()).map(Some).chain([None]);
        for holder in holders {
            let mine = (0..self.lanes.len()).filter(|at| self.lanes[*at].held[column] == holder);
            let from = y;
            let mut number = 0;
            for at in mine {
                tops[at] = y;
                y += BAND;
                number += 1;
            }
            if number > 0 {
                groups.push((holder, from, number));
            }
            y += GAP;
        }
        (tops, groups)
    }
}

/// The picture.
#[must_use]
pub fn draw(powers: &Powers, look: &Look<'_>) -> Chart {
    let lang = look.lang;
    let columns = powers.moves.len() + 1;
    let step = ((980.0 - 2.0 * SIDE) / (columns - 1).max(1) as f64).clamp(70.0, 200.0);
    let x = |column: usize| SIDE + step * column as f64;
    let tone = |holder: Option<usize>| holder.map_or(HUES * PATTERNS, |at| at.min(HUES * PATTERNS));
    let laid: Vec<_> = (0..columns).map(|column| powers.laid(column)).collect();
    let mut paper = Paper::new(look);
    for (at, lane) in powers.lanes.iter().enumerate() {
        for column in 1..columns {
            let (from, to) = (lane.held[column - 1], lane.held[column]);
            let (y, down) = (laid[column - 1].0[at], laid[column].0[at]);
            let (left, right) = (x(column - 1) + NODE, x(column));
            let half = f64::midpoint(left, right);
            let (low, deep) = (y + BAND - 1.0, down + BAND - 1.0);
            let mut path = String::new();
            let _ = write!(
                path,
                "M{left:.1} {y:.1}C{half:.1} {y:.1} {half:.1} {down:.1} {right:.1} {down:.1}V{deep:.1}C{half:.1} {deep:.1} {half:.1} {low:.1} {left:.1} {low:.1}Z"
            );
            if from == to {
                paper.flow(tone(from), &path);
            } else {
                let (power, day) = (&lane.power, &powers.moves[column - 1]);
                let (from, whom) = (powers.name(from, lang), powers.name(to, lang));
                paper.mark(&format!("{power}: {from} → {whom}, {day}"));
                paper.flow(tone(to), &path);
                paper.end();
            }
        }
    }
    let mut bottom = TOP;
    for (column, (_, groups)) in laid.iter().enumerate() {
        if column > 0 {
            let middle = (x(column) + NODE / 2.0, 16.0);
            paper.text("soft", middle, Anchor::Middle, &powers.moves[column - 1]);
        }
        for (holder, top, number) in groups {
            let (name, tall) = (powers.name(*holder, lang), *number as f64 * BAND - 1.0);
            let when = match column.checked_sub(1) {
                None => say!(lang, "before", "avant"),
                Some(at) => powers.moves[at].clone(),
            };
            paper.mark(&format!("{name}: {number} – {when}"));
            paper.bar(tone(*holder), (x(column), *top), (NODE, tall));
            let y = top + tall / 2.0 + 4.5;
            let told = fit(&format!("{name} {number}"), SIDE - 12.0);
            if column == 0 {
                paper.text("name", (SIDE - 8.0, y), Anchor::End, &told);
            } else if column + 1 == columns {
                paper.text("name", (x(column) + NODE + 8.0, y), Anchor::Start, &told);
            }
            paper.end();
            bottom = bottom.max(top + tall);
        }
    }
    let title = say!(lang, "Powers over time", "Les compétences au fil du temps");
    let sentence = powers.sentence(lang);
    let width = x(columns - 1) + NODE + SIDE;
    let svg = paper.finish((width, bottom + 12.0), &title, &sentence);
    Chart { kind: Kind::Powers, title, sentence, table: powers.table(lang), svg }
}
