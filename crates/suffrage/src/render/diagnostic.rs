//! A diagnostic as a person reads it: code, message, the line with a caret, cause and mend.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{Style, say};
use crate::diagnostic::{Cell, Diagnostic, Lang, Place};

/// How much of a long line is shown on each side of the place.
const AROUND: usize = 60;

/// Draws one diagnostic; `text` is the text of the file it points into.
#[must_use]
pub fn diagnostic(one: &Diagnostic, text: Option<&str>, lang: Lang, style: Style) -> String {
    let level = say!(lang, "error", "erreur");
    draw(one, text, lang, style, Level::ERROR.with_name(level))
}

/// Draws one as a doubt: it does not stop the count.
#[must_use]
pub fn doubt(one: &Diagnostic, text: Option<&str>, lang: Lang, style: Style) -> String {
    let level = say!(lang, "warning", "attention");
    draw(one, text, lang, style, Level::WARNING.with_name(level))
}

fn draw(
    one: &Diagnostic,
    text: Option<&str>,
    lang: Lang,
    style: Style,
    level: Level<'_>,
) -> String {
    let (message, cause, mend) =
        (one.fault.message(lang), one.fault.cause(lang), one.fault.mend(lang));
    let cause = say!(lang, "cause: {cause}", "cause : {cause}");
    let mend = say!(lang, "mend:  {mend}", "remède : {mend}");
    let mut group = level
        .primary_title(message.as_str())
        .id(one.fault.code())
        .elements(Vec::<annotate_snippets::Element<'_>>::new());
    let origin = one.place.as_ref().map(|place| origin(place, lang)).unwrap_or_default();
    let window =
        one.place.as_ref().zip(text).map(|(place, text)| (place, Window::of(text, &place.span)));
    if let Some((place, window)) = &window {
        let path =
            if window.column > 0 && !place.file.is_empty() { place.file.as_str() } else { "–" };
        let snippet = Snippet::source(window.line_text.as_str())
            .path(path)
            .line_start(window.line)
            .annotation(AnnotationKind::Primary.span(window.span.clone()));
        group = group.element(snippet);
    } else if one.place.is_some() {
        group = group.element(annotate_snippets::Origin::path(origin.as_str()));
    }
    let group = group
        .element(Level::NOTE.no_name().message(cause.as_str()))
        .element(Level::HELP.no_name().message(mend.as_str()));
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let mut drawn = renderer.term_width(style.width.max(60)).render(&[group]).to_string();
    drawn.push('\n');
    drawn
}

/// A place that has no line to show: the file, and the cell of a table that is no text.
fn origin(place: &Place, lang: Lang) -> String {
    let mut text = place.file.clone();
    let Some(Cell { column, row }) = &place.cell else { return text };
    if let Some((group, row)) = row {
        text.push_str(&say!(
            lang,
            ", row group {group}, row {row}",
            ", groupe de lignes {group}, ligne {row}"
        ));
    }
    if !column.is_empty() {
        text.push_str(&say!(lang, ", column `{column}`", ", colonne `{column}`"));
    }
    text
}

/// The line of a span, cut to what fits if it is very long.
struct Window {
    line_text: String,
    line: usize,
    column: usize,
    span: std::ops::Range<usize>,
}

impl Window {
    fn of(text: &str, span: &std::ops::Range<usize>) -> Self {
        let start = floor(text, span.start.min(text.len()));
        let end = floor(text, span.end.clamp(start, text.len()));
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let line = text[..start].bytes().filter(|byte| *byte == b'\n').count() + 1;
        let end = end.min(line_end);
        let long = line_end - line_start > 4 * AROUND;
        let from = if long {
            floor(text, start.saturating_sub(AROUND).max(line_start))
        } else {
            line_start
        };
        let to = if long {
            floor(text, (end.min(start + AROUND) + AROUND).min(line_end))
        } else {
            line_end
        };
        let line_text = text[from..to].trim_end_matches('\r').to_owned();
        let last = line_text.len();
        let span =
            (start - from).min(last)..(end.max(start) - from).clamp((start - from).min(last), last);
        Self { line_text, line, column: text[line_start..start].chars().count() + 1, span }
    }
}

/// The start of the letter that byte `at` lies in.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
