//! What to write once people have drawn the lot that a count waits for.

use super::say;
use crate::diagnostic::Lang;
use crate::outcome::Wait;
use crate::record::{Purpose, Record, Waiting};

/// Lines for `election.toml`, to be filled in; `None` where no lot between candidacies is awaited.
#[must_use]
pub fn to_write(record: &Record, wait: &Wait, lang: Lang) -> Option<Vec<String>> {
    if wait.why != Waiting::ForLot || wait.within.is_some() {
        return None;
    }
    let code = |place: &u32| {
        let place = *place as usize;
        let alliance = || record.alliances.get(place.checked_sub(record.candidacies.len())?);
        let listed = record.candidacies.get(place).map(|one| one.code.as_str());
        listed.or_else(|| alliance().map(|one| one.name.as_str())).map(str::to_owned)
    };
    let mut among: Vec<String> = wait.equals.iter().filter_map(code).collect();
    let mut names: Vec<String> =
        wait.equals.iter().map(|place| record.name(*place).to_owned()).collect();
    for (at, area) in wait.areas.iter().enumerate() {
        let area = &record.areas[*area as usize];
        if wait.equals.is_empty() {
            among.push(area.code.clone());
            names.push(area.name.clone());
        } else {
            among[at] = format!("{}@{}", among[at], area.code);
            names[at] = format!("{} ({})", names[at], area.name);
        }
    }
    let among: Vec<String> = among.iter().map(|one| quoted(one)).collect();
    let coded = names.iter().map(|name| quoted(name)).eq(among.iter().cloned());
    let names = if coded { String::new() } else { format!("   # {}", names.join(", ")) };
    // Inside an area of several tiers it is the lot of that area.
    let at = wait.at.map_or(&record.contest.code, |area| &record.areas[area as usize].code);
    let (contest, among) = (quoted(at), among.join(", "));
    let (open, purpose) = (wait.open, wait.purpose.word());
    let drawn = match wait.purpose {
        Purpose::Exclusion => say!(lang, "who goes out", "qui est éliminé"),
        Purpose::Seats => say!(lang, "who has a seat: {open}", "qui a un siège : {open}"),
        Purpose::Order if wait.areas.is_empty() => {
            say!(lang, "who comes first", "qui passe en premier")
        }
        Purpose::Order => {
            say!(lang, "who has the next seat, and where", "qui a le prochain siège, et où")
        }
    };
    let source = say!(lang, "who drew it, when", "qui a tiré, quand");
    Some(vec![
        say!(
            lang,
            "In the folder of the election, election.toml takes the lot; then count again:",
            "Dans le dossier de l'élection, election.toml reçoit le tirage ; puis recomptez :"
        ),
        "[[lot]]".to_owned(),
        format!("contest = {contest}"),
        format!("among = [{among}]{names}"),
        format!("drawn = []   # {drawn}"),
        format!("for = \"{purpose}\""),
        format!("source = \"\"   # {source}"),
    ])
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
