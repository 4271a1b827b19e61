//! Division of seats among lists: thresholds, bonus, alliances, quotas, averages, corrections.

use std::collections::BTreeMap;

use super::{Counter, leading};
use crate::diagnostic::Fault;
use crate::law::{
    Admit, Allocate, Connect, Exhausted, Method, SeatsOf, Start, Step as Clause, Together,
};
use crate::method::condition::Condition;
use crate::method::highest_averages::{self, Divisors, Unit};
use crate::method::largest_remainder::{Parts, Surplus};
use crate::method::{bonus, largest_remainder};
use crate::number::{Fraction, Votes, compare};
use crate::record::{Alliance, Base, BonusGrowth, Scope, Step, Test, TieBy, Vacancy, Value};
use crate::tally::{Contest, Place, Round};
use crate::tie::{Parting, part};

/// The state of one division of seats.
#[derive(Clone, Debug, Default)]
pub(super) struct Division {
    /// Seats to divide.
    pub seats: u32,
    /// Seats each has.
    pub won: BTreeMap<Place, u32>,
    /// Seats that wait for a lot or a fact.
    pub waiting: u32,
    /// The quota, once there is one.
    pub quota: Option<Fraction>,
    /// What was left over by the quota.
    pub remainders: BTreeMap<Place, Fraction>,
    /// Seats won by averages that start from zero: a bonus does not count in them.
    averages: BTreeMap<Place, u32>,
    /// Seats won under one clause, where it bounds them.
    given: BTreeMap<(u16, Place), u32>,
    /// Who won the last seat by average or remainder; several if they were equal.
    last: Vec<Place>,
}

impl Division {
    pub fn of(seats: u32) -> Self {
        Self { seats, ..Self::default() }
    }

    pub fn left(&self) -> u32 {
        self.seats.saturating_sub(self.won.values().sum::<u32>() + self.waiting)
    }

    pub fn held(&self, place: Place) -> u32 {
        self.won.get(&place).copied().unwrap_or(0)
    }

    pub fn give(&mut self, place: Place, seats: u32) {
        if seats > 0 {
            *self.won.entry(place).or_default() += seats;
        }
    }

    fn take(&mut self, place: Place, seats: u32) {
        let held = self.held(place);
        assert!(held >= seats, "a list gives back only seats it has");
        self.won.insert(place, held - seats);
    }
}

/// A list or an alliance that takes part.
#[derive(Clone, Copy)]
pub(super) struct Member {
    pub place: Place,
    pub votes: Votes,
    /// Its candidates, in the pass that looks at them.
    pub most: Option<u32>,
}

/// The clause at the head of `rest` and those that go on with the same seats.
pub(super) fn same_pot(rest: &[(u16, Clause)]) -> &[(u16, Clause)] {
    let goes_on =
        |step: &Clause| matches!(step, Clause::Allocate(rule) if rule.seats == SeatsOf::Left);
    &rest[..=leading(&rest[1..], goes_on).len()]
}

impl Counter<'_> {
    /// Holds every list against the conditions for taking part.
    pub(super) fn admit(&mut self, rule: &Admit) {
        let Some(round) = self.round else { return };
        let of_seats = |one: &Condition| matches!(one.base, Base::Seats | Base::Quota);
        if rule.conditions.iter().any(of_seats) && self.pots.is_empty() && !self.open_pot("") {
            return;
        }
        let Some(tests) = self.admission_tests(&rule.conditions, round) else { return };
        let together = self.held_together(rule, round);
        let exempt: Vec<Place> = round
            .votes
            .iter()
            .map(|one| one.0)
            .filter(|place| rule.exempt.contains(&self.contest.candidacy(*place).kind))
            .collect();
        let passes = |place: Place| {
            let alone = [place];
            let group = together.iter().find(|group| group.contains(&place));
            let group = group.map_or(alone.as_slice(), Vec::as_slice);
            let mut held = tests.iter().map(|test: &Test| {
                let votes = group.iter().map(|one| match test.scope {
                    Scope::Contest => round.votes_of(*one).unwrap_or(0),
                    Scope::Election => votes_in_all(self.contest, *one),
                });
                test.passes(votes.sum())
            });
            let met = if rule.any { held.any(|met| met) } else { held.all(|met| met) };
            met || exempt.contains(&place)
        };
        let takes_part =
            |place: &Place| self.admitted.as_ref().is_none_or(|all| all.contains(place));
        let (admitted, refused): (Vec<_>, Vec<_>) = round
            .votes
            .iter()
            .filter(|(place, _)| takes_part(place))
            .partition(|(place, _)| passes(*place));
        let places =
            |all: Vec<(Place, Votes)>| all.into_iter().map(|one| one.0).collect::<Vec<_>>();
        let (admitted, refused) = (places(admitted), places(refused));
        self.admitted = Some(admitted.clone());
        let any = rule.any;
        self.record.write(Step::Admission { tests, any, admitted, refused, together, exempt });
    }

    /// Lists of one alliance, where the law holds them against a threshold together.
    fn held_together(&self, rule: &Admit, round: &Round) -> Vec<Vec<Place>> {
        let Some(Together::Alliances) = rule.together else { return Vec::new() };
        let mut groups: BTreeMap<&str, Vec<Place>> = BTreeMap::new();
        for (place, _) in &round.votes {
            if let Some(alliance) = self.contest.candidacy(*place).alliance.first() {
                groups.entry(alliance).or_default().push(*place);
            }
        }
        groups.into_values().filter(|group| group.len() > 1).collect()
    }

    /// The tests of a threshold, each on the figures of its scope.
    fn admission_tests(&mut self, conditions: &[Condition], round: &Round) -> Option<Vec<Test>> {
        let mut tests = Vec::new();
        for one in conditions {
            let of = match (one.scope, self.contest.whole.clone()) {
                (Scope::Contest, _) => self.base(one.base, round, 1),
                (Scope::Election, Some(whole)) => self.base(one.base, &whole.figures, 1),
                (Scope::Election, None) => {
                    self.missing(Scope::Election.word());
                    None
                }
            };
            tests.extend(of.map(|of| one.test(of)));
        }
        (tests.len() == conditions.len()).then_some(tests)
    }

    /// Gives the bonus to the list that leads.
    pub(super) fn bonus(&mut self, rule: bonus::Rule) {
        let Some(place) = self.leader else { return };
        let of = self.pot().seats;
        let (share, rounding, seats) = (rule.share, rule.rounding_for(of), rule.seats(of));
        self.pot().give(place, seats);
        self.record.write(Step::Bonus { place, share, of, rounding, seats });
    }

    /// Gives a bonus of a number of seats to the list that leads.
    pub(super) fn bonus_seats(&mut self, rule: bonus::Seats) {
        let (Some(place), Some(round)) = (self.leader, self.round) else { return };
        let of = match rule.grows {
            Some(grows) => self.base(grows.base, round, 1),
            None => Some(Fraction::new(round.all_votes(), 1)),
        };
        let Some(of) = of else { return };
        let votes = round.votes.iter().find(|one| one.0 == place).map_or(0, |one| one.1);
        let seats = rule.of(votes, of).min(self.pot().seats);
        self.pot().give(place, seats);
        let grows = rule.grows.map(|one| BonusGrowth {
            base: one.base,
            of,
            from: one.from,
            each: one.each,
            at_most: one.at_most,
        });
        self.record.write(Step::BonusSeats { place, votes, first: rule.seats, grows, seats });
    }

    /// Runs the allocation of one pot.
    pub(super) fn allocate(&mut self, steps: &[(u16, Clause)], clauses: &[(u16, Clause)]) {
        let Some((_, Clause::Allocate(first))) = steps.first() else { return };
        let opened = match &first.seats {
            SeatsOf::Left => !self.pots.is_empty() || self.open_pot(""),
            SeatsOf::All if self.pots.len() == 1 => true,
            SeatsOf::All => self.open_pot(""),
            SeatsOf::Pot(name) => self.open_pot(name),
        };
        if !opened {
            return;
        }
        let members = self.members();
        let mut division = std::mem::take(self.pot());
        match (self.coalitions.clone(), self.connect) {
            (Some(admitted), _) => {
                self.divide_coalitions(&admitted, &members, &mut division, steps);
            }
            (None, Some(connect)) => {
                self.divide_alliances(connect, &members, &mut division, steps);
            }
            (None, None) => {
                self.divide(&members, &mut division, steps);
                self.raise(&members, &mut division, steps);
            }
        }
        let goes_on = clauses.iter().any(|(_, step)| matches!(step, Clause::Exhausted(_)));
        self.left_over(&division, members.is_empty(), goes_on);
        *self.pot() = division;
    }

    /// Says what becomes of seats that nobody could take.
    pub(super) fn left_over(&mut self, division: &Division, nobody: bool, later: bool) {
        let seats = division.left();
        if seats == 0 || !self.faults.is_empty() || (later && !nobody) {
            return;
        }
        let why = if nobody { Vacancy::NobodyAdmitted } else { Vacancy::NoCandidates };
        self.record.write(Step::Vacant { seats, why });
    }

    fn members(&self) -> Vec<Member> {
        let Some(round) = self.round else { return Vec::new() };
        let admitted: Option<std::collections::BTreeSet<Place>> =
            self.admitted.as_ref().map(|all| all.iter().copied().collect());
        let takes_part = |place: &Place| admitted.as_ref().is_none_or(|all| all.contains(place));
        round
            .votes
            .iter()
            .filter(|(place, votes)| *votes > 0 && takes_part(place))
            .map(|(place, votes)| Member { place: *place, votes: *votes, most: None })
            .collect()
    }

    /// Divides seats among members by the steps, in their order.
    pub(super) fn divide(
        &mut self,
        members: &[Member],
        division: &mut Division,
        steps: &[(u16, Clause)],
    ) {
        for (clause, step) in steps {
            let Clause::Allocate(rule) = step else { continue };
            if division.left() == 0 || division.waiting > 0 || !self.faults.is_empty() {
                break;
            }
            self.record.under(Some(*clause));
            let mut taking_part = self.among(rule, members, division);
            if !matches!(rule.method, Method::Quotas(_)) {
                self.bound_by_able(rule, &mut taking_part, division);
            }
            match &rule.method {
                Method::Quotas(quota) => {
                    self.quotas(quota, &taking_part, division);
                    self.give_back_unable(rule, &taking_part, division);
                }
                Method::Remainders => self.remainders(rule, *clause, &taking_part, division),
                Method::Averages { divisors, start } => {
                    self.averages((rule, *clause), (divisors, *start), &taking_part, division);
                }
            }
        }
    }

    /// After whole quotas: seats for which a list has no candidate with votes enough are open again.
    fn give_back_unable(&mut self, rule: &Allocate, members: &[Member], division: &mut Division) {
        let Some(condition) = rule.candidates else { return };
        let holders: Vec<Place> = members.iter().map(|one| one.place).collect();
        let holders: Vec<Place> =
            holders.into_iter().filter(|place| division.held(*place) > 0).collect();
        let Some((test, each)) = self.able(condition, &holders, division.quota) else { return };
        let beyond = |one: &(Place, u32)| (one.0, division.held(one.0).saturating_sub(one.1));
        let back: Vec<(Place, u32)> = each.iter().map(beyond).filter(|one| one.1 > 0).collect();
        back.iter().for_each(|(place, seats)| division.take(*place, *seats));
        self.record.write(Step::Able { test, each, back });
    }

    /// Before a step that gives one seat after another: a list has room for candidates with votes enough.
    fn bound_by_able(&mut self, rule: &Allocate, members: &mut [Member], division: &Division) {
        let Some(condition) = rule.candidates else { return };
        let places: Vec<Place> = members.iter().map(|one| one.place).collect();
        let Some((test, each)) = self.able(condition, &places, division.quota) else { return };
        for member in members {
            let able = each.iter().find(|one| one.0 == member.place).map(|one| one.1);
            member.most = member.most.into_iter().chain(able).min();
        }
        self.record.write(Step::Able { test, each, back: Vec::new() });
    }

    /// Those who meet the condition of a step.
    fn among(&mut self, rule: &Allocate, members: &[Member], division: &Division) -> Vec<Member> {
        let Some(condition) = rule.among else { return members.to_vec() };
        let Some(quota) = division.quota else { return members.to_vec() };
        let test = condition.test(quota);
        let (admitted, refused): (Vec<Member>, Vec<Member>) =
            members.iter().partition(|member| test.passes(member.votes));
        let places = |all: &[Member]| all.iter().map(|one| one.place).collect();
        self.record.write(Step::Admission {
            tests: vec![test],
            any: false,
            admitted: places(&admitted),
            refused: places(&refused),
            together: Vec::new(),
            exempt: Vec::new(),
        });
        admitted
    }

    fn quotas(
        &mut self,
        rule: &largest_remainder::Rule,
        members: &[Member],
        division: &mut Division,
    ) {
        let votes: Votes = match rule.parts {
            Parts::ExpressedBySeats | Parts::ExpressedBySeatsPlusOne => {
                self.round.map_or(0, |round| round.expressed.unwrap_or_else(|| round.all_votes()))
            }
            _ => members.iter().map(|member| member.votes).sum(),
        };
        // The seats to divide: after a bonus, those that are left.
        let seats = division.left();
        let Some(quota) = rule.quota(votes, seats) else {
            if votes > 0 && seats > 0 {
                let contest = self.contest.name.clone();
                let votes = votes.to_string();
                self.faults.push(Fault::QuotaOfNothing { contest, seats, votes });
            }
            return;
        };
        let (parts, rounding) = (rule.parts(seats), rule.whole.rounding());
        self.record.write(Step::Quota { votes, parts, rounding, quota });
        division.quota = Some(quota);
        let (mut won, mut near) = (Vec::new(), Vec::new());
        for member in members {
            let (whole, left) = largest_remainder::quotas(member.votes, quota);
            let reaches =
                |share| member.votes > 0 && largest_remainder::reaches(left, share, quota);
            let one_more = rule.nearly.is_some_and(reaches);
            if one_more {
                near.push(member.place);
            }
            let left = if one_more { Fraction::new(0, 1) } else { left };
            division.remainders.insert(member.place, left);
            let whole = u32::try_from(whole).unwrap_or(u32::MAX) + u32::from(one_more);
            if whole > 0 {
                won.push((member.place, whole));
            }
        }
        let all: u64 = won.iter().map(|(_, seats)| u64::from(*seats)).sum();
        let beyond = all.saturating_sub(u64::from(division.left()));
        let back = match rule.surplus {
            Surplus::Refused => None,
            Surplus::Smallest => smallest(&won, division, beyond),
            Surplus::Kept => Some(Vec::new()),
        };
        let Some(back) = back.or((beyond == 0).then(Vec::new)) else {
            let contest = self.contest.code.clone();
            self.faults.push(Fault::QuotaTooSmall { contest, seats: division.seats, all });
            return;
        };
        won.iter().for_each(|(place, seats)| division.give(*place, *seats));
        let nearly = rule.nearly.map(|share| (share, near));
        self.record.write(Step::Quotas { won, nearly });
        back.iter().for_each(|one| division.take(one.0, 1));
        if !back.is_empty() {
            self.record.write(Step::TakenBack { from: back });
        }
    }

    fn remainders(
        &mut self,
        rule: &Allocate,
        clause: u16,
        members: &[Member],
        division: &mut Division,
    ) {
        let open = rule.open(division.left());
        let may = |member: &&Member| {
            let room = member.most.is_none_or(|most| division.held(member.place) < most);
            room && !division.given.contains_key(&(clause, member.place))
        };
        let taking_part: Vec<Member> = members.iter().filter(may).copied().collect();
        // Votes that are themselves what an earlier quota left over.
        let whole = division.quota.is_none();
        let of = |member: &Member| match division.remainders.get(&member.place) {
            None if whole => Fraction::new(member.votes, 1),
            found => found.copied().unwrap_or(Fraction::new(0, 1)),
        };
        let left: Vec<Fraction> = taking_part.iter().map(of).collect();
        let run = largest_remainder::largest(&left, open);
        let mut won: Vec<Place> =
            run.won.iter().map(|index| taking_part[*index as usize].place).collect();
        if let Some((equals, between)) = run.tied {
            let equals: Vec<Place> =
                equals.iter().map(|index| taking_part[*index as usize].place).collect();
            let chosen = self.part(&equals, between, &rule.tie, &taking_part, division);
            division.waiting += between - u32::try_from(chosen.len()).unwrap_or(between);
            won.extend(chosen);
        }
        let mut remainders: Vec<(Place, Fraction)> =
            taking_part.iter().map(|one| one.place).zip(left).collect();
        remainders.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let kept: BTreeMap<Place, Fraction> = remainders.iter().copied().collect();
        division.last = equal_last(&won, |a, b| kept.get(&a) == kept.get(&b));
        for place in &won {
            division.give(*place, 1);
            *division.given.entry((clause, *place)).or_default() += 1;
        }
        // Where nobody has a vote there is nothing to tell.
        if !remainders.is_empty() {
            self.record.write(Step::Remainders { open, remainders, won });
        }
    }

    fn averages(
        &mut self,
        (rule, clause): (&Allocate, u16),
        (divisors, start): (&Divisors, Start),
        members: &[Member],
        division: &mut Division,
    ) {
        let open = rule.open(division.left());
        let earlier =
            |place: Place| self.pots.iter().map(|pot| pot.division.held(place)).sum::<u32>();
        let held = |place: Place| match start {
            Start::Zero => division.averages.get(&place).copied().unwrap_or(0),
            Start::SeatsWon | Start::SomeWon => division.held(place) + earlier(place),
        };
        let takes_part = |one: &&Member| start != Start::SomeWon || held(one.place) > 0;
        let members: Vec<Member> = members.iter().filter(takes_part).copied().collect();
        let members = members.as_slice();
        let room = |member: &Member| {
            let given = division.given.get(&(clause, member.place)).copied().unwrap_or(0);
            let here = rule.each_at_most.map(|most| most.saturating_sub(given));
            let list = member.most.map(|most| most.saturating_sub(division.held(member.place)));
            here.into_iter().chain(list).min()
        };
        let units: Vec<Unit> = members
            .iter()
            .map(|member| {
                let held = held(member.place);
                let most = room(member).map(|room| held.saturating_add(room));
                Unit { votes: member.votes, held, most }
            })
            .collect();
        let run = highest_averages::divide(divisors, &units, open);
        let place = |index: &u32| members[*index as usize].place;
        let mut won: Vec<Place> = run.won.iter().map(place).collect();
        let before: Vec<(Place, u32)> = members
            .iter()
            .zip(&units)
            .filter(|(_, unit)| unit.held > 0)
            .map(|(member, unit)| (member.place, unit.held))
            .collect();
        if let Some((equals, between)) = run.tied {
            let equals: Vec<Place> = equals.iter().map(place).collect();
            let mut so_far = division.clone();
            seats_each(&won).into_iter().for_each(|(place, seats)| so_far.give(place, seats));
            let chosen = self.part(&equals, between, &rule.tie, members, &so_far);
            division.waiting += between - u32::try_from(chosen.len()).unwrap_or(between);
            won.extend(chosen);
        }
        let gained = seats_each(&won);
        division.last = last_by_average(divisors, (members, &units), &won, &gained);
        for (place, seats) in gained {
            division.give(place, seats);
            if start == Start::Zero {
                *division.averages.entry(place).or_default() += seats;
            }
            if rule.each_at_most.is_some() {
                *division.given.entry((clause, place)).or_default() += seats;
            }
        }
        let next = run.next.as_ref().map(place);
        let divisors = divisors.text().to_owned();
        if !won.is_empty() || next.is_some() {
            self.record.write(Step::Averages { divisors, open, held: before, won, next });
        }
    }

    pub(super) fn part(
        &mut self,
        equals: &[Place],
        open: u32,
        rules: &[TieBy],
        members: &[Member],
        division: &Division,
    ) -> Vec<Place> {
        let contest = self.contest;
        let earlier: BTreeMap<Place, u32> = equals
            .iter()
            .map(|place| (*place, self.pots.iter().map(|pot| pot.division.held(*place)).sum()))
            .collect();
        let value = |by: TieBy, place: Place| -> Option<Value> {
            let votes = members.iter().find(|one| one.place == place).map_or(0, |one| one.votes);
            match by {
                TieBy::Remainder => division.remainders.get(&place).copied().map(Value::Remainder),
                TieBy::MoreVotes => Some(Value::Votes(votes)),
                TieBy::FewerVotes => Some(Value::FewerVotes(votes)),
                by => Self::tie_value(
                    contest,
                    by,
                    place,
                    votes,
                    division.held(place) + earlier[&place],
                ),
            }
        };
        let parting = Parting {
            rules,
            value: &value,
            lots: &self.lots,
            purpose: crate::record::Purpose::Seats,
        };
        part(equals, open, &parting, &mut self.record)
    }

    // --- alliances ----------------------------------------------------------------------------

    /// Divides among alliances first, then inside each by the same steps.
    fn divide_alliances(
        &mut self,
        connect: Connect,
        members: &[Member],
        division: &mut Division,
        steps: &[(u16, Clause)],
    ) {
        let depth = match connect {
            Connect::Connections => 1,
            Connect::Nested => 2,
        };
        self.level(members, 0, depth, division, steps);
        let lists = u32::try_from(self.contest.candidacies.len()).unwrap_or(u32::MAX);
        division.won.retain(|place, _| *place < lists);
    }

    fn level(
        &mut self,
        members: &[Member],
        level: usize,
        depth: usize,
        division: &mut Division,
        steps: &[(u16, Clause)],
    ) {
        let mut units: Vec<(Member, Vec<Member>)> = Vec::new();
        let mut names: Vec<String> = Vec::new();
        for member in members {
            let path = &self.contest.candidacy(member.place).alliance;
            let name = path.get(level).filter(|_| level < depth).map(|_| path[..=level].join("/"));
            match name.as_ref().and_then(|name| names.iter().position(|one| one == name)) {
                Some(index) => {
                    units[index].0.votes += member.votes;
                    units[index].1.push(*member);
                }
                None => {
                    names.push(name.unwrap_or_default());
                    units.push((*member, vec![*member]));
                }
            }
        }
        for (unit, name) in units.iter_mut().zip(names) {
            if unit.1.len() > 1 {
                unit.0.place = self.alliance(name, unit.1.iter().map(|one| one.place).collect());
            }
        }
        let top: Vec<Member> = units.iter().map(|unit| unit.0).collect();
        self.divide(&top, division, steps);
        for (unit, inside) in units.into_iter().filter(|unit| unit.1.len() > 1) {
            let seats = division.held(unit.place);
            if seats == 0 || !self.faults.is_empty() {
                continue;
            }
            let clause = self.record.current();
            self.record.write(Step::Inside { place: unit.place, seats });
            let mut within = Division::of(seats);
            self.level(&inside, level + 1, depth, &mut within, steps);
            self.record.under(clause);
            division.won.remove(&unit.place);
            division.waiting += within.waiting;
            within.won.iter().for_each(|(place, seats)| division.give(*place, *seats));
        }
    }

    pub(super) fn alliance(&mut self, name: String, members: Vec<Place>) -> Place {
        let place = self.record.candidacies.len() + self.record.alliances.len();
        self.record.alliances.push(Alliance { name, members });
        Place::try_from(place).expect("there are far fewer lists than places")
    }

    // --- corrections --------------------------------------------------------------------------

    /// A list with more than half the votes and not more than half the seats takes one.
    pub(super) fn ensure_majority(&mut self) {
        let (Some(round), true) = (self.round, self.pot().waiting == 0) else { return };
        let of = round.all_votes();
        let majority = round.votes.iter().find(|(_, votes)| compare(&[*votes, 2], &[of]).is_gt());
        let Some((place, votes)) = majority.copied() else { return };
        let (held, seats) = (self.pot().held(place), self.pot().seats);
        if u64::from(held) * 2 > u64::from(seats) {
            return;
        }
        let pot = self.pot();
        let from: Vec<Place> =
            pot.last.iter().copied().filter(|one| *one != place && pot.held(*one) > 0).collect();
        if from.is_empty() {
            return;
        }
        // All who won the last seat as equals give it back; the lot says who keeps one.
        let open = u32::try_from(from.len() - 1).unwrap_or(u32::MAX);
        let kept = if open == 0 {
            Vec::new()
        } else {
            let value = |_: TieBy, _: Place| None;
            let parting = Parting {
                rules: &[TieBy::Lot],
                value: &value,
                lots: &self.lots,
                purpose: crate::record::Purpose::Seats,
            };
            part(&from, open, &parting, &mut self.record)
        };
        let pot = self.pot();
        from.iter().for_each(|one| pot.take(*one, 1));
        [place].iter().chain(&kept).for_each(|one| pot.give(*one, 1));
        pot.waiting += open - u32::try_from(kept.len()).unwrap_or(open);
        self.record.write(Step::Majority { place, votes, of, from, kept });
    }

    /// Takes back seats that lists have no candidates for, and goes on if the law says so.
    pub(super) fn exhausted(&mut self, rule: Exhausted, clauses: &[(u16, Clause)]) {
        if self.pots.is_empty() || self.pot().waiting > 0 {
            return;
        }
        let clause = self.record.current();
        let mut bounded = self.members();
        let mut division = std::mem::take(self.pot());
        for member in &mut bounded {
            member.most = self.contest.candidacy(member.place).length();
            let held = division.held(member.place);
            if let Some(candidates) = member.most.filter(|most| *most < held) {
                let (place, returned) = (member.place, held - candidates);
                division.take(place, returned);
                self.record.write(Step::Exhausted { place, candidates, returned });
            }
        }
        if rule == Exhausted::GoOn && division.left() > 0 {
            let start = clauses.iter().position(|(_, step)| matches!(step, Clause::Allocate(_)));
            let steps = start.map_or(&[][..], |start| same_pot(&clauses[start..]));
            let rest: Vec<(u16, Clause)> = steps
                .iter()
                .filter(|(_, step)| !matches!(step, Clause::Allocate(rule) if matches!(rule.method, Method::Quotas(_))))
                .cloned()
                .collect();
            self.divide(&bounded, &mut division, &rest);
        }
        self.record.under(clause);
        if division.left() > 0 && division.waiting == 0 && !bounded.is_empty() {
            let full = |one: &Member| one.most.is_some_and(|most| most <= division.held(one.place));
            let why = match bounded.iter().any(full) {
                true => Vacancy::NoCandidates,
                false => Vacancy::NobodyAdmitted,
            };
            self.record.write(Step::Vacant { seats: division.left(), why });
        }
        *self.pot() = division;
    }
}

/// Those with the smallest remainders, who give a seat each back; `None` if equals cannot be parted.
fn smallest(
    won: &[(Place, u32)],
    division: &Division,
    beyond: u64,
) -> Option<Vec<(Place, Fraction)>> {
    let rest = |place: Place| division.remainders.get(&place).copied();
    let mut order: Vec<(Place, Fraction)> =
        won.iter().filter_map(|one| Some((one.0, rest(one.0)?))).collect();
    order.sort_by(|a, b| a.1.cmp(&b.1).then(a.0.cmp(&b.0)));
    let cut = usize::try_from(beyond).ok().filter(|cut| *cut <= order.len())?;
    let parted = cut == 0 || cut == order.len() || order[cut - 1].1 != order[cut].1;
    order.truncate(cut);
    parted.then_some(order)
}

/// The votes of a list in all contests of the election.
fn votes_in_all(contest: &Contest, place: Place) -> Votes {
    let code = &contest.candidacy(place).code;
    contest.whole.as_ref().and_then(|whole| whole.votes.get(code)).copied().unwrap_or(0)
}

/// The winners that are equal to the last of them.
fn equal_last(won: &[Place], same: impl Fn(Place, Place) -> bool) -> Vec<Place> {
    let Some(last) = won.last() else { return Vec::new() };
    won.iter().copied().filter(|one| same(*one, *last)).collect()
}

/// How many seats each winner took, in place order.
fn seats_each(won: &[Place]) -> Vec<(Place, u32)> {
    let mut order = won.to_vec();
    order.sort_unstable();
    let mut each: Vec<(Place, u32)> = Vec::new();
    for place in order {
        match each.last_mut() {
            Some((last, seats)) if *last == place => *seats += 1,
            _ => each.push((place, 1)),
        }
    }
    each
}

/// Who won the last seat; with equal averages, all who did.
fn last_by_average(
    divisors: &Divisors,
    (members, units): (&[Member], &[Unit]),
    won: &[Place],
    gained: &[(Place, u32)],
) -> Vec<Place> {
    let Some(last) = won.last() else { return Vec::new() };
    // The average with which each winner took its own last seat.
    let claims: BTreeMap<Place, (Votes, u32)> =
        members.iter().zip(units).map(|(one, unit)| (one.place, (unit.votes, unit.held))).collect();
    let claim = |place: Place, seats: u32| {
        let (votes, held) = claims.get(&place)?;
        Some((*votes, held + seats - 1))
    };
    let of = |place: &Place| gained.iter().find(|one| one.0 == *place).map_or(1, |one| one.1);
    let Some(lowest) = claim(*last, of(last)) else { return vec![*last] };
    let equal = |(place, seats): &&(Place, u32)| {
        claim(*place, *seats).is_some_and(|one| divisors.compare(one, lowest).is_eq())
    };
    gained.iter().filter(equal).map(|one| one.0).collect()
}
