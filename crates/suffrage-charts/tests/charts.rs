//! Chart and table say the same; the pictures keep their proportions; nothing breaks out of the text.

use suffrage::tally::{Candidacy, Contest, Round};
use suffrage::{Lang, Record, Wish, count};
use suffrage_charts::{Cell, Chart, Frame, Kind, Look, STYLE, draw};
use suffrage_host::{Target, board, open};

fn records() -> Vec<(String, Record)> {
    let book = board::laws().unwrap();
    let mut all = Vec::new();
    for id in board::elections() {
        let target = open(&[id.clone().into()], suffrage::read::Encoding::Detect).unwrap();
        let Target::Election(election, ..) = target else { panic!("{id} is an election") };
        let law = election.law.split(':').next().unwrap();
        let law = book.on(law, election.date, &[]).unwrap();
        let mut contests = election.contests.clone();
        suffrage_host::prepare(&law, &mut contests).unwrap();
        for contest in contests.iter().take(4) {
            let record = count(&law, contest, &election.lots, &Wish::default()).unwrap();
            all.push((format!("{id} {}", contest.code), record));
        }
    }
    all
}

/// The charts of every election on board, and of a count of ballots by transfers.
fn charts(lang: Lang, frame: Frame) -> Vec<(String, Record, Chart)> {
    let mut records = records();
    records.push(("ballots".to_owned(), ballots()));
    let mut all = Vec::new();
    for (id, record) in records {
        for kind in Kind::ALL {
            let look = Look { lang, frame, prefix: "c" };
            if let Some(chart) = draw(kind, &record, &look) {
                all.push((format!("{id} {}", kind.word()), record.clone(), chart));
            }
        }
    }
    all
}

fn ballots() -> Record {
    let law = board::laws().unwrap();
    let law = law.on("org/single-transferable-vote", "2026-01-01".parse().unwrap(), &[]).unwrap();
    let text = "4 2\n41 1 2 0\n28 2 4 0\n16 3 1 0\n15 4 3 0\n0\n\"Ann\"\n\"Ben\"\n\"Cat\"\n\"Dan\"\n\"Club\"\n";
    let input =
        suffrage::read::decode("club.blt", text.as_bytes(), suffrage::read::Encoding::Detect)
            .unwrap();
    let table = suffrage::read::table(&input).unwrap();
    count(&law, &table.contests[0], &[], &Wish::default()).unwrap()
}

#[test]
fn every_kind_of_chart_is_drawn_from_what_is_on_board_or_from_ballots() {
    let drawn = charts(Lang::En, Frame::Page);
    for kind in Kind::ALL {
        assert!(drawn.iter().any(|one| one.2.kind == kind), "{}", kind.word());
        assert_eq!(Kind::named(kind.word()), Some(kind));
    }
    assert!(drawn.len() > 60, "{}", drawn.len());
}

#[test]
fn every_mark_says_what_its_row_says_and_every_picture_is_well_formed() {
    for lang in [Lang::En, Lang::Fr] {
        for (id, _, chart) in charts(lang, Frame::File) {
            let tree = roxmltree::Document::parse(&chart.svg)
                .unwrap_or_else(|error| panic!("{id}: {error}"));
            let marks: Vec<&str> = tree
                .descendants()
                .filter(|node| node.attribute("class") == Some("mark"))
                .map(|mark| mark.first_element_child().unwrap().text().unwrap_or_default())
                .collect();
            assert!(!marks.is_empty() && !chart.sentence.is_empty(), "{id}");
            // Each mark names a row by its words, and shows a number of that row.
            let rows = &chart.table.rows;
            let words = |row: &Vec<Cell>| {
                row.iter().any(|cell| {
                    matches!(cell, Cell::Word(word) if !word.is_empty()
                    && marks.iter().any(|mark| mark.contains(word.as_str())))
                })
            };
            assert!(rows.iter().any(words), "{id}: no row is named by a mark");
            for row in rows.iter().take(16).filter(|row| words(row)) {
                let numbers = row.iter().filter_map(|cell| match cell {
                    Cell::Number(text, _) => Some(text.as_str()),
                    Cell::Word(_) => None,
                });
                let shown = |number: &str| marks.iter().any(|mark| mark.contains(number));
                let numbers: Vec<&str> = numbers.collect();
                assert!(numbers.iter().any(|one| shown(one)), "{id}: {row:?} is not drawn");
            }
            for row in rows {
                assert_eq!(row.len(), chart.table.head.len(), "{id}");
            }
        }
    }
}

#[test]
fn a_hemicycle_and_benches_have_a_circle_for_every_seat() {
    for (id, record, chart) in charts(Lang::En, Frame::Page) {
        if !matches!(chart.kind, Kind::Hemicycle | Kind::Benches) {
            continue;
        }
        let seats: u32 = suffrage::Outcome::of(&record).pots().iter().map(|pot| pot.seats).sum();
        let tree = roxmltree::Document::parse(&chart.svg).unwrap();
        let inside = tree.descendants().filter(|node| node.has_tag_name("circle"));
        let inside = inside.filter(|node| node.parent_element().unwrap().has_tag_name("g"));
        let all = inside.count();
        assert_eq!(all, seats as usize, "{id}");
    }
}

#[test]
fn bars_are_as_long_as_their_votes() {
    let (_, _, chart) = charts(Lang::En, Frame::Page)
        .into_iter()
        .find(|one| one.0 == "nc/senate/2023 988 bars")
        .unwrap();
    let tree = roxmltree::Document::parse(&chart.svg).unwrap();
    let widths: Vec<f64> = tree
        .descendants()
        .filter(|node| node.has_tag_name("rect"))
        .map(|node| node.attribute("width").unwrap().parse().unwrap())
        .collect();
    assert_eq!(chart.table.csv().lines().nth(1), Some("Robert Xowie,307,55.32,yes"));
    let votes = [307.0, 246.0, 2.0];
    for (width, votes) in widths.iter().zip(votes) {
        let ratio = (width / widths[0] - votes / votes_of_first(&votes_row(&chart))).abs();
        assert!(ratio < 0.001, "{width} {votes}");
    }
}

fn votes_row(chart: &Chart) -> String {
    chart.table.rows[0][1].text().to_owned()
}

fn votes_of_first(text: &str) -> f64 {
    text.parse().unwrap()
}

#[test]
fn a_file_carries_its_style_and_a_part_of_a_page_does_not() {
    let record = ballots();
    let file = draw(Kind::Bars, &record, &Look::file(Lang::En)).unwrap();
    assert!(file.svg.contains(STYLE));
    let look = Look { lang: Lang::En, frame: Frame::Page, prefix: "x" };
    let part = draw(Kind::Bars, &record, &look).unwrap();
    assert!(!part.svg.contains("<style") && !part.svg.contains("style="));
}

#[test]
fn names_that_look_like_markup_stay_names() {
    let bad = "<script>\"'&\u{1}]]>";
    let law = board::laws().unwrap();
    let law = law.on("fr/european-parliament", "2019-05-26".parse().unwrap(), &[]).unwrap();
    let list = |code: &str| Candidacy {
        code: code.into(),
        name: format!("{bad}{code}"),
        ..Candidacy::default()
    };
    let round = Round {
        number: 1,
        expressed: Some(900),
        votes: vec![(0, 500), (1, 400)],
        ..Round::default()
    };
    let contest = Contest {
        code: "1".into(),
        name: bad.into(),
        seats: Some(5),
        candidacies: ["a", "b"].map(list).into(),
        rounds: vec![round],
        ..Contest::default()
    };
    let record = count(&law, &contest, &[], &Wish::default()).unwrap();
    for kind in [Kind::Hemicycle, Kind::Bars, Kind::Shares, Kind::Ladder] {
        let chart = draw(kind, &record, &Look::file(Lang::En)).unwrap();
        let tree = roxmltree::Document::parse(&chart.svg).unwrap();
        assert!(!tree.descendants().any(|node| node.has_tag_name("script")));
        assert!(!chart.svg.contains("<script"), "{}", kind.word());
    }
}
