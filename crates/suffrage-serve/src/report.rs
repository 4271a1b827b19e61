//! The protocol of a count as one file that stands alone and prints on paper.

use maud::{DOCTYPE, PreEscaped, html};
use sha2::{Digest, Sha256};
use suffrage::read::Input;
use suffrage::{Lang, Record};
use suffrage_charts::STYLE;
use suffrage_host::case::Case;

use crate::page::Page;
use crate::pages::{contest, election::link};
use crate::site::{Site, Status};
use crate::words;

/// The style of pages.
const PAGES: &str = include_str!("../assets/site.css");

/// Beside what is counted: the word of the authority, and the record of an earlier count.
const NOT_COUNTED: [&str; 2] = ["/expected.toml", "/record.txt"];

/// Hashes of what a count rests on: each file, and the record that came of it.
#[must_use]
pub fn hashes(case: &Case, record: &Record) -> Vec<(String, String)> {
    let counted = |text: &&Input| !NOT_COUNTED.iter().any(|name| text.file.ends_with(name));
    let files = case
        .texts
        .iter()
        .filter(counted)
        .map(|text| (text.file.clone(), sha256(text.text.as_bytes())));
    let record = suffrage::render::json::record(record);
    files.chain([("record.json".to_owned(), sha256(record.as_bytes()))]).collect()
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The report of one contest, self-contained.
#[must_use]
pub fn html(site: &Site, case: &Case, record: &Record, lang: Lang) -> String {
    let page =
        Page { site, lang, path: String::new(), live: false, linked: false, query: String::new() };
    let title = page.t("report-title");
    let contest_name = &record.contest.name;
    let heading = if case.title.en.is_empty() { contest_name } else { case.title.of(lang) };
    let status = Status::of(&suffrage::Outcome::of(record));
    let markup = html! {
        (DOCTYPE)
        html lang=(words::tag(lang)) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · " (heading) }
                style { (PreEscaped(PAGES)) (PreEscaped(STYLE)) }
            }
            body {
                main {
                    p.soft { (title) }
                    h1 { (heading) }
                    @if heading != contest_name && !contest_name.is_empty() { p.lead { (contest_name) } }
                    div.facts {
                        (contest::badge(&page, status))
                        p { (page.day(record.law.on)) }
                        (contest::by_law(&page, record))
                    }
                    (contest::whole(&page, record, None))
                    section aria-labelledby="sources" {
                        h2 #sources { (page.t("sources")) }
                        ul.plain { @for address in &case.sources { li { (link(address)) } } }
                    }
                    section aria-labelledby="hashes" {
                        h2 #hashes { (page.t("report-hash")) }
                        p.soft { (page.t("report-hash-note")) }
                        table {
                            tbody {
                                @for (name, hash) in hashes(case, record) {
                                    tr { th scope="row" { (name) } td { code { (hash) } } }
                                }
                            }
                        }
                    }
                    section.signed aria-labelledby="signed" {
                        h2 #signed { (page.t("report-signed")) }
                        table {
                            thead { tr { th scope="col" { (page.t("report-name")) } th scope="col" { (page.t("report-place")) } th scope="col" { (page.t("report-signed")) } } }
                            tbody { @for _ in 0..3 { tr { td { br; br; } td {} td {} } } }
                        }
                    }
                }
            }
        }
    };
    markup.into_string()
}
