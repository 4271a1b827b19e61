//! A count over several tiers in words: areas, levelling seats, placing, both directions.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::law_tiers::condition;
use super::text::View;
use super::{number, say};
use crate::number::{Exact, Votes};
use crate::outcome::Outcome;
use crate::record::{Entry, Leader, Named, OfTiers, Record, TierTest};
use crate::tally::{AreaNumber, Place, Tier};

/// Seats, each with its party and area.
type Moved<'a> = &'a [(Place, AreaNumber)];

/// A divisor of each.
type Of<'a, T> = &'a [(T, Exact)];

/// From so many areas on, what happens in each is told by party.
const MANY: usize = 60;

impl View<'_> {
    pub(super) fn area(&self, area: AreaNumber) -> String {
        let one = &self.record.areas[area as usize];
        if !one.name.is_empty() {
            return one.name.clone();
        }
        match one.tier {
            Tier::Nation => say!(self.lang, "the whole", "l'ensemble"),
            _ => one.code.clone(),
        }
    }

    pub(super) fn tiers(&mut self, entry: &Entry, step: &OfTiers) {
        match step {
            OfTiers::Lists { figures } => {
                self.of_areas = figures.iter().map(|one| (one.area, one.votes.clone())).collect();
                let areas = figures.len();
                let text = say!(
                    self.lang,
                    "Votes for lists are given in {areas} areas, and added up above them.",
                    "Les voix des listes sont données dans {areas} circonscriptions et additionnées au-dessus."
                );
                self.sentence(entry, &text);
            }
            OfTiers::Leaders { leaders, declared, seated } => {
                self.leaders(entry, leaders, declared, *seated);
            }
            OfTiers::Threshold { area, tests, any, exempt, admitted, refused } => {
                self.threshold(entry, *area, (tests, *any, exempt), (admitted, refused));
            }
            OfTiers::Apportioned { figures, steps, seats, .. } => {
                self.apportioned(entry, figures, steps, seats);
            }
            OfTiers::TakenIn { test, together, taken, .. } => {
                self.taken_in(entry, test, *together, taken);
            }
            OfTiers::Fragments { area, rows } => self.fragments(entry, *area, rows),
            OfTiers::Inside { area, seats, others, votes, claims, steps } => {
                let (name, seats) = (self.area(*area), *seats);
                let text = match claims {
                    false => {
                        say!(self.lang, "{name}, seats: {seats}.", "{name}, sièges : {seats}.")
                    }
                    true => say!(
                        self.lang,
                        "{name}, claims on seats: {seats}.",
                        "{name}, droits à des sièges : {seats}."
                    ),
                };
                let taken = match others {
                    None => String::new(),
                    Some(won) => say!(
                        self.lang,
                        " Won by those who take no part, and taken off: {won}.",
                        " Obtenus par qui ne participe pas, et retranchés : {won}."
                    ),
                };
                self.sentence(entry, &format!("{text}{taken}"));
                let given = if votes.is_empty() { self.votes_in(*area) } else { votes.clone() };
                self.nested(given, steps);
            }
            OfTiers::Levelling { seats, others, guaranteed, rounds, grown, rows } => {
                self.levelling_head(entry, *seats, *others, guaranteed);
                for round in rounds {
                    let divided = round.seats;
                    let text = say!(
                        self.lang,
                        "Seats shared by the votes of the whole: {divided}.",
                        "Sièges partagés selon les voix de l'ensemble : {divided}."
                    );
                    self.sentence(entry, &text);
                    self.nested(self.votes_in(0), &round.steps);
                    self.left(entry, round);
                }
                self.levelled(rows);
                if *grown > 0 {
                    let text = say!(
                        self.lang,
                        "The house grows by {grown}.",
                        "L'assemblée grandit de {grown}."
                    );
                    self.sentence(entry, &text);
                }
            }
            OfTiers::Linked { .. } => self.linked(entry, step),
            OfTiers::GivenBack { seats, others, steps, back, again, .. } => {
                self.given_back(entry, (*seats, *others, steps), (back, again));
            }
            OfTiers::Placed { from, divisors, wholes, seats, included, beyond, .. } => {
                let from = self.area(*from);
                let sum = |of: &[(Place, AreaNumber, u32)]| of.iter().map(|one| one.2).sum::<u32>();
                let text = match divisors.as_str() {
                    "" if !wholes.is_empty() => {
                        let (whole, rest) = (sum(wholes), seats.len() - sum(wholes) as usize);
                        say!(
                            self.lang,
                            "Seats placed from {from}: {whole} for whole quotas of each party's own votes per seat, {rest} to the largest remainders:",
                            "Sièges placés depuis {from} : {whole} pour les quotients entiers des propres voix par siège de chaque parti, {rest} aux plus forts restes :"
                        )
                    }
                    "" => say!(
                        self.lang,
                        "Seats placed from {from}, where whole quotas left most over:",
                        "Sièges placés depuis {from}, où les quotients entiers ont laissé le plus :"
                    ),
                    divisors => say!(
                        self.lang,
                        "Seats placed from {from}, divisors {divisors}:",
                        "Sièges placés depuis {from}, diviseurs {divisors} :"
                    ),
                };
                self.sentence(entry, &text);
                self.placed(seats);
                if !included.is_empty() {
                    let won = sum(included);
                    let text = say!(
                        self.lang,
                        "Of these, {won} had been won there already.",
                        "Parmi eux, {won} y étaient déjà obtenus."
                    );
                    self.sentence(entry, &text);
                }
                if !beyond.is_empty() {
                    let won = sum(beyond);
                    let text = say!(
                        self.lang,
                        "Won beyond them and kept: {won}. The house grows by as many:",
                        "Obtenus au-delà et gardés : {won}. L'assemblée grandit d'autant :"
                    );
                    self.sentence(entry, &text);
                    self.in_areas(beyond);
                }
            }
            OfTiers::BothWays { areas, by_area, by_party, seats, shares, steps } => {
                let divided: Vec<(Place, Votes)> =
                    shares.iter().map(|one| (one.0, one.1.over() / one.1.under())).collect();
                let rows: Vec<String> = divided
                    .iter()
                    .map(|one| format!("{} {}", self.name(one.0), number::votes(one.1, self.lang)))
                    .collect();
                let rows = rows.join(", ");
                let text = say!(
                    self.lang,
                    "Parties share the whole by: {rows}.",
                    "Les partis se partagent l'ensemble selon : {rows}."
                );
                self.sentence(entry, &text);
                self.nested(divided, steps);
                self.both_ways(entry, areas, (by_area, by_party), seats);
            }
            OfTiers::Covered { area, seated, not_seated } => {
                self.covered(entry, *area, seated.len(), not_seated);
            }
            OfTiers::Equal { equals, parted } => {
                let text = self.equal_in_areas(equals, parted);
                self.sentence(entry, &text);
            }
        }
    }

    /// The votes for lists in an area: given, or added up.
    fn votes_in(&self, area: AreaNumber) -> Vec<(Place, Votes)> {
        if area == 0 {
            return self.votes.iter().map(|one| (*one.0, *one.1)).collect();
        }
        if let Some(votes) = self.of_areas.get(&area) {
            return votes.clone();
        }
        let mut sum: BTreeMap<Place, Votes> = BTreeMap::new();
        for (number, one) in (0..).zip(&self.record.areas) {
            if one.within == Some(area) {
                for (place, votes) in self.votes_in(number) {
                    *sum.entry(place).or_default() += votes;
                }
            }
        }
        sum.into_iter().collect()
    }

    /// Steps of one area, two columns in, with its votes.
    pub(super) fn nested(&mut self, votes: Vec<(Place, Votes)>, steps: &[Entry]) {
        let before = std::mem::replace(&mut self.votes, votes.into_iter().collect());
        let out = std::mem::take(&mut self.out);
        let mut at = 0;
        while at < steps.len() {
            at += self.step(&steps[at..]);
        }
        let inner = std::mem::replace(&mut self.out, out);
        for line in inner.lines() {
            self.line(&format!("  {line}"));
        }
        self.votes = before;
    }

    fn leaders(
        &mut self,
        entry: &Entry,
        leaders: &[Leader],
        declared: &[(AreaNumber, Place, u32)],
        seated: bool,
    ) {
        let mut by_party: BTreeMap<Place, u32> = BTreeMap::new();
        leaders.iter().for_each(|one| *by_party.entry(one.place).or_default() += 1);
        declared.iter().for_each(|one| *by_party.entry(one.1).or_default() += one.2);
        let mut order: Vec<(Place, u32)> = by_party.into_iter().collect();
        order.sort_by_key(|one| (std::cmp::Reverse(one.1), one.0));
        let rows: Vec<String> =
            order.iter().map(|one| format!("{} {}", self.name(one.0), one.1)).collect();
        let rows = rows.join(", ");
        let text = match (seated, leaders.is_empty()) {
            (true, false) => say!(
                self.lang,
                "Elected in constituencies: {rows}.",
                "Élus en circonscription : {rows}."
            ),
            (true, true) => say!(
                self.lang,
                "Elected in constituencies, as declared: {rows}.",
                "Élus en circonscription, selon la proclamation : {rows}."
            ),
            (false, _) => say!(
                self.lang,
                "In the lead in constituencies, seated if list seats cover it: {rows}.",
                "En tête en circonscription, élus si les sièges de liste le couvrent : {rows}."
            ),
        };
        self.sentence(entry, &text);
        if leaders.len() > MANY {
            return;
        }
        for one in leaders {
            let (area, name) = (self.area(one.area), self.name(one.place));
            let (votes, share) = (
                number::votes(one.votes, self.lang),
                number::percent(one.votes, one.of, self.lang),
            );
            self.line(&format!("    {area}: {name} {votes} ({share})"));
        }
    }

    fn threshold(
        &mut self,
        entry: &Entry,
        area: Option<AreaNumber>,
        (tests, any, exempt): (&[TierTest], bool, &[String]),
        (admitted, refused): (&[Place], &[Place]),
    ) {
        let lang = self.lang;
        let told = |one: &TierTest| {
            let what = condition((one.relation, one.share), (one.base, one.scope), lang);
            let needed =
                one.of.filter(|_| !one.base.is_number()).map_or_else(String::new, |(_, needed)| {
                    let needed = number::votes(needed, lang);
                    say!(lang, " ({needed} votes)", " ({needed} voix)")
                });
            let kind = match one.kind.as_str() {
                "" => String::new(),
                kind => format!("{kind}: "),
            };
            format!("{kind}{what}{needed}")
        };
        let join = match any {
            true => say!(lang, " or ", " ou "),
            false => say!(lang, " and ", " et "),
        };
        let needed = tests.iter().map(told).collect::<Vec<_>>().join(&join);
        let free = match exempt {
            [] => String::new(),
            kinds => {
                let kinds = kinds.join(", ");
                say!(lang, "; free of it: {kinds}", " ; dispensées : {kinds}")
            }
        };
        let place = area.map_or_else(String::new, |area| format!("{}: ", self.area(area)));
        let text =
            say!(lang, "{place}Threshold: {needed}{free}.", "{place}Seuil : {needed}{free}.");
        self.sentence(entry, &text);
        let admitted = self.names(admitted);
        let text = say!(lang, "Take part: {admitted}.", "Participent : {admitted}.");
        self.sentence(entry, &text);
        if refused.len() > 12 {
            let out = refused.len();
            let text =
                say!(lang, "Take no part: {out} others.", "Ne participent pas : {out} autres.");
            self.sentence(entry, &text);
        } else if !refused.is_empty() {
            let refused = self.names(refused);
            let text = say!(lang, "Take no part: {refused}.", "Ne participent pas : {refused}.");
            self.sentence(entry, &text);
        }
    }

    fn apportioned(
        &mut self,
        entry: &Entry,
        figures: &[(AreaNumber, crate::number::Fraction)],
        steps: &[Entry],
        seats: &[(AreaNumber, u32)],
    ) {
        let rows: Vec<String> =
            seats.iter().map(|one| format!("{} {}", self.area(one.0), one.1)).collect();
        let rows = rows.join(", ");
        let text =
            say!(self.lang, "Seats of areas: {rows}.", "Sièges des circonscriptions : {rows}.");
        self.sentence(entry, &text);
        // In these steps a place is an area.
        let named = |one: &(AreaNumber, crate::number::Fraction)| Named {
            code: self.record.areas[one.0 as usize].code.clone(),
            name: self.area(one.0),
        };
        let scale = figures.iter().map(|one| one.1.under()).max().unwrap_or(1);
        let votes =
            (0..).zip(figures.iter().map(|one| one.1.over() * (scale / one.1.under()))).collect();
        let candidacies = figures.iter().map(named).collect();
        let (law, contest) = (self.record.law.clone(), self.record.contest.clone());
        let areas = Record::new(law, contest, candidacies, self.record.clauses.clone());
        let mut view = View::of(&areas, self.lang, self.style);
        view.cited = self.cited;
        view.nested(votes, steps);
        self.out.push_str(&view.out);
    }

    fn given_back(
        &mut self,
        entry: &Entry,
        (seats, others, steps): (u32, u32, &[Entry]),
        (back, again): (Moved<'_>, Moved<'_>),
    ) {
        self.levelling_head(entry, seats + others, others, &[]);
        let text = say!(
            self.lang,
            "Seats shared by the votes of the whole: {seats}.",
            "Sièges partagés selon les voix de l'ensemble : {seats}."
        );
        self.sentence(entry, &text);
        self.nested(self.votes_in(0), steps);
        let text = match back.len() {
            0 => say!(
                self.lang,
                "Nobody won more below than its share: no seat goes back.",
                "Personne n'a gagné en bas plus que sa part : aucun siège n'est rendu."
            ),
            count => say!(
                self.lang,
                "Seats given back, won beyond the share by the lowest quotients: {count}.",
                "Sièges rendus, obtenus au-delà de la part par les plus faibles quotients : {count}."
            ),
        };
        self.sentence(entry, &text);
        self.placed(back);
        if !again.is_empty() {
            let text = say!(self.lang, "They go to:", "Ils vont à :");
            self.sentence(entry, &text);
            self.placed(again);
        }
    }

    fn placed(&mut self, seats: Moved<'_>) {
        if seats.len() <= MANY {
            for (number, (place, area)) in (1..).zip(seats) {
                let (name, area) = (self.name(*place), self.area(*area));
                self.line(&format!("    {number:>3}  {name}: {area}"));
            }
            return;
        }
        self.in_areas(&seats.iter().map(|one| (one.0, one.1, 1)).collect::<Vec<_>>());
    }

    /// A line for each party: how many seats where.
    fn in_areas(&mut self, seats: &[(Place, AreaNumber, u32)]) {
        let mut by: BTreeMap<Place, BTreeMap<AreaNumber, u32>> = BTreeMap::new();
        for (place, area, seats) in seats {
            *by.entry(*place).or_default().entry(*area).or_default() += seats;
        }
        for (place, areas) in by {
            let rows: Vec<String> =
                areas.iter().map(|(area, seats)| format!("{} {seats}", self.area(*area))).collect();
            let name = self.name(place);
            self.line(&format!("      {name}: {}", rows.join(", ")));
        }
    }

    fn both_ways(
        &mut self,
        entry: &Entry,
        areas: &[(AreaNumber, u32)],
        (by_area, by_party): (Of<'_, AreaNumber>, Of<'_, Place>),
        seats: &[(AreaNumber, Place, u32)],
    ) {
        let rows: Vec<String> =
            by_party.iter().map(|one| format!("{} {}", self.name(one.0), one.1)).collect();
        let rows = rows.join(", ");
        let text = say!(
            self.lang,
            "Divisors of the parties: {rows}. Votes / divisor of the area / divisor of the party, rounded to the nearest, are the seats:",
            "Diviseurs des partis : {rows}. Voix / diviseur de la circonscription / diviseur du parti, arrondis au plus proche, donnent les sièges :"
        );
        self.sentence(entry, &text);
        for ((area, size), (_, divisor)) in areas.iter().zip(by_area) {
            let won = seats.iter().filter(|one| one.0 == *area);
            let won: Vec<String> =
                won.map(|one| format!("{} {}", self.name(one.1), one.2)).collect();
            let (name, won) = (self.area(*area), won.join(", "));
            let text = say!(
                self.lang,
                "{name} ({size}; divisor {divisor}): {won}",
                "{name} ({size} ; diviseur {divisor}) : {won}"
            );
            self.line(&format!("    {text}"));
        }
    }

    fn covered(&mut self, entry: &Entry, area: AreaNumber, seated: usize, not_seated: &[Leader]) {
        let name = self.area(area);
        let text = match not_seated {
            [] => say!(
                self.lang,
                "{name}: leaders seated: {seated}, all of them.",
                "{name} : en tête et élus : {seated}, tous."
            ),
            some => {
                let who: Vec<String> = some
                    .iter()
                    .map(|one| {
                        let share = number::percent(one.votes, one.of, self.lang);
                        format!("{} ({}, {share})", self.area(one.area), self.name(one.place))
                    })
                    .collect();
                let who = who.join(", ");
                say!(
                    self.lang,
                    "{name}: leaders seated: {seated}; not seated: {who}.",
                    "{name} : en tête et élus : {seated} ; non élus : {who}."
                )
            }
        };
        self.sentence(entry, &text);
    }

    /// The seats of each area, where they are few enough to be read.
    pub(super) fn by_area(&mut self, outcome: &Outcome) {
        let areas: Vec<AreaNumber> = (0..)
            .zip(&self.record.areas)
            .map(|one| one.0)
            .filter(|area| !self.line_of(outcome, *area).is_empty())
            .collect();
        if areas.is_empty() || areas.len() > MANY {
            return;
        }
        let heading = say!(self.lang, "By area", "Par circonscription");
        let heading = self.style.bold(&heading);
        self.line("");
        self.line(&heading);
        for area in areas {
            let row = format!("  {}: {}", self.area(area), self.line_of(outcome, area));
            self.line(&row);
        }
    }

    fn line_of(&self, outcome: &Outcome, area: AreaNumber) -> String {
        let mut line = String::new();
        for (place, named) in (0..).zip(&self.record.candidacies) {
            let seats = outcome.seats_in(area, place);
            if seats > 0 {
                let comma = if line.is_empty() { "" } else { ", " };
                let _ = write!(line, "{comma}{} {seats}", named.name);
            }
        }
        line
    }
}
