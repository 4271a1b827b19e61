//! Findings of a register check, in words: what, where, why, and what to do.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Style, number, say};
use crate::diagnostic::Lang;
use crate::register::causes::{Cause, Group};
use crate::register::consistency::Problem;
use crate::register::give::Lost;
use crate::register::quality::{About, Finding, Kind, Report};
use crate::register::tenure::{Roll, Tenure};
use crate::register::when::Verdict;
use crate::word::Word as _;

/// What is found, as a heading.
#[must_use]
pub fn kind(kind: Kind, lang: Lang) -> &'static str {
    if lang == Lang::En {
        return kind.word();
    }
    match kind {
        Kind::Backwards => "finit avant de commencer",
        Kind::BeginsAfterDeath => "commence après la mort",
        Kind::EndsAfterDeath => "finit après la mort",
        Kind::OpenThoughDead => "sans fin malgré la mort",
        Kind::TooYoung => "trop jeune",
        Kind::TooOld => "plus de cent ans",
        Kind::Future => "commence dans l'avenir",
        Kind::LongerThanTerm => "plus long que le mandat légal",
        Kind::Duplicate => "écrit deux fois",
        Kind::SameOfficeTwice => "deux fois la même charge à la fois",
        Kind::TwoOffices => "deux charges exclusives à la fois",
        Kind::TwoHolders => "un siège, deux titulaires",
        Kind::TooMany => "plus de titulaires que de sièges",
        Kind::Gap => "siège sans titulaire",
        Kind::Namesakes => "peut-être une seule personne",
        Kind::NotCurrent => "dit en fonction, tout est fini",
        Kind::Crowd => "foule",
    }
}

/// The verdict in a word.
#[must_use]
pub fn verdict(verdict: Verdict, lang: Lang) -> &'static str {
    match (verdict, lang) {
        (verdict, Lang::En) => verdict.word(),
        (Verdict::No, Lang::Fr) => "non",
        (Verdict::Possible, Lang::Fr) => "possible",
        (Verdict::Certain, Lang::Fr) => "certain",
    }
}

/// What to do about it.
#[must_use]
pub fn mend(kind: Kind, lang: Lang) -> String {
    match kind {
        Kind::Backwards => say!(
            lang,
            "look both days up; they are often exchanged, or one is of another term",
            "vérifiez les deux jours ; souvent ils sont inversés, ou l'un est d'un autre mandat"
        ),
        Kind::BeginsAfterDeath | Kind::EndsAfterDeath => say!(
            lang,
            "look the death up: the mandate may be that of a namesake",
            "vérifiez le décès : le mandat est peut-être celui d'un homonyme"
        ),
        Kind::OpenThoughDead => say!(
            lang,
            "write the end; if the file means \"not known\" by an empty end, say so in the mapping",
            "écrivez la fin ; si une fin vide veut dire « inconnue », dites-le dans la correspondance"
        ),
        Kind::TooYoung | Kind::TooOld => say!(
            lang,
            "look up the birth and the year of the beginning",
            "vérifiez la naissance et l'année du début"
        ),
        Kind::Future => say!(
            lang,
            "look the year up; who is elected and not yet seated has no mandate yet",
            "vérifiez l'année ; qui est élu sans siéger n'a pas encore de mandat"
        ),
        Kind::LongerThanTerm => say!(
            lang,
            "write each term by itself, with the day on which it ended, or no end; a far day is no way to say \"open\"",
            "écrivez chaque mandat à part, avec le jour où il a pris fin, ou aucune fin ; un jour lointain ne dit pas « ouvert »"
        ),
        Kind::Duplicate => say!(lang, "keep one", "n'en gardez qu'un"),
        Kind::SameOfficeTwice => say!(
            lang,
            "join the two, or end the first where the second begins",
            "réunissez les deux, ou terminez le premier où commence le second"
        ),
        Kind::TwoOffices => say!(
            lang,
            "end the one office on the day on which the other begins",
            "terminez une charge le jour où commence l'autre"
        ),
        Kind::TwoHolders => say!(
            lang,
            "end the first holder where the second begins; a redrawn district is a new seat; a seat of several is none in the mapping",
            "terminez le premier où commence le second ; une circonscription redécoupée est un nouveau siège ; un siège à plusieurs n'en est pas un dans la correspondance"
        ),
        Kind::TooMany => say!(
            lang,
            "write when each mandate began and ended: substitutes cannot be told from those they replace",
            "écrivez le début et la fin de chaque mandat : sans cela, les suppléants se confondent avec ceux qu'ils remplacent"
        ),
        Kind::Gap => say!(
            lang,
            "state the vacancy, or add the holder",
            "énoncez la vacance, ou ajoutez le titulaire"
        ),
        Kind::Namesakes => say!(
            lang,
            "say whether they are one: an [[identity]], \"same\" or \"different\"",
            "dites s'ils ne font qu'un : une [[identity]], « same » ou « different »"
        ),
        Kind::NotCurrent => say!(
            lang,
            "add the present mandate, or file the person as former",
            "ajoutez le mandat présent, ou classez la personne parmi les anciens"
        ),
        Kind::Crowd => say!(
            lang,
            "look at the key: a group of so many is rarely one person or one seat",
            "vérifiez la clef : un groupe si nombreux est rarement une personne ou un siège"
        ),
    }
}

/// Why findings are there.
#[must_use]
pub fn cause(roll: &Roll, cause: &Cause, lang: Lang) -> String {
    match cause {
        Cause::FarEnd { to } => say!(
            lang,
            "many mandates end on {to}, later than a term can: a stand-in for \"open\", or several terms written as one",
            "beaucoup de mandats finissent le {to}, plus tard qu'un mandat ne le peut : un substitut pour « ouvert », ou plusieurs mandats en un"
        ),
        Cause::Surname => say!(
            lang,
            "the two holders bear one surname: probably one person under two keys",
            "les deux titulaires portent un même nom : sans doute une personne sous deux clefs"
        ),
        Cause::SeveralSeats { seat } => {
            let name = &roll.seats[*seat as usize].name;
            say!(
                lang,
                "{name} has several holders at once again and again: it is not one seat",
                "{name} a plusieurs titulaires à la fois, encore et encore : ce n'est pas un seul siège"
            )
        }
        Cause::Redrawn { body } => say!(
            lang,
            "a holder sat in several seats of {body}: seats were redrawn or renamed, and their names used again",
            "un titulaire a siégé dans plusieurs sièges de {body} : ils ont été redécoupés ou renommés, et leurs noms repris"
        ),
        Cause::Handover { ends, begins } => say!(
            lang,
            "again and again one ends on {ends} and what follows begins on {begins}: an end written by rule, not by the event",
            "encore et encore, l'un finit le {ends} et la suite commence le {begins} : une fin écrite d'office, non d'après l'événement"
        ),
        Cause::SameDates { first, second } => say!(
            lang,
            "the same days again and again, {first} and {second}: probably one import",
            "les mêmes jours encore et encore, {first} et {second} : sans doute un même import"
        ),
        Cause::NoEnd => say!(
            lang,
            "only possible: nobody wrote when a mandate ended",
            "seulement possible : nul n'a écrit quand un mandat a fini"
        ),
        Cause::NoBeginning => say!(
            lang,
            "only possible: nobody wrote when a mandate began",
            "seulement possible : nul n'a écrit quand un mandat a commencé"
        ),
        Cause::Partial => say!(
            lang,
            "only possible: a date is known to the month or the year",
            "seulement possible : une date n'est connue qu'au mois ou à l'année"
        ),
    }
}

/// The mandates and persons of a finding, as places in the roll.
fn parts(finding: &Finding) -> (Vec<u32>, &[u32]) {
    match &finding.about {
        About::One(one) => (vec![*one], &[]),
        About::Two(first, second) => (vec![*first, *second], &[]),
        About::Persons(persons) => (Vec::new(), persons),
    }
}

fn file<'r>(roll: &'r Roll, tenure: &Tenure) -> &'r str {
    roll.files.get(tenure.origin.file as usize).map_or("", String::as_str)
}

/// What a figure of a finding counts.
fn figure(finding: &Finding, lang: Lang) -> Option<String> {
    let figure = number::votes(u64::from(finding.figure?).into(), lang);
    Some(match finding.kind {
        Kind::TooYoung | Kind::TooOld => {
            say!(lang, "{figure} years old", "âge : {figure} ans")
        }
        Kind::TooMany => say!(lang, "{figure} holders", "{figure} titulaires"),
        Kind::Crowd => say!(lang, "{figure} mandates", "{figure} mandats"),
        Kind::Gap => say!(lang, "{figure} days", "{figure} jours"),
        _ => say!(lang, "{figure} days at once", "{figure} jours à la fois"),
    })
}

/// One finding, a line for each mandate.
#[must_use]
pub fn finding(roll: &Roll, finding: &Finding, lang: Lang, style: Style) -> String {
    let mut text = String::new();
    let (tenures, persons) = parts(finding);
    let mut mark = verdict(finding.verdict, lang).to_owned();
    if let Some(figure) = figure(finding, lang) {
        let _ = write!(mark, ", {figure}");
    }
    for (index, at) in tenures.iter().enumerate() {
        let one = &roll.tenures[*at as usize];
        let someone = roll.who(one);
        let name = if someone.name.is_empty() { &someone.id } else { &someone.name };
        let place = format!("{}:{}", file(roll, one), one.origin.line);
        // A seat is often named after its office.
        let (office, seat) = (roll.what(one), roll.where_(one));
        let what =
            if seat.starts_with(office) { seat.to_owned() } else { format!("{office} {seat}") };
        let line = format!("{name}, {}, {}", what.trim(), one.span);
        let end = if index == 0 { format!(" ({mark})") } else { String::new() };
        let _ = writeln!(text, "    {}  {line}{end}", style.dim(&place));
    }
    let ids: Vec<String> = persons
        .iter()
        .map(|at| {
            let one = &roll.persons[*at as usize];
            let born = one.born.map(|born| format!(" ({born})")).unwrap_or_default();
            format!("{}{born}", one.id)
        })
        .collect();
    if let Some(first) = persons.first() {
        let name = &roll.persons[*first as usize].name;
        let _ = writeln!(text, "    {name}: {} ({mark})", ids.join(", "));
    }
    text
}

/// The whole report: a table of kinds, then each kind with its causes and its first findings.
#[must_use]
pub fn report(roll: &Roll, report: &Report, most: usize, lang: Lang, style: Style) -> String {
    let count = |number: usize| number::votes((number as u64).into(), lang);
    let (mandates, persons) = (count(roll.tenures.len()), count(roll.persons.len()));
    let heading = say!(
        lang,
        "{mandates} mandates of {persons} persons",
        "{mandates} mandats de {persons} personnes"
    );
    let mut text = format!("{}\n", style.bold(&heading));
    if report.findings.is_empty() {
        let said = say!(lang, "nothing found in these dates", "rien trouvé dans ces dates");
        let _ = writeln!(text, "  {}", style.green(&said));
        return text;
    }
    for (_, one, _) in Kind::ALL {
        let [certain, possible] =
            [Verdict::Certain, Verdict::Possible].map(|verdict| report.count(*one, verdict));
        if certain + possible > 0 {
            let (certain, possible) = (count(certain), count(possible));
            let said = say!(
                lang,
                "{certain:>8} certain {possible:>8} possible  ",
                "{certain:>8} certains {possible:>8} possibles  "
            );
            let _ = writeln!(text, "{said}{}", kind(*one, lang));
        }
    }
    for (_, one, _) in Kind::ALL {
        let all: Vec<&Finding> =
            report.findings.iter().filter(|finding| finding.kind == *one).collect();
        if all.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n{}", style.bold(kind(*one, lang)));
        for group in report.causes.iter().filter(|group| group.kind == *one) {
            let _ = writeln!(text, "  {}", style.yellow(&grouped(roll, group, lang)));
        }
        for finding in all.iter().take(most) {
            text.push_str(&self::finding(roll, finding, lang, style));
        }
        if all.len() > most {
            let more = count(all.len() - most);
            let said = say!(
                lang,
                "… and {more} more; --all, --json or --csv give every one",
                "… et {more} autres ; --all, --json ou --csv les donnent tous"
            );
            let _ = writeln!(text, "    {}", style.dim(&said));
        }
        let mend = mend(*one, lang);
        let _ = writeln!(text, "  {}", say!(lang, "mend: {mend}", "remède : {mend}"));
    }
    text
}

/// `1,457 findings, 456 persons: …`.
fn grouped(roll: &Roll, group: &Group, lang: Lang) -> String {
    let count = |number: u32| number::votes(u64::from(number).into(), lang);
    let (findings, persons) = (count(group.findings), count(group.persons));
    let cause = cause(roll, &group.cause, lang);
    say!(
        lang,
        "{findings} of these, of {persons} persons: {cause}",
        "{findings} de ces cas, de {persons} personnes : {cause}"
    )
}

fn mandate(roll: &Roll, tenure: &Tenure) -> Value {
    let someone = roll.who(tenure);
    json!({
        "file": file(roll, tenure),
        "line": tenure.origin.line,
        "person": someone.id,
        "name": someone.name,
        "office": roll.what(tenure),
        "seat": roll.where_(tenure),
        "from": tenure.span.from,
        "to": tenure.span.to,
    })
}

/// The report as JSON: the same words as in the text, for machines by their English names.
#[must_use]
pub fn json(roll: &Roll, report: &Report, lang: Lang) -> Value {
    let causes: Vec<Value> = report
        .causes
        .iter()
        .map(|group| {
            json!({
                "kind": group.kind.word(),
                "cause": cause(roll, &group.cause, lang),
                "findings": group.findings,
                "persons": group.persons,
            })
        })
        .collect();
    let findings = report.findings.iter().map(|one| {
        let (tenures, persons) = parts(one);
        let mandates = tenures.iter().map(|at| mandate(roll, &roll.tenures[*at as usize]));
        let persons = persons.iter().map(|at| roll.persons[*at as usize].id.clone());
        json!({
            "kind": one.kind.word(),
            "verdict": one.verdict.word(),
            "figure": one.figure,
            "cause": one.cause,
            "mandates": mandates.collect::<Vec<_>>(),
            "persons": persons.collect::<Vec<_>>(),
            "mend": mend(one.kind, lang),
        })
    });
    json!({
        "mandates": roll.tenures.len(),
        "persons": roll.persons.len(),
        "causes": causes,
        "findings": findings.collect::<Vec<_>>(),
    })
}

/// The findings as rows, one for each mandate or person of a finding; `finding` counts from 1.
///
/// # Panics
/// Never: memory can be written.
#[must_use]
pub fn csv(roll: &Roll, report: &Report, lang: Lang) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut row = |fields: &[&str]| writer.write_record(fields).expect("memory can be written");
    row(&[
        "finding", "kind", "verdict", "figure", "cause", "file", "line", "person", "name",
        "office", "seat", "from", "to", "mend",
    ]);
    for (index, one) in report.findings.iter().enumerate() {
        let (tenures, persons) = parts(one);
        let why = one.cause.map(|at| cause(roll, &report.causes[at as usize].cause, lang));
        let (index, why) = ((index + 1).to_string(), why.unwrap_or_default());
        let figure = one.figure.map(|figure| figure.to_string()).unwrap_or_default();
        let (kind, verdict) = (kind(one.kind, lang), verdict(one.verdict, lang));
        let head = [index.as_str(), kind, verdict, &figure, &why];
        let mend = mend(one.kind, lang);
        for at in tenures {
            let tenure = &roll.tenures[at as usize];
            let (someone, line) = (roll.who(tenure), tenure.origin.line.to_string());
            let (from, to) = (tenure.span.from.to_string(), tenure.span.to.to_string());
            let rest = [
                file(roll, tenure),
                &line,
                &someone.id,
                &someone.name,
                roll.what(tenure),
                roll.where_(tenure),
                &from,
                &to,
                &mend,
            ];
            row(&[&head[..], &rest[..]].concat());
        }
        for at in persons {
            let someone = &roll.persons[*at as usize];
            let rest = ["", "", &someone.id, &someone.name, "", "", "", "", &mend];
            row(&[&head[..], &rest[..]].concat());
        }
    }
    let bytes = writer.into_inner().expect("memory can be written");
    String::from_utf8(bytes).expect("names are text")
}

/// `holding.right (12), person.died (3)`.
fn counted(counts: &BTreeMap<String, u32>) -> String {
    let one = |(key, count): (&String, &u32)| format!("{key} ({count})");
    counts.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// What a form of others cannot hold.
#[must_use]
pub fn lost(lost: &Lost, lang: Lang) -> String {
    let counted = counted(lost);
    say!(
        lang,
        "this form cannot hold, and the export does not say: {counted}",
        "cette forme ne peut contenir, et l'export ne dit pas : {counted}"
    )
}

/// What a document says and a register has no place for.
#[must_use]
pub fn left(left: &BTreeMap<String, u32>, lang: Lang) -> String {
    let counted = counted(left);
    say!(
        lang,
        "the document says more than a register holds; left aside: {counted}",
        "le document dit plus qu'un registre ne contient ; laissé de côté : {counted}"
    )
}

/// What a whole register says against itself, each with its place, cause and mend.
#[must_use]
pub fn problems(all: &[(Problem, String)], lang: Lang, style: Style) -> String {
    let mut text = String::new();
    for (one, place) in all {
        let (verdict, message) = (verdict(one.verdict, lang), one.fault.message(lang));
        let code = one.fault.code();
        let _ = writeln!(text, "{} {message} ({verdict})", style.yellow(code));
        let _ = writeln!(text, "  {}  {}", style.dim(place), one.fault.cause(lang));
        let mend = one.fault.mend(lang);
        let _ = writeln!(text, "  {}", say!(lang, "mend: {mend}", "remède : {mend}"));
    }
    text
}

/// The same as JSON.
#[must_use]
pub fn problems_json(all: &[(Problem, String)], lang: Lang) -> Value {
    let one = |(one, place): &(Problem, String)| {
        json!({
            "code": one.fault.code(),
            "verdict": one.verdict.word(),
            "place": place,
            "message": one.fault.message(lang),
            "cause": one.fault.cause(lang),
            "mend": one.fault.mend(lang),
        })
    };
    all.iter().map(one).collect()
}
