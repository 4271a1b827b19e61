//! What cannot be right in a register, and what only looks so.
//!
//! Partial dates are the largest source of false alarms, so each finding is *certain* (for every
//! reading of the dates) or *possible* (for some). A finding names its mandates and why it is there
//! ([`super::causes`] puts findings of one cause together: hundreds of wrong rows are often one
//! wrong import).
//!
//! Mandates are sorted by person and by seat and swept once; a crowd in which every pair overlaps
//! is told as a crowd. After the study of registers of Sweden, the United States, the United
//! Kingdom and Australia in `docs/registers-checked.md`.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::causes::{self, Group};
use super::tenure::{Roll, Tenure, number};
use super::when::{Bound, Verdict, When};
use crate::word::words;

words! {
    /// What is found.
    pub enum Kind {
        #[doc = "a mandate ends before it begins"]
        Backwards = "ends before it begins",
        #[doc = "a mandate begins after its holder died"]
        BeginsAfterDeath = "begins after death",
        #[doc = "a mandate ends after its holder died"]
        EndsAfterDeath = "ends after death",
        #[doc = "a mandate has no end, and its holder is dead"]
        OpenThoughDead = "no end though dead",
        #[doc = "a mandate begins before its holder has the age of the office"]
        TooYoung = "too young",
        #[doc = "a mandate begins when its holder is over a hundred years old"]
        TooOld = "over a hundred",
        #[doc = "a mandate begins after the day of the data"]
        Future = "begins in the future",
        #[doc = "a mandate is longer than the term of the office"]
        LongerThanTerm = "longer than the term",
        #[doc = "a mandate is written twice"]
        Duplicate = "written twice",
        #[doc = "one person holds one office twice at once"]
        SameOfficeTwice = "same office twice at once",
        #[doc = "one person holds two offices that exclude each other"]
        TwoOffices = "two exclusive offices at once",
        #[doc = "two persons hold one seat at once"]
        TwoHolders = "one seat, two holders",
        #[doc = "more persons hold an office at once than it has seats"]
        TooMany = "more holders than seats",
        #[doc = "nobody sits in a seat for a time"]
        Gap = "seat without holder",
        #[doc = "two keys may be one person"]
        Namesakes = "perhaps one person",
        #[doc = "somebody is filed as in office and every mandate ended"]
        NotCurrent = "filed as in office, all ended",
        #[doc = "so many mandates overlap that the key of the group is probably wrong"]
        Crowd = "a crowd",
    }
}

impl Kind {
    /// Whether it is a fault of the register, and not a thing to look at: a vacancy may be one, and a
    /// mandate longer than a term may be several, written as one after a re-election.
    #[must_use]
    pub fn is_fault(self) -> bool {
        !matches!(self, Self::Gap | Self::Namesakes | Self::LongerThanTerm)
    }
}

/// What a finding is about: places in the lists of the roll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// One mandate.
    One(u32),
    /// Two mandates.
    Two(u32, u32),
    /// Persons, in the order of the roll.
    Persons(Vec<u32>),
}

/// Something found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub kind: Kind,
    /// Whether for every reading of the dates.
    pub verdict: Verdict,
    /// Where.
    pub about: About,
    /// Days (of an overlap or a gap), years (of an age), holders: as the kind has it.
    pub figure: Option<u32>,
    /// Its cause: a place in [`Report::causes`].
    pub cause: Option<u32>,
}

/// All that was found, by kind and then in the order of the roll.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The findings.
    pub findings: Vec<Finding>,
    /// What several findings have in common.
    pub causes: Vec<Group>,
}

impl Report {
    /// How many findings of a kind have a verdict.
    #[must_use]
    pub fn count(&self, kind: Kind, verdict: Verdict) -> usize {
        let asked = |one: &&Finding| one.kind == kind && one.verdict == verdict;
        self.findings.iter().filter(asked).count()
    }

    /// Whether anything is wrong for certain.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        self.findings.iter().any(|one| one.verdict == Verdict::Certain && one.kind.is_fault())
    }
}

/// Checks a roll.
///
/// # Example
/// ```
/// use suffrage::register::quality::{Kind, check};
/// use suffrage::register::tenure::{Limit, Origin, Roll, Tenure};
/// use suffrage::register::when::{Span, Verdict};
///
/// let mut roll = Roll::default();
/// let (person, office) = (roll.person("1"), roll.office("mayor"));
/// let limit = roll.limit(Limit::default());
/// for (line, from, to) in [(2, "1867", "1870"), (3, "1870", "1873"), (4, "1872", "1874")] {
///     let span = Span { from: from.parse().unwrap(), to: to.parse().unwrap() };
///     let origin = Origin { file: 0, line };
///     roll.tenures.push(Tenure { person, office, seat: None, span, limit, origin, reason: None });
/// }
/// let report = check(&roll);
/// // 1870 is shared by two mandates; 1872 to 1873 cannot but be in both.
/// assert_eq!(report.count(Kind::SameOfficeTwice, Verdict::Possible), 1);
/// assert_eq!(report.count(Kind::SameOfficeTwice, Verdict::Certain), 1);
/// ```
#[must_use]
pub fn check(roll: &Roll) -> Report {
    let mut findings = Vec::new();
    alone(roll, &mut findings);
    by_person(roll, &mut findings);
    by_seat(roll, &mut findings);
    by_office(roll, &mut findings);
    super::namesakes::find(roll, &mut findings);
    // A stable sort keeps the order of the sweeps within a kind.
    findings.sort_by_key(|one| (one.kind, std::cmp::Reverse(one.verdict)));
    let causes = causes::group(roll, &mut findings);
    Report { findings, causes }
}

/// Notes a finding.
fn note(findings: &mut Vec<Finding>, kind: Kind, verdict: Verdict, about: About) {
    note_with(findings, kind, verdict, about, None);
}

fn note_with(
    findings: &mut Vec<Finding>,
    kind: Kind,
    verdict: Verdict,
    about: About,
    figure: Option<u32>,
) {
    if verdict != Verdict::No {
        findings.push(Finding { kind, verdict, about, figure, cause: None });
    }
}

/// Certain if it holds for the reading that speaks most against it, possible if for the other.
fn verdict(certain: bool, possible: bool) -> Verdict {
    match (certain, possible) {
        (true, _) => Verdict::Certain,
        (false, true) => Verdict::Possible,
        (false, false) => Verdict::No,
    }
}

/// Days from one day to a later one.
pub(super) fn days(from: Date, to: Date) -> u32 {
    let days = from.until(to).map_or(0, |span| span.get_days());
    u32::try_from(days).unwrap_or(0)
}

fn after_years(day: Date, years: u16, days: u16) -> Date {
    day.saturating_add(i64::from(years).years().days(i64::from(days)))
}

/// What one mandate says against itself and its holder.
fn alone(roll: &Roll, findings: &mut Vec<Finding>) {
    for (at, tenure) in roll.tenures.iter().enumerate() {
        let about = || About::One(number(at));
        let (span, someone) = (tenure.span, roll.who(tenure));
        note(findings, Kind::Backwards, span.is_backwards(), about());
        if let Some(died) = someone.died {
            note_death(roll, tenure, died, about, findings);
        }
        if let Bound::On(from) = span.from {
            if let Some(as_of) = roll.as_of {
                let future = verdict(from.earliest() > as_of, false);
                note(findings, Kind::Future, future, about());
            }
            if let Some(born) = someone.born {
                note_age(roll, tenure, (born, from), about, findings);
            }
            if let (Some((years, over)), Bound::On(to)) =
                (roll.limits[tenure.limit as usize].term, span.to)
            {
                let longest = |from: Date| after_years(from, years, over);
                let longer = verdict(
                    longest(from.latest()) < to.earliest(),
                    longest(from.earliest()) < to.latest(),
                );
                note(findings, Kind::LongerThanTerm, longer, about());
            }
        }
    }
}

fn note_death(
    roll: &Roll,
    tenure: &Tenure,
    died: When,
    about: impl Fn() -> About,
    findings: &mut Vec<Finding>,
) {
    if let Bound::On(from) = tenure.span.from {
        let begins = verdict(from.earliest() > died.latest(), from.latest() > died.earliest());
        note(findings, Kind::BeginsAfterDeath, begins, about());
    }
    match tenure.span.to {
        Bound::On(to) => {
            let ends = verdict(to.earliest() > died.latest(), to.latest() > died.earliest());
            note(findings, Kind::EndsAfterDeath, ends, about());
        }
        // "Still so" of a dead person is wrong; no end at all may only mean that nobody wrote it.
        open if roll.as_of.is_none_or(|as_of| died.latest() < as_of) => {
            let certain = open == Bound::Open;
            note(findings, Kind::OpenThoughDead, verdict(certain, true), about());
        }
        _ => {}
    }
}

fn note_age(
    roll: &Roll,
    tenure: &Tenure,
    (born, from): (When, When),
    about: impl Fn() -> About,
    findings: &mut Vec<Finding>,
) {
    if let Some(youngest) = roll.limits[tenure.limit as usize].youngest {
        let old_enough = |born: Date| after_years(born, youngest, 0);
        let young = verdict(
            from.latest() < old_enough(born.earliest()),
            from.earliest() < old_enough(born.latest()),
        );
        let age = from.latest().year().saturating_sub(born.earliest().year());
        note_with(findings, Kind::TooYoung, young, about(), u32::try_from(age).ok());
    }
    let hundred = |born: Date| after_years(born, 100, 0);
    let old =
        verdict(from.earliest() > hundred(born.latest()), from.latest() > hundred(born.earliest()));
    let age = from.earliest().year().saturating_sub(born.latest().year());
    note_with(findings, Kind::TooOld, old, about(), u32::try_from(age).ok());
}

/// Pairs that a sweep looks at within one group before it calls the group a crowd: as many as
/// 450 mandates make that all overlap.
const MOST_PAIRS: usize = 100_000;

/// A mandate in a sweep: its group, its earliest beginning and latest end, its place.
type Swept = (u32, Date, Date, u32);

/// Mandates of the same group next to each other, by beginning and end.
fn swept(roll: &Roll, group: impl Fn(&Tenure) -> Option<u32>) -> Vec<Swept> {
    let key = |(at, one): (usize, &Tenure)| {
        Some((group(one)?, one.span.earliest_start(), one.span.latest_end(), number(at)))
    };
    let mut all: Vec<Swept> = roll.tenures.iter().enumerate().filter_map(key).collect();
    all.sort_unstable();
    all
}

/// Every pair of a group that may overlap, the earlier first.
fn pairs(
    group: &[Swept],
    findings: &mut Vec<Finding>,
    mut pair: impl FnMut(&mut Vec<Finding>, u32, u32),
) {
    let mut looked = 0;
    for (at, first) in group.iter().enumerate() {
        for second in group[at + 1..].iter().take_while(|second| second.1 < first.2) {
            looked += 1;
            if looked > MOST_PAIRS {
                let (about, figure) = (About::One(group[0].3), Some(number(group.len())));
                note_with(findings, Kind::Crowd, Verdict::Possible, about, figure);
                return;
            }
            pair(findings, first.3, second.3);
        }
    }
}

/// For each office, the lists of exclusive offices it stands in, as bits.
fn exclusive(roll: &Roll) -> Vec<u64> {
    let bits = |office: &String| {
        let lists = roll.exclusive.iter().take(64).enumerate();
        let within = lists.filter(|(_, list)| list.is_empty() || list.contains(office));
        within.fold(0, |bits, (at, _)| bits | (1 << at))
    };
    roll.offices.iter().map(bits).collect()
}

/// How many days two mandates overlap for certain.
fn together(a: &Tenure, b: &Tenure) -> u32 {
    let from = a.span.latest_start().max(b.span.latest_start());
    days(from, a.span.earliest_end().min(b.span.earliest_end()))
}

/// What the mandates of one person say against each other.
fn by_person(roll: &Roll, findings: &mut Vec<Finding>) {
    let exclusive = exclusive(roll);
    let all = swept(roll, |one| Some(one.person));
    let at = |place: u32| &roll.tenures[place as usize];
    for group in all.chunk_by(|a, b| a.0 == b.0) {
        duplicates(roll, group, findings);
        pairs(group, findings, |findings, first, second| {
            let (a, b) = (at(first), at(second));
            let same = a.office == b.office;
            let excluded = exclusive[a.office as usize] & exclusive[b.office as usize] != 0;
            if (same && a.seat == b.seat && a.span == b.span) || !(same || excluded) {
                return;
            }
            let kind = if same { Kind::SameOfficeTwice } else { Kind::TwoOffices };
            let about = About::Two(first, second);
            let meets = a.span.meets(b.span);
            let figure = (meets == Verdict::Certain).then(|| together(a, b));
            note_with(findings, kind, meets, about, figure);
        });
    }
}

/// Mandates that say the same: each is told once, with the one before it.
fn duplicates(roll: &Roll, group: &[Swept], findings: &mut Vec<Finding>) {
    let at = |place: u32| &roll.tenures[place as usize];
    for same in group.chunk_by(|a, b| (a.1, a.2) == (b.1, b.2)).filter(|same| same.len() > 1) {
        let mut places: Vec<u32> = same.iter().map(|one| one.3).collect();
        let span = |place: &u32| (at(*place).span.from.to_string(), at(*place).span.to.to_string());
        places.sort_by_cached_key(|place| {
            let one = at(*place);
            (one.office, one.seat, span(place), *place)
        });
        for two in places.windows(2) {
            let (a, b) = (at(two[0]), at(two[1]));
            if (a.office, a.seat, a.span) == (b.office, b.seat, b.span) {
                let about = About::Two(two[0], two[1]);
                note(findings, Kind::Duplicate, Verdict::Certain, about);
            }
        }
    }
}

/// What the holders of one seat say against each other: two at once, and nobody at all.
fn by_seat(roll: &Roll, findings: &mut Vec<Finding>) {
    // Offices and seats together: one name may stand for seats of two offices.
    let mut all: Vec<(u32, Swept)> = swept(roll, |one| roll.single(one))
        .into_iter()
        .map(|one| (roll.tenures[one.3 as usize].office, one))
        .collect();
    all.sort_by_key(|(office, one)| (one.0, *office));
    let at = |place: u32| &roll.tenures[place as usize];
    for group in all.chunk_by(|a, b| (a.0, a.1.0) == (b.0, b.1.0)) {
        let group: Vec<Swept> = group.iter().map(|(_, one)| *one).collect();
        pairs(&group, findings, |findings, first, second| {
            let (a, b) = (at(first), at(second));
            if a.person != b.person {
                let meets = a.span.meets(b.span);
                let figure = (meets == Verdict::Certain).then(|| together(a, b));
                note_with(findings, Kind::TwoHolders, meets, About::Two(first, second), figure);
            }
        });
        let mut last: Option<(Date, u32)> = None;
        for (_, start, end, place) in group {
            if let Some((ended, before)) = last
                && at(place).span.from.when().is_some()
                && start > ended
            {
                let empty = days(ended, start);
                if (roll.gaps.least..=roll.gaps.most).contains(&empty) {
                    let about = About::Two(before, place);
                    note_with(findings, Kind::Gap, Verdict::Certain, about, Some(empty));
                }
            }
            if last.is_none_or(|(ended, _)| end > ended) {
                last = Some((end, place));
            }
        }
    }
}

/// More holders than seats on one day: each office is told once, at its fullest.
fn by_office(roll: &Roll, findings: &mut Vec<Finding>) {
    let seats = |one: &Tenure| roll.limits[one.limit as usize].seats;
    let all = swept(roll, |one| seats(one).map(|_| one.office));
    let at = |place: u32| &roll.tenures[place as usize];
    for group in all.chunk_by(|a, b| a.0 == b.0) {
        let seats = seats(at(group[0].3)).unwrap_or(u32::MAX);
        let certain = fullest(group.iter().map(|one| {
            let span = at(one.3).span;
            (span.latest_start(), span.earliest_end())
        }));
        let possible = fullest(group.iter().map(|one| (one.1, one.2)));
        let most = if certain > seats { certain } else { possible };
        let many = verdict(certain > seats, possible > seats);
        note_with(findings, Kind::TooMany, many, About::One(group[0].3), Some(most));
    }
}

/// How many intervals hold one day at most.
fn fullest(intervals: impl Iterator<Item = (Date, Date)>) -> u32 {
    let mut turns: Vec<(Date, bool)> = intervals
        .filter(|(from, to)| from < to)
        .flat_map(|(from, to)| [(from, true), (to, false)])
        .collect();
    // Ends before beginnings of the same day: an interval does not hold its last day.
    turns.sort_unstable();
    let (mut now, mut most) = (0u32, 0);
    for (_, begins) in turns {
        now = if begins { now + 1 } else { now - 1 };
        most = most.max(now);
    }
    most
}
