//! Single transferable vote with surpluses passed on in parts, after Gregory.
//!
//! Whoever reaches the quota is elected; what lies above it passes on ([`super::surplus`]). What laws
//! choose between: how the quota is made and whether it stands, which surplus comes first, who goes
//! out together ([`super::exclusion`]), whether the papers of those who are out pass on all together
//! or value by value, and whether somebody at the quota stays in the count until the surplus passes.
//!
//! Not here: how faulty ballots are read ([`super::marks`]), equals ([`crate::tie`]).
//!
//! Sources: Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 45-52, for
//! the weighted inclusive form; Commonwealth Electoral Act 1918, s 273, for the unweighted; Local
//! Elections (Northern Ireland) Order 1985, rules 46-52, and ERS97, sections 5.1-5.6, for the last
//! batch; Minneapolis Code of Ordinances 167.70; Massachusetts General Laws, chapter 54A, section 9(c), for
//! a quota that no paper exceeds; D.M. Farrell and I. McAllister, *The 1983 change in
//! surplus vote transfer procedures*, 2003, for their history.

use std::collections::BTreeSet;

use super::every_nth;
use super::exclusion::Excludes;
use super::largest_remainder::Parts;
use super::papers::{Parcel, Room};
use super::stages::{LastOut, Stages, Undeclared};
use super::surplus::{self, Surplus};
use crate::number::{Exact, Votes};
use crate::record::{ElectedBy, ExcludedBy, Record, Step};
use crate::tally::Place;
use crate::word::words;

words! {
    /// How the quota is made.
    pub enum Quota {
        #[doc = "to the next whole number"]
        NextWhole = "next whole number",
        #[doc = "to the next number of the decimals kept"]
        NextDecimal = "next decimal",
        #[doc = "to the next number of the decimals kept, unless it has no more decimals than those"]
        UpDecimal = "next decimal unless exact",
        #[doc = "kept exact; it must be exceeded"]
        Exact = "exact, exceeded",
    }
}

impl Quota {
    /// Whether it goes up to the next number of the decimals kept.
    #[must_use]
    pub fn of_decimals(self) -> bool {
        matches!(self, Self::NextDecimal | Self::UpDecimal)
    }
}

words! {
    /// Who is elected, and when.
    pub enum Elects {
        #[doc = "whoever has the quota, at once"]
        AtQuota = "at the quota",
        #[doc = "whoever has the quota, at once: even in the midst of a transfer no paper goes there any more"]
        AtQuotaOnly = "at the quota, no paper beyond it",
        #[doc = "whoever has more than the quota and the largest surplus, when it passes on; until then it stays in the count and receives papers"]
        WhenSurplusPasses = "when the surplus passes on",
        #[doc = "whoever has the quota, or an equal part of the votes still active for one seat more than are open; the quota falls with votes that reach nobody until somebody is elected"]
        ActiveVote = "at the quota or an equal part of the active vote",
    }
}

words! {
    /// Which surplus passes on first.
    pub enum Order {
        #[doc = "the largest"]
        Largest = "largest first",
        #[doc = "that of whoever was elected first; of one stage, the largest"]
        Elected = "in order of election",
        #[doc = "all of one stage together"]
        Together = "all at once",
    }
}

words! {
    /// How the papers of those who are out pass on.
    pub enum Passes {
        #[doc = "all in one stage, each at its value"]
        Together = "all together",
        #[doc = "value by value, the highest first, each a stage after which somebody may be elected"]
        ByValue = "by value",
        #[doc = "first preferences, then the others value by value, all in one stage; after each batch somebody may be elected"]
        FirstThenByValue = "first preferences, then by value",
    }
}

/// The way of a count by quota and transfers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// By how many parts the valid votes are divided.
    pub parts: Parts,
    /// How the quota is made.
    pub quota: Quota,
    /// Who is elected, and when.
    pub elects: Elects,
    /// Decimals that values are cut to; `None`: kept exact.
    pub decimals: Option<u8>,
    /// What papers add to votes.
    pub adds: super::stages::Adds,
    /// Surpluses.
    pub surplus: Surplus,
    /// Which first.
    pub order: Order,
    /// Who goes out.
    pub excludes: Excludes,
    /// How their papers pass on.
    pub passes: Passes,
    /// What becomes of the papers of those who go out last.
    pub last: LastOut,
    /// Votes without which nobody stays once the first surpluses have passed on.
    pub minimum: Option<Votes>,
}

/// Counts from the first stage until every seat is filled or equals wait.
pub fn run(
    rule: &Rule,
    seats: u32,
    stages: &mut Stages<'_>,
    undeclared: Undeclared,
    record: &mut Record,
) {
    let parts = u64::from(seats)
        + match rule.parts {
            Parts::Seats | Parts::ExpressedBySeats => 0,
            Parts::SeatsPlusOne | Parts::ExpressedBySeatsPlusOne => 1,
            Parts::SeatsPlusTwo => 2,
        };
    let mut count = Count {
        rule,
        parts: parts.max(1),
        quota: Exact::zero(),
        waiting: Vec::new(),
        undeclared,
        minimum: rule.minimum,
    };
    count.undeclared.drop_empty(stages);
    count.set_quota(stages, record);
    stages.write(record);
    while let Some(next) = count.stage(stages, record) {
        if next == Next::Write {
            stages.write(record);
        }
    }
}

/// What follows a stage: it is still to be written, or has been.
#[derive(PartialEq, Eq)]
enum Next {
    Write,
    Written,
}

struct Count<'r> {
    rule: &'r Rule,
    parts: u64,
    quota: Exact,
    /// Elected with a surplus not yet passed on, in order of election, with the stage of it.
    waiting: Vec<(Place, u32)>,
    undeclared: Undeclared,
    minimum: Option<Votes>,
}

impl Count<'_> {
    /// The quota falls with the votes that reach nobody, where the law says so.
    fn lower_quota(&mut self, stages: &Stages<'_>, record: &mut Record) {
        if self.rule.elects == Elects::ActiveVote && stages.elected.is_empty() {
            self.set_quota(stages, record);
        }
    }

    fn set_quota(&mut self, stages: &Stages<'_>, record: &mut Record) {
        let votes: Exact = stages.votes.iter().sum();
        let share = votes.over(&Exact::from(self.parts));
        let decimals = match self.rule.quota {
            Quota::NextWhole => 0,
            _ => self.rule.decimals.unwrap_or(0),
        };
        let cut = share.cut(decimals);
        let quota = match self.rule.quota {
            Quota::Exact => share,
            Quota::UpDecimal if cut == share => cut,
            Quota::NextWhole | Quota::NextDecimal | Quota::UpDecimal => {
                cut + &Exact::unit(decimals)
            }
        };
        if quota != self.quota {
            self.quota = quota;
            record.write(Step::Bar { votes, parts: self.parts, quota: self.quota.clone() });
        }
    }

    /// One stage: who is elected now, then one transfer. `None` when nothing is left to do.
    fn stage(&mut self, stages: &mut Stages<'_>, record: &mut Record) -> Option<Next> {
        self.undeclared.drop_empty(stages);
        self.elect(stages, record)?;
        let (open, continuing) = (stages.open(), stages.continuing());
        if open == 0 || continuing.is_empty() {
            return None;
        }
        let able: Vec<Place> =
            continuing.iter().copied().filter(|place| !self.undeclared.holds(*place)).collect();
        if able.len() <= open as usize {
            stages.elect_all(able, ElectedBy::LastLeft, record);
            return None;
        }
        self.waiting.retain(|(place, _)| *stages.of(*place) > self.quota);
        let above = self.above(stages);
        let surplus: Exact = above
            .iter()
            .map(|place| stages.of(*place).clone() - &self.quota)
            .collect::<Vec<_>>()
            .iter()
            .sum();
        if self.undeclared.goes_at_once() {
            let out = self.undeclared.out(stages, open as usize, &surplus);
            return self.take_out(out, ExcludedBy::Undeclared, stages, record);
        }
        if self.rule.excludes.at_once() {
            let keep = open as usize;
            let out = stages.together(self.rule.excludes, keep, &surplus, Some(&self.quota));
            if !out.is_empty() {
                return self.take_out(out, ExcludedBy::CannotWin, stages, record);
            }
        }
        if !above.is_empty() {
            return self.pass_surplus(above, stages, record);
        }
        if let ([one, other], LastOut::LargerOfTwo, 1) = (able.as_slice(), self.rule.last, open) {
            let place = stages.larger_of_two([*one, *other], record)?;
            stages.elect(place, ElectedBy::LargerOfTwo, record);
            return None;
        }
        if self.undeclared.goes_early() {
            let out = self.undeclared.out(stages, open as usize, &surplus);
            return self.take_out(out, ExcludedBy::Undeclared, stages, record);
        }
        let (out, why) = self.next_out(stages, record)?;
        self.take_out(out, why, stages, record)
    }

    /// Whose surplus may pass on.
    fn above(&self, stages: &Stages<'_>) -> Vec<Place> {
        match self.rule.elects {
            Elects::WhenSurplusPasses => {
                let above = |place: &Place| *stages.of(*place) > self.quota;
                let able = |place: &Place| above(place) && !self.undeclared.holds(*place);
                stages.continuing().into_iter().filter(able).collect()
            }
            Elects::AtQuota | Elects::AtQuotaOnly | Elects::ActiveVote => {
                self.waiting.iter().map(|one| one.0).collect()
            }
        }
    }

    /// Elects whoever has reached the bar; `None` if equals wait for the last seat.
    fn elect(&mut self, stages: &mut Stages<'_>, record: &mut Record) -> Option<()> {
        let bar = self.bar(stages);
        let over = |place: &Place| {
            let votes = stages.of(*place);
            let over = if self.rule.quota == Quota::Exact { *votes > bar } else { *votes >= bar };
            over && !votes.is_zero() && !self.undeclared.holds(*place)
        };
        let open = stages.open() as usize;
        let all = stages.by_votes(stages.continuing().into_iter().filter(over).collect());
        // One who stays in the count until the surplus passes on is elected only with all the others.
        if self.rule.elects == Elects::WhenSurplusPasses && all.len() < open {
            return Some(());
        }
        let first = stages.first_of(all, open, record);
        let wait = first.wait;
        for place in first.chosen {
            let quota = *stages.of(place) >= self.quota;
            let why = if quota { ElectedBy::Quota } else { ElectedBy::ActiveVote };
            stages.elect(place, why, record);
            self.waiting.push((place, stages.stage()));
        }
        (!wait).then_some(())
    }

    /// The votes that elect now.
    fn bar(&self, stages: &Stages<'_>) -> Exact {
        if self.rule.elects != Elects::ActiveVote || stages.open() == 0 {
            return self.quota.clone();
        }
        let active: Exact = stages.continuing().iter().map(|place| stages.of(*place)).sum();
        let waiting = self.waiting.iter().map(|one| stages.of(one.0).clone() - &self.quota);
        let waiting = waiting.filter(|surplus| *surplus > Exact::zero()).collect::<Vec<_>>();
        let active = active + &waiting.iter().sum::<Exact>();
        let part = active.over(&Exact::from(u64::from(stages.open()) + 1));
        part.min(self.quota.clone())
    }

    fn pass_surplus(
        &mut self,
        above: Vec<Place>,
        stages: &mut Stages<'_>,
        record: &mut Record,
    ) -> Option<Next> {
        let now = match self.rule.order {
            Order::Together => above,
            Order::Elected => {
                let first = self.waiting.first().map(|one| one.1);
                let of_stage = self.waiting.iter().filter(|one| Some(one.1) == first);
                let of_stage: Vec<Place> = of_stage.map(|one| one.0).collect();
                let above = if of_stage.is_empty() { above } else { of_stage };
                vec![stages.most(&above, record)?]
            }
            Order::Largest => vec![stages.most(&above, record)?],
        };
        // All of them are elected before the papers of the first pass on: none goes to another.
        if self.rule.elects == Elects::WhenSurplusPasses {
            now.iter().for_each(|place| stages.elect(*place, ElectedBy::Quota, record));
        }
        for place in now {
            self.waiting.retain(|one| one.0 != place);
            if self.rule.surplus.draws_by_order() {
                every_nth::pass(&self.quota, place, self.room(stages), stages, record);
            } else {
                surplus::pass(self.rule, &self.quota, place, stages, record)?;
            }
        }
        Some(Next::Write)
    }

    /// Who may receive papers in a transfer that begins now, and how many.
    fn room(&self, stages: &Stages<'_>) -> Room {
        match self.rule.elects {
            Elects::AtQuotaOnly => stages.room_up_to(&self.quota, &self.undeclared),
            Elects::AtQuota | Elects::WhenSurplusPasses | Elects::ActiveVote => {
                Room::without_end(&stages.stand)
            }
        }
    }

    fn next_out(
        &mut self,
        stages: &Stages<'_>,
        record: &mut Record,
    ) -> Option<(Vec<Place>, ExcludedBy)> {
        let keep = stages.open() as usize;
        if let Some(below) = stages.below_minimum(self.minimum.take(), keep) {
            return Some((below, ExcludedBy::Minimum));
        }
        if !self.rule.excludes.at_once() {
            let none = Exact::zero();
            let out = stages.together(self.rule.excludes, keep, &none, Some(&self.quota));
            if out.len() > 1 {
                let short = self.rule.excludes == Excludes::ByShortfall;
                let why = if short { ExcludedBy::Shortfall } else { ExcludedBy::CannotWin };
                return Some((out, why));
            }
        }
        stages.fewest(&stages.continuing(), record).map(|one| (vec![one], ExcludedBy::Fewest))
    }

    fn take_out(
        &mut self,
        out: Vec<Place>,
        why: ExcludedBy,
        stages: &mut Stages<'_>,
        record: &mut Record,
    ) -> Option<Next> {
        out.iter().for_each(|place| stages.stand[*place as usize] = false);
        record.write(Step::Excluded { places: out.clone(), why });
        let mut left = stages.continuing();
        left.retain(|place| !self.undeclared.holds(*place));
        if self.rule.last == LastOut::Stays && left.len() <= stages.open() as usize {
            stages.elect_all(left, ElectedBy::LastLeft, record);
            return None;
        }
        let decimals = self.rule.decimals;
        match self.rule.passes {
            Passes::Together if self.rule.elects == Elects::AtQuotaOnly => {
                stages.pass_one_by_one(&out, self.room(stages), record);
                Some(Next::Write)
            }
            Passes::Together => {
                stages.pass_on(&out, decimals, record);
                self.lower_quota(stages, record);
                Some(Next::Write)
            }
            Passes::ByValue | Passes::FirstThenByValue => {
                self.pass_by_value(&out, stages, record)?;
                Some(Next::Written)
            }
        }
    }

    /// Batch by batch; after each somebody may be elected, and with the last seat all ends.
    fn pass_by_value(
        &mut self,
        out: &[Place],
        stages: &mut Stages<'_>,
        record: &mut Record,
    ) -> Option<()> {
        let batch = |parcel: &Parcel| {
            let first = self.rule.passes == Passes::FirstThenByValue && parcel.stage == 0;
            (first, parcel.value.clone())
        };
        let all: BTreeSet<(bool, Exact)> =
            out.iter().flat_map(|place| stages.piles[*place as usize].iter().map(batch)).collect();
        let last = all.len();
        for (number, key) in (1..).zip(all.into_iter().rev()) {
            let of_batch = |parcel: &Parcel| batch(parcel) == key;
            stages.pass_batch(out, &of_batch, self.rule.decimals, record);
            self.lower_quota(stages, record);
            if self.rule.passes == Passes::ByValue || number == last {
                stages.write(record);
            } else {
                stages.show(record);
            }
            self.elect_between(stages, record)?;
            if stages.open() == 0 {
                break;
            }
        }
        if last == 0 {
            stages.write(record);
        }
        Some(())
    }

    fn elect_between(&mut self, stages: &mut Stages<'_>, record: &mut Record) -> Option<()> {
        match self.rule.elects {
            Elects::WhenSurplusPasses => Some(()),
            Elects::AtQuota | Elects::AtQuotaOnly | Elects::ActiveVote => {
                self.elect(stages, record)
            }
        }
    }
}
