//! Who comes in below a threshold, and votes for persons that help lists, in words.

use super::law_tiers::condition;
use super::text::View;
use super::{number, say};
use crate::number::Votes;
use crate::record::{Entry, FragmentRow, TierTest};
use crate::tally::{AreaNumber, Place};

impl View<'_> {
    pub(super) fn taken_in(
        &mut self,
        entry: &Entry,
        test: &TierTest,
        together: Votes,
        taken: &[Place],
    ) {
        let lang = self.lang;
        let (needed, together) =
            (number::votes(test.of.map_or(0, |of| of.1), lang), number::votes(together, lang));
        let what = condition((test.relation, test.share), (test.base, test.scope), lang);
        let lists = self.names(taken);
        let text = say!(
            lang,
            "Together they have {together} votes, and need {what} ({needed} votes). With most votes of the others, this also takes part: {lists}.",
            "Ensemble elles ont {together} voix ; il leur faut {what} ({needed} voix). Avec le plus de voix parmi les autres, participe aussi : {lists}."
        );
        self.sentence(entry, &text);
    }

    pub(super) fn fragments(&mut self, entry: &Entry, area: AreaNumber, rows: &[FragmentRow]) {
        let (name, lang) = (self.area(area), self.lang);
        let text = say!(
            lang,
            "{name}, votes for lists, and for persons that won no seat:",
            "{name}, voix des listes, et des personnes qui n'ont valu aucun siège :"
        );
        self.sentence(entry, &text);
        let mut order: Vec<&FragmentRow> = rows.iter().collect();
        let all = |one: &FragmentRow| one.lists + one.lost + one.beyond;
        order.sort_by_key(|one| (std::cmp::Reverse(all(one)), one.place));
        for one in order {
            let party = self.name(one.place);
            let said = |votes| number::votes(votes, lang);
            let (lists, lost, beyond) = (said(one.lists), said(one.lost), said(one.beyond));
            let sum = said(all(one));
            let line = match one.beyond {
                0 => say!(
                    lang,
                    "{party}: {lists} + {lost} (persons who lost) = {sum}",
                    "{party} : {lists} + {lost} (personnes battues) = {sum}"
                ),
                _ => say!(
                    lang,
                    "{party}: {lists} + {lost} (persons who lost) + {beyond} (not needed to win) = {sum}",
                    "{party} : {lists} + {lost} (personnes battues) + {beyond} (inutiles pour gagner) = {sum}"
                ),
            };
            self.line(&format!("    {line}"));
        }
    }
}
