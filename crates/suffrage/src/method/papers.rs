//! Ballot papers in the hands of candidates: dealt out, passed on, set aside with the reason.
//!
//! Papers of one value lie together in a [`Parcel`], so a count works on parcels and touches a
//! paper only when it changes hands; a million ballots cost no more arithmetic than a hundred.

use std::collections::BTreeMap;

use super::marks::{Rule, Turn};
use crate::ballots::{Ballots, Mark};
use crate::number::{Exact, Votes};
use crate::record::Lost;
use crate::tally::Place;

/// Papers of one distinct ballot (where papers are numbered, one paper of that number), and the mark at which the next look begins.
#[derive(Clone, Copy, Debug)]
pub struct Paper {
    ballot: u32,
    next: u16,
    count: u64,
}

impl Paper {
    /// The distinct ballot, or the number of the paper.
    #[must_use]
    pub fn ballot(&self) -> u32 {
        self.ballot
    }

    /// How many papers.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }
}

/// Papers of one value.
#[derive(Clone, Debug, Default)]
pub struct Parcel {
    /// What each is worth.
    pub value: Exact,
    /// How many they are.
    pub count: Votes,
    /// The votes they brought: what leaves with them.
    pub votes: Exact,
    /// The stage in which they came; 0 for first preferences.
    pub stage: u32,
    papers: Vec<Paper>,
}

impl Parcel {
    /// The papers.
    #[must_use]
    pub fn papers(&self) -> &[Paper] {
        &self.papers
    }

    /// Papers of one vote each that stay with whoever has them.
    #[must_use]
    pub fn of_whole_votes(papers: Vec<Paper>) -> Self {
        let count = papers.iter().map(|paper| Votes::from(paper.count)).sum();
        let (value, votes) = (Exact::from(1u64), Exact::from(count));
        Self { value, count, votes, stage: 0, papers }
    }

    fn push(&mut self, paper: Paper) {
        self.count += Votes::from(paper.count);
        self.papers.push(paper);
    }

    /// Takes the `wanted` papers off that lie on top; those below stay.
    #[must_use]
    pub fn take_last(&mut self, wanted: Votes) -> Self {
        let mut taken = Self { value: self.value.clone(), stage: self.stage, ..Self::default() };
        let mut left = wanted.min(self.count);
        self.count -= left;
        while left > 0 {
            let Some(last) = self.papers.last_mut() else { break };
            let some = u64::try_from(left).unwrap_or(u64::MAX).min(last.count);
            taken.push(Paper { count: some, ..*last });
            last.count -= some;
            left -= Votes::from(some);
            if last.count == 0 {
                self.papers.pop();
            }
        }
        taken
    }
}

/// Papers sorted by who receives them next.
#[derive(Clone, Debug, Default)]
pub struct Sorted {
    /// By candidate.
    pub to: BTreeMap<Place, Parcel>,
    /// Papers that go to nobody, by reason.
    pub lost: BTreeMap<Lost, Parcel>,
}

impl Sorted {
    /// Papers that somebody receives.
    #[must_use]
    pub fn transferable(&self) -> Votes {
        self.to.values().map(|parcel| parcel.count).sum()
    }
}

/// Who may still receive papers, and how many of them.
#[derive(Clone, Debug)]
pub struct Room {
    stand: Vec<bool>,
    left: Vec<Votes>,
}

impl Room {
    /// Those who stand, each as many as is said.
    #[must_use]
    pub fn of(stand: &[bool], left: Vec<Votes>) -> Self {
        let stand = stand.iter().zip(&left).map(|(stands, left)| *stands && *left > 0).collect();
        Self { stand, left }
    }

    /// Those who stand, any number.
    #[must_use]
    pub fn without_end(stand: &[bool]) -> Self {
        Self::of(stand, vec![Votes::MAX; stand.len()])
    }

    fn taken(&mut self, place: usize) {
        self.left[place] -= 1;
        self.stand[place] = self.left[place] > 0;
    }
}

/// In which order ballots are dealt.
enum Order {
    /// As they are kept.
    Any,
    /// Distinct ballots, mixed.
    Mixed(Vec<u32>),
    /// Paper by paper as they came: the distinct ballot of each. A [`Paper`] is then one, and is
    /// called by its number here.
    Numbered(Vec<u32>),
}

/// Every ballot of a contest, read by one rule.
pub struct Papers<'a> {
    ballots: &'a Ballots,
    rule: &'a Rule,
    order: Order,
}

/// The most papers that are numbered one by one.
pub const MOST_NUMBERED: Votes = 1 << 24;

impl<'a> Papers<'a> {
    /// The ballots, to be read by this rule.
    #[must_use]
    pub fn new(ballots: &'a Ballots, rule: &'a Rule) -> Self {
        Self { ballots, rule, order: Order::Any }
    }

    /// The same, mixed: where whole papers pass on, which ones lie on top hangs on their order.
    #[must_use]
    pub fn mixed(ballots: &'a Ballots, rule: &'a Rule) -> Self {
        Self { ballots, rule, order: Order::Mixed(ballots.mixed()) }
    }

    /// The same, numbered one by one in the order in which they came; `None` if it was not kept, or
    /// if they are more than [`MOST_NUMBERED`].
    #[must_use]
    pub fn numbered(ballots: &'a Ballots, rule: &'a Rule) -> Option<Self> {
        if ballots.cast() > MOST_NUMBERED {
            return None;
        }
        let mut of = Vec::new();
        for (ballot, papers) in ballots.in_order()? {
            let (ballot, papers) = (u32::try_from(ballot).ok()?, usize::try_from(papers).ok()?);
            of.extend(std::iter::repeat_n(ballot, papers));
        }
        Some(Self { ballots, rule, order: Order::Numbered(of) })
    }

    /// The distinct ballot of each paper, where papers are numbered.
    #[must_use]
    pub fn numbers(&self) -> Option<&[u32]> {
        match &self.order {
            Order::Numbered(of) => Some(of),
            Order::Any | Order::Mixed(_) => None,
        }
    }

    /// The marks on a paper.
    fn marks(&self, paper: Paper) -> &'a [Mark] {
        let ballot = match &self.order {
            Order::Numbered(of) => of[paper.ballot as usize],
            Order::Any | Order::Mixed(_) => paper.ballot,
        };
        self.ballots.marks(ballot as usize)
    }

    /// Lays a paper with the next candidate on it who has room; why it names none, if so.
    ///
    /// # Errors
    /// If nobody on it has room: it is laid nowhere.
    pub fn give(&self, paper: Paper, room: &mut Room, sorted: &mut Sorted) -> Result<(), Lost> {
        match self.rule.next(self.marks(paper), paper.next, self.ballots.ranks(), &room.stand) {
            Turn::To(place, next) => {
                sorted.to.entry(place).or_default().push(Paper { next, ..paper });
                room.taken(place as usize);
                Ok(())
            }
            // A law that shares a vote is refused where papers pass on whole.
            Turn::Among(..) => Err(Lost::Overvote),
            Turn::Ends(why) => Err(why),
        }
    }

    /// The same; a paper that names nobody with room is lost.
    pub fn give_or_lose(&self, paper: Paper, room: &mut Room, sorted: &mut Sorted) {
        if let Err(why) = self.give(paper, room, sorted) {
            sorted.lost.entry(why).or_default().push(paper);
        }
    }

    /// Deals every ballot to the first candidate on it who stands.
    #[must_use]
    pub fn deal(&self, stand: &[bool]) -> Sorted {
        let mut hands = Hands::new(stand.len());
        let all = match &self.order {
            Order::Numbered(of) => of.len(),
            Order::Any | Order::Mixed(_) => self.ballots.distinct(),
        };
        for place in 0..all {
            let number = || u32::try_from(place).unwrap_or(u32::MAX);
            let (ballot, count) = match &self.order {
                Order::Numbered(_) => (number(), 1),
                Order::Mixed(order) => (order[place], self.ballots.weight(order[place] as usize)),
                Order::Any => (number(), self.ballots.weight(place)),
            };
            let paper = Paper { ballot, next: 0, count };
            match self.rule.aside(self.marks(paper), stand.len()) {
                Some(why) => hands.lose(why, paper),
                None => self.hand(paper, stand, &mut hands),
            }
        }
        hands.sorted()
    }

    /// Sorts parcels by the next candidate on each paper who stands.
    #[must_use]
    pub fn sort<'p>(
        &self,
        parcels: impl IntoIterator<Item = &'p Parcel>,
        stand: &[bool],
    ) -> Sorted {
        let mut hands = Hands::new(stand.len());
        for parcel in parcels {
            for paper in &parcel.papers {
                self.hand(*paper, stand, &mut hands);
            }
        }
        hands.sorted()
    }

    fn hand(&self, paper: Paper, stand: &[bool], hands: &mut Hands) {
        match self.rule.next(self.marks(paper), paper.next, self.ballots.ranks(), stand) {
            Turn::To(place, next) => hands.places[place as usize].push(Paper { next, ..paper }),
            // A law that shares a vote is refused where papers pass on whole.
            Turn::Among(..) => hands.lose(Lost::Overvote, paper),
            Turn::Ends(why) => hands.lose(why, paper),
        }
    }
}

/// Where papers are laid.
struct Hands {
    places: Vec<Parcel>,
    lost: BTreeMap<Lost, Parcel>,
}

impl Hands {
    fn new(places: usize) -> Self {
        Self { places: vec![Parcel::default(); places], lost: BTreeMap::new() }
    }

    fn lose(&mut self, why: Lost, paper: Paper) {
        self.lost.entry(why).or_default().push(paper);
    }

    fn sorted(self) -> Sorted {
        let kept = (0..).zip(self.places).filter(|(_, parcel)| parcel.count > 0);
        Sorted { to: kept.collect(), lost: self.lost }
    }
}
