//! The first page with its search, and the lists of elections and of laws.

use maud::{Markup, html};
use suffrage::{Lang, Law};

use super::contest;
use crate::page::Page;
use crate::query::folded;
use crate::route::{Ask, Route};
use crate::site::Shown;

/// The most hits of a search.
const MOST: usize = 60;

/// The first page; with `search`, what it finds.
#[must_use]
pub fn page(page: &Page<'_>, search: &str) -> Markup {
    let counts = [
        ("elections", page.site.elections.len().into()),
        ("laws", page.site.book.laws().len().into()),
    ];
    let body = html! {
        h1 { (page.t("site-claim")) }
        p.lead { (page.t("site-about")) }
        @if page.live {
            form.search role="search" method="get" action=(page.href(&Route::Home)) {
                label for="q" { (page.t("search-label")) }
                input #q type="search" name="q" value=(search) maxlength="200" autocomplete="off";
                button { (page.t("search-go")) }
            }
        }
        @if search.trim().is_empty() {
            (super::register::stories(page))
            h2 { (page.t("latest")) }
            p.soft { (page.say("counts-line", &counts)) }
            (elections(page, &page.site.latest()))
            p { a href=(page.href(&Route::Laws)) { (page.t("all-laws")) } }
        } @else {
            (hits(page, search))
        }
    };
    page.frame("", &Route::Home, &[], body)
}

/// All elections.
#[must_use]
pub fn all_elections(page: &Page<'_>) -> Markup {
    let title = page.t("elections");
    let body = html! {
        h1 { (title) }
        (filter(page))
        (elections(page, &page.site.latest()))
    };
    page.frame(&title, &Route::Elections, &[(title.clone(), None)], body)
}

/// All laws.
#[must_use]
pub fn all_laws(page: &Page<'_>) -> Markup {
    let title = page.t("laws");
    let laws = page.site.book.laws();
    let body = html! {
        h1 { (title) }
        (filter(page))
        div.scroll tabindex="0" role="group" aria-label=(title) {
            table {
                thead { tr {
                    th scope="col" { (page.t("law")) }
                    th scope="col" { (page.t("sources")) }
                    th.num scope="col" { (page.t("elections")) }
                } }
                tbody {
                    @for law in laws {
                        tr.row {
                            th scope="row" { a href=(page.href(&Route::Law(law.id.clone(), None))) { (title_of(law, page.lang)) } " " span.soft { (law.id) } }
                            td { (law.act) }
                            td.num { (page.site.decided_by(&law.id).len()) }
                        }
                    }
                }
            }
        }
    };
    page.frame(&title, &Route::Laws, &[(title.clone(), None)], body)
}

/// The title of a law.
#[must_use]
pub fn title_of(law: &Law, lang: Lang) -> &str {
    if lang == Lang::Fr { &law.title.fr } else { &law.title.en }
}

fn filter(page: &Page<'_>) -> Markup {
    html! {
        div.needs-script {
            p.search {
                label for="filter" { (page.t("filter-label")) }
                input #filter type="search" data-filter="tr.row" autocomplete="off";
            }
        }
    }
}

/// Elections in a table.
#[must_use]
pub fn elections(page: &Page<'_>, all: &[&Shown]) -> Markup {
    html! {
        div.scroll tabindex="0" role="group" aria-label=(page.t("elections")) {
            table {
                thead { tr {
                    th scope="col" { (page.t("election")) }
                    th scope="col" { (page.t("day")) }
                    th.num scope="col" { (page.t("seats")) }
                    th scope="col" { (page.t("status")) }
                } }
                tbody {
                    @for one in all {
                        tr.row {
                            th scope="row" { a href=(page.href(&Route::Election(one.id.clone(), 1))) { (one.title(page.lang)) } }
                            td { (page.day(one.case.law.on)) }
                            td.num { (seats(one)) }
                            td { (contest::badge(page, one.status())) }
                        }
                    }
                }
            }
        }
    }
}

/// All seats of an election; a question fills none.
fn seats(one: &Shown) -> String {
    match one.briefs().iter().map(|brief| u64::from(brief.seats)).sum::<u64>() {
        0 => "–".to_owned(),
        seats => seats.to_string(),
    }
}

/// What a search found: where it leads, what it is, and its words.
struct Hit {
    kind: &'static str,
    name: String,
    within: String,
    to: Route,
}

/// Laws, elections, contests and those who stood, whose words hold all that is asked for.
fn search(page: &Page<'_>, wanted: &str) -> Vec<Hit> {
    let words: Vec<String> = wanted.split_whitespace().take(8).map(folded).collect();
    let holds = |text: &str| words.iter().all(|word| text.contains(word.as_str()));
    let fits = |text: &str| holds(&folded(text));
    let mut hits = Vec::new();
    for law in page.site.book.laws() {
        if fits(&format!("{} {} {} {}", law.id, law.title.en, law.title.fr, law.act)) {
            let (name, within) = (title_of(law, page.lang).to_owned(), law.act.clone());
            hits.push(Hit { kind: "kind-law", name, within, to: Route::Law(law.id.clone(), None) });
        }
    }
    let (mut contests, mut people) = (Vec::new(), Vec::new());
    for shown in page.site.latest() {
        let (title, id) = (shown.title(page.lang).to_owned(), &shown.id);
        let named = &shown.case.title;
        if fits(&format!("{id} {title} {} {}", named.en, named.fr)) {
            let to = Route::Election(id.clone(), 1);
            hits.push(Hit {
                kind: "kind-election",
                name: title.clone(),
                within: page.day(shown.case.law.on),
                to,
            });
        }
        let alone = shown.case.contests.len() == 1;
        // What holds the words nowhere is not looked at piece by piece: there may be tens of thousands.
        let sought = shown.case.contests.iter().zip(shown.sought());
        for (contest, _) in sought.filter(|(_, words)| holds(words)) {
            if contests.len() + people.len() > 4 * MOST {
                break;
            }
            let to = || match alone {
                true => Route::Election(id.clone(), 1),
                false => Route::Contest(id.clone(), contest.code.clone()),
            };
            if !alone && (fits(&contest.name) || fits(&contest.code)) {
                contests.push(Hit {
                    kind: "kind-contest",
                    name: contest.name.clone(),
                    within: title.clone(),
                    to: to(),
                });
            }
            for one in contest.candidacies.iter() {
                let person = one.persons.iter().find(|person| fits(&person.name));
                if fits(&one.name) || person.is_some() {
                    let name = person.map_or_else(
                        || one.name.clone(),
                        |person| format!("{} ({})", person.name, one.name),
                    );
                    people.push(Hit { kind: "kind-person", name, within: title.clone(), to: to() });
                }
            }
        }
    }
    for kept in &page.site.registers {
        let to = |ask: Ask| Route::Register(kept.id.clone(), ask, None);
        for one in kept.register.persons.iter().map(|one| &one.fact) {
            if fits(&format!("{} {}", one.name, one.names.join(" "))) {
                let (name, within) = (one.name.clone(), page.t("register"));
                hits.push(Hit {
                    kind: "kind-holder",
                    name,
                    within,
                    to: to(Ask::Person(one.id.clone())),
                });
            }
        }
        for one in kept.register.offices.iter().map(|one| &one.fact) {
            let name = if page.lang == Lang::Fr { &one.name.fr } else { &one.name.en };
            if fits(&format!("{} {} {}", one.id, one.name.en, one.name.fr)) {
                let (name, within) = (name.clone(), page.t("register"));
                hits.push(Hit {
                    kind: "kind-office",
                    name,
                    within,
                    to: to(Ask::Office(one.id.clone())),
                });
            }
        }
    }
    hits.extend(people.into_iter().take(MOST));
    hits.extend(contests.into_iter().take(MOST));
    hits.truncate(MOST);
    hits
}

fn hits(page: &Page<'_>, wanted: &str) -> Markup {
    let found = search(page, wanted);
    let query = wanted.trim();
    html! {
        h2 { (page.t("search")) }
        @if found.is_empty() {
            p role="status" { (page.say("search-none", &[("query", query.into())])) }
        } @else {
            p role="status" { (page.say("search-found", &[("count", found.len().into()), ("query", query.into())])) }
            ul.hits {
                @for hit in &found {
                    li {
                        span.kind { (crate::words::word(page.lang, hit.kind)) }
                        a href=(page.href(&hit.to)) { (hit.name) }
                        " " span.soft { (hit.within) }
                    }
                }
            }
        }
    }
}
