//! Who takes part: thresholds in the nation, in areas, by seats won, with exemptions.

use std::collections::{BTreeMap, BTreeSet};

use super::{Admitted, Tiered};
use crate::diagnostic::Fault;
use crate::law::tiers::{Admission, TierCondition};
use crate::method::condition::Condition;
use crate::number::{Fraction, Votes};
use crate::record::{Base, OfTiers, Scope, Step, TierBase, TierScope, TierTest};
use crate::tally::{AreaNumber, Place, Tier, Tiers};

impl Tiered<'_, '_> {
    /// Holds every list against the conditions, everywhere or in each area of a tier.
    pub(super) fn admit(&mut self, tier: Tier, rule: &Admission) {
        let areas = match tier {
            Tier::Nation => vec![0],
            _ => self.with_votes(tier),
        };
        let mut each = BTreeMap::new();
        for area in areas {
            let tests = self.tests(area, rule);
            if !self.counter.faults.is_empty() {
                return;
            }
            let lists = self.tiers.area(area).lists.as_ref();
            let places: Vec<Place> = lists
                .map(|round| round.votes.iter().map(|one| one.0).collect())
                .unwrap_or_default();
            let (admitted, refused): (Vec<Place>, Vec<Place>) =
                places.into_iter().partition(|place| self.passes(area, *place, rule));
            let mut all = admitted.iter().copied().collect::<BTreeSet<Place>>();
            let at = Some(area).filter(|_| tier != Tier::Nation);
            let (any, exempt) = (rule.any, rule.exempt.clone());
            let step = OfTiers::Threshold { area: at, tests, any, exempt, admitted, refused };
            self.counter.record.write(Step::Tiers(step));
            self.fill_up(area, &rule.until, &mut all);
            each.insert(area, all);
        }
        self.admitted = match tier {
            Tier::Nation => Admitted::Everywhere(each.remove(&0).unwrap_or_default()),
            _ => Admitted::InEach(each),
        };
    }

    /// Lets the lists with most votes of the others in until all who take part meet the conditions
    /// together; equals come in together.
    fn fill_up(&mut self, area: AreaNumber, until: &[TierCondition], all: &mut BTreeSet<Place>) {
        let votes = |all: &BTreeSet<Place>, tiers: &Tiers| -> Votes {
            all.iter().map(|place| tiers.votes(area, *place)).sum()
        };
        for condition in until {
            let at = if condition.scope == TierScope::Nation { 0 } else { area };
            let Some(of) = self.figure(at, condition.base) else {
                let (area, fact) = (self.tiers.area(at).name.clone(), condition.base.to_string());
                self.counter.faults.push(Fault::AreaFigure { area, fact });
                return;
            };
            let tests = test(*condition, of);
            let given = self.tiers.area(area).lists.as_ref();
            let others: Vec<(Place, Votes)> =
                given.map(|one| one.votes.clone()).unwrap_or_default();
            loop {
                let together = votes(all, &self.tiers);
                let out = || others.iter().filter(|one| !all.contains(&one.0));
                let Some(most) = out().map(|one| one.1).max().filter(|most| *most > 0) else {
                    break;
                };
                if tests.passes(together) {
                    break;
                }
                let taken: Vec<Place> =
                    out().filter(|one| one.1 == most).map(|one| one.0).collect();
                all.extend(&taken);
                let (base, share, relation) = (condition.base, condition.share, condition.relation);
                let (scope, kind) = (condition.scope, String::new());
                let test =
                    TierTest { relation, share, base, scope, of: Some((of, tests.needed)), kind };
                self.counter.record.write(Step::Tiers(OfTiers::TakenIn {
                    area,
                    test,
                    together,
                    taken,
                }));
            }
        }
    }

    fn passes(&mut self, area: AreaNumber, place: Place, rule: &Admission) -> bool {
        let kind = &self.counter.contest.candidacy(place).kind;
        if !kind.is_empty() && rule.exempt.contains(kind) {
            return true;
        }
        if let Some((_, condition)) = rule.instead.iter().find(|one| one.0 == *kind) {
            return self.meets(area, place, *condition);
        }
        let mut held = rule.conditions.iter().map(|one| self.meets(area, place, *one));
        if rule.any { held.any(|met| met) } else { held.all(|met| met) }
    }

    fn meets(&self, area: AreaNumber, place: Place, condition: TierCondition) -> bool {
        let in_area = |area: AreaNumber| {
            let Some(of) = self.figure(area, condition.base) else { return false };
            let votes = match condition.base {
                TierBase::SeatsWon => Votes::from(self.held(area, place)),
                TierBase::Led => self.led(area, place),
                _ => self.tiers.votes(area, place),
            };
            test(condition, of).passes(votes)
        };
        match condition.scope.some() {
            None if condition.scope == TierScope::Nation => in_area(0),
            None => in_area(area),
            Some((wanted, tier)) => {
                self.with_votes(tier).into_iter().filter(|one| in_area(*one)).count() >= wanted
            }
        }
    }

    /// The figure of a base in an area.
    fn figure(&self, area: AreaNumber, base: TierBase) -> Option<Fraction> {
        let lists = self.tiers.area(area).lists.as_ref();
        let whole = |votes: Votes| Fraction::new(votes, 1);
        match base {
            TierBase::Votes => lists.map(|round| whole(round.all_votes())),
            TierBase::Expressed => {
                lists.map(|round| whole(round.expressed.unwrap_or_else(|| round.all_votes())))
            }
            TierBase::Registered => lists.and_then(|round| round.registered).map(whole),
            TierBase::Voters => lists.and_then(|round| round.voters).map(whole),
            TierBase::PerSeat => {
                let seats = self.known_size(area).filter(|seats| *seats > 0)?;
                lists.map(|round| Fraction::new(round.all_votes(), u128::from(seats)))
            }
            TierBase::SeatsWon | TierBase::Led => Some(Fraction::new(1, 1)),
        }
    }

    /// Constituencies of an area in which the party leads without having the seat yet.
    pub(super) fn led(&self, area: AreaNumber, place: Place) -> Votes {
        let leads =
            |one: &&crate::record::Leader| one.place == place && self.tiers.lies_in(one.area, area);
        self.leaders.iter().filter(leads).count() as Votes
    }

    /// The tests as the record tells them; a fault where the files do not give the figure.
    fn tests(&mut self, area: AreaNumber, rule: &Admission) -> Vec<TierTest> {
        let plain = rule.conditions.iter().map(|one| (String::new(), *one));
        let kinds = rule.instead.iter().cloned();
        let all: Vec<(String, TierCondition)> = plain.chain(kinds).collect();
        let mut tests = Vec::new();
        for (kind, one) in all {
            let areas = match one.scope.some() {
                None if one.scope == TierScope::Nation => vec![0],
                None => vec![area],
                Some((_, tier)) => self.with_votes(tier),
            };
            for at in &areas {
                if self.figure(*at, one.base).is_none() {
                    let (area, fact) = (self.tiers.area(*at).name.clone(), one.base.to_string());
                    self.counter.faults.push(Fault::AreaFigure { area, fact });
                }
            }
            let fixed =
                one.scope.some().is_none().then_some(areas).and_then(|all| all.first().copied());
            let of = fixed.and_then(|at| self.figure(at, one.base));
            let of = of.map(|of| (of, test(one, of).needed));
            let (relation, share, base, scope) = (one.relation, one.share, one.base, one.scope);
            tests.push(TierTest { relation, share, base, scope, of, kind });
        }
        tests
    }
}

/// A condition of one area, as one of a contest: the comparison is the same.
pub(super) fn test(condition: TierCondition, of: Fraction) -> crate::record::Test {
    let (relation, share) = (condition.relation, condition.share);
    Condition { relation, share, base: Base::Votes, scope: Scope::Contest }.test(of)
}
