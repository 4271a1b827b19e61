//! Papers drawn by the order in which they lie: the figures of the record, a second count made by
//! hand, and what happens where nobody told the order.

mod common;

use std::collections::BTreeMap;
use std::sync::Arc;

use common::on_board;
use suffrage::ballots::{Collect, Mark, Marking, Sequence};
use suffrage::number::Exact;
use suffrage::read::{self, Cells, Input, Reading};
use suffrage::record::{Lost, Step};
use suffrage::tally::{Candidacy, Contest};
use suffrage::{Fault, LawOnDay, Outcome, Record, Wish, count};

const ELECTION: &str = "2021-11-02";

/// Papers in their order: how many in a row, and whom they name, from 0.
type Pile = [(u64, Vec<u32>)];

fn contest(seats: u32, candidates: u32, pile: &Pile, sequence: Sequence) -> Contest {
    let mut all = Collect::with(Marking::Ranked, 0, sequence);
    for (papers, names) in pile {
        let marks: Vec<Mark> = names.iter().map(|place| Mark::of(*place)).collect();
        all.add(&marks, *papers).unwrap();
    }
    let named = |place: u32| {
        let name = char::from_u32(65 + place).unwrap().to_string();
        Candidacy { code: name.clone(), name, ..Candidacy::default() }
    };
    Contest {
        code: "1".into(),
        seats: Some(seats),
        candidacies: (0..candidates).map(named).collect(),
        ballots: Some(Arc::new(all.finish().unwrap())),
        ..Contest::default()
    }
}

/// The law of the city without the votes needed to stay: small counts show more so.
fn small() -> LawOnDay {
    common::of_two_clauses(
        &common::marks("passed over"),
        "transfer = \"quota and surplus\"\nquota = \"votes / (seats + 1)\"\n\
         quota_rounding = \"next whole number\"\nelects = \"at the quota, no paper beyond it\"\n\
         decimals = \"exact\"\nadds = \"their value\"\nsurplus = \"every nth paper\"\n\
         order = \"largest first\"\nexcludes = \"the lowest\"\npasses = \"all together\"\n\
         last_out = \"pass on\"\ntie = [\"lot\"]",
    )
    .unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn counted(law: &LawOnDay, contest: &Contest) -> Record {
    let record = count(law, contest, &[], &Wish::default()).unwrap();
    let doubts = suffrage::replay::verify(&record, contest);
    assert!(doubts.is_empty(), "{doubts:?}");
    record
}

#[test]
fn the_record_tells_which_papers_were_drawn_and_how_many_stayed() {
    // 14 papers, quota 5: A has 8, surplus 3, 8 / 3 = 2.67: every 3rd. The 3rd passes to B, the 6th
    // names A alone and stays, the 4th passes to C, the 7th to B.
    let pile = [
        (2, vec![0]),
        (1, vec![0, 1]),
        (1, vec![0, 2]),
        (2, vec![0]),
        (1, vec![0, 1]),
        (1, vec![0]),
        (2, vec![1]),
        (4, vec![2]),
    ];
    let record = counted(&small(), &contest(2, 3, &pile, Sequence::Kept));
    let drawn = record.steps.iter().find_map(|entry| match &entry.step {
        Step::EveryNth { place, papers, surplus, nth, passed, stayed } => {
            Some((*place, [*papers, *surplus, *nth, *passed, *stayed]))
        }
        _ => None,
    });
    assert_eq!(drawn, Some((0, [8, 3, 3, 3, 1])));
    let passed = record.steps.iter().find_map(|entry| match &entry.step {
        Step::Passed { from, to, .. } => Some((from.clone(), to.clone())),
        _ => None,
    });
    let to = vec![(1, Exact::from(2u64)), (2, Exact::from(1u64))];
    assert_eq!(passed, Some((vec![0], to)));
    assert_eq!(Outcome::of(&record).elected(), [0, 2]);
}

#[test]
fn the_record_is_told_in_english_and_in_french() {
    use suffrage::Lang;
    use suffrage::render::{Style, text};
    let pile = [(6, vec![0, 1]), (1, vec![1]), (2, vec![2])];
    let record = counted(&small(), &contest(2, 3, &pile, Sequence::Kept));
    let told = |lang| text::record(&record, "", lang, Style::PLAIN);
    let (english, french) = (told(Lang::En), told(Lang::Fr));
    let one_line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        one_line(english.clone()).contains(
            "Papers of A, numbered as they came: 6; surplus 2, so one of 3 is drawn. Passed on: 2; \
             drawn but left, for nobody on them can receive them: 0."
        ),
        "{english}"
    );
    assert!(
        one_line(french.clone()).contains(
            "Bulletins (A), numérotés dans leur ordre : 6 ; excédent 2, donc un sur 3 est tiré. \
             Transmis : 2 ; tirés mais laissés, faute de suivant : 0."
        ),
        "{french}"
    );
}

#[test]
fn without_the_order_of_the_papers_nobody_is_elected_by_a_law_that_asks_for_it() {
    let pile = [(200, vec![0, 1]), (60, vec![1]), (70, vec![2])];
    let law = on_board("us-ma/cambridge", ELECTION);
    assert!(law.draws_papers_by_order());
    let faults =
        count(&law, &contest(2, 3, &pile, Sequence::Free), &[], &Wish::default()).unwrap_err();
    assert_eq!(faults, [Fault::NoPaperOrder { contest: "1".into() }]);
    let many = [(1 << 30, vec![0])];
    let faults =
        count(&law, &contest(1, 1, &many, Sequence::Kept), &[], &Wish::default()).unwrap_err();
    assert!(matches!(faults[..], [Fault::TooManyPapers { .. }]), "{faults:?}");
}

#[test]
fn a_drawing_that_was_not_so_is_found_in_the_record() {
    let pile = [(60, vec![0, 1]), (5, vec![0]), (20, vec![1]), (21, vec![2])];
    let contest = contest(2, 3, &pile, Sequence::Kept);
    let record = counted(&small(), &contest);
    let at = |one: &suffrage::record::Entry| matches!(one.step, Step::EveryNth { .. });
    let at = record.steps.iter().position(at).unwrap();
    // How many stayed is bounded by the papers there are; within that only a second count tells.
    for (which, more) in (0..4).flat_map(|which| [(which, true), (which, false)]) {
        let mut other = record.clone();
        let Step::EveryNth { papers, surplus, nth, passed, .. } = &mut other.steps[at].step else {
            panic!("it is such a step");
        };
        let figure = [papers, surplus, nth, passed].into_iter().nth(which).unwrap();
        *figure = if more { *figure + 1 } else { *figure - 1 };
        let doubts = suffrage::replay::verify(&other, &contest);
        assert!(!doubts.is_empty(), "figure {which}");
    }
}

/// A count with the papers in the hand; `None` where a lot would have to be drawn.
struct ByHand {
    quota: usize,
    stand: Vec<bool>,
    piles: Vec<Vec<Vec<u32>>>,
    gone: usize,
    elected: Vec<u32>,
}

impl ByHand {
    fn next(&self, paper: &[u32]) -> Option<usize> {
        let able = |place: &usize| self.stand[*place] && self.piles[*place].len() < self.quota;
        paper.iter().map(|place| *place as usize).find(able)
    }

    fn only(&self, among: &[usize], of: fn(usize, usize) -> usize) -> Option<usize> {
        let size = |place: &usize| self.piles[*place].len();
        let best = among.iter().map(size).reduce(of)?;
        let mut found = among.iter().filter(|place| size(place) == best);
        let first = found.next().copied();
        first.filter(|_| found.next().is_none())
    }

    fn standing(&self) -> Vec<usize> {
        (0..self.stand.len()).filter(|place| self.stand[*place]).collect()
    }

    fn elect(&mut self) {
        let mut now: Vec<usize> = self
            .standing()
            .into_iter()
            .filter(|one| self.piles[*one].len() >= self.quota)
            .collect();
        now.sort_by_key(|place| std::cmp::Reverse(self.piles[*place].len()));
        for place in now {
            self.stand[place] = false;
            self.elected.push(u32::try_from(place).unwrap());
        }
    }

    fn surplus(&mut self, place: usize) {
        let (all, over) = (self.piles[place].len(), self.piles[place].len() - self.quota);
        // To the nearest whole number, in halves: twice all and once over, by twice over.
        let nth = ((2 * all + over) / (2 * over)).max(1);
        let mut order: Vec<usize> = Vec::new();
        for start in nth..2 * nth {
            order
                .extend((1..=all).filter(|number| *number >= start && (number - start) % nth == 0));
        }
        order.extend(1..nth);
        let mut moved: Vec<usize> = Vec::new();
        for number in order {
            let paper = self.piles[place][number - 1].clone();
            if moved.len() < over
                && let Some(to) = self.next(&paper)
            {
                self.piles[to].push(paper);
                moved.push(number);
            }
        }
        let mut number = 0;
        self.piles[place].retain(|_| {
            number += 1;
            !moved.contains(&number)
        });
    }

    fn run(papers: &[Vec<u32>], candidates: usize, seats: usize) -> Option<(Vec<u32>, Vec<usize>)> {
        let valid = papers.iter().filter(|paper| !paper.is_empty()).count();
        let quota = valid / (seats + 1) + 1;
        let (stand, piles) = (vec![true; candidates], vec![Vec::new(); candidates]);
        let mut count = Self { quota, stand, piles, gone: 0, elected: Vec::new() };
        for paper in papers.iter().filter(|paper| !paper.is_empty()) {
            count.piles[paper[0] as usize].push(paper.clone());
        }
        count.elect();
        let mut above: Vec<usize> =
            (0..candidates).filter(|one| count.piles[*one].len() > quota).collect();
        while count.elected.len() < seats
            && count.standing().len() > seats - count.elected.len()
            && !above.is_empty()
        {
            let first = count.only(&above, usize::max)?;
            above.retain(|one| *one != first);
            count.surplus(first);
            count.elect();
        }
        while count.elected.len() < seats {
            let left = count.standing();
            if left.len() <= seats - count.elected.len() {
                break;
            }
            let out = count.only(&left, usize::min)?;
            count.stand[out] = false;
            for paper in std::mem::take(&mut count.piles[out]) {
                match count.next(&paper) {
                    Some(to) => count.piles[to].push(paper),
                    None => count.gone += 1,
                }
            }
            count.elect();
        }
        let mut rest = count.standing();
        if count.elected.len() < seats {
            rest.sort_by_key(|place| std::cmp::Reverse(count.piles[*place].len()));
            count.elected.extend(rest.iter().map(|place| u32::try_from(*place).unwrap()));
        }
        assert_eq!(count.piles.iter().map(Vec::len).sum::<usize>() + count.gone, valid);
        Some((count.elected, count.piles.iter().map(Vec::len).collect()))
    }
}

#[test]
fn a_count_with_the_papers_in_the_hand_gives_the_same() {
    let law = small();
    let (mut compared, mut drawn, mut state) = (0, 0, 7u64);
    let mut roll = |below: u32| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(state >> 33).unwrap() % below
    };
    for _ in 0..600 {
        let (candidates, seats) = (3 + roll(5), 1 + roll(3));
        let mut pile: Vec<(u64, Vec<u32>)> = Vec::new();
        for _ in 0..5 + roll(30) {
            let mut names: Vec<u32> = Vec::new();
            for _ in 0..roll(candidates + 1) {
                // The first have more votes than the last, so that there are surpluses.
                let place = roll(candidates).min(roll(candidates));
                if !names.contains(&place) {
                    names.push(place);
                }
            }
            pile.push((u64::from(1 + roll(9)), names));
        }
        let all = pile.iter().flat_map(|(papers, names)| (0..*papers).map(|_| names.clone()));
        let papers: Vec<Vec<u32>> = all.collect();
        let by_hand = ByHand::run(&papers, candidates as usize, seats as usize);
        let Some((elected, piles)) = by_hand else { continue };
        let contest = contest(seats, candidates, &pile, Sequence::Kept);
        let record = counted(&law, &contest);
        assert_eq!(Outcome::of(&record).elected(), elected, "{pile:?}");
        let last = record.steps.iter().rev().find_map(|entry| match &entry.step {
            Step::Stage { votes, .. } => Some(votes.iter().cloned().collect::<BTreeMap<_, _>>()),
            _ => None,
        });
        for (place, papers) in (0..).zip(piles) {
            let shown = last.as_ref().and_then(|votes| votes.get(&place)).cloned();
            assert_eq!(shown.unwrap_or_default(), Exact::from(papers as u64), "{place}: {pile:?}");
        }
        compared += 1;
        drawn +=
            record.steps.iter().filter(|one| matches!(one.step, Step::EveryNth { .. })).count();
    }
    assert!(compared > 200 && drawn > 100, "{compared} counts, {drawn} surpluses");
}

#[test]
fn the_paths_of_papers_that_part_ways_are_told_by_how_many_went_them() {
    use suffrage::method::trail::{Path, Paths, Whom};
    let pile = [(6, vec![0, 1]), (1, vec![1]), (2, vec![2])];
    let contest = contest(2, 3, &pile, Sequence::Kept);
    let (_, trail) =
        suffrage::count::count_with_trail(&small(), &contest, &[], &Wish::default()).unwrap();
    let mut paths = Paths::of(&trail, Path::clone);
    let at = |groups: &[suffrage::method::trail::Group]| -> Vec<(u64, Whom)> {
        groups.iter().map(|one| (one.papers, one.parts[0].with)).collect()
    };
    let path = paths.ballot(0);
    assert_eq!(at(path.at(1)), [(6, Whom::To(0))]);
    let mut two = at(path.at(2));
    two.sort_unstable_by_key(|one| one.0);
    assert_eq!(two, [(2, Whom::To(1)), (4, Whom::To(0))]);
    let lost = |path: &Path| {
        path.at(2).iter().any(|one| one.parts[0].with == Whom::Nobody(Lost::Exhausted))
    };
    assert!(!lost(paths.ballot(2)));
}

/// Ann twice, Bo once, Ann once: two papers in a row, and one behind another.
const FORMS: &[(&str, Cells, &str)] = &[
    ("x.blt", Cells::Detect, "2 1\n2 1 0\n1 2 0\n1 1 0\n0\n\"Ann\"\n\"Bo\"\n\"T\"\n"),
    (
        "x.soi",
        Cells::Detect,
        "# FILE NAME: x.soi\n# DATA TYPE: soi\n# NUMBER ALTERNATIVES: 2\n# ALTERNATIVE NAME 1: Ann\n# ALTERNATIVE NAME 2: Bo\n\
         2: 1\n1: 2\n1: 1\n",
    ),
    ("x.csv", Cells::Detect, "count,rank 1,rank 2\n2,Ann,\n1,Bo,\n1,Ann,\n"),
    ("x.csv", Cells::Ranks, "Ann,Bo\n1,\n1,\n,1\n1,\n"),
    ("x.csv", Cells::Detect, "Cast Vote Record,Choice 1,Choice 2\n1,Ann,\n2,Ann,\n3,Bo,\n4,Ann,\n"),
    ("x.raire", Cells::Detect, "1\nContest,7,2,Ann,Bo\n7,1,Ann\n7,2,Ann\n7,3,Bo\n7,4,Ann\n"),
    ("x.txt", Cells::Detect, "Ann,Bo\nRED,BLUE\n-+-+-\n(Ann) : 2\n(Bo) : 1\n(Ann) : 1\n"),
    (
        "x.csv",
        Cells::Detect,
        "RowNumber,Choice_1_1:M:1:Number of Winners 1:Ann:N,Choice_2_1:M:1:Number of Winners 1:Bo:N\n\
         1,1,0\n2,1,0\n3,0,1\n4,1,0\n",
    ),
    (
        "x.csv",
        Cells::Detect,
        "Election,5.2,,,\n,,,\"M (Number of positions=1, Number of ranks=1)\",\
         \"M (Number of positions=1, Number of ranks=1)\"\n,,,Ann(1),Bo(1)\n\
         CvrNumber,TabulatorNum,RecordId,,\n1,1,1,1,0\n2,1,2,1,0\n3,1,3,0,1\n4,1,4,1,0\n",
    ),
];

#[test]
fn every_form_with_a_line_for_a_paper_tells_their_order_and_only_if_asked() {
    for (at, (file, cells, text)) in FORMS.iter().enumerate() {
        let input = Input { file: (*file).into(), text: (*text).into() };
        let read = |papers| {
            let reading = Reading { cells: *cells, papers, ..Reading::PLAIN };
            let table =
                read::table_as(&input, reading).unwrap_or_else(|one| panic!("{at}: {one:?}"));
            table.contests.into_iter().next().unwrap().ballots.unwrap()
        };
        let kept = read(Sequence::Kept);
        let name = |ballot: usize| kept.marks(ballot)[0] == Mark::of(0);
        let papers: Vec<(bool, u64)> =
            kept.in_order().unwrap().map(|(ballot, papers)| (name(ballot), papers)).collect();
        assert_eq!(papers, [(true, 2), (false, 1), (true, 1)], "form {at}");
        let free = read(Sequence::Free);
        assert!(free.in_order().is_none(), "form {at}");
        assert_eq!((free.cast(), free.distinct()), (4, 2), "form {at}");
    }
}
