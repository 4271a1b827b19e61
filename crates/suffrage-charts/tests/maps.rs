//! Maps and tiles: who is first where, found by code or name, equal in picture and table.

use suffrage::{Fault, Lang, Wish, count};
use suffrage_charts::map::Shapes;
use suffrage_charts::regions::{Beside, Regions, draw};
use suffrage_charts::tiles::Tiles;
use suffrage_charts::{Cell, Chart, Kind, Look};
use suffrage_host::{Target, board, open};

fn regions(id: &str) -> Regions {
    let target = open(&[id.into()], suffrage::read::Encoding::Detect).unwrap();
    let Target::Election(election, ..) = target else { panic!("{id} is an election") };
    let law = board::laws().unwrap().on(&election.law, election.date, &[]).unwrap();
    let mut contests = election.contests.clone();
    suffrage_host::prepare(&law, &mut contests).unwrap();
    let count = |one| count(&law, one, &election.lots, &Wish::default()).unwrap();
    let records: Vec<_> = contests.iter().map(count).collect();
    Regions::of(&election.title.en, &records).unwrap()
}

/// A square of one degree for each region, in a row, named by `key`.
fn squares(regions: &Regions, key: &str, name: impl Fn(usize) -> String) -> String {
    let each = (0..regions.all.len()).map(|at| {
        let (left, right) = (at, at + 1);
        format!(
            r#"{{"type":"Feature","properties":{{"area":{at},"{key}":"{}"}},"geometry":{{"type":"Polygon","coordinates":[[[{left},50],[{right},50],[{right},51],[{left},51],[{left},50]]]}}}}"#,
            name(at)
        )
    });
    let each: Vec<String> = each.collect();
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, each.join(","))
}

fn marks(chart: &Chart) -> Vec<String> {
    let tree = roxmltree::Document::parse(&chart.svg).unwrap();
    let marks = tree.descendants().filter(|node| node.attribute("class") == Some("mark"));
    marks.map(|one| one.first_element_child().unwrap().text().unwrap().to_owned()).collect()
}

#[test]
fn a_map_finds_its_shapes_by_code_or_by_name_and_shows_every_region_that_its_table_has() {
    let regions = regions("no/storting/2021");
    let look = Look::file(Lang::En);
    for by_name in [true, false] {
        let name = |at: usize| {
            if by_name { regions.all[at].name.to_uppercase() } else { regions.all[at].code.clone() }
        };
        let shapes = Some(("no.geojson".to_owned(), squares(&regions, "place", name)));
        let beside = Beside { shapes, ..Beside::default() };
        for kind in [Kind::Map, Kind::Tiles] {
            let chart = draw(kind, &regions, &beside, &look).unwrap();
            let marks = marks(&chart);
            assert_eq!(marks.len(), chart.table.rows.len());
            for (mark, row) in marks.iter().zip(&chart.table.rows) {
                let words = row[1..3].iter().map(Cell::text);
                assert!(words.into_iter().all(|word| mark.contains(word)), "{mark} {row:?}");
            }
            assert!(!chart.sentence.contains("order of the files"), "{}", chart.sentence);
        }
    }
}

#[test]
fn regions_of_the_same_size_are_as_large_on_the_map_wherever_they_lie() {
    // Two squares of one degree: at 60 degrees north one is half as wide as on the equator.
    let square = |lat: i32| {
        format!(
            r#"{{"type":"Feature","properties":{{}},"geometry":{{"type":"Polygon","coordinates":[[[0,{lat}],[1,{lat}],[1,{}],[0,{}],[0,{lat}]]]}}}}"#,
            lat + 1,
            lat + 1
        )
    };
    let text =
        format!(r#"{{"type":"FeatureCollection","features":[{},{}]}}"#, square(0), square(60));
    let sizes = Shapes::read("two", &text).unwrap().sizes();
    let true_ratio =
        (61f64.to_radians().sin() - 60f64.to_radians().sin()) / 1f64.to_radians().sin();
    assert!((sizes[1] / sizes[0] - true_ratio).abs() < 0.002, "{sizes:?}");
}

#[test]
fn shapes_without_a_name_of_the_election_are_refused_with_an_example_of_one() {
    let regions = regions("no/storting/2021");
    let shapes =
        Some(("world.geojson".to_owned(), squares(&regions, "name", |at| format!("x{at}"))));
    let beside = Beside { shapes, ..Beside::default() };
    let faults = draw(Kind::Map, &regions, &beside, &Look::file(Lang::En)).unwrap_err();
    let Fault::NoShapeFits { like, .. } = &faults[0].fault else { panic!("{faults:?}") };
    assert!(like.contains(&regions.all[0].name));
    for wrong in ["{", "[]", r#"{"type":"FeatureCollection","features":[]}"#] {
        assert!(matches!(Shapes::read("one", wrong), Err(Fault::NotAMap { .. })), "{wrong}");
    }
    let alone = draw(Kind::Map, &regions, &Beside::default(), &Look::file(Lang::En));
    assert!(matches!(alone.unwrap_err()[0].fault, Fault::MapWithoutShapes {}));
}

#[test]
fn every_wrong_row_of_tiles_is_told_at_once() {
    let regions = regions("us/electors/2020");
    let text = board::text("us/electors/2020", "tiles.csv").unwrap();
    assert!(Tiles::read(&regions, "tiles.csv", text).is_ok());
    let text = text.replace("al,", "zz,").replace("wy,3", "wy,many").replace("fl,9,7", "fl,4,7");
    let faults = Tiles::read(&regions, "tiles.csv", &text).unwrap_err();
    let told: Vec<String> = faults.iter().map(|one| one.fault.message(Lang::En)).collect();
    assert_eq!(told.len(), 4, "{told:?}");
    assert!(
        told.iter().any(|one| one.contains("Alabama"))
            && told.iter().any(|one| one.contains("row"))
    );
    assert!(told.iter().any(|one| one.contains("Florida and Texas")), "{told:?}");
}

#[test]
fn a_constituency_whose_winner_is_not_seated_has_nobody_first() {
    let regions = regions("de/bundestag/2025");
    assert_eq!(regions.all.len(), 299);
    assert_eq!(regions.all.iter().filter(|one| one.first.is_none()).count(), 23);
}
