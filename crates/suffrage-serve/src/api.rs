//! The API: the same data as JSON. One table says what can be asked; routes, OpenAPI and the
//! reference page are made from it, so that none can say what another does not.

use serde_json::{Value, json};
use suffrage::render::{compare, json as render};
use suffrage::{Diagnostic, Fault, Lang, Law};
use suffrage_host::Texts;

use crate::answer::{Answer, JSON, PROBLEM, chart, contest, places};
use crate::change::Change;
use crate::pages::faults::Line;
use crate::pages::register;
use crate::query::Query;
use crate::route::{Ask, decoded, encoded};
use crate::site::{Kept, Shown, Site, wordings};
use crate::words;

pub use crate::endpoints::{ENDPOINTS, Endpoint, Parameter};

/// Where the API begins.
pub const ROOT: &str = "/api/v1/";

/// The status of a fault, as HTTP has it.
#[must_use]
pub fn status(fault: &Fault) -> u16 {
    match fault {
        Fault::NoSuchPage { .. } | Fault::NoSuchElection { .. } | Fault::NoSuchContest { .. } => {
            404
        }
        Fault::WrongMethod { .. } => 405,
        Fault::TooLarge { .. } => 413,
        Fault::Busy {} => 503,
        Fault::BadParameter { .. } | Fault::NotAForm { .. } | Fault::NothingSent {} => 400,
        _ => 422,
    }
}

/// Faults as RFC 9457 has them, with our codes.
#[must_use]
pub fn problem(faults: &[Diagnostic], texts: &Texts, lang: Lang) -> Answer {
    const SHOWN: usize = 200;
    let each = |one: &Diagnostic| {
        let place = one.place.as_ref().map(|place| {
            let text = texts.iter().find(|text| text.file == place.file);
            let line = text.map(|text| Line::of(&text.text, &place.span));
            json!({
                "file": place.file,
                "line": line.as_ref().map(|line| line.number),
                "text": line.map(|line| format!("{}{}{}", line.before, line.at, line.after)),
            })
        });
        json!({
            "code": one.fault.code(),
            "message": one.fault.message(lang),
            "cause": one.fault.cause(lang),
            "mend": one.fault.mend(lang),
            "place": place,
        })
    };
    let first = faults.first().map(|one| &one.fault);
    let status = first.map_or(500, status);
    let body = json!({
        "type": first.map_or_else(|| "about:blank".to_owned(), |fault| format!("urn:suffrage:fault:{}", fault.code())),
        "title": first.map(|fault| fault.message(lang)),
        "status": status,
        "detail": first.map(|fault| fault.mend(lang)),
        "code": first.map(Fault::code),
        "faults": faults.iter().take(SHOWN).map(each).collect::<Vec<_>>(),
        "more": faults.len().saturating_sub(SHOWN),
    });
    Answer::of(PROBLEM, body.to_string()).with(status)
}

fn trouble(faults: Vec<Fault>, lang: Lang) -> Answer {
    let faults: Vec<Diagnostic> = faults.into_iter().map(Into::into).collect();
    problem(&faults, &Texts::new(), lang)
}

fn answer(value: &Value) -> Answer {
    Answer::of(JSON, value.to_string())
}

/// What stands at a path below [`ROOT`].
#[must_use]
pub fn get(site: &Site, rest: &str, query: &Query, lang: Lang) -> Answer {
    found(site, rest, query, lang).unwrap_or_else(|faults| trouble(faults, lang))
}

fn found(site: &Site, rest: &str, query: &Query, lang: Lang) -> Result<Answer, Vec<Fault>> {
    let nothing = || {
        vec![Fault::NoSuchPage {
            path: format!("{ROOT}{}", rest.chars().take(100).collect::<String>()),
        }]
    };
    let parts: Vec<&str> = rest.trim_end_matches('/').split('/').collect();
    match parts.as_slice() {
        [""] => Ok(answer(&index())),
        ["openapi.json"] => Ok(answer(&openapi())),
        ["elections"] => {
            let all = site
                .latest()
                .into_iter()
                .filter(|one| holds(query, &[&one.id, one.title(Lang::En), one.title(Lang::Fr)]));
            paged(all.collect(), query, |one| election(one))
        }
        ["laws"] => {
            let all = site.book.laws().iter();
            let all =
                all.filter(|one| holds(query, &[&one.id, &one.title.en, &one.title.fr, &one.act]));
            paged(all.collect(), query, |one| law_line(one, lang))
        }
        ["laws", id @ ..] => {
            let law = site.book.find(&id.join("/")).ok_or_else(nothing)?;
            let on = query.parsed("on", "a day, as 2023-09-24").map_err(|fault| vec![fault])?;
            Ok(answer(&law_whole(site, law, on, lang)))
        }
        ["registers"] => Ok(answer(&registers(site))),
        ["registers", id, rest @ ..] => {
            let kept = site.register(id).ok_or_else(nothing)?;
            of_register(kept, rest, query, lang)?.ok_or_else(nothing)
        }
        ["elections", rest @ ..] => {
            let mut at = (1..=rest.len().min(8)).rev();
            let (shown, at) = at
                .find_map(|at| Some((site.election(&rest[..at].join("/"))?, at)))
                .ok_or_else(nothing)?;
            of_election(site, shown, &rest[at..], query, lang, &nothing)
        }
        _ => Err(nothing()),
    }
}

fn registers(site: &Site) -> Value {
    let each = |kept: &Kept| {
        let register = &kept.register;
        let offices = register.offices.iter().map(|one| &one.fact.id).collect::<Vec<_>>();
        let persons = register.persons.iter().map(|one| &one.fact.id).collect::<Vec<_>>();
        let stories = register.stories.iter().map(|one| &one.fact.id).collect::<Vec<_>>();
        json!({ "id": kept.id, "offices": offices, "persons": persons, "stories": stories, "href": format!("{ROOT}registers/{}/who", kept.id) })
    };
    json!({ "items": site.registers.iter().map(each).collect::<Vec<_>>() })
}

/// The rows of an answer; `None` if the register knows nothing of that name.
fn of_register(
    kept: &Kept,
    rest: &[&str],
    query: &Query,
    lang: Lang,
) -> Result<Option<Answer>, Vec<Fault>> {
    let ask = match rest {
        ["who"] => Ask::Who,
        ["conflicts"] => Ask::Conflicts,
        ["vacancies"] => Ask::Vacancies,
        ["powers"] => Ask::Powers,
        ["claims"] => Ask::Claims,
        ["office", id @ ..] => Ask::Office(id.join("/")),
        ["person", id @ ..] => Ask::Person(id.join("/")),
        ["story", id @ ..] => Ask::Story(id.join("/")),
        _ => return Ok(None),
    };
    let on = query.parsed("on", "a day, as 2023-09-24").map_err(|fault| vec![fault])?;
    let Some((_, sheet)) = register::asked(lang, kept, &ask, on) else { return Ok(None) };
    let Value::Array(rows) = sheet.json() else { return Ok(None) };
    paged(rows, query, Value::clone).map(Some)
}

fn of_election(
    site: &Site,
    shown: &Shown,
    rest: &[&str],
    query: &Query,
    lang: Lang,
    nothing: &dyn Fn() -> Vec<Fault>,
) -> Result<Answer, Vec<Fault>> {
    match rest {
        [] => Ok(answer(&election_whole(shown))),
        ["charts", name] => places(shown, name, lang).ok_or_else(nothing),
        ["contests"] => {
            let all: Vec<usize> = (0..shown.case.contests.len())
                .filter(|at| {
                    let one = &shown.case.contests[*at];
                    holds(query, &[&one.code, &one.name])
                })
                .collect();
            paged(all, query, |at| contest_line(shown, *at))
        }
        ["contests", code, rest @ ..] => {
            let code = decoded(code).ok_or_else(nothing)?;
            let (shown, at) = contest(site, &shown.id, &code).ok_or_else(nothing)?;
            let record = shown.counted(at);
            match rest {
                [] => Ok(answer(&render::result(&*record?))),
                ["record"] => {
                    Ok(Answer::of(JSON, serde_json::to_string(&*record?).unwrap_or_default()))
                }
                ["what-if"] => what_if(site, shown, at, query),
                ["charts", name] => {
                    let (record, (word, end)) =
                        (record?, name.rsplit_once('.').ok_or_else(nothing)?);
                    let chart = chart(&record, word, lang).ok_or_else(nothing)?;
                    match end {
                        "svg" => Ok(Answer::alone("image/svg+xml", chart.svg)),
                        "csv" => Ok(Answer::of("text/csv; charset=utf-8", chart.table.csv())),
                        _ => Err(nothing()),
                    }
                }
                _ => Err(nothing()),
            }
        }
        _ => Err(nothing()),
    }
}

fn what_if(site: &Site, shown: &Shown, at: usize, query: &Query) -> Result<Answer, Vec<Fault>> {
    let change = Change::read(query, &shown.case.contests[at])?;
    let counted = change.count(site, shown, at)?;
    let (before, after) = (shown.counted(at)?, counted.record?);
    let same = before.candidacies == after.candidacies;
    let compared = same.then(|| compare::json(&before, &after, &counted.law.id));
    Ok(answer(&json!({ "result": render::result(&after), "compared": compared })))
}

/// Whether a text holds every word that is asked for.
fn holds(query: &Query, texts: &[&str]) -> bool {
    let Some(wanted) = query.get("q") else { return true };
    let text = texts.join(" ").to_lowercase();
    wanted.to_lowercase().split_whitespace().take(8).all(|word| text.contains(word))
}

fn paged<T>(all: Vec<T>, query: &Query, each: impl Fn(&T) -> Value) -> Result<Answer, Vec<Fault>> {
    const MOST: usize = 1000;
    let number = |name: &str, first: usize| match query.number::<usize>(name) {
        Ok(given) => Ok(given.unwrap_or(first)),
        Err(fault) => Err(vec![fault]),
    };
    let per_page = number("per_page", 100)?.clamp(1, MOST);
    let page = number("page", 1)?.max(1);
    let pages = all.len().div_ceil(per_page).max(1);
    let items: Vec<Value> =
        all.iter().skip((page - 1).saturating_mul(per_page)).take(per_page).map(each).collect();
    Ok(answer(
        &json!({ "total": all.len(), "page": page, "pages": pages, "per_page": per_page, "items": items }),
    ))
}

fn index() -> Value {
    let each = |one: &Endpoint| json!({ "method": one.method, "path": format!("{ROOT}{}", one.path), "about": one.about.0 });
    json!({ "name": "suffrage", "version": env!("CARGO_PKG_VERSION"), "endpoints": ENDPOINTS.iter().map(each).collect::<Vec<_>>() })
}

fn election(shown: &Shown) -> Value {
    json!({
        "id": shown.id,
        "title": shown.title(Lang::En),
        "title_fr": shown.title(Lang::Fr),
        "day": shown.case.law.on,
        "law": shown.case.law_id,
        "status": shown.status().key().trim_start_matches("status-"),
        "contests": shown.case.contests.len(),
        "seats": shown.briefs().iter().map(|one| u64::from(one.seats)).sum::<u64>(),
        "href": format!("{ROOT}elections/{}", shown.id),
    })
}

fn election_whole(shown: &Shown) -> Value {
    let mut value = election(shown);
    value["act"] = json!(shown.case.law.act);
    value["wording_of"] = json!(shown.case.law.wording_of);
    value["sources"] = json!(shown.case.sources);
    value["note"] = json!(shown.note);
    value["contests_href"] = json!(format!("{ROOT}elections/{}/contests", shown.id));
    value
}

fn contest_line(shown: &Shown, at: usize) -> Value {
    let (one, brief) = (&shown.case.contests[at], &shown.briefs()[at]);
    let held = brief.held.iter().map(|(name, seats)| json!({ "name": name, "seats": seats }));
    json!({
        "code": one.code,
        "name": one.name,
        "seats": brief.seats,
        "status": brief.status.key().trim_start_matches("status-"),
        "held": held.collect::<Vec<_>>(),
        "more": brief.more,
        "href": format!("{ROOT}elections/{}/contests/{}", shown.id, encoded(&one.code)),
    })
}

fn law_line(law: &Law, lang: Lang) -> Value {
    json!({
        "id": law.id,
        "title": crate::pages::home::title_of(law, lang),
        "act": law.act,
        "office": law.office,
        "coded": law.coded.to_string(),
        "href": format!("{ROOT}laws/{}", law.id),
    })
}

fn law_whole(site: &Site, law: &Law, on: Option<jiff::civil::Date>, lang: Lang) -> Value {
    let groups = suffrage::render::articles::articles(law, on, lang);
    let groups = groups.iter().map(|group| {
        let articles = group.articles.iter().map(|one| {
            json!({
                "clause": one.clause,
                "cite": one.cite,
                "sentence": one.sentence,
                "force": one.force.to_string(),
                "seen": one.seen,
                "reading": one.reading.as_ref().map(|reading| reading.told(lang)),
                "note": one.note,
            })
        });
        json!({ "heading": group.heading, "system": group.system, "articles": articles.collect::<Vec<_>>() })
    });
    let mut value = law_line(law, lang);
    value["wordings"] = json!(wordings(law));
    value["groups"] = Value::Array(groups.collect());
    value["decided"] =
        json!(site.decided_by(&law.id).iter().map(|one| one.id.clone()).collect::<Vec<_>>());
    value["language"] = json!(words::tag(lang));
    value
}

/// The description for programs.
#[must_use]
pub fn openapi() -> Value {
    let mut paths = serde_json::Map::new();
    for one in ENDPOINTS {
        let parameters: Vec<Value> = one
            .parameters
            .iter()
            .map(|parameter| {
                let mut value = json!({
                    "name": parameter.name,
                    "in": parameter.place,
                    "required": parameter.place == "path",
                    "description": parameter.about,
                    "schema": { "type": parameter.kind },
                });
                if !parameter.example.is_empty() {
                    value["example"] = json!(parameter.example);
                }
                value
            })
            .collect();
        let mut operation = json!({
            "operationId": one.name,
            "summary": one.about.0,
            "parameters": parameters,
            "responses": {
                "200": { "description": one.about.0, "content": { one.kind: { "schema": {} } } },
                "default": { "description": "A fault, with our codes", "content": { PROBLEM: { "schema": { "$ref": "#/components/schemas/Problem" } } } },
            },
        });
        if one.method == "post" {
            operation["requestBody"] = json!({
                "required": true,
                "content": {
                    "application/octet-stream": { "schema": { "type": "string", "format": "binary" } },
                    "multipart/form-data": { "schema": { "type": "object", "properties": {
                        "file": { "type": "array", "items": { "type": "string", "format": "binary" } },
                        "lawfile": { "type": "string", "format": "binary" },
                    } } },
                },
            });
        }
        let path = format!("{ROOT}{}", one.path);
        let entry = paths.entry(path).or_insert_with(|| json!({}));
        entry[one.method] = operation;
    }
    let fault = json!({ "type": "object", "properties": {
        "code": { "type": "string" }, "message": { "type": "string" }, "cause": { "type": "string" },
        "mend": { "type": "string" }, "place": { "type": ["object", "null"] },
    } });
    json!({
        "openapi": "3.1.0",
        "info": { "title": "suffrage", "version": env!("CARGO_PKG_VERSION"), "description": "Who is elected, and why, each step citing its article." },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": { "schemas": {
            "Fault": fault,
            "Problem": { "type": "object", "properties": {
                "type": { "type": "string" }, "title": { "type": "string" }, "status": { "type": "integer" },
                "detail": { "type": "string" }, "code": { "type": "string" },
                "faults": { "type": "array", "items": { "$ref": "#/components/schemas/Fault" } },
            } },
        } },
    })
}
