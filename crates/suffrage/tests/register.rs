//! A register answers: who, until when, who follows; what it knew on a day; what it takes back.

use suffrage::register::conflict::{self, State};
use suffrage::register::fold::{Around, AsOf, ElectionFact, Folder, Register};
use suffrage::register::read::statements;
use suffrage::register::rules::{Cause, WonBy};
use suffrage::register::rules_read::rules;
use suffrage::register::when::Verdict;
use suffrage::register::who::{Status, who};
use suffrage::register::{power, vacancy, write};
use suffrage::{Lang, render};

const SENATOR: &str = r#"
id = "land/senator"
title = { en = "Senator", fr = "Sénateur" }
act = "Constitution"
coded = "2000-01-01/.."

[[source]]
key = "text"
title = "Constitution of the land"
address = "the archive"
read = 2026-11-24

[[term]]
clause = "term"
years = 6
ends = "a successor begins"
cite = "art. 1"
force = "2000-01-01/.."
seen = "text"

[[incompatible]]
clause = "mayor"
with = ["land/mayor"]
runs = "proclamation"
days = 30
default = "the older office ends"
cite = "art. 2"
force = "2010-01-01/.."
outside = "no such rule"
seen = "text"

[[vacancy]]
clause = "death"
won_by = "majority"
causes = ["death"]
then = "substitute"
cite = "art. 3"
force = "2000-01-01/.."
seen = "text"

[[vacancy]]
clause = "list"
won_by = "list"
causes = ["death", "resignation"]
then = "next on the list"
cite = "art. 4"
force = "2000-01-01/.."
seen = "text"

[[vacancy]]
clause = "resignation"
won_by = "majority"
causes = ["resignation"]
then = "by-election"
within_months = 3
never_months = 12
cite = "art. 5"
force = "2000-01-01/.."
seen = "text"
"#;

const LAND: &str = r#"
[[organization]]
id = "senate"
name = "the Senate"
kind = "assembly"

[[office]]
id = "senator/north"
name = "senator for the North"
institution = "senate"
seats = 2
rules = "land/senator"

[[office]]
id = "mayor/town"
name = "mayor of the town"
institution = "senate"
rules = "land/mayor"

[[person]]
id = "anna"
name = "Anna"

[[person]]
id = "ben"
name = "Ben"

[[person]]
id = "cleo"
name = "Cleo"

[[event]]
id = "vote"
kind = "election"
what = "The North elects its senators."
on = "2020-09-24"

[[candidacy]]
id = "vote/anna"
election = "vote"
person = "anna"
substitutes = ["cleo"]

[[holding]]
id = "anna/mayor"
person = "anna"
office = "mayor/town"
from = "2014"
to = "2020-10-12"
right = { elected = "council" }

[[holding]]
id = "anna/senator"
person = "anna"
office = "senator/north"
from = "2020-10-02"
to = ".."
right = { elected = "vote" }
"#;

fn fold(texts: &[&str], as_of: AsOf) -> Register {
    let mut around = Around::default();
    around.rules.insert("land/senator".into(), rules("rules/land/senator.toml", SENATOR).unwrap());
    let mut folder = Folder::new(around, as_of);
    for text in texts {
        for read in statements("land.toml", text).unwrap() {
            folder.add(read.statement, None);
        }
    }
    folder.finish()
}

fn land(more: &str) -> Register {
    fold(&[LAND, more], AsOf::default())
}

fn day(text: &str) -> jiff::civil::Date {
    text.parse().unwrap()
}

fn states(register: &Register, on: &str) -> Vec<State> {
    conflict::conflicts(register, day(on), None).iter().map(|one| one.state).collect()
}

#[test]
fn whoever_is_elected_waits_until_the_session_opens() {
    let register = land("");
    let on = |on: &str| -> Vec<(String, Status)> {
        let all = who(&register, "land/senator", day(on));
        all.iter().map(|one| (one.holding.person().to_owned(), one.status)).collect()
    };
    assert!(on("2020-09-23").is_empty());
    assert_eq!(on("2020-09-26"), [("anna".to_owned(), Status::Elect)]);
    assert_eq!(on("2020-10-02"), [("anna".to_owned(), Status::Seated)]);
}

#[test]
fn a_period_to_choose_runs_from_the_vote_and_is_resolved_when_the_older_office_ends() {
    let register = land("");
    assert!(states(&register, "2020-09-23").is_empty());
    assert_eq!(states(&register, "2020-09-24"), [State::Pending { days: 30 }]);
    assert_eq!(states(&register, "2020-10-11"), [State::Pending { days: 13 }]);
    let on = "2020-10-12".parse().unwrap();
    let resolved = State::Resolved { on, older: true, in_time: Verdict::Certain };
    assert_eq!(states(&register, "2020-10-12"), [resolved]);
    assert_eq!(states(&register, "2030-01-01"), [resolved]);
}

#[test]
fn an_end_that_nobody_knows_leaves_a_conflict_not_known_once_its_day_has_passed() {
    let held = "[[holding]]\nid = \"anna/mayor\"\nperson = \"anna\"\noffice = \"mayor/town\"\nfrom = \"2014\"\nto = \"\"\nsupersedes = \"the end is not known after all\"\n";
    let register = land(held);
    assert_eq!(states(&register, "2020-10-13"), [State::Pending { days: 11 }]);
    assert_eq!(states(&register, "2020-10-25"), [State::NotKnown]);
    let open = held.replace("to = \"\"", "to = \"..\"");
    assert_eq!(states(&land(&open), "2020-10-25"), [State::Past]);
    assert!(conflict::conflicts(&land(&open), day("2020-10-25"), None)[0].has_lapsed());
}

#[test]
fn under_the_law_of_another_day_there_is_no_such_rule() {
    let register = land("");
    let on = day("2020-10-01");
    assert_eq!(conflict::conflicts(&register, on, None).len(), 1);
    assert!(conflict::conflicts(&register, on, Some(day("2009-12-31"))).is_empty());
}

#[test]
fn who_follows_depends_on_the_cause_and_on_how_the_seat_was_won() {
    let mut register = land("");
    let follows = |register: &Register, cause| {
        let seat = register.holding("anna/senator").unwrap();
        let one = vacancy::succession(register, seat, cause, day("2021-01-10"), None).unwrap();
        let queue: Vec<String> = one.queue.iter().map(|one| (*one).to_owned()).collect();
        (one.clause.name.clone(), queue, one.until, one.barred_from)
    };
    let vote = |won_by| ElectionFact {
        title: "Vote".into(),
        date: day("2020-09-24"),
        law: "land/senate".into(),
        won_by,
        contests: Vec::new(),
        records: Vec::new(),
        fingerprint: String::new(),
    };
    register.around.elections.insert("vote".into(), vote(WonBy::Majority));
    assert_eq!(follows(&register, Cause::Death), ("death".into(), vec!["cleo".into()], None, None));
    let (clause, queue, until, barred) = follows(&register, Cause::Resignation);
    assert_eq!((clause.as_str(), queue.len()), ("resignation", 0));
    assert_eq!(until, Some(day("2021-04-10")));
    // The term ends six years after it began; no by-election in the year before.
    assert_eq!(barred, Some(day("2025-10-02")));
}

#[test]
fn on_a_list_the_next_who_has_not_sat_follows() {
    let list = |person: &str, place: u32, more: &str| {
        format!(
            "[[candidacy]]\nid = \"{person}/list\"\nelection = \"listed\"\nperson = \"{person}\"\nlist = \"L\"\nplace = {place}\n{more}"
        )
    };
    let register = land(&format!(
        "[[event]]\nid = \"listed\"\nkind = \"election\"\nwhat = \"Lists.\"\non = \"2022-01-01\"\n{}{}{}[[holding]]\nid = \"ben/senator\"\nperson = \"ben\"\noffice = \"senator/north\"\nfrom = \"2022-01-02\"\nto = \"..\"\nright = {{ elected = \"listed\" }}\n",
        list("ben", 1, ""),
        list("cleo", 3, ""),
        list("anna", 2, ""),
    ));
    let seat = register.holding("ben/senator").unwrap();
    let next = vacancy::succession(&register, seat, Cause::Resignation, day("2023-01-01"), None);
    let next = next.unwrap();
    // Anna stands second and is a senator already.
    assert_eq!((next.won_by, next.queue), (WonBy::List, vec!["cleo"]));
}

#[test]
fn the_register_answers_as_it_would_have_on_a_day() {
    let late = "[[holding]]\nid = \"ben/senator\"\nperson = \"ben\"\noffice = \"senator/north\"\nfrom = \"2020-10-02\"\nto = \"..\"\nknown = 2021-05-01\n";
    let seated = |known: Option<&str>| {
        let as_of = AsOf { known: known.map(day), recorded: None };
        let register = fold(&[LAND, late], as_of);
        who(&register, "land/senator", day("2020-12-01")).len()
    };
    assert_eq!((seated(None), seated(Some("2021-04-30")), seated(Some("2021-05-01"))), (2, 1, 2));
}

#[test]
fn what_is_withdrawn_is_gone_and_two_keys_of_one_person_are_one() {
    let gone =
        "[[withdrawn]]\nid = \"w\"\nstatement = \"holding anna/mayor\"\nwhy = \"another Anna\"\n";
    assert!(states(&land(gone), "2020-10-01").is_empty());
    let same = "[[person]]\nid = \"anna-2\"\nname = \"Anna\"\n[[holding]]\nid = \"anna-2/mayor\"\nperson = \"anna-2\"\noffice = \"mayor/town\"\nfrom = \"2020-01-01\"\nto = \"..\"\n[[identity]]\nid = \"same\"\npersons = [\"anna\", \"anna-2\"]\nare = \"same\"\nwhy = \"one name, one birth date\"\n";
    assert_eq!(land(same).of_person("anna").count(), 3);
}

#[test]
fn empty_seats_are_counted_for_certain_and_possibly() {
    let register = land("");
    let empty = |on: &str| {
        let all = vacancy::vacancies(&register, day(on));
        all.iter().map(|one| (one.office.to_owned(), one.certain, one.possible)).collect::<Vec<_>>()
    };
    assert_eq!(empty("2020-12-01"), [("senator/north".to_owned(), 1, 0)]);
    assert!(empty("2019-12-01").is_empty());
}

#[test]
fn a_power_passes_on_its_day() {
    let text = "[[power]]\nid = \"schools\"\nname = \"Schools\"\n[[organization]]\nid = \"state\"\nname = \"State\"\nkind = \"authority\"\n[[organization]]\nid = \"land\"\nname = \"Land\"\nkind = \"authority\"\n[[allocation]]\nid = \"before\"\npower = \"schools\"\nholders = [\"state\"]\nmode = \"full\"\nfrom = \"..\"\nto = \"2012-01-01\"\ncite = \"art. 9\"\n[[allocation]]\nid = \"after\"\npower = \"schools\"\nholders = [\"land\"]\nmode = \"full\"\nfrom = \"2012-01-01\"\nto = \"..\"\ncite = \"art. 10\"\nback = { can = \"never\", cite = \"art. 77\" }\n";
    let register = land(text);
    let holder = |on: &str| {
        let all = power::powers(&register, day(on));
        all[0].by.iter().map(|one| one.0.fact.holders[0].clone()).collect::<Vec<_>>()
    };
    assert_eq!(holder("2011-12-31"), ["state"]);
    assert_eq!(holder("2012-01-01"), ["land"]);
}

#[test]
fn statements_are_written_as_they_are_read() {
    let texts = [
        LAND,
        "[[claim]]\nid = \"c\"\nabout = \"holding anna/mayor\"\nfield = \"to\"\nvalue = \"\\\"12\\\" \\\\ October\"\nstanding = \"open\"\nwhy = { en = \"two\", fr = \"deux\" }\n",
    ];
    for text in texts {
        let read = statements("a.toml", text).unwrap();
        let written = write::toml(read.iter().map(|one| &one.statement));
        let again = statements("a.toml", &written).unwrap();
        let facts = |read: &[suffrage::register::read::Read]| {
            read.iter().map(|one| one.statement.clone()).collect::<Vec<_>>()
        };
        assert_eq!(facts(&read), facts(&again));
    }
}

#[test]
fn no_view_is_left_without_words_in_either_language() {
    let register = land("");
    for lang in [Lang::En, Lang::Fr] {
        let view =
            render::register::View { register: &register, lang, style: render::Style::PLAIN };
        let on = day("2020-10-05");
        for (text, _) in [
            view.who("*", on),
            view.one_person("anna", on, None),
            view.conflicts(on, None, true),
            view.vacancies(on),
            view.powers(on, None),
            view.diff(day("2020-09-01"), on),
            view.claims(None),
        ] {
            assert!(!text.trim().is_empty());
        }
    }
}

#[test]
fn three_keys_of_one_person_are_one_in_whatever_order_they_are_said_to_be() {
    let person = |id: &str| format!("[[person]]\nid = \"{id}\"\nname = \"{id}\"\n");
    let held = |id: &str, office: &str| {
        format!(
            "[[holding]]\nid = \"{id}/{office}\"\nperson = \"{id}\"\noffice = \"{office}\"\nfrom = \"2020-01-01\"\nto = \"..\"\n"
        )
    };
    let same = |at: usize, one: &str, other: &str| {
        format!(
            "[[identity]]\nid = \"{at}\"\npersons = [\"{one}\", \"{other}\"]\nare = \"same\"\nwhy = \"one\"\n"
        )
    };
    let base = [
        person("x"),
        person("y"),
        person("z"),
        held("x", "senator/north"),
        held("z", "mayor/town"),
    ];
    for pairs in [[("y", "z"), ("x", "y")], [("x", "y"), ("y", "z")], [("y", "x"), ("z", "x")]] {
        let [first, second] = pairs;
        let said = [same(1, first.0, first.1), same(2, second.0, second.1)];
        let register = land(&(base.concat() + &said.concat()));
        for key in ["x", "y", "z"] {
            assert_eq!(register.of_person(key).count(), 2, "{pairs:?} {key}");
        }
    }
}

#[test]
fn what_was_withdrawn_stands_again_when_it_is_stated_again() {
    let gone =
        "[[withdrawn]]\nid = \"w\"\nstatement = \"holding anna/mayor\"\nwhy = \"another Anna\"\n";
    let again = "[[holding]]\nid = \"anna/mayor\"\nperson = \"anna\"\noffice = \"mayor/town\"\nfrom = \"2014\"\nto = \"..\"\nsupersedes = \"it was her after all\"\n";
    let register = fold(&[LAND, gone, again], AsOf::default());
    assert_eq!(who(&register, "mayor/town", day("2021-01-01")).len(), 1);
}

#[test]
fn whoever_gave_an_office_up_before_it_began_does_not_wait_for_it() {
    let left = "[[event]]\nid = \"left\"\nkind = \"resignation\"\nwhat = \"Anna declines.\"\non = \"2020-09-28\"\n[[holding]]\nid = \"anna/senator\"\nperson = \"anna\"\noffice = \"senator/north\"\nfrom = \"2020-10-02\"\nto = \"2020-10-02\"\nright = { elected = \"vote\" }\nclosed = \"left\"\nsupersedes = \"she declined\"\n";
    let register = land(left);
    assert_eq!(who(&register, "land/senator", day("2020-09-27")).len(), 1);
    assert!(who(&register, "land/senator", day("2020-09-28")).is_empty());
}

#[test]
fn an_open_office_is_held_on_the_last_day_of_the_calendar() {
    let register = land("");
    assert_eq!(who(&register, "land/senator", jiff::civil::Date::MAX).len(), 1);
}

#[test]
fn the_next_of_a_list_is_who_has_not_sat_by_this_election() {
    let list = |person: &str, place: u32| {
        format!(
            "[[candidacy]]\nid = \"{person}/list\"\nelection = \"listed\"\nperson = \"{person}\"\nlist = \"L\"\nplace = {place}\n"
        )
    };
    let held = |id: &str, person: &str, from: &str, to: &str, right: &str| {
        format!(
            "[[holding]]\nid = \"{id}\"\nperson = \"{person}\"\noffice = \"senator/north\"\nfrom = \"{from}\"\nto = \"{to}\"\nright = {right}\n"
        )
    };
    let more = [
        "[[person]]\nid = \"dan\"\nname = \"Dan\"\n".to_owned(),
        "[[event]]\nid = \"listed\"\nkind = \"election\"\nwhat = \"Lists.\"\non = \"2022-01-01\"\n"
            .to_owned(),
        list("ben", 1),
        list("cleo", 2),
        list("dan", 3),
        held("ben/1", "ben", "2022-01-02", "2022-05-01", "{ elected = \"listed\" }"),
        held("cleo/1", "cleo", "2022-05-01", "..", "{ succeeded = \"ben/1\", clause = \"list\" }"),
        held("dan/0", "dan", "2008-01-01", "2014-01-01", "{ elected = \"vote\" }"),
    ];
    let register = land(&more.concat());
    let next = |holding: &str, on: &str| {
        let seat = register.holding(holding).unwrap();
        let one = vacancy::succession(&register, seat, Cause::Resignation, day(on), None).unwrap();
        one.queue.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(next("ben/1", "2022-04-30"), ["cleo", "dan"]);
    assert_eq!(next("cleo/1", "2023-01-01"), ["dan"]);
}
