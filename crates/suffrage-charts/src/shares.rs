//! Seats and votes of each list in per cent, one bar under the other: who gains by the law.

use suffrage::number::Exact;
use suffrage::render::number;
use suffrage::tally::Place;
use suffrage::{Lang, Outcome, Record, say};

use crate::facts::{Tones, all_seats, drawn, last_votes};
use crate::paper::{Anchor, Paper, fit, length};
use crate::{Cell, Chart, Kind, Look, Table};

/// The most lists that are drawn.
const MOST: usize = 24;

/// One list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Its name.
    pub name: String,
    /// Its votes.
    pub votes: Exact,
    /// Its seats.
    pub seats: u32,
    /// The colour.
    pub tone: usize,
}

/// Every list of a contest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shares {
    /// The lists, the most votes first.
    pub lists: Vec<Share>,
    /// All votes.
    pub votes: Exact,
    /// All seats.
    pub seats: u32,
}

impl Shares {
    /// Of a record; `None` where no seats are divided among lists.
    #[must_use]
    pub fn of(record: &Record) -> Option<Self> {
        let (outcome, tones, votes) = (Outcome::of(record), Tones::of(record), last_votes(record));
        let seats = all_seats(&outcome);
        let places = 0..Place::try_from(record.candidacies.len()).unwrap_or(Place::MAX);
        let lists = places.map(|place| Share {
            name: record.name(place).to_owned(),
            votes: votes[place as usize].clone(),
            seats: outcome.seats_of(place),
            tone: tones.tone(place),
        });
        let mut lists: Vec<Share> =
            lists.filter(|one| !one.votes.is_zero() || one.seats > 0).collect();
        lists.sort_by(|a, b| b.votes.cmp(&a.votes));
        let votes: Exact = lists.iter().map(|one| &one.votes).sum();
        let divided = lists.iter().any(|one| one.seats > 1) && seats > 2;
        (divided && !votes.is_zero()).then_some(Self { lists, votes, seats })
    }

    fn vote_share(&self, one: &Share, lang: Lang) -> String {
        number::share_of(&one.votes, &self.votes, lang)
    }

    fn seat_share(&self, one: &Share, lang: Lang) -> String {
        number::percent(one.seats.into(), self.seats.into(), lang)
    }

    /// Seats more than the same share of votes would be, times all votes: exact.
    fn gain(&self, one: &Share) -> Exact {
        let seats = Exact::from(u64::from(one.seats)).times(&self.votes);
        seats - &one.votes.times(&Exact::from(u64::from(self.seats)))
    }

    /// What there is to see.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let best = self.lists.iter().max_by_key(|one| self.gain(one));
        let worst = self.lists.iter().min_by_key(|one| self.gain(one));
        let (Some(best), Some(worst)) = (best, worst) else { return String::new() };
        let told = |one: &Share| (self.vote_share(one, lang), self.seat_share(one, lang));
        let ((votes, seats), (less, fewer)) = (told(best), told(worst));
        let (name, other) = (&best.name, &worst.name);
        say!(
            lang,
            "{name} has the most seats beyond its share: {votes} of the votes and {seats} of the seats. {other} falls furthest below it: {less} of the votes and {fewer} of the seats.",
            "{name} dépasse le plus sa part : {votes} des voix et {seats} des sièges. {other} reste le plus en dessous : {less} des voix et {fewer} des sièges."
        )
    }

    /// Every number of it.
    #[must_use]
    pub fn table(&self, lang: Lang) -> Table {
        let head = vec![
            say!(lang, "List", "Liste"),
            say!(lang, "Votes", "Voix"),
            say!(lang, "Share of votes", "Part des voix"),
            say!(lang, "Seats", "Sièges"),
            say!(lang, "Share of seats", "Part des sièges"),
        ];
        let bare = |text: &str| text.replace([' ', '\u{a0}', '%'], "").replace(',', ".");
        let percent = |text: String| Cell::Number(text.clone(), bare(&text));
        let rows = self.lists.iter().map(|one| {
            vec![
                Cell::Word(one.name.clone()),
                Cell::Number(number::exact(&one.votes, lang), one.votes.to_string()),
                percent(self.vote_share(one, lang)),
                Cell::plain(one.seats),
                percent(self.seat_share(one, lang)),
            ]
        });
        Table { head, rows: rows.collect() }
    }
}

/// The picture.
#[must_use]
pub fn draw(shares: &Shares, look: &Look<'_>) -> Chart {
    const WIDTH: f64 = 640.0;
    const STEP: f64 = 42.0;
    let lang = look.lang;
    // Lists without a seat and without one vote in a hundred stand in the table.
    let hundred = Exact::from(100u64);
    let seen = |one: &&Share| one.seats > 0 || one.votes.times(&hundred) >= shares.votes;
    let shown: Vec<&Share> = shares.lists.iter().filter(seen).take(MOST).collect();
    let left = shown.iter().map(|one| length(&one.name) + 24.0).fold(60.0, f64::max).min(210.0);
    let (words_v, words_s) =
        (say!(lang, "of votes", "des voix"), say!(lang, "of seats", "des sièges"));
    let right = length("100.00 %  ") + length(&words_s).max(length(&words_v));
    let room = WIDTH - left - right;
    let all = drawn(&shares.votes);
    let part = |one: &Share| {
        (drawn(&one.votes) / all, f64::from(one.seats) / f64::from(shares.seats.max(1)))
    };
    let most = shown.iter().map(|one| part(one).0.max(part(one).1)).fold(0.01, f64::max);
    let mut paper = Paper::new(look);
    let mut y = 4.0;
    for one in &shown {
        let (votes, seats) = part(one);
        let (v, s) = (shares.vote_share(one, lang), shares.seat_share(one, lang));
        paper.mark(&format!("{} – {v} {words_v}, {s} {words_s}", one.name));
        paper.text("name", (left - 8.0, y + 20.0), Anchor::End, &fit(&one.name, left - 14.0));
        let (long, short) = (seats / most * room, votes / most * room);
        paper.bar(one.tone, (left, y + 2.0), (short, 11.0));
        paper.bar(one.tone, (left, y + 16.0), (long, 15.0));
        paper.text(
            "soft",
            (left + short + 6.0, y + 12.0),
            Anchor::Start,
            &format!("{v} {words_v}"),
        );
        paper.text("won", (left + long + 6.0, y + 28.0), Anchor::Start, &format!("{s} {words_s}"));
        paper.end();
        y += STEP;
    }
    paper.line("axis", (left, 4.0), (left, y - 4.0));
    if let Some(more) = shares.lists.len().checked_sub(shown.len()).filter(|more| *more > 0) {
        let text = say!(lang, "and {more} more in the table", "et {more} autres dans le tableau");
        paper.text("soft", (left, y + 10.0), Anchor::Start, &text);
        y += 18.0;
    }
    let title = say!(lang, "Votes and seats", "Voix et sièges");
    let sentence = shares.sentence(lang);
    let svg = paper.finish((WIDTH, y + 4.0), &title, &sentence);
    Chart { kind: Kind::Shares, title, sentence, table: shares.table(lang), svg }
}
