//! Where every ballot went: the path of each through the stages of a count.
//!
//! A count passes parcels of papers on and needs no such list; it is kept only if somebody asks,
//! for a voter, an auditor, or a look at the votes of one precinct ([`crate::ballots::Slice`]).
//!
//! A paper that passes on leaves votes behind: the part of a quota that the elected keep, and what
//! is cut off. The stages tell these as sums; here each paper has its part of them, so that the
//! paths of all ballots add up to the stages, exactly. What a surplus loses by rounding is borne by
//! the papers that pass on, what it loses because nobody is left on a paper by those papers, each in
//! proportion to its votes. Papers of one ballot part ways only where a surplus passes on as whole
//! papers; those that stay then stay for good. Where papers are numbered each goes its own way, and the
//! path of a ballot is the ways of its papers together.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::papers::{Parcel, Sorted};
use crate::number::{Exact, Votes};
use crate::record::Lost;
use crate::tally::Place;

/// Who has papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whom {
    /// A candidate.
    To(Place),
    /// Nobody any more, for this reason.
    Nobody(Lost),
}

/// Papers that changed hands together.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Hand {
    /// After this stage; 0 when the ballots are dealt.
    after: u32,
    to: Whom,
    count: Votes,
    /// The votes that each brings.
    each: Exact,
    /// They are part of the surplus of this candidate.
    surplus: Option<Place>,
}

/// A surplus that passed on.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Surplus {
    after: u32,
    /// Why a part of it reaches nobody.
    why: Lost,
    /// That part, of each vote on papers that passed on.
    of_passed: Exact,
    /// That part, of each vote on papers that stayed.
    of_left: Exact,
    /// Only papers of this hand that stayed bear it; `None`: all that stayed.
    batch: Option<u32>,
}

/// Papers of one distinct ballot in a hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Move {
    ballot: u32,
    hand: u32,
    count: u64,
}

/// Every move of every ballot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trail {
    hands: Vec<Hand>,
    surpluses: BTreeMap<Place, Surplus>,
    moves: Vec<Move>,
    /// Whose surplus is passing on now.
    passing: Option<Place>,
    /// Where papers are numbered: (distinct ballot, number of a paper of it), sorted.
    numbers: Option<Vec<(u32, u32)>>,
}

impl Trail {
    /// Whether nobody ever had papers.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.hands.is_empty()
    }

    /// Writes down who receives papers now, and what `adds` makes of their number.
    pub fn handed(&mut self, sorted: &Sorted, after: u32, adds: &dyn Fn(Votes) -> Exact) {
        let to = sorted.to.iter().map(|(place, parcel)| (Whom::To(*place), parcel));
        let lost = sorted.lost.iter().map(|(why, parcel)| (Whom::Nobody(*why), parcel));
        for (to, parcel) in to.chain(lost).filter(|(_, parcel)| parcel.count > 0) {
            self.note(to, parcel, after, adds);
        }
    }

    fn note(&mut self, to: Whom, parcel: &Parcel, after: u32, adds: &dyn Fn(Votes) -> Exact) {
        let hand = u32::try_from(self.hands.len()).unwrap_or(u32::MAX);
        let count = parcel.count;
        let each = adds(count).over(&Exact::from(count));
        self.hands.push(Hand { after, to, count, each, surplus: self.passing });
        let moved = parcel.papers().iter();
        self.moves.extend(moved.map(|one| Move { ballot: one.ballot(), hand, count: one.count() }));
    }

    /// The surplus of this candidate passes on from here.
    pub fn surplus(&mut self, place: Place) {
        self.passing = Some(place);
    }

    /// The surplus has passed on; `lost` of it reached nobody beyond what papers brought there.
    pub fn passed(&mut self, after: u32, why: Lost, lost: &Exact) {
        let Some(place) = self.passing.take() else { return };
        let held = || (0u32..).zip(&self.hands).filter(|(_, one)| one.to == Whom::To(place));
        let votes = |one: &Hand| one.each.times(&Exact::from(one.count));
        let had = held().fold(Exact::zero(), |sum, one| sum + &votes(one.1));
        let Some((batch, last)) = held().last() else { return };
        let all: Votes = held().map(|one| one.1.count).sum();
        let out = self.hands.iter().filter(|one| one.surplus == Some(place));
        let passed: Votes = out.map(|one| one.count).sum();
        // Either every paper passes on or only papers of the last batch do.
        let passed = if passed == all { had.clone() } else { last.each.times(&passed.into()) };
        let left_of_batch = votes(last) - &passed;
        let left = had - &passed;
        let part = |of: &Exact| if of.is_zero() { Exact::zero() } else { lost.over(of) };
        let mut surplus =
            Surplus { after, why, of_passed: Exact::zero(), of_left: Exact::zero(), batch: None };
        let by_rounding = why == Lost::Rounding && !passed.is_zero();
        if by_rounding || left.is_zero() {
            surplus.of_passed = part(&passed);
        } else if *lost <= left_of_batch {
            (surplus.of_left, surplus.batch) = (part(&left_of_batch), Some(batch));
        } else {
            surplus.of_left = part(&left);
        }
        self.surpluses.insert(place, surplus);
    }

    /// Papers are numbered, and moves name their numbers: of each the distinct ballot.
    pub fn numbered(&mut self, of: &[u32]) {
        let mut numbers: Vec<(u32, u32)> = of.iter().copied().zip(0..).collect();
        numbers.sort_unstable();
        self.numbers = Some(numbers);
    }

    /// The moves of a distinct ballot, or of a paper of that number.
    fn moves_of(&self, ballot: u32) -> impl Iterator<Item = Move> + Clone + '_ {
        let from = self.moves.partition_point(|one| one.ballot < ballot);
        self.moves[from..].iter().take_while(move |one| one.ballot == ballot).copied()
    }

    /// Brings the moves of each ballot together: no more can be written down then.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.moves.sort_unstable();
        self
    }
}

/// Votes of one paper and who has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Who.
    pub with: Whom,
    /// Votes.
    pub votes: Exact,
}

/// Papers of one distinct ballot that went one way together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// How many papers.
    pub papers: u64,
    /// Who has the vote of each: the parts make one vote.
    pub parts: Vec<Part>,
}

/// The path of a distinct ballot: from which stage on its papers lie so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path {
    /// Stages, from 1, each with what is so from it on.
    pub turns: Vec<(u32, Vec<Group>)>,
}

impl Path {
    /// How the papers lie at a stage.
    #[must_use]
    pub fn at(&self, stage: u32) -> &[Group] {
        let until = self.turns.partition_point(|(from, _)| *from <= stage);
        until.checked_sub(1).map_or(&[], |last| self.turns[last].1.as_slice())
    }

    /// The paths of papers of one ballot, each with how many went it, as one.
    fn of_all(paths: &[(Self, u64)]) -> Self {
        let turns = paths.iter().flat_map(|(path, _)| path.turns.iter().map(|turn| turn.0));
        let stages: BTreeSet<u32> = turns.collect();
        let mut all = Self::default();
        for stage in stages {
            let mut groups: Vec<Group> = Vec::new();
            for (path, papers) in paths {
                for group in path.at(stage) {
                    let papers = group.papers * papers;
                    match groups.iter_mut().find(|one| one.parts == group.parts) {
                        Some(one) => one.papers += papers,
                        None => groups.push(Group { papers, ..group.clone() }),
                    }
                }
            }
            all.turn(stage, groups);
        }
        all
    }

    fn turn(&mut self, stage: u32, groups: Vec<Group>) {
        match self.turns.last_mut() {
            Some((from, last)) if *from == stage => *last = groups,
            _ => self.turns.push((stage, groups)),
        }
    }
}

/// A path as it grows.
#[derive(Default)]
struct Walk {
    path: Path,
    /// Papers that stay behind for good.
    behind: Vec<Group>,
    /// Votes that the papers at hand left with others.
    left: Vec<Part>,
    papers: u64,
    /// The hand they are in, and what each is worth there.
    at: Option<(u32, Exact)>,
}

fn add(parts: &mut Vec<Part>, with: Whom, votes: Exact) {
    if votes.is_zero() {
        return;
    }
    match parts.iter_mut().find(|one| one.with == with) {
        Some(one) => one.votes += &votes,
        None => parts.push(Part { with, votes }),
    }
}

impl Walk {
    fn moves(&mut self, trail: &Trail, one: Move) {
        let hand = &trail.hands[one.hand as usize];
        match self.at.take() {
            None => self.papers = one.count,
            Some((was, each)) => {
                let from = trail.hands[was as usize].to;
                if one.count < self.papers {
                    let papers = self.papers - one.count;
                    let parts = self.stays(trail, was, &each);
                    self.behind.push(Group { papers, parts });
                    self.papers = one.count;
                }
                match hand.surplus.and_then(|place| trail.surpluses.get(&place)) {
                    Some(surplus) => {
                        let lost = each.times(&surplus.of_passed);
                        add(&mut self.left, from, each - &hand.each - &lost);
                        add(&mut self.left, Whom::Nobody(surplus.why), lost);
                    }
                    None => {
                        add(&mut self.left, Whom::Nobody(Lost::Rounding), each - &hand.each);
                    }
                }
            }
        }
        let mut parts = self.left.clone();
        match parts.iter_mut().find(|part| part.with == hand.to) {
            Some(part) => part.votes += &hand.each,
            None => parts.push(Part { with: hand.to, votes: hand.each.clone() }),
        }
        self.turns(hand.after + 1, parts);
        self.at = Some((one.hand, hand.each.clone()));
    }

    /// The votes of a paper that stays where it is while the surplus there passes on.
    fn stays(&self, trail: &Trail, hand: u32, each: &Exact) -> Vec<Part> {
        let (mut parts, with) = (self.left.clone(), trail.hands[hand as usize].to);
        let surplus = match with {
            Whom::To(place) => trail.surpluses.get(&place),
            Whom::Nobody(_) => None,
        };
        let bears = surplus.filter(|one| one.batch.is_none_or(|batch| batch == hand));
        let lost = bears.map_or_else(Exact::zero, |one| each.times(&one.of_left));
        add(&mut parts, with, each.clone() - &lost);
        if let Some(surplus) = bears {
            add(&mut parts, Whom::Nobody(surplus.why), lost);
        }
        parts
    }

    fn turns(&mut self, stage: u32, parts: Vec<Part>) {
        let mut groups = self.behind.clone();
        groups.push(Group { papers: self.papers, parts });
        self.path.turn(stage, groups);
    }

    fn end(mut self, trail: &Trail) -> Path {
        if let Some((hand, each)) = self.at.take()
            && let Whom::To(place) = trail.hands[hand as usize].to
            && let Some(surplus) = trail.surpluses.get(&place)
        {
            let parts = self.stays(trail, hand, &each);
            self.turns(surplus.after + 1, parts);
        }
        self.path
    }
}

/// The hands that a ballot went through. The number of papers matters only where they part ways.
type Hands = Vec<(u32, u64)>;

/// The paths of distinct ballots, each made into what is asked for.
///
/// Ballots are many and paths are few: what is made of a path is kept for the next ballot of it.
pub struct Paths<'t, T> {
    trail: &'t Trail,
    make: Box<dyn Fn(&Path) -> T + 't>,
    known: HashMap<Hands, T>,
}

impl<'t, T> Paths<'t, T> {
    /// The most paths that are kept in mind: memory stays modest however long a count is.
    const KEPT: usize = 1 << 14;

    /// The paths of a trail that is [`Trail::sorted`].
    #[must_use]
    pub fn of(trail: &'t Trail, make: impl Fn(&Path) -> T + 't) -> Self {
        Self { trail, make: Box::new(make), known: HashMap::new() }
    }

    /// What is made of the path of a distinct ballot.
    pub fn ballot(&mut self, ballot: usize) -> &T {
        let ballot = u32::try_from(ballot).unwrap_or(u32::MAX);
        if self.trail.numbers.is_some() {
            return self.numbered(ballot);
        }
        let of_it = self.trail.moves_of(ballot);
        let mut hands: Hands = of_it.clone().map(|one| (one.hand, one.count)).collect();
        if hands.iter().all(|one| one.1 == hands[0].1) {
            hands.iter_mut().for_each(|one| one.1 = 0);
        }
        if self.known.len() > Self::KEPT {
            self.known.clear();
        }
        self.known.entry(hands).or_insert_with(|| {
            let mut walk = Walk::default();
            of_it.for_each(|one| walk.moves(self.trail, one));
            (self.make)(&walk.end(self.trail))
        })
    }

    /// The same where each paper went its own way: the ways of all papers of the ballot together.
    fn numbered(&mut self, ballot: u32) -> &T {
        let trail = self.trail;
        let all = trail.numbers.as_deref().unwrap_or_default();
        let from = all.partition_point(|one| one.0 < ballot);
        let papers = all[from..].iter().take_while(|one| one.0 == ballot);
        let mut ways: BTreeMap<Hands, (u32, u64)> = BTreeMap::new();
        for (_, paper) in papers {
            let hands = trail.moves_of(*paper).map(|one| (one.hand, one.count)).collect();
            ways.entry(hands).or_insert((*paper, 0)).1 += 1;
        }
        // The ways and how many papers went each are all there is to know of the ballot.
        let key = ways.iter().flat_map(|(hands, (_, papers))| {
            hands.iter().copied().chain(std::iter::once((u32::MAX, *papers)))
        });
        let key: Hands = key.collect();
        if self.known.len() > Self::KEPT {
            self.known.clear();
        }
        self.known.entry(key).or_insert_with(|| {
            let of_way = |(paper, papers): &(u32, u64)| {
                let mut walk = Walk::default();
                trail.moves_of(*paper).for_each(|one| walk.moves(trail, one));
                (walk.end(trail), *papers)
            };
            let paths: Vec<(Path, u64)> = ways.values().map(of_way).collect();
            (self.make)(&Path::of_all(&paths))
        })
    }
}
