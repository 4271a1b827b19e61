//! How a surplus passes on, in plain sentences.

use super::say;
use crate::diagnostic::Lang;
use crate::method::gregory;
use crate::method::surplus::Surplus;

/// Which papers pass on, and at what value.
pub(super) fn surplus(rule: Surplus, lang: Lang) -> String {
    match rule {
        Surplus::Weighted => say!(
            lang,
            "every paper passes on at its value times the surplus by the votes",
            "chaque bulletin passe à sa valeur multipliée par l'excédent et divisée par les voix"
        ),
        Surplus::WeightedByFraction => say!(
            lang,
            "every paper passes on at its value times the fraction surplus by votes, this fraction cut first",
            "chaque bulletin passe à sa valeur multipliée par la fraction excédent sur voix, celle-ci coupée d'abord"
        ),
        Surplus::Unweighted => say!(
            lang,
            "every paper passes on at the surplus by the number of papers",
            "chaque bulletin passe à la valeur de l'excédent divisé par le nombre de bulletins"
        ),
        Surplus::LastBatch => say!(
            lang,
            "papers of the batch received last pass on, at no more than their value",
            "les bulletins du dernier lot reçu passent, sans dépasser leur valeur"
        ),
        Surplus::EveryNth => say!(
            lang,
            "as many whole papers pass on as it has votes: all are numbered in the order in which they came, and every nth is drawn, n being papers by surplus to the nearest whole number; a drawn paper that names nobody who can receive it stays",
            "passent autant de bulletins entiers qu'il compte de voix : tous sont numérotés dans leur ordre d'arrivée et un sur n est tiré, n étant le nombre de bulletins divisé par l'excédent, au plus proche ; un bulletin tiré qui ne désigne plus personne reste"
        ),
        Surplus::LastBatchWhole => say!(
            lang,
            "as many whole papers of the batch received last pass on as it has votes, in proportion to the next candidates on them",
            "passent autant de bulletins entiers du dernier lot reçu qu'il compte de voix, en proportion des candidats suivants"
        ),
    }
}

/// Which surplus passes on first.
pub(super) fn order(rule: gregory::Order, lang: Lang) -> String {
    match rule {
        gregory::Order::Largest => {
            say!(lang, "the largest surplus first", "le plus grand excédent d'abord")
        }
        gregory::Order::Together => {
            say!(lang, "all of a stage at once", "tous ceux d'une étape à la fois")
        }
        gregory::Order::Elected => {
            say!(lang, "in the order of election", "dans l'ordre d'élection")
        }
    }
}
