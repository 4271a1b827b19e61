//! The reading view of a law: article by article, in sentences that a lawyer can sign.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::articles::{Group, articles};
use super::{Style, number, say, words};
use crate::diagnostic::Lang;
use crate::law::{
    Admit, Adopt, Allocate, Apply, Attribute, Choose, Connect, Exhausted, Law, Method, SeatsOf,
    Size, SizeBy, Start, Step, Text,
};
use crate::method::condition::Condition;
use crate::method::largest_remainder::Surplus;
use crate::method::majority::{Decides, Names, Rule as Round, Seeks, Stand, Withdrawn};
use crate::method::preference;
use crate::record::{FillBy, TieBy};

/// The law in plain sentences; with `on`, only what is in force on that day.
#[must_use]
pub fn law(law: &Law, on: Option<Date>, lang: Lang, style: Style) -> String {
    let mut view = View { lang, style, out: String::new() };
    let title = text(&law.title, lang);
    let (act, id, coded) = (&law.act, &law.id, law.coded.to_string());
    let heading = view.style.bold(title);
    view.line(&heading);
    let line = say!(lang, "{act} · {id} · coded for {coded}", "{act} · {id} · codée pour {coded}");
    let line = view.style.dim(&line);
    view.line(&line);
    for source in &law.sources {
        let (title, address, read) = (&source.title, &source.address, source.read);
        let line =
            say!(lang, "{title}: {address} (read {read})", "{title} : {address} (lu le {read})");
        let line = view.style.dim(&line);
        view.line(&line);
    }
    for group in articles(law, on, lang) {
        view.group(&group);
    }
    if !law.examples.is_empty() {
        let heading = say!(
            lang,
            "Worked examples (they run as tests)",
            "Exemples (ils sont recalculés à chaque essai)"
        );
        let heading = view.style.bold(&heading);
        view.line(&format!("\n{heading}"));
        for example in &law.examples {
            view.line(&format!("  · {}", example.name));
        }
    }
    view.out
}

struct View {
    lang: Lang,
    style: Style,
    out: String,
}

pub(super) fn text(text: &Text, lang: Lang) -> &str {
    if lang == Lang::En { &text.en } else { &text.fr }
}

impl View {
    fn line(&mut self, text: &str) {
        let _ = writeln!(self.out, "{text}");
    }

    fn group(&mut self, group: &Group) {
        if !group.heading.is_empty() {
            let heading = self.style.bold(&group.heading);
            self.line(&format!("\n{heading}"));
        }
        for one in &group.articles {
            let (cite, force) = (&one.cite, one.in_force(self.lang));
            let seen = match one.seen {
                true => String::new(),
                false => say!(self.lang, "; text not read yet", " ; texte non encore lu"),
            };
            let cite = self.style.dim(&format!("[{cite}; {force}{seen}]"));
            self.line(&format!("  {} {cite}", one.sentence));
            if let Some(reading) = &one.reading {
                let line = self.style.yellow(&reading.told(self.lang));
                self.line(&format!("      {line}"));
            }
            if let Some(note) = &one.note {
                let note = self.style.dim(note);
                self.line(&format!("      {note}"));
            }
        }
    }
}

fn conditions(all: &[Condition], any: bool, lang: Lang) -> String {
    let join = match (any, lang) {
        (true, Lang::En) => " or ",
        (true, Lang::Fr) => " ou ",
        (false, Lang::En) => " and ",
        (false, Lang::Fr) => " et ",
    };
    all.iter().map(|one| words::condition(*one, lang)).collect::<Vec<_>>().join(join)
}

pub(super) fn tie(rules: &[TieBy], lang: Lang) -> String {
    if rules.is_empty() {
        return say!(
            lang,
            " The text does not say how equals are parted.",
            " Le texte ne dit pas comment départager les ex æquo."
        );
    }
    let join = if lang == Lang::En { ", then " } else { ", puis " };
    let rules = rules.iter().map(|one| words::tie(*one, lang)).collect::<Vec<_>>().join(join);
    say!(lang, " Equals are parted by {rules}.", " Les ex æquo sont départagés par {rules}.")
}

pub(super) fn apply(rule: &Apply, lang: Lang) -> String {
    let law = &rule.law;
    let mut said = match rule.wording_of {
        Some(day) => say!(
            lang,
            "The law {law} applies in its wording of {day}, whatever is amended later",
            "La loi {law} s'applique dans sa rédaction du {day}, quoi qu'on modifie ensuite"
        ),
        None => say!(
            lang,
            "The law {law} applies in the wording of the day of the vote",
            "La loi {law} s'applique dans sa rédaction du jour du vote"
        ),
    };
    for (instead, read) in &rule.read {
        said.push_str(&say!(
            lang,
            "; for “{instead}” read “{read}”",
            " ; au lieu de « {instead} », lire « {read} »"
        ));
    }
    said + "."
}

pub(super) fn choose(rule: &Choose, lang: Lang) -> String {
    match rule {
        Choose::Always(system) => {
            say!(lang, "The system is “{system}”.", "Le mode de scrutin est « {system} ».")
        }
        Choose::By { attribute, at_most, then, otherwise } => {
            let what = match attribute {
                Attribute::Seats => say!(lang, "seats", "sièges"),
                Attribute::Inhabitants => say!(lang, "inhabitants", "habitants"),
                Attribute::Constituency => say!(lang, "constituency", "circonscription"),
            };
            let at_most = number::votes(u128::from(*at_most), lang);
            say!(
                lang,
                "Up to {at_most} {what} the system is “{then}”, above it “{otherwise}”.",
                "Jusqu'à {at_most} {what}, le mode de scrutin est « {then} » ; au-delà, « {otherwise} »."
            )
        }
    }
}

pub(super) fn size(rule: &Size, lang: Lang) -> String {
    let mut pot = if rule.pot.is_empty() { String::new() } else { format!(" ({})", rule.pot) };
    if let Some(tier) = rule.tier {
        pot.push_str(&format!(" ({})", super::law_tiers::tier(tier, lang)));
    }
    match &rule.by {
        SizeBy::Stated => say!(
            lang,
            "The number of seats{pot} is given with the figures.",
            "Le nombre de sièges{pot} est donné avec les chiffres."
        ),
        SizeBy::Fixed(1) => say!(lang, "One seat{pot} is filled.", "Un siège{pot} est à pourvoir."),
        SizeBy::Fixed(seats) => {
            say!(lang, "{seats} seats{pot} are filled.", "{seats} sièges{pot} sont à pourvoir.")
        }
        SizeBy::Constituency(rows) => {
            let rows = rows
                .iter()
                .map(|(code, seats)| format!("{code} {seats}"))
                .collect::<Vec<_>>()
                .join(", ");
            say!(
                lang,
                "Seats by constituency{pot}: {rows}.",
                "Sièges par circonscription{pot} : {rows}."
            )
        }
        SizeBy::Inhabitants(rows) => {
            let row = |(from, seats): &(u64, u32)| {
                let from = number::votes(u128::from(*from), lang);
                say!(lang, "{seats} from {from}", "{seats} dès {from}")
            };
            let rows = rows.iter().map(row).collect::<Vec<_>>().join(", ");
            say!(
                lang,
                "Seats by inhabitants{pot}: {rows}.",
                "Sièges selon les habitants{pot} : {rows}."
            )
        }
    }
}

pub(super) fn step(step: &Step, lang: Lang) -> String {
    match step {
        Step::Round(rule) => round(rule, lang),
        Step::Admit(Admit { any, conditions: all, together, exempt }) => {
            let all = conditions(all, *any, lang);
            let together = together.map_or_else(String::new, |_| {
                say!(
                    lang,
                    " The lists of an alliance are held against it together.",
                    " Les listes d'une alliance y sont confrontées ensemble."
                )
            });
            let exempt = match exempt.join(", ") {
                kinds if kinds.is_empty() => kinds,
                kinds => say!(lang, " Free of it: {kinds}.", " En sont exemptés : {kinds}."),
            };
            say!(
                lang,
                "Only lists with {all} take part in the division of seats.{together}{exempt}",
                "Seules les listes ayant {all} participent à la répartition des sièges.{together}{exempt}"
            )
        }
        Step::Bonus(rule) => super::bonus::share(rule, lang),
        Step::BonusSeats(rule) => super::bonus::seats(rule, lang),
        Step::Sections(rule) => {
            let tie = tie(&rule.tie, lang);
            say!(
                lang,
                "The seats of a list are shared among its sections by its votes in each: whole quotas first, then the highest averages.{tie}",
                "Les sièges d'une liste sont répartis entre ses sections selon ses voix dans chacune : quotients entiers d'abord, puis plus fortes moyennes.{tie}"
            )
        }
        Step::Connect(Connect::Connections) => say!(
            lang,
            "Connected lists are first counted as one, and their seats then divided inside by the same rules.",
            "Les listes apparentées comptent d'abord pour une seule, puis leurs sièges sont répartis entre elles selon les mêmes règles."
        ),
        Step::Connect(Connect::Nested) => say!(
            lang,
            "Connected lists are first counted as one, then sub-connections, then the lists inside, each by the same rules.",
            "Les listes apparentées comptent d'abord pour une seule, puis les sous-apparentements, puis les listes, chaque fois selon les mêmes règles."
        ),
        Step::Coalitions(rule) => super::coalitions::admit(rule, lang),
        Step::Raise(rule) => super::coalitions::raise(rule, lang),
        Step::Allocate(rule) => allocate(rule, lang),
        Step::Ensure(_) => say!(
            lang,
            "A list with more than half the votes but not more than half the seats takes one seat from the list that won the last seat by average or remainder.",
            "Une liste ayant plus de la moitié des voix mais pas plus de la moitié des sièges prend un siège à la liste qui a obtenu le dernier par moyenne ou par reste."
        ),
        Step::Exhausted(Exhausted::GoOn) => say!(
            lang,
            "Seats that a list has no candidates for pass to the others by going on with the division.",
            "Les sièges qu'une liste ne peut pourvoir faute de candidats passent aux autres par la suite de la répartition."
        ),
        Step::Exhausted(Exhausted::Empty) => say!(
            lang,
            "Seats that a list has no candidates for stay empty.",
            "Les sièges qu'une liste ne peut pourvoir faute de candidats restent vacants."
        ),
        Step::Fill(rule) => fill(rule, lang),
        Step::Adopt(rule) => adopt(rule, lang),
        Step::Compare(rule) => {
            let (tie, what) = (tie(&rule.tie, lang), super::law_pairs::compare(rule.method, lang));
            format!("{what}{tie}")
        }
        Step::Score(rule) => {
            let (tie, what) = (tie(&rule.tie, lang), super::law_ballots::score(rule, lang));
            format!("{what}{tie}")
        }
        Step::Committee(rule) => {
            let (tie, what) = (tie(&rule.tie, lang), super::law_ballots::committee(rule.way, lang));
            format!("{what}{tie}")
        }
        Step::Tier(tier, step) => super::law_tiers::step(*tier, step, lang),
        Step::Ballot(rule) => super::law_ballots::ballot(rule, lang),
        Step::Transfer(rule) => {
            let tie = tie(&rule.tie, lang);
            format!("{}{tie}", super::law_ballots::transfer(&rule.method, lang))
        }
    }
}

fn round(rule: &Round, lang: Lang) -> String {
    let number = rule.number;
    let ballot = match (rule.seeks, rule.names) {
        (Seeks::List, _) => say!(lang, "a ballot is for one list", "un bulletin porte une liste"),
        (Seeks::Persons, Names::One) => {
            say!(lang, "a ballot carries one name", "un bulletin porte un nom")
        }
        (Seeks::Persons, Names::SeatsLeft) => say!(
            lang,
            "a ballot carries up to as many names as seats are left",
            "un bulletin porte au plus autant de noms qu'il reste de sièges"
        ),
    };
    let decides = match (&rule.decides, rule.seeks) {
        (Decides::Conditions(all), Seeks::Persons) => {
            let all = conditions(all, false, lang);
            say!(lang, "to be elected takes {all}", "pour l'élection, il faut {all}")
        }
        (Decides::Conditions(all), Seeks::List) => {
            let all = conditions(all, false, lang);
            say!(lang, "a list with {all} leads", "une liste ayant {all} est en tête")
        }
        (Decides::MostVotes, Seeks::Persons) => say!(
            lang,
            "those with most votes are elected",
            "l'élection revient à qui a le plus de voix"
        ),
        (Decides::MostVotes, Seeks::List) => say!(
            lang,
            "the list with most votes leads",
            "la liste ayant le plus de voix est en tête"
        ),
    };
    let stand = match &rule.stand {
        Stand::Declared => String::new(),
        Stand::DeclaredAgain => say!(
            lang,
            " Only those who stood in the round before may stand, by a new declaration.",
            " Seuls peuvent se présenter ceux du tour précédent, par une nouvelle déclaration."
        ),
        Stand::Qualified(rule) => {
            let first = rule.first;
            let mut said = match rule.at_least {
                Some(one) => {
                    let one = words::condition(one, lang);
                    say!(
                        lang,
                        " Those with {one} in the round before may stand",
                        " Peuvent se présenter ceux qui ont obtenu {one} au tour précédent"
                    )
                }
                None => say!(
                    lang,
                    " The first {first} of the round before may stand",
                    " Peuvent se présenter les {first} premiers du tour précédent"
                ),
            };
            if rule.at_least.is_some() && first > 0 {
                said.push_str(&say!(
                    lang,
                    ", and in any case the first {first}",
                    ", et en tout cas les {first} premiers"
                ));
            }
            if rule.withdrawn == Withdrawn::Replaced {
                said.push_str(&say!(
                    lang,
                    "; who withdraws is replaced by the next",
                    " ; qui se retire est remplacé par le suivant"
                ));
            }
            if let Some(join) = rule.join {
                let join = words::condition(join, lang);
                said.push_str(&say!(
                    lang,
                    "; candidates of lists with {join} may join them",
                    " ; les candidats des listes ayant obtenu {join} peuvent les rejoindre"
                ));
            }
            said + "."
        }
    };
    let tie = tie(&rule.tie, lang);
    say!(
        lang,
        "Round {number}: {ballot}; {decides}.{stand}{tie}",
        "Tour {number} : {ballot} ; {decides}.{stand}{tie}"
    )
}

pub(super) fn allocate(rule: &Allocate, lang: Lang) -> String {
    let seats = match &rule.seats {
        SeatsOf::All => say!(lang, "All seats", "Tous les sièges"),
        SeatsOf::Left => say!(lang, "The seats left", "Les sièges restants"),
        SeatsOf::Pot(pot) => say!(lang, "The seats of “{pot}”", "Les sièges de « {pot} »"),
    };
    let how = match &rule.method {
        Method::Quotas(quota) => {
            let parts = quota.parts.word();
            let whole = quota
                .whole
                .rounding()
                .map_or_else(String::new, |one| format!(", {}", words::rounding(one, lang)));
            let surplus = match quota.surplus {
                Surplus::Refused => String::new(),
                Surplus::Kept => say!(
                    lang,
                    "; seats beyond those there are are kept",
                    " ; les sièges au-delà de ceux à pourvoir sont gardés"
                ),
                Surplus::Smallest => say!(
                    lang,
                    "; a seat each beyond those there are is taken back where the remainder is smallest",
                    " ; au-delà des sièges à pourvoir, un siège est repris à qui a le plus petit reste"
                ),
            };
            let surplus = match quota.nearly {
                None => surplus,
                Some(share) => {
                    let share = number::share(share, lang);
                    let nearly = say!(
                        lang,
                        "; what is left counts as one if it is at least {share} of the quota",
                        " ; ce qui reste compte pour un s'il atteint {share} du quotient"
                    );
                    format!("{nearly}{surplus}")
                }
            };
            let parts = if lang == Lang::En {
                parts.to_owned()
            } else {
                parts
                    .replace("votes", "voix")
                    .replace("expressed", "exprimés")
                    .replace("seats", "sièges")
            };
            say!(
                lang,
                "go to the lists by whole quotas ({parts}{whole}){surplus}",
                "vont aux listes par quotients entiers ({parts}{whole}){surplus}"
            )
        }
        Method::Remainders => say!(
            lang,
            "go, one each, to the largest remainders",
            "vont, un à un, aux plus forts restes"
        ),
        Method::Averages { divisors, start } => {
            let divisors = divisors.text();
            let start = match start {
                Start::Zero => String::new(),
                Start::SeatsWon => say!(
                    lang,
                    ", counting the seats won before",
                    ", en comptant les sièges déjà obtenus"
                ),
                Start::SomeWon => say!(
                    lang,
                    ", counting the seats won before, for those who have some",
                    ", en comptant les sièges déjà obtenus, pour qui en a"
                ),
            };
            say!(
                lang,
                "go one after another to the highest average, divisors {divisors}{start}",
                "vont un à un à la plus forte moyenne, diviseurs {divisors}{start}"
            )
        }
    };
    let among = rule.among.map_or_else(String::new, |one| {
        let one = words::condition(one, lang);
        say!(lang, ", among lists with {one}", ", entre les listes ayant {one}")
    });
    let able = rule.candidates.map_or_else(String::new, |one| {
        let one = words::condition(one, lang);
        say!(
            lang,
            ", no list having more seats than candidates with {one}",
            ", aucune liste n'ayant plus de sièges que de candidats ayant {one}"
        )
    });
    let most = rule.each_at_most.map_or_else(String::new, |most| {
        say!(lang, ", at most {most} each", ", au plus {most} chacune")
    });
    let all = rule.at_most.map_or_else(String::new, |most| {
        say!(lang, ", at most {most} in all", ", au plus {most} en tout")
    });
    let tie =
        if matches!(rule.method, Method::Quotas(_)) { String::new() } else { tie(&rule.tie, lang) };
    format!("{seats} {how}{among}{able}{most}{all}.{tie}")
}

fn fill(rule: &preference::Rule, lang: Lang) -> String {
    let threshold = rule.threshold.map_or_else(String::new, |one| {
        let one = words::condition(one, lang);
        say!(lang, " (with {one})", " (avec {one})")
    });
    let by = words::fill(rule.by, lang);
    let tie = if rule.by == FillBy::ListOrder { String::new() } else { tie(&rule.tie, lang) };
    say!(
        lang,
        "The seats of a list go to its candidates {by}{threshold}.{tie}",
        "Les sièges d'une liste vont à ses candidats {by}{threshold}.{tie}"
    )
}

fn adopt(rule: &Adopt, lang: Lang) -> String {
    let (answer, all) = (&rule.answer, conditions(&rule.conditions, false, lang));
    let quorum = match rule.quorum {
        Some(one) => {
            let one = words::condition(one, lang);
            say!(lang, ", if the voters are {one}", ", si les votants sont {one}")
        }
        None => say!(lang, "; no quorum is asked for", " ; aucun quorum n'est exigé"),
    };
    say!(
        lang,
        "“{answer}” is adopted with {all}{quorum}.",
        "« {answer} » est adopté avec {all}{quorum}."
    )
}
