//! `suffrage new` for a law of several tiers: areas, votes for lists, and votes for persons.

use suffrage::law::Step;
use suffrage::law::tiers::{DirectBy, InTier};
use suffrage::{Lang, LawOnDay};

/// The tables of the folder; the first is the one to edit first.
pub fn files(law: &LawOnDay, lang: Lang) -> Vec<(&'static str, String)> {
    let mut steps = law.systems.iter().flat_map(|(_, clauses)| clauses);
    let direct = steps.find_map(|(_, step)| match step {
        Step::Tier(_, InTier::Direct(rule)) => Some(rule.by),
        _ => None,
    });
    let lists = lists(direct.is_some(), lang);
    let mut files = vec![("totals.csv", lists), ("areas.csv", areas(lang))];
    match direct {
        Some(DirectBy::MostVotes) => files.push(("constituencies.csv", persons())),
        Some(DirectBy::Declared) => files.push(("won.csv", declared())),
        None => {}
    }
    files
}

/// Lists by code, name and votes: enough of them for a law whose quotas may give too many seats.
fn lists_of(lang: Lang) -> [(&'static str, String, u32); 5] {
    let list = if lang == Lang::Fr { "Liste" } else { "List" };
    [("A", 42_137), ("B", 23_711), ("C", 15_309), ("D", 9_803), ("E", 7_129)]
        .map(|(code, votes)| (code, format!("{list} {code}"), votes))
}

fn areas(lang: Lang) -> String {
    let region = if lang == Lang::Fr { "Région" } else { "Region" };
    let mut text = "area,name,tier,within,seats,levelling,inhabitants,surface\n".to_owned();
    for (code, name) in [("north", "1"), ("south", "2")] {
        text.push_str(&format!("{code},{region} {name},region,,10,4,4000,800\n"));
    }
    for (code, within) in [("1", "north"), ("2", "north"), ("3", "south"), ("4", "south")] {
        text.push_str(&format!("{code},{code},constituency,{within},5,2,2000,400\n"));
    }
    text
}

/// Votes for lists: by constituency, or by region where constituencies vote for persons.
fn lists(direct: bool, lang: Lang) -> String {
    let mut text = "contest,registered,voters,expressed,code,name,votes\n".to_owned();
    let contests: &[&str] = if direct { &["north", "south"] } else { &["1", "2", "3", "4"] };
    for (step, contest) in (0u32..).zip(contests) {
        let votes = |given: u32, at: u32| given + step * (7 - 3 * (at % 3));
        let lists = lists_of(lang);
        let all: u32 = (0u32..).zip(&lists).map(|(at, list)| votes(list.2, at)).sum();
        for (at, (code, name, given)) in (0u32..).zip(&lists) {
            let facts = match at {
                0 => format!("150000,{all},{all}"),
                _ => ",,".to_owned(),
            };
            let votes = votes(*given, at);
            text.push_str(&format!("{contest},{facts},{code},{name},{votes}\n"));
        }
    }
    text
}

fn persons() -> String {
    let mut text = "contest,code,name,votes\n".to_owned();
    let rows = [("1", 210, 190), ("2", 240, 150), ("3", 180, 200), ("4", 250, 140)];
    for (contest, first, second) in rows {
        text.push_str(&format!("{contest},A,Anne Martin,{first}\n"));
        text.push_str(&format!("{contest},B,Benoît Roche,{second}\n"));
    }
    text
}

fn declared() -> String {
    let rows = [("1", "A", 3), ("1", "B", 2), ("2", "A", 3), ("2", "C", 2)];
    let more = [("3", "A", 3), ("3", "B", 2), ("4", "A", 2), ("4", "C", 3)];
    let rows = rows.iter().chain(&more);
    let rows: String = rows.map(|(area, code, seats)| format!("{area},{code},{seats}\n")).collect();
    format!("area,code,seats\n{rows}")
}

/// What the tables are.
pub fn about(lang: Lang) -> &'static str {
    match lang {
        Lang::En => {
            "- `totals.csv`: votes for lists, one row for each list and area, in constituencies or regions or for the whole (`nation`); sums above are made here. One code for a party everywhere.\n- `areas.csv`: every region and constituency; `within` is the area it lies in, empty for the whole.\n- `constituencies.csv` (where people vote for persons): one row for each candidate; `code` is that of the party. Where only the winners are known, `won.csv` (`area,code,seats`) in its place.\n"
        }
        Lang::Fr => {
            "- `totals.csv` : voix des listes, une ligne par liste et circonscription, par circonscription ou région ou pour l'ensemble (`nation`) ; les sommes sont faites ici. Un seul code par parti.\n- `areas.csv` : chaque région et circonscription ; `within` est celle où elle se trouve, vide pour l'ensemble.\n- `constituencies.csv` (si l'on vote pour des personnes) : une ligne par candidat ; `code` est celui du parti. Si seuls les élus sont connus, `won.csv` (`area,code,seats`) à la place.\n"
        }
    }
}
