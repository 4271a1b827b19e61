//! Faults as a person reads them: what is so, on which line, why it cannot stand, what to do.

use maud::{Markup, html};
use suffrage::{Diagnostic, Fault, Lang};
use suffrage_host::Texts;

use crate::page::Page;

/// The most faults shown one by one.
const MOST: usize = 100;
/// How much of a long line is shown on each side of a fault.
const AROUND: usize = 70;

/// Faults without a place.
#[must_use]
pub fn of(page: &Page<'_>, faults: &[Fault]) -> Markup {
    let all: Vec<Diagnostic> = faults.iter().cloned().map(Into::into).collect();
    placed(page, &all, &Vec::new(), false)
}

/// Faults, or doubts, each with its line.
#[must_use]
pub fn placed(page: &Page<'_>, all: &[Diagnostic], texts: &Texts, doubt: bool) -> Markup {
    html! {
        @for one in all.iter().take(MOST) { (fault(page, one, texts, doubt)) }
        @if all.len() > MOST { p { "… +" (all.len() - MOST) } }
    }
}

fn fault(page: &Page<'_>, one: &Diagnostic, texts: &Texts, doubt: bool) -> Markup {
    let lang: Lang = page.lang;
    let place = one.place.as_ref();
    let text = place.and_then(|place| texts.iter().find(|text| text.file == place.file));
    let line = place.zip(text).map(|(place, text)| Line::of(&text.text, &place.span));
    html! {
        article class=(if doubt { "fault doubt" } else { "fault" }) {
            h2 { (one.fault.message(lang)) code.id { (one.fault.code()) } }
            @if let Some(place) = place {
                p.soft {
                    (place.file)
                    @if let Some(line) = &line { ", " (page.say("fault-line", &[("line", line.number.into())])) }
                }
            }
            @if let Some(line) = line.filter(|line| !line.before.is_empty() || !line.at.is_empty()) {
                pre tabindex="0" { (line.before) mark { (line.at) } (line.after) }
            }
            dl {
                dt { (page.t("fault-cause")) } dd { (one.fault.cause(lang)) }
                dt { (page.t("fault-mend")) } dd { (one.fault.mend(lang)) }
            }
        }
    }
}

/// The line of a fault, cut to what fits.
pub struct Line {
    /// From 1.
    pub number: usize,
    /// What stands before the fault.
    pub before: String,
    /// The fault.
    pub at: String,
    /// What stands after it.
    pub after: String,
}

impl Line {
    /// The line of a text in which a span begins.
    #[must_use]
    pub fn of(text: &str, span: &std::ops::Range<usize>) -> Self {
        let floor = |mut at: usize| {
            at = at.min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let start = floor(span.start);
        let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let to = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let end = floor(span.end.max(start)).min(to);
        let left = floor(from.max(start.saturating_sub(AROUND)));
        let (shown, right) = (floor(end.min(start + AROUND)), floor(to.min(end + AROUND)));
        let number = text[..start].bytes().filter(|byte| *byte == b'\n').count() + 1;
        let part =
            |from: usize, to: usize| text[from..to.max(from)].trim_end_matches('\r').to_owned();
        Self {
            number,
            before: part(left, start),
            at: part(start, shown),
            after: part(shown, right.max(shown)),
        }
    }
}
