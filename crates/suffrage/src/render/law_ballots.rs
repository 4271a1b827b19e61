//! The clauses for ballots, in plain sentences.

use super::law_surplus::{order, surplus};
use super::{number, say};
use crate::diagnostic::Lang;
use crate::law::{Ballot, Most, Score, TransferBy};
use crate::method::committee::Way;
use crate::method::exclusion::Excludes;
use crate::method::marks::{Formal, Overvote, Repeated, WriteIn};
use crate::method::runoff::Wins;
use crate::method::score::Points;
use crate::method::stages::{Adds, LastOut};
use crate::method::{gregory, meek, runoff};
use crate::number::Votes;

/// How ballots are marked and read.
pub(super) fn ballot(rule: &Ballot, lang: Lang) -> String {
    use crate::ballots::Marking;
    let how = marking(rule, lang);
    if rule.marking != Marking::Ranked {
        let most = match rule.most {
            Most::Any => String::new(),
            Most::Seats => say!(
                lang,
                " At most as many may be marked as there are seats; more void the ballot.",
                " On ne peut en marquer plus que de sièges ; davantage annulent le bulletin."
            ),
            Most::So(most) => say!(
                lang,
                " At most {most} may be marked; more void the ballot.",
                " On ne peut en marquer plus de {most} ; davantage annulent le bulletin."
            ),
        };
        return say!(lang, "Ballots are {how}.{most}", "Les bulletins sont {how}.{most}");
    }
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
        (Overvote::EndsIfAny, Lang::En) => {
            "ends the ballot if one of them is still in the count, and is passed over otherwise"
        }
        (Overvote::EndsIfAny, Lang::Fr) => {
            "met fin au bulletin si l'un d'eux est encore en lice, sinon est ignoré"
        }
        (Overvote::Void, Lang::En) => "voids the ballot",
        (Overvote::Void, Lang::Fr) => "annule le bulletin",
        (Overvote::Shared, Lang::En) => "shares the vote equally among those still in the count",
        (Overvote::Shared, Lang::Fr) => "partage la voix à égalité entre ceux encore en lice",
        (Overvote::InEveryOrder, Lang::En) => {
            "counts as all orders of them, each for an equal part of the vote"
        }
        (Overvote::InEveryOrder, Lang::Fr) => {
            "vaut tous leurs ordres possibles, chacun pour une part égale de la voix"
        }
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
        (Repeated::Empty, Lang::En) => "counts as an empty rank",
        (Repeated::Empty, Lang::Fr) => "vaut rang vide",
    };
    let write_in = match (rule.marks.write_in, lang) {
        (WriteIn::PassedOver, Lang::En) => "is passed over",
        (WriteIn::PassedOver, Lang::Fr) => "est ignoré",
        (WriteIn::Together, Lang::En) => "counts together with all such, and they go out first",
        (WriteIn::Together, Lang::Fr) => "compte avec tous ses pareils, éliminés en premier",
        (WriteIn::WithFirst, Lang::En) => {
            "counts together with all such, and they go out with the first who cannot win"
        }
        (WriteIn::WithFirst, Lang::Fr) => {
            "compte avec tous ses pareils, éliminés avec les premiers qui ne peuvent gagner"
        }
        (WriteIn::AsOne, Lang::En) => "counts together with all such, as one more candidate",
        (WriteIn::AsOne, Lang::Fr) => "compte avec tous ses pareils, comme un candidat de plus",
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
    let formal = formal(rule.marks.formal, lang);
    say!(
        lang,
        "Ballots are {rule_marking}.{formal} A rank with several candidates {overvote}. {empty}. A candidate ranked again {repeated}; a name that nobody declared {write_in}.{ranks}",
        "Les bulletins sont {rule_marking}.{formal} Un rang à plusieurs candidats {overvote}. {empty}. Un candidat classé deux fois {repeated} ; un nom que personne n'a déclaré {write_in}.{ranks}",
        rule_marking = marking(rule, lang)
    )
}

/// What a ballot must have to count at all.
fn formal(rule: Formal, lang: Lang) -> String {
    match rule {
        Formal::Any => String::new(),
        Formal::Good(least) => say!(
            lang,
            " One counts only if its first {least} ranks (all, of fewer candidates) name one candidate each, none twice.",
            " Un bulletin ne compte que si ses {least} premiers rangs (tous, s'il y a moins de candidats) désignent chacun un candidat, aucun deux fois."
        ),
        Formal::All => say!(
            lang,
            " One counts only if it ranks all candidates one after another, of whom the last may be left blank; of two candidates only the first rank is looked at.",
            " Un bulletin ne compte que s'il classe tous les candidats l'un après l'autre, le dernier pouvant rester en blanc ; de deux candidats, seul le premier rang compte."
        ),
    }
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
    let share = rule.share.map(|share| share.to_string()).unwrap_or_default();
    let wins = match rule.wins {
        Wins::MajorityOfStage => say!(
            lang,
            "Whoever has more than half of the votes still in the count is elected",
            "Est élu qui a plus de la moitié des voix encore en lice"
        ),
        Wins::HalfOfStage => say!(
            lang,
            "Whoever has at least half of the votes still in the count is elected",
            "Est élu qui a au moins la moitié des voix encore en lice"
        ),
        Wins::FirstOrLastTwo => say!(
            lang,
            "Whoever has more than half of the votes at the first stage is elected, else whoever has most when two are left",
            "Est élu qui a plus de la moitié des voix à la première étape, sinon qui en a le plus quand il en reste deux"
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
        Wins::ShareOfStage => say!(
            lang,
            "Those who are left when each of them has {share} of the votes still in the count, and there are no more of them than seats, are elected",
            "Sont élus ceux qui restent quand chacun d'eux a {share} des voix encore en lice et qu'ils ne sont pas plus que les sièges"
        ),
        Wins::ShareOfFirst => say!(
            lang,
            "Those who are left when each of them has {share} of the votes of the first stage, and there are no more of them than seats, are elected",
            "Sont élus ceux qui restent quand chacun d'eux a {share} des voix de la première étape et qu'ils ne sont pas plus que les sièges"
        ),
    };
    let (out, last) = (excludes(rule.excludes, lang), last_out(rule.last, lang));
    let minimum = minimum(rule.minimum, lang);
    say!(
        lang,
        "{wins}; otherwise {out}, and the ballots pass to the next candidate ranked.{minimum}{last}",
        "{wins} ; sinon {out}, et les bulletins passent au candidat suivant.{minimum}{last}"
    )
}

/// The votes without which nobody stays.
fn minimum(votes: Option<Votes>, lang: Lang) -> String {
    let Some(votes) = votes else { return String::new() };
    let votes = number::votes(votes, lang);
    say!(
        lang,
        " After the first stage (and its surpluses) all with fewer than {votes} votes go out together, if enough others stay.",
        " Après la première étape (et ses excédents), tous ceux qui ont moins de {votes} voix sont éliminés ensemble, s'il en reste assez d'autres."
    )
}

fn last_out(rule: LastOut, lang: Lang) -> String {
    match rule {
        LastOut::PassesOn => String::new(),
        LastOut::Stays => say!(
            lang,
            " When as many are left as there are seats they are elected, and the papers of the last to go out stay.",
            " Quand il en reste autant que de sièges, ils sont élus, et les bulletins des derniers éliminés restent."
        ),
        LastOut::LargerOfTwo => say!(
            lang,
            " Of the last two for one seat the larger number is elected, of equals by lot.",
            " Des deux derniers pour un siège, le plus grand nombre est élu, à égalité par le sort."
        ),
    }
}

fn excludes(rule: Excludes, lang: Lang) -> String {
    match rule {
        Excludes::One => {
            say!(lang, "the one with the fewest votes goes out", "le dernier est éliminé")
        }
        Excludes::OneAtOnce => say!(
            lang,
            "the one with the fewest votes goes out, at once where no surplus could save it",
            "le dernier est éliminé, aussitôt qu'aucun excédent ne peut le sauver"
        ),
        Excludes::OneUnlessDeposit => say!(
            lang,
            "the one with the fewest votes goes out, at once where no surplus could elect anybody, or save it or its deposit",
            "le dernier est éliminé, aussitôt qu'aucun excédent ne peut élire quelqu'un, ni le sauver, lui ou son cautionnement"
        ),
        Excludes::CannotOvertake => say!(
            lang,
            "all who together have no more votes than the next above them go out",
            "sont éliminés tous ceux qui ensemble n'ont pas plus de voix que le suivant"
        ),
        Excludes::CannotOvertakeAtOnce => say!(
            lang,
            "all who together, and with every surplus still to pass on, have no more votes than the next above them go out at once",
            "sont éliminés aussitôt tous ceux qui ensemble, même avec les excédents à venir, n'ont pas plus de voix que le suivant"
        ),
        Excludes::ByShortfall => say!(
            lang,
            "all go out whose votes, with those of all below them, fall short of what the open seats need",
            "sont éliminés tous ceux dont les voix, avec celles de tous les derniers, restent sous ce qu'exigent les sièges vacants"
        ),
        Excludes::CannotWin => say!(
            lang,
            "all who together have fewer votes than the next above them go out",
            "sont éliminés tous ceux qui ensemble ont moins de voix que le suivant"
        ),
        Excludes::BelowShare => say!(
            lang,
            "all who have not that share go out together (if nobody has it, the one with the fewest votes)",
            "sont éliminés ensemble tous ceux qui n'ont pas cette part (si personne ne l'a, le dernier)"
        ),
        Excludes::CannotWinAtOnce => say!(
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
    let (surplus, order) = (surplus(rule.surplus, lang), order(rule.order, lang));
    let out = excludes(rule.excludes, lang);
    let decimals = decimals(rule.decimals, lang);
    let (passes, last) = (passes(rule, lang), last_out(rule.last, lang));
    let minimum = minimum(rule.minimum, lang);
    let elects = match rule.elects {
        gregory::Elects::AtQuota => {
            say!(
                lang,
                "Whoever reaches the quota ({quota}) is elected",
                "Est élu qui atteint le quota ({quota})"
            )
        }
        gregory::Elects::AtQuotaOnly => say!(
            lang,
            "Whoever reaches the quota ({quota}) is elected, and from that paper on receives no more",
            "Est élu qui atteint le quota ({quota}), et dès ce bulletin n'en reçoit plus"
        ),
        gregory::Elects::WhenSurplusPasses => say!(
            lang,
            "Whoever is above the quota ({quota}) is elected when the surplus passes on, and receives ballots until then",
            "Est élu qui dépasse le quota ({quota}) quand l'excédent passe, et reçoit des bulletins jusque-là"
        ),
        gregory::Elects::ActiveVote => say!(
            lang,
            "Whoever reaches the quota ({quota}), or an equal part of the active vote for one seat more than are open, is elected; the quota falls with votes that reach nobody until somebody is elected",
            "Est élu qui atteint le quota ({quota}), ou une part égale des voix actives pour un siège de plus qu'il n'en reste ; le quota baisse avec les voix qui n'atteignent personne tant que nul n'est élu"
        ),
    };
    say!(
        lang,
        "{elects}. Of a surplus {surplus}, {order}; {decimals}.{minimum} When no surplus is left {out}{passes}.{last}",
        "{elects}. D'un excédent, {surplus}, {order} ; {decimals}.{minimum} Quand il n'en reste plus, {out}{passes}.{last}"
    )
}

/// How papers of those who are out pass on, and what they add.
fn passes(rule: &gregory::Rule, lang: Lang) -> String {
    let passes = match rule.passes {
        gregory::Passes::Together => String::new(),
        gregory::Passes::ByValue => say!(
            lang,
            ", their papers passing on value by value, the highest first",
            ", leurs bulletins passant valeur par valeur, la plus haute d'abord"
        ),
        gregory::Passes::FirstThenByValue => say!(
            lang,
            ", their first preferences passing on first, then the others value by value",
            ", leurs premières préférences passant d'abord, puis les autres valeur par valeur"
        ),
    };
    match rule.adds {
        Adds::Exact => passes,
        Adds::Whole => {
            let whole = say!(
                lang,
                "; votes are whole at each transfer, fractions disregarded",
                " ; les voix sont entières à chaque transfert, fractions négligées"
            );
            format!("{passes}{whole}")
        }
    }
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
    let split = match rule.split {
        meek::Split::KeptUp => {
            say!(lang, "the part kept is rounded up", "la part gardée est arrondie vers le haut")
        }
        meek::Split::BothUp => say!(
            lang,
            "the part kept and the part passed on are rounded up",
            "la part gardée et la part transmise sont arrondies vers le haut"
        ),
        meek::Split::BothCut => say!(
            lang,
            "of the part kept and the part passed on alike",
            "pour la part gardée comme pour la part transmise"
        ),
    };
    let (decimals, limit, out) =
        (decimals(rule.decimals, lang), rule.limit, excludes(rule.excludes, lang));
    say!(
        lang,
        "The elected keep {keeps}, just so much that they keep the quota; votes that reach nobody lower it. The shares are found by iteration until the surplus is below 1 in decimal {limit}; {decimals}, {split}. When nobody is elected {out}.",
        "Les élus gardent {keeps}, juste assez pour conserver le quota ; les voix qui n'atteignent personne l'abaissent. Les parts se trouvent par itération jusqu'à un excédent inférieur à 1 à la décimale {limit} ; {decimals}, {split}. Quand nul n'est élu, {out}."
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
