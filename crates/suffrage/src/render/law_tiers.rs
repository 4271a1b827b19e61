//! Steps over several tiers in sentences: the reading view of a law.

use super::law::{allocate, tie};
use super::{number, say};
use crate::diagnostic::Lang;
use crate::law::tiers::{
    Admission, Apportion, BothWays, DirectBy, Division, GiveBack, Gives, Guarantee, InTier, Leader,
    Level, Link, Measure, Others, Overhang, PartiesBy, PlacedBy, Placing, SeatedWhen,
    TierCondition, VotesOf,
};
use crate::law::{Allocate, Method};
use crate::method::placing::{Relative, Room, Sequence, StartsFrom};
use crate::number::Fraction;
use crate::record::{Relation, TierBase, TierScope};
use crate::tally::Tier;

/// The areas of a tier.
pub(super) fn tier(tier: Tier, lang: Lang) -> String {
    match tier {
        Tier::Constituency => say!(lang, "in each constituency", "dans chaque circonscription"),
        Tier::Region => say!(lang, "in each region", "dans chaque région"),
        Tier::Nation => say!(lang, "in the whole", "dans l'ensemble"),
    }
}

/// A tier that receives.
fn into(to: Tier, lang: Lang) -> String {
    match to {
        Tier::Constituency => say!(lang, "the constituencies", "les circonscriptions"),
        Tier::Region => say!(lang, "the regions", "les régions"),
        Tier::Nation => say!(lang, "the whole", "l'ensemble"),
    }
}

/// `at least 4 % of the votes in the nation`.
pub(super) fn condition(
    (relation, share): (Relation, Fraction),
    (base, scope): (TierBase, TierScope),
    lang: Lang,
) -> String {
    let relation = match relation {
        Relation::MoreThan => say!(lang, "more than", "plus de"),
        Relation::AtLeast => say!(lang, "at least", "au moins"),
    };
    let whole = number::fraction(share, lang);
    let part = number::share(share, lang);
    let of = match base {
        TierBase::Votes => say!(lang, "{part} of the votes", "{part} des voix"),
        TierBase::Expressed => say!(lang, "{part} of the expressed", "{part} des exprimés"),
        TierBase::Registered => say!(lang, "{part} of the registered", "{part} des inscrits"),
        TierBase::Voters => say!(lang, "{part} of those who voted", "{part} des votants"),
        TierBase::PerSeat => {
            say!(lang, "{whole} times the votes per seat", "{whole} fois les voix par siège")
        }
        TierBase::SeatsWon => {
            say!(lang, "{whole} seat(s) in constituencies", "{whole} siège(s) en circonscription")
        }
        TierBase::Led => say!(
            lang,
            "{whole} constituency(-ies) in the lead",
            "{whole} circonscription(s) en tête"
        ),
    };
    let scope = match scope {
        TierScope::Here => String::new(),
        TierScope::Nation => say!(lang, " in the whole", " dans l'ensemble"),
        TierScope::OneConstituency => {
            say!(lang, " in one constituency", " dans une circonscription")
        }
        TierScope::TwoConstituencies => {
            say!(lang, " in two constituencies", " dans deux circonscriptions")
        }
        TierScope::FourConstituencies => {
            say!(lang, " in four constituencies", " dans quatre circonscriptions")
        }
        TierScope::OneRegion => say!(lang, " in one region", " dans une région"),
        TierScope::TwoRegions => say!(lang, " in two regions", " dans deux régions"),
    };
    format!("{relation} {of}{scope}")
}

fn written(one: &TierCondition, lang: Lang) -> String {
    condition((one.relation, one.share), (one.base, one.scope), lang)
}

/// The step of a law in a sentence.
pub(super) fn step(at: Tier, step: &InTier, lang: Lang) -> String {
    let place = tier(at, lang);
    match step {
        InTier::Direct(rule) => {
            let tie = tie(&rule.tie, lang);
            match rule.seated {
                _ if rule.by == DirectBy::Declared => say!(
                    lang,
                    "{place}, whoever the authority declared elected has the seat: how, this system does not count.",
                    "{place}, qui a été proclamé élu a le siège : comment, ce système ne le compte pas."
                ),
                SeatedWhen::AtOnce => say!(
                    lang,
                    "{place}, whoever has most votes for persons is elected.{tie}",
                    "{place}, qui a le plus de voix pour des personnes est élu.{tie}"
                ),
                SeatedWhen::Covered => say!(
                    lang,
                    "{place}, whoever has most votes for persons leads, and is elected only if the list seats of the party cover it.{tie}",
                    "{place}, qui a le plus de voix pour des personnes est en tête, et n'est élu que si les sièges de la liste du parti le couvrent.{tie}"
                ),
            }
        }
        InTier::Apportion(rule) => apportion(rule, &place, lang),
        InTier::Admit(rule) => admission(rule, &place, lang),
        InTier::Allocate(rule) => division(rule, &place, lang),
        InTier::Level(rule) => level(rule, lang),
        InTier::Link(rule) => link(rule, lang),
        InTier::GiveBack(rule) => giving_back(rule, lang),
        InTier::Place(rule) => placing(rule, lang),
        InTier::BothWays(rule) => both_ways(rule, lang),
        InTier::Cover(_) => say!(
            lang,
            "{place}, the list seats of a party go first to its leaders of constituencies, those with the largest share of the votes for persons first; leaders beyond them are not seated.",
            "{place}, les sièges de liste d'un parti vont d'abord à ceux qui y sont en tête dans leur circonscription, par part décroissante des voix pour des personnes ; les autres ne sont pas élus."
        ),
    }
}

fn measure(one: Measure, lang: Lang) -> String {
    match one {
        Measure::Inhabitants => say!(lang, "inhabitants", "habitants"),
        Measure::Registered => say!(lang, "registered", "inscrits"),
        Measure::Voters => say!(lang, "voters", "votants"),
        Measure::Expressed => say!(lang, "expressed", "exprimés"),
        Measure::Votes => {
            say!(lang, "votes of the lists that take part", "voix des listes qui participent")
        }
    }
}

fn method(steps: &[Allocate], lang: Lang) -> String {
    match steps.first().map(|one| &one.method) {
        Some(Method::Averages { divisors, .. }) => {
            let divisors = divisors.text();
            say!(
                lang,
                "highest averages, divisors {divisors}",
                "plus fortes moyennes, diviseurs {divisors}"
            )
        }
        Some(Method::Quotas(rule)) => {
            let parts = rule.parts.word();
            let parts = match lang {
                Lang::En => parts.to_owned(),
                Lang::Fr => parts.replace("votes", "voix").replace("seats", "sièges"),
            };
            say!(
                lang,
                "whole quotas ({parts}) and largest remainders",
                "quotients entiers ({parts}) et plus forts restes"
            )
        }
        Some(Method::Remainders) | None => String::new(),
    }
}

fn apportion(rule: &Apportion, place: &str, lang: Lang) -> String {
    let (to, how) = (into(rule.to, lang), method(&rule.steps, lang));
    let mut by: Vec<String> = rule.by.iter().map(|one| measure(*one, lang)).collect();
    if let Some(points) = rule.surface {
        let points = number::decimal(points, lang);
        by.push(say!(lang, "{points} for each square kilometre", "{points} par kilomètre carré"));
    }
    let by = by.join(" + ");
    let least = match rule.least {
        0 => String::new(),
        least => say!(lang, ", at least {least} each", ", au moins {least} chacune"),
    };
    say!(
        lang,
        "{place}, the seats are first given to {to} by {by} ({how}{least}).",
        "{place}, les sièges vont d'abord à {to} selon : {by} ({how}{least})."
    )
}

fn admission(rule: &Admission, place: &str, lang: Lang) -> String {
    let join = match (rule.any, lang) {
        (true, Lang::En) => " or ",
        (true, Lang::Fr) => " ou ",
        (false, Lang::En) => " and ",
        (false, Lang::Fr) => " et ",
    };
    let all: Vec<String> = rule.conditions.iter().map(|one| written(one, lang)).collect();
    let all = all.join(join);
    let mut said = say!(
        lang,
        "{place}, only lists with {all} take part in what follows.",
        "{place}, seules les listes ayant {all} participent à la suite."
    );
    for (kind, one) in &rule.instead {
        let one = written(one, lang);
        said.push_str(&say!(lang, " For a {kind}: {one}.", " Pour « {kind} » : {one}."));
    }
    if !rule.exempt.is_empty() {
        let kinds = rule.exempt.join(", ");
        said.push_str(&say!(lang, " Free of it: {kinds}.", " En sont dispensées : {kinds}."));
    }
    let until: Vec<String> = rule.until.iter().map(|one| written(one, lang)).collect();
    if !until.is_empty() {
        let until = until.join(join);
        said.push_str(&say!(
            lang,
            " The lists with most votes of the others come in until all who take part have {until} together.",
            " Les listes ayant le plus de voix parmi les autres entrent jusqu'à ce que toutes les participantes aient ensemble {until}."
        ));
    }
    said
}

fn division(rule: &Division, place: &str, lang: Lang) -> String {
    let mut said = format!("{place} : {}", allocate(&rule.rule, lang));
    if lang == Lang::En {
        said = said.replacen(" : ", ": ", 1);
    }
    if rule.less > 0 {
        let less = rule.less;
        said.push_str(&say!(
            lang,
            " Seats of each area that are kept back: {less}.",
            " Sièges de chaque circonscription mis de côté : {less}."
        ));
    }
    if rule.others == Others::TakenOff {
        said.push_str(&say!(
            lang,
            " Seats of those who take no part are taken off first.",
            " Les sièges de qui ne participe pas sont d'abord retranchés."
        ));
    }
    match rule.votes {
        VotesOf::Lists => {}
        VotesOf::LeftOver => said.push_str(&say!(
            lang,
            " The votes are those that whole quotas left over below.",
            " Les voix sont celles que les quotients entiers ont laissées en bas."
        )),
        VotesOf::LeftOverHere => said.push_str(&say!(
            lang,
            " The votes are those that whole quotas left over there before.",
            " Les voix sont celles que les quotients entiers y ont laissées auparavant."
        )),
        VotesOf::Lost => said.push_str(&say!(
            lang,
            " Votes for persons who lost are added to those for the list of their party.",
            " Les voix des personnes battues s'ajoutent à celles de la liste de leur parti."
        )),
        VotesOf::LostAndBeyond => said.push_str(&say!(
            lang,
            " Votes for persons who lost are added to those for the list of their party, and of whoever won those beyond the runner-up and one.",
            " Les voix des personnes battues s'ajoutent à celles de la liste de leur parti, et de l'élu celles qui dépassent le suivant et une."
        )),
    }
    if rule.gives == Gives::Claims {
        said.push_str(&say!(
            lang,
            " What a list receives is a claim, not a seat yet.",
            " Ce qu'une liste reçoit est un droit, pas encore un siège."
        ));
    }
    said
}

fn level(rule: &Level, lang: Lang) -> String {
    let (how, tie) = (method(&rule.steps, lang), tie(&rule.steps[rule.steps.len() - 1].tie, lang));
    let others = match rule.others {
        Others::TakenOff => say!(
            lang,
            " Seats of those who take no part are taken off first.",
            " Les sièges de qui ne participe pas sont d'abord retranchés."
        ),
        Others::Beside => say!(
            lang,
            " Seats of those who take no part stand beside them.",
            " Les sièges de qui ne participe pas s'y ajoutent."
        ),
    };
    let overhang = match rule.overhang {
        Overhang::Leaves => say!(
            lang,
            " Whoever won more below than its share keeps it and leaves; the others divide the rest anew.",
            " Qui a gagné en bas plus que sa part la garde et sort ; les autres répartissent à nouveau le reste."
        ),
        Overhang::LeavesWithFull => say!(
            lang,
            " If a party won more below than its share, it keeps that and leaves, as do all who won their whole share below; the others divide the rest anew, nobody beyond its first share.",
            " Si un parti a gagné en bas plus que sa part, il la garde et sort, comme tous ceux qui ont gagné en bas leur part entière ; les autres répartissent à nouveau le reste, sans dépasser leur première part."
        ),
        Overhang::HouseGrows => say!(
            lang,
            " Whoever won more below than its share keeps it, and the house grows by as many.",
            " Qui a gagné en bas plus que sa part la garde, et l'assemblée grandit d'autant."
        ),
        Overhang::UntilCoveredByTwo => say!(
            lang,
            " The house grows two by two, so that an odd house stays odd, until each share covers the seats won.",
            " L'assemblée grandit de deux en deux, pour qu'impaire elle le reste, jusqu'à ce que chaque part couvre les sièges acquis."
        ),
        Overhang::UntilCovered => {
            let uncovered = rule.uncovered;
            let what = match rule.guarantee {
                Some(Guarantee::Mean) => say!(
                    lang,
                    "in each region the larger of direct seats and of their mean with the claims",
                    "dans chaque région le plus grand des sièges directs et de leur moyenne avec les droits"
                ),
                Some(Guarantee::Won) => say!(lang, "the seats won", "les sièges acquis"),
                Some(Guarantee::Larger) | None => say!(
                    lang,
                    "in each region the larger of direct seats and claims",
                    "dans chaque région le plus grand des sièges directs et des droits"
                ),
            };
            say!(
                lang,
                " The house grows until each share covers {what}; seats that may stay uncovered: {uncovered}.",
                " L'assemblée grandit jusqu'à ce que chaque part couvre {what} ; sièges qui peuvent rester non couverts : {uncovered}."
            )
        }
        Overhang::NotSeated => say!(
            lang,
            " Nobody has more than its share: leaders beyond it are not seated.",
            " Personne n'a plus que sa part : qui est en tête au-delà n'est pas élu."
        ),
    };
    say!(
        lang,
        "All seats are shared by the votes of the whole ({how}), and each party receives what it lacks.{others}{overhang}{tie}",
        "Tous les sièges sont partagés selon les voix de l'ensemble ({how}), et chaque parti reçoit ce qui lui manque.{others}{overhang}{tie}"
    )
}

fn link(rule: &Link, lang: Lang) -> String {
    let (how, tie) = (method(&rule.steps, lang), tie(&rule.steps[rule.steps.len() - 1].tie, lang));
    let (part, pot) = (number::share(rule.rule.part, lang), &rule.pot);
    let rounding = super::words::rounding(rule.rule.rounding, lang);
    say!(
        lang,
        "All seats, less those of who takes no part, are shared by the votes of the whole; each party may claim, of the seats «{pot}», {part} of what it lacks of its share, {rounding}. If the claims are too many, these seats are divided in proportion to them; what they leave is divided by votes ({how}).{tie}",
        "Tous les sièges, moins ceux de qui ne participe pas, sont partagés selon les voix de l'ensemble ; chaque parti a droit, sur les sièges « {pot} », à {part} de ce qui manque à sa part, {rounding}. Si les droits sont trop nombreux, ces sièges sont répartis à proportion ; ce qu'ils laissent l'est selon les voix ({how}).{tie}"
    )
}

fn giving_back(rule: &GiveBack, lang: Lang) -> String {
    let (how, tie) = (method(&rule.steps, lang), tie(&rule.tie, lang));
    let spared = match rule.spares_below {
        0 => String::new(),
        fewest => say!(
            lang,
            " An area with fewer than {fewest} seats keeps them all.",
            " Une circonscription de moins de {fewest} sièges les garde tous."
        ),
    };
    say!(
        lang,
        "All seats are shared by the votes of the whole ({how}). Whoever won more below gives seats back, those won by its lowest quotients first; each goes, in the same area, to the highest quotient of a party that lacks seats.{spared}{tie}",
        "Tous les sièges sont partagés selon les voix de l'ensemble ({how}). Qui a gagné davantage en bas rend des sièges, d'abord ceux obtenus par ses plus faibles quotients ; chacun va, dans la même circonscription, au plus fort quotient d'un parti à qui il manque des sièges.{spared}{tie}"
    )
}

/// From which seats an area's sequence starts.
fn started(start: StartsFrom, lang: Lang) -> String {
    match start {
        StartsFrom::Zero => String::new(),
        StartsFrom::SeatsWon => say!(
            lang,
            ", counting the seats won there",
            ", en comptant les sièges qui y sont obtenus"
        ),
        StartsFrom::SeatsGuaranteed => say!(
            lang,
            ", counting the seats guaranteed there, which come first",
            ", en comptant les sièges qui y sont garantis et qui viennent d'abord"
        ),
        StartsFrom::WonIncluded => say!(
            lang,
            "; seats won there are among those placed, and what was won beyond them stays",
            " ; les sièges qui y sont obtenus sont parmi ceux qui sont placés, et ce qui les dépasse reste"
        ),
    }
}

fn placing(rule: &Placing, lang: Lang) -> String {
    let (to, tie) = (into(rule.to, lang), tie(&rule.tie, lang));
    let by = match &rule.by {
        PlacedBy::Remainders => {
            say!(
                lang,
                "what whole quotas left over there, one each",
                "ce que les quotients entiers y ont laissé, un à chacune"
            )
        }
        PlacedBy::Quotas { start } => {
            let start = started(*start, lang);
            say!(
                lang,
                "whole quotas of its own votes per seat, then the largest remainders{start}",
                "les quotients entiers de ses propres voix par siège, puis les plus forts restes{start}"
            )
        }
        PlacedBy::Averages { divisors, start, relative } => {
            let divisors = divisors.text();
            let start = started(*start, lang);
            let relative = match relative {
                Relative::Votes => String::new(),
                Relative::Share => say!(
                    lang,
                    ", as a share of the votes there",
                    ", en part des voix qui y sont exprimées"
                ),
                Relative::PerSeat => say!(
                    lang,
                    ", held against the votes per seat there",
                    ", rapporté aux voix par siège qui y sont exprimées"
                ),
            };
            say!(
                lang,
                "its votes there, divided by {divisors}{start}{relative}",
                "ses voix, divisées par {divisors}{start}{relative}"
            )
        }
    };
    let room = match rule.room {
        Room::Any => String::new(),
        Room::Levelling => say!(
            lang,
            " An area takes no more than its levelling seats.",
            " Une circonscription ne reçoit que ses sièges compensatoires."
        ),
        Room::SeatsLeft => say!(
            lang,
            " An area takes no more than its seats left.",
            " Une circonscription ne reçoit que ses sièges restants."
        ),
    };
    let sequence = match rule.sequence {
        Sequence::Highest => say!(lang, "the highest first", "le plus élevé d'abord"),
        Sequence::AsWon => {
            say!(lang, "in the order in which they were won", "dans l'ordre où ils sont obtenus")
        }
    };
    say!(
        lang,
        "The seats of each party go to {to} by {by}, {sequence}.{room}{tie}",
        "Les sièges de chaque parti vont à {to} selon {by}, {sequence}.{room}{tie}"
    )
}

fn both_ways(rule: &BothWays, lang: Lang) -> String {
    let (to, tie) = (into(rule.to, lang), tie(&rule.tie, lang));
    let by = match rule.parties {
        PartiesBy::Rounded => say!(
            lang,
            "voter numbers (votes divided by the seats of the area, rounded)",
            "nombres d'électeurs (voix divisées par les sièges de la circonscription, arrondies)"
        ),
        PartiesBy::Exact => say!(
            lang,
            "voter numbers (votes divided by the seats of the area)",
            "nombres d'électeurs (voix divisées par les sièges de la circonscription)"
        ),
        PartiesBy::Votes => say!(lang, "votes", "voix"),
    };
    let leader = match rule.leader {
        Leader::Free => String::new(),
        Leader::One => say!(
            lang,
            " The strongest list of an area has at least one seat there.",
            " La liste la plus forte d'une circonscription y a au moins un siège."
        ),
    };
    say!(
        lang,
        "Seats are in proportion in both directions: parties share the whole by {by}, {to} keep their seats, and two sets of divisors give the seats of each list, rounded to the nearest.{leader}{tie}",
        "Les sièges sont proportionnels dans les deux sens : les partis se partagent l'ensemble selon les {by}, {to} gardent leurs sièges, et deux séries de diviseurs donnent les sièges de chaque liste, arrondis au plus proche.{leader}{tie}"
    )
}
