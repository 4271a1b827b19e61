//! Theorems: what must hold for every election, and one that must not.

mod common;

use proptest::prelude::*;
use suffrage::method::highest_averages::{Divisors, Unit, divide};
use suffrage::method::largest_remainder::{self, Parts, Surplus, Whole};
use suffrage::tally::{Candidacy, Contest, Round};
use suffrage::{LawOnDay, Outcome, Record, Wish, count};

fn law(id: &str) -> LawOnDay {
    common::book().on(id, "2026-03-15".parse().unwrap(), &[]).unwrap()
}

fn contest(votes: &[u128], seats: u32) -> Contest {
    let list = |index: usize| Candidacy {
        code: format!("L{index}"),
        name: format!("L{index}"),
        ..Candidacy::default()
    };
    Contest {
        code: "1".into(),
        seats: Some(seats),
        inhabitants: Some(u64::MAX),
        candidacies: (0..votes.len()).map(list).collect(),
        rounds: vec![Round {
            number: 1,
            registered: Some(votes.iter().sum()),
            votes: (0u32..).zip(votes.iter().copied()).collect(),
            ..Round::default()
        }],
        ..Contest::default()
    }
}

fn seats(divisors: &str, votes: &[u128], open: u32) -> Option<Vec<u32>> {
    let units: Vec<Unit> =
        votes.iter().map(|votes| Unit { votes: *votes, held: 0, most: None }).collect();
    let run = divide(&divisors.parse::<Divisors>().unwrap(), &units, open);
    let mut seats = vec![0; votes.len()];
    run.won.iter().for_each(|unit| seats[*unit as usize] += 1);
    run.tied.is_none().then_some(seats)
}

/// Whole quotas and largest remainders (Hamilton); `None` if tied.
fn hamilton(votes: &[u128], open: u32) -> Option<Vec<u32>> {
    let rule = largest_remainder::Rule {
        nearly: None,
        parts: Parts::Seats,
        whole: Whole::Exact,
        surplus: Surplus::Refused,
    };
    let quota = rule.quota(votes.iter().sum(), open)?;
    let each: Vec<_> = votes.iter().map(|votes| largest_remainder::quotas(*votes, quota)).collect();
    let mut seats: Vec<u32> =
        each.iter().map(|(whole, _)| u32::try_from(*whole).unwrap()).collect();
    let rest: Vec<_> = each.iter().map(|(_, rest)| *rest).collect();
    let run = largest_remainder::largest(&rest, open - seats.iter().sum::<u32>());
    run.won.iter().for_each(|index| seats[*index as usize] += 1);
    run.tied.is_none().then_some(seats)
}

const LAWS: &[&str] = &[
    "fr/european-parliament",
    "nc/government",
    "nl/municipal-council",
    "nl/house",
    "ch/national-council",
];
const SEQUENCES: &[&str] = &[
    "1, 2, 3, …",
    "1, 3, 5, …",
    "1.4, 3, 5, …",
    "1, 4, 7, …",
    "0, 1, 2, …",
    "2, 3, 4, …",
    "√(0·1), √(1·2), √(2·3), …",
];

fn votes() -> impl Strategy<Value = Vec<u128>> {
    prop::collection::vec(1u128..5_000_000, 2..12)
}

fn record(law: &LawOnDay, votes: &[u128], open: u32) -> Option<Record> {
    count(law, &contest(votes, open), &[], &Wish::default()).ok()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn divisor_methods_are_house_monotone_element_by_element(votes in votes(), open in 1u32..200) {
        for sequence in SEQUENCES {
            if let (Some(fewer), Some(more)) = (seats(sequence, &votes, open), seats(sequence, &votes, open + 1)) {
                prop_assert!(fewer.iter().zip(&more).all(|(a, b)| a <= b), "{sequence}: {fewer:?} {more:?}");
            }
        }
    }

    #[test]
    fn votes_times_a_million_millions_change_nothing(votes in votes(), open in 1u32..100) {
        let many: Vec<u128> = votes.iter().map(|votes| votes * 1_000_000_000_000).collect();
        for id in LAWS {
            let law = law(id);
            // A quota that is made whole is the one thing that may feel the scale.
            if *id == "ch/national-council" { continue }
            let (few, great) = (record(&law, &votes, open), record(&law, &many, open));
            let seats = |record: &Option<Record>| record.as_ref().map(|one| {
                let outcome = Outcome::of(one);
                (0..votes.len()).map(|place| outcome.seats_of(u32::try_from(place).unwrap())).collect::<Vec<_>>()
            });
            prop_assert_eq!(seats(&few), seats(&great), "{}", id);
        }
    }

    #[test]
    fn seats_are_conserved_and_every_record_holds_on_a_second_look(votes in votes(), open in 1u32..100) {
        for id in LAWS {
            let law = law(id);
            let contest = contest(&votes, open);
            let record = count(&law, &contest, &[], &Wish::default()).unwrap();
            prop_assert_eq!(suffrage::replay::verify(&record, &contest), vec![], "{}", id);
        }
    }

    #[test]
    fn the_order_of_lists_on_paper_gives_nobody_a_seat(votes in votes(), open in 1u32..100, turn in 1usize..11) {
        let turn = turn % votes.len();
        let mut turned = votes.clone();
        turned.rotate_left(turn);
        for id in LAWS {
            let law = law(id);
            let (one, other) = (record(&law, &votes, open).unwrap(), record(&law, &turned, open).unwrap());
            let (one, other) = (Outcome::of(&one), Outcome::of(&other));
            for place in 0..votes.len() {
                let there = (place + votes.len() - turn) % votes.len();
                let (a, b) = (u32::try_from(place).unwrap(), u32::try_from(there).unwrap());
                prop_assert_eq!(one.seats_of(a), other.seats_of(b), "{}", id);
            }
        }
    }

    #[test]
    fn a_constructed_tie_is_always_detected(votes in 1u128..1_000_000, lists in 2u32..9, open in 1u32..50) {
        let equal = vec![votes; lists as usize];
        for id in ["nl/municipal-council", "nl/house", "nc/government", "fr/european-parliament"] {
            // Where nobody reaches the quota that a law asks for, nobody is equal: seats stay empty.
            if id == "nl/house" && open < lists {
                continue;
            }
            let record = record(&law(id), &equal, open).unwrap();
            let pending = !Outcome::of(&record).pending().is_empty();
            prop_assert_eq!(pending, !open.is_multiple_of(lists), "{}", id);
        }
        for sequence in SEQUENCES {
            prop_assert_eq!(seats(sequence, &equal, open).is_none(), !open.is_multiple_of(lists), "{}", sequence);
        }
        prop_assert_eq!(hamilton(&equal, open).is_none(), !open.is_multiple_of(lists));
    }

    #[test]
    fn a_record_is_the_same_bytes_every_time_and_reads_back(votes in votes(), open in 1u32..60) {
        let law = law("nl/municipal-council");
        let (one, two) = (record(&law, &votes, open).unwrap(), record(&law, &votes, open).unwrap());
        let text = suffrage::render::json::record(&one);
        prop_assert_eq!(&text, &suffrage::render::json::record(&two));
        let back: Record = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(suffrage::render::json::record(&back), text);
    }
}

/// The Alabama paradox: with one more seat a list loses one. Populations of the textbook case
/// (three states of 6, 6 and 2 parts; 10 and 11 seats).
#[test]
fn hamilton_breaks_house_monotonicity() {
    assert_eq!(hamilton(&[6, 6, 2], 10), Some(vec![4, 4, 2]));
    assert_eq!(hamilton(&[6, 6, 2], 11), Some(vec![5, 5, 1]));
}

/// Laws of ballots: how each is marked, and how many it seats.
const RANKED: &[&str] = &[
    "org/instant-runoff",
    "gb-sct/local",
    "org/single-transferable-vote",
    "org/meek",
    "org/schulze",
    "org/ranked-pairs",
    "org/borda",
    "org/copeland",
    "org/minimax",
    "org/kemeny-young",
    "org/black",
    "org/baldwin",
    "org/nanson",
    "org/smith-irv",
    "org/tideman-alternative",
    "org/ers97",
    "au/senate",
    "au-nsw/legislative-assembly",
    "gb-nir/local",
    "ie/dail",
    "nz/local",
    "us-ak/state",
    "us-ca/san-francisco",
    "us-me/state",
    "us-mn/minneapolis",
    "us-ny/new-york-city",
];

/// Those that elect one.
const ONE: &[&str] = &[
    "au-nsw/legislative-assembly",
    "us-ak/state",
    "us-ca/san-francisco",
    "us-me/state",
    "us-ny/new-york-city",
    "org/instant-runoff",
    "org/black",
    "org/baldwin",
    "org/nanson",
    "org/smith-irv",
    "org/tideman-alternative",
];

/// Ballots as a spreadsheet of ranks; a rank may be empty, a name may come again.
fn ranked(ballots: &[Vec<usize>]) -> Contest {
    use suffrage::read::{self, Input};
    const NAMES: [&str; 6] = ["Ada", "Ben", "Cleo", "Dag", "Eve", ""];
    let mut text = String::from("r1,r2,r3,r4\n");
    // Every candidate is named once, so that all orders know the same ones.
    for line in [vec![0, 1, 2, 3], vec![4]].iter().chain(ballots) {
        let names: Vec<&str> =
            (0..4).map(|rank| line.get(rank).map_or("", |one| NAMES[*one])).collect();
        text.push_str(&names.join(","));
        text.push('\n');
    }
    let table = read::table(&Input { file: "b.csv".into(), text }).unwrap();
    Contest { seats: Some(2), ..table.contests.into_iter().next().unwrap() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_ballots_changes_nothing_and_no_vote_is_lost(
        ballots in prop::collection::vec(prop::collection::vec(0usize..6, 0..5), 1..40),
        turn in 0usize..40,
    ) {
        let mut other = ballots.clone();
        other.rotate_left(turn % ballots.len());
        other.reverse();
        let (first, second) = (ranked(&ballots), ranked(&other));
        for id in RANKED {
            let law = law(id);
            let seats = if ONE.contains(id) { 1 } else { 2 };
            let [first, second] =
                [&first, &second].map(|one| Contest { seats: Some(seats), ..one.clone() });
            let record = count(&law, &first, &[], &Wish::default()).unwrap();
            let again = count(&law, &second, &[], &Wish::default()).unwrap();
            prop_assert_eq!(
                serde_json::to_string(&record).unwrap(),
                serde_json::to_string(&again).unwrap(),
                "{}", id
            );
            let doubts = suffrage::replay::verify(&record, &first);
            prop_assert!(doubts.is_empty(), "{id}: {doubts:?}");
            let outcome = Outcome::of(&record);
            prop_assert!(!outcome.is_complete() || outcome.elected().len() == seats as usize, "{}", id);
        }
    }
}

/// Ranked ballots of random marks: names in one rank, empty ranks, names written in, equal ballots.
fn marked(ballots: &[(Vec<(u32, bool)>, u64)], seats: u32) -> Contest {
    use suffrage::ballots::{Collect, Mark, Marking, Sequence, Slice};
    let mut all = Collect::with(Marking::Ranked, 0, Sequence::Kept);
    let mut parts = ["east", "west"].map(|name| (name, Collect::new(Marking::Ranked, 0)));
    for (ranks, weight) in ballots {
        let marks = ranks.iter().enumerate().map(|(at, (what, beside))| {
            let mark = match what {
                0..5 => Mark::of(*what),
                5 => Mark::SKIPPED,
                6 => Mark::OVERVOTE,
                _ => Mark::WRITE_IN,
            };
            if *beside && at > 0 && *what < 5 && ranks[at - 1].0 < 5 { mark.beside() } else { mark }
        });
        let marks: Vec<Mark> = marks.collect();
        all.add(&marks, *weight).unwrap();
        let east = weight / 3;
        for (part, weight) in parts.iter_mut().zip([east, weight - east]) {
            part.1.add(&marks, weight).unwrap();
        }
    }
    let slice =
        |(name, one): (&str, Collect)| Slice { name: name.into(), ballots: one.finish().unwrap() };
    let named =
        |name: &str| Candidacy { code: name.into(), name: name.into(), ..Candidacy::default() };
    Contest {
        code: "1".into(),
        seats: Some(seats),
        candidacies: ["Ada", "Ben", "Cleo", "Dag", "Eve"].map(named).into(),
        ballots: Some(std::sync::Arc::new(all.finish().unwrap())),
        slices: parts.map(slice).into(),
        ..Contest::default()
    }
}

/// The laws in which papers pass from hand to hand.
fn laws_with_transfers() -> Vec<LawOnDay> {
    let book = common::book();
    let with = suffrage_laws::ALL.iter().filter(|(_, text)| text.contains("\ntransfer = \""));
    let with = with.filter(|(_, text)| !text.contains("\"keep factors\""));
    let ids = with.map(|(file, _)| file.trim_start_matches("laws/").trim_end_matches(".toml"));
    let on = |id: &str, day: &str| book.on(id, day.parse().unwrap(), &[]);
    // Some laws are coded up to an election of last year.
    ids.map(|id| on(id, "2026-03-15").or_else(|_| on(id, "2025-11-04")).unwrap()).collect()
}

/// Lots for every tie of a count, so that it goes on to its end; `None` if the law refuses it.
fn lots(law: &LawOnDay, contest: &Contest) -> Option<Vec<suffrage::Lot>> {
    let mut lots: Vec<suffrage::Lot> = Vec::new();
    loop {
        let record = count(law, contest, &lots, &Wish::default()).ok()?;
        let waits = record.steps.iter().find_map(|one| match &one.step {
            suffrage::Step::Pending { equals, open, .. } => Some((equals.clone(), *open)),
            _ => None,
        });
        let Some((equals, open)) = waits.filter(|_| lots.len() < 20) else { return Some(lots) };
        let among: Vec<String> =
            equals.iter().map(|place| contest.candidacy(*place).code.clone()).collect();
        let drawn = among.iter().take(open as usize).cloned().collect();
        lots.push(suffrage::Lot {
            contest: "1".into(),
            among,
            drawn,
            purpose: None,
            source: "test".into(),
        });
    }
}

/// What differs between the paths of all ballots and the stages of the record.
fn astray(
    record: &Record,
    trail: &suffrage::method::trail::Trail,
    contest: &Contest,
) -> Option<String> {
    use std::collections::BTreeMap;
    use suffrage::method::trail::{Path, Paths, Whom};
    use suffrage::number::Exact;
    let ballots = contest.ballots.as_ref().unwrap();
    let mut paths = Paths::of(trail, Path::clone);
    for entry in &record.steps {
        let suffrage::Step::Stage { number, votes, lost } = &entry.step else { continue };
        let mut sums: BTreeMap<Whom, Exact> = BTreeMap::new();
        for ballot in 0..ballots.distinct() {
            let groups = paths.ballot(ballot).at(*number);
            let all: u64 = groups.iter().map(|one| one.papers).sum();
            let weight = Exact::from(ballots.weight(ballot)).over(&Exact::from(all));
            for group in groups {
                let papers = weight.times(&Exact::from(group.papers));
                for part in &group.parts {
                    *sums.entry(part.with).or_default() += &part.votes.times(&papers);
                }
            }
        }
        let votes = votes.iter().map(|(place, votes)| (Whom::To(*place), votes.clone()));
        let lost = lost.iter().map(|(why, votes)| (Whom::Nobody(*why), votes.clone()));
        let mut told: BTreeMap<Whom, Exact> = votes.chain(lost).collect();
        sums.retain(|_, votes| !votes.is_zero());
        told.retain(|_, votes| !votes.is_zero());
        if sums != told {
            return Some(format!("stage {number}: {sums:?} against {told:?}"));
        }
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_paths_of_all_ballots_add_up_to_the_stages(
        ballots in prop::collection::vec((prop::collection::vec((0u32..9, any::<bool>()), 0..6), 1u64..30), 1..40),
        several in 2u32..4,
    ) {
        let mut counted = 0;
        for law in laws_with_transfers() {
            for seats in [1, several] {
                let contest = marked(&ballots, seats);
                // A law for one person refuses several seats.
                let Some(lots) = lots(&law, &contest) else { continue };
                let wish = Wish::default();
                let (record, trail) =
                    suffrage::count::count_with_trail(&law, &contest, &lots, &wish).unwrap();
                counted += 1;
                let plain = count(&law, &contest, &lots, &wish).unwrap();
                prop_assert_eq!(&record, &plain, "{}: to follow papers changes nothing", law.id);
                let astray = astray(&record, &trail, &contest);
                prop_assert!(astray.is_none(), "{}: {astray:?}", law.id);
                // Slices that do not add up to the record are an assert of their own.
                let slices = suffrage::count::slices::in_slices(&contest, &record, &trail);
                prop_assert_eq!(slices.len(), 2);
            }
        }
        prop_assert!(counted >= 15, "{counted} counts");
    }
}
