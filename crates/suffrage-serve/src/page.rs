//! The frame of every page, and what pages are made of: links, tables, charts.

use fluent_bundle::FluentValue;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use suffrage::{Lang, Record};
use suffrage_charts::{Cell, Chart, Frame, Kind, Look, Table, draw};

use crate::route::{Ask, Route, depth};
use crate::site::Site;
use crate::words;

/// Who asks, for what, and where the page will stand.
pub struct Page<'a> {
    /// What there is.
    pub site: &'a Site,
    /// The language.
    pub lang: Lang,
    /// The path of this page from the root, as `/en/laws/`.
    pub path: String,
    /// Whether a server answers: a publication has no forms that ask one.
    pub live: bool,
    /// Whether other pages can be reached from this one: a report stands alone.
    pub linked: bool,
    /// What stands behind the question mark, for the switch of languages.
    pub query: String,
}

impl Page<'_> {
    /// A word of the pages.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        words::word(self.lang, key)
    }

    /// A sentence of the pages.
    #[must_use]
    pub fn say(&self, key: &str, values: &[(&str, FluentValue<'_>)]) -> String {
        words::with(self.lang, key, values)
    }

    /// What stands between a word and what it introduces.
    #[must_use]
    pub fn colon(&self) -> &'static str {
        if self.lang == Lang::Fr { "\u{a0}: " } else { ": " }
    }

    /// A day.
    #[must_use]
    pub fn day(&self, date: jiff::civil::Date) -> String {
        words::day(date, self.lang)
    }

    /// The way up to the root.
    #[must_use]
    pub fn root(&self) -> String {
        match depth(&self.path) {
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        }
    }

    /// The way to a page of this language.
    #[must_use]
    pub fn href(&self, route: &Route) -> String {
        self.href_in(self.lang, route)
    }

    fn href_in(&self, lang: Lang, route: &Route) -> String {
        format!("{}{}/{}", self.root(), words::tag(lang), route.path())
    }

    /// The whole page. `crumbs` lead to it from the first page; `route` is what it is in any language.
    #[must_use]
    pub fn frame(
        &self,
        title: &str,
        route: &Route,
        crumbs: &[(String, Option<Route>)],
        body: Markup,
    ) -> Markup {
        let root = self.root();
        let name = self.t("site-name");
        let heading = if title.is_empty() { name.clone() } else { format!("{title} · {name}") };
        html! {
            (DOCTYPE)
            html lang=(words::tag(self.lang)) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (heading) }
                    link rel="stylesheet" href=(format!("{root}assets/site.css"));
                    link rel="icon" type="image/svg+xml" href=(format!("{root}assets/icon.svg"));
                    @for lang in words::LANGS {
                        link rel="alternate" hreflang=(words::tag(lang)) href=(self.href_in(lang, route));
                    }
                    script src=(format!("{root}assets/site.js")) defer {}
                }
                body {
                    a.skip href="#content" { (self.t("skip")) }
                    (self.head(route))
                    @if !crumbs.is_empty() {
                        nav.crumbs aria-label=(self.t("crumbs")) {
                            ol {
                                li { a href=(self.href(&Route::Home)) { (self.t("home")) } }
                                @for (name, to) in crumbs {
                                    li {
                                        @match to {
                                            Some(to) => a href=(self.href(to)) { (name) },
                                            None => span aria-current="page" { (name) },
                                        }
                                    }
                                }
                            }
                        }
                    }
                    main #content tabindex="-1" { (body) }
                    footer {
                        p { (self.t("footer-made")) " " (self.t("footer-private")) }
                        p { (self.t("footer-open")) }
                    }
                }
            }
        }
    }

    fn head(&self, route: &Route) -> Markup {
        let mut menu = vec![("elections", Route::Elections), ("laws", Route::Laws)];
        let overview = |id: &str| Route::Register(id.to_owned(), Ask::Overview, None);
        menu.extend(self.site.registers.first().map(|one| ("register", overview(&one.id))));
        if self.live {
            menu.extend([("count-own", Route::Count), ("api", Route::Reference)]);
        }
        let within = |to: &Route| {
            matches!(
                (to, route),
                (Route::Elections, Route::Election(..) | Route::Contest(..) | Route::WhatIf(..))
                    | (Route::Laws, Route::Law(..))
                    | (Route::Register(..), Route::Register(..))
            )
        };
        let query = if self.query.is_empty() { String::new() } else { format!("?{}", self.query) };
        html! {
            header.top {
                a.brand href=(self.href(&Route::Home)) {
                    svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true" {
                        (PreEscaped(include_str!("../assets/mark.svgpart")))
                    }
                    (self.t("site-name"))
                }
                nav.menu aria-label=(self.t("menu")) {
                    ul {
                        @for (key, to) in &menu {
                            @let here = if to == route { Some("page") } else if within(to) { Some("true") } else { None };
                            li { a href=(self.href(to)) aria-current=[here] { (words::word(self.lang, key)) } }
                        }
                    }
                }
                nav.langs aria-label=(self.t("language")) {
                    ul {
                        @for lang in words::LANGS {
                            @let here = (lang == self.lang).then_some("true");
                            li {
                                a lang=(words::tag(lang)) hreflang=(words::tag(lang)) aria-current=[here]
                                    href=(format!("{}{query}", self.href_in(lang, route))) {
                                    (words::own_name(lang))
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// A chart with its sentence, and the table that says the same below it.
    #[must_use]
    pub fn figure(
        &self,
        chart: &Chart,
        files: Option<&dyn Fn(&str) -> Route>,
        name: &str,
    ) -> Markup {
        let narrow = matches!(chart.kind, Kind::Hemicycle | Kind::Benches);
        html! {
            figure.chart-box {
                div class=(if narrow { "plot small" } else { "plot" }) role="group" aria-label=(chart.title) tabindex="0" {
                    (PreEscaped(&chart.svg))
                }
                figcaption { (chart.sentence) }
                details.twin open[!self.linked] {
                    summary { (self.t("chart-table")) }
                    (table(&chart.table, &chart.title))
                    @if let Some(files) = files {
                        p.files {
                            a href=(self.href(&files(&format!("{name}.csv")))) download { (self.t("chart-csv")) }
                            " "
                            a href=(self.href(&files(&format!("{name}.svg")))) download { (self.t("chart-svg")) }
                        }
                    }
                }
            }
        }
    }

    /// Draws a chart for a page; the prefix keeps its parts apart from those of others.
    #[must_use]
    pub fn chart(&self, kind: Kind, record: &Record, prefix: &str) -> Option<Chart> {
        draw(kind, record, &Look { lang: self.lang, frame: Frame::Page, prefix })
    }
}

/// A table of a chart: words left, numbers right.
#[must_use]
pub fn table(table: &Table, caption: &str) -> Markup {
    html! {
        div.scroll tabindex="0" role="group" aria-label=(caption) {
            table {
                caption.unseen { (caption) }
                thead {
                    tr {
                        @for (at, head) in table.head.iter().enumerate() {
                            @let number = table.rows.first().is_some_and(|row| matches!(row[at], Cell::Number(..)));
                            th scope="col" class=[number.then_some("num")] { (head) }
                        }
                    }
                }
                tbody {
                    @for row in &table.rows {
                        tr {
                            @for (at, cell) in row.iter().enumerate() {
                                @match cell {
                                    Cell::Word(text) if at == 0 => th scope="row" { (text) },
                                    Cell::Word(text) => td { (text) },
                                    Cell::Number(text, _) => td.num { (text) },
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A name as part of an address within a page.
#[must_use]
pub fn anchor(text: &str) -> String {
    let letter = |letter: char| {
        if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' }
    };
    text.chars().map(letter).collect()
}
