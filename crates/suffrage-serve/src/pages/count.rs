//! Count your own: a form, and the page of what was sent, or all faults with their lines.

use maud::{Markup, html};
use suffrage::{Outcome, Record};
use suffrage_host::Trouble;

use super::{contest, faults};
use crate::page::Page;
use crate::query::Query;
use crate::route::Route;
use crate::site::Status;
use crate::upload::{Answer, MOST_BYTES};

/// A table that counts as it stands, by the law that the form begins with.
const EXAMPLE: &str =
    "contest,seats,name,votes\nclub,5,Red,420\nclub,,Blue,310\nclub,,Green,95\nclub,,Mauve,31\n";

/// The law and the day of the example.
const EXAMPLE_LAW: (&str, &str) = ("fr/european-parliament", "2024-06-09");

/// The form.
#[must_use]
pub fn page(page: &Page<'_>) -> Markup {
    let title = page.t("count-own");
    let body = html! {
        h1 { (title) }
        p.lead { (page.t("own-lead")) }
        (form(page, &Query::default()))
        h2 { (page.t("own-example")) }
        p { (page.t("own-forms")) }
        pre tabindex="0" { (EXAMPLE) }
    };
    page.frame(&title, &Route::Count, &[(title.clone(), None)], body)
}

fn form(page: &Page<'_>, sent: &Query) -> Markup {
    let value = |name: &str| sent.get(name).unwrap_or_default().to_owned();
    let law = sent.get("law").unwrap_or(EXAMPLE_LAW.0).to_owned();
    let choice = |name: &str, one: &str| sent.get(name) == Some(one);
    let most = format!("{} MB", MOST_BYTES >> 20);
    html! {
        form method="post" enctype="multipart/form-data" action=(page.href(&Route::Count)) {
            div.two {
                div {
                    div.field {
                        label for="file" { (page.say("own-file", &[("most", most.into())])) }
                        input #file type="file" name="file" multiple;
                    }
                    div.field {
                        label for="text" { (page.t("own-text")) }
                        textarea #text name="text" spellcheck="false" placeholder=(EXAMPLE) { (value("text")) }
                    }
                }
                div {
                    div.field {
                        label for="law" { (page.t("own-law")) }
                        select #law name="law" {
                            @for one in page.site.book.laws() {
                                option value=(one.id) selected[one.id == law] { (super::home::title_of(one, page.lang)) " (" (one.id) ")" }
                            }
                        }
                    }
                    div.field {
                        label for="on" { (page.t("own-day")) }
                        input #on type="date" name="on" value=(sent.get("on").unwrap_or(EXAMPLE_LAW.1));
                    }
                    div.field {
                        label for="seats" { (page.t("own-seats")) }
                        input #seats type="number" name="seats" min="1" max=(crate::change::MOST_SEATS) value=(value("seats"));
                    }
                    div.field {
                        label for="contest" { (page.t("own-contest")) }
                        input #contest type="text" name="contest" maxlength="200" value=(value("contest"));
                    }
                    div.field {
                        label for="lawtext" { (page.t("own-law-own")) }
                        input #lawtext type="file" name="lawfile" accept=".toml";
                    }
                    div.field {
                        label for="cells" { (page.t("own-cells")) }
                        select #cells name="cells" {
                            option value="" { (page.t("own-cells-detect")) }
                            option value="ranks" selected[choice("cells", "ranks")] { (page.t("own-cells-ranks")) }
                            option value="scores" selected[choice("cells", "scores")] { (page.t("own-cells-scores")) }
                        }
                    }
                    div.field {
                        label for="encoding" { (page.t("own-letters")) }
                        select #encoding name="encoding" {
                            option value="" { (page.t("own-detect")) }
                            option value="utf-8" selected[choice("encoding", "utf-8")] { "UTF-8" }
                            option value="windows-1252" selected[choice("encoding", "windows-1252")] { "Windows-1252" }
                        }
                    }
                    div.field {
                        label for="as" { (page.t("own-as")) }
                        select #as name="as" {
                            option value="" { (page.t("own-as-page")) }
                            option value="json" { (page.t("own-as-json")) }
                            option value="csv" { (page.t("own-as-csv")) }
                        }
                    }
                }
            }
            p { button { (page.t("own-go")) } }
        }
    }
}

/// What was sent, counted.
#[must_use]
pub fn result(page: &Page<'_>, answer: &Answer) -> Markup {
    let title = page.t("own-result");
    let crumbs = [(page.t("count-own"), Some(Route::Count)), (title.clone(), None)];
    let body = html! {
        @match answer.records.as_slice() {
            [one] => {
                h1 { @if one.contest.name.is_empty() { (title) } @else { (page.say("result-of", &[("name", one.contest.name.as_str().into())])) } }
                (alone(page, one))
            }
            many => {
                h1 { (title) }
                p.lead { (page.say("own-many", &[("count", many.len().into())])) }
                (several(page, many))
            }
        }
        @if !answer.doubts.is_empty() {
            h2 { (page.say("own-doubts", &[("count", answer.doubts.len().into())])) }
            (faults::placed(page, &answer.doubts, &answer.texts, true))
        }
        @if !answer.refused.is_empty() {
            h2 { (page.t("own-refused")) }
            (faults::placed(page, &answer.refused, &answer.texts, false))
        }
        p.soft { (page.t("own-kept")) }
    };
    page.frame(&title, &Route::Count, &crumbs, body)
}

fn alone(page: &Page<'_>, record: &Record) -> Markup {
    html! {
        div.facts {
            (contest::badge(page, Status::of(&Outcome::of(record))))
            (contest::by_law(page, record))
        }
        (contest::whole(page, record, None))
    }
}

/// Many contests: a row for each, then the first of them whole.
fn several(page: &Page<'_>, records: &[Record]) -> Markup {
    const MOST: usize = 2000;
    let told = |record: &Record| -> String {
        let outcome = Outcome::of(record);
        let places = (0u32..).zip(&record.candidacies);
        let held =
            places.map(|(place, named)| (outcome.seats_of(place), named)).filter(|one| one.0 > 0);
        held.map(|(seats, named)| format!("{} {seats}", named.name)).collect::<Vec<_>>().join(", ")
    };
    html! {
        div.scroll tabindex="0" role="group" aria-label=(page.t("contests")) {
            table {
                thead { tr {
                    th scope="col" { (page.t("contest")) }
                    th scope="col" { (page.t("result")) }
                    th scope="col" { (page.t("status")) }
                } }
                tbody {
                    @for record in records.iter().take(MOST) {
                        tr {
                            th scope="row" { @if record.contest.name.is_empty() { (record.contest.code) } @else { (record.contest.name) } }
                            td { (told(record)) }
                            td { (contest::badge(page, Status::of(&Outcome::of(record)))) }
                        }
                    }
                }
            }
        }
    }
}

/// The faults of what was sent, and the form again with what was said in it.
#[must_use]
pub fn refused(page: &Page<'_>, trouble: &Trouble, sent: &Query) -> Markup {
    let title = page.say("faults", &[("count", trouble.faults.len().into())]);
    let crumbs = [(page.t("count-own"), Some(Route::Count)), (title.clone(), None)];
    let body = html! {
        h1 { (title) }
        (faults::placed(page, &trouble.faults, &trouble.texts, false))
        h2 { (page.t("count-own")) }
        (form(page, sent))
    };
    page.frame(&title, &Route::Count, &crumbs, body)
}
