//! The founding case: fifteen questions to the register on board, and their answers.
//!
//! The register is the one that ships; the questions are those a reader of the story of September
//! 2023 asks. A date or a name here is the answer that sources give, never what a command wrote.

use std::path::Path;

use jiff::civil::Date;
use suffrage::record::Step;
use suffrage::register::conflict::{self, State};
use suffrage::register::consistency;
use suffrage::register::fold::{AsOf, Register};
use suffrage::register::proclaim::{Election, proposal};
use suffrage::register::rules::{Cause, Follows, Otherwise};
use suffrage::register::statement::{EventKind, Given, Ground, Return, Right, Standing, Statement};
use suffrage::register::when::{Verdict, When};
use suffrage::register::who::{Status, offices_of, who};
use suffrage::register::{power, vacancy};
use suffrage::render::register::View;
use suffrage::render::{Style, compare};
use suffrage::{Lang, LawBook, Outcome};
use suffrage_host::register::{ElectionFact, Whole, counted, whole};

fn nc() -> Whole {
    whole("nc", AsOf::default()).map_err(|trouble| trouble.faults).unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn names(register: &Register, on: &str, status: Status) -> Vec<String> {
    let all = who(register, "fr/senator", day(on));
    let of = all.iter().filter(|one| one.status == status);
    of.map(|one| register.person_name(one.holding.person()).to_owned()).collect()
}

/// A holding of a person in an office of these rules on a day.
fn holding<'r>(
    register: &'r Register,
    person: &str,
    rules: &str,
    on: &str,
) -> suffrage::register::fold::Seen<'r> {
    let of = register.of_person(person).find(|one| {
        register.is_office(one.office(), rules) && one.span().holds_on(day(on)) != Verdict::No
    });
    of.unwrap_or_else(|| panic!("{person} is no {rules} on {on}"))
}

fn senate() -> ElectionFact {
    let laws = suffrage_host::board::laws().map_err(|trouble| trouble.faults).unwrap();
    counted(&laws, Path::new("nc/senate/2023")).map_err(|trouble| trouble.faults).unwrap()
}

#[test]
fn question_1_before_the_session_the_old_senators_sit_and_the_new_ones_wait() {
    let whole = nc();
    let on = "2023-09-26";
    assert_eq!(names(&whole.register, on, Status::Seated), ["Pierre Frogier", "Gérard Poadja"]);
    assert_eq!(names(&whole.register, on, Status::Elect), ["Georges Naturel", "Robert Xowie"]);
}

#[test]
fn question_2_after_it_the_new_ones_sit_by_a_count_and_an_article() {
    let whole = nc();
    let on = "2023-10-03";
    assert_eq!(names(&whole.register, on, Status::Seated), ["Georges Naturel", "Robert Xowie"]);
    let seat = holding(&whole.register, "naturel", "fr/senator", on);
    let by = Right::Elected { election: "nc/senate/2023".into(), contest: String::new() };
    assert_eq!(seat.right(), by);
    let record = &senate().records[0];
    assert_eq!(record.law.wording_of, Some(day("2013-08-04")));
    let told = suffrage::render::text::decisive(record, "Georges Naturel", Lang::En).join("\n");
    assert!(told.contains("L294") && told.contains("L439"), "{told}");
}

#[test]
fn question_3_naturel_is_elected_since_351_is_more_than_half_of_561_and_a_quarter_of_578() {
    let record = &senate().records[0];
    let told = suffrage::render::text::decisive(record, "Georges Naturel", Lang::En).join("\n");
    for part in ["1/2 of the 561", "281 votes", "1/4 of the 578", "145 votes", "351"] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[test]
fn question_4_had_votes_been_the_base_nobody_would_have_been_elected_in_round_1() {
    let files = suffrage_laws::ALL.iter().filter(|(file, _)| file.ends_with(".toml"));
    let read = |votes: bool| {
        let laws = files.clone().map(|(file, text)| {
            let text = match (votes, *file) {
                (true, "fr/senate.toml") => text.replace("1/2 of expressed", "1/2 of votes"),
                _ => (*text).to_owned(),
            };
            suffrage::law::parse::law(file, &text).unwrap()
        });
        LawBook::new(laws.collect()).on("nc/senate", day("2023-09-24"), &[]).unwrap()
    };
    let files = suffrage_host::board::election("nc/senate/2023").map_err(|one| one.faults).unwrap();
    let (election, _) = suffrage::read::folder::election("nc/senate/2023", &files).unwrap();
    let count = |votes: bool, rounds: usize| {
        let mut contest = election.contests[0].clone();
        contest.rounds.truncate(rounds);
        suffrage::count(&read(votes), &contest, &[], &suffrage::Wish::default()).unwrap()
    };
    let (ballots, votes) = (count(false, 1), count(true, 1));
    assert_eq!(Outcome::of(&ballots).elected().len(), 1);
    assert_eq!(Outcome::of(&votes).elected().len(), 0);
    // 1,071 votes on 561 ballots: half of them is 536.
    let parting = compare::parting(&ballots, &votes).unwrap();
    let Step::Tested { tests, .. } = &votes.steps[parting].step else {
        panic!("{:?}", votes.steps[parting])
    };
    assert_eq!(tests[0].0.needed, 536);
}

#[test]
fn question_5_backes_holds_four_offices_one_of_them_inferred() {
    let whole = nc();
    let all = offices_of(&whole.register, "backes", day("2023-09-23"));
    let offices: Vec<&str> = all.iter().map(|one| one.holding.office()).collect();
    assert_eq!(offices.len(), 4, "{offices:?}");
    let inferred: Vec<&str> = all
        .iter()
        .filter(|one| !one.holding.told().inferred.is_empty())
        .map(|one| one.holding.told().inferred.as_str())
        .collect();
    assert_eq!(inferred, ["loi organique 99-209, art. 161"]);
}

#[test]
fn question_6_no_rule_forbids_them_together_and_the_conflict_is_only_alleged() {
    let whole = nc();
    let register = &whole.register;
    let held: Vec<_> = register.of_person("backes").collect();
    assert!(conflict::among(register, &held, day("2023-09-23"), None).is_empty());
    let alleged = register.events.iter().filter(|one| one.fact.kind == EventKind::Allegation);
    assert!(alleged.filter(|one| one.fact.persons.contains(&"backes".to_owned())).count() >= 1);
    let view = View { register, lang: Lang::En, style: Style::PLAIN };
    let (told, _) = view.one_person("backes", day("2023-09-23"), None);
    assert!(told.contains("none declared; not: none exists"), "{told}");
}

#[test]
fn question_7_she_left_on_27_september_by_custom_not_by_law() {
    let whole = nc();
    let seat = holding(&whole.register, "backes", "fr/government-member", "2023-09-26");
    let event = &seat.closed().unwrap().fact;
    assert_eq!(event.kind, EventKind::Resignation);
    let on = |when: Option<When>| when.map(|when| when.to_string());
    assert_eq!(on(event.offered).as_deref(), Some("2023-09-27"));
    assert_eq!(on(event.accepted).as_deref(), Some("2023-09-27"));
    assert_eq!(event.ground, Some(Ground::Custom));
}

#[test]
fn question_8_leaving_the_government_did_not_touch_the_presidency_of_the_province() {
    let whole = nc();
    let register = &whole.register;
    let president = holding(register, "backes", "nc/province-president", "2023-10-15");
    assert_eq!(president.span().holds_on(day("2023-10-15")), Verdict::Certain);
    let rules = register.rules_of(president.office()).unwrap();
    let needs: Vec<&String> = rules.requires.iter().flat_map(|one| &one.rule.offices).collect();
    assert_eq!(needs, ["nc/congress-member"]);
}

#[test]
fn question_9_had_she_won_her_substitute_would_have_sat_and_the_presidency_would_have_to_go() {
    let whole = nc();
    let fact = senate();
    let election = Election {
        id: "nc/senate/2023",
        law: &fact.law,
        date: fact.date,
        contest: &fact.records[0].contest.code,
        record: &fact.records[0],
    };
    let proposed = proposal(&whole.register, &election, "", "Sonia Backès");
    assert_eq!(proposed.office, Some("fr/senator/nc"));
    assert_eq!(proposed.from.to_string(), "2023-10-02");
    assert_eq!(proposed.queue.len(), 1);
    let statements: Vec<Statement> = proposed.statements(&election, "");
    let with = whole.register.clone().and(statements);
    let held: Vec<_> = with.of_person("backes").collect();
    let all = conflict::among(&with, &held, day("2023-09-24"), None);
    let by = |rules: &str| {
        let of = all.iter().find(|one| with.is_office(one.older.office(), rules));
        let one = of.unwrap_or_else(|| panic!("no conflict with {rules}"));
        (one.clause.rule.default, one.deadline.map(|day| day.to_string()))
    };
    let (default, deadline) = by("nc/province-president");
    assert_eq!((default, deadline.as_deref()), (Otherwise::OlderEnds, Some("2023-10-24")));
    assert_eq!(by("fr/government-member").0, Otherwise::Substitute);
}

#[test]
fn question_10_two_mayors_have_until_24_october() {
    let whole = nc();
    let all = conflict::conflicts(&whole.register, day("2023-09-24"), None);
    let open: Vec<_> = all
        .iter()
        .filter(|one| matches!(one.state, State::Pending { .. }))
        .map(|one| (one.older.person(), one.deadline.unwrap().to_string()))
        .collect();
    let until = "2023-10-24".to_owned();
    assert_eq!(open, [("xowie", until.clone()), ("naturel", until)]);
}

#[test]
fn question_11_on_13_october_one_is_resolved_and_the_other_has_eleven_days() {
    let whole = nc();
    let all = conflict::conflicts(&whole.register, day("2023-10-13"), None);
    let state = |person: &str| {
        let of = all.iter().find(|one| {
            one.older.person() == person
                && whole.register.is_office(one.later.office(), "fr/senator")
                && one.opened == Some(day("2023-09-24"))
        });
        of.unwrap().state
    };
    let on = "2023-10-12".parse().unwrap();
    let in_time = Verdict::Certain;
    assert_eq!(state("naturel"), State::Resolved { on, older: true, in_time });
    assert_eq!(state("xowie"), State::Pending { days: 11 });
    let mayor = who(&whole.register, "nc/dumbea/mayor", day("2023-10-13"));
    let mayor = mayor.first().map(|one| whole.register.person_name(one.holding.person()));
    assert_eq!(mayor, Some("Yoann Lecourieux"));
}

#[test]
fn question_12_who_follows_xowie_depends_on_the_cause_and_on_the_version_of_the_rule() {
    let whole = nc();
    let seat = holding(&whole.register, "xowie", "fr/senator", "2024-01-01");
    let follows = |cause, law_of: Option<Date>| {
        let on = day("2024-01-01");
        let one = vacancy::succession(&whole.register, seat, cause, on, law_of).unwrap();
        let queue: Vec<&str> = one.queue.iter().map(|id| whole.register.person_name(id)).collect();
        (one.clause.rule.then, queue.join(", "), one.until)
    };
    let (then, queue, _) = follows(Cause::Death, None);
    assert_eq!((then, queue.as_str()), (Follows::Substitute, "Valentine Eurisouké"));
    let (then, queue, until) = follows(Cause::Resignation, None);
    assert_eq!((then, queue.as_str()), (Follows::ByElection, ""));
    assert_eq!(until, Some(day("2024-04-01")));
    // Since the organic law of 2014 the substitute follows too where an incompatibility made them resign.
    assert_eq!(follows(Cause::Incompatibility, None).0, Follows::Substitute);
    assert_eq!(follows(Cause::Incompatibility, Some(day("2012-01-01"))).0, Follows::ByElection);
}

#[test]
fn question_13_secondary_education_passed_on_1_january_2012_and_cannot_go_back() {
    let whole = nc();
    let holder = |on: &str| {
        let all = power::powers(&whole.register, day(on));
        let of = all.iter().find(|one| one.power.fact.id == "secondary-education").unwrap();
        assert_eq!(of.by.len(), 1);
        (of.by[0].0.fact.holders.clone(), of.by[0].0.fact.back.as_ref().map(|back| back.can))
    };
    assert_eq!(holder("2011-12-31").0, ["fr/state"]);
    assert_eq!(holder("2012-01-01"), (vec!["nc".to_owned()], Some(Return::Never)));
}

#[test]
fn question_14_three_powers_can_still_be_asked_for_and_the_rest_only_with_sovereignty() {
    let whole = nc();
    let next = |article: &str| -> Vec<String> {
        let all = power::powers(&whole.register, day("2023-09-24"));
        let held = all.iter().filter(|one| {
            one.by.iter().any(|(by, _)| {
                by.fact.next.as_ref().is_some_and(|next| next.cite.contains(article))
            })
        });
        held.map(|one| one.power.fact.id.clone()).collect()
    };
    let by_27 = next("art. 27");
    assert!(by_27.len() >= 3, "{by_27:?}");
    assert!(by_27.iter().any(|id| id.contains("higher-education")), "{by_27:?}");
    assert!(by_27.iter().any(|id| id.contains("audiovisual")), "{by_27:?}");
}

#[test]
fn question_15_on_25_september_two_figures_were_told_and_one_was_kept_with_its_reason() {
    let as_of = AsOf { known: Some(day("2023-09-25")), recorded: None };
    let whole = whole("nc", as_of).map_err(|trouble| trouble.faults).unwrap();
    let all: Vec<(&str, Standing)> = whole
        .register
        .claims
        .iter()
        .map(|one| &one.fact)
        .filter(|one| one.about == "nc/senate/2023" && one.field.contains("Xowie"))
        .map(|one| (one.value.as_str(), one.standing))
        .collect();
    assert_eq!(all, [("307", Standing::Kept), ("259", Standing::Rival)]);
    // Nothing of what came later was known: not her resignation, not the town halls.
    assert!(whole.register.events.iter().all(|one| one.fact.id != "backes/resigns"));
}

#[test]
fn naturel_is_a_member_of_the_party_that_endorsed_another() {
    let whole = nc();
    let register = &whole.register;
    let endorsed = |person: &str| -> Vec<(String, Given)> {
        let of = register.candidacies.iter().map(|one| &one.fact);
        let of = of.filter(|one| one.election == "nc/senate/2023" && one.person == person);
        let ids: Vec<&str> = of.map(|one| one.id.as_str()).collect();
        let all = register.endorsements.iter().map(|one| &one.fact);
        let all = all.filter(|one| ids.contains(&one.candidacy.as_str()));
        all.map(|one| (one.organization.clone(), one.given)).collect()
    };
    assert!(endorsed("naturel").iter().any(|one| one.1 == Given::Withheld));
    assert!(endorsed("frogier").iter().any(|one| one.1 == Given::Given));
}

#[test]
fn under_the_wording_of_2003_the_same_two_are_elected_by_the_same_system() {
    // Two seats: majority under the limit of two and under that of three as well.
    let book = suffrage_host::board::laws().map_err(|one| one.faults).unwrap();
    let files = suffrage_host::board::election("nc/senate/2023").map_err(|one| one.faults).unwrap();
    let (election, _) = suffrage::read::folder::election("nc/senate/2023", &files).unwrap();
    let count = |law: &str, on: &str| {
        let law = book.on(law, day(on), &[]).unwrap();
        let contest = suffrage::Contest { seats: Some(2), ..election.contests[0].clone() };
        suffrage::count(&law, &contest, &[], &suffrage::Wish::default()).unwrap()
    };
    let (now, then) = (count("nc/senate", "2023-09-24"), count("fr/senate", "2003-08-01"));
    assert_eq!(Outcome::of(&now).elected(), Outcome::of(&then).elected());
}

#[test]
fn the_register_on_board_holds_together() {
    let whole = nc();
    let wrong: Vec<String> = consistency::check(&whole.register)
        .into_iter()
        .filter(|one| one.verdict == Verdict::Certain)
        .map(|one| one.fault.message(Lang::En))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
