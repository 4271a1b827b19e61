//! Votes above and below the line as ConcreteSTV keeps them: one file of JSON (`.stv`).
//!
//! `metadata` names the candidates and the groups (`parties`); `btl` holds votes below the line,
//! candidates by number from 0 in the order of preference; `atl` holds votes above the line, groups
//! by number. Each vote has `n`, how often it was cast.
//!
//! Traps. A vote above the line stands for the candidates of its groups, group after group, in the
//! order in which each group lists them: so it is kept, since that is what the voter said. A group
//! without a square above the line (`atl_allowed: false`) cannot be meant there. Older elections
//! have lodged tickets: `ticket_index` says which of the group's `tickets` the vote stands for.
//! `atl_types`, `btl_types` (by post, on the day) and `informal` move no seat and are left aside;
//! `excluded` in `metadata` are candidates who may receive nothing. The older form of the same
//! program is text: [`super::concrete_text`].

use std::ops::Range;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Format, Input, Table};
use crate::ballots::{Collect, Mark, Marking};
use crate::diagnostic::{Diagnostic, Fault};
use crate::tally::{Candidacy, Contest};

#[derive(Deserialize)]
struct Data<'i> {
    #[serde(borrow)]
    metadata: Metadata<'i>,
    #[serde(borrow, default)]
    atl: Vec<&'i RawValue>,
    #[serde(borrow, default)]
    btl: Vec<&'i RawValue>,
}

#[derive(Deserialize)]
struct Metadata<'i> {
    #[serde(default)]
    name: Title,
    #[serde(borrow)]
    candidates: Vec<&'i RawValue>,
    #[serde(borrow, default)]
    parties: Vec<&'i RawValue>,
    #[serde(default)]
    vacancies: Option<u32>,
    #[serde(borrow, default)]
    excluded: Vec<&'i RawValue>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Title {
    year: String,
    name: String,
    electorate: String,
}

#[derive(Deserialize)]
struct Person {
    name: String,
}

#[derive(Deserialize)]
struct Group<'i> {
    #[serde(default)]
    column_id: String,
    #[serde(default)]
    name: String,
    #[serde(default = "yes")]
    atl_allowed: bool,
    #[serde(borrow, default)]
    candidates: Vec<&'i RawValue>,
    #[serde(borrow, default)]
    tickets: Vec<Vec<&'i RawValue>>,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
struct Vote<'i> {
    #[serde(borrow)]
    parties: Option<Vec<&'i RawValue>>,
    #[serde(borrow)]
    candidates: Option<Vec<&'i RawValue>>,
    #[serde(default)]
    ticket_index: Option<usize>,
    #[serde(borrow)]
    n: &'i RawValue,
}

/// Whether the text is such a file.
#[must_use]
pub fn is_concrete(input: &Input) -> bool {
    let text = input.text.trim_start();
    text.starts_with('{')
        && text.contains("\"metadata\"")
        && (text.contains("\"btl\"") || text.contains("\"atl\""))
}

/// The most marks that the votes of a file may unfold to: a vote of a few letters can stand for
/// every candidate, and a small file so made shall not fill the memory.
pub(super) const MARKS: usize = 1 << 29;

/// Reads the file.
///
/// # Errors
/// Text that is no JSON or lacks what the form asks for; votes for nobody.
pub(crate) fn read(input: &Input) -> Result<Table, Vec<Diagnostic>> {
    let data: Data<'_> = serde_json::from_str(&input.text).map_err(|error| {
        let at = super::place(&input.text, error.line(), error.column());
        let why = super::without_place(&error);
        vec![Diagnostic::at(&input.file, at..at, Fault::VoteUnread { why })]
    })?;
    let mut reader = Reader { input, faults: Vec::new(), persons: 0, groups: Vec::new() };
    let mut contest = Contest {
        code: "1".to_owned(),
        name: title(&data.metadata.name),
        seats: data.metadata.vacancies,
        ..Contest::default()
    };
    reader.candidates(&data.metadata, &mut contest);
    reader.groups(&data.metadata.parties);
    let (mut ballots, mut left) = (Collect::new(Marking::Ranked, 0), MARKS);
    for raw in data.atl.iter().chain(&data.btl) {
        if reader.faults.len() >= super::MOST_TOLD {
            break;
        }
        let Some((marks, weight)) = reader.vote(raw) else { continue };
        let fits = left.checked_sub(marks.len());
        left = fits.unwrap_or(0);
        if fits.is_none() || ballots.add(&marks, weight).is_err() {
            reader.fault(reader.span(raw), Fault::TooManyBallots {});
            break;
        }
    }
    if reader.faults.is_empty() && data.atl.is_empty() && data.btl.is_empty() {
        reader.fault(0..0, Fault::NoRows {});
    }
    match ballots.finish() {
        Ok(all) if reader.faults.is_empty() => contest.ballots = Some(std::sync::Arc::new(all)),
        Ok(_) => return Err(reader.faults),
        Err(_) => {
            reader.fault(0..0, Fault::TooManyBallots {});
            return Err(reader.faults);
        }
    }
    let (format, contests) = (Format::Concrete, vec![contest]);
    Ok(Table { format, contests, faulty: Vec::new(), doubts: Vec::new() })
}

fn title(name: &Title) -> String {
    let parts = [&name.name, &name.electorate, &name.year];
    let parts: Vec<&str> =
        parts.iter().map(|one| one.trim()).filter(|one| !one.is_empty()).collect();
    parts.join(" ")
}

struct Reader<'i> {
    input: &'i Input,
    faults: Vec<Diagnostic>,
    persons: usize,
    /// The groups; `None` for one that could not be read and is told already.
    groups: Vec<Option<Group<'i>>>,
}

impl<'i> Reader<'i> {
    fn fault(&mut self, span: Range<usize>, fault: Fault) {
        if self.faults.len() < super::MOST_TOLD {
            self.faults.push(Diagnostic::at(&self.input.file, span, fault));
        }
    }

    /// Where a part of the text stands in it.
    fn span(&self, raw: &RawValue) -> Range<usize> {
        let (all, part) = (self.input.text.as_ptr() as usize, raw.get().as_ptr() as usize);
        let from = part.saturating_sub(all).min(self.input.text.len());
        from..(from + raw.get().len()).min(self.input.text.len())
    }

    /// A part that is read for itself, so that a fault in it leaves the others.
    fn part<T: Deserialize<'i>>(&mut self, raw: &'i RawValue) -> Option<T> {
        match serde_json::from_str(raw.get()) {
            Ok(part) => Some(part),
            Err(error) => {
                let span = self.span(raw);
                self.fault(span, Fault::VoteUnread { why: super::without_place(&error) });
                None
            }
        }
    }

    fn candidates(&mut self, metadata: &Metadata<'i>, contest: &mut Contest) {
        self.persons = metadata.candidates.len();
        if self.persons >= usize::from(Mark::MOST) {
            let (column, text) = ("candidates".to_owned(), self.persons.to_string());
            self.fault(0..0, Fault::TooGreat { column, text });
            self.persons = 0;
            return;
        }
        for (number, raw) in metadata.candidates.iter().enumerate() {
            let Some(person) = self.part::<Person>(raw) else { continue };
            // Two candidates of one name do stand: their numbers tell them apart.
            let name = super::one_line(&person.name);
            if name.is_empty() {
                self.fault(self.span(raw), Fault::NameEmpty { column: "name".to_owned() });
            }
            let code = number.to_string();
            contest.candidacies.push(Candidacy { code, name, ..Candidacy::default() });
        }
        for raw in &metadata.excluded {
            let number = raw.get().parse::<usize>().ok();
            match number.and_then(|number| contest.candidacies.get_mut(number)) {
                Some(one) => one.withdrawn = true,
                None => self.no_candidate(raw),
            }
        }
    }

    fn groups(&mut self, parties: &[&'i RawValue]) {
        for raw in parties {
            let group = self.part::<Group<'i>>(raw);
            let all = group
                .iter()
                .flat_map(|one| one.candidates.iter().chain(one.tickets.iter().flatten()));
            let wrong: Vec<&RawValue> =
                all.copied().filter(|one| self.person(one).is_none()).collect();
            wrong.into_iter().for_each(|one| self.no_candidate(one));
            self.groups.push(group);
        }
    }

    /// The mark of a candidate by number.
    fn person(&self, number: &RawValue) -> Option<Mark> {
        let number = number.get().parse::<u32>().ok()?;
        ((number as usize) < self.persons).then(|| Mark::of(number))
    }

    fn no_candidate(&mut self, number: &RawValue) {
        let (text, candidates) = (number.get().trim_matches('"').to_owned(), self.persons);
        self.fault(self.span(number), Fault::NoSuchCandidate { text, candidates });
    }

    /// The preferences that a vote stands for, and how often it was cast.
    fn vote(&mut self, raw: &'i RawValue) -> Option<(Vec<Mark>, u64)> {
        let vote = self.part::<Vote<'i>>(raw)?;
        let mut marks = Vec::new();
        let before = self.faults.len();
        match (&vote.candidates, &vote.parties) {
            (Some(persons), None) => self.below(persons, &mut marks),
            (None, Some(groups)) => self.above(groups, vote.ticket_index, &mut marks),
            _ => {
                let why = "a vote has either `candidates` or `parties`".to_owned();
                self.fault(self.span(raw), Fault::VoteUnread { why });
            }
        }
        let text = vote.n.get();
        let weight = text.parse::<u64>().ok();
        if weight.is_none() {
            let (column, text) = ("n".to_owned(), text.trim_matches('"').to_owned());
            let fault = match text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty() {
                true => Fault::TooGreat { column, text },
                false => Fault::NotWhole { column, text },
            };
            self.fault(self.span(vote.n), fault);
        }
        weight.filter(|_| self.faults.len() == before).map(|weight| (marks, weight))
    }

    fn below(&mut self, persons: &[&RawValue], marks: &mut Vec<Mark>) {
        for one in persons {
            match self.person(one) {
                Some(mark) => marks.push(mark),
                None => self.no_candidate(one),
            }
        }
    }

    fn above(&mut self, groups: &[&RawValue], ticket: Option<usize>, marks: &mut Vec<Mark>) {
        for one in groups {
            if marks.len() >= usize::from(Mark::MOST) {
                let (column, text) = ("preferences".to_owned(), marks.len().to_string());
                return self.fault(self.span(one), Fault::TooGreat { column, text });
            }
            let number = one.get().parse::<usize>().ok();
            let fault = match number.and_then(|number| self.groups.get(number)) {
                None => {
                    let text = one.get().trim_matches('"').to_owned();
                    Fault::NoSuchGroup { text, groups: self.groups.len() }
                }
                // Its own fault is told already.
                Some(None) => continue,
                Some(Some(group)) => {
                    let lodged = ticket.map_or(Some(&group.candidates), |at| group.tickets.get(at));
                    let name = format!("{} {}", group.column_id, group.name).trim().to_owned();
                    match lodged {
                        _ if !group.atl_allowed => Fault::NoSquareAbove { group: name },
                        None => Fault::NoTicketHere { group: name },
                        Some(persons) => {
                            marks.extend(persons.iter().filter_map(|one| self.person(one)));
                            continue;
                        }
                    }
                }
            };
            self.fault(self.span(one), fault);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(votes: &str) -> Table {
        let text = format!(
            r#"{{"metadata":{{"name":{{"year":"2019","name":"Senate","electorate":"X"}},
            "candidates":[{{"name":"A"}},{{"name":"B"}},{{"name":"C"}},{{"name":"D"}}],
            "parties":[{{"column_id":"P","atl_allowed":true,"candidates":[0,1],"tickets":[[1,0,3,2]]}},
            {{"column_id":"Q","atl_allowed":true,"candidates":[2]}}],"vacancies":2}},{votes}}}"#
        );
        super::read(&Input { file: "x.stv".to_owned(), text }).unwrap()
    }

    #[test]
    fn a_vote_above_the_line_stands_for_the_candidates_of_its_groups() {
        let table = read(r#""atl":[{"parties":[1,0],"n":3}],"btl":[{"candidates":[2,0,1],"n":4}]"#);
        let contest = &table.contests[0];
        let ballots = contest.ballots.as_ref().unwrap();
        assert_eq!((contest.name.as_str(), contest.seats), ("Senate X 2019", Some(2)));
        assert_eq!((ballots.distinct(), ballots.cast()), (1, 7));
        assert_eq!(ballots.marks(0), [2, 0, 1].map(Mark::of));
    }

    #[test]
    fn a_lodged_ticket_is_the_order_that_the_vote_stands_for() {
        let table = read(r#""atl":[{"parties":[0],"ticket_index":0,"n":1}],"btl":[]"#);
        let ballots = table.contests[0].ballots.as_ref().unwrap();
        assert_eq!(ballots.marks(0), [1, 0, 3, 2].map(Mark::of));
    }

    #[test]
    fn a_candidate_given_twice_stays_twice() {
        let table = read(r#""btl":[{"candidates":[2,2],"n":1}]"#);
        assert_eq!(table.contests[0].ballots.as_ref().unwrap().marks(0).len(), 2);
    }
}
