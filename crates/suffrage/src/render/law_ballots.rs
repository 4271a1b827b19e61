//! The clauses for ballots, in plain sentences.

use super::say;
use crate::diagnostic::Lang;
use crate::law::{Ballot, Score, TransferBy};
use crate::method::committee::Way;
use crate::method::marks::{Overvote, Repeated, WriteIn};
use crate::method::runoff::Wins;
use crate::method::score::Points;
use crate::method::{gregory, meek, runoff};

/// How ballots are marked and read.
pub(super) fn ballot(rule: &Ballot, lang: Lang) -> String {
    let overvote = match (rule.marks.overvote, lang) {
        (Overvote::PassedOver, Lang::En) => "is passed over",
        (Overvote::PassedOver, Lang::Fr) => "est ignoré",
        (Overvote::Ends, Lang::En) => "ends the ballot",
        (Overvote::Ends, Lang::Fr) => "met fin au bulletin",
        (Overvote::EndsIfSeveral, Lang::En) => {
            "ends the ballot unless at most one of them is still in the count"
        }
        (Overvote::EndsIfSeveral, Lang::Fr) => {
            "met fin au bulletin, sauf si un seul d'entre eux au plus est encore en lice"
        }
        (Overvote::Void, Lang::En) => "voids the ballot",
        (Overvote::Void, Lang::Fr) => "annule le bulletin",
        (Overvote::Shared, Lang::En) => "shares the vote equally among those still in the count",
        (Overvote::Shared, Lang::Fr) => "partage la voix à égalité entre ceux encore en lice",
    };
    let empty = match rule.marks.empty_ranks {
        None => say!(lang, "Empty ranks are passed over", "Les rangs vides sont ignorés"),
        Some(0) => say!(lang, "An empty rank ends the ballot", "Un rang vide met fin au bulletin"),
        Some(most) => say!(
            lang,
            "Up to {most} empty ranks in a row are passed over, more end the ballot",
            "Jusqu'à {most} rangs vides de suite sont ignorés, davantage mettent fin au bulletin"
        ),
    };
    let repeated = match (rule.marks.repeated, lang) {
        (Repeated::PassedOver, Lang::En) => "is passed over",
        (Repeated::PassedOver, Lang::Fr) => "est ignoré",
        (Repeated::Ends, Lang::En) => "ends the ballot",
        (Repeated::Ends, Lang::Fr) => "met fin au bulletin",
    };
    let write_in = match (rule.marks.write_in, lang) {
        (WriteIn::PassedOver, Lang::En) => "is passed over",
        (WriteIn::PassedOver, Lang::Fr) => "est ignoré",
        (WriteIn::Together, Lang::En) => "counts together with all such, and they go out first",
        (WriteIn::Together, Lang::Fr) => "compte avec tous ses pareils, éliminés en premier",
        (WriteIn::Empty, Lang::En) => "counts as an empty rank",
        (WriteIn::Empty, Lang::Fr) => "vaut rang vide",
    };
    let ranks = rule.marks.ranks.map_or_else(String::new, |ranks| {
        say!(
            lang,
            " Only the first {ranks} ranks count.",
            " Seuls les {ranks} premiers rangs comptent."
        )
    });
    say!(
        lang,
        "Ballots are {rule_marking}. A rank with several candidates {overvote}. {empty}. A candidate ranked again {repeated}; a name that nobody declared {write_in}.{ranks}",
        "Les bulletins sont {rule_marking}. Un rang à plusieurs candidats {overvote}. {empty}. Un candidat classé deux fois {repeated} ; un nom que personne n'a déclaré {write_in}.{ranks}",
        rule_marking = marking(rule, lang)
    )
}

fn marking(rule: &Ballot, lang: Lang) -> &'static str {
    use crate::ballots::Marking;
    match (rule.marking, lang) {
        (Marking::Ranked, Lang::En) => "ranked",
        (Marking::Ranked, Lang::Fr) => "des classements",
        (Marking::Approved, Lang::En) => "approvals",
        (Marking::Approved, Lang::Fr) => "des approbations",
        (Marking::Scored, Lang::En) => "scores",
        (Marking::Scored, Lang::Fr) => "des notes",
    }
}

/// How votes pass on.
pub(super) fn transfer(method: &TransferBy, lang: Lang) -> String {
    match method {
        TransferBy::Runoff(rule) => runoff(rule, lang),
        TransferBy::Gregory(rule) => gregory(rule, lang),
        TransferBy::Meek(rule) => meek(rule, lang),
    }
}

fn runoff(rule: &runoff::Rule, lang: Lang) -> String {
    let wins = match rule.wins {
        Wins::MajorityOfStage => say!(
            lang,
            "Whoever has more than half of the votes still in the count is elected",
            "Est élu qui a plus de la moitié des voix encore en lice"
        ),
        Wins::MajorityOfFirst => say!(
            lang,
            "Whoever has more than half of the votes of the first stage is elected",
            "Est élu qui a plus de la moitié des voix de la première étape"
        ),
        Wins::LastTwo => say!(
            lang,
            "Once two are left, whoever has more than half of the votes is elected",
            "Quand il en reste deux, est élu qui a plus de la moitié des voix"
        ),
        Wins::LastLeft => say!(
            lang,
            "Those who are left when there are as many as seats are elected",
            "Sont élus ceux qui restent quand ils sont autant que de sièges"
        ),
    };
    let out = excludes(rule.excludes, lang);
    say!(
        lang,
        "{wins}; otherwise {out}, and the ballots pass to the next candidate ranked.",
        "{wins} ; sinon {out}, et les bulletins passent au candidat suivant."
    )
}

fn excludes(rule: runoff::Excludes, lang: Lang) -> String {
    match rule {
        runoff::Excludes::One => {
            say!(lang, "the one with the fewest votes goes out", "le dernier est éliminé")
        }
        runoff::Excludes::CannotWin => say!(
            lang,
            "all who together have fewer votes than the next above them go out",
            "sont éliminés tous ceux qui ensemble ont moins de voix que le suivant"
        ),
        runoff::Excludes::CannotWinAtOnce => say!(
            lang,
            "all who together, and with every surplus still to pass on, have fewer votes than the next above them go out at once",
            "sont éliminés aussitôt tous ceux qui ensemble, même avec les excédents à venir, ont moins de voix que le suivant"
        ),
    }
}

fn decimals(places: Option<u8>, lang: Lang) -> String {
    match places {
        None => say!(lang, "nothing is cut off", "rien n'est retranché"),
        Some(places) => say!(
            lang,
            "values are cut to {places} decimals",
            "les valeurs sont coupées à {places} décimales"
        ),
    }
}

fn gregory(rule: &gregory::Rule, lang: Lang) -> String {
    let quota = format!("{}, {}", rule.parts, rule.quota);
    let surplus = match rule.surplus {
        gregory::Surplus::Weighted => say!(
            lang,
            "every paper passes on at its value times the surplus by the votes",
            "chaque bulletin passe à sa valeur multipliée par l'excédent et divisée par les voix"
        ),
        gregory::Surplus::Unweighted => say!(
            lang,
            "every paper passes on at the surplus by the number of papers",
            "chaque bulletin passe à la valeur de l'excédent divisé par le nombre de bulletins"
        ),
        gregory::Surplus::LastParcel => say!(
            lang,
            "papers of the parcel received last pass on, at no more than their value",
            "les bulletins du dernier lot reçu passent, sans dépasser leur valeur"
        ),
    };
    let order = match rule.order {
        gregory::Order::Largest => {
            say!(lang, "the largest surplus first", "le plus grand excédent d'abord")
        }
        gregory::Order::Together => {
            say!(lang, "all of a stage at once", "tous ceux d'une étape à la fois")
        }
        gregory::Order::Elected => {
            say!(lang, "in the order of election", "dans l'ordre d'élection")
        }
    };
    let out = excludes(rule.excludes, lang);
    let decimals = decimals(rule.decimals, lang);
    say!(
        lang,
        "Whoever reaches the quota ({quota}) is elected. Of a surplus {surplus}, {order}; {decimals}. When no surplus is left {out}.",
        "Est élu qui atteint le quota ({quota}). D'un excédent, {surplus}, {order} ; {decimals}. Quand il n'en reste plus, {out}."
    )
}

fn meek(rule: &meek::Rule, lang: Lang) -> String {
    let keeps = match rule.keeps {
        meek::Keeps::Share => {
            say!(
                lang,
                "a share of what is left of each vote",
                "une part de ce qui reste de chaque voix"
            )
        }
        meek::Keeps::Amount => {
            say!(lang, "the same part of each vote", "la même fraction de chaque voix")
        }
    };
    let (decimals, limit, out) =
        (decimals(rule.decimals, lang), rule.limit, excludes(rule.excludes, lang));
    say!(
        lang,
        "The elected keep {keeps}, just so much that they keep the quota; votes that reach nobody lower it. The shares are found by iteration until the surplus is below 1 in decimal {limit}; {decimals}. When nobody is elected {out}.",
        "Les élus gardent {keeps}, juste assez pour conserver le quota ; les voix qui n'atteignent personne l'abaissent. Les parts se trouvent par itération jusqu'à un excédent inférieur à 1 à la décimale {limit} ; {decimals}. Quand nul n'est élu, {out}."
    )
}

/// How points are given.
pub(super) fn score(rule: &Score, lang: Lang) -> String {
    match rule.points {
        Points::Borda => say!(
            lang,
            "A ballot gives a candidate one point for every candidate below; whom it does not rank has none.",
            "Un bulletin donne à un candidat un point par candidat placé après ; qui n'est pas classé n'en a pas."
        ),
        Points::BordaMean => say!(
            lang,
            "A ballot gives a candidate one point for every candidate below; those it does not rank share the points left.",
            "Un bulletin donne à un candidat un point par candidat placé après ; les non-classés se partagent les points restants."
        ),
        Points::BordaFromOne => say!(
            lang,
            "A ballot gives a candidate one point and one more for every candidate below; whom it does not rank has none.",
            "Un bulletin donne à un candidat un point et un de plus par candidat placé après ; qui n'est pas classé n'en a pas."
        ),
        Points::BordaModified => say!(
            lang,
            "A ballot gives a candidate one point and one more for every candidate that it ranks below; whom it does not rank has none (modified Borda count).",
            "Un bulletin donne à un candidat un point et un de plus par candidat qu'il classe après ; qui n'est pas classé n'en a pas (méthode de Borda modifiée)."
        ),
        Points::Dowdall => say!(
            lang,
            "A ballot gives 1 point to the first, 1/2 to the second, 1/3 to the third, and so on.",
            "Un bulletin donne 1 point au premier, 1/2 au deuxième, 1/3 au troisième, et ainsi de suite."
        ),
        Points::Approvals => {
            say!(lang, "Every mark is one point.", "Chaque marque vaut un point.")
        }
        Points::Scores => say!(lang, "The scores are added up.", "Les notes sont additionnées."),
        Points::Median => say!(
            lang,
            "The higher median grade decides; of equals, the one whose median holds out longer as median grades are taken away.",
            "La meilleure mention médiane décide ; à égalité, celle qui résiste le plus longtemps au retrait des mentions médianes."
        ),
        Points::Star => say!(
            lang,
            "Of the two with the highest scores the one is elected that more ballots score higher.",
            "Des deux aux plus hautes notes est élu celui que plus de bulletins notent mieux."
        ),
    }
}

/// How a committee is found.
pub(super) fn committee(way: Way, lang: Lang) -> String {
    match way {
        Way::Approvals => say!(
            lang,
            "Those with most marks are seated.",
            "Sont élus ceux qui ont le plus de marques."
        ),
        Way::Satisfaction => say!(
            lang,
            "A mark counts one divided by the marks of its ballot; those with most are seated.",
            "Une marque vaut un divisé par le nombre de marques du bulletin ; sont élus ceux qui en ont le plus."
        ),
        Way::Proportional => say!(
            lang,
            "The committee is seated with the highest sum over all ballots of 1 + 1/2 + 1/3 … for as many of their candidates as it holds (PAV).",
            "Est élu le comité dont la somme est la plus haute, chaque bulletin comptant 1 + 1/2 + 1/3 … pour autant de ses candidats qu'il contient (PAV)."
        ),
        Way::SequentialProportional => say!(
            lang,
            "Seat by seat, whoever adds most to the sum of 1 + 1/2 + 1/3 … over all ballots (sequential PAV).",
            "Siège après siège, celui qui ajoute le plus à la somme des 1 + 1/2 + 1/3 … sur tous les bulletins (PAV séquentiel)."
        ),
        Way::ReverseProportional => say!(
            lang,
            "From all candidates, out one by one goes whoever takes least from the sum of 1 + 1/2 + 1/3 … over all ballots.",
            "De tous les candidats sort, l'un après l'autre, celui qui retire le moins à la somme des 1 + 1/2 + 1/3 … sur tous les bulletins."
        ),
        Way::Coverage => say!(
            lang,
            "The committee is seated in which most ballots have somebody (Chamberlin–Courant).",
            "Est élu le comité où le plus de bulletins ont quelqu'un (Chamberlin–Courant)."
        ),
        Way::SequentialCoverage => say!(
            lang,
            "Seat by seat, whoever most ballots marked that have nobody yet.",
            "Siège après siège, celui que marquent le plus de bulletins n'ayant encore personne."
        ),
        Way::Phragmen => say!(
            lang,
            "Every seat is a load of 1 shared by those who marked its candidate; the next goes where the heaviest loaded carry least (Phragmén).",
            "Chaque siège est une charge de 1 partagée par ceux qui ont marqué son candidat ; le suivant va où les plus chargés portent le moins (Phragmén)."
        ),
        Way::EqualShares => say!(
            lang,
            "Every elector has an equal part of the seats to spend; a seat costs 1 and goes where those who marked the candidate pay least at most; what is left is seated by Phragmén's loads.",
            "Chaque électeur dispose d'une part égale des sièges ; un siège coûte 1 et va où ceux qui ont marqué le candidat paient au plus le moins ; le reste suit les charges de Phragmén."
        ),
    }
}
