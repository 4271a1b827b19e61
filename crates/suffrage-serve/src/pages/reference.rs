//! The reference of the API, made from the same table as its routes.

use maud::{Markup, html};
use suffrage::Lang;

use crate::api::{ENDPOINTS, Endpoint, ROOT};
use crate::page::Page;
use crate::route::Route;

/// The page.
#[must_use]
pub fn page(page: &Page<'_>) -> Markup {
    let title = page.t("ref-title");
    let body = html! {
        h1 { (title) }
        p.lead { (page.t("ref-lead")) }
        p { a href=(format!("{}api/v1/openapi.json", page.root())) { (page.t("ref-openapi")) } }
        @for one in ENDPOINTS { (endpoint(page, one)) }
    };
    page.frame(&title, &Route::Reference, &[(title.clone(), None)], body)
}

fn endpoint(page: &Page<'_>, one: &Endpoint) -> Markup {
    let about = if page.lang == Lang::Fr { one.about.1 } else { one.about.0 };
    let filled = one
        .parameters
        .iter()
        .filter(|one| one.place == "path")
        .fold(one.path.to_owned(), |path, parameter| {
            path.replace(&format!("{{{}}}", parameter.name), parameter.example)
        });
    let id = format!("api-{}", one.name);
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { code { (one.method.to_uppercase()) " " (ROOT) (one.path) } }
            p { (about) }
            @if !one.parameters.is_empty() {
                div.scroll tabindex="0" role="group" aria-label=(format!("{} {}", page.t("ref-parameters"), one.name)) {
                    table lang="en" {
                        thead { tr {
                            th scope="col" lang=(crate::words::tag(page.lang)) { (page.t("ref-parameters")) }
                            th scope="col" lang=(crate::words::tag(page.lang)) { (page.t("ref-where")) }
                            th scope="col" lang=(crate::words::tag(page.lang)) { (page.t("says")) }
                        } }
                        tbody {
                            @for parameter in one.parameters {
                                tr {
                                    th scope="row" { code { (parameter.name) } }
                                    td { (parameter.place) }
                                    td { (parameter.about) }
                                }
                            }
                        }
                    }
                }
            }
            p { (page.t("ref-answers")) (page.colon()) code { (one.kind) } }
            @if one.method == "get" {
                p { a href=(format!("{}api/v1/{filled}", page.root())) { (page.t("ref-try")) " " code { (ROOT) (filled) } } }
            }
        }
    }
}
