//! Dates as people read them, as much of them as is known.

use jiff::civil::Date;

use super::say;
use crate::diagnostic::Lang;
use crate::register::when::{Sureness, When, Written};

const EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const FR: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

fn month(day: Date, lang: Lang) -> &'static str {
    let at = usize::try_from(day.month() - 1).unwrap_or(0);
    if lang == Lang::En { EN[at] } else { FR[at] }
}

/// `24 September 2023`, in French `24 septembre 2023` and `1er octobre 2023`.
#[must_use]
pub fn day(day: Date, lang: Lang) -> String {
    let (number, month, year) = (day.day(), month(day, lang), day.year());
    match (number, lang) {
        (1, Lang::Fr) => format!("1er {month} {year}"),
        _ => format!("{number} {month} {year}"),
    }
}

/// A date that may be known in part: `May 2019`, `about 1988`, `between 1 January 2014 and …`.
#[must_use]
pub fn when(when: When, lang: Lang) -> String {
    let (written, first, last, sureness) = when.written();
    let plain = match written {
        Written::Day => day(first, lang),
        Written::Month => format!("{} {}", month(first, lang), first.year()),
        Written::Year => first.year().to_string(),
        Written::Between => {
            let (first, last) = (day(first, lang), day(last, lang));
            say!(
                lang,
                "some day between {first} and {last}",
                "un jour entre le {first} et le {last}"
            )
        }
    };
    match sureness {
        Sureness::Sure => plain,
        Sureness::About => say!(lang, "about {plain}", "vers {plain}"),
        Sureness::Doubtful => say!(lang, "{plain} (doubtful)", "{plain} (douteux)"),
    }
}

/// A word before a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// `since`, `depuis`.
    Since,
    /// `from`, `de`.
    From,
    /// `to`, `à`.
    To,
    /// `until`, `jusqu'à`.
    Until,
    /// `on`, `le`.
    On,
}

/// A date behind a word, with the article that French puts before a day: `du 2 octobre 2023`, `de 2014`.
#[must_use]
pub fn placed(before: Before, at: When, lang: Lang) -> String {
    let (written, _, _, sureness) = at.written();
    let date = when(at, lang);
    if lang == Lang::En {
        return match (before, written) {
            (Before::Since, _) => format!("since {date}"),
            (Before::From, _) => format!("from {date}"),
            (Before::To, _) => format!("to {date}"),
            (Before::Until, _) => format!("until {date}"),
            (Before::On, Written::Day | Written::Between) => format!("on {date}"),
            (Before::On, _) => format!("in {date}"),
        };
    }
    match (before, written, sureness) {
        (Before::Since, Written::Day, Sureness::Sure) => format!("depuis le {date}"),
        (Before::Since, ..) => format!("depuis {date}"),
        (Before::From, Written::Day, Sureness::Sure) => format!("du {date}"),
        (Before::From, Written::Between, _) => format!("d'{date}"),
        (Before::From, Written::Month, Sureness::Sure) if date.starts_with(['a', 'o']) => {
            format!("d'{date}")
        }
        (Before::From, ..) => format!("de {date}"),
        (Before::To, Written::Day, Sureness::Sure) => format!("au {date}"),
        (Before::To, ..) => format!("à {date}"),
        (Before::Until, Written::Day, Sureness::Sure) => format!("jusqu'au {date}"),
        (Before::Until, ..) => format!("jusqu'à {date}"),
        (Before::On, Written::Day, Sureness::Sure) => format!("le {date}"),
        (Before::On, ..) => format!("en {date}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_as_each_language_writes_them() {
        let read = |text: &str, lang| when(text.parse().unwrap(), lang);
        assert_eq!(read("2023-09-24", Lang::En), "24 September 2023");
        assert_eq!(read("2013-01-01", Lang::Fr), "1er janvier 2013");
        assert_eq!(read("2019-05", Lang::Fr), "mai 2019");
        assert_eq!(read("1988~", Lang::En), "about 1988");
        let placed = |before, text: &str| placed(before, text.parse().unwrap(), Lang::Fr);
        assert_eq!(placed(Before::From, "2017-10-02"), "du 2 octobre 2017");
        assert_eq!(placed(Before::To, "2019"), "à 2019");
        assert_eq!(placed(Before::From, "2011-10"), "d'octobre 2011");
    }
}
