//! The clauses that hold candidates against each other, in plain sentences.

use super::say;
use crate::diagnostic::Lang;
use crate::law::CompareBy;
use crate::method::elimination::{Average, Excludes, Lowest};
use crate::method::pairwise::{Rule, Strength};
use crate::method::ranked_pairs::EqualWins;
use crate::method::score::Unranked;
use crate::method::smith::Hybrid;

/// How candidates are held against each other.
pub(super) fn compare(method: CompareBy, lang: Lang) -> String {
    match method {
        CompareBy::Pairs(rule) => pairs(rule, lang),
        CompareBy::Black(rule) => {
            let borda = borda(rule.unranked, lang);
            say!(
                lang,
                "Whoever wins against every other candidate is elected (Condorcet). If nobody does, the one with most points is (Black). {borda}",
                "Est élu qui l'emporte sur chaque autre candidat (Condorcet). À défaut, celui qui a le plus de points (Black). {borda}"
            )
        }
        CompareBy::Elimination(rule) => {
            let (out, borda) = (excludes(rule.excludes, lang), borda(rule.unranked, lang));
            say!(
                lang,
                "{out}; the points are then counted again among those left, until one is left, who is elected. {borda}",
                "{out} ; les points sont alors recomptés entre ceux qui restent, jusqu'à un seul, qui est élu. {borda}"
            )
        }
        CompareBy::Hybrid(how) => hybrid(how, lang),
    }
}

fn pairs(rule: Rule, lang: Lang) -> String {
    let how = match rule {
        Rule::Schulze(_) => say!(
            lang,
            "those stand first from whom the strongest path of wins to any other is not weaker than the path back (Schulze)",
            "viennent d'abord ceux dont le plus fort chemin de victoires vers tout autre n'est pas plus faible que le retour (Schulze)"
        ),
        Rule::RankedPairs(..) => say!(
            lang,
            "the strongest wins are locked in first, and those that would make a circle are left out (ranked pairs)",
            "les plus fortes victoires sont retenues d'abord, sauf celles qui fermeraient un cycle (paires ordonnées)"
        ),
        Rule::Minimax(_) => say!(
            lang,
            "those stand first whose worst defeat is smallest (minimax)",
            "viennent d'abord ceux dont la pire défaite est la moindre (minimax)"
        ),
        Rule::Copeland => say!(
            lang,
            "those stand first who win most pairs, a draw counting one half (Copeland)",
            "viennent d'abord ceux qui gagnent le plus de duels, un nul comptant pour moitié (Copeland)"
        ),
        Rule::Kemeny => say!(
            lang,
            "the order counts with which the ballots agree most over all pairs; of several such, those who are first in one are equal to those who are first in another (Kemeny–Young)",
            "vaut l'ordre avec lequel les bulletins s'accordent le plus sur tous les duels ; s'il y en a plusieurs, les premiers de l'un sont à égalité avec ceux de l'autre (Kemeny–Young)"
        ),
    };
    let strong = match rule {
        Rule::Schulze(how) | Rule::Minimax(how) => strength(how, lang),
        Rule::RankedPairs(how, equal) => {
            format!("{}{}", strength(how, lang), equal_wins(equal, lang))
        }
        Rule::Copeland | Rule::Kemeny => String::new(),
    };
    say!(
        lang,
        "Every candidate is held against every other; {how}.{strong}",
        "Chaque candidat est opposé à chaque autre ; {how}.{strong}"
    )
}

fn strength(how: Strength, lang: Lang) -> String {
    match how {
        Strength::Winning => say!(
            lang,
            " A win is as strong as the ballots for it.",
            " Une victoire a la force des bulletins en sa faveur."
        ),
        Strength::Margins => say!(
            lang,
            " A win is as strong as the ballots for it less those against it.",
            " Une victoire a la force des bulletins en sa faveur moins ceux contre elle."
        ),
    }
}

fn equal_wins(equal: EqualWins, lang: Lang) -> String {
    match equal {
        EqualWins::EveryOrder => say!(
            lang,
            " Equal wins are locked in in every order; all who are first by one of them are equal.",
            " Les victoires égales sont retenues dans tous les ordres ; tous ceux que l'un d'eux met en tête sont à égalité."
        ),
        EqualWins::FewerAgainst => say!(
            lang,
            " Of equal wins the one with fewer ballots against it comes first; where these are equal too they are locked in in every order, and all who are first by one of them are equal.",
            " De victoires égales vient d'abord celle qui a le moins de bulletins contre elle ; à égalité encore, elles sont retenues dans tous les ordres, et tous ceux que l'un d'eux met en tête sont à égalité."
        ),
    }
}

fn borda(unranked: Unranked, lang: Lang) -> String {
    match unranked {
        Unranked::Nothing => say!(
            lang,
            "A ballot gives a candidate one point for every candidate below; whom it does not rank has none.",
            "Un bulletin donne à un candidat un point par candidat placé après ; qui n'est pas classé n'en a pas."
        ),
        Unranked::Share => say!(
            lang,
            "A ballot gives a candidate one point for every candidate below; those it does not rank share the points left.",
            "Un bulletin donne à un candidat un point par candidat placé après ; les non-classés se partagent les points restants."
        ),
    }
}

fn excludes(rule: Excludes, lang: Lang) -> String {
    match rule {
        Excludes::Baldwin(Lowest::One) => say!(
            lang,
            "The candidate with the fewest points goes out (Baldwin)",
            "Le candidat qui a le moins de points est éliminé (Baldwin)"
        ),
        Excludes::Baldwin(Lowest::All) => say!(
            lang,
            "All candidates who have the fewest points go out (Baldwin)",
            "Tous les candidats qui ont le moins de points sont éliminés (Baldwin)"
        ),
        Excludes::Nanson(Average::AtOrBelow) => say!(
            lang,
            "All candidates who have no more points than the average go out (Nanson)",
            "Tous les candidats qui n'ont pas plus de points que la moyenne sont éliminés (Nanson)"
        ),
        Excludes::Nanson(Average::Below) => say!(
            lang,
            "All candidates who have fewer points than the average go out (Nanson)",
            "Tous les candidats qui ont moins de points que la moyenne sont éliminés (Nanson)"
        ),
    }
}

fn hybrid(how: Hybrid, lang: Lang) -> String {
    match how {
        Hybrid::SmithIrv => say!(
            lang,
            "All go out who are not in the smallest set of candidates each of whom wins against everyone outside it (the Smith set); then the one with the fewest votes goes out, and the ballots pass to the next candidate ranked, until one is left, who is elected (Smith//IRV).",
            "Sont éliminés tous ceux qui ne sont pas du plus petit ensemble de candidats dont chacun l'emporte sur tous ceux du dehors (ensemble de Smith) ; puis le dernier est éliminé et les bulletins passent au candidat suivant, jusqu'à un seul, qui est élu (Smith//IRV)."
        ),
        Hybrid::Tideman => say!(
            lang,
            "Before every stage all go out who are not in the smallest set of those left each of whom wins against everyone outside it (the Smith set); then the one with the fewest votes goes out, and the ballots pass to the next candidate ranked, until one is left, who is elected (Tideman alternative).",
            "Avant chaque étape sont éliminés tous ceux qui ne sont pas du plus petit ensemble, parmi ceux qui restent, dont chacun l'emporte sur tous ceux du dehors (ensemble de Smith) ; puis le dernier est éliminé et les bulletins passent au candidat suivant, jusqu'à un seul, qui est élu (alternative de Tideman)."
        ),
        Hybrid::Benham => say!(
            lang,
            "Whoever wins against every other of those left is elected; otherwise the one with the fewest votes goes out, and the ballots pass to the next candidate ranked (Benham).",
            "Est élu qui l'emporte sur chaque autre de ceux qui restent ; sinon le dernier est éliminé, et les bulletins passent au candidat suivant (Benham)."
        ),
    }
}
