//! Several tiers counted as one: steps in each constituency, each region and the nation.
//!
//! What each party has is kept by cell: so many seats in so-and-so area. A seat that is won in the
//! nation or a region stands there until a later step places it below. Divisions are those of one
//! contest ([`super::allocate`]), run in each area with the seats and votes of that area.

mod admit;
mod both;
mod direct;
mod equals;
mod fragments;
mod give_back;
mod level;
mod link;
mod place;
mod waiting;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::allocate::{Division, Member};
use super::{Counter, Pot, size_of};
use crate::diagnostic::Fault;
use crate::law::tiers::{
    BothWays, Division as Allocation, GiveBack, Gives, InTier, Others, Placing, VotesOf,
};
use crate::law::{Allocate, Method, SeatsOf, Step as Clause};
use crate::method::fragments::Rule as Fragments;
use crate::number::{Fraction, Votes};
use crate::record::{AreaFigures, Entry, Leader, NamedArea, OfTiers, SeatsFrom, Step};
use crate::tally::{AreaNumber, Contest, Place, Round, Tier, Tiers};

/// Who takes part in the steps that follow.
enum Admitted {
    All,
    Everywhere(BTreeSet<Place>),
    InEach(BTreeMap<AreaNumber, BTreeSet<Place>>),
}

/// What one division gave.
#[derive(Default)]
struct Divided {
    steps: Vec<Entry>,
    won: Vec<(Place, u32)>,
    /// Who won each seat by average, in order.
    order: Vec<Place>,
    remainders: Vec<(Place, Fraction)>,
}

struct Tiered<'c, 'a> {
    counter: &'c mut Counter<'a>,
    tiers: Arc<Tiers>,
    /// Seats by the area in which they stand now.
    seats: BTreeMap<(AreaNumber, Place), u32>,
    claims: BTreeMap<(AreaNumber, Place), u32>,
    /// What a growing house guarantees each party in each region.
    guaranteed: BTreeMap<(AreaNumber, Place), u32>,
    left_over: BTreeMap<(AreaNumber, Place), Fraction>,
    leaders: Vec<Leader>,
    /// Equals for the lead of a constituency where whoever leads is seated out of the list.
    open_leads: Vec<Vec<Place>>,
    admitted: Admitted,
    /// Seats of areas that a step has fixed.
    sizes: BTreeMap<AreaNumber, u32>,
    order: Vec<Place>,
}

/// The clauses at the head of `rest` that divide the same seats.
fn run_of(rest: &[(u16, Clause)]) -> Vec<(u16, Tier, Allocation)> {
    let mut run: Vec<(u16, Tier, Allocation)> = Vec::new();
    for (clause, step) in rest {
        let Clause::Tier(tier, InTier::Allocate(rule)) = step else { break };
        let goes_on = run.first().is_none_or(|first| {
            first.1 == *tier && rule.rule.seats == SeatsOf::Left && rule.votes == first.2.votes
        });
        if !goes_on {
            break;
        }
        run.push((*clause, *tier, rule.clone()));
    }
    run
}

impl Counter<'_> {
    /// Counts all contests as one.
    pub(super) fn tiers(&mut self, clauses: &[(u16, Clause)]) {
        let Some(tiers) = self.contest.tiers.clone() else {
            let contest = self.contest.name.clone();
            self.faults.push(Fault::NoTiers { contest });
            return;
        };
        self.record.areas = tiers
            .areas
            .iter()
            .map(|one| NamedArea {
                code: one.code.clone(),
                name: one.name.clone(),
                tier: one.tier,
                within: one.within,
            })
            .collect();
        let mut work = Tiered {
            counter: self,
            tiers,
            seats: BTreeMap::new(),
            claims: BTreeMap::new(),
            guaranteed: BTreeMap::new(),
            left_over: BTreeMap::new(),
            leaders: Vec::new(),
            open_leads: Vec::new(),
            admitted: Admitted::All,
            sizes: BTreeMap::new(),
            order: Vec::new(),
        };
        work.run(clauses);
    }
}

impl<'a> Tiered<'_, 'a> {
    fn run(&mut self, clauses: &[(u16, Clause)]) {
        let Some((seats, from, clause)) = self.house(clauses) else { return };
        let system = self.counter.record.current();
        self.counter.record.under(clause);
        self.counter.record.write(Step::Pot { pot: String::new(), seats, from });
        self.counter.record.under(system);
        self.figures();
        let mut rest = clauses;
        while let Some((clause, Clause::Tier(tier, step))) = rest.first() {
            self.counter.record.under(Some(*clause));
            if !self.has_figures(*tier, step) {
                return;
            }
            if self.hangs_on_a_lead(step) {
                self.block(seats);
                return;
            }
            let (before, leads) = (self.counter.record.steps.len(), self.open_leads.len());
            let mut taken = 1;
            match step {
                InTier::Direct(rule) => self.direct(rule),
                InTier::Apportion(rule) => self.apportion(*clause, *tier, rule),
                InTier::Admit(rule) => self.admit(*tier, rule),
                InTier::Allocate(_) => {
                    let run = run_of(rest);
                    taken = run.len();
                    self.allocate(&run);
                }
                InTier::Level(rule) => self.level(*clause, rule),
                InTier::Link(rule) => self.link(*clause, rule),
                InTier::GiveBack(rule) => self.give_back(*clause, rule),
                InTier::Place(rule) => self.place(*tier, rule),
                InTier::BothWays(rule) => self.both_ways(*clause, rule),
                InTier::Cover(_) => self.cover(*tier),
            }
            if !self.counter.faults.is_empty() {
                return;
            }
            let waits = self.counter.record.steps[before..].iter().filter(|one| one.step.waits());
            if waits.count() > self.open_leads.len() - leads {
                self.block(seats);
                return;
            }
            rest = &rest[taken..];
        }
    }

    /// Whether the files give the votes a step works on; a fault if they do not.
    fn has_figures(&mut self, tier: Tier, step: &InTier) -> bool {
        let (tier, fact) = match step {
            InTier::Direct(_) => {
                let voted = self.tiers.areas.iter().any(|one| one.direct.is_some());
                if voted || !self.tiers.won.is_empty() {
                    return true;
                }
                (tier, "votes for persons")
            }
            InTier::Admit(_) | InTier::Allocate(_) | InTier::Level(_) | InTier::Link(_) => {
                (tier, "votes for lists")
            }
            InTier::Place(Placing { to, .. })
            | InTier::GiveBack(GiveBack { to, .. })
            | InTier::BothWays(BothWays { to, .. }) => (*to, "votes for lists"),
            InTier::Apportion(_) | InTier::Cover(_) => return true,
        };
        let known = fact == "votes for lists" && !self.with_votes(tier).is_empty();
        if !known {
            let (area, fact) = (tier.to_string(), fact.to_owned());
            self.counter.faults.push(Fault::AreaFigure { area, fact });
        }
        known
    }

    // --- seats and figures --------------------------------------------------------------------

    /// All seats that this law fills here, before a house grows.
    fn house(&mut self, clauses: &[(u16, Clause)]) -> Option<(u32, SeatsFrom, Option<u16>)> {
        if let Some((seats, clause)) = self.stated_size(0, "") {
            let from = match clause {
                Some(_) => SeatsFrom::Table(String::new()),
                None => SeatsFrom::Stated,
            };
            return Some((seats, from, clause));
        }
        let mut seats = 0;
        for (_, step) in clauses {
            let Clause::Tier(tier, step) = step else { continue };
            match step {
                InTier::Direct(_) => {
                    let tiers = self.tiers.clone();
                    let counted = tiers.areas.iter().filter(|one| one.direct.is_some()).count();
                    seats += u32::try_from(counted).unwrap_or(u32::MAX);
                    seats += tiers.won.iter().map(|one| one.2).sum::<u32>();
                }
                InTier::Allocate(rule)
                    if rule.rule.seats == SeatsOf::All && rule.gives == Gives::Seats =>
                {
                    for area in self.with_votes(*tier) {
                        seats += self.size(area)?.saturating_sub(rule.less);
                    }
                }
                InTier::BothWays(rule) => {
                    for area in self.with_votes(rule.to) {
                        seats += self.size(area)?;
                    }
                }
                _ => {}
            }
        }
        Some((seats, SeatsFrom::Stated, None))
    }

    /// The seats of an area by the law's table, or as the files state them.
    fn stated_size(&self, area: AreaNumber, pot: &str) -> Option<(u32, Option<u16>)> {
        let one = self.tiers.area(area);
        let sizes = &self.counter.law.sizes;
        let fits = |size: &crate::law::Size| size.tier == Some(one.tier) && size.pot == pot;
        let by_law = sizes.iter().find(|(_, size)| fits(size)).and_then(|(clause, size)| {
            let contest = Contest {
                code: one.code.clone(),
                inhabitants: one.inhabitants,
                ..Contest::default()
            };
            Some((size_of(size, &contest)?.0, Some(*clause)))
        });
        let stated = if pot.is_empty() { one.seats } else { one.levelling };
        by_law.or(stated.map(|seats| (seats, None)))
    }

    /// The seats of an area, or those of the areas in it together; a fault if nobody says.
    fn size(&mut self, area: AreaNumber) -> Option<u32> {
        let known = self.known_size(area);
        if known.is_none() {
            let (area, fact) = (self.tiers.area(area).name.clone(), "seats".to_owned());
            self.counter.faults.push(Fault::AreaFigure { area, fact });
        }
        known
    }

    /// The seats of a pot of an area; a fault if nobody says.
    fn pot_size(&mut self, area: AreaNumber, pot: &str) -> Option<u32> {
        let known = self.stated_size(area, pot).map(|one| one.0);
        if known.is_none() {
            let (area, fact) = (self.tiers.area(area).name.clone(), format!("seats, {pot}"));
            self.counter.faults.push(Fault::AreaFigure { area, fact });
        }
        known
    }

    fn known_size(&self, area: AreaNumber) -> Option<u32> {
        let fixed = self.sizes.get(&area).copied();
        let stated = || self.stated_size(area, "").map(|one| one.0);
        let below = || {
            let mut inside = self.tiers.inside(area).peekable();
            inside.peek()?;
            inside.map(|one| self.known_size(one)).sum::<Option<u32>>()
        };
        fixed.or_else(stated).or_else(below)
    }

    /// The areas of a tier in which lists have votes.
    fn with_votes(&self, tier: Tier) -> Vec<AreaNumber> {
        let voted = |area: &AreaNumber| self.tiers.area(*area).lists.is_some();
        self.tiers.of_tier(tier).filter(voted).collect()
    }

    /// Seats of a party in an area and in those that lie in it.
    fn held(&self, area: AreaNumber, place: Place) -> u32 {
        let inside = |(at, one): &(AreaNumber, Place)| {
            *one == place && (area == 0 || self.tiers.lies_in(*at, area))
        };
        self.seats.iter().filter(|(cell, _)| inside(cell)).map(|(_, seats)| seats).sum()
    }

    fn give(&mut self, area: AreaNumber, place: Place, seats: u32) {
        if seats > 0 {
            *self.seats.entry((area, place)).or_default() += seats;
        }
    }

    fn takes_part(&self, area: AreaNumber, place: Place) -> bool {
        match &self.admitted {
            Admitted::All => true,
            Admitted::Everywhere(all) => all.contains(&place),
            Admitted::InEach(each) => {
                let tier = each.keys().next().map(|one| self.tiers.area(*one).tier);
                match tier.and_then(|tier| self.tiers.above(area, tier)) {
                    Some(own) => each.get(&own).is_some_and(|all| all.contains(&place)),
                    None => each.values().any(|all| all.contains(&place)),
                }
            }
        }
    }

    /// The votes in an area of the lists that take part there.
    fn votes(&self, area: AreaNumber) -> Vec<(Place, Votes)> {
        let lists = self.tiers.area(area).lists.as_ref();
        let all = lists.map(|round| round.votes.as_slice()).unwrap_or_default();
        all.iter().filter(|one| self.takes_part(area, one.0)).copied().collect()
    }

    fn figures(&mut self) {
        let (tiers, contest) = (self.tiers.clone(), self.counter.contest);
        let clause = self.counter.record.current();
        self.counter.record.under(None);
        if let Some(round) = contest.rounds.first().filter(|round| !round.votes.is_empty()) {
            self.counter.write_figures(round, 1);
        }
        let given = (0..).zip(&tiers.areas).filter(|(number, one)| *number > 0 && !one.summed);
        let figures: Vec<AreaFigures> = given
            .filter_map(|(area, one)| {
                let round = one.lists.as_ref()?;
                let (registered, voters, expressed) =
                    (round.registered, round.voters, round.expressed);
                let votes = round.votes.clone();
                Some(AreaFigures { area, registered, voters, expressed, votes })
            })
            .collect();
        if !figures.is_empty() {
            self.counter.record.write(Step::Tiers(OfTiers::Lists { figures }));
        }
        self.counter.record.under(clause);
    }

    // --- divisions ----------------------------------------------------------------------------

    /// An area as a contest with these votes.
    fn contest_of(&self, area: AreaNumber, votes: Vec<(Place, Votes)>) -> Contest {
        let one = self.tiers.area(area);
        let given = one.lists.as_ref();
        let expressed = given.map(|round| round.expressed.unwrap_or_else(|| round.all_votes()));
        Contest {
            code: one.code.clone(),
            name: one.name.clone(),
            candidacies: self.counter.contest.candidacies.clone(),
            rounds: vec![Round { number: 1, votes, expressed, ..Round::default() }],
            ..Contest::default()
        }
    }

    /// Divides seats by the votes of a contest; `held` are seats that the divisors count.
    fn divide(
        &mut self,
        contest: &Contest,
        seats: u32,
        held: &[(Place, u32)],
        steps: &[(u16, Allocate)],
    ) -> Divided {
        let clauses: Vec<(u16, Clause)> =
            steps.iter().map(|(clause, rule)| (*clause, Clause::Allocate(rule.clone()))).collect();
        let lots = self.counter.lots.all();
        let mut inner = Counter::new(self.counter.law, contest, lots, self.counter.wish);
        inner.round = contest.rounds.first();
        let mut below = Division::of(0);
        held.iter().for_each(|(place, seats)| below.give(*place, *seats));
        inner.pots.push(Pot { name: String::new(), division: below });
        let voted = contest.rounds.iter().flat_map(|round| &round.votes).filter(|one| one.1 > 0);
        let members: Vec<Member> = voted
            .map(|(place, votes)| Member { place: *place, votes: *votes, most: None })
            .collect();
        let mut division = Division::of(seats);
        inner.divide(&members, &mut division, &clauses);
        // What whole quotas leave open goes to a tier above.
        let goes_up = steps.last().is_some_and(|one| matches!(one.1.method, Method::Quotas(_)));
        if !goes_up {
            inner.left_over(&division, members.is_empty(), false);
        }
        let order = inner.record.steps.iter().flat_map(|entry| match &entry.step {
            Step::Averages { won, .. } => won.as_slice(),
            _ => &[],
        });
        let divided = Divided {
            order: order.copied().collect(),
            won: division.won.iter().map(|(place, seats)| (*place, *seats)).collect(),
            remainders: division.remainders.into_iter().collect(),
            steps: std::mem::take(&mut inner.record.steps),
        };
        let faults = std::mem::take(&mut inner.faults);
        self.counter.faults.extend(faults);
        divided
    }

    /// Seats won in an area by whoever is not among those who share it.
    fn held_by_others(&self, area: AreaNumber, sharing: &[Place]) -> u32 {
        let all = 0..Place::try_from(self.counter.contest.candidacies.len()).unwrap_or(0);
        all.filter(|place| !sharing.contains(place)).map(|place| self.held(area, place)).sum()
    }

    /// Runs one allocation in each area of its tier.
    fn allocate(&mut self, run: &[(u16, Tier, Allocation)]) {
        let Some((clause, tier, first)) = run.first() else { return };
        let steps: Vec<(u16, Allocate)> =
            run.iter().map(|(clause, _, rule)| (*clause, rule.rule.clone())).collect();
        for area in self.with_votes(*tier) {
            let Some(size) = self.size(area) else { continue };
            let places: Vec<Place> = self.votes(area).iter().map(|one| one.0).collect();
            let below: Vec<(Place, u32)> =
                places.iter().map(|place| (*place, self.held(area, *place))).collect();
            let seats = match &first.rule.seats {
                SeatsOf::Left => {
                    let all =
                        0..Place::try_from(self.counter.contest.candidacies.len()).unwrap_or(0);
                    size.saturating_sub(all.map(|place| self.held(area, place)).sum::<u32>())
                }
                SeatsOf::Pot(name) => match self.pot_size(area, name) {
                    Some(seats) => seats,
                    None => continue,
                },
                SeatsOf::All => size,
            };
            let outside = match first.others {
                // What is left is so without them already.
                Others::TakenOff if first.rule.seats == SeatsOf::All => {
                    self.held_by_others(area, &places)
                }
                Others::TakenOff | Others::Beside => 0,
            };
            let seats = seats.saturating_sub(first.less).saturating_sub(outside);
            let others = (outside > 0).then_some(outside);
            let votes = match first.votes {
                VotesOf::Lists => self.votes(area),
                VotesOf::LeftOver => {
                    self.left_over_in(&places, |at| at != area && self.tiers.lies_in(at, area))
                }
                VotesOf::LeftOverHere => self.left_over_in(&places, |at| at == area),
                VotesOf::Lost => self.with_fragments(*clause, area, Fragments::Lost),
                VotesOf::LostAndBeyond => {
                    self.with_fragments(*clause, area, Fragments::LostAndBeyond)
                }
            };
            let contest = self.contest_of(area, votes);
            let divided = self.divide(&contest, seats, &below, &steps);
            for (place, rest) in &divided.remainders {
                self.left_over.insert((area, *place), *rest);
            }
            let claims = first.gives == Gives::Claims;
            for (place, seats) in &divided.won {
                match claims {
                    true => *self.claims.entry((area, *place)).or_default() += seats,
                    false => self.give(area, *place, *seats),
                }
            }
            if area == 0 {
                self.order = divided.order;
            }
            let votes = match first.votes {
                VotesOf::Lists => Vec::new(),
                _ => contest.rounds[0].votes.clone(),
            };
            self.counter.record.under(Some(*clause));
            let steps = divided.steps;
            let step = OfTiers::Inside { area, seats, others, votes, claims, steps };
            self.counter.record.write(Step::Tiers(step));
        }
    }

    /// What whole quotas left over in these areas, made whole by one factor for all.
    fn left_over_in(
        &self,
        places: &[Place],
        within: impl Fn(AreaNumber) -> bool,
    ) -> Vec<(Place, Votes)> {
        let inside = || self.left_over.iter().filter(|one| within(one.0.0));
        let scale = inside().fold(1u128, |scale, (_, rest)| {
            let mut a = scale;
            let mut b = rest.under();
            while b > 0 {
                (a, b) = (b, a % b);
            }
            scale / a * rest.under()
        });
        let sum = |place: Place| -> Votes {
            inside()
                .filter(|(cell, _)| cell.1 == place)
                .map(|(_, rest)| rest.over() * (scale / rest.under()))
                .sum()
        };
        places.iter().map(|place| (*place, sum(*place))).collect()
    }
}
