//! Theorems of several tiers: seats stand in one area, a second look holds, and nothing depends on the
//! order in which parties or constituencies are written.

mod common;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;
use suffrage::method::biproportional::{Problem, divide};
use suffrage::number::Exact;
use suffrage::outcome::Wait;
use suffrage::record::{Entry, LotUsed, OfTiers, Step, Waiting};
use suffrage::render::{Style, text};
use suffrage::tally::{Area, Candidacy, Contest, Lot, Parts, Round, Tier, Tiers};
use suffrage::{Fault, Lang, LawBook, LawOnDay, Outcome, Record, Wish, count, replay};

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

const LAWS: [&str; 11] = [
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
    "cy/house",
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
                matches!(
                    fault,
                    Fault::QuotaTooSmall { .. }
                        | Fault::QuotaOfNothing { .. }
                        | Fault::NoDoubleProportion { .. }
                )
            };
            assert!(faults.iter().all(known), "{}: {faults:?}", law.id);
            None
        }
    }
}

/// The lot that the text of a count asks for, filled in as its reader would: the first of the equals
/// are drawn.
fn asked(record: &Record) -> Option<Lot> {
    let text = text::result(record, Lang::En, Style::PLAIN);
    let block = &text[text.find("[[lot]]")?..];
    // What stands between quotation marks after `key =`, but not in a comment.
    let of = |key: &str| -> Vec<String> {
        let line = block.lines().find(|line| line.trim().starts_with(key)).unwrap();
        let line = line.split("   #").next().unwrap();
        line.split('"').skip(1).step_by(2).map(str::to_owned).collect()
    };
    let wait = Outcome::of(record).pending()[0].clone();
    let among = of("among");
    let open = if wait.areas.is_empty() { wait.open as usize } else { 1 };
    Some(Lot {
        contest: of("contest").remove(0),
        drawn: among[..open].to_vec(),
        among,
        purpose: None,
        source: "drawn in public".to_owned(),
    })
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

    /// Whoever won in a constituency needed one vote more than the next: all others are fragments.
    #[test]
    fn votes_for_persons_are_fragments_but_for_those_that_won(votes in matrix()) {
        let (law, contest) = (law("hu/national-assembly"), election(&votes, &[0, 1, 2, 3], false));
        let record = counted(&law, &contest).unwrap();
        let rows = record.steps.iter().find_map(|one| match &one.step {
            Step::Tiers(OfTiers::Fragments { rows, .. }) => Some(rows.as_slice()),
            _ => None,
        });
        // Where equals lead in a constituency, it is not known yet whose votes are lost.
        prop_assume!(rows.is_some());
        for row in rows.unwrap() {
            let (mut lost, mut beyond) = (0, 0);
            for area in &votes {
                let mine = area[row.place as usize];
                let others = (0..).zip(area).filter(|one| one.0 != row.place);
                let next = *others.map(|one| one.1).max().unwrap();
                prop_assume!(mine != next);
                match mine > next {
                    true => beyond += mine - next - 1,
                    false => lost += mine,
                }
            }
            prop_assert_eq!((row.lost, row.beyond), (lost.into(), beyond.into()));
        }
    }

    #[test]
    fn whatever_waits_for_a_lot_is_settled_by_the_lots_that_the_count_asks_for(
        votes in prop::collection::vec(prop::collection::vec(1u64..4, 4), 4),
    ) {
        for id in LAWS {
            let (law, contest) = (law(id), election(&votes, &[0, 1, 2, 3], false));
            let Some(mut record) = counted(&law, &contest) else { continue };
            let mut lots: Vec<Lot> = Vec::new();
            while let Some(lot) = asked(&record) {
                prop_assert!(lots.len() < 200, "{id}: {lot:?} is asked for and settles nothing");
                lots.push(lot);
                record = match count(&law, &contest, &lots, &Wish::default()) {
                    Ok(record) => record,
                    Err(_) => break,
                };
                // A house that is divided again meets the same equals again: one lot answers.
                let answers = record.lots();
                let used = |lot: &&Lot| {
                    let same = |one: &LotUsed| one.drawn.as_ref() == Some(&lot.drawn);
                    answers.iter().any(|one| one.contest == lot.contest && same(one))
                };
                prop_assert_eq!(lots.iter().filter(used).count(), lots.len(), "{}: {:?}", id, lots);
                let doubts = replay::verify(&record, &contest);
                prop_assert!(doubts.is_empty(), "{id}: {doubts:?}");
            }
            let waits = |wait: &Wait| wait.why == Waiting::ForLot;
            prop_assert!(!Outcome::of(&record).pending().iter().any(waits), "{}", id);
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
        let answer = divide(&problem, &mut |_, _| None).unwrap();
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

/// Two parties with these votes, and the seats they won of sixty-five.
fn of_two(votes: [u64; 2], won: [u32; 2]) -> Contest {
    let area = Area {
        code: "D".into(),
        name: "D".into(),
        tier: Tier::Constituency,
        seats: Some(65),
        ..Area::default()
    };
    let seats = |at: usize| ("D".to_owned(), format!("P{at}"), won[at]);
    Tiers::contest(Parts {
        areas: vec![(area, String::new())],
        lists: vec![of_area("D".into(), &votes, &[0, 1])],
        won: vec![seats(0), seats(1)],
        ..Parts::default()
    })
    .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Malta, art. 52(1): more votes are more seats, the house is odd, nobody loses a seat, and each
    /// share is the nearest there is.
    #[test]
    fn an_odd_house_stays_odd_and_a_majority_of_votes_is_one_of_seats(
        first in 30_000u64..170_000,
        second in 30_000u64..170_000,
        won in 20u32..46,
    ) {
        prop_assume!(first != second);
        let (votes, won) = ([first, second], [won, 65 - won]);
        let contest = of_two(votes, won);
        let record = count(&law("mt/house"), &contest, &[], &Wish::default()).unwrap();
        prop_assert!(replay::verify(&record, &contest).is_empty());
        let outcome = Outcome::of(&record);
        let seats = [0, 1].map(|place| outcome.seats_of(place));
        let house = seats[0] + seats[1];
        prop_assert_eq!(house % 2, 1);
        prop_assert_eq!(seats[0] > seats[1], first > second);
        for at in 0..2 {
            prop_assert!(seats[at] >= won[at]);
            // Twice the distance from the exact share is at most one seat.
            let exact = u128::from(house) * u128::from(votes[at]) * 2;
            let given = u128::from(seats[at]) * u128::from(first + second) * 2;
            prop_assert!(exact.abs_diff(given) <= u128::from(first + second));
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

/// Equals below for whom a lot must be drawn: what levels cannot know yet what was won.
#[test]
fn seats_that_level_wait_for_a_lot_drawn_below() {
    let votes = [[1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1485], [122_372, 177_678, 24_516, 134_140]];
    let votes: Vec<Vec<u64>> = votes.iter().map(|one| one.to_vec()).collect();
    let (law, contest) = (law("no/storting"), election(&votes, &[0, 1, 2, 3], false));
    // The areas have equally many inhabitants: the first lot is for their last seat.
    let areas = asked(&counted(&law, &contest).unwrap()).unwrap();
    let record = count(&law, &contest, &[areas], &Wish::default()).unwrap();
    assert_eq!(replay::verify(&record, &contest), []);
    let outcome = Outcome::of(&record);
    let won: u32 = outcome.pots().iter().flat_map(|pot| pot.won.values()).sum();
    // Of 165 seats in the constituencies some wait, and with them the four of the other 169.
    let open: u32 = outcome.pending().iter().map(|wait| wait.open).sum();
    assert!(open > 0);
    assert_eq!((won, outcome.blocked()), (165 - open, 4 + open));
    let levels = |entry: &Entry| matches!(entry.step, Step::Tiers(OfTiers::Levelling { .. }));
    assert!(!record.steps.iter().any(levels));
}

#[test]
fn equals_in_a_constituency_hold_up_only_what_hangs_on_its_seat() {
    let votes = [[50, 50, 20, 10], [60, 50, 20, 10], [50, 51, 20, 10], [50, 10, 20, 70]];
    let votes: Vec<Vec<u64>> =
        votes.iter().map(|one| one.iter().map(|votes| votes * 1000).collect()).collect();
    for id in LAWS {
        let (law, contest) = (law(id), election(&votes, &[0, 1, 2, 3], false));
        let record = counted(&law, &contest).unwrap();
        let outcome = Outcome::of(&record);
        assert_eq!(replay::verify(&record, &contest), [], "{id}");
        let won: u32 = outcome.pots().iter().flat_map(|pot| pot.won.values()).sum();
        match id {
            // Four persons and seats of lists that count theirs: three are known.
            "nz/house" => assert_eq!((won, outcome.blocked()), (3, 117)),
            "gb-sct/parliament" => assert_eq!((won, outcome.blocked()), (3, 15)),
            // Who leads is seated out of the list: all seats of the parties are known.
            "de/bundestag" => assert_eq!((won, outcome.blocked()), (630, 0)),
            _ => {}
        }
    }
}
