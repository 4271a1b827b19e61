//! The record as a list: each step beside the article that governs it.

use maud::{Markup, html};
use suffrage::method::highest_averages::Divisors;
use suffrage::number::{Exact, Votes};
use suffrage::render::told::{Told, told};
use suffrage::render::{number, words};
use suffrage::tally::Place;
use suffrage::{Record, Step};

use crate::page::{Page, anchor};
use crate::route::Route;

/// The most rows of a table within a step.
const MOST: usize = 200;

/// The article of a step, leading to the law; a warning if nobody has read it.
#[must_use]
pub fn cite(page: &Page<'_>, record: &Record, clause: Option<u16>) -> Markup {
    let Some(cited) = clause.and_then(|at| record.clauses.get(usize::from(at))) else {
        return html! {};
    };
    let home = page.site.home_of_clause(&record.law.id, &cited.clause).filter(|_| page.linked);
    let to = home.map(|law| {
        let route = Route::Law(law.id.clone(), None);
        format!("{}#{}", page.href(&route), anchor(&cited.clause))
    });
    html! {
        @match to {
            Some(to) => a href=(to) { (cited.cite) },
            None => (cited.cite),
        }
        @if !cited.seen { " " span.unread title=(page.t("unread-why")) { "(" (page.t("unread")) ")" } }
    }
}

/// Every step in order; `decisive` is marked.
#[must_use]
pub fn steps(page: &Page<'_>, record: &Record, decisive: Option<usize>) -> Markup {
    let all = told(record, page.lang);
    let votes = votes_before(record);
    html! {
        ol.steps {
            @for (number, one) in all.iter().enumerate() {
                @let step = &record.steps[one.at].step;
                @let decides = decisive.is_some_and(|at| (one.at..one.at + one.taken).contains(&at));
                @let elects = matches!(step, Step::Elected { .. } | Step::Chosen { .. });
                @let class = match (decides, elects) { (true, true) => Some("decisive elects"), (true, false) => Some("decisive"), (false, true) => Some("elects"), _ => None };
                li class=[class] id=(format!("step-{}", one.at + 1)) {
                    span.n aria-hidden="true" { (number + 1) }
                    div { (body(page, record, one, &votes[one.at])) }
                    div.cite { (cite(page, record, one.clause)) }
                }
            }
        }
    }
}

/// The votes of each candidacy as they stood before each step.
fn votes_before(record: &Record) -> Vec<std::rc::Rc<Vec<Votes>>> {
    let mut now = std::rc::Rc::new(vec![0; record.candidacies.len()]);
    let each = record.steps.iter().map(|entry| {
        if let Step::Figures { votes, .. } = &entry.step {
            let mut fresh = vec![0; record.candidacies.len()];
            votes.iter().for_each(|(place, given)| fresh[*place as usize] = *given);
            now = std::rc::Rc::new(fresh);
        }
        now.clone()
    });
    each.collect()
}

/// What one step says: its sentences, and a table where it has figures for many.
fn body(page: &Page<'_>, record: &Record, one: &Told, votes: &[Votes]) -> Markup {
    let lines = &one.lines;
    match &record.steps[one.at].step {
        // The figures stand with the round above: here the round begins.
        Step::Figures { .. } => html! { @for line in lines.iter().take(2) { p { (line) } } },
        Step::Averages { divisors, held, won, .. } => html! {
            @if let Some(first) = lines.first() { p { (first) } }
            (averages(page, record, divisors, held, won, votes))
            @if let Some(last) = lines.last().filter(|_| lines.len() > 1) { p.soft { (last) } }
        },
        Step::Remainders { remainders, .. } => html! {
            @for line in lines.iter().skip(1) { p { (line) } }
            (two_columns(page, record, "name", "votes", remainders.iter().map(|(place, rest)| (*place, number::decimal(*rest, page.lang)))))
        },
        Step::Stage { votes, lost, .. } => html! {
            p.stage { (lines.first().map_or("", String::as_str)) }
            (stage(page, record, votes, lost))
        },
        Step::Compared { ballots } | Step::Paths { strength: ballots } => html! {
            @if let Some(first) = lines.first() { p { (first) } }
            (matrix(page, record, ballots, lines.first().map_or("", String::as_str)))
        },
        _ => html! { @for line in lines { p { (line) } } },
    }
}

fn averages(
    page: &Page<'_>,
    record: &Record,
    divisors: &str,
    held: &[(Place, u32)],
    won: &[Place],
    votes: &[Votes],
) -> Markup {
    let Ok(sequence) = divisors.parse::<Divisors>() else { return html! {} };
    let of = |place: Place| match (place as usize).checked_sub(record.candidacies.len()) {
        None => votes[place as usize],
        Some(at) => {
            record.alliances[at].members.iter().filter_map(|one| votes.get(*one as usize)).sum()
        }
    };
    let mut seats: std::collections::BTreeMap<Place, u32> = held.iter().copied().collect();
    let mut rows = Vec::with_capacity(won.len());
    for place in won {
        let before = seats.entry(*place).or_default();
        let average = sequence.average(of(*place), *before);
        rows.push((
            *place,
            average.map_or_else(|| "–".to_owned(), |one| number::decimal(one, page.lang)),
        ));
        *before += 1;
    }
    let skipped = rows.len().saturating_sub(MOST);
    html! {
        details open[rows.len() <= 12 || !page.linked] {
            summary { (page.t("seats")) " 1–" (rows.len()) }
            div.scroll tabindex="0" role="group" aria-label=(page.t("seats")) {
                table {
                    thead { tr {
                        th.num scope="col" { (page.t("seats")) }
                        th scope="col" { (page.t("list")) }
                        th.num scope="col" { "÷" }
                    } }
                    tbody {
                        @for (number, (place, average)) in rows.iter().enumerate().skip(skipped) {
                            tr {
                                td.num { (number + 1) }
                                th scope="row" { (record.name(*place)) }
                                td.num { (average) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn two_columns(
    page: &Page<'_>,
    record: &Record,
    left: &str,
    right: &str,
    rows: impl Iterator<Item = (Place, String)>,
) -> Markup {
    let rows: Vec<(Place, String)> = rows.take(MOST).collect();
    let label = crate::words::word(page.lang, right);
    html! {
        @if !rows.is_empty() {
            div.scroll tabindex="0" role="group" aria-label=(label) {
                table {
                    thead { tr {
                        th scope="col" { (crate::words::word(page.lang, left)) }
                        th.num scope="col" { (label) }
                    } }
                    tbody {
                        @for (place, figure) in rows {
                            tr { th scope="row" { (record.name(place)) } td.num { (figure) } }
                        }
                    }
                }
            }
        }
    }
}

/// Who has how many votes at a stage, the most first, then what is with nobody.
fn stage(
    page: &Page<'_>,
    record: &Record,
    votes: &[(Place, Exact)],
    lost: &[(suffrage::record::Lost, Exact)],
) -> Markup {
    let mut order: Vec<&(Place, Exact)> = votes.iter().collect();
    order.sort_by(|a, b| b.1.cmp(&a.1));
    html! {
        div.scroll tabindex="0" role="group" aria-label=(page.t("votes")) {
            table {
                thead { tr {
                    th scope="col" { (page.t("name")) }
                    th.num scope="col" { (page.t("votes")) }
                } }
                tbody {
                    @for (place, votes) in order {
                        tr { th scope="row" { (record.name(*place)) } td.num { (number::exact(votes, page.lang)) } }
                    }
                    @for (why, votes) in lost {
                        tr { th scope="row" { em { (words::lost(*why, page.lang)) } } td.num { (number::exact(votes, page.lang)) } }
                    }
                }
            }
        }
    }
}

fn matrix(page: &Page<'_>, record: &Record, rows: &[Vec<Votes>], caption: &str) -> Markup {
    let name = |at: usize| record.candidacies.get(at).map_or("", |one| one.name.as_str());
    html! {
        div.scroll tabindex="0" role="group" aria-label=(caption) {
            table {
                thead { tr {
                    th scope="col" { (page.t("name")) }
                    @for at in 0..rows.len() { th.num scope="col" { (name(at)) } }
                } }
                tbody {
                    @for (at, row) in rows.iter().enumerate().take(MOST) {
                        tr {
                            th scope="row" { (name(at)) }
                            @for (other, votes) in row.iter().enumerate() {
                                td.num { @if at == other { "–" } @else { (number::votes(*votes, page.lang)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
