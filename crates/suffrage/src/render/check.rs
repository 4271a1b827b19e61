//! Findings of a check, in words.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Style, number, say};
use crate::check::{Bend, Finding, Reason, Rounded, Verdict};
use crate::diagnostic::Lang;
use crate::record::Base;

/// One finding: the contest, the reason, the lists that differ.
#[must_use]
pub fn finding(one: &Finding, lang: Lang, style: Style) -> String {
    let mut text = format!("{} {}\n", style.bold(&one.name), style.dim(&one.contest));
    let said = match &one.verdict {
        Verdict::Wrong(reason) => Some(self::reason(reason, lang)),
        Verdict::NotCounted(codes) => {
            Some(not_counted(codes.first().map_or("", String::as_str), lang))
        }
        _ => None,
    };
    if let Some(said) = said {
        let _ = writeln!(text, "  {}", style.yellow(&said));
    }
    if let Some(figures) = &one.figures {
        let (what, round) = (&figures.what, figures.round);
        let (stated, summed) =
            (number::votes(figures.stated, lang), number::votes(figures.summed, lang));
        let said = say!(
            lang,
            "round {round}: {what} is {stated}, but its parts make {summed}",
            "tour {round} : {what} vaut {stated}, mais ses parts font {summed}"
        );
        let _ = writeln!(text, "  {}", style.yellow(&said));
    }
    for (name, published, counted) in &one.differ {
        let said = say!(
            lang,
            "{name}: {published} published, {counted} by the law",
            "{name} : {published} publiés, {counted} selon la loi"
        );
        let _ = writeln!(text, "    {said}");
    }
    text.trim_end().to_owned()
}

/// Why the published seats cannot be right.
#[must_use]
pub fn reason(reason: &Reason, lang: Lang) -> String {
    match reason {
        Reason::ImpossibleSize { seats, below, above } => {
            let near: Vec<String> = below.iter().chain(above).map(u32::to_string).collect();
            let near = near.join(lang_or(lang));
            say!(
                lang,
                "{seats} seats are published in all, and no council has so many (the law knows {near})",
                "{seats} sièges sont publiés en tout, et aucun conseil n'en a autant (la loi connaît {near})"
            )
        }
        Reason::NoMajority => say!(
            lang,
            "seats are published, but no list has the majority that this round asks for",
            "des sièges sont publiés, mais aucune liste n'a la majorité qu'exige ce tour"
        ),
        Reason::AsIf(bend) => {
            let bend = self::bend(bend, lang);
            say!(
                lang,
                "the published seats are what the law would give if {bend}",
                "les sièges publiés sont ceux que donnerait la loi si {bend}"
            )
        }
        Reason::Unexplained { moved } => say!(
            lang,
            "{moved} seats are with other lists, and no single change to the law explains it",
            "{moved} sièges sont à d'autres listes, et aucun changement isolé de la loi ne l'explique"
        ),
    }
}

fn lang_or(lang: Lang) -> &'static str {
    if lang == Lang::En { " or " } else { " ou " }
}

fn bend(bend: &Bend, lang: Lang) -> String {
    match bend {
        Bend::BonusRounded(Rounded::Down) => say!(
            lang,
            "the bonus were rounded down",
            "la prime était arrondie à l'entier inférieur"
        ),
        Bend::BonusRounded(Rounded::Up) => {
            say!(lang, "the bonus were rounded up", "la prime était arrondie à l'entier supérieur")
        }
        Bend::NoBonus => say!(lang, "there were no bonus", "il n'y avait pas de prime"),
        Bend::EverySeatToTheLeader => say!(
            lang,
            "every seat went to the leading list",
            "tous les sièges allaient à la liste en tête"
        ),
        Bend::NoThreshold => say!(lang, "there were no threshold", "il n'y avait pas de seuil"),
        Bend::ThresholdOf(base) => {
            let base = match base {
                Base::Registered => say!(lang, "registered", "inscrits"),
                Base::Voters => say!(lang, "voters", "votants"),
                _ => say!(lang, "expressed", "exprimés"),
            };
            say!(
                lang,
                "the threshold were taken of the {base}",
                "le seuil se calculait sur les {base}"
            )
        }
        Bend::Divisors(divisors) => {
            say!(lang, "the divisors were {divisors}", "les diviseurs étaient {divisors}")
        }
        Bend::Remainders => say!(
            lang,
            "the rest went to the largest remainders",
            "le reste allait aux plus forts restes"
        ),
        Bend::OnFromSeatsWon => say!(
            lang,
            "the seats won before (the bonus) counted in the averages",
            "les sièges déjà obtenus (la prime) comptaient dans les moyennes"
        ),
        Bend::Candidates(list, count) => {
            say!(lang, "{list} had only {count} candidates", "{list} n'avait que {count} candidats")
        }
    }
}

/// Why a contest cannot be counted, by the code of its first fault.
fn not_counted(code: &str, lang: Lang) -> String {
    match code {
        "C004" => say!(
            lang,
            "a figure is missing that the law asks for",
            "un chiffre qu'exige la loi manque"
        ),
        "C005" => say!(
            lang,
            "another number of seats than the law gives",
            "un autre nombre de sièges que celui de la loi"
        ),
        "C006" => say!(
            lang,
            "a further round, though the first filled every seat",
            "un tour de plus, alors que le premier pourvoyait tous les sièges"
        ),
        "C007" => say!(
            lang,
            "a list in the second round that did not qualify",
            "une liste au second tour sans qualification"
        ),
        code => say!(lang, "not counted ({code})", "non compté ({code})"),
    }
}

/// The kind of a verdict, for counting.
#[must_use]
pub fn kind(verdict: &Verdict, lang: Lang) -> String {
    match verdict {
        Verdict::Agrees => say!(lang, "agree with the law", "conformes à la loi"),
        Verdict::AgreesOnceDrawn => say!(
            lang,
            "agree, one of the results a tie leaves open",
            "conformes, parmi les résultats qu'une égalité laisse ouverts"
        ),
        Verdict::NothingPublished => say!(lang, "nothing published yet", "rien de publié"),
        Verdict::NotContested => {
            say!(lang, "one list only, nothing to divide", "une seule liste, rien à répartir")
        }
        Verdict::Wrong(Reason::ImpossibleSize { .. }) => say!(
            lang,
            "WRONG: a number of seats no council has",
            "FAUX : un nombre de sièges qu'aucun conseil n'a"
        ),
        Verdict::Wrong(Reason::NoMajority) => {
            say!(lang, "WRONG: seats without a majority", "FAUX : des sièges sans majorité")
        }
        Verdict::Wrong(Reason::AsIf(Bend::Candidates(..))) => say!(
            lang,
            "WRONG: as if a list had fewer candidates",
            "FAUX : comme si une liste avait moins de candidats"
        ),
        Verdict::Wrong(Reason::AsIf(bend)) => {
            let bend = self::bend(bend, lang);
            say!(lang, "WRONG: as if {bend}", "FAUX : comme si {bend}")
        }
        Verdict::Wrong(Reason::Unexplained { .. }) => {
            say!(lang, "WRONG: unexplained", "FAUX : inexpliqué")
        }
        Verdict::NotCounted(codes) => {
            let why = not_counted(codes.first().map_or("", String::as_str), lang);
            say!(lang, "WRONG: {why}", "FAUX : {why}")
        }
    }
}

/// A contest that could not be read.
#[must_use]
pub fn unreadable(code: &str, lang: Lang) -> String {
    say!(lang, "not read ({code})", "illisibles ({code})")
}

/// The numbers of each kind.
#[must_use]
pub fn summary(
    counts: &BTreeMap<String, usize>,
    figures: usize,
    lang: Lang,
    style: Style,
) -> String {
    let mut rows: Vec<(&String, &usize)> = counts.iter().collect();
    rows.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    let all: usize = counts.values().sum();
    let heading = say!(lang, "{all} contests", "{all} scrutins");
    let mut text = format!("{}\n", style.bold(&heading));
    for (kind, count) in rows {
        let _ = writeln!(text, "  {count:>7}  {kind}");
    }
    if figures > 0 {
        let said =
            say!(lang, "figures that contradict each other", "des chiffres qui se contredisent");
        let _ = writeln!(text, "  {figures:>7}  {said}");
    }
    text
}

/// The findings as rows: `contest,name,verdict,list,published,by_law`.
///
/// # Panics
/// Never: memory can be written.
#[must_use]
pub fn csv(findings: &[Finding], lang: Lang) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut row = |fields: [&str; 6]| writer.write_record(fields).expect("memory can be written");
    row(["contest", "name", "verdict", "list", "published", "by_law"]);
    for one in findings {
        let kind = kind(&one.verdict, lang);
        if one.differ.is_empty() {
            row([&one.contest, &one.name, &kind, "", "", ""]);
        }
        for (list, published, counted) in &one.differ {
            let (published, counted) = (published.to_string(), counted.to_string());
            row([&one.contest, &one.name, &kind, list, &published, &counted]);
        }
    }
    let bytes = writer.into_inner().expect("memory can be written");
    String::from_utf8(bytes).expect("names are text")
}
