//! Numbers as people read them, from exact ones, without floats.

use crate::diagnostic::Lang;
use crate::number::{Exact, Fraction, Rounding, Votes, divide};

/// Votes with their thousands parted: `12,345`, in French `12 345`.
#[must_use]
pub fn votes(votes: Votes, lang: Lang) -> String {
    let digits = votes.to_string();
    let separator = match lang {
        Lang::En => ",",
        Lang::Fr => "\u{202f}",
    };
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push_str(separator);
        }
        text.push(digit);
    }
    text
}

/// A share in per cent with two decimals, halves up: `62.57 %`, in French `62,57 %`.
#[must_use]
pub fn percent(part: Votes, whole: Votes, lang: Lang) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let hundredths = divide(&[part, 10_000], whole, Rounding::Nearest);
    let (point, space) = match lang {
        Lang::En => ('.', ' '),
        Lang::Fr => (',', '\u{a0}'),
    };
    format!("{}{point}{:02}{space}%", hundredths / 100, hundredths % 100)
}

/// A share of exact votes, as [`percent`]; a dash where there is no base, or less than nothing.
#[must_use]
pub fn share_of(part: &Exact, whole: &Exact, lang: Lang) -> String {
    if whole.is_zero() || *part < Exact::zero() {
        return "–".to_owned();
    }
    // Enough digits that the rounding below is that of the exact share.
    let scale = Exact::from(10_000_000_000u64);
    percent(part.over(whole).times(&scale).whole(), 10_000_000_000, lang)
}

/// A fraction with two decimals, cut off: for averages, beside their exact value in the record.
#[must_use]
pub fn decimal(fraction: Fraction, lang: Lang) -> String {
    let hundredths = divide(&[fraction.over(), 100], fraction.under(), Rounding::Down);
    let point = if lang == Lang::En { '.' } else { ',' };
    format!("{}{point}{:02}", votes(hundredths / 100, lang), hundredths % 100)
}

/// A fraction as it is: `145`, `1/4`, `1 250 1/3`.
#[must_use]
pub fn fraction(fraction: Fraction, lang: Lang) -> String {
    let (whole, rest) = (fraction.over() / fraction.under(), fraction.over() % fraction.under());
    match (whole, rest) {
        (whole, 0) => votes(whole, lang),
        (0, rest) => format!("{rest}/{}", fraction.under()),
        (whole, rest) => format!("{} {rest}/{}", votes(whole, lang), fraction.under()),
    }
}

/// A share as a law writes it: `1/2`, but `5 %` and `12.5 %`.
#[must_use]
pub fn share(share: Fraction, lang: Lang) -> String {
    let twentieth = share.under() >= 8 && (share.under() == 8 || 1000 % share.under() == 0);
    if !twentieth || share.over() >= share.under() {
        return fraction(share, lang);
    }
    let tenths = divide(&[share.over(), 1000], share.under(), Rounding::Down);
    let (point, space) = if lang == Lang::En { ('.', ' ') } else { (',', '\u{a0}') };
    match tenths % 10 {
        0 => format!("{}{space}%", tenths / 10),
        rest => format!("{}{point}{rest}{space}%", tenths / 10),
    }
}

/// An exact number, to at most six decimals: what follows is told by an ellipsis.
#[must_use]
pub fn exact(number: &Exact, lang: Lang) -> String {
    let shown = number.cut(6);
    let more = if shown == *number { "" } else { "…" };
    let text = shown.to_string();
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let whole = whole.parse::<Votes>().map_or_else(|_| whole.to_owned(), |one| votes(one, lang));
    let point = if lang == Lang::Fr { "," } else { "." };
    match (rest, more) {
        ("", "") => whole,
        (rest, more) => format!("{whole}{point}{rest}{more}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_each_language_writes_them() {
        assert_eq!(votes(1_234_567, Lang::En), "1,234,567");
        assert_eq!(votes(1_234_567, Lang::Fr), "1\u{202f}234\u{202f}567");
        assert_eq!(percent(351, 561, Lang::En), "62.57 %");
        assert_eq!(percent(307, 555, Lang::Fr), "55,32\u{a0}%");
        assert_eq!(decimal(Fraction::new(14, 3), Lang::En), "4.66");
        assert_eq!(share(Fraction::new(1, 8), Lang::En), "12.5 %");
        assert_eq!(share(Fraction::new(1, 20), Lang::En), "5 %");
        assert_eq!(share(Fraction::new(1, 4), Lang::En), "1/4");
    }
}
