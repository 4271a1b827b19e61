//! Votes for persons that help the lists of their parties, in words: a line each.

use super::text::View;
use super::{number, say};
use crate::record::{Entry, FragmentRow};
use crate::tally::AreaNumber;

impl View<'_> {
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
