//! The steps for ballots: how they are read, and how votes pass on.

use super::parse::{Node, Reader};
use super::{Ballot, Compare, CompareBy, Most, Transfer, TransferBy};
use crate::ballots::Marking;
use crate::diagnostic::{Fault, near};
use crate::method::exclusion::Excludes;
use crate::method::gregory::Elects;
use crate::method::runoff::Wins::{ShareOfFirst, ShareOfStage};
use crate::method::smith::Hybrid;
use crate::method::surplus::Surplus;
use crate::method::{black, elimination, gregory, marks, meek, pairwise, runoff};
use crate::word::Word;

impl Reader<'_> {
    pub(super) fn ballot(&mut self, node: &Node<'_>) -> Option<Ballot> {
        let marking: Marking = self.word(node, "ballot")?;
        let form = format!("`ballot = \"{marking}\"`");
        const RANKED: &[&str] = &["overvote", "empty_ranks", "repeated", "write_in"];
        const OF_RANKS: &[&str] =
            &["overvote", "empty_ranks", "repeated", "write_in", "ranks", "formal"];
        let (needed, others): (&[&str], &[&str]) = match marking {
            Marking::Ranked => (RANKED, &["most"]),
            Marking::Approved => (&["most"], OF_RANKS),
            Marking::Scored => (
                &[],
                &["overvote", "empty_ranks", "repeated", "write_in", "ranks", "formal", "most"],
            ),
        };
        self.needed(node, needed, &form);
        // A key that these ballots do not look at would say something that nobody does.
        let unused: Vec<&str> =
            others.iter().copied().filter(|key| node.get(key).is_some()).collect();
        for key in &unused {
            let span = node.get(key).map_or(node.span.clone(), |value| value.span());
            let (key, form, near) =
                ((*key).to_owned(), form.clone(), near("", needed.iter().copied()));
            self.fault(span, Fault::UnknownKey { key, form, near });
        }
        if marking != Marking::Ranked {
            let most = match node.get("most") {
                None => Most::Any,
                Some(value) if value.get_ref().is_str() => {
                    match self.one_of(node, "most", &["any number", "seats"])? {
                        "seats" => Most::Seats,
                        _ => Most::Any,
                    }
                }
                Some(_) => Most::So(self.small(node, "most")?),
            };
            let complete = unused.is_empty() && needed.iter().all(|key| node.get(key).is_some());
            return complete.then_some(Ballot { marking, marks: marks::Rule::PLAIN, most });
        }
        let overvote = self.word(node, "overvote");
        let empty_ranks = self.number_or(node, "empty_ranks", "any number", 1000);
        let (repeated, write_in) = (self.word(node, "repeated"), self.word(node, "write_in"));
        let ranks = self.small(node, "ranks").and_then(|ranks| u16::try_from(ranks).ok());
        let formal = match node.get("formal") {
            None => marks::Formal::Any,
            Some(_) => match self.number_or(node, "formal", marks::Formal::ALL, 1000)? {
                None => marks::Formal::All,
                Some(least) => marks::Formal::Good(u16::try_from(least).ok()?),
            },
        };
        let rule = marks::Rule {
            formal,
            overvote: overvote?,
            empty_ranks: empty_ranks?.and_then(|ranks| u16::try_from(ranks).ok()),
            repeated: repeated?,
            write_in: write_in?,
            ranks,
        };
        Some(Ballot { marking, marks: rule, most: Most::Any })
    }

    pub(super) fn transfer(&mut self, node: &Node<'_>, name: &str) -> Option<Transfer> {
        const METHODS: &[&str] = &["instant runoff", "quota and surplus", "keep factors"];
        let method = self.one_of(node, "transfer", METHODS);
        let tie = self.tie(node, name);
        let needed: &[&str] = match method? {
            "instant runoff" => &["wins", "excludes", "last_out"],
            "quota and surplus" => {
                const KEYS: &[&str] = &[
                    "quota",
                    "quota_rounding",
                    "elects",
                    "decimals",
                    "adds",
                    "surplus",
                    "order",
                    "excludes",
                    "passes",
                    "last_out",
                ];
                KEYS
            }
            _ => &["keeps", "split", "decimals", "limit", "excludes", "equals"],
        };
        self.needed(node, needed, method.unwrap_or_default());
        let share = Excludes::BelowShare.word();
        let excludes = node.get("excludes").filter(|value| value.get_ref().as_str() == Some(share));
        if let Some(value) = excludes.filter(|_| method != Some("instant runoff")) {
            let (key, word) = ("excludes".to_owned(), share.to_owned());
            let others = Excludes::ALL.iter().map(|one| one.0);
            let near = near("", others.filter(|one| *one != share));
            self.fault(value.span(), Fault::UnknownWord { key, word, near });
            return None;
        }
        let decimals = self.number_or(node, "decimals", "exact", 30);
        let places = |decimals: Option<u64>| decimals.and_then(|places| u8::try_from(places).ok());
        let method = match method? {
            "instant runoff" => self.runoff(node)?,
            "quota and surplus" => {
                let (parts, quota) = (self.word(node, "quota"), self.word(node, "quota_rounding"));
                let quota: Option<gregory::Quota> = quota;
                let surplus: Option<Surplus> = self.word(node, "surplus");
                let elects: Option<Elects> = self.word(node, "elects");
                let (adds, order) = (self.word(node, "adds"), self.word(node, "order"));
                let (excludes, passes) = (self.word(node, "excludes"), self.word(node, "passes"));
                let last = self.word(node, "last_out");
                let minimum = self.whole(node, "minimum").map(u128::from);
                let decimals = decimals?;
                if let Some(rounding) = quota.filter(|one| decimals.is_none() && one.of_decimals())
                {
                    let span =
                        node.get("quota_rounding").map_or(node.span.clone(), |value| value.span());
                    self.fault(span, Fault::NoDecimals { word: rounding.to_string() });
                    return None;
                }
                if !self.whole_papers(node, surplus?, elects?, quota?, passes?) {
                    return None;
                }
                TransferBy::Gregory(gregory::Rule {
                    parts: parts?,
                    quota: quota?,
                    elects: elects?,
                    decimals: places(decimals),
                    adds: adds?,
                    surplus: surplus?,
                    order: order?,
                    excludes: excludes?,
                    passes: passes?,
                    last: last?,
                    minimum,
                })
            }
            _ => {
                let (keeps, split) = (self.word(node, "keeps"), self.word(node, "split"));
                let excludes = self.word(node, "excludes");
                let limit = self.small(node, "limit").and_then(|one| u8::try_from(one).ok());
                let equals = self.word(node, "equals");
                let (keeps, split, limit, excludes) = (keeps?, split?, limit?, excludes?);
                let (decimals, equals) = (places(decimals?), equals?);
                TransferBy::Meek(meek::Rule { keeps, split, decimals, limit, excludes, equals })
            }
        };
        Some(Transfer { method, tie })
    }

    /// Words that pass papers on one by one stand only with those that leave them whole.
    fn whole_papers(
        &mut self,
        node: &Node<'_>,
        surplus: Surplus,
        elects: Elects,
        quota: gregory::Quota,
        passes: gregory::Passes,
    ) -> bool {
        let by_order = surplus.draws_by_order();
        let only = elects == Elects::AtQuotaOnly;
        let at_quota = only || elects == Elects::AtQuota;
        let whole = gregory::Quota::NextWhole;
        let together = gregory::Passes::Together;
        let of_surplus = [
            ("quota_rounding", whole.word(), quota == whole),
            ("elects", Elects::AtQuotaOnly.word(), at_quota),
        ];
        let of_elects = [
            ("surplus", Surplus::EveryNth.word(), by_order),
            ("passes", together.word(), passes == together),
        ];
        let mut wrong: Vec<(&str, &str, &str)> = Vec::new();
        for (asked, word, needs) in
            [(by_order, surplus.word(), of_surplus), (only, elects.word(), of_elects)]
        {
            let broken = needs.into_iter().filter(|one| asked && !one.2);
            wrong.extend(broken.map(|(key, wanted, _)| (word, key, wanted)));
        }
        for (word, key, wanted) in &wrong {
            let span = node.get(key).map_or(node.span.clone(), |value| value.span());
            let [word, key, wanted] = [word, key, wanted].map(|one| (*one).to_owned());
            self.fault(span, Fault::OnlyInWholePapers { word, key, wanted });
        }
        wrong.is_empty()
    }

    fn runoff(&mut self, node: &Node<'_>) -> Option<TransferBy> {
        let (wins, excludes) = (self.word(node, "wins"), self.word(node, "excludes"));
        let minimum = self.whole(node, "minimum").map(u128::from);
        let given = node.get("share").is_some();
        let share = if given { Some(self.fraction(node, "share")?) } else { None };
        let last = self.word(node, "last_out");
        let (wins, excludes, last): (runoff::Wins, Excludes, _) = (wins?, excludes?, last?);
        // A share without words that ask for it, or words without a share, say nothing.
        let asked = wins.asks_for_a_share();
        let below = excludes == Excludes::BelowShare;
        if asked != given || (below && !asked) {
            let form = format!("`wins = \"{wins}\"`");
            let key = if given { "share".to_owned() } else { format!("excludes = \"{excludes}\"") };
            let near = near("", [ShareOfStage, ShareOfFirst].map(runoff::Wins::word));
            let fault = match asked {
                true => Fault::KeyMissing { key: "share".to_owned(), form },
                false => Fault::UnknownKey { key, form, near },
            };
            self.fault(node.span.clone(), fault);
            return None;
        }
        Some(TransferBy::Runoff(runoff::Rule { wins, excludes, last, minimum, share }))
    }

    /// Candidates held against each other: which keys stand beside the method depends on it.
    pub(super) fn compare(&mut self, node: &Node<'_>, name: &str) -> Option<Compare> {
        let pairs = pairwise::Compare::ALL.iter().map(|one| one.0);
        let hybrids = Hybrid::ALL.iter().map(|one| one.0);
        let methods: Vec<&'static str> =
            pairs.chain(hybrids).chain(["black", "baldwin", "nanson"]).collect();
        let method = self.one_of(node, "compare", &methods);
        let tie = self.tie(node, name);
        let method = method?;
        let needed: &[&str] = match method {
            "schulze" | "minimax" => &["strength"],
            "ranked pairs" => &["strength", "equal_wins"],
            "black" => &["unranked"],
            "baldwin" | "nanson" => &["unranked", "excludes"],
            _ => &[],
        };
        self.needed(node, needed, method);
        // A key that the method does not look at would say something that nobody does.
        for key in ["strength", "equal_wins", "unranked", "excludes"] {
            if !needed.contains(&key)
                && let Some(value) = node.get(key)
            {
                let (key, form) = (key.to_owned(), method.to_owned());
                let near = crate::diagnostic::Near::default();
                self.fault(value.span(), Fault::UnknownKey { key, form, near });
            }
        }
        let method = match (pairwise::Compare::read(method), Hybrid::read(method), method) {
            (Some(compare), ..) => CompareBy::Pairs(self.pair_rule(node, compare)?),
            (_, Some(hybrid), _) => CompareBy::Hybrid(hybrid),
            (.., "black") => {
                CompareBy::Black(black::Rule { unranked: self.word(node, "unranked")? })
            }
            (.., method) => {
                let unranked = self.word(node, "unranked");
                let excludes = match method {
                    "baldwin" => self.word(node, "excludes").map(elimination::Excludes::Baldwin),
                    _ => self.word(node, "excludes").map(elimination::Excludes::Nanson),
                };
                let (excludes, unranked) = (excludes?, unranked?);
                CompareBy::Elimination(elimination::Rule { excludes, unranked })
            }
        };
        Some(Compare { method, tie })
    }

    fn pair_rule(&mut self, node: &Node<'_>, method: pairwise::Compare) -> Option<pairwise::Rule> {
        Some(match method {
            pairwise::Compare::Schulze => pairwise::Rule::Schulze(self.word(node, "strength")?),
            pairwise::Compare::RankedPairs => {
                let (strength, equal) =
                    (self.word(node, "strength"), self.word(node, "equal_wins"));
                pairwise::Rule::RankedPairs(strength?, equal?)
            }
            pairwise::Compare::Minimax => pairwise::Rule::Minimax(self.word(node, "strength")?),
            pairwise::Compare::Copeland => pairwise::Rule::Copeland,
            pairwise::Compare::Kemeny => pairwise::Rule::Kemeny,
        })
    }

    /// The word of a key that may be left out, and then stands for `or`.
    pub(super) fn word_or<W: Word>(&mut self, node: &Node<'_>, key: &str, or: W) -> Option<W> {
        if node.get(key).is_none() { Some(or) } else { self.word(node, key) }
    }

    /// Names every key that a method needs and that is not there.
    pub(super) fn needed(&mut self, node: &Node<'_>, needed: &[&str], method: &str) {
        for key in needed.iter().filter(|key| node.get(key).is_none()) {
            let (key, form) = ((*key).to_owned(), method.to_owned());
            self.fault(node.span.clone(), Fault::KeyMissing { key, form });
        }
    }

    /// A number up to `most`, or the word that stands for none.
    fn number_or(
        &mut self,
        node: &Node<'_>,
        key: &str,
        none: &'static str,
        most: u64,
    ) -> Option<Option<u64>> {
        let value = node.get(key)?;
        if value.get_ref().is_str() {
            return self.one_of(node, key, &[none]).map(|_| None);
        }
        self.whole_in(key, value, (0, most)).map(Some)
    }
}
