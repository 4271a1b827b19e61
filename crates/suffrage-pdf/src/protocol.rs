//! What a protocol says, as values without any layout.

use serde::Serialize;
use suffrage::number::Exact;
use suffrage::render::articles::{Article, articles};
use suffrage::render::decisive::decisive;
use suffrage::render::told::{self, Told, told};
use suffrage::render::{date, number};
use suffrage::tally::Place;
use suffrage::{Lang, Law, Outcome, Record, Step, say};
use suffrage_charts::{Cell, Chart, Frame, Kind, Look, Table, bars, draw, facts};
use suffrage_host::case::Case;
use suffrage_serve::figures;
use suffrage_serve::report::hashes;
use suffrage_serve::site::{Site, Status};
use suffrage_serve::words;

use crate::fold::{columns, tiers};

/// The most bars of a round that are drawn: longer ones stand in their table alone.
const MOST_BARS: usize = 12;

/// Everything that a protocol says, in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Protocol {
    /// As `en`.
    pub lang: &'static str,
    /// The day of the vote: the only date there is, since no clock is read.
    pub date: (i16, i8, i8),
    /// The words that the layout itself needs.
    pub words: Words,
    /// What people call the election.
    pub heading: String,
    /// The contest, where the heading does not name it.
    pub contest: String,
    /// How it stands, and whether that is the end (`good`), not yet (`open`) or a refusal (`bad`).
    pub status: (String, &'static str),
    /// By which law, as of which day, for how many seats.
    pub facts: Vec<(String, String)>,
    /// Who is elected one by one, and with how many votes.
    pub elected: Vec<(String, String)>,
    /// What decides, and its article.
    pub decides: Option<(String, Cite)>,
    /// What waits or stays empty.
    pub open: Vec<String>,
    /// Seats by list.
    pub seats: Option<Grid>,
    /// Who takes the seats of each list.
    pub seated: Vec<(String, String)>,
    /// The house, where seats are divided.
    pub house: Option<Picture>,
    /// Every round.
    pub rounds: Vec<Round>,
    /// Every step.
    pub steps: Vec<Line>,
    /// The steps at which equals met, by number.
    pub equals: Vec<Line>,
    /// Charts that show the count.
    pub charts: Vec<Picture>,
    /// The articles cited, what each says, and where it was read.
    pub articles: Vec<Rule>,
    /// Where the figures come from.
    pub sources: Vec<String>,
    /// What was counted and what came of it, by SHA-256.
    pub hashes: Vec<(String, String)>,
    /// The record itself, attached to the file as it is.
    #[serde(skip)]
    pub record: String,
}

/// The words of the layout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Words {
    title: String,
    status: String,
    result: String,
    elected: String,
    decides: String,
    open: String,
    seated: String,
    record: String,
    record_lead: String,
    equals: String,
    no_equals: String,
    charts: String,
    articles: String,
    articles_lead: String,
    article: String,
    says: String,
    read_in: String,
    unread: String,
    sources: String,
    hashes: String,
    hashes_lead: String,
    attached: String,
    signed: String,
    signed_lead: String,
    place: String,
    day: String,
    name: String,
    office: String,
    signature: String,
    page: String,
    of: String,
    step: String,
    what: String,
    program: String,
}

/// An article, and whether somebody has read it in a source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cite {
    /// As `L294, al. 2`; empty where nothing is cited.
    pub text: String,
    /// False where nobody has.
    pub read: bool,
}

/// A table: words left, numbers right.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Grid {
    /// One heading for each column.
    pub head: Vec<String>,
    /// Which columns hold numbers.
    pub numbers: Vec<bool>,
    /// The cells.
    pub rows: Vec<Vec<String>>,
    /// The rows that stand out.
    pub strong: Vec<usize>,
}

/// A chart as SVG.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Picture {
    /// What it shows.
    pub title: String,
    /// What there is to see: also what is read aloud.
    pub sentence: String,
    /// The picture.
    pub svg: String,
}

/// A round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Round {
    /// As `Round 1`.
    pub heading: String,
    /// Registered, voters and so on, as far as they are known.
    pub figures: Vec<(String, String)>,
    /// What else is to be known of it.
    pub note: String,
    /// The votes.
    pub votes: Grid,
    /// The same as bars.
    pub chart: Option<Picture>,
}

/// A step of the count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its number in this protocol.
    pub number: usize,
    /// Its sentences.
    pub lines: Vec<String>,
    /// What is said once its figures are there.
    pub after: Vec<String>,
    /// Its figures.
    pub tables: Vec<Grid>,
    /// Its article.
    pub cite: Cite,
    /// Whether it decides the contest.
    pub decides: bool,
    /// Whether it elects somebody.
    pub elects: bool,
}

/// An article that the count cites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// The article.
    pub cite: Cite,
    /// What it says here.
    pub says: String,
    /// Where and when its text was read; empty if nobody has.
    pub read_in: String,
}

/// The protocol of one contest of a case.
#[must_use]
pub fn of(case: &Case, record: &Record, lang: Lang) -> Protocol {
    let (outcome, decided) = (Outcome::of(record), decisive(record, lang));
    let contest = &record.contest.name;
    let heading = if case.title.en.is_empty() { contest } else { case.title.of(lang) };
    let waits = !outcome.is_complete() || outcome.blocked() > 0;
    let look = |prefix| Look { lang, frame: Frame::Still, prefix };
    let picture = |kind: Kind| draw(kind, record, &look(kind.word())).map(drawn);
    let steps = steps(record, decided.as_ref().map(|one| one.at), lang);
    let told_open = if waits { told::result(record, lang) } else { Vec::new() };
    let equals = steps.iter().filter(|one| one.1.meets_equals()).map(|one| one.0.clone()).collect();
    let decides = decided.map(|one| (one.sentence, cite(record, record.steps[one.at].clause)));
    Protocol {
        lang: words::tag(lang),
        date: (record.law.on.year(), record.law.on.month(), record.law.on.day()),
        words: Words::of(lang),
        heading: heading.to_owned(),
        contest: if heading == contest || contest == "1" { String::new() } else { contest.clone() },
        status: status(Status::of(&outcome), lang),
        facts: facts_of(record, &outcome, lang),
        elected: elected(record, &outcome, lang),
        decides,
        open: told_open,
        seats: seats(record, &outcome, lang),
        seated: seated(record, &outcome),
        house: picture(Kind::Hemicycle),
        rounds: rounds(record, lang),
        steps: steps.into_iter().map(|one| one.0).collect(),
        equals,
        charts: [Kind::Shares, Kind::Ladder, Kind::Quotas, Kind::Transfers]
            .into_iter()
            .filter_map(picture)
            .collect(),
        articles: rules(case, record, lang),
        sources: case.sources.clone(),
        hashes: hashes(case, record),
        record: suffrage::render::json::record(record),
    }
}

fn drawn(chart: Chart) -> Picture {
    Picture { title: chart.title, sentence: chart.sentence, svg: chart.svg }
}

fn status(status: Status, lang: Lang) -> (String, &'static str) {
    let tone = match status {
        Status::Settled | Status::Adopted | Status::Rejected => "good",
        Status::Waiting | Status::NextRound => "open",
        Status::Refused => "bad",
    };
    (words::word(lang, status.key()), tone)
}

fn facts_of(record: &Record, outcome: &Outcome, lang: Lang) -> Vec<(String, String)> {
    let law = &record.law;
    let word = |key| words::word(lang, key);
    let mut facts = vec![
        (word("day"), date::day(law.on, lang)),
        (word("law"), format!("{} ({})", law.act, law.id)),
    ];
    if let Some(day) = law.wording_of {
        let day = date::day(day, lang);
        facts.push((
            say!(lang, "Wording", "Rédaction"),
            say!(lang, "frozen as of {day}", "figée au {day}"),
        ));
    }
    for reading in &law.readings {
        facts.push((say!(lang, "Open clause", "Clause ouverte"), reading.clone()));
    }
    let seats = facts::all_seats(outcome);
    if seats > 0 && outcome.answer().is_none() {
        facts.push((word("seats"), number::votes(seats.into(), lang)));
    }
    facts
}

/// Persons elected one by one, with their votes.
fn elected(record: &Record, outcome: &Outcome, lang: Lang) -> Vec<(String, String)> {
    let votes = |place: Place| -> Option<Exact> {
        record.steps.iter().rev().find_map(|entry| match &entry.step {
            Step::Elected { place: one, votes } if *one == place => Some(Exact::from(*votes)),
            Step::Chosen { place: one, votes, .. } if *one == place => Some(votes.clone()),
            _ => None,
        })
    };
    let noted = |place: &Place| {
        let votes = votes(*place).filter(|votes| !votes.is_zero());
        let votes = votes.map_or(String::new(), |votes| {
            let votes = number::exact(&votes, lang);
            say!(lang, "{votes} votes", "{votes} voix")
        });
        (record.name(*place).to_owned(), votes)
    };
    outcome.elected().iter().map(noted).collect()
}

/// Seats of lists: votes, share, seats by pot.
fn seats(record: &Record, outcome: &Outcome, lang: Lang) -> Option<Grid> {
    let listed = listed(record, outcome);
    if listed.is_empty() || !outcome.elected().is_empty() {
        return None;
    }
    let votes = facts::last_votes(record);
    let all: Exact = votes.iter().sum();
    let pots = outcome.pots();
    let pots: Vec<_> = pots.iter().filter(|pot| pots.len() > 1 && !pot.pot.is_empty()).collect();
    let word = |key| words::word(lang, key);
    let mut head = vec![word("list"), word("votes"), word("share")];
    head.extend(pots.iter().map(|pot| pot.pot.clone()));
    head.push(word("seats"));
    let rows = listed.iter().map(|place| {
        let given = &votes[*place as usize];
        let mut row = vec![
            record.name(*place).to_owned(),
            number::exact(given, lang),
            number::share_of(given, &all, lang),
        ];
        let count = |seats: u32| number::votes(seats.into(), lang);
        row.extend(pots.iter().map(|pot| count(pot.won.get(place).copied().unwrap_or(0))));
        row.push(count(outcome.seats_of(*place)));
        row
    });
    let numbers = (0..head.len()).map(|at| at > 0).collect();
    Some(Grid { numbers, rows: rows.collect(), head, strong: Vec::new() })
}

/// Lists with seats, the most first.
fn listed(record: &Record, outcome: &Outcome) -> Vec<Place> {
    let votes = facts::last_votes(record);
    let places = 0..Place::try_from(record.candidacies.len()).unwrap_or(Place::MAX);
    let mut listed: Vec<Place> = places.filter(|place| outcome.seats_of(*place) > 0).collect();
    listed.sort_by(|a, b| {
        let seats = outcome.seats_of(*b).cmp(&outcome.seats_of(*a));
        seats.then(votes[*b as usize].cmp(&votes[*a as usize]))
    });
    listed
}

fn seated(record: &Record, outcome: &Outcome) -> Vec<(String, String)> {
    let persons = |place: &Place| -> Vec<&str> {
        let all = outcome.pots().iter().filter_map(|pot| pot.persons.get(place)).flatten();
        all.map(|one| one.name.as_str()).filter(|name| !name.is_empty()).collect()
    };
    let listed = listed(record, outcome).into_iter();
    let named = listed.map(|place| (record.name(place).to_owned(), persons(&place).join(", ")));
    named.filter(|one| !one.1.is_empty()).collect()
}

fn rounds(record: &Record, lang: Lang) -> Vec<Round> {
    (0..record.steps.len()).filter_map(|at| round(record, at, lang)).collect()
}

fn round(record: &Record, at: usize, lang: Lang) -> Option<Round> {
    let Step::Figures { round, registered, voters, blank, null, expressed, summed, names, .. } =
        &record.steps[at].step
    else {
        return None;
    };
    let named = [
        ("registered", registered),
        ("voters", voters),
        ("blank", blank),
        ("null", null),
        ("expressed", expressed),
    ];
    let known = named.into_iter().filter_map(|(key, value)| Some((key, (*value)?)));
    let mut figures: Vec<(String, String)> =
        known.map(|(key, value)| (words::word(lang, key), number::votes(value, lang))).collect();
    if let (Some(registered), Some(voters)) = (registered, voters) {
        figures.push((words::word(lang, "turnout"), number::percent(*voters, *registered, lang)));
    }
    let mut notes = Vec::new();
    if *summed {
        notes.push(say!(
            lang,
            "The expressed votes are those below, added up.",
            "Les suffrages exprimés sont les voix ci-dessous, additionnées."
        ));
    }
    if *names > 1 {
        notes.push(say!(
            lang,
            "A ballot carries up to {names} names.",
            "Un bulletin porte jusqu'à {names} noms."
        ));
    }
    let prefix = format!("round{at}");
    let found = bars::round(record, at, lang)?;
    let strong = found.bars.iter().enumerate().filter(|one| one.1.won).map(|one| one.0).collect();
    let few = (2..=MOST_BARS).contains(&found.bars.len());
    let chart = bars::draw(&found, &Look { lang, frame: Frame::Still, prefix: &prefix });
    let votes = Grid { strong, ..Grid::of(chart.table.clone()) };
    Some(Round {
        heading: words::with(lang, "round", &[("number", (*round).into())]),
        figures,
        note: notes.join(" "),
        votes,
        chart: few.then(|| drawn(chart)),
    })
}

/// Every step with what it says, beside the step itself.
fn steps(record: &Record, decisive: Option<usize>, lang: Lang) -> Vec<(Line, &Step)> {
    let votes = figures::votes_before(record);
    let line = |(number, one): (usize, Told)| {
        let step = &record.steps[one.at].step;
        let Said(lines, tables, after) = said(record, &one, &votes[one.at], lang);
        let decides = decisive.is_some_and(|at| (one.at..one.at + one.taken).contains(&at));
        let elects = matches!(step, Step::Elected { .. } | Step::Chosen { .. });
        let cite = cite(record, one.clause);
        (Line { number: number + 1, lines, after, tables, cite, decides, elects }, step)
    };
    told(record, lang).into_iter().enumerate().map(line).collect()
}

/// The sentences of a step, its tables, and what is said after them.
struct Said(Vec<String>, Vec<Grid>, Vec<String>);

fn said(record: &Record, one: &Told, votes: &[u128], lang: Lang) -> Said {
    let (step, lines) = (&record.steps[one.at].step, &one.lines);
    let around = |tables: Vec<Grid>| {
        let first = lines.iter().position(|line| columns::is_row(line)).unwrap_or(lines.len());
        let after = lines[first..].iter().filter(|line| !columns::is_row(line));
        Said(lines[..first].to_vec(), tables, after.cloned().collect())
    };
    if let Some(table) = figures::table(record, step, votes, lang) {
        return around(vec![Grid::of(table)]);
    }
    match step {
        // The figures stand with the round: here it begins.
        Step::Figures { .. } => {
            Said(lines.iter().take(2).cloned().collect(), Vec::new(), Vec::new())
        }
        Step::Tiers(within) => match tiers::tables(record, within, votes, lang) {
            tables if tables.is_empty() => parted(lines),
            tables if tiers::said_by_tables(within) => {
                Said(lines[..1].to_vec(), tables, Vec::new())
            }
            tables => around(tables),
        },
        _ => parted(lines),
    }
}

fn parted(lines: &[String]) -> Said {
    let (sentences, tables) = columns::parted(lines);
    Said(sentences, tables, Vec::new())
}

fn cite(record: &Record, clause: Option<u16>) -> Cite {
    let found = clause.and_then(|at| record.clauses.get(usize::from(at)));
    found.map_or_else(Cite::default, |one| Cite { text: one.cite.clone(), read: one.seen })
}

/// The articles that steps cite, in the order in which they come up.
fn rules(case: &Case, record: &Record, lang: Lang) -> Vec<Rule> {
    let site = Site::of_laws(case.book.clone());
    let mut cited: Vec<u16> = Vec::new();
    for at in record.steps.iter().filter_map(|entry| entry.clause) {
        if !cited.contains(&at) {
            cited.push(at);
        }
    }
    let named = cited.into_iter().filter_map(|at| record.clauses.get(usize::from(at)));
    let rule = |one: &suffrage::record::Cited| {
        let home = site.home_of_clause(&record.law.id, &one.clause);
        let found = home.and_then(|law| Some((law, article(law, record, &one.clause, lang)?)));
        let read_in = found.as_ref().and_then(|(law, article)| {
            let key = article.source.as_ref().filter(|_| one.seen)?;
            let source = law.sources.iter().find(|source| source.key == *key)?;
            let (title, day) = (&source.title, date::day(source.read, lang));
            Some(say!(lang, "{title} ({day})", "{title} ({day})"))
        });
        Rule {
            cite: Cite { text: one.cite.clone(), read: one.seen },
            says: found.map_or(String::new(), |(_, article)| article.sentence),
            read_in: read_in.unwrap_or_default(),
        }
    };
    named.map(rule).collect()
}

/// The clause as it read on the day of the vote, or on the day whose wording was frozen.
fn article(law: &Law, record: &Record, clause: &str, lang: Lang) -> Option<Article> {
    let days = [Some(record.law.on).filter(|_| law.id == record.law.id), record.law.wording_of];
    let on = days.into_iter().flatten().next().unwrap_or(record.law.on);
    articles(law, Some(on), lang).into_iter().find_map(|group| {
        let system = group.system;
        group.articles.into_iter().find(|one| match system.as_str() {
            "" => one.clause == clause,
            system => {
                clause.strip_prefix(system).and_then(|rest| rest.strip_prefix('.'))
                    == Some(&one.clause)
            }
        })
    })
}

impl Grid {
    /// Of a table of a chart; a column that says nothing is left out.
    #[must_use]
    pub fn of(table: Table) -> Self {
        let says = |at: &usize| table.rows.iter().any(|row| !row[*at].text().is_empty());
        let kept: Vec<usize> = (0..table.head.len()).filter(says).collect();
        let number =
            |at: &usize| table.rows.first().is_some_and(|row| matches!(row[*at], Cell::Number(..)));
        let texts = |row: &Vec<Cell>| kept.iter().map(|at| row[*at].text().to_owned()).collect();
        Self {
            head: kept.iter().map(|at| table.head[*at].clone()).collect(),
            numbers: kept.iter().map(number).collect(),
            rows: table.rows.iter().map(texts).collect(),
            strong: Vec::new(),
        }
    }
}

impl Words {
    fn of(lang: Lang) -> Self {
        let word = |key| words::word(lang, key);
        Self {
            title: word("report-title"),
            status: word("status"),
            result: word("result"),
            elected: say!(lang, "Elected", "Élus"),
            decides: word("decides"),
            open: say!(lang, "What is still open", "Ce qui reste ouvert"),
            seated: word("seated"),
            record: word("record"),
            record_lead: word("record-lead"),
            equals: say!(lang, "Ties and lots", "Égalités et tirages au sort"),
            no_equals: say!(
                lang,
                "No equality had to be parted, and no lot was drawn.",
                "Aucune égalité n'a dû être départagée, et aucun tirage au sort n'a eu lieu."
            ),
            charts: say!(lang, "The count in pictures", "Le compte en images"),
            articles: say!(lang, "Articles applied", "Articles appliqués"),
            articles_lead: say!(
                lang,
                "What each article says here, in the wording that was in force for this vote.",
                "Ce que chaque article dit ici, dans la rédaction en vigueur pour ce vote."
            ),
            article: say!(lang, "Article", "Article"),
            says: word("says"),
            read_in: say!(lang, "Text read in", "Texte lu dans"),
            unread: word("unread"),
            sources: word("sources"),
            hashes: word("report-hash"),
            hashes_lead: word("report-hash-note"),
            attached: say!(
                lang,
                "The record, every step with its figures, is attached to this file as record.json.",
                "Le compte, chaque étape avec ses chiffres, est joint à ce fichier : record.json."
            ),
            signed: say!(lang, "Signatures", "Signatures"),
            signed_lead: say!(
                lang,
                "This protocol was read and found to agree with the figures counted.",
                "Ce procès-verbal a été lu et trouvé conforme aux chiffres comptés."
            ),
            place: say!(lang, "Place", "Lieu"),
            day: say!(lang, "Date", "Date"),
            name: word("report-name"),
            office: say!(lang, "Capacity", "Qualité"),
            signature: say!(lang, "Signature", "Signature"),
            page: say!(lang, "page", "page"),
            of: say!(lang, "of", "sur"),
            step: word("step"),
            what: say!(lang, "What was done", "Ce qui a été fait"),
            program: say!(
                lang,
                "Counted exactly by suffrage {version}.",
                "Compté exactement par suffrage {version}.",
                version = env!("CARGO_PKG_VERSION")
            ),
        }
    }
}
