//! The only place where equals are parted, by the law's own order, or left pending.
//!
//! The engine owns no dice. Where the law says "draw", the outcome waits until people have drawn
//! and the lot comes in with the next count; it is then checked against the very tie it answers.
//! (After the design of Abacus, the program of the Dutch electoral council.)

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::number::compare;
use crate::record::{Purpose, Record, Step, TieBy, Value, Waiting};
use crate::tally::{Contest, Lot, Place};

/// What a tie can be parted by: the law's order, the figures, and the lots people drew.
pub struct Parting<'a> {
    /// The rules in the law's order.
    pub rules: &'a [TieBy],
    /// The figure of a candidacy under a rule; `None` if the files do not give it.
    pub value: &'a dyn Fn(TieBy, Place) -> Option<Value>,
    /// Lots drawn in this contest.
    pub lots: &'a Lots<'a>,
    /// What for. For an exclusion the worse is chosen, and a lot names who goes out.
    pub purpose: Purpose,
}

/// The lots of one contest, and who they name.
pub struct Lots<'a> {
    contest: &'a Contest,
    all: &'a [Lot],
    /// Those that have answered: people drew once, so a lot answers once.
    used: RefCell<BTreeSet<usize>>,
}

impl<'a> Lots<'a> {
    /// The lots among `all` that were drawn in `contest`.
    #[must_use]
    pub fn of(contest: &'a Contest, all: &'a [Lot]) -> Self {
        Self { contest, all, used: RefCell::default() }
    }

    /// The lots of every contest.
    #[must_use]
    pub fn all(&self) -> &'a [Lot] {
        self.all
    }

    /// The lot drawn between exactly these codes for exactly so many seats, and for this purpose if it
    /// says one: who was drawn, in order, and the source.
    #[must_use]
    pub fn drawn(
        &self,
        codes: &[String],
        open: u32,
        purpose: Purpose,
    ) -> Option<(Vec<String>, String)> {
        let sorted = |codes: &[String]| {
            let mut codes = codes.to_vec();
            codes.sort_unstable();
            codes
        };
        let wanted = sorted(codes);
        let answers = |(at, lot): &(usize, &Lot)| {
            let once = (1..lot.drawn.len()).all(|at| !lot.drawn[..at].contains(&lot.drawn[at]));
            lot.contest == self.contest.code
                && lot.purpose.is_none_or(|one| one == purpose)
                && !self.used.borrow().contains(at)
                && sorted(&lot.among) == wanted
                && lot.drawn.len() == open as usize
                && once
                && lot.drawn.iter().all(|one| wanted.contains(one))
        };
        let (at, lot) = self.all.iter().enumerate().find(answers)?;
        self.used.borrow_mut().insert(at);
        Some((lot.drawn.clone(), lot.source.clone()))
    }

    /// The same for candidacies.
    fn answering(
        &self,
        code: &dyn Fn(Place) -> Option<String>,
        equals: &[Place],
        open: u32,
        purpose: Purpose,
    ) -> Option<(Vec<Place>, String)> {
        let codes: Vec<String> = equals.iter().map(|one| code(*one)).collect::<Option<_>>()?;
        let (drawn, source) = self.drawn(&codes, open, purpose)?;
        let place = |one: &String| Some(equals[codes.iter().position(|code| code == one)?]);
        Some((drawn.iter().filter_map(place).collect(), source))
    }
}

/// Chooses `open` of the `equals` (fewer than there are) and writes every rule held against them.
///
/// The chosen come back in the order in which the rules put them; if they are fewer than `open`,
/// a [`Step::Pending`] has been written and the rest waits.
pub fn part(equals: &[Place], open: u32, parting: &Parting<'_>, record: &mut Record) -> Vec<Place> {
    assert!((open as usize) < equals.len(), "a tie has more equals than open seats");
    let (mut still, mut chosen) = (equals.to_vec(), Vec::new());
    let left = |chosen: &Vec<Place>| open - u32::try_from(chosen.len()).unwrap_or(open);
    for rule in parting.rules {
        if *rule == TieBy::Lot {
            let wanted = left(&chosen);
            let code = |place: Place| {
                let lists = &parting.lots.contest.candidacies;
                let alliance = || {
                    record.alliances.get(place as usize - lists.len()).map(|one| one.name.clone())
                };
                lists.get(place as usize).map(|one| one.code.clone()).or_else(alliance)
            };
            match parting.lots.answering(&code, &still, wanted, parting.purpose) {
                Some((drawn, source)) => {
                    record.write(Step::Lot {
                        equals: still,
                        open: wanted,
                        drawn: drawn.clone(),
                        source,
                        purpose: parting.purpose,
                    });
                    chosen.extend(drawn);
                }
                None => pending(still, wanted, Waiting::ForLot, parting.purpose, record),
            }
            return chosen;
        }
        // Connected lists counted as one have no person next in line: such a rule cannot part them.
        let lists = Place::try_from(record.candidacies.len()).unwrap_or(Place::MAX);
        if rule.is_of_persons() && still.iter().any(|place| *place >= lists) {
            continue;
        }
        let values: Option<Vec<Value>> =
            still.iter().map(|place| (parting.value)(*rule, *place)).collect();
        let Some(values) = values else {
            pending(still, left(&chosen), Waiting::ForFact(*rule), parting.purpose, record);
            return chosen;
        };
        let (through, equal) = cut(&still, &values, left(&chosen), parting.purpose);
        record.write(Step::Tie {
            equals: still,
            open: left(&chosen),
            by: *rule,
            values,
            chosen: through.clone(),
            still: equal.clone(),
            purpose: parting.purpose,
        });
        chosen.extend(through);
        if equal.is_empty() {
            return chosen;
        }
        still = equal;
    }
    pending(still, left(&chosen), Waiting::LawIsSilent, parting.purpose, record);
    chosen
}

fn pending(equals: Vec<Place>, open: u32, why: Waiting, purpose: Purpose, record: &mut Record) {
    record.write(Step::Pending { equals, open, why, purpose });
}

/// Those certainly among the best `open`, best first, and those equal at the cut.
fn cut(still: &[Place], values: &[Value], open: u32, purpose: Purpose) -> (Vec<Place>, Vec<Place>) {
    let better = |a: &Value, b: &Value| match purpose {
        Purpose::Exclusion => better(b, a),
        Purpose::Seats | Purpose::Order => better(a, b),
    };
    let mut order: Vec<usize> = (0..still.len()).collect();
    order.sort_by(|a, b| better(&values[*b], &values[*a]));
    let last = order[open as usize - 1];
    let at_cut = |one: &usize| better(&values[*one], &values[last]) == Ordering::Equal;
    let equal: Vec<Place> = order.iter().filter(|one| at_cut(one)).map(|one| still[*one]).collect();
    let above: Vec<Place> = order
        .iter()
        .filter(|one| better(&values[**one], &values[last]) == Ordering::Greater)
        .map(|one| still[*one])
        .collect();
    if above.len() + equal.len() == open as usize {
        return (above.into_iter().chain(equal).collect(), Vec::new());
    }
    (above, equal)
}

/// `Greater` if `a` wins over `b`.
fn better(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Votes(a), Value::Votes(b)) => a.cmp(b),
        (Value::FewerVotes(a), Value::FewerVotes(b)) => b.cmp(a),
        (Value::Remainder(a), Value::Remainder(b)) => {
            compare(&[a.over(), b.under()], &[b.over(), a.under()])
        }
        (Value::Born(a), Value::Born(b)) => b.cmp(a),
        (Value::Days(a), Value::Days(b)) => a.cmp(b),
        (Value::FewerDays(a), Value::FewerDays(b)) => b.cmp(a),
        (Value::Place(a), Value::Place(b)) => b.cmp(a),
        (Value::Stages(a), Value::Stages(b)) => a.cmp(b),
        _ => unreachable!("one rule gives one kind of value"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::Candidacy;

    #[test]
    fn a_lot_answers_once_and_a_second_tie_of_the_same_two_waits_for_its_own() {
        let named =
            |name: &str| Candidacy { code: name.into(), name: name.into(), ..Candidacy::default() };
        let candidacies = ["A", "B"].map(named).to_vec();
        let contest = Contest { code: "1".into(), candidacies, ..Contest::default() };
        let all = [Lot {
            contest: "1".into(),
            among: vec!["A".into(), "B".into()],
            drawn: vec!["B".into()],
            purpose: None,
            source: "drawn".into(),
        }];
        let (lots, purpose) = (Lots::of(&contest, &all), Purpose::Exclusion);
        let code =
            |place: Place| contest.candidacies.get(place as usize).map(|one| one.code.clone());
        let drawn =
            |equals: &[Place]| lots.answering(&code, equals, 1, purpose).map(|(drawn, _)| drawn);
        assert_eq!(drawn(&[0, 1]), Some(vec![1]));
        assert_eq!(drawn(&[0, 1]), None);
    }
}
