//! The levelling of the whole in words: its head, who leaves, and what everybody has.

use unicode_width::UnicodeWidthStr;

use super::say;
use super::text::{View, fit};
use crate::record::{Entry, LevelRound, Levelled};
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
}
