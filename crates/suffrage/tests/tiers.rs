//! Theorems of several tiers: seats stand in one area, a second look holds, and nothing depends on the
//! order in which parties or constituencies are written.

mod common;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;
use suffrage::method::biproportional::{Problem, divide};
use suffrage::number::Exact;
use suffrage::tally::{Area, Candidacy, Contest, Parts, Round, Tier, Tiers};
use suffrage::{Fault, LawBook, LawOnDay, Outcome, Record, Wish, count, replay};

static BOOK: LazyLock<LawBook> = LazyLock::new(common::book);

fn law(id: &str) -> LawOnDay {
    let book = &*BOOK;
    let coded = book.find(id).unwrap().coded;
    let day = "2025-02-23".parse().unwrap();
    book.on(id, if coded.holds(day) { day } else { coded.from }, &[]).unwrap()
}

/// `votes[area][party]`, with so many seats in each area.
fn of_area(code: String, votes: &[u64], order: &[usize]) -> Contest {
    let party = |at: &usize| Candidacy {
        code: format!("P{at}"),
        name: format!("Party {at}"),
        ..Candidacy::default()
    };
    let given = (0u32..).zip(order).map(|(place, at)| (place, u128::from(votes[*at])));
    Contest {
        code: code.clone(),
        name: code,
        candidacies: order.iter().map(party).collect(),
        rounds: vec![Round { number: 1, votes: given.collect(), ..Round::default() }],
        ..Contest::default()
    }
}

/// Two regions with two constituencies each; lists and persons are voted for in the constituencies.
fn election(votes: &[Vec<u64>], order: &[usize], backwards: bool) -> Contest {
    let area = |code: String, tier: Tier| Area {
        name: code.clone(),
        code,
        tier,
        seats: Some(7),
        levelling: Some(3),
        inhabitants: Some(1000),
        surface: Some(10),
        ..Area::default()
    };
    let mut parts = Parts::default();
    for region in 0..2 {
        parts.areas.push((area(format!("R{region}"), Tier::Region), String::new()));
    }
    for (at, votes) in votes.iter().enumerate() {
        let code = format!("C{at}");
        parts.areas.push((area(code.clone(), Tier::Constituency), format!("R{}", at % 2)));
        parts.lists.push(of_area(code.clone(), votes, order));
        parts.direct.push(of_area(code, votes, order));
    }
    if backwards {
        parts.areas.reverse();
        parts.lists.reverse();
        parts.direct.reverse();
    }
    Tiers::contest(parts).unwrap()
}

const LAWS: [&str; 10] = [
    "no/storting",
    "dk/folketing",
    "ee/riigikogu",
    "se/riksdag",
    "is/althingi",
    "nz/house",
    "gb-sct/parliament",
    "ch-zh/municipal-council",
    "de/bundestag",
    "cz/chamber-of-deputies",
];

/// Seats by area and party, by their codes.
fn seats(record: &Record) -> BTreeMap<(String, String), u32> {
    let outcome = Outcome::of(record);
    let mut all = BTreeMap::new();
    for (number, area) in (0u32..).zip(&record.areas) {
        for (place, party) in (0u32..).zip(&record.candidacies) {
            let seats = outcome.seats_in(number, place);
            if seats > 0 {
                all.insert((area.code.clone(), party.code.clone()), seats);
            }
        }
    }
    all
}

fn counted(law: &LawOnDay, contest: &Contest) -> Option<Record> {
    match count(law, contest, &[], &Wish::default()) {
        Ok(record) => Some(record),
        // Equals that give seats back cannot be parted, and both directions cannot always be met.
        Err(faults) => {
            let known = |fault: &Fault| {
                matches!(fault, Fault::QuotaTooSmall { .. } | Fault::NoDoubleProportion { .. })
            };
            assert!(faults.iter().all(known), "{}: {faults:?}", law.id);
            None
        }
    }
}

fn matrix() -> impl Strategy<Value = Vec<Vec<u64>>> {
    prop::collection::vec(prop::collection::vec(1u64..200_000, 4), 4)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn linked_seats_are_all_given_whatever_was_won_and_in_any_order(
        votes in prop::collection::vec(1u64..9_000_000, 4),
        won in prop::collection::vec(0u32..60, 3),
    ) {
        let law = LawOnDay::clone(&BOOK.on("kr/national-assembly", "2024-04-10".parse().unwrap(), &[]).unwrap());
        let found = [[0, 1, 2, 3], [3, 1, 0, 2]].map(|order| {
            let rest = 254 - won.iter().sum::<u32>();
            let declared = won.iter().copied().chain([rest]).enumerate();
            let parts = Parts {
                lists: vec![of_area("nation".to_owned(), &votes, &order)],
                won: declared.map(|(at, seats)| ("nation".to_owned(), format!("P{at}"), seats)).collect(),
                ..Parts::default()
            };
            let contest = Tiers::contest(parts).unwrap();
            let record = counted(&law, &contest).unwrap();
            let doubts = replay::verify(&record, &contest);
            prop_assert!(doubts.is_empty(), "{doubts:?}");
            let pending = Outcome::of(&record).pending().iter().map(|wait| wait.open).sum::<u32>();
            Ok((seats(&record), pending))
        });
        let [a, b] = found;
        let ((a, open), (b, _)) = (a?, b?);
        prop_assert_eq!(a.values().sum::<u32>() + open, 300);
        prop_assert_eq!(a, b);
    }

    #[test]
    fn every_seat_stands_in_one_area_and_a_second_look_holds(votes in matrix()) {
        for id in LAWS {
            let (law, contest) = (law(id), election(&votes, &[0, 1, 2, 3], false));
            let Some(record) = counted(&law, &contest) else { continue };
            let doubts = replay::verify(&record, &contest);
            prop_assert!(doubts.is_empty(), "{id}: {doubts:?}");
            let outcome = Outcome::of(&record);
            for place in 0..4u32 {
                let areas = 0..u32::try_from(record.areas.len()).unwrap();
                let stand: u32 = areas.map(|area| outcome.seats_in(area, place)).sum();
                prop_assert_eq!(stand, outcome.seats_of(place), "{}", id);
            }
            // The record says all: read again, it folds into the same seats.
            let text = suffrage::render::json::record(&record);
            let again: Record = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(seats(&again), seats(&record));
        }
    }

    #[test]
    fn the_order_of_parties_and_of_constituencies_changes_nobody_s_seats(votes in matrix()) {
        for id in LAWS {
            let law = law(id);
            let one = counted(&law, &election(&votes, &[0, 1, 2, 3], false));
            let other = counted(&law, &election(&votes, &[2, 0, 3, 1], true));
            if let (Some(one), Some(other)) = (one, other)
                && Outcome::of(&one).is_complete()
            {
                prop_assert_eq!(seats(&one), seats(&other), "{}", id);
            }
        }
    }

    #[test]
    fn divisors_prove_both_directions(
        votes in prop::collection::vec(prop::collection::vec(1u128..100_000, 5), 4),
        sizes in prop::collection::vec(1u32..12, 5),
        cuts in prop::collection::vec(0u32..20, 3),
    ) {
        let house: u32 = sizes.iter().sum();
        let mut parties = Vec::new();
        let mut left = house;
        for cut in cuts {
            let part = cut.min(left);
            parties.push(part);
            left -= part;
        }
        parties.push(left);
        let least = vec![None; 5];
        let problem = Problem { votes: &votes, parties: &parties, areas: &sizes, least: &least };
        // Everybody has votes everywhere: an answer exists.
        let answer = divide(&problem).unwrap();
        let half = Exact::from(1u64).over(&Exact::from(2u64));
        for (party, row) in answer.seats.iter().enumerate() {
            prop_assert_eq!(row.iter().sum::<u32>(), parties[party]);
            for (area, seats) in row.iter().enumerate() {
                let share = Exact::from(votes[party][area])
                    .over(&answer.by_area[area])
                    .over(&answer.by_party[party]);
                let seats = Exact::from(u64::from(*seats));
                prop_assert!(share <= seats.clone() + &half && seats <= share + &half);
            }
        }
        for (area, size) in sizes.iter().enumerate() {
            prop_assert_eq!(answer.seats.iter().map(|row| row[area]).sum::<u32>(), *size);
        }
    }
}

#[test]
fn a_law_of_tiers_refuses_a_contest_that_stands_alone() {
    let alone = of_area("1".into(), &[10, 5], &[0, 1]);
    let faults = count(&law("no/storting"), &alone, &[], &Wish::default()).unwrap_err();
    assert!(matches!(faults[0], Fault::NoTiers { .. }), "{faults:?}");
}

#[test]
fn a_law_that_asks_for_votes_for_persons_refuses_an_election_without_them() {
    let parts = Parts { lists: vec![of_area("1".into(), &[10, 5], &[0, 1])], ..Parts::default() };
    let contest = Tiers::contest(parts).unwrap();
    let faults = count(&law("nz/house"), &contest, &[], &Wish::default()).unwrap_err();
    assert!(matches!(faults[0], Fault::AreaFigure { .. }), "{faults:?}");
}
