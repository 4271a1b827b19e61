//! A count by stages: who holds which papers, what each is worth, what is with nobody.
//!
//! The methods of transferable votes ([`super::runoff`], [`super::gregory`]) move papers here and
//! write each stage to the record. Votes are exact; a law that cuts decimals off, or makes votes
//! whole at each transfer, says so in its rule, and what is cut off is told as lost.

use std::collections::BTreeMap;

use super::exclusion::{Excludes, Field};
use super::history::{History, Ties};
use super::marks::WriteIn;
use super::papers::{Papers, Parcel, Room, Sorted};
use super::trail::Trail;
use crate::number::{Exact, Votes};
use crate::record::{ElectedBy, Lost, Purpose, Record, Step, TieBy};
use crate::tally::Place;
use crate::word::words;

words! {
    /// What becomes of the papers of those who go out last.
    pub enum LastOut {
        #[doc = "they pass on, as all others"]
        PassesOn = "pass on",
        #[doc = "they stay: as many are left as there are seats, and those are elected at once"]
        Stays = "stay",
        #[doc = "nobody goes out when two are left for one seat: the larger number is elected, of equals by lot"]
        LargerOfTwo = "the larger of two is elected",
    }
}

words! {
    /// What papers add to the votes of whoever receives them.
    pub enum Adds {
        #[doc = "their value times their number"]
        Exact = "their value",
        #[doc = "a whole number of votes at each transfer, fractions disregarded"]
        Whole = "whole votes",
    }
}

/// What a count by stages needs from outside.
pub struct Table<'a> {
    /// The ballots, read by the law's rule.
    pub papers: Papers<'a>,
    /// Seats to fill.
    pub seats: u32,
    /// How equals are parted.
    pub ties: Ties<'a>,
    /// How papers add to votes.
    pub adds: Adds,
}

/// Names that nobody declared: where they stand, and when they go out.
#[derive(Clone, Debug)]
pub struct Undeclared {
    places: Vec<Place>,
    how: WriteIn,
}

impl Undeclared {
    /// The places behind the candidates.
    #[must_use]
    pub fn new(places: Vec<Place>, how: WriteIn) -> Self {
        Self { places, how }
    }

    /// Whether it cannot be elected because nobody declared it: it may be many persons.
    #[must_use]
    pub fn holds(&self, place: Place) -> bool {
        self.places.contains(&place)
    }

    /// Whether they still have to go out before others, alone or with the first who cannot win.
    #[must_use]
    pub fn goes_early(&self) -> bool {
        self.how != WriteIn::AsOne && !self.places.is_empty()
    }

    /// Whether they go out before any surplus passes on.
    #[must_use]
    pub fn goes_at_once(&self) -> bool {
        self.how == WriteIn::WithFirst && !self.places.is_empty()
    }

    /// If nobody wrote a name in, nobody goes out for it.
    pub fn drop_empty(&mut self, stages: &mut Stages<'_>) {
        if self.places.iter().all(|place| stages.of(*place).is_zero()) {
            self.places.iter().for_each(|place| stages.stand[*place as usize] = false);
            self.places.clear();
        }
    }

    /// Who goes out now: they, and where the law says so all who cannot win.
    #[must_use]
    pub fn out(&mut self, stages: &Stages<'_>, keep: usize, surplus: &Exact) -> Vec<Place> {
        let out = std::mem::take(&mut self.places);
        match self.how {
            WriteIn::WithFirst => stages.with_undeclared(out, keep, surplus),
            _ => out,
        }
    }
}

/// Who comes first for the seats that are open.
pub struct First {
    /// Those who certainly do, best first.
    pub chosen: Vec<Place>,
    /// Equals wait for what is left.
    pub wait: bool,
}

/// The state of a count.
pub struct Stages<'a> {
    table: &'a Table<'a>,
    /// Papers by candidate.
    pub piles: Vec<Vec<Parcel>>,
    /// Votes by candidate.
    pub votes: Vec<Exact>,
    /// Who may receive papers: neither elected nor out.
    pub stand: Vec<bool>,
    /// Who is elected, in order.
    pub elected: Vec<Place>,
    /// What is with nobody.
    pub lost: BTreeMap<Lost, Exact>,
    /// Where each ballot went, if anybody asks.
    pub trail: Option<Trail>,
    history: History,
    stage: u32,
}

impl<'a> Stages<'a> {
    /// Deals the ballots among those who stand: the first stage.
    #[must_use]
    pub fn deal(table: &'a Table<'a>, stand: Vec<bool>, trail: Option<Trail>) -> Self {
        let dealt = table.papers.deal(&stand);
        let mut stages = Self {
            table,
            piles: vec![Vec::new(); stand.len()],
            votes: vec![Exact::zero(); stand.len()],
            stand,
            elected: Vec::new(),
            lost: BTreeMap::new(),
            trail,
            history: History::default(),
            stage: 0,
        };
        stages.receive(dealt, &Exact::from(1u64));
        stages
    }

    /// The papers of the contest.
    #[must_use]
    pub fn papers(&self) -> &Papers<'a> {
        &self.table.papers
    }

    /// Seats still open.
    #[must_use]
    pub fn open(&self) -> u32 {
        let elected = u32::try_from(self.elected.len()).unwrap_or(u32::MAX);
        self.table.seats.saturating_sub(elected)
    }

    /// Those who are neither elected nor out, in ballot-paper order.
    #[must_use]
    pub fn continuing(&self) -> Vec<Place> {
        (0..).zip(&self.stand).filter(|(_, stands)| **stands).map(|(place, _)| place).collect()
    }

    /// The votes of a candidate.
    #[must_use]
    pub fn of(&self, place: Place) -> &Exact {
        &self.votes[place as usize]
    }

    /// Candidates in the order of their votes, the most first.
    #[must_use]
    pub fn by_votes(&self, mut places: Vec<Place>) -> Vec<Place> {
        places.sort_by(|a, b| self.of(*b).cmp(self.of(*a)));
        places
    }

    /// Lays papers with those who receive them, at a value; answers what each receives.
    pub fn receive(&mut self, sorted: Sorted, value: &Exact) -> Vec<(Place, Exact)> {
        let whole = self.table.adds == Adds::Whole;
        let adds = |count: Votes| {
            let votes = value.times(&Exact::from(count));
            if whole { votes.cut(0) } else { votes }
        };
        let lost: Vec<(Lost, Exact)> =
            sorted.lost.iter().map(|(why, parcel)| (*why, adds(parcel.count))).collect();
        if let Some(trail) = &mut self.trail {
            trail.handed(&sorted, self.stage, &adds);
        }
        let mut to = Vec::new();
        for (place, mut parcel) in sorted.to {
            parcel.value = value.clone();
            parcel.votes = adds(parcel.count);
            parcel.stage = self.stage;
            to.push((place, parcel.votes.clone()));
            self.votes[place as usize] += &parcel.votes;
            self.piles[place as usize].push(parcel);
        }
        lost.iter().for_each(|(why, votes)| self.lose(*why, votes));
        to
    }

    /// The stage that stands now; 0 before the first.
    #[must_use]
    pub fn stage(&self) -> u32 {
        self.stage
    }

    /// Adds to what is with nobody.
    pub fn lose(&mut self, why: Lost, votes: &Exact) {
        if !votes.is_zero() {
            *self.lost.entry(why).or_default() += votes;
        }
    }

    /// Writes the stage that stands now.
    pub fn write(&mut self, record: &mut Record) {
        self.show(record);
        self.history.push(&self.votes);
    }

    /// Writes how votes stand within a stage: a look that counts for no tie.
    pub fn show(&mut self, record: &mut Record) {
        self.stage += 1;
        // Those who go out value by value still hold what has not passed on.
        let shown = |(place, votes): &(Place, &Exact)| {
            self.stand[*place as usize] || self.elected.contains(place) || !votes.is_zero()
        };
        let votes = (0..).zip(&self.votes).filter(shown);
        let votes = votes.map(|(place, votes)| (place, votes.clone())).collect();
        let lost = self.lost.iter().map(|(why, votes)| (*why, votes.clone())).collect();
        record.write(Step::Stage { number: self.stage, votes, lost });
    }

    /// Chooses `open` of equals by the law's order, the stages before this one included.
    pub fn part(
        &self,
        equals: &[Place],
        open: u32,
        purpose: Purpose,
        record: &mut Record,
    ) -> Vec<Place> {
        self.history.part(equals, open, &self.table.ties, purpose, record)
    }

    /// The first `open` of some in the order of their votes, equals at the cut as the law parts them.
    pub fn first_of(&self, by_votes: Vec<Place>, open: usize, record: &mut Record) -> First {
        if open == 0 {
            return First { chosen: Vec::new(), wait: false };
        }
        let Some(last) = by_votes.get(open) else {
            return First { chosen: by_votes, wait: false };
        };
        let (above, at): (Vec<Place>, Vec<Place>) = by_votes[..]
            .iter()
            .filter(|place| self.of(**place) >= self.of(*last))
            .partition(|place| self.of(**place) > self.of(*last));
        if above.len() >= open {
            return First { chosen: above, wait: false };
        }
        let left = u32::try_from(open - above.len()).unwrap_or(u32::MAX);
        let parted = self.part(&at, left, Purpose::Seats, record);
        let wait = parted.len() < left as usize;
        First { chosen: above.into_iter().chain(parted).collect(), wait }
    }

    /// Elects a candidate with the votes it has.
    pub fn elect(&mut self, place: Place, why: ElectedBy, record: &mut Record) {
        record.write(Step::Chosen { place, votes: self.of(place).clone(), why });
        self.stand[place as usize] = false;
        self.elected.push(place);
    }

    /// Elects candidates, who has most votes first.
    pub fn elect_all(&mut self, places: Vec<Place>, why: ElectedBy, record: &mut Record) {
        self.by_votes(places).into_iter().for_each(|place| self.elect(place, why, record));
    }

    /// Those without the votes that the law asks for, fewest first, if enough others stay.
    #[must_use]
    pub fn below_minimum(&self, minimum: Option<Votes>, keep: usize) -> Option<Vec<Place>> {
        let least = Exact::from(minimum?);
        let (mut below, stay): (Vec<Place>, Vec<Place>) =
            self.continuing().into_iter().partition(|place| *self.of(*place) < least);
        below.sort_by(|a, b| self.of(*a).cmp(self.of(*b)));
        (!below.is_empty() && stay.len() >= keep).then_some(below)
    }

    /// The one with the fewest votes among `among`; `None` if equals wait for a lot.
    pub fn fewest(&self, among: &[Place], record: &mut Record) -> Option<Place> {
        let least = among.iter().map(|place| self.of(*place)).min()?;
        self.one_with(least, among, Purpose::Exclusion, record)
    }

    /// The one with the most votes among `among`; `None` if equals wait for a lot.
    pub fn most(&self, among: &[Place], record: &mut Record) -> Option<Place> {
        let most = among.iter().map(|place| self.of(*place)).max()?;
        self.one_with(most, among, Purpose::Order, record)
    }

    fn one_with(
        &self,
        votes: &Exact,
        among: &[Place],
        purpose: Purpose,
        record: &mut Record,
    ) -> Option<Place> {
        let equals: Vec<Place> =
            among.iter().copied().filter(|place| self.of(*place) == votes).collect();
        match equals.as_slice() {
            [one] => Some(*one),
            _ => self.part(&equals, 1, purpose, record).first().copied(),
        }
    }

    /// The one with the most votes of the last two; of equals a lot names it.
    pub fn larger_of_two(&self, two: [Place; 2], record: &mut Record) -> Option<Place> {
        match self.of(two[0]).cmp(self.of(two[1])) {
            std::cmp::Ordering::Greater => Some(two[0]),
            std::cmp::Ordering::Less => Some(two[1]),
            std::cmp::Ordering::Equal => {
                let Ties { rules, value, lots } = self.table.ties;
                let end = rules.iter().filter(|by| **by == TieBy::Lot).count();
                let ties = Ties { rules: &rules[rules.len() - end..], value, lots };
                self.history.part(&two, 1, &ties, Purpose::Seats, record).first().copied()
            }
        }
    }

    /// Those who certainly go out together now, by the law's rule; none if only the lowest does.
    #[must_use]
    pub fn together(
        &self,
        excludes: Excludes,
        keep: usize,
        surplus: &Exact,
        quota: Option<&Exact>,
    ) -> Vec<Place> {
        let mut order: Vec<(Place, &Exact)> =
            self.continuing().into_iter().map(|place| (place, self.of(place))).collect();
        order.sort_by(|a, b| a.1.cmp(b.1));
        let open = self.open() as usize;
        excludes.together(&Field { order: &order, surplus, keep, open, quota })
    }

    /// Those who go out with the names that nobody declared: all who cannot win, these counted in.
    #[must_use]
    pub fn with_undeclared(&self, out: Vec<Place>, keep: usize, surplus: &Exact) -> Vec<Place> {
        let theirs: Exact = out.iter().map(|place| self.of(*place)).sum();
        let others = self.continuing().into_iter().filter(|place| !out.contains(place));
        let mut order: Vec<(Place, &Exact)> = others.map(|place| (place, self.of(place))).collect();
        order.sort_by(|a, b| a.1.cmp(b.1));
        let (surplus, open) = (theirs + surplus, self.open() as usize);
        let field = Field { order: &order, surplus: &surplus, keep, open, quota: None };
        out.into_iter().chain(Excludes::CannotWinAtOnce.together(&field)).collect()
    }

    /// Takes every paper from a candidate.
    pub fn take(&mut self, place: Place) -> Vec<Parcel> {
        self.votes[place as usize] = Exact::zero();
        std::mem::take(&mut self.piles[place as usize])
    }

    /// Passes on all papers of candidates who are out, each at the value it has.
    pub fn pass_on(&mut self, out: &[Place], decimals: Option<u8>, record: &mut Record) {
        let mut by_value: BTreeMap<Exact, Vec<Parcel>> = BTreeMap::new();
        for place in out {
            for parcel in self.take(*place) {
                by_value.entry(parcel.value.clone()).or_default().push(parcel);
            }
        }
        let before = self.lost.clone();
        let mut to: BTreeMap<Place, Exact> = BTreeMap::new();
        for (value, parcels) in by_value.into_iter().rev() {
            for (place, votes) in self.lay(&parcels, &value, decimals) {
                *to.entry(place).or_default() += &votes;
            }
        }
        let lost = self.lost_since(&before);
        let to = to.into_iter().collect();
        record.write(Step::Passed { from: out.to_vec(), surplus: None, to, lost });
    }

    /// Lays papers of one vote each back with whoever had them.
    pub fn leave(&mut self, place: Place, parcel: Parcel) {
        self.votes[place as usize] += &parcel.votes;
        self.piles[place as usize].push(parcel);
    }

    /// So many papers as each lacks to the quota; names that nobody declared never reach it.
    #[must_use]
    pub fn room_up_to(&self, quota: &Exact, undeclared: &Undeclared) -> Room {
        let lacks = |(place, votes): (Place, &Exact)| match undeclared.holds(place) {
            true => Votes::MAX,
            false if *votes >= *quota => 0,
            false => (quota.clone() - votes).whole(),
        };
        Room::of(&self.stand, (0..).zip(&self.votes).map(lacks).collect())
    }

    /// Passes on all papers of candidates who are out, one by one in the order in which they lie, to
    /// whoever has room left.
    pub fn pass_one_by_one(&mut self, out: &[Place], mut room: Room, record: &mut Record) {
        let before = self.lost.clone();
        let mut sorted = Sorted::default();
        for place in out {
            for parcel in self.take(*place) {
                for paper in parcel.papers() {
                    self.table.papers.give_or_lose(*paper, &mut room, &mut sorted);
                }
            }
        }
        let to = self.receive(sorted, &Exact::from(1u64));
        let lost = self.lost_since(&before);
        record.write(Step::Passed { from: out.to_vec(), surplus: None, to, lost });
    }

    /// Takes parcels from candidates who are out, and passes these on; the others stay for now.
    pub fn pass_batch(
        &mut self,
        out: &[Place],
        of_batch: &dyn Fn(&Parcel) -> bool,
        decimals: Option<u8>,
        record: &mut Record,
    ) {
        let mut parcels = Vec::new();
        for place in out {
            let (batch, rest) =
                std::mem::take(&mut self.piles[*place as usize]).into_iter().partition(of_batch);
            self.piles[*place as usize] = rest;
            let batch: Vec<Parcel> = batch;
            batch.iter().for_each(|parcel| self.votes[*place as usize] -= &parcel.votes);
            parcels.extend(batch);
        }
        let value = parcels.first().map_or_else(Exact::zero, |parcel| parcel.value.clone());
        let before = self.lost.clone();
        let to = self.lay(&parcels, &value, decimals);
        let lost = self.lost_since(&before);
        record.write(Step::Passed { from: out.to_vec(), surplus: None, to, lost });
    }

    /// Lays parcels of one value with the next on each paper; what the law cuts off is lost.
    fn lay(
        &mut self,
        parcels: &[Parcel],
        value: &Exact,
        decimals: Option<u8>,
    ) -> Vec<(Place, Exact)> {
        let brought: Exact = parcels.iter().map(|parcel| &parcel.votes).sum();
        let before: Exact = self.lost.values().sum();
        let value = decimals.map_or_else(|| value.clone(), |places| value.cut(places));
        let sorted = self.table.papers.sort(parcels, &self.stand);
        let to = self.receive(sorted, &value);
        let given: Exact = to.iter().map(|one| &one.1).sum();
        let lost = self.lost.values().sum::<Exact>() - &before;
        self.lose(Lost::Rounding, &(brought - &given - &lost));
        to
    }

    /// What was lost since `before`.
    #[must_use]
    pub fn lost_since(&self, before: &BTreeMap<Lost, Exact>) -> Vec<(Lost, Exact)> {
        let since = |(why, votes): (&Lost, &Exact)| {
            let more = before.get(why).map_or_else(|| votes.clone(), |was| votes.clone() - was);
            (!more.is_zero()).then_some((*why, more))
        };
        self.lost.iter().filter_map(since).collect()
    }
}
