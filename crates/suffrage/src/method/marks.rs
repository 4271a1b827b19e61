//! How a ranked ballot is read, fault by fault, in the words of a law.
//!
//! The same paper says different things under different statutes: two names in one rank end it in
//! Minneapolis' first rule and are passed over in its second; an empty rank is nothing in Maine
//! unless two follow each other. Every such rule is a [`Rule`]; [`Rule::next`] walks a ballot by it
//! from rank to rank and says who receives it, or why nobody does.

use crate::ballots::{Mark, What};
use crate::record::Lost;
use crate::tally::Place;
use crate::word::words;

words! {
    /// What a rank with several candidates does.
    pub enum Overvote {
        #[doc = "the rank is passed over"]
        PassedOver = "passed over",
        #[doc = "the ballot ends there"]
        Ends = "ends the ballot",
        #[doc = "the ballot ends there, unless one at most of them is still in the count"]
        EndsIfSeveral = "ends the ballot if several continue",
        #[doc = "the ballot ends there if one of them is still in the count; otherwise the rank is passed over"]
        EndsIfAny = "ends the ballot if any continues",
        #[doc = "the whole ballot is void"]
        Void = "voids the ballot",
        #[doc = "each of them who is still in the count has an equal part of the vote"]
        Shared = "shared equally",
        #[doc = "every order of them has an equal part of the vote"]
        InEveryOrder = "in every order",
    }
}

words! {
    /// What a candidate ranked again does.
    pub enum Repeated {
        #[doc = "the later rank is passed over"]
        PassedOver = "passed over",
        #[doc = "the ballot ends there"]
        Ends = "ends the ballot",
        #[doc = "the later rank counts as empty"]
        Empty = "counts as empty",
    }
}

words! {
    /// What a name that nobody declared does.
    pub enum WriteIn {
        #[doc = "the rank is passed over"]
        PassedOver = "passed over",
        #[doc = "the rank counts as empty"]
        Empty = "counts as empty",
        #[doc = "all such names are counted together, and go out before anybody else"]
        Together = "counted together, first out",
        #[doc = "all such names are counted together, and go out with the first who cannot win, before any surplus passes on"]
        WithFirst = "counted together, out with the first who cannot win",
        #[doc = "all such names are counted together, as one more who cannot be elected"]
        AsOne = "counted together",
    }
}

/// What a ballot must have to count at all. A rank is good if it names one candidate who was not named
/// before; only good ranks in a row from the first are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Formal {
    /// Nothing.
    #[default]
    Any,
    /// So many good ranks, or as many as there are candidates.
    Good(u16),
    /// Good ranks for all candidates, of whom the last may be left blank; of two candidates only the
    /// first rank is looked at.
    All,
}

impl Formal {
    /// The word for all candidates, as a law writes it.
    pub const ALL: &'static str = "all candidates, the last may be blank";

    /// Whether a ballot marked so counts, of so many candidates.
    fn counts(self, marks: &[Mark], candidates: usize) -> bool {
        match self {
            Self::Any => true,
            Self::Good(least) => good_ranks(marks) >= usize::from(least).min(candidates),
            Self::All if candidates <= 2 => good_ranks(marks) > 0,
            Self::All => {
                let good = good_ranks(marks);
                good == candidates || (good + 1 == candidates && good == marks.len())
            }
        }
    }
}

/// Good ranks in a row from the first.
fn good_ranks(marks: &[Mark]) -> usize {
    let good = |at: &usize| {
        let (mark, next) = (&marks[*at], marks.get(at + 1));
        let alone = !mark.is_beside() && next.is_none_or(|next| !next.is_beside());
        let named = matches!(mark.what(), What::Candidate(_));
        alone && named && !stands_in(mark, &marks[..*at])
    };
    (0..marks.len()).take_while(good).count()
}

impl WriteIn {
    /// Whether such names have a place of their own in the count.
    #[must_use]
    pub fn has_a_place(self) -> bool {
        matches!(self, Self::Together | Self::WithFirst | Self::AsOne)
    }
}

/// How a ranked ballot is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Several candidates in one rank.
    pub overvote: Overvote,
    /// So many empty ranks in a row are passed over, more end the ballot; `None`: any number.
    pub empty_ranks: Option<u16>,
    /// A candidate ranked again.
    pub repeated: Repeated,
    /// A name that nobody declared.
    pub write_in: WriteIn,
    /// Only so many ranks are looked at; `None`: all.
    pub ranks: Option<u16>,
    /// What it must have to count at all.
    pub formal: Formal,
}

impl Rule {
    /// Every rank counts, whatever stands before it: for ballots that have been cleaned already.
    pub const PLAIN: Self = Self {
        overvote: Overvote::PassedOver,
        empty_ranks: None,
        repeated: Repeated::PassedOver,
        write_in: WriteIn::PassedOver,
        ranks: None,
        formal: Formal::Any,
    };
}

/// Where a ballot goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// To this candidate; the next look begins at this mark.
    To(Place, u16),
    /// To several in equal parts: the marks from the first to before the second.
    Among(u16, u16),
    /// To nobody any more.
    Ends(Lost),
}

impl Rule {
    /// Whether equals part a vote between them.
    #[must_use]
    pub fn parts_votes(&self) -> bool {
        matches!(self.overvote, Overvote::Shared | Overvote::InEveryOrder)
    }

    /// Who receives the ballot, looking from the mark `from` on, among those who `stand`.
    ///
    /// `ranks` is the number of ranks on the paper, 0 if nobody knows.
    #[must_use]
    pub fn next(&self, marks: &[Mark], from: u16, ranks: u16, stand: &[bool]) -> Turn {
        let from = usize::from(from);
        let stands = |mark: &Mark| match mark.what() {
            What::Candidate(place) if stand[place as usize] => Some(place),
            // Names that nobody declared have the last place together.
            What::WriteIn if self.write_in.has_a_place() && stand.last() == Some(&true) => {
                Place::try_from(stand.len() - 1).ok()
            }
            _ => None,
        };
        let (mut at, mut empty) = (from, 0u16);
        // Only these rules need to know where in the ballot a mark stands.
        let mut rank = if self.ranks.is_some() { ranks_of(&marks[..from]) } else { 0 };
        while at < marks.len() {
            let end = at + 1 + marks[at + 1..].iter().take_while(|mark| mark.is_beside()).count();
            let here = &marks[at..end];
            rank += 1;
            if self.ranks.is_some_and(|most| rank > most) {
                return Turn::Ends(Lost::Exhausted);
            }
            let what = here[0].what();
            let again = self.repeated == Repeated::Empty
                && here.iter().all(|mark| stands_in(mark, &marks[..at]));
            let written = what == What::WriteIn && self.write_in == WriteIn::Empty;
            if what == What::Skipped || written || again {
                empty += 1;
                at = end;
                continue;
            }
            if self.empty_ranks.is_some_and(|most| empty > most) {
                return Turn::Ends(Lost::Skipped);
            }
            empty = 0;
            if self.repeated == Repeated::Ends
                && here.iter().any(|mark| stands_in(mark, &marks[..at]))
            {
                return Turn::Ends(Lost::Repeated);
            }
            if here.len() > 1 || what == What::Overvote {
                let left = here.iter().filter_map(stands).count();
                match self.overvote {
                    Overvote::PassedOver => {}
                    Overvote::Ends | Overvote::Void => return Turn::Ends(Lost::Overvote),
                    Overvote::EndsIfAny if left > 0 || what == What::Overvote => {
                        return Turn::Ends(Lost::Overvote);
                    }
                    Overvote::EndsIfAny => {}
                    Overvote::EndsIfSeveral if left > 1 || what == What::Overvote => {
                        return Turn::Ends(Lost::Overvote);
                    }
                    Overvote::Shared | Overvote::InEveryOrder if left > 1 => {
                        return Turn::Among(short(at), short(end));
                    }
                    Overvote::EndsIfSeveral | Overvote::Shared | Overvote::InEveryOrder => {
                        if let Some(place) = here.iter().find_map(stands) {
                            return Turn::To(place, short(end));
                        }
                    }
                }
            } else if let Some(place) = stands(&here[0]) {
                return Turn::To(place, short(end));
            }
            at = end;
        }
        // Where no rank may be left empty a ballot is read up to the first that is, and so it simply
        // ends. Where some may be, they are counted to the end of the paper, as RCTab tells them.
        let unused = ranks.saturating_sub(ranks_of(marks)) + empty;
        match self.empty_ranks {
            Some(most) if most > 0 && unused > most => Turn::Ends(Lost::Skipped),
            _ => Turn::Ends(Lost::Exhausted),
        }
    }

    /// Whether the ballot says nothing at all, or is void from the start; `places` are those of all
    /// candidates, and one more where names that nobody declared have a place.
    #[must_use]
    pub fn aside(&self, marks: &[Mark], places: usize) -> Option<Lost> {
        let empty = |mark: &Mark| match mark.what() {
            What::Skipped => true,
            What::WriteIn => self.write_in == WriteIn::Empty,
            What::Candidate(_) | What::Overvote => false,
        };
        if marks.iter().all(empty) {
            return Some(Lost::Blank);
        }
        let several = |mark: &Mark| mark.is_beside() || mark.what() == What::Overvote;
        let void = self.overvote == Overvote::Void && marks.iter().any(several);
        if void {
            return Some(Lost::Overvote);
        }
        let candidates = places.saturating_sub(usize::from(self.write_in.has_a_place()));
        (!self.formal.counts(marks, candidates)).then_some(Lost::Informal)
    }
}

fn short(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

fn ranks_of(marks: &[Mark]) -> u16 {
    short(marks.iter().filter(|mark| !mark.is_beside()).count())
}

fn stands_in(mark: &Mark, before: &[Mark]) -> bool {
    matches!(mark.what(), What::Candidate(_))
        && before.iter().any(|earlier| earlier.what() == mark.what())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [bool; 3] = [true; 3];

    fn turn(rule: &Rule, marks: &[Mark], stand: &[bool]) -> Turn {
        rule.next(marks, 0, 3, stand)
    }

    #[test]
    fn an_empty_rank_is_passed_over_and_two_in_a_row_end_the_ballot_where_the_law_says_so() {
        let one = Rule { empty_ranks: Some(1), ..Rule::PLAIN };
        let [a, b] = [0, 1].map(Mark::of);
        let gap = Mark::SKIPPED;
        assert_eq!(turn(&one, &[gap, a, b], &ALL), Turn::To(0, 2));
        assert_eq!(turn(&one, &[gap, gap, a], &ALL), Turn::Ends(Lost::Skipped));
        assert_eq!(turn(&Rule::PLAIN, &[gap, gap, a], &ALL), Turn::To(0, 3));
    }

    /// The paper offers three ranks, and one is used: nothing was left out.
    #[test]
    fn a_ballot_that_simply_ends_is_not_told_as_ranks_left_empty() {
        let none = Rule { empty_ranks: Some(0), ..Rule::PLAIN };
        let [a, b] = [0, 1].map(Mark::of);
        let out = [false, true, true];
        assert_eq!(turn(&none, &[a], &out), Turn::Ends(Lost::Exhausted));
        assert_eq!(turn(&none, &[a, Mark::SKIPPED, b], &out), Turn::Ends(Lost::Skipped));
        let empty = Rule { repeated: Repeated::Empty, ..none };
        assert_eq!(turn(&empty, &[a, a], &out), Turn::Ends(Lost::Exhausted));
        assert_eq!(turn(&empty, &[a, a, b], &out), Turn::Ends(Lost::Skipped));
    }

    #[test]
    fn two_names_in_one_rank_are_read_as_the_law_says() {
        let [a, b, c] = [0, 1, 2].map(Mark::of);
        let ballot = [a, b.beside(), c];
        let read = |overvote| Rule { overvote, ..Rule::PLAIN };
        assert_eq!(turn(&read(Overvote::PassedOver), &ballot, &ALL), Turn::To(2, 3));
        assert_eq!(turn(&read(Overvote::Ends), &ballot, &ALL), Turn::Ends(Lost::Overvote));
        let several = read(Overvote::EndsIfSeveral);
        assert_eq!(turn(&several, &ballot, &ALL), Turn::Ends(Lost::Overvote));
        assert_eq!(turn(&several, &ballot, &[false, true, true]), Turn::To(1, 2));
        assert_eq!(turn(&read(Overvote::Shared), &ballot, &ALL), Turn::Among(0, 2));
        assert_eq!(read(Overvote::Void).aside(&ballot, 3), Some(Lost::Overvote));
    }

    /// "1, 2, 3, 3, 4, 5 and 6 … is informal because … only 2 squares have been numbered" (Commonwealth
    /// Electoral Act 1918, section 268A, example).
    #[test]
    fn a_ballot_with_too_few_good_ranks_does_not_count() {
        let rule = Rule { formal: Formal::Good(6), ..Rule::PLAIN };
        let numbered: Vec<Mark> = (0..7).map(Mark::of).collect();
        let mut twice = numbered.clone();
        twice[3] = twice[3].beside();
        assert_eq!(rule.aside(&twice, 9), Some(Lost::Informal));
        assert_eq!(rule.aside(&numbered[..5], 9), Some(Lost::Informal));
        assert_eq!(rule.aside(&numbered[..6], 9), None);
        assert_eq!(rule.aside(&numbered[..5], 5), None, "of five candidates all are ranked");
        let mut gap = numbered.clone();
        gap.insert(5, Mark::SKIPPED);
        assert_eq!(rule.aside(&gap, 9), Some(Lost::Informal));
        let mut again = numbered.clone();
        again[5] = again[0];
        assert_eq!(rule.aside(&again, 9), Some(Lost::Informal));
        assert_eq!(rule.aside(&[], 9), Some(Lost::Blank));
        let as_one = Rule { write_in: WriteIn::AsOne, ..rule };
        assert_eq!(as_one.aside(&numbered[..5], 6), None, "five candidates and one place more");
    }

    #[test]
    fn of_all_candidates_only_the_last_may_be_left_blank() {
        let rule = Rule { formal: Formal::All, ..Rule::PLAIN };
        let [a, b, c, d] = [0, 1, 2, 3].map(Mark::of);
        for (marks, places, formal) in [
            (&[a, b, c, d][..], 4, true),
            (&[a, b, c], 4, true),
            (&[a, b], 4, false),
            (&[a, b, c, d.beside()], 4, false),
            (&[a, b, c, Mark::SKIPPED, d], 4, false),
            (&[Mark::SKIPPED, a, b, c], 4, false),
            (&[a], 2, true),
            (&[a, Mark::SKIPPED, b], 2, true),
            (&[a, b.beside()], 2, false),
            (&[a], 1, true),
        ] {
            let found = rule.aside(marks, places).is_none();
            assert_eq!(found, formal, "{marks:?} of {places}");
        }
    }

    #[test]
    fn a_candidate_ranked_again_ends_the_ballot_where_the_law_says_so() {
        let rule = Rule { repeated: Repeated::Ends, ..Rule::PLAIN };
        let [a, b] = [0, 1].map(Mark::of);
        assert_eq!(rule.next(&[a, a, b], 1, 3, &[false, true, true]), Turn::Ends(Lost::Repeated));
        assert_eq!(Rule::PLAIN.next(&[a, a, b], 1, 3, &[false, true, true]), Turn::To(1, 3));
    }
}
