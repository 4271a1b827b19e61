//! The publication: every page and file in a folder that any host can serve.

use std::path::Path;

use rayon::prelude::*;
use suffrage::{Fault, Lang};
use suffrage_charts::{Kind, Look};
use suffrage_host::Trouble;

use crate::answer;
use crate::assets;
use crate::pages::contest::CHARTS;
use crate::pages::election::{FILES, pages};
use crate::query::Query;
use crate::route::{Ask, Route};
use crate::site::{Kept, Shown, Site, wordings};
use crate::words;

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files.
    pub files: usize,
    /// Their bytes.
    pub bytes: usize,
}

/// Every address of the publication below a language.
#[must_use]
pub fn routes(site: &Site) -> Vec<Route> {
    let mut routes = vec![Route::Home, Route::Elections, Route::Laws];
    for law in site.book.laws() {
        let id = || law.id.clone();
        routes.push(Route::Law(id(), None));
        if site.text_of_law(&law.id).is_some() {
            routes.push(Route::LawText(id()));
        }
        let days = wordings(law);
        if days.len() > 1 {
            routes.extend(days.into_iter().map(|day| Route::Law(id(), Some(day))));
        }
    }
    for kept in &site.registers {
        registers(kept, &mut routes);
    }
    for shown in &site.elections {
        let contests = &shown.case.contests;
        for kind in [Kind::Map, Kind::Tiles] {
            if let Some(Ok(_)) = shown.places(kind, &Look::file(Lang::En)) {
                let file = |end| format!("{}.{end}", kind.word());
                let route = |end| Route::File(shown.id.clone(), String::new(), file(end));
                routes.extend(["svg", "csv"].map(route));
            }
        }
        routes.extend(
            (1..=pages(contests.len())).map(|page| Route::Election(shown.id.clone(), page)),
        );
        for (at, contest) in contests.iter().enumerate() {
            let code = if contests.len() == 1 { String::new() } else { contest.code.clone() };
            if !code.is_empty() {
                routes.push(Route::Contest(shown.id.clone(), code.clone()));
            }
            files(shown, at, &code, &mut routes);
        }
    }
    routes
}

/// What a register answers today, and its rows.
fn registers(kept: &Kept, routes: &mut Vec<Route>) {
    let mut asks = vec![Ask::Who, Ask::Conflicts, Ask::Vacancies, Ask::Powers, Ask::Claims];
    let register = &kept.register;
    asks.extend(register.offices.iter().map(|one| Ask::Office(one.fact.id.clone())));
    asks.extend(register.persons.iter().map(|one| Ask::Person(one.fact.id.clone())));
    asks.extend(register.stories.iter().map(|one| Ask::Story(one.fact.id.clone())));
    routes.push(Route::Register(kept.id.clone(), Ask::Overview, None));
    for ask in asks {
        let rows = ["csv", "json"].map(|end| Route::Rows(kept.id.clone(), ask.clone(), None, end));
        routes.extend(rows);
        routes.push(Route::Register(kept.id.clone(), ask, None));
    }
}

/// The files beside a contest: those that its page leads to.
fn files(shown: &Shown, at: usize, code: &str, routes: &mut Vec<Route>) {
    let Ok(record) = shown.counted(at) else { return };
    let file = |name: String| Route::File(shown.id.clone(), code.to_owned(), name);
    routes.extend(FILES.iter().map(|(name, _)| file((*name).to_owned())));
    let rounds = record.steps.iter().filter_map(|entry| match &entry.step {
        suffrage::Step::Figures { round, .. } => Some(format!("bars-{round}")),
        _ => None,
    });
    let kinds = CHARTS.into_iter().map(|kind| kind.word().to_owned());
    for word in kinds.chain(rounds) {
        if answer::chart(&record, &word, Lang::En).is_some() {
            routes.extend(["svg", "csv"].map(|end| file(format!("{word}.{end}"))));
        }
    }
}

/// Writes the publication into a folder; what is there already is written over.
///
/// # Errors
/// If a file cannot be written.
pub fn publish(site: &Site, folder: &Path) -> Result<Written, Trouble> {
    let mut files: Vec<(String, Vec<u8>)> = assets::ALL
        .iter()
        .map(|asset| (format!("assets/{}", asset.name), asset.body().into_owned()))
        .collect();
    files.push(("index.html".to_owned(), assets::front().into_bytes()));
    let routes = routes(site);
    let each = routes.par_iter().flat_map_iter(|route| {
        words::LANGS.into_iter().filter_map(move |lang| {
            let path = route.path();
            let answer = answer::get(site, lang, &path, &Query::default(), false)?;
            let file = if route.is_page() { format!("{path}index.html") } else { path };
            Some((format!("{}/{file}", words::tag(lang)), answer.body))
        })
    });
    let pages: Vec<(String, Vec<u8>)> = each.collect();
    files.extend(pages);
    let mut written = Written::default();
    for (name, body) in &files {
        let path = folder.join(name);
        let done = path.parent().map_or(Ok(()), std::fs::create_dir_all);
        done.and_then(|()| std::fs::write(&path, body)).map_err(|error| {
            Trouble::from(Fault::Unwritable {
                file: path.display().to_string(),
                why: error.to_string(),
            })
        })?;
        written.files += 1;
        written.bytes += body.len();
    }
    Ok(written)
}
