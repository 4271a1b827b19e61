//! Words of the notation as people say them.

use super::{number, say};
use crate::diagnostic::Lang;
use crate::method::condition::Condition;
use crate::number::{Fraction, Rounding};
use crate::record::{
    Base, ElectedBy, ExcludedBy, FillBy, Lost, Purpose, Relation, Scope, Test, TieBy, Value,
    Waiting,
};

/// What a share is taken of.
#[must_use]
pub fn base(base: Base, lang: Lang) -> String {
    match base {
        Base::Registered => say!(lang, "registered", "inscrits"),
        Base::Voters => say!(lang, "voters", "votants"),
        Base::Expressed => say!(lang, "expressed", "exprimés"),
        Base::Valid => say!(lang, "valid ballots", "bulletins valables"),
        Base::Votes => say!(lang, "votes", "voix"),
        Base::Seats => say!(lang, "seats", "sièges"),
        Base::Members => say!(lang, "members", "membres"),
        Base::Quota => say!(lang, "quota", "quotient"),
    }
}

/// `more than 1/2 of the expressed`.
#[must_use]
pub fn condition(one: Condition, lang: Lang) -> String {
    let said = share(one.relation, one.share, one.base, lang);
    match one.scope {
        Scope::Contest => said,
        Scope::Election => say!(lang, "{said} of all contests", "{said} de tous les scrutins"),
    }
}

fn share(relation: Relation, share: Fraction, of: Base, lang: Lang) -> String {
    let (share, of) = (number::share(share, lang), base(of, lang));
    let du = if matches!(of.as_str(), "quotient") { "du" } else { "des" };
    match relation {
        Relation::MoreThan => {
            say!(lang, "more than {share} of the {of}", "plus de {share} {du} {of}")
        }
        Relation::AtLeast => {
            say!(lang, "at least {share} of the {of}", "au moins {share} {du} {of}")
        }
    }
}

/// `more than 1/2 of the 561 expressed: 281`.
#[must_use]
pub fn test(test: &Test, lang: Lang) -> String {
    let needed = number::votes(test.needed, lang);
    let (part, of) = (number::share(test.share, lang), base(test.base, lang));
    let whole = number::fraction(test.of, lang);
    let (whole, of) = match test.base {
        Base::Quota => (of, format!(" ({whole})")),
        _ if test.scope == Scope::Election => {
            (whole, say!(lang, " {of} of all contests", " {of} de tous les scrutins"))
        }
        _ => (whole, format!(" {of}")),
    };
    match (test.relation, test.base) {
        (Relation::MoreThan, Base::Quota) => say!(
            lang,
            "more than {part} of the {whole}{of}: {needed}",
            "plus de {part} du {whole}{of} : {needed}"
        ),
        (Relation::AtLeast, Base::Quota) => say!(
            lang,
            "at least {part} of the {whole}{of}: {needed}",
            "au moins {part} du {whole}{of} : {needed}"
        ),
        (Relation::MoreThan, _) => say!(
            lang,
            "more than {part} of the {whole}{of}: {needed}",
            "plus de {part} des {whole}{of} : {needed}"
        ),
        (Relation::AtLeast, _) => say!(
            lang,
            "at least {part} of the {whole}{of}: {needed}",
            "au moins {part} des {whole}{of} : {needed}"
        ),
    }
}

/// How a figure becomes whole.
#[must_use]
pub fn rounding(rounding: Rounding, lang: Lang) -> String {
    match rounding {
        Rounding::Down => say!(lang, "rounded down", "arrondi à l'entier inférieur"),
        Rounding::Up => say!(lang, "rounded up", "arrondi à l'entier supérieur"),
        Rounding::NextWhole => {
            say!(lang, "taken to the next whole number", "porté à l'entier immédiatement supérieur")
        }
        Rounding::Nearest => say!(lang, "rounded to the nearest", "arrondi au plus proche"),
        Rounding::NearestDown => say!(
            lang,
            "rounded to the nearest, halves down",
            "arrondi au plus proche, les demis vers le bas"
        ),
    }
}

/// How equals are parted.
#[must_use]
pub fn tie(by: TieBy, lang: Lang) -> String {
    match by {
        TieBy::MoreVotes => say!(lang, "more votes", "le plus de voix"),
        TieBy::FewerVotes => say!(lang, "fewer votes", "le moins de voix"),
        TieBy::Older => say!(lang, "the older", "le plus âgé"),
        TieBy::OlderNext => say!(
            lang,
            "the older candidate next in line",
            "le plus âgé des candidats susceptibles d'être élus"
        ),
        TieBy::MeanAge => {
            say!(lang, "the higher mean age of the list", "la moyenne d'âge la plus élevée")
        }
        TieBy::LowerMeanAge => {
            say!(lang, "the lower mean age of the list", "la moyenne d'âge la moins élevée")
        }
        TieBy::Remainder => say!(lang, "the larger remainder", "le plus grand reste"),
        TieBy::CandidateVotes => say!(
            lang,
            "more votes for the candidate next in line",
            "le plus de suffrages du candidat suivant"
        ),
        TieBy::ListOrder => say!(lang, "the order of the list", "l'ordre de la liste"),
        TieBy::EarlierStages => say!(
            lang,
            "votes at the latest earlier stage at which they differ",
            "les voix à la dernière étape antérieure où elles diffèrent"
        ),
        TieBy::FirstStages => say!(
            lang,
            "votes at the first stage at which they differ",
            "les voix à la première étape où elles diffèrent"
        ),
        TieBy::AllDiffer => say!(
            lang,
            "votes at the latest earlier stage at which all of them differ",
            "les voix à la dernière étape antérieure où toutes diffèrent"
        ),
        TieBy::Lot => say!(lang, "lot", "le sort"),
    }
}

/// A figure by which equals were compared.
#[must_use]
pub fn value(value: &Value, lang: Lang) -> String {
    match value {
        Value::Votes(votes) | Value::FewerVotes(votes) => number::votes(*votes, lang),
        Value::Remainder(rest) => number::fraction(*rest, lang),
        Value::Born(day) => say!(lang, "born {day}", "né le {day}"),
        Value::Days(days) | Value::FewerDays(days) => number::decimal(*days, lang),
        Value::Place(place) => (place + 1).to_string(),
        Value::Stages(votes) => {
            let all: Vec<String> =
                votes.iter().take(8).map(|one| number::exact(one, lang)).collect();
            let more = if votes.len() > 8 { ", …" } else { "" };
            format!("{}{more}", all.join(", "))
        }
    }
}

/// Why a seat waits.
#[must_use]
pub fn waiting(why: &Waiting, lang: Lang) -> String {
    match why {
        Waiting::ForLot => say!(
            lang,
            "the law says to draw lots; enter the lot drawn",
            "la loi dit de tirer au sort ; entrez le résultat du tirage"
        ),
        Waiting::ForFact(by) => {
            let by = tie(*by, lang);
            say!(
                lang,
                "the law parts them by {by}, and the files do not tell it",
                "la loi les départage par {by}, et les fichiers ne le disent pas"
            )
        }
        Waiting::LawIsSilent => say!(
            lang,
            "the law does not say how to part them",
            "la loi ne dit pas comment les départager"
        ),
    }
}

/// How the persons of a list are found.
#[must_use]
pub fn fill(by: FillBy, lang: Lang) -> String {
    match by {
        FillBy::ListOrder => say!(lang, "in list order", "dans l'ordre de la liste"),
        FillBy::Preference => say!(
            lang,
            "by preference votes, then in list order",
            "par voix de préférence, puis dans l'ordre de la liste"
        ),
        FillBy::CandidateVotes => say!(lang, "by their own votes", "par leurs propres suffrages"),
    }
}

/// Why a vote is with nobody.
#[must_use]
pub fn lost(why: Lost, lang: Lang) -> String {
    match why {
        Lost::Blank => say!(lang, "no choice marked", "sans choix"),
        Lost::Overvote => {
            say!(lang, "several candidates in one rank", "plusieurs candidats au même rang")
        }
        Lost::TooMany => say!(lang, "more marks than may be given", "trop de marques"),
        Lost::Informal => say!(
            lang,
            "fewer good ranks than a ballot must have",
            "moins de rangs valables qu'il n'en faut"
        ),
        Lost::Skipped => say!(lang, "ranks left empty", "rangs laissés vides"),
        Lost::Repeated => say!(lang, "a candidate ranked again", "un candidat classé deux fois"),
        Lost::Exhausted => {
            say!(lang, "nobody ranked is left in the count", "plus aucun candidat classé en lice")
        }
        Lost::Rounding => say!(lang, "cut off by rounding", "perdu par arrondi"),
    }
}

/// What elects.
#[must_use]
pub fn elected_by(why: ElectedBy, lang: Lang) -> String {
    match why {
        ElectedBy::Quota => say!(lang, "by reaching the quota", "en atteignant le quota"),
        ElectedBy::Majority => say!(
            lang,
            "with more than half of the votes still in the count",
            "avec plus de la moitié des voix encore en lice"
        ),
        ElectedBy::MajorityOfFirst => say!(
            lang,
            "with more than half of the votes of the first stage",
            "avec plus de la moitié des voix de la première étape"
        ),
        ElectedBy::Half => say!(
            lang,
            "with at least half of the votes still in the count",
            "avec au moins la moitié des voix encore en lice"
        ),
        ElectedBy::ActiveVote => say!(
            lang,
            "by reaching an equal part of the active vote",
            "en atteignant une part égale des voix actives"
        ),
        ElectedBy::LargerOfTwo => say!(
            lang,
            "with the larger number of the last two",
            "avec le plus grand nombre des deux derniers"
        ),
        ElectedBy::Order => say!(lang, "first in the order", "en tête de l'ordre"),
        ElectedBy::Share => say!(
            lang,
            "since each who is left has reached the share that the law asks for",
            "car chacun de ceux qui restent a atteint la part que la loi exige"
        ),
        ElectedBy::Condorcet => {
            say!(lang, "who wins against every other", "qui l'emporte sur chaque autre")
        }
        ElectedBy::OnlyOneLeft => say!(lang, "the only one left", "seul à rester"),
        ElectedBy::LastLeft => say!(
            lang,
            "since no more are left than there are seats",
            "car il ne reste pas plus de candidats que de sièges"
        ),
    }
}

/// Why candidates go out.
#[must_use]
pub fn excluded_by(why: ExcludedBy, lang: Lang) -> String {
    match why {
        ExcludedBy::Fewest => say!(lang, "with the fewest votes", "avec le moins de voix"),
        ExcludedBy::Shortfall => say!(
            lang,
            "since with all below them they fall short of what the open seats need",
            "car avec tous les derniers ils restent sous ce qu'exigent les sièges vacants"
        ),
        ExcludedBy::CannotWin => say!(
            lang,
            "since together they have fewer votes than the next above them",
            "car ensemble ils ont moins de voix que le suivant"
        ),
        ExcludedBy::Minimum => {
            say!(
                lang,
                "with fewer votes than the law asks for",
                "avec moins de voix que la loi n'exige"
            )
        }
        ExcludedBy::FewestPoints => {
            say!(lang, "with the fewest points", "avec le moins de points")
        }
        ExcludedBy::BelowAverage => {
            say!(lang, "with fewer points than the average", "avec moins de points que la moyenne")
        }
        ExcludedBy::AtOrBelowAverage => {
            say!(lang, "with no more points than the average", "sans plus de points que la moyenne")
        }
        ExcludedBy::OutsideSmith => {
            say!(lang, "as not in that set", "car hors de cet ensemble")
        }
        ExcludedBy::Undeclared => {
            say!(lang, "as names that nobody declared", "comme noms que personne n'a déclarés")
        }
    }
}

/// What equals are parted for, as "1 open" or "1 to go out".
#[must_use]
pub fn open(open: u32, purpose: Purpose, lang: Lang) -> String {
    match purpose {
        Purpose::Seats => say!(lang, "{open} open", "{open} à pourvoir"),
        Purpose::Exclusion => say!(lang, "{open} to go out", "{open} à éliminer"),
        Purpose::Order => say!(lang, "whose turn is first", "le premier tour de passage"),
    }
}
