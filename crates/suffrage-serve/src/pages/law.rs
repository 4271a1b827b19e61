//! A law: its wordings on a time line, article by article, its doubts, the elections it decided.

use jiff::civil::Date;
use maud::{Markup, html};
use suffrage::Law;
use suffrage::render::articles::{Article, articles};
use suffrage_charts::timeline::{self, Row, Span, Timeline};
use suffrage_charts::{Frame, Look};

use super::election::link;
use super::home::{elections, title_of};
use crate::page::{Page, anchor};
use crate::route::Route;
use crate::site::wordings;

/// The page of a law, in every version or as on a day.
#[must_use]
pub fn page(page: &Page<'_>, law: &Law, on: Option<Date>) -> Markup {
    let title = title_of(law, page.lang).to_owned();
    let route = Route::Law(law.id.clone(), on);
    let crumbs = [(page.t("laws"), Some(Route::Laws)), (title.clone(), None)];
    let body = html! {
        h1 { (title) }
        div.facts {
            p { (law.act) }
            p { code { (law.id) } }
            p { (coded(page, law)) }
            p.no-print { a href=(page.href(&Route::LawText(law.id.clone()))) { (page.t("law-text")) } }
        }
        (versions(page, law, on))
        (reading_view(page, law, on))
        (doubts(page, law, on))
        (decided(page, law))
        (examples(page, law))
        (sources(page, law))
    };
    let heading = match on {
        Some(day) => format!("{title}, {}", page.day(day)),
        None => title.clone(),
    };
    page.frame(&heading, &route, &crumbs, body)
}

/// For which days it is coded.
fn coded(page: &Page<'_>, law: &Law) -> String {
    let from = ("from", page.day(law.coded.from).into());
    match law.coded.until {
        None => page.say("coded-since", &[from]),
        Some(until) => page.say("coded-until", &[from, ("until", page.day(until).into())]),
    }
}

/// The days on which the wording changed, and every clause with its versions on a time line.
fn versions(page: &Page<'_>, law: &Law, on: Option<Date>) -> Markup {
    let days = wordings(law);
    let current = on.and_then(|on| days.iter().rev().find(|day| **day <= on).copied());
    let chart = (days.len() > 1).then(|| {
        let look = Look { lang: page.lang, frame: Frame::Page, prefix: "versions" };
        timeline::draw(&lines(page, law, on), &look)
    });
    html! {
        @if days.len() > 1 {
            section aria-labelledby="versions-title" {
                h2 #versions-title { (page.t("versions")) }
                p.no-print { (page.t("versions-lead")) }
                ul.days.no-print {
                    li { a href=(page.href(&Route::Law(law.id.clone(), None))) aria-current=[on.is_none().then_some("true")] { (page.t("version-now")) } }
                    @for day in &days {
                        @let here = current == Some(*day);
                        li { a href=(page.href(&Route::Law(law.id.clone(), Some(*day)))) aria-current=[here.then_some("true")] { (page.day(*day)) } }
                    }
                }
                @if let Some(chart) = chart { (page.figure(&chart, None, "versions")) }
            }
        }
    }
}

fn lines(page: &Page<'_>, law: &Law, on: Option<Date>) -> Timeline {
    let mut rows: Vec<Row> = Vec::new();
    for group in articles(law, None, page.lang) {
        for article in &group.articles {
            let name = match group.system.as_str() {
                "" => article.clause.clone(),
                system => format!("{system}.{}", article.clause),
            };
            let tone = usize::from(!article.seen) * 7;
            let span = Span {
                from: article.force.from,
                until: article.force.until,
                label: article.cite.clone(),
                tone,
            };
            match rows.iter_mut().find(|row| row.name == name) {
                Some(row) => row.spans.push(span),
                None => rows.push(Row { name, spans: vec![span] }),
            }
        }
    }
    // Clauses of one wording say nothing on a line, and would hide those that changed.
    rows.retain(|row| row.spans.len() > 1);
    for row in &mut rows {
        for (at, span) in row.spans.iter_mut().enumerate() {
            span.tone = at % 2 * 5;
        }
    }
    Timeline { title: page.t("versions"), rows, mark: on }
}

/// Every article in words.
fn reading_view(page: &Page<'_>, law: &Law, on: Option<Date>) -> Markup {
    let groups = articles(law, on, page.lang);
    let mut known: Vec<String> = Vec::new();
    // The first version of a clause has its name; records lead there.
    let mut id = |system: &str, article: &Article| {
        let name = if system.is_empty() { String::new() } else { format!("{system}.") };
        let first = anchor(&format!("{name}{}", article.clause));
        let mut id = first.clone();
        let mut number = 2;
        while known.contains(&id) {
            id = format!("{first}--{number}");
            number += 1;
        }
        known.push(id.clone());
        id
    };
    html! {
        section aria-labelledby="reading" {
            h2 #reading {
                @match on {
                    Some(day) => (page.say("version-on", &[("day", page.day(day).into())])),
                    None => (page.t("reading-view")),
                }
            }
            @for group in &groups {
                @if !group.heading.is_empty() { h3 { (group.heading) } }
                @for article in &group.articles { (clause(page, law, article, &id(&group.system, article))) }
            }
        }
    }
}

fn clause(page: &Page<'_>, law: &Law, article: &Article, id: &str) -> Markup {
    let source =
        article.source.as_ref().and_then(|key| law.sources.iter().find(|one| one.key == *key));
    html! {
        div.clause id=(id) {
            p.law-says { (article.sentence) }
            p.where {
                strong { (article.cite) } " · " (article.in_force(page.lang))
                @if let Some(source) = source { " · " a href=(format!("#source-{}", anchor(&source.key))) { (source.title) } }
                @if !article.seen { " · " span.unread title=(page.t("unread-why")) { (page.t("unread")) } }
            }
            @if let Some(reading) = &article.reading { p.remark { (reading.told(page.lang)) } }
            @if let Some(note) = &article.note { p.remark { (note) } }
        }
    }
}

/// Open readings and unread articles.
fn doubts(page: &Page<'_>, law: &Law, on: Option<Date>) -> Markup {
    let groups = articles(law, on, page.lang);
    let all: Vec<&Article> = groups.iter().flat_map(|group| &group.articles).collect();
    let open: Vec<&&Article> = all.iter().filter(|one| one.reading.is_some()).collect();
    let unread: Vec<&&Article> = all.iter().filter(|one| !one.seen).collect();
    html! {
        section aria-labelledby="doubts" {
            h2 #doubts { (page.t("doubts")) }
            @if open.is_empty() && unread.is_empty() { p { (page.t("doubts-none")) } }
            ul {
                @for one in open { li { strong { (one.cite) } (page.colon()) (one.reading.as_ref().map(|reading| reading.told(page.lang)).unwrap_or_default()) } }
                @for one in unread { li { strong { (one.cite) } (page.colon()) (page.t("unread-why")) } }
            }
        }
    }
}

fn decided(page: &Page<'_>, law: &Law) -> Markup {
    let all = page.site.decided_by(&law.id);
    html! {
        section aria-labelledby="decided" {
            h2 #decided { (page.t("law-decided")) }
            @if all.is_empty() { p { (page.t("law-decided-none")) } } @else { (elections(page, &all)) }
        }
    }
}

fn examples(page: &Page<'_>, law: &Law) -> Markup {
    html! {
        @if !law.examples.is_empty() {
            section aria-labelledby="examples" {
                h2 #examples { (page.t("law-examples")) }
                p.soft { (page.t("law-examples-lead")) }
                ul lang="en" { @for one in &law.examples { li { (one.name) } } }
            }
        }
    }
}

fn sources(page: &Page<'_>, law: &Law) -> Markup {
    html! {
        section aria-labelledby="law-sources" {
            h2 #law-sources { (page.t("law-sources")) }
            ul.plain {
                @for one in &law.sources {
                    li id=(format!("source-{}", anchor(&one.key))) {
                        strong { (one.title) } br; (link(&one.address)) " " span.soft { (page.say("law-read", &[("day", page.day(one.read).into())])) }
                    }
                }
            }
        }
    }
}
