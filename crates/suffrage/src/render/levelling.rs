//! The levelling of the whole in words: its head, who leaves, and what everybody has.

use unicode_width::UnicodeWidthStr;

use super::text::{View, fit};
use super::{number, say, words};
use crate::number::{Fraction, Votes};
use crate::record::{Entry, LevelRound, Levelled, OfTiers};
use crate::tally::Place;

impl View<'_> {
    pub(super) fn levelling_head(
        &mut self,
        entry: &Entry,
        seats: u32,
        others: u32,
        guaranteed: &[(Place, u32)],
    ) {
        if others > 0 {
            let text = say!(
                self.lang,
                "Of {seats} seats, {others} are won by others and taken off.",
                "Sur {seats} sièges, {others} reviennent à d'autres et sont retranchés."
            );
            self.sentence(entry, &text);
        }
        if !guaranteed.is_empty() {
            let rows: Vec<String> =
                guaranteed.iter().map(|one| format!("{} {}", self.name(one.0), one.1)).collect();
            let rows = rows.join(", ");
            let text = say!(self.lang, "To be covered: {rows}.", "À couvrir : {rows}.");
            self.sentence(entry, &text);
        }
    }

    /// Who leaves the division of the whole, and with what.
    pub(super) fn left(&mut self, entry: &Entry, round: &LevelRound) {
        for (place, share, won) in &round.leaves {
            let name = self.name(*place);
            let text = match won > share {
                true => say!(
                    self.lang,
                    "{name} won {won} seats below, more than its share of {share}: it keeps them and leaves.",
                    "{name} a gagné {won} sièges en bas, plus que sa part de {share} : il les garde et sort."
                ),
                false => say!(
                    self.lang,
                    "{name} won its whole share of {share} seats below and leaves too.",
                    "{name} a gagné en bas sa part entière de {share} sièges et sort aussi."
                ),
            };
            self.sentence(entry, &text);
        }
        for (place, share, most) in &round.capped {
            let name = self.name(*place);
            let text = say!(
                self.lang,
                "{name} would have {share} seats, more than its first share of {most}: it receives that and leaves.",
                "{name} aurait {share} sièges, plus que sa première part de {most} : il la reçoit et sort."
            );
            self.sentence(entry, &text);
        }
    }

    pub(super) fn levelled(&mut self, rows: &[Levelled]) {
        let (share, won, more) = match self.lang {
            crate::diagnostic::Lang::En => ("share", "won", "levelling"),
            crate::diagnostic::Lang::Fr => ("part", "acquis", "compensatoires"),
        };
        let room =
            rows.iter().map(|row| self.record.name(row.place).width()).max().unwrap_or(0).min(50);
        let blank = " ".repeat(room);
        self.line(&format!("      {blank} {share:>8} {won:>8} {more:>15}"));
        for row in rows {
            let name = fit(self.record.name(row.place), room);
            self.line(&format!(
                "      {name} {:>8} {:>8} {:>15}",
                row.share, row.won, row.levelling
            ));
        }
    }

    pub(super) fn linked(&mut self, entry: &Entry, step: &OfTiers) {
        let OfTiers::Linked { seats, others, part, rounding, pot, rows, steps } = step else {
            return;
        };
        self.levelling_head(entry, seats + others, *others, &[]);
        let (part, rounding) =
            (number::share(*part, self.lang), words::rounding(*rounding, self.lang));
        let text = say!(
            self.lang,
            "Shares of the {seats} seats, and claims: {part} of what is lacking, {rounding}.",
            "Parts des {seats} sièges, et droits : {part} de ce qui manque, {rounding}."
        );
        self.sentence(entry, &text);
        let all: Votes = rows.iter().map(|row| row.votes).sum();
        for row in rows {
            let share = Fraction::new(u128::from(*seats) * row.votes, all.max(1));
            let (share, name) = (number::decimal(share, self.lang), self.name(row.place));
            let (won, claim) = (row.won, row.claim);
            let text = say!(
                self.lang,
                "      {name}: share {share}, won below {won}, claim {claim}",
                "      {name} : part {share}, obtenus en bas {won}, droit {claim}"
            );
            self.line(&text);
        }
        let claimed: u32 = rows.iter().map(|row| row.claim).sum();
        let by_claims = rows.iter().map(|row| (row.place, Votes::from(row.claim)));
        let (text, by) = match claimed.cmp(pot) {
            std::cmp::Ordering::Greater => {
                let text = say!(
                    self.lang,
                    "The claims are {claimed}, more than the {pot} seats: they are divided in proportion to the claims.",
                    "Les droits sont {claimed}, plus que les {pot} sièges : ils sont répartis à proportion des droits."
                );
                (text, by_claims.collect())
            }
            _ => {
                let left = pot - claimed;
                let text = say!(
                    self.lang,
                    "The claims are {claimed} of {pot} seats, and all are met; divided by votes: {left}.",
                    "Les droits sont {claimed} sur {pot} sièges, et tous sont servis ; répartis selon les voix : {left}."
                );
                (text, rows.iter().map(|row| (row.place, row.votes)).collect())
            }
        };
        self.sentence(entry, &text);
        self.nested(by, steps);
    }
}
