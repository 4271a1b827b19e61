//! One contest: who is elected, what decides, the rounds, the seats, and the count step by step.

use maud::{Markup, html};
use suffrage::number::{Exact, Votes};
use suffrage::render::decisive::{Decisive, decisive};
use suffrage::render::{number, told};
use suffrage::tally::Place;
use suffrage::{Outcome, Record, Step};
use suffrage_charts::{Frame, Kind, Look, bars, facts};

use super::steps;
use crate::page::Page;
use crate::route::Route;
use crate::site::Status;

/// Where the files of a contest are, if it has any: an answer to what somebody sent has none.
pub type Files<'a> = Option<&'a dyn Fn(&str) -> Route>;

/// How a contest stands, as a word in colour.
#[must_use]
pub fn badge(page: &Page<'_>, status: Status) -> Markup {
    let class = match status {
        Status::Settled | Status::Adopted | Status::Rejected => "badge",
        Status::Waiting | Status::NextRound => "badge open",
        Status::Refused => "badge bad",
    };
    html! { span class=(class) { (crate::words::word(page.lang, status.key())) } }
}

/// By which law, as of which day, in which wording.
#[must_use]
pub fn by_law(page: &Page<'_>, record: &Record) -> Markup {
    let law = &record.law;
    let known = page.site.book.find(&law.id).filter(|_| page.linked);
    let to = known.map(|found| page.href(&Route::Law(found.id.clone(), None)));
    html! {
        p {
            (page.t("by-law")) (page.colon())
            @match to {
                Some(to) => a href=(to) { (law.act) },
                None => (law.act),
            }
            ", " (page.say("as-on", &[("day", page.day(law.on).into())]))
            @if let Some(day) = law.wording_of {
                ", " (page.say("frozen", &[("day", page.day(day).into())]))
            }
            @for reading in &law.readings {
                "; " (page.say("followed", &[("reading", reading.as_str().into())]))
            }
        }
    }
}

/// Everything that a record says.
#[must_use]
pub fn whole(page: &Page<'_>, record: &Record, files: Files<'_>) -> Markup {
    let decided = decisive(record, page.lang);
    html! {
        (result(page, record, decided.as_ref(), files))
        (rounds(page, record, files))
        section aria-labelledby="record" {
            h2 #record { (page.t("record")) }
            p.soft { (page.t("record-lead")) }
            (steps::steps(page, record, decided.as_ref().map(|one| one.at)))
        }
    }
}

/// The charts of a result, in this order; those of rounds stand with their rounds.
pub const CHARTS: [Kind; 5] =
    [Kind::Hemicycle, Kind::Shares, Kind::Ladder, Kind::Quotas, Kind::Transfers];

/// Who is elected, and what decides.
#[must_use]
pub fn result(
    page: &Page<'_>,
    record: &Record,
    decided: Option<&Decisive>,
    files: Files<'_>,
) -> Markup {
    let outcome = Outcome::of(record);
    let persons = !outcome.elected().is_empty();
    html! {
        section aria-labelledby="result" {
            h2.unseen #result { (page.t("result")) }
            @if persons { (who(page, record)) }
            @if let Some(one) = decided {
                section.decides aria-labelledby="decides" {
                    h2 #decides { (page.t("decides")) }
                    p { (one.sentence) }
                    p.cite { (steps::cite(page, record, record.steps[one.at].clause)) }
                }
            }
            @if !outcome.is_complete() || outcome.blocked() > 0 {
                @for line in told::result(record, page.lang) { p { (line) } }
            }
            @if !persons { (who(page, record)) }
            @for kind in CHARTS {
                @if let Some(chart) = page.chart(kind, record, kind.word()) {
                    (page.figure(&chart, files, kind.word()))
                }
            }
        }
    }
}

/// Persons elected one by one, or seats by list.
#[must_use]
pub fn who(page: &Page<'_>, record: &Record) -> Markup {
    let outcome = Outcome::of(record);
    match outcome.elected() {
        [] => seats(page, record, &outcome),
        _ => winners(page, record, &outcome),
    }
}

/// Persons elected one by one, with their votes.
fn winners(page: &Page<'_>, record: &Record, outcome: &Outcome) -> Markup {
    let votes = |place: Place| -> Option<Exact> {
        record.steps.iter().rev().find_map(|entry| match &entry.step {
            Step::Elected { place: one, votes } if *one == place => Some(Exact::from(*votes)),
            Step::Chosen { place: one, votes, .. } if *one == place => Some(votes.clone()),
            _ => None,
        })
    };
    html! {
        ul.winners {
            @for place in outcome.elected() {
                li {
                    strong { (record.name(*place)) }
                    span {
                        (page.t("elected"))
                        @if let Some(votes) = votes(*place).filter(|votes| !votes.is_zero()) {
                            " · " (number::exact(&votes, page.lang)) " " (page.t("votes").to_lowercase())
                        }
                    }
                }
            }
        }
    }
}

/// Seats of lists: votes, share, seats by pot, persons.
fn seats(page: &Page<'_>, record: &Record, outcome: &Outcome) -> Markup {
    let votes = facts::last_votes(record);
    let all: Exact = votes.iter().sum();
    let places = 0..Place::try_from(record.candidacies.len()).unwrap_or(Place::MAX);
    let mut listed: Vec<Place> = places.filter(|place| outcome.seats_of(*place) > 0).collect();
    listed.sort_by(|a, b| {
        let seats = outcome.seats_of(*b).cmp(&outcome.seats_of(*a));
        seats.then(votes[*b as usize].cmp(&votes[*a as usize]))
    });
    let pots: Vec<_> = outcome
        .pots()
        .iter()
        .filter(|pot| outcome.pots().len() > 1 && !pot.pot.is_empty())
        .collect();
    let caption = page.t("result");
    html! {
        @if !listed.is_empty() {
            div.scroll tabindex="0" role="group" aria-label=(caption) {
                table {
                    caption.unseen { (caption) }
                    thead { tr {
                        th scope="col" { (page.t("list")) }
                        th.num scope="col" { (page.t("votes")) }
                        th.num scope="col" { (page.t("share")) }
                        @for pot in &pots { th.num scope="col" { (pot.pot) } }
                        th.num scope="col" { (page.t("seats")) }
                    } }
                    tbody {
                        @for place in &listed {
                            @let given = &votes[*place as usize];
                            tr {
                                th scope="row" { (record.name(*place)) }
                                td.num { (number::exact(given, page.lang)) }
                                td.num { (number::share_of(given, &all, page.lang)) }
                                @for pot in &pots { td.num { (pot.won.get(place).copied().unwrap_or(0)) } }
                                td.num { strong { (outcome.seats_of(*place)) } }
                            }
                        }
                    }
                }
            }
            (seated(page, record, outcome, &listed))
        }
    }
}

/// The persons who take the seats of lists.
fn seated(page: &Page<'_>, record: &Record, outcome: &Outcome, listed: &[Place]) -> Markup {
    let persons = |place: &Place| -> Vec<String> {
        let all = outcome.pots().iter().filter_map(|pot| pot.persons.get(place)).flatten();
        all.filter(|one| !one.name.is_empty()).map(|one| one.name.clone()).collect()
    };
    let named: Vec<(Place, Vec<String>)> = listed
        .iter()
        .map(|place| (*place, persons(place)))
        .filter(|one| !one.1.is_empty())
        .collect();
    html! {
        @if !named.is_empty() {
            details open[!page.linked] {
                summary { (page.t("seated")) }
                @for (place, names) in named {
                    h3 { (record.name(place)) }
                    p { (names.join(", ")) }
                }
            }
        }
    }
}

/// The figures of every round, with its votes as bars and as a table.
#[must_use]
pub fn rounds(page: &Page<'_>, record: &Record, files: Files<'_>) -> Markup {
    let figures: Vec<usize> = (0..record.steps.len())
        .filter(|at| matches!(record.steps[*at].step, Step::Figures { .. }))
        .collect();
    html! {
        @for at in figures { (round(page, record, at, files)) }
    }
}

fn round(page: &Page<'_>, record: &Record, at: usize, files: Files<'_>) -> Markup {
    let Step::Figures { round, registered, voters, blank, null, expressed, summed, names, votes } =
        &record.steps[at].step
    else {
        return html! {};
    };
    let figure = |votes: Votes| number::votes(votes, page.lang);
    let heading = page.say("round", &[("number", (*round).into())]);
    let id = format!("round-{round}");
    let tiles: [(&str, &Option<Votes>); 5] = [
        ("registered", registered),
        ("voters", voters),
        ("blank", blank),
        ("null", null),
        ("expressed", expressed),
    ];
    let prefix = format!("bars{at}");
    let look = Look { lang: page.lang, frame: Frame::Page, prefix: &prefix };
    let chart = bars::round(record, at, page.lang).map(|one| bars::draw(&one, &look));
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (heading) }
            dl.tiles {
                @for (key, value) in tiles {
                    @if let Some(value) = value {
                        div {
                            dt {
                                (crate::words::word(page.lang, key))
                                @if *summed && key == "expressed" { " (" (page.t("added-up")) ")" }
                            }
                            dd { (figure(*value)) }
                        }
                    }
                }
                @if let (Some(registered), Some(voters)) = (registered, voters) {
                    div { dt { (page.t("turnout")) } dd { (number::percent(*voters, *registered, page.lang)) } }
                }
            }
            @if *names > 1 { p.soft { (page.say("names-on-ballot", &[("names", (*names).into())])) } }
            @if votes.len() > 1 {
                @if let Some(chart) = chart { (page.figure(&chart, files, &format!("bars-{round}"))) }
            }
        }
    }
}
