//! Partial dates, half-open intervals, and what can be said of them for certain.
//!
//! A register is full of dates that are known to a year or not at all. Widening them (1867 to 1
//! January … 31 December, missing to for ever) makes thousands of false alarms, so every question
//! about two intervals has three answers: certain (for every reading of the dates), possible (for
//! some), no. An interval holds its first day and not its last: who leaves on the day on which a
//! successor begins does not meet them.
//!
//! Written after the Extended Date/Time Format (ISO 8601-2:2019, annex A; Library of Congress,
//! <https://www.loc.gov/standards/datetime/>), of which this is a small part: `2023-09-24`, `2019-05`,
//! `2014`, `1988~` (about), `1988?` (doubtful), `2014/2019` (some day between), `..` (open), and
//! nothing at all (unknown).

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::word::words;

words! {
    /// What can be said of a statement about partial dates.
    pub enum Verdict {
        #[doc = "false for every reading of the dates"]
        No = "no",
        #[doc = "true for some readings of the dates"]
        Possible = "possible",
        #[doc = "true for every reading of the dates"]
        Certain = "certain",
    }
}

words! {
    /// How sure a source is of a date.
    pub enum Sureness {
        #[doc = "as written"]
        Sure = "sure",
        #[doc = "about: it may lie one unit to either side"]
        About = "about",
        #[doc = "doubtful: it may lie one unit to either side"]
        Doubtful = "doubtful",
    }
}

/// How much of a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Written {
    /// A day.
    Day,
    /// A month.
    Month,
    /// A year.
    Year,
    /// Some day of a stretch.
    Between,
}

/// A date that may be known in part: some day of a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct When {
    first: Date,
    last: Date,
    written: Written,
    sureness: Sureness,
}

impl When {
    /// A day.
    #[must_use]
    pub fn day(day: Date) -> Self {
        Self { first: day, last: day, written: Written::Day, sureness: Sureness::Sure }
    }

    /// The first day that can be meant.
    #[must_use]
    pub fn earliest(self) -> Date {
        match self.sureness {
            Sureness::Sure => self.first,
            _ => self.moved(self.first, -1),
        }
    }

    /// The last day that can be meant.
    #[must_use]
    pub fn latest(self) -> Date {
        match self.sureness {
            Sureness::Sure => self.last,
            _ => self.moved(self.last, 1),
        }
    }

    /// How much is written, and how sure it is: the first and last day as written.
    #[must_use]
    pub fn written(self) -> (Written, Date, Date, Sureness) {
        (self.written, self.first, self.last, self.sureness)
    }

    /// The day, if it is known and nobody doubts it.
    #[must_use]
    pub fn exact(self) -> Option<Date> {
        (self.earliest() == self.latest()).then_some(self.first)
    }

    /// One unit earlier or later: a day, a month, a year; the ends of a stretch do not move.
    fn moved(self, day: Date, by: i8) -> Date {
        let by = i64::from(by);
        let span = match self.written {
            Written::Day => by.days(),
            Written::Month => by.months(),
            Written::Year => by.years(),
            Written::Between => return day,
        };
        let moved = day.saturating_add(span);
        // The last day of the month before or after, not the same number of day.
        if day == self.last && self.written == Written::Month {
            return moved.last_of_month();
        }
        moved
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.first.year();
        match self.written {
            Written::Day => write!(f, "{}", self.first)?,
            Written::Month => write!(f, "{year:04}-{:02}", self.first.month())?,
            Written::Year => write!(f, "{year:04}")?,
            Written::Between => write!(f, "{}/{}", self.first, self.last)?,
        }
        f.write_str(match self.sureness {
            Sureness::Sure => "",
            Sureness::About => "~",
            Sureness::Doubtful => "?",
        })
    }
}

/// A text that is no date of this form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotADate;

impl FromStr for When {
    type Err = NotADate;

    /// # Example
    /// ```
    /// use suffrage::register::when::When;
    ///
    /// let may: When = "2019-05".parse().unwrap();
    /// assert_eq!(may.earliest().to_string(), "2019-05-01");
    /// assert_eq!(may.latest().to_string(), "2019-05-31");
    /// assert_eq!("1988~".parse::<When>().unwrap().earliest().to_string(), "1987-01-01");
    /// assert!("2023-02-30".parse::<When>().is_err());
    /// ```
    fn from_str(text: &str) -> Result<Self, NotADate> {
        let (plain, sureness) = match text.as_bytes().last() {
            Some(b'~') => (&text[..text.len() - 1], Sureness::About),
            Some(b'?') => (&text[..text.len() - 1], Sureness::Doubtful),
            _ => (text, Sureness::Sure),
        };
        if let Some((from, to)) = plain.split_once('/') {
            let (from, to) = (unit(from).ok_or(NotADate)?, unit(to).ok_or(NotADate)?);
            let (first, last) = (from.0, to.1);
            let between = Self { first, last, written: Written::Between, sureness };
            return if first <= last { Ok(between) } else { Err(NotADate) };
        }
        let (first, last, written) = unit(plain).ok_or(NotADate)?;
        Ok(Self { first, last, written, sureness })
    }
}

/// A day, a month or a year: its first and last day.
fn unit(text: &str) -> Option<(Date, Date, Written)> {
    let shape = |wanted: &str| {
        text.len() == wanted.len()
            && text.bytes().zip(wanted.bytes()).all(|(byte, want)| match want {
                b'0' => byte.is_ascii_digit(),
                _ => byte == want,
            })
    };
    let first = |rest: &str| format!("{text}{rest}").parse::<Date>().ok();
    if shape("0000-00-00") {
        let day = first("")?;
        Some((day, day, Written::Day))
    } else if shape("0000-00") {
        let day = first("-01")?;
        Some((day, day.last_of_month(), Written::Month))
    } else if shape("0000") {
        let day = first("-01-01")?;
        Some((day, day.last_of_year(), Written::Year))
    } else {
        None
    }
}

/// Where an interval begins or ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Bound {
    /// On a day that may be known in part.
    On(When),
    /// Never: since always, or still so.
    Open,
    /// On a day that is not known: it may be any.
    #[default]
    Unknown,
}

impl Bound {
    /// The day, if it is known.
    #[must_use]
    pub fn when(self) -> Option<When> {
        match self {
            Self::On(when) => Some(when),
            _ => None,
        }
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(when) => when.fmt(f),
            Self::Open => f.write_str(".."),
            Self::Unknown => Ok(()),
        }
    }
}

impl FromStr for Bound {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        match text {
            "" => Ok(Self::Unknown),
            ".." => Ok(Self::Open),
            text => text.parse().map(Self::On),
        }
    }
}

macro_rules! as_text {
    ($($kind:ty),*) => {$(
        impl Serialize for $kind {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $kind {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
                text.parse().map_err(|_: NotADate| serde::de::Error::custom("not a date"))
            }
        }
    )*};
}
as_text!(When, Bound);

/// An interval that holds its first day and not its last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// The first day on which it is so.
    pub from: Bound,
    /// The first day on which it is so no more.
    pub to: Bound,
}

impl Span {
    /// The first day on which it can begin; unknown begins are any day.
    #[must_use]
    pub fn earliest_start(self) -> Date {
        self.from.when().map_or(Date::MIN, When::earliest)
    }

    /// The last day on which it can begin: an unknown beginning lies before the end.
    #[must_use]
    pub fn latest_start(self) -> Date {
        match self.from {
            Bound::On(when) => when.latest(),
            Bound::Open => Date::MIN,
            Bound::Unknown => self.to.when().map_or(Date::MAX, When::latest),
        }
    }

    /// The first day on which it can have ended: an unknown end lies after the beginning.
    #[must_use]
    pub fn earliest_end(self) -> Date {
        match self.to {
            Bound::On(when) => when.earliest(),
            Bound::Open => Date::MAX,
            Bound::Unknown => self.from.when().map_or(Date::MIN, When::earliest),
        }
    }

    /// The last day by which it must have ended.
    #[must_use]
    pub fn latest_end(self) -> Date {
        self.to.when().map_or(Date::MAX, When::latest)
    }

    /// Whether it is so on a day.
    ///
    /// # Example
    /// ```
    /// use suffrage::register::when::{Span, Verdict};
    ///
    /// let mayor = Span { from: "2014".parse().unwrap(), to: "2023-10-12".parse().unwrap() };
    /// let on = |day: &str| mayor.holds_on(day.parse().unwrap());
    /// assert_eq!(on("2013-12-31"), Verdict::No);
    /// assert_eq!(on("2014-03-01"), Verdict::Possible);
    /// assert_eq!(on("2023-10-11"), Verdict::Certain);
    /// assert_eq!(on("2023-10-12"), Verdict::No);
    /// ```
    #[must_use]
    pub fn holds_on(self, day: Date) -> Verdict {
        // What is open has no first day after it, not even after the last of the calendar.
        let open = self.to == Bound::Open;
        if self.latest_start() <= day && (day < self.earliest_end() || open) {
            Verdict::Certain
        } else if self.earliest_start() <= day && (day < self.latest_end() || open) {
            Verdict::Possible
        } else {
            Verdict::No
        }
    }

    /// Whether the two are so on one day at least.
    #[must_use]
    pub fn meets(self, other: Self) -> Verdict {
        let starts = |of: fn(Self) -> Date| of(self).max(of(other));
        let ends = |of: fn(Self) -> Date| of(self).min(of(other));
        if starts(Self::latest_start) < ends(Self::earliest_end) {
            Verdict::Certain
        } else if starts(Self::earliest_start) < ends(Self::latest_end) {
            Verdict::Possible
        } else {
            Verdict::No
        }
    }

    /// Whether it ends before it begins.
    #[must_use]
    pub fn is_backwards(self) -> Verdict {
        let (Bound::On(from), Bound::On(to)) = (self.from, self.to) else { return Verdict::No };
        if to.latest() < from.earliest() {
            Verdict::Certain
        } else if to.earliest() < from.latest() {
            Verdict::Possible
        } else {
            Verdict::No
        }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.from, self.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: &str, to: &str) -> Span {
        Span { from: from.parse().unwrap(), to: to.parse().unwrap() }
    }

    #[test]
    fn every_form_is_written_as_it_was_read() {
        for text in ["2023-09-24", "2019-05", "2014", "1988~", "2004-06?", "2014-01-01/2019-12-31"]
        {
            assert_eq!(text.parse::<When>().unwrap().to_string(), text);
        }
        for text in ["", ".."] {
            assert_eq!(text.parse::<Bound>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn days_that_never_were_are_refused() {
        for text in ["2023-02-29", "2023-13", "23", "2023-9-24", "2019/2014", "-044", "10000", "x"]
        {
            assert!(text.parse::<When>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_shared_boundary_day_is_no_meeting() {
        assert_eq!(span("2017-10-02", "2023-10-02").meets(span("2023-10-02", "..")), Verdict::No);
    }

    #[test]
    fn partial_dates_meet_only_possibly() {
        assert_eq!(span("1867", "1870").meets(span("1870", "1873")), Verdict::Possible);
        assert_eq!(span("1867", "1870").meets(span("1869", "1873")), Verdict::Certain);
        assert_eq!(span("1867", "1870").meets(span("1871", "1873")), Verdict::No);
    }

    #[test]
    fn open_is_not_unknown() {
        let day = "2030-01-01".parse().unwrap();
        assert_eq!(span("2019", "..").holds_on(day), Verdict::Certain);
        assert_eq!(span("2019", "").holds_on(day), Verdict::Possible);
        assert_eq!(span("", "2035").holds_on(day), Verdict::Possible);
        assert_eq!(span("..", "2035").holds_on(day), Verdict::Certain);
        assert_eq!(span("", "").holds_on(day), Verdict::Possible);
    }

    #[test]
    fn about_widens_by_one_unit() {
        let about: When = "2004-06~".parse().unwrap();
        assert_eq!(about.earliest().to_string(), "2004-05-01");
        assert_eq!(about.latest().to_string(), "2004-07-31");
        assert_eq!(
            span("2004-06~", "..").holds_on("2004-07-15".parse().unwrap()),
            Verdict::Possible
        );
    }

    #[test]
    fn a_year_may_end_in_itself() {
        assert_eq!(span("1867", "1867").is_backwards(), Verdict::Possible);
        assert_eq!(span("1868", "1867").is_backwards(), Verdict::Certain);
        assert_eq!(span("1867-01-01", "1867-01-01").is_backwards(), Verdict::No);
    }
}
