//! Incompatibilities, as a state machine: pending until a day, resolved, past its day.
//!
//! Two offices that cannot be held together are held together lawfully for a while: the period to
//! choose runs from a day that the rule names. What a conflict is worth is therefore asked on a
//! day: between the proclamation and the choice a mayor who was elected senator is both.

use jiff::civil::Date;

use super::fold::{Register, Seen};
use super::rules::{Incompatible, Otherwise, Rules, Runs};
use super::when::{Bound, Span, Verdict, When};
use crate::law::Clause;

/// Two offices of one person that a rule sets against each other, seen on a day.
#[derive(Clone, Copy, Debug)]
pub struct Conflict<'r> {
    /// The office acquired first.
    pub older: Seen<'r>,
    /// The office acquired last.
    pub later: Seen<'r>,
    /// The rules in which the clause stands.
    pub rules: &'r Rules,
    /// The clause.
    pub clause: &'r Clause<Incompatible>,
    /// The day from which the period runs; `None` if it is not known.
    pub opened: Option<Date>,
    /// The last day on which both may be held.
    pub deadline: Option<Date>,
    /// What is so on the day asked.
    pub state: State,
}

/// What has become of a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Both are held, and may be until the deadline: so many days are left.
    Pending {
        /// Days left, the day asked not counted.
        days: i32,
    },
    /// One of the two ended.
    Resolved {
        /// When.
        on: When,
        /// Whether it was the older one.
        older: bool,
        /// Whether that was in time; possible if the day is known in part.
        in_time: Verdict,
    },
    /// The day has passed, and one of the two may have ended on a day that is not known.
    NotKnown,
    /// The day has passed, and both are still held: the law's own consequence applies.
    Past,
    /// From which day the period runs is not known.
    Undated,
}

/// Every conflict of every person on a day, under the rules of that day or of another.
///
/// Persons stand in the order of their first holding, the conflicts of each by the day on which they opened.
#[must_use]
pub fn conflicts(register: &Register, on: Date, law_of: Option<Date>) -> Vec<Conflict<'_>> {
    let mut all = Vec::new();
    for holdings in register.persons_in_office() {
        if holdings.len() > 1 {
            all.extend(among(register, &holdings, on, law_of));
        }
    }
    all
}

/// The conflicts among some holdings of one person.
#[must_use]
pub fn among<'r>(
    register: &'r Register,
    holdings: &[Seen<'r>],
    on: Date,
    law_of: Option<Date>,
) -> Vec<Conflict<'r>> {
    let mut all = Vec::new();
    for (place, one) in holdings.iter().enumerate() {
        for other in &holdings[place + 1..] {
            for (of, with) in [(*one, *other), (*other, *one)] {
                let Some(rules) = register.rules_of(of.office()) else { continue };
                for clause in &rules.incompatible {
                    let meant = clause.rule.with.iter();
                    if meant.clone().any(|word| register.is_office(with.office(), word)) {
                        let pair = Pair { of, with, rules, clause };
                        all.extend(pair.on(on, law_of));
                    }
                }
            }
        }
    }
    all.sort_by_key(|one| (one.opened, one.older.entry(), one.later.entry()));
    // A rule may stand in both offices: it is told once, by the one that was acquired last.
    all.dedup_by(|second, first| {
        first.older.is(second.older)
            && first.later.is(second.later)
            && first.deadline == second.deadline
    });
    all
}

struct Pair<'r> {
    of: Seen<'r>,
    with: Seen<'r>,
    rules: &'r Rules,
    clause: &'r Clause<Incompatible>,
}

impl<'r> Pair<'r> {
    fn on(&self, on: Date, law_of: Option<Date>) -> Option<Conflict<'r>> {
        // A day that is known in part is weighed by its first: what was acquired first is older.
        let key = |one: Seen<'_>| {
            (one.acquired().unwrap_or_else(|| one.span().earliest_start()), one.entry())
        };
        let (older, later) = if key(self.of) <= key(self.with) {
            (self.of, self.with)
        } else {
            (self.with, self.of)
        };
        let opened = self.opened(later);
        let law_day = law_of.or(opened).unwrap_or(on);
        if !self.clause.force.holds(law_day) {
            return None;
        }
        let rule = &self.clause.rule;
        let make = |opened, deadline, state| {
            let (rules, clause) = (self.rules, self.clause);
            Some(Conflict { older, later, rules, clause, opened, deadline, state })
        };
        let Some(opened) = opened else {
            let meets = older.span().meets(later.span()) != Verdict::No;
            let holds = |one: Seen<'_>| one.holds_on(on) != Verdict::No;
            let now = holds(older) && holds(later);
            return if meets && now { make(None, None, State::Undated) } else { None };
        };
        // Whoever had left the one before the other was acquired was never in conflict.
        let both_from = later.acquired().unwrap_or(opened).min(opened);
        let both = Span { from: Bound::On(When::day(both_from)), to: later.span().to };
        if on < opened || older.span().meets(both) == Verdict::No || !lasts(older, opened) {
            return None;
        }
        let deadline = rule.deadline(opened);
        make(Some(opened), Some(deadline), state(older, later, (opened, deadline), on))
    }

    /// The day from which the period runs.
    fn opened(&self, later: Seen<'r>) -> Option<Date> {
        let starts = || later.span().from.when().and_then(When::exact);
        match self.clause.rule.runs {
            Runs::Proclamation | Runs::Appointment => later.acquired().or_else(starts),
            Runs::Start => starts(),
        }
    }
}

/// Whether a holding may have lasted beyond a day.
fn lasts(holding: Seen<'_>, day: Date) -> bool {
    holding.span().latest_end() > day
}

fn state(older: Seen<'_>, later: Seen<'_>, (opened, deadline): (Date, Date), on: Date) -> State {
    let ended = |one: Seen<'_>| one.span().to.when().filter(|end| end.latest() <= on);
    let ends = [(older, true), (later, false)];
    let first = ends
        .iter()
        .filter_map(|(one, is_older)| Some((ended(*one)?, *is_older)))
        .filter(|(end, _)| end.latest() > opened)
        .min_by_key(|(end, _)| end.latest());
    if let Some((on, older)) = first {
        // The first day out of office may be the day after the last one on which both may be held.
        let limit = deadline.tomorrow().unwrap_or(Date::MAX);
        let in_time = if on.latest() <= limit {
            Verdict::Certain
        } else if on.earliest() <= limit {
            Verdict::Possible
        } else {
            Verdict::No
        };
        return State::Resolved { on, older, in_time };
    }
    if on <= deadline {
        let days = on.until(deadline).map_or(0, |left| left.get_days());
        return State::Pending { days };
    }
    let certain = |one: Seen<'_>| one.holds_on(on) == Verdict::Certain;
    if certain(older) && certain(later) { State::Past } else { State::NotKnown }
}

impl Conflict<'_> {
    /// Whether the law sets a consequence that has come about by itself.
    #[must_use]
    pub fn has_lapsed(&self) -> bool {
        let by_itself = matches!(
            self.clause.rule.default,
            Otherwise::OlderEnds | Otherwise::LaterEnds | Otherwise::Substitute
        );
        self.state == State::Past && by_itself
    }
}
