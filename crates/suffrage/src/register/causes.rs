//! What several findings have in common: hundreds of wrong rows are often one wrong import.
//!
//! A cause is looked for in the data alone: an end that no term reaches and many mandates share; a
//! seat that always has several holders; a person who sits in two seats of one body, as after
//! districts were redrawn; the same two days in finding after finding. What is only possible has as
//! its cause what is not known.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::quality::{About, Finding, Kind};
use super::tenure::{Roll, Tenure, number};
use super::when::{Bound, Span, Verdict, When};

/// Why findings are there.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Cause {
    /// Many mandates of an office end on one day that no term reaches: a stand-in for "open".
    FarEnd {
        /// The day.
        to: Date,
    },
    /// The two holders bear one surname: probably one person under two keys.
    Surname,
    /// The seat has several holders as a rule: it is not one seat.
    SeveralSeats {
        /// The seat.
        seat: u32,
    },
    /// A holder sits in several seats of the body: seats change their names when they are redrawn.
    Redrawn {
        /// The body.
        body: String,
    },
    /// Mandates end a little after those that follow begin, on the same two days again and again.
    Handover {
        /// The end.
        ends: Date,
        /// The beginning of what follows.
        begins: Date,
    },
    /// The same two pairs of days again and again.
    SameDates {
        /// Of the earlier mandate.
        first: Span,
        /// Of the later one.
        second: Span,
    },
    /// Nobody wrote when a mandate ended.
    NoEnd,
    /// Nobody wrote when a mandate began.
    NoBeginning,
    /// A date is known to the month or the year.
    Partial,
}

/// A cause with what it makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What is found.
    pub kind: Kind,
    /// The cause.
    pub cause: Cause,
    /// How many findings it has.
    pub findings: u32,
    /// How many persons these are about.
    pub persons: u32,
}

/// So many findings of a pair of days, or mandates with an end, are no accident.
const SEVERAL: usize = 3;

/// So many days may lie between the end of a mandate and the beginning of the next.
const HANDOVER: u32 = 60;

/// What is known of the roll before causes are looked for.
struct Known<'r> {
    roll: &'r Roll,
    /// Ends that no term reaches and several mandates share, by office.
    far: HashSet<(u32, Date)>,
    /// Seats with several holders as a rule.
    several: HashSet<u32>,
    /// Persons who sat in several seats of a body.
    moved: HashSet<(u32, u32)>,
    /// How often each pair of spans, or of days, is found.
    dates: HashMap<(Kind, Span, Span), usize>,
    turns: HashMap<(Kind, Date, Date), usize>,
}

/// Gives each finding its cause; the causes, the greatest first.
pub(super) fn group(roll: &Roll, findings: &mut [Finding]) -> Vec<Group> {
    let known = Known::of(roll, findings);
    let mut places: HashMap<(Kind, Cause), u32> = HashMap::new();
    let mut groups: Vec<((Kind, Cause), u32, HashSet<u32>)> = Vec::new();
    for finding in findings.iter_mut() {
        let Some(cause) = known.cause(finding) else { continue };
        let cause = (finding.kind, cause);
        let place = *places.entry(cause.clone()).or_insert_with(|| {
            groups.push((cause, 0, HashSet::new()));
            number(groups.len() - 1)
        });
        let (_, count, persons) = &mut groups[place as usize];
        *count += 1;
        for tenure in tenures(roll, finding) {
            persons.insert(tenure.person);
        }
        finding.cause = Some(place);
    }
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|place| std::cmp::Reverse(groups[*place].1));
    let mut moved_to = vec![0; groups.len()];
    order.iter().enumerate().for_each(|(to, from)| moved_to[*from] = number(to));
    for finding in findings {
        finding.cause = finding.cause.map(|place| moved_to[place as usize]);
    }
    let group = |place: &usize| {
        let ((kind, cause), findings, persons) = &groups[*place];
        Group {
            kind: *kind,
            cause: cause.clone(),
            findings: *findings,
            persons: number(persons.len()),
        }
    };
    order.iter().map(group).collect()
}

/// The mandates of a finding.
pub(super) fn tenures<'r>(roll: &'r Roll, finding: &Finding) -> Vec<&'r Tenure> {
    let at = |place: u32| &roll.tenures[place as usize];
    match finding.about {
        About::One(one) => vec![at(one)],
        About::Two(first, second) => vec![at(first), at(second)],
        About::Persons(_) => Vec::new(),
    }
}

/// The exact days of an end and of the beginning that follows it too early.
fn turn(first: Span, second: Span) -> Option<(Date, Date)> {
    let exact = |bound: Bound| bound.when().and_then(When::exact);
    let (ends, begins) = (exact(first.to)?, exact(second.from)?);
    let later = first.latest_start() < second.earliest_start();
    let near = begins < ends && super::quality::days(begins, ends) <= HANDOVER;
    (later && near).then_some((ends, begins))
}

impl<'r> Known<'r> {
    fn of(roll: &'r Roll, findings: &[Finding]) -> Self {
        let mut ends: HashMap<(u32, Date), usize> = HashMap::new();
        let mut same_start: HashMap<u32, usize> = HashMap::new();
        let (mut dates, mut turns) = (HashMap::new(), HashMap::new());
        for finding in findings.iter().filter(|one| one.verdict == Verdict::Certain) {
            match tenures(roll, finding)[..] {
                [one] if finding.kind == Kind::LongerThanTerm => {
                    if let Some(to) = one.span.to.when().and_then(When::exact) {
                        *ends.entry((one.office, to)).or_default() += 1;
                    }
                }
                [a, b] => {
                    *dates.entry((finding.kind, a.span, b.span)).or_default() += 1;
                    if let Some((ends, begins)) = turn(a.span, b.span) {
                        *turns.entry((finding.kind, ends, begins)).or_default() += 1;
                    }
                    if let Some(seat) = a.seat
                        && finding.kind == Kind::TwoHolders
                        && a.span.from == b.span.from
                    {
                        *same_start.entry(seat).or_default() += 1;
                    }
                }
                _ => {}
            }
        }
        // The end of one term too long is that of its row; that of many is a stand-in.
        let far = ends.into_iter().filter(|one| one.1 >= 10).map(|one| one.0).collect();
        let several = same_start.into_iter().filter(|one| one.1 >= SEVERAL);
        let several = several.map(|one| one.0).collect();
        Self { roll, far, several, moved: moved(roll), dates, turns }
    }

    fn cause(&self, finding: &Finding) -> Option<Cause> {
        let all = tenures(self.roll, finding);
        let far = |one: &&Tenure| {
            let to = one.span.to.when().and_then(When::exact)?;
            self.far.contains(&(one.office, to)).then_some(Cause::FarEnd { to })
        };
        match all[..] {
            _ if finding.verdict == Verdict::Possible => unknown(&all),
            [one] if finding.kind == Kind::LongerThanTerm => far(&one),
            [a, b] if finding.kind == Kind::TwoHolders => self.of_seat(a, b, finding, &far),
            [a, b] if matches!(finding.kind, Kind::SameOfficeTwice | Kind::TwoOffices) => {
                far(&a).or_else(|| far(&b)).or_else(|| self.of_days(finding.kind, a, b))
            }
            _ => None,
        }
    }

    fn of_seat(
        &self,
        a: &Tenure,
        b: &Tenure,
        finding: &Finding,
        far: &impl Fn(&&Tenure) -> Option<Cause>,
    ) -> Option<Cause> {
        let (seat, roll) = (a.seat?, self.roll);
        let surname = |one: &Tenure| {
            let name = roll.who(one).name.to_lowercase();
            name.split_whitespace().next_back().map(str::to_owned)
        };
        let body = &roll.seats[seat as usize].body;
        let moved = |one: &Tenure| self.moved.contains(&(one.person, seat));
        if let Some(end) = far(&a).or_else(|| far(&b)) {
            Some(end)
        } else if self.several.contains(&seat) {
            Some(Cause::SeveralSeats { seat })
        } else if surname(a).is_some() && surname(a) == surname(b) {
            Some(Cause::Surname)
        } else if moved(a) || moved(b) {
            Some(Cause::Redrawn { body: body.clone() })
        } else {
            self.of_days(finding.kind, a, b)
        }
    }

    fn of_days(&self, kind: Kind, a: &Tenure, b: &Tenure) -> Option<Cause> {
        let often = |times: Option<&usize>| times.is_some_and(|times| *times >= SEVERAL);
        if let Some((ends, begins)) = turn(a.span, b.span)
            && often(self.turns.get(&(kind, ends, begins)))
        {
            return Some(Cause::Handover { ends, begins });
        }
        let (first, second) = (a.span, b.span);
        often(self.dates.get(&(kind, first, second))).then_some(Cause::SameDates { first, second })
    }
}

/// Who sat in several seats of one body: each with the seats.
fn moved(roll: &Roll) -> HashSet<(u32, u32)> {
    let mut sat: Vec<(u32, &str, u32)> = roll
        .tenures
        .iter()
        .filter_map(|one| {
            Some((one.person, roll.seats[roll.single(one)? as usize].body.as_str(), one.seat?))
        })
        .collect();
    sat.sort_unstable();
    sat.dedup();
    sat.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1))
        .filter(|seats| seats.len() > 1)
        .flatten()
        .map(|one| (one.0, one.2))
        .collect()
}

/// What is not known, so that a finding is only possible.
fn unknown(all: &[&Tenure]) -> Option<Cause> {
    let any = |test: fn(Span) -> bool| all.iter().any(|one| test(one.span));
    if all.is_empty() {
        None
    } else if any(|span| span.to == Bound::Unknown) {
        Some(Cause::NoEnd)
    } else if any(|span| span.from == Bound::Unknown) {
        Some(Cause::NoBeginning)
    } else {
        Some(Cause::Partial)
    }
}
