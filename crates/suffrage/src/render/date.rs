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
            say!(lang, "some day from {first} to {last}", "un jour du {first} au {last}")
        }
    };
    match sureness {
        Sureness::Sure => plain,
        Sureness::About => say!(lang, "about {plain}", "vers {plain}"),
        Sureness::Doubtful => say!(lang, "{plain} (doubtful)", "{plain} (douteux)"),
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
    }
}
