//! The stages of a count by transfers, in words.

use unicode_width::UnicodeWidthStr;

use super::text::{View, fit};
use super::{number, say, words};
use crate::record::{ElectedBy, Entry, Lost, Step};
use crate::tally::Place;

impl View<'_> {
    /// One step of a count by stages.
    pub(super) fn stages(&mut self, entry: &Entry) {
        let lang = self.lang;
        match &entry.step {
            Step::Ballots { cast, aside, withdrawn } => {
                let cast = number::votes(*cast, lang);
                self.line("");
                self.sentence(entry, &say!(lang, "Ballots cast: {cast}.", "Bulletins : {cast}."));
                for (why, count) in aside {
                    let (why, count) = (words::lost(*why, lang), number::votes(*count, lang));
                    let text = say!(
                        lang,
                        "Of these count for nobody: {count} ({why}).",
                        "Dont sans effet : {count} ({why})."
                    );
                    self.line(&format!("    {text}"));
                }
                if !withdrawn.is_empty() {
                    let names = self.names(withdrawn);
                    let text = say!(
                        lang,
                        "Withdrawn, and passed over on ballots: {names}.",
                        "Retrait, sans effet sur les bulletins : {names}."
                    );
                    self.line(&format!("    {text}"));
                }
            }
            Step::Bar { votes, parts, quota } => {
                let (votes, quota) = (number::exact(votes, lang), number::exact(quota, lang));
                self.sentence(
                    entry,
                    &say!(
                        lang,
                        "Quota: {quota} ({votes} votes, {parts} parts).",
                        "Quota : {quota} ({votes} voix, {parts} parts)."
                    ),
                );
            }
            Step::Keep { factors, quota, iterations } => {
                let kept: Vec<String> = factors
                    .iter()
                    .map(|(place, factor)| {
                        format!("{} {}", self.name(*place), number::exact(factor, lang))
                    })
                    .collect();
                let (kept, quota) = (kept.join("; "), number::exact(quota, lang));
                if kept.is_empty() {
                    self.sentence(entry, &say!(lang, "Quota {quota}.", "Quota {quota}."));
                    return;
                }
                self.sentence(
                    entry,
                    &say!(
                        lang,
                        "Quota {quota}; keep factors after {iterations} rounds of the votes: {kept}.",
                        "Quota {quota} ; facteurs de conservation après {iterations} répartitions : {kept}."
                    ),
                );
            }
            Step::Stage { number: stage, votes, lost } => self.stage(*stage, votes, lost),
            Step::Chosen { place, votes, why } => {
                let (name, votes) = (self.name(*place), number::exact(votes, lang));
                self.elected.push(*place);
                if matches!(why, ElectedBy::Order | ElectedBy::Condorcet | ElectedBy::OnlyOneLeft) {
                    let why = words::elected_by(*why, lang);
                    self.sentence(
                        entry,
                        &say!(lang, "Elected: {name}, {why}.", "Élection : {name}, {why}."),
                    );
                    return;
                }
                let why = words::elected_by(*why, lang);
                self.sentence(
                    entry,
                    &say!(
                        lang,
                        "Elected: {name}, with {votes} votes, {why}.",
                        "Élection : {name}, avec {votes} voix, {why}."
                    ),
                );
            }
            Step::Excluded { places, why } => {
                let (names, why) = (self.names(places), words::excluded_by(*why, lang));
                self.sentence(
                    entry,
                    &say!(lang, "Out: {names}, {why}.", "Élimination : {names}, {why}."),
                );
            }
            Step::EveryNth { place, papers, surplus, nth, passed, stayed } => {
                let name = self.name(*place);
                let [papers, surplus, nth, passed, stayed] =
                    [papers, surplus, nth, passed, stayed].map(|one| number::votes(*one, lang));
                self.sentence(
                    entry,
                    &say!(
                        lang,
                        "Papers of {name}, numbered as they came: {papers}; surplus {surplus}, so one of {nth} is drawn. Passed on: {passed}; drawn but left, for nobody on them can receive them: {stayed}.",
                        "Bulletins ({name}), numérotés dans leur ordre : {papers} ; excédent {surplus}, donc un sur {nth} est tiré. Transmis : {passed} ; tirés mais laissés, faute de suivant : {stayed}."
                    ),
                );
            }
            Step::Passed { from, surplus, to, lost } => {
                let what = match surplus {
                    Some(surplus) => {
                        let (name, surplus) = (self.names(from), number::exact(surplus, lang));
                        say!(lang, "Surplus of {name}, {surplus}", "Excédent ({name}), {surplus}")
                    }
                    None => say!(lang, "Papers passed on", "Bulletins transmis"),
                };
                let mut parts: Vec<String> = to
                    .iter()
                    .filter(|one| !one.1.is_zero())
                    .map(|(place, votes)| {
                        format!("{} +{}", self.name(*place), number::exact(votes, lang))
                    })
                    .collect();
                parts.extend(lost.iter().map(|(why, votes)| {
                    format!("{} +{}", words::lost(*why, lang), number::exact(votes, lang))
                }));
                let parts = if parts.is_empty() { "–".to_owned() } else { parts.join("; ") };
                self.sentence(entry, &say!(lang, "{what}: {parts}.", "{what} : {parts}."));
            }
            Step::Compared { ballots } => self.matrix(
                entry,
                &say!(
                    lang,
                    "Ballots that prefer one (row) to another (column)",
                    "Bulletins qui préfèrent l'un (ligne) à l'autre (colonne)"
                ),
                ballots,
            ),
            Step::Paths { strength } => self.matrix(
                entry,
                &say!(
                    lang,
                    "Strength of the strongest path from one (row) to another (column)",
                    "Force du plus fort chemin de l'un (ligne) à l'autre (colonne)"
                ),
                strength,
            ),
            Step::Locked { .. }
            | Step::Condorcet { .. }
            | Step::Smith { .. }
            | Step::Points { .. }
            | Step::Best { .. } => self.pairs(entry),
            Step::Grades { grades } => {
                self.sentence(
                    entry,
                    &say!(
                        lang,
                        "Ballots by grade, from the lowest:",
                        "Bulletins par mention, de la plus basse :"
                    ),
                );
                for (place, counts) in grades {
                    let counts: Vec<String> =
                        counts.iter().map(|count| number::votes(*count, lang)).collect();
                    let name = self.name(*place);
                    self.line(&format!("    {name}: {}", counts.join("  ")));
                }
            }
            Step::Committees { method, committees } => {
                const SHOWN: usize = 12;
                let all = committees.len();
                self.sentence(
                    entry,
                    &say!(
                        lang,
                        "Committees that win ({method}): {all}.",
                        "Comités gagnants ({method}) : {all}."
                    ),
                );
                for one in committees.iter().take(SHOWN) {
                    let names = self.names(one);
                    self.line(&format!("    {names}"));
                }
                if all > SHOWN {
                    self.line("    …");
                }
            }
            Step::FinalPair { pair, prefer, alike } => {
                let [one, other] = pair.map(|place| self.name(place));
                let [first, second] = prefer.map(|ballots| number::votes(ballots, lang));
                let alike = number::votes(*alike, lang);
                self.sentence(
                    entry,
                    &say!(
                        lang,
                        "The two with the highest sums run off. Ballots that prefer {one}: {first}; {other}: {second}; neither: {alike}.",
                        "Les deux plus fortes sommes sont départagées. Bulletins qui préfèrent {one} : {first} ; {other} : {second} ; aucun des deux : {alike}."
                    ),
                );
            }
            Step::Ordered { method, groups, figures } => {
                let figure = |place: &Place| {
                    figures
                        .iter()
                        .find(|one| one.0 == *place)
                        .map_or_else(String::new, |one| format!(" {}", number::exact(&one.1, lang)))
                };
                let groups: Vec<String> = groups
                    .iter()
                    .map(|group| {
                        let names: Vec<String> = group
                            .iter()
                            .map(|place| format!("{}{}", self.name(*place), figure(place)))
                            .collect();
                        names.join(" = ")
                    })
                    .collect();
                let groups = groups.join(" > ");
                self.sentence(
                    entry,
                    &say!(lang, "Order ({method}): {groups}.", "Ordre ({method}) : {groups}."),
                );
            }
            _ => {}
        }
    }

    fn matrix(&mut self, entry: &Entry, title: &str, rows: &[Vec<crate::number::Votes>]) {
        let lang = self.lang;
        self.line("");
        self.sentence(entry, title);
        let name =
            |view: &Self, place: usize| view.name(Place::try_from(place).unwrap_or(Place::MAX));
        let head = (0..rows.len()).map(|place| name(self, place)).collect::<Vec<_>>();
        let room = head.iter().map(|name| name.width()).max().unwrap_or(0).min(24);
        let wide = |cell: &crate::number::Votes| number::votes(*cell, lang).width();
        let width = rows.iter().flatten().map(wide).max().unwrap_or(1).max(3) + 1;
        let numbers: String = (1..=rows.len()).map(|one| format!("{one:>width$}")).collect();
        self.line(&format!("    {} {numbers}", fit("", room + 4)));
        for (place, row) in rows.iter().enumerate() {
            let cells: String = row
                .iter()
                .enumerate()
                .map(|(other, votes)| match other == place {
                    true => format!("{:>width$}", "–"),
                    false => format!("{:>width$}", number::votes(*votes, lang)),
                })
                .collect();
            self.line(&format!("    {:>2}  {} {cells}", place + 1, fit(&head[place], room)));
        }
    }

    fn stage(
        &mut self,
        stage: u32,
        votes: &[(Place, crate::number::Exact)],
        lost: &[(Lost, crate::number::Exact)],
    ) {
        let lang = self.lang;
        self.line("");
        let title = say!(lang, "Stage {stage}", "Étape {stage}");
        let title = self.style.bold(&title);
        self.line(&title);
        let mut order: Vec<_> = votes.iter().collect();
        order.sort_by(|a, b| b.1.cmp(&a.1));
        let mut rows: Vec<(String, String)> = order
            .into_iter()
            .map(|(place, votes)| {
                let mark = if self.elected.contains(place) { "●" } else { " " };
                (format!("{mark} {}", self.name(*place)), number::exact(votes, lang))
            })
            .collect();
        rows.extend(lost.iter().map(|(why, votes)| {
            (format!("  ({})", words::lost(*why, lang)), number::exact(votes, lang))
        }));
        let room = rows.iter().map(|row| row.0.width()).max().unwrap_or(0);
        let room = room.min(self.style.width.saturating_sub(24).max(20));
        // Decimal points stand below each other.
        let mark = if lang == crate::Lang::Fr { ',' } else { '.' };
        let point = |text: &str| text.find(mark).unwrap_or(text.len());
        let whole = rows.iter().map(|row| row.1[..point(&row.1)].width()).max().unwrap_or(0);
        for (name, votes) in rows {
            let at = point(&votes);
            let pad = whole.saturating_sub(votes[..at].width());
            self.line(&format!("  {} {}{votes}", fit(&name, room), " ".repeat(pad + 1)));
        }
    }
}
