//! Majority: a round elects whoever meets every condition, or whoever has most votes.
//!
//! Persons take seats one each; of more who meet the conditions than there are seats, those with
//! more votes. A round may fill some seats and leave the rest to the next. Lists are not elected
//! by a round: one of them *leads* and takes the bonus.
//!
//! Who may stand in a later round is a [`Stand`]: a free new declaration, or a share of the votes.
//! Withdrawals and mergers are facts of the tally, checked here and never computed.

use crate::method::condition::Condition;
use crate::number::Votes;
use crate::record::{Record, Step, Test, TieBy};
use crate::tally::{Place, Round};
use crate::tie::{Parting, part};
use crate::word::words;

words! {
    /// How many names a ballot carries.
    pub enum Names {
        #[doc = "one person, or one list"]
        One = "one",
        #[doc = "up to as many as there are seats left to fill in this round"]
        SeatsLeft = "seats left",
    }
}

words! {
    /// What becomes of the place of a candidate who qualified and withdraws.
    pub enum Withdrawn {
        #[doc = "the next by votes moves up"]
        Replaced = "replaced by the next",
        #[doc = "nobody moves up"]
        NotReplaced = "not replaced",
    }
}

/// Who may stand in a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Whoever is admitted before the first round: a fact.
    Declared,
    /// Whoever stood before and declares again; no threshold.
    DeclaredAgain,
    /// Whoever qualified by the votes of the round before.
    Qualified(Qualification),
}

/// How one qualifies for a round by the votes of the round before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qualification {
    /// By this share; `None` if only the first qualify.
    pub at_least: Option<Condition>,
    /// If fewer meet it, this many of the first qualify all the same.
    pub first: u32,
    /// Withdrawals.
    pub withdrawn: Withdrawn,
    /// Lists that reached this may join another that stands.
    pub join: Option<Condition>,
}

/// What decides a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decides {
    /// Every one of these must be met.
    Conditions(Vec<Condition>),
    /// Most votes.
    MostVotes,
}

/// Whether a round elects persons or finds the list that leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seeks {
    /// Persons, a seat each.
    Persons,
    /// The one list that leads.
    List,
}

/// A round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// 1 for the first.
    pub number: u8,
    /// Names on a ballot.
    pub names: Names,
    /// Persons, or the list that leads.
    pub seeks: Seeks,
    /// What decides.
    pub decides: Decides,
    /// Who may stand.
    pub stand: Stand,
    /// How equals are parted.
    pub tie: Vec<TieBy>,
}

/// Who qualifies for the next round by the votes of `before`: by the share, and by rank alone.
///
/// Equal votes at the last rank all qualify: no law at hand parts them, and whoever should not
/// stand is then named by the caller.
#[must_use]
pub fn qualified(
    rule: &Qualification,
    before: &Round,
    test: Option<&Test>,
) -> (Vec<Place>, Vec<Place>) {
    let mut order = before.votes.clone();
    order.sort_by_key(|one| std::cmp::Reverse(one.1));
    let passes = |votes: Votes| test.is_some_and(|test| test.passes(votes));
    let by_share: Vec<Place> =
        order.iter().filter(|(_, votes)| passes(*votes)).map(|(place, _)| *place).collect();
    let missing = (rule.first as usize).saturating_sub(by_share.len());
    let rest: Vec<(Place, Votes)> =
        order.into_iter().filter(|(place, _)| !by_share.contains(place)).collect();
    let by_rank = match missing.checked_sub(1).and_then(|last| rest.get(last)) {
        Some((_, cut)) if missing > 0 => {
            rest.iter().filter(|(_, votes)| votes >= cut).map(|(place, _)| *place).collect()
        }
        _ if missing > 0 => rest.iter().map(|(place, _)| *place).collect(),
        _ => Vec::new(),
    };
    (by_share, by_rank)
}

/// Holds everyone in `votes` against `tests`; writes each; gives those who meet all.
pub fn test_all(
    votes: &[(Place, Votes)],
    tests: &[Test],
    record: &mut Record,
) -> Vec<(Place, Votes)> {
    let mut order = votes.to_vec();
    order.sort_by_key(|one| std::cmp::Reverse(one.1));
    let mut passed = Vec::new();
    for (place, votes) in order {
        let held: Vec<(Test, bool)> =
            tests.iter().map(|test| (test.clone(), test.passes(votes))).collect();
        if held.iter().all(|(_, met)| *met) {
            passed.push((place, votes));
        }
        record.write(Step::Tested { place, votes, tests: held });
    }
    passed
}

/// The `open` of `among` with most votes, best first; equals at the cut are parted by `parting`.
pub fn most_votes(
    among: &[(Place, Votes)],
    open: u32,
    parting: &Parting<'_>,
    record: &mut Record,
) -> Vec<(Place, Votes)> {
    let mut order = among.to_vec();
    order.sort_by_key(|one| std::cmp::Reverse(one.1));
    let seats = open as usize;
    if order.len() <= seats || seats == 0 || order[seats - 1].1 != order[seats].1 {
        order.truncate(seats);
        return order;
    }
    let cut = order[seats].1;
    let mut won: Vec<(Place, Votes)> = order.iter().copied().filter(|one| one.1 > cut).collect();
    let equals: Vec<Place> = order.iter().filter(|one| one.1 == cut).map(|one| one.0).collect();
    let between = open - u32::try_from(won.len()).unwrap_or(open);
    won.extend(part(&equals, between, parting, record).into_iter().map(|place| (place, cut)));
    won
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::condition::Share;
    use crate::number::Fraction;
    use crate::record::Relation;

    fn round(votes: &[Votes]) -> Round {
        let votes = (0u32..).zip(votes.iter().copied()).collect();
        Round { number: 1, votes, ..Round::default() }
    }

    fn by_share(first: u32) -> Qualification {
        let Share { share, base, scope } = "12.5% of registered".parse().unwrap();
        let at_least = Some(Condition { relation: Relation::AtLeast, share, base, scope });
        Qualification { at_least, first, withdrawn: Withdrawn::NotReplaced, join: None }
    }

    /// Code électoral L162: 12.5 % of the registered; if one or none reaches it, the first two.
    #[test]
    fn three_may_qualify_and_two_always_do() {
        let rule = by_share(2);
        let test = rule.at_least.unwrap().test(Fraction::new(1000, 1));
        assert_eq!(
            qualified(&rule, &round(&[130, 300, 125, 124]), Some(&test)),
            (vec![1, 0, 2], vec![])
        );
        assert_eq!(qualified(&rule, &round(&[100, 300, 90]), Some(&test)), (vec![1], vec![0]));
        assert_eq!(qualified(&rule, &round(&[10, 30, 9]), Some(&test)), (vec![], vec![1, 0]));
    }
}
