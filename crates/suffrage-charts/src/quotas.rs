//! Votes measured in quotas: a block for each whole one, and the remainder that may win a seat more.

use suffrage::number::{Fraction, Votes};
use suffrage::render::number;
use suffrage::tally::Place;
use suffrage::{Lang, Record, Step, say};

use crate::facts::Tones;
use crate::paper::{Anchor, Paper, fit, length};
use crate::{Cell, Chart, Kind, Look, Table};

/// The most lists that are drawn.
const MOST: usize = 30;

/// One list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// Its name.
    pub name: String,
    /// Its votes.
    pub votes: Votes,
    /// Its seats by whole quotas.
    pub whole: u32,
    /// Seats more, by remainder or average.
    pub more: u32,
    /// The colour.
    pub tone: usize,
}

/// All lists that take part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotas {
    /// The quota.
    pub quota: Fraction,
    /// The lists, the most votes first.
    pub lists: Vec<Measured>,
}

impl Quotas {
    /// Of a record; `None` where the law knows no quota of lists.
    #[must_use]
    pub fn of(record: &Record) -> Option<Self> {
        let count = record.candidacies.len();
        let mut votes: Vec<Votes> = vec![0; count];
        let (mut whole, mut more) = (vec![0u32; count], vec![0u32; count]);
        let mut quota = None;
        let own = |place: Place| (place as usize) < count;
        for entry in &record.steps {
            match &entry.step {
                Step::Figures { votes: round, .. } => {
                    round.iter().for_each(|(place, given)| votes[*place as usize] = *given);
                }
                // Connected lists are measured as one: they are no rows of this chart.
                Step::Inside { .. } => return None,
                Step::Quota { quota: one, .. } if quota.is_none() => quota = Some(*one),
                Step::Quotas { won, .. } => {
                    for (place, seats) in won.iter().filter(|one| own(one.0)) {
                        whole[*place as usize] += seats;
                    }
                }
                Step::Remainders { won, .. } | Step::Averages { won, .. } if quota.is_some() => {
                    won.iter().filter(|one| own(**one)).for_each(|one| more[*one as usize] += 1);
                }
                _ => {}
            }
        }
        let (quota, tones) = (quota.filter(|one| one.over() > 0)?, Tones::of(record));
        let mut lists: Vec<Measured> = (0..count)
            .filter(|at| votes[*at] > 0)
            .map(|at| {
                let place = Place::try_from(at).unwrap_or(Place::MAX);
                let (name, tone) = (record.name(place).to_owned(), tones.tone(place));
                Measured { name, votes: votes[at], whole: whole[at], more: more[at], tone }
            })
            .collect();
        lists.sort_by_key(|one| std::cmp::Reverse(one.votes));
        (!lists.is_empty()).then_some(Self { quota, lists })
    }

    /// What there is to see.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let (whole, more) = (
            self.lists.iter().map(|one| one.whole).sum::<u32>(),
            self.lists.iter().map(|one| one.more).sum::<u32>(),
        );
        let quota = number::fraction(self.quota, lang);
        say!(
            lang,
            "A quota is {quota} votes: {whole} seats go by whole quotas, {more} to what is left of them.",
            "Le quotient est de {quota} voix : {whole} sièges vont aux quotients entiers, {more} à ce qui reste."
        )
    }

    /// Every number of it.
    #[must_use]
    pub fn table(&self, lang: Lang) -> Table {
        let head = vec![
            say!(lang, "List", "Liste"),
            say!(lang, "Votes", "Voix"),
            say!(lang, "Quotas", "Quotients"),
            say!(lang, "By whole quotas", "Au quotient"),
            say!(lang, "Beyond them", "Au-delà"),
        ];
        let rows = self.lists.iter().map(|one| {
            let quotas = self.measured(one);
            vec![
                Cell::Word(one.name.clone()),
                Cell::Number(number::votes(one.votes, lang), one.votes.to_string()),
                Cell::Number(number::decimal(quotas, lang), quotas.to_string()),
                Cell::plain(one.whole),
                Cell::plain(one.more),
            ]
        });
        Table { head, rows: rows.collect() }
    }

    fn measured(&self, one: &Measured) -> Fraction {
        Fraction::new(one.votes.saturating_mul(self.quota.under()), self.quota.over())
    }
}

/// The picture.
#[must_use]
pub fn draw(quotas: &Quotas, look: &Look<'_>) -> Chart {
    const WIDTH: f64 = 640.0;
    const STEP: f64 = 28.0;
    let lang = look.lang;
    let shown = &quotas.lists[..quotas.lists.len().min(MOST)];
    let told = |one: &Measured| number::decimal(quotas.measured(one), lang);
    let left = shown.iter().map(|one| length(&one.name) + 24.0).fold(60.0, f64::max).min(210.0);
    let room = WIDTH - left - 86.0;
    let many = |one: &Measured| {
        let quotas = quotas.measured(one);
        quotas.over() as f64 / quotas.under() as f64
    };
    let most = shown.iter().map(many).fold(0.1, f64::max);
    let unit = room / most;
    let mut paper = Paper::new(look);
    let mut y = 4.0;
    for one in shown {
        let (figure, more) = (told(one), one.more);
        let seats = one.whole + more;
        paper.mark(&say!(
            lang,
            "{name} – {figure} quotas, {seats} seats",
            "{name} – {figure} quotients, {seats} sièges",
            name = one.name
        ));
        paper.text("name", (left - 8.0, y + 17.0), Anchor::End, &fit(&one.name, left - 14.0));
        paper.bar(one.tone, (left, y + 4.0), (many(one) * unit, STEP - 8.0));
        // Lines part the quotas where there is room to see them.
        if unit > 4.0 {
            for quota in 1..=one.whole {
                let x = left + f64::from(quota) * unit;
                paper.line("over", (x, y + 4.0), (x, y + STEP - 4.0));
            }
        }
        let label = if more > 0 { format!("{figure}  +{more}") } else { figure };
        let class = if more > 0 { "won" } else { "name" };
        paper.text(class, (left + many(one) * unit + 6.0, y + 17.0), Anchor::Start, &label);
        paper.end();
        y += STEP;
    }
    paper.line("axis", (left, 4.0), (left, y));
    let note = say!(
        lang,
        "votes ÷ quota; +1: a seat beyond the whole quotas",
        "voix ÷ quotient ; +1 : un siège au-delà des quotients entiers"
    );
    paper.text("soft", (left, y + 15.0), Anchor::Start, &note);
    let (title, sentence) =
        (say!(lang, "Votes in quotas", "Voix en quotients"), quotas.sentence(lang));
    let svg = paper.finish((WIDTH, y + 24.0), &title, &sentence);
    Chart { kind: Kind::Quotas, title, sentence, table: quotas.table(lang), svg }
}
