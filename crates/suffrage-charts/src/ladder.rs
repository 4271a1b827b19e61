//! Highest averages as a ladder: which average won which seat, and which came next.
//!
//! Every list has a row; every average that wins a seat is a mark on it, the largest furthest right
//! (a logarithmic scale: an average is a quotient). The line stands where the seats end.

use suffrage::method::highest_averages::Divisors;
use suffrage::number::{Fraction, Votes};
use suffrage::render::number;
use suffrage::tally::Place;
use suffrage::{Lang, Record, Step, say};

use crate::facts::Tones;
use crate::paper::{Anchor, Paper, fit, length};
use crate::{Cell, Chart, Kind, Look, Table};

/// The most seats that are drawn one by one.
const MOST: usize = 700;

/// One average.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rung {
    /// Row of the list.
    pub list: usize,
    /// Its seats before.
    pub held: u32,
    /// Votes divided by the divisor of that number of seats; `None` above all averages.
    pub average: Option<Fraction>,
    /// The number of the seat; `None`: it came next, and won none.
    pub seat: Option<usize>,
}

/// The last run of seats by averages among lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    /// Name and tone of each list that takes part.
    pub lists: Vec<(String, usize)>,
    /// The averages in the order in which they won.
    pub rungs: Vec<Rung>,
    /// The divisors, as the law writes them.
    pub divisors: String,
}

impl Ladder {
    /// Of a record; `None` where no seats go to highest averages.
    #[must_use]
    pub fn of(record: &Record) -> Option<Self> {
        let lists = record.candidacies.len();
        let mut votes: Vec<Votes> = vec![0; lists];
        let mut found = None;
        let tones = Tones::of(record);
        for entry in &record.steps {
            match &entry.step {
                Step::Figures { votes: round, .. } => {
                    round.iter().for_each(|(place, given)| votes[*place as usize] = *given);
                }
                Step::Averages { divisors, held, won, next, .. } => {
                    let own = won.iter().chain(next).all(|place| (*place as usize) < lists);
                    if own && !won.is_empty() && won.len() <= MOST {
                        let run = (held.as_slice(), won.as_slice(), *next);
                        found = Self::run(record, &tones, divisors, run, &votes).or(found);
                    }
                }
                _ => {}
            }
        }
        found
    }

    fn run(
        record: &Record,
        tones: &Tones,
        divisors: &str,
        (held, won, next): (&[(Place, u32)], &[Place], Option<Place>),
        votes: &[Votes],
    ) -> Option<Self> {
        let sequence = divisors.parse::<Divisors>().ok()?;
        let mut order: Vec<Place> = won.iter().copied().chain(next).collect();
        order.sort_unstable();
        order.dedup();
        order.sort_by_key(|place| std::cmp::Reverse(votes[*place as usize]));
        let had = |place: &Place| held.iter().find(|one| one.0 == *place).map_or(0, |one| one.1);
        let mut seats: Vec<u32> = order.iter().map(had).collect();
        let mut rungs = Vec::with_capacity(won.len() + 1);
        let numbered = won.iter().enumerate().map(|(at, place)| (Some(at + 1), *place));
        for (seat, place) in numbered.chain(next.map(|place| (None, place))) {
            let list = order.iter().position(|one| *one == place)?;
            let average = sequence.average(votes[place as usize], seats[list]);
            rungs.push(Rung { list, held: seats[list], average, seat });
            seats[list] += u32::from(seat.is_some());
        }
        let name = |place: &Place| (record.name(*place).to_owned(), tones.tone(*place));
        Some(Self { lists: order.iter().map(name).collect(), rungs, divisors: divisors.to_owned() })
    }

    /// What there is to see.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let won = self.rungs.iter().filter(|one| one.seat.is_some());
        let Some(last) = won.clone().next_back() else { return String::new() };
        let (seats, name, average) = (won.count(), &self.lists[last.list].0, told(last, lang));
        let mut said = say!(
            lang,
            "{seats} seats by highest averages; the last goes to {name} with {average}",
            "{seats} sièges à la plus forte moyenne ; le dernier revient à {name} avec {average}"
        );
        if let Some(next) = self.rungs.iter().find(|one| one.seat.is_none()) {
            let (name, average) = (&self.lists[next.list].0, told(next, lang));
            said += &say!(lang, ", {name} is next with {average}", ", {name} suit avec {average}");
        }
        said + "."
    }

    /// Every number of it.
    #[must_use]
    pub fn table(&self, lang: Lang) -> Table {
        let head = vec![
            say!(lang, "Seat", "Siège"),
            say!(lang, "List", "Liste"),
            say!(lang, "Its seats before", "Ses sièges avant"),
            say!(lang, "Average", "Moyenne"),
        ];
        let rows = self.rungs.iter().map(|rung| {
            let plain = rung.average.map_or_else(String::new, |one| one.to_string());
            let seat = match rung.seat {
                Some(seat) => Cell::plain(seat),
                None => Cell::Word(say!(lang, "next", "suivant")),
            };
            vec![
                seat,
                Cell::Word(self.lists[rung.list].0.clone()),
                Cell::plain(rung.held),
                Cell::Number(told(rung, lang), plain),
            ]
        });
        Table { head, rows: rows.collect() }
    }
}

fn told(rung: &Rung, lang: Lang) -> String {
    rung.average.map_or_else(|| "–".to_owned(), |one| number::decimal(one, lang))
}

/// The picture.
#[must_use]
pub fn draw(ladder: &Ladder, look: &Look<'_>) -> Chart {
    const WIDTH: f64 = 640.0;
    const STEP: f64 = 34.0;
    const TOP: f64 = 26.0;
    let lang = look.lang;
    let left = ladder.lists.iter().map(|one| length(&one.0) + 24.0).fold(60.0, f64::max).min(190.0);
    let room = WIDTH - left - 26.0;
    let value = |rung: &Rung| rung.average.map(|one| one.over() as f64 / one.under() as f64);
    let values: Vec<f64> = ladder.rungs.iter().filter_map(value).filter(|one| *one > 0.0).collect();
    let least = values.iter().copied().fold(f64::INFINITY, f64::min).max(1e-9);
    let most = values.iter().copied().fold(least, f64::max);
    let span = (most / least).ln().max(0.05);
    // What stands above all averages (a divisor of nothing) stands at the right end.
    let x = |rung: &Rung| match value(rung) {
        Some(value) if value > 0.0 => left + 14.0 + (value / least).ln() / span * (room - 20.0),
        Some(_) => left + 4.0,
        None => left + room + 8.0,
    };
    let bottom = TOP + ladder.lists.len() as f64 * STEP;
    let mut paper = Paper::new(look);
    for (row, (name, _)) in ladder.lists.iter().enumerate() {
        let y = TOP + (row as f64 + 0.5) * STEP;
        paper.text("name", (left - 8.0, y + 4.5), Anchor::End, &fit(name, left - 14.0));
        paper.line("axis", (left, y), (WIDTH - 6.0, y));
    }
    let seats = ladder.rungs.iter().filter(|one| one.seat.is_some()).count();
    let radius = if seats > 50 { 4.0 } else { 6.5 };
    for rung in &ladder.rungs {
        let (name, tone) = &ladder.lists[rung.list];
        let y = TOP + (rung.list as f64 + 0.5) * STEP;
        let (average, seat) = (told(rung, lang), rung.seat);
        let said = match seat {
            Some(seat) => {
                say!(lang, "seat {seat}: {name}, {average}", "siège {seat} : {name}, {average}")
            }
            None => say!(lang, "next: {name}, {average}", "suivant : {name}, {average}"),
        };
        paper.mark(&said);
        paper.seat(seat.map(|_| *tone), (x(rung), y), radius);
        // The first seats are numbered; further on the marks stand too close.
        if let Some(seat) = seat.filter(|seat| *seat <= 3 || seats <= 12) {
            paper.text("soft", (x(rung), y - radius - 3.0), Anchor::Middle, &seat.to_string());
        }
        paper.end();
    }
    let last = ladder.rungs.iter().rfind(|one| one.seat.is_some());
    let next = ladder.rungs.iter().find(|one| one.seat.is_none());
    if let Some(last) = last {
        let at = next.map_or(x(last) - 10.0, |next| f64::midpoint(x(last), x(next)));
        paper.line("bar-line", (at, 16.0), (at, bottom));
        let text = say!(lang, "seats end here", "fin des sièges");
        let (anchor, at) =
            if at > WIDTH / 2.0 { (Anchor::End, at + 4.0) } else { (Anchor::Start, at - 4.0) };
        paper.text("bar-text", (at, 12.0), anchor, &text);
    }
    let divisors = &ladder.divisors;
    let note = say!(
        lang,
        "each mark is votes ÷ {divisors}; larger averages to the right (logarithmic scale)",
        "chaque marque : voix ÷ {divisors} ; les plus fortes moyennes à droite (échelle logarithmique)"
    );
    paper.text("soft", (0.0, bottom + 16.0), Anchor::Start, &note);
    let title = say!(lang, "Which average won which seat", "Quelle moyenne a obtenu quel siège");
    let sentence = ladder.sentence(lang);
    let svg = paper.finish((WIDTH, bottom + 24.0), &title, &sentence);
    Chart { kind: Kind::Ladder, title, sentence, table: ladder.table(lang), svg }
}
