//! A register: who holds what on a day and by what right, persons, offices, incompatibilities, powers,
//! stories. The sentences are those of the engine; here they are set, and lead to each other.

use jiff::civil::Date;
use maud::{Markup, html};
use suffrage::Lang;
use suffrage::render::Style;
use suffrage::render::register::{Sheet, View};
use suffrage_charts::powers::{self, Powers};
use suffrage_charts::timeline::{self, Row, Span, Timeline};
use suffrage_charts::{Frame, Look};

use crate::page::Page;
use crate::route::{Ask, Route};
use crate::site::Kept;

/// An answer of a register: sentences, and the same as rows; `None` if it knows nothing of that name.
#[must_use]
pub fn asked(lang: Lang, kept: &Kept, ask: &Ask, on: Option<Date>) -> Option<(String, Sheet)> {
    let register = &kept.register;
    let view = View { register, lang, style: Style::PLAIN };
    let on = on.unwrap_or_else(suffrage_host::today);
    Some(match ask {
        Ask::Overview => return None,
        Ask::Who => {
            let (mut text, mut sheet) = (String::new(), Sheet::default());
            for office in register.offices.iter() {
                let (told, rows) = view.who(&office.fact.id, on);
                if !rows.rows.is_empty() {
                    text.push_str(&told);
                    text.push('\n');
                }
                sheet.columns = rows.columns;
                sheet.rows.extend(rows.rows);
            }
            (text, sheet)
        }
        Ask::Office(id) => {
            let id = register.offices.get(id)?.fact.id.as_str();
            let ((now, _), (ever, sheet)) = (view.who(id, on), view.one_office(id, on));
            (format!("{now}\n{ever}"), sheet)
        }
        Ask::Person(id) => view.one_person(register.persons.get(id)?.fact.id.as_str(), on, None),
        Ask::Conflicts => view.conflicts(on, None, true),
        Ask::Vacancies => view.vacancies(on),
        Ask::Powers => view.powers(on, None),
        Ask::Claims => view.claims(None),
        Ask::Story(id) => view.story(&register.stories.get(id)?.fact),
    })
}

/// What a page of the register is called.
fn title(page: &Page<'_>, kept: &Kept, ask: &Ask) -> Option<String> {
    let register = &kept.register;
    let said = |text: &suffrage::law::Text| match page.lang {
        Lang::En => text.en.clone(),
        Lang::Fr => text.fr.clone(),
    };
    Some(match ask {
        Ask::Overview => page.t("register-title"),
        Ask::Who => page.t("register-who"),
        Ask::Office(id) => said(&register.offices.get(id)?.fact.name),
        Ask::Person(id) => register.persons.get(id)?.fact.name.clone(),
        Ask::Conflicts => page.t("register-conflicts"),
        Ask::Vacancies => page.t("register-vacancies"),
        Ask::Powers => page.t("register-powers"),
        Ask::Claims => page.t("register-claims"),
        Ask::Story(id) => said(&register.stories.get(id)?.fact.title),
    })
}

/// A page of the register.
#[must_use]
pub fn page(page: &Page<'_>, kept: &Kept, ask: &Ask, on: Option<Date>) -> Option<Markup> {
    let title = title(page, kept, ask)?;
    let route = Route::Register(kept.id.clone(), ask.clone(), on);
    let top = Route::Register(kept.id.clone(), Ask::Overview, None);
    if *ask == Ask::Overview {
        let body = overview(page, kept, &title);
        return Some(page.frame(&title, &route, &[(page.t("register"), None)], body));
    }
    let (text, _) = asked(page.lang, kept, ask, on)?;
    let rows = |end| page.href(&Route::Rows(kept.id.clone(), ask.clone(), on, end));
    let crumbs = [(page.t("register"), Some(top)), (title.clone(), None)];
    let body = html! {
        h1 { (title) }
        @if ask.has_day() {
            @let day = on.unwrap_or_else(suffrage_host::today);
            p.lead { (page.day(day)) }
            @if page.live {
                form.search method="get" action=(page.href(&Route::Register(kept.id.clone(), ask.clone(), None))) {
                    label for="on" { (page.t("register-day")) }
                    input #on type="date" name="on" value=(day) required;
                    button { (page.t("register-ask")) }
                }
            }
        }
        @if *ask == Ask::Powers {
            @let look = Look { lang: page.lang, frame: Frame::Page, prefix: "powers" };
            @if let Some(flow) = Powers::of(&kept.register, page.lang) {
                (page.figure(&powers::draw(&flow, &look), None, "powers"))
            }
        }
        @if let Some(line) = holdings(page, kept, ask, on) {
            @let look = Look { lang: page.lang, frame: Frame::Page, prefix: "holdings" };
            (page.figure(&timeline::draw(&line, &look), None, "holdings"))
        }
        div.told { (set(page, kept, text.strip_prefix(&title).unwrap_or(&text))) }
        p.files.no-print {
            (page.t("register-rows")) (page.colon())
            a href=(rows("csv")) download { (page.t("chart-csv")) }
            " "
            a href=(rows("json")) download { (page.t("register-json")) }
        }
    };
    Some(page.frame(&title, &route, &crumbs, body))
}

/// The holdings of a person, or of an office, on a line of time: from the earliest day on which each may
/// have begun to the latest on which it may have ended.
fn holdings(page: &Page<'_>, kept: &Kept, ask: &Ask, on: Option<Date>) -> Option<Timeline> {
    let register = &kept.register;
    let view = View { register, lang: page.lang, style: Style::PLAIN };
    let mut rows: Vec<Row> = Vec::new();
    let mut add = |name: &str, held: suffrage::register::fold::Seen<'_>| {
        let (from, end) = (held.span().earliest_start(), held.span().latest_end());
        // A beginning that nobody knows has no place on a line; the sentences tell of it.
        if from.year() < 1000 {
            return;
        }
        let until = (end.year() < 9000).then_some(end);
        let at = rows.iter().position(|row| row.name == name).unwrap_or_else(|| {
            rows.push(Row { name: name.to_owned(), spans: Vec::new() });
            rows.len() - 1
        });
        let label =
            format!("{} – {}", register.person_name(held.person()), view.office(held.office()));
        rows[at].spans.push(Span { from, until, label, tone: at % 8 });
    };
    match ask {
        Ask::Person(id) => {
            register.of_person(id).for_each(|held| add(view.office(held.office()), held))
        }
        Ask::Office(id) => {
            register.of_office(id).for_each(|held| add(register.person_name(held.person()), held));
        }
        _ => return None,
    }
    rows.iter_mut().for_each(|row| row.spans.sort_by_key(|span| span.from));
    (!rows.is_empty()).then(|| Timeline { title: page.t("register-line"), rows, mark: on })
}

/// Everything that can be asked.
fn overview(page: &Page<'_>, kept: &Kept, title: &str) -> Markup {
    let to = |ask: Ask| page.href(&Route::Register(kept.id.clone(), ask, None));
    let view = View { register: &kept.register, lang: page.lang, style: Style::PLAIN };
    let questions = [
        (Ask::Who, "register-who"),
        (Ask::Conflicts, "register-conflicts"),
        (Ask::Vacancies, "register-vacancies"),
        (Ask::Powers, "register-powers"),
        (Ask::Claims, "register-claims"),
    ];
    html! {
        h1 { (title) }
        p.lead { (page.t("register-lead")) }
        (stories(page))
        ul.plain { @for (ask, key) in questions { li { a href=(to(ask)) { (crate::words::word(page.lang, key)) } } } }
        div.two {
            section aria-labelledby="offices" {
                h2 #offices { (page.t("register-offices")) }
                ul.plain { @for one in kept.register.offices.iter() {
                    li { a href=(to(Ask::Office(one.fact.id.clone()))) { (view.office(&one.fact.id)) } }
                } }
            }
            section aria-labelledby="persons" {
                h2 #persons { (page.t("register-persons")) }
                ul.plain { @for one in kept.register.persons.iter() {
                    li { a href=(to(Ask::Person(one.fact.id.clone()))) { (one.fact.name) } }
                } }
            }
        }
    }
}

/// The stories of all registers, as links.
#[must_use]
pub fn stories(page: &Page<'_>) -> Markup {
    let all: Vec<(Route, String)> = page
        .site
        .registers
        .iter()
        .flat_map(|kept| {
            kept.register.stories.iter().map(|one| {
                let title =
                    if page.lang == Lang::Fr { &one.fact.title.fr } else { &one.fact.title.en };
                (
                    Route::Register(kept.id.clone(), Ask::Story(one.fact.id.clone()), None),
                    title.clone(),
                )
            })
        })
        .collect();
    html! {
        @if !all.is_empty() {
            h2 { (page.t("register-stories")) }
            ul.plain { @for (to, title) in &all { li { a href=(page.href(to)) { (title) } } } }
        }
    }
}

/// The lines of an answer by their indent: headings, statements, and what stands behind them.
fn set(page: &Page<'_>, kept: &Kept, text: &str) -> Markup {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    html! {
        @for line in lines {
            @let indent = line.len() - line.trim_start_matches(' ').len();
            @let line = line.trim();
            @match indent {
                0 => h2 { (linked(page, kept, line)) },
                1..=3 => p.says { (linked(page, kept, line)) },
                4..=5 => p.behind { (linked(page, kept, line)) },
                _ => p.behind.deep { (linked(page, kept, line)) },
            }
        }
    }
}

/// A line with its leading person or office, and the elections it names, as links.
fn linked(page: &Page<'_>, kept: &Kept, line: &str) -> Markup {
    let register = &kept.register;
    let to = |ask: Ask| page.href(&Route::Register(kept.id.clone(), ask, None));
    let view = View { register, lang: page.lang, style: Style::PLAIN };
    // The longest name first: one may begin as another does.
    let begins = |name: &str| {
        let rest = line.strip_prefix(name)?;
        let ends = rest.chars().next().is_none_or(|next| !next.is_alphanumeric());
        (ends && !name.is_empty()).then_some(name.len())
    };
    let person = register.persons.iter().map(|one| &one.fact);
    let person = person.filter_map(|one| Some((begins(&one.name)?, Ask::Person(one.id.clone()))));
    let office = register.offices.iter().map(|one| one.fact.id.as_str());
    let office =
        office.filter_map(|id| Some((begins(view.office(id))?, Ask::Office(id.to_owned()))));
    let found = person.chain(office).max_by_key(|one| one.0);
    let (head, rest) = line.split_at(found.as_ref().map_or(0, |one| one.0));
    html! {
        @if let Some((_, ask)) = found { a href=(to(ask)) { (head) } }
        (elections(page, rest))
    }
}

/// `(nc/senate/2023)` leads to that election.
fn elections(page: &Page<'_>, text: &str) -> Markup {
    let mut parts: Vec<(&str, Option<&str>)> = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('(') {
        match after.split_once(')').filter(|(id, _)| page.site.election(id).is_some()) {
            Some((id, after)) => {
                parts.push((before, Some(id)));
                rest = after;
            }
            None => {
                let at = before.len() + 1;
                parts.push((&rest[..at], None));
                rest = &rest[at..];
            }
        }
    }
    html! {
        @for (before, id) in &parts {
            (before)
            @if let Some(id) = id {
                "(" a href=(page.href(&Route::Election((*id).to_owned(), 1))) { (id) } ")"
            }
        }
        (rest)
    }
}
