//! Coalitions: connected lists that must qualify together before they count as one.
//!
//! 1. a list brings its votes to its coalition if it passes a share of its own;
//! 2. a coalition takes part if what it was brought passes a larger share, and one of its lists the
//!    share for a list in a coalition;
//! 3. inside, only the lists that pass that share have seats (in some laws the strongest below too);
//! 4. lists of no coalition, or of one that does not take part, must pass a share alone.
//!
//! So the Italian Chamber of Deputies: decree 361/1957, art. 83, para. 1, letters c, e and g, in the
//! wording of law 165/2017.
//!
//! Not here: how seats are divided ([`super::largest_remainder`]), what was won together
//! ([`super::raise`]).

use crate::method::condition::Condition;
use crate::number::Votes;
use crate::record::{Below, CoalitionTests, InCoalition};
use crate::tally::Place;

/// The conditions, as a law names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What a list needs to bring its votes to its coalition; without it every list brings them.
    pub counts: Option<Condition>,
    /// What a coalition needs, by the votes it was brought.
    pub together: Condition,
    /// What one of its lists needs.
    pub with: Condition,
    /// What a list needs to share the seats of its coalition.
    pub inside: Condition,
    /// Whether the strongest list below shares them too.
    pub below: Below,
    /// What a list needs without a coalition that takes part.
    pub alone: Condition,
    /// Kinds of lists that are free of every condition on a list.
    pub exempt: Vec<String>,
}

/// A list as it stands.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    /// Where it stands.
    pub place: Place,
    /// Its votes.
    pub votes: Votes,
    /// Its coalition.
    pub coalition: Option<&'a str>,
    /// Free of every condition on a list.
    pub exempt: bool,
}

/// A coalition that was found; its lists by place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coalition<'a> {
    /// Its name.
    pub name: &'a str,
    /// The lists that brought their votes.
    pub brought: Vec<Place>,
    /// What they brought.
    pub votes: Votes,
    /// Whether it takes part.
    pub takes_part: bool,
    /// The lists that share its seats, if it takes part.
    pub sharing: Vec<Place>,
}

/// Which coalitions and which lists alone take part; lists in the order given.
///
/// # Example
/// ```
/// # use suffrage::{Base, Relation, number::Fraction};
/// # use suffrage::method::{coalition::{Standing, qualify}, condition::Condition};
/// # use suffrage::record::{Below, CoalitionTests, Scope};
/// let share = |percent| Condition {
///     relation: Relation::AtLeast, share: Fraction::new(percent, 100), base: Base::Votes,
///     scope: Scope::Contest,
/// }.test(Fraction::new(1000, 1));
/// let tests = CoalitionTests {
///     counts: Some(share(1)), together: share(10), with: share(3), inside: share(3), alone: share(3),
/// };
/// let list = |place, votes, coalition| Standing { place, votes, coalition, exempt: false };
/// let lists = [list(0, 80, Some("x")), list(1, 25, Some("x")), list(2, 9, Some("x")), list(3, 886, None)];
/// let (coalitions, alone) = qualify(&tests, Below::NoSeats, &lists);
/// // 80 and 25 are 105 of 1,000; the nine are below one per cent and bring nothing.
/// assert_eq!((coalitions[0].votes, coalitions[0].takes_part), (105, true));
/// assert_eq!((coalitions[0].sharing.as_slice(), alone.as_slice()), (&[0][..], &[3][..]));
/// ```
#[must_use]
pub fn qualify<'a>(
    tests: &CoalitionTests,
    below: Below,
    lists: &[Standing<'a>],
) -> (Vec<Coalition<'a>>, Vec<Place>) {
    let mut names: Vec<&str> = lists.iter().filter_map(|one| one.coalition).collect();
    names.sort_unstable();
    names.dedup();
    let of = |name: &str| -> Vec<Standing<'a>> {
        lists.iter().filter(|one| one.coalition == Some(name)).copied().collect()
    };
    let coalitions: Vec<Coalition<'a>> =
        names.into_iter().map(|name| coalition(tests, below, name, &of(name))).collect();
    let inside = |name: &str| coalitions.iter().any(|one| one.name == name && one.takes_part);
    let alone = lists
        .iter()
        .filter(|one| !one.coalition.is_some_and(inside))
        .filter(|one| one.exempt || tests.alone.passes(one.votes))
        .map(|one| one.place)
        .collect();
    (coalitions, alone)
}

fn coalition<'a>(
    tests: &CoalitionTests,
    below: Below,
    name: &'a str,
    lists: &[Standing<'a>],
) -> Coalition<'a> {
    let counts = |one: &&Standing<'_>| {
        one.exempt || tests.counts.as_ref().is_none_or(|test| test.passes(one.votes))
    };
    let brought: Vec<&Standing<'_>> = lists.iter().filter(counts).collect();
    let votes: Votes = brought.iter().map(|one| one.votes).sum();
    let (mut sharing, left): (Vec<&Standing<'_>>, Vec<&Standing<'_>>) =
        lists.iter().partition(|one| one.exempt || tests.inside.passes(one.votes));
    if below == Below::Strongest {
        let most = left.iter().map(|one| one.votes).max().filter(|votes| *votes > 0);
        // Of equals every one: no text parts them, and a share of seats is no seat yet.
        sharing.extend(left.into_iter().filter(|one| Some(one.votes) == most));
        sharing.sort_by_key(|one| one.place);
    }
    let leads = lists.iter().any(|one| one.exempt || tests.with.passes(one.votes));
    let takes_part = tests.together.passes(votes) && leads && !sharing.is_empty();
    let places = |all: Vec<&Standing<'_>>| all.into_iter().map(|one| one.place).collect();
    let sharing = if takes_part { places(sharing) } else { Vec::new() };
    Coalition { name, brought: places(brought), votes, takes_part, sharing }
}

impl InCoalition {
    /// The coalition as the record tells it, under the place that it has there.
    #[must_use]
    pub fn of(found: &Coalition<'_>, place: Place) -> Self {
        let (votes, takes_part) = (found.votes, found.takes_part);
        Self { place, votes, takes_part, sharing: found.sharing.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Fraction;
    use crate::record::{Base, Relation, Scope, Test};

    fn share(percent: u128, of: Votes) -> Test {
        let share = Fraction::new(percent, 100);
        let (relation, base, scope) = (Relation::AtLeast, Base::Votes, Scope::Contest);
        Condition { relation, share, base, scope }.test(Fraction::new(of, 1))
    }

    fn tests(of: Votes) -> CoalitionTests {
        let [counts, together, list] = [1, 10, 3].map(|one| share(one, of));
        let (with, inside, alone) = (list.clone(), list.clone(), list);
        CoalitionTests { counts: Some(counts), together, with, inside, alone }
    }

    fn list(place: Place, votes: Votes, coalition: Option<&str>) -> Standing<'_> {
        Standing { place, votes, coalition, exempt: false }
    }

    #[test]
    fn a_list_between_two_shares_brings_its_votes_and_has_no_seat() {
        let lists = [list(0, 90, Some("x")), list(1, 20, Some("x")), list(2, 890, None)];
        let (found, _) = qualify(&tests(1000), Below::NoSeats, &lists);
        assert_eq!((found[0].votes, found[0].sharing.clone()), (110, vec![0]));
    }

    #[test]
    fn a_coalition_without_a_list_of_its_own_share_does_not_take_part() {
        let four: Vec<_> = (0..4).map(|place| list(place, 29, Some("x"))).collect();
        let (found, alone) = qualify(&tests(1000), Below::NoSeats, &four);
        assert_eq!((found[0].votes, found[0].takes_part, alone), (116, false, vec![]));
    }

    #[test]
    fn the_lists_of_a_coalition_that_fails_stand_alone() {
        let lists = [list(0, 60, Some("x")), list(1, 29, Some("x")), list(2, 911, None)];
        let (found, alone) = qualify(&tests(1000), Below::NoSeats, &lists);
        assert_eq!((found[0].takes_part, alone), (false, vec![0, 2]));
    }

    #[test]
    fn the_strongest_below_shares_too_where_the_law_says_so() {
        let lists = [list(0, 200, Some("x")), list(1, 19, Some("x")), list(2, 12, Some("x"))];
        let (found, _) = qualify(&tests(1000), Below::Strongest, &lists);
        assert_eq!(found[0].sharing, [0, 1]);
    }

    #[test]
    fn a_list_that_is_exempt_passes_alone_and_inside() {
        let lists = [
            Standing { exempt: true, ..list(0, 4, Some("x")) },
            list(1, 120, Some("x")),
            Standing { exempt: true, ..list(2, 5, None) },
        ];
        let (found, alone) = qualify(&tests(1000), Below::NoSeats, &lists);
        assert_eq!((found[0].votes, found[0].sharing.clone(), alone), (124, vec![0, 1], vec![2]));
    }
}
