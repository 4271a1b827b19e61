//! Cast vote records as Hart Verity exports them: XML, one file for each ballot sheet.
//!
//! A `<Cvr>` holds `<Contests>`; a contest has a name, an id and the `<Options>` that were marked.
//! `Value` has a bit for each rank of the paper: `010000` is the second rank, `1` the only one.
//! The files of a folder are one export; none of them lists the candidates, who therefore stand in
//! the order of their names.
//!
//! Traps. A newer program writes no namespace and puts `Undervotes` elsewhere: elements are found by
//! their names. One id may stand for two contests, and one name with one blank or two: a contest is
//! known by both, with single blanks. An option without a name is a line on which a name was
//! written. Where the paper has one rank, several options without `<Overvoted>` show that several
//! may be chosen. A contest under `<InvalidStraightPartyVote>` does not count, as the program that
//! wrote it says; `Undervotes` and `Overvotes` are seen from the marks. The sheets of one ballot have
//! one `CvrGuid` and their own `SheetNumber`; a sheet given in two files would count twice. Document
//! types are refused.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use roxmltree::{Document, Node};

use super::parts::field;
use super::polls::{Order, Poll};
use super::{Format, Input, Reading, Table};
use crate::ballots::{Mark, Marking, What};
use crate::diagnostic::{Diagnostic, Fault};
use crate::tally::Contest;

/// Whether the text is such a record.
#[must_use]
pub fn is_hart(input: &Input) -> bool {
    let named = |at: usize| {
        let rest = &input.text[at + "<Cvr".len()..];
        rest.starts_with(['>', '/']) || rest.starts_with(char::is_whitespace)
    };
    super::is_xml(input) && input.text.match_indices("<Cvr").any(|(at, _)| named(at))
}

/// The most ranks that a paper may have.
const RANKS: usize = 1000;

/// A contest and the ballots that hold it, each a list of ranks and marks.
struct Grown {
    poll: Poll,
    ranks: Option<usize>,
    several: bool,
    ballots: Vec<Vec<(u16, Mark)>>,
    /// The part of each ballot, if they are parted.
    parts: Vec<String>,
}

/// What a record says of its ballot.
const FIELDS: [&str; 2] = ["precinct", "batch"];

/// Reads the files of an export together.
///
/// # Errors
/// Files that are no XML or of another form, ranks that cannot be read, ballots given twice.
pub fn read(inputs: &[Input]) -> Result<Table, Vec<Diagnostic>> {
    read_as(inputs, Reading::PLAIN)
}

/// The same, with what is asked of the files.
///
/// # Errors
/// As [`read`].
pub fn read_as(inputs: &[Input], reading: Reading<'_>) -> Result<Table, Vec<Diagnostic>> {
    let mut reader = Reader::default();
    let file = inputs.first().map_or("", |input| input.file.as_str());
    if let Some(by) = reading.by {
        let by = field(by, &FIELDS.map(str::to_owned));
        reader.by = Some(by.map_err(|fault| vec![Diagnostic::at(file, 0..0, fault)])?);
    }
    for input in inputs {
        if reader.faults.len() >= super::MOST_TOLD {
            break;
        }
        reader.file(input);
    }
    if reader.faults.is_empty() && reader.contests.is_empty() {
        reader.faults.push(Diagnostic::at(file, 0..0, Fault::NoContests {}));
    }
    if !reader.faults.is_empty() {
        return Err(reader.faults);
    }
    let mut ids: HashMap<String, u32> = HashMap::new();
    for (id, _) in reader.contests.keys() {
        *ids.entry(id.clone()).or_default() += 1;
    }
    let mut contests = Vec::new();
    for ((id, name), mut grown) in reader.contests {
        let twice = ids.get(&id).is_some_and(|number| *number > 1);
        grown.poll.code = if twice { format!("{id} {name}") } else { id };
        match finish(grown) {
            Some(contest) => contests.push(contest),
            None => return Err(vec![Fault::TooManyBallots {}.into()]),
        }
    }
    contests.sort_by(|a, b| (&a.name, &a.code).cmp(&(&b.name, &b.code)));
    Ok(Table { format: Format::Hart, contests, faulty: Vec::new(), doubts: Vec::new() })
}

/// The contest with its ballots; `None` if there are more than can be held.
fn finish(grown: Grown) -> Option<Contest> {
    let Grown { mut poll, ranks, several, ballots, parts } = grown;
    let mut parts = parts.iter().map(String::as_str);
    let ranks = ranks.unwrap_or(1);
    let approved = ranks == 1 && several;
    let marking = if approved { Marking::Approved } else { Marking::Ranked };
    poll.marked(marking, u16::try_from(ranks).ok()?);
    // Marks were numbered as they came: the names bring them into one order.
    let places = poll.order_by_name();
    let placed = |mark: Mark| match mark.what() {
        What::Candidate(was) => places[was as usize].map_or(mark, Mark::of),
        _ => mark,
    };
    for ballot in ballots {
        let mut by_rank: BTreeMap<u16, Vec<Mark>> = BTreeMap::new();
        for (rank, mark) in ballot {
            by_rank.entry(rank).or_default().push(placed(mark));
        }
        let marks = match marking {
            Marking::Approved => {
                let mut marks: Vec<Mark> = by_rank.into_values().flatten().collect();
                marks.sort_unstable();
                marks
            }
            _ => super::in_ranks(by_rank),
        };
        poll.add(&marks, 1, parts.next()).ok()?;
    }
    let contest = poll.finish(Order::Listed).ok()?;
    Some(Contest { fields: FIELDS.map(str::to_owned).to_vec(), ..contest })
}

#[derive(Default)]
struct Reader {
    /// By id and name.
    contests: BTreeMap<(String, String), Grown>,
    /// The file in which a ballot was first.
    seen: HashMap<String, String>,
    /// By which field the ballots are parted.
    by: Option<usize>,
    faults: Vec<Diagnostic>,
}

/// The child of this name, whatever its namespace.
fn child<'a, 'x>(node: Node<'a, 'x>, name: &str) -> Option<Node<'a, 'x>> {
    node.children().find(|one| one.tag_name().name() == name)
}

fn text(node: Node<'_, '_>, name: &str) -> String {
    super::one_line(child(node, name).and_then(|one| one.text()).unwrap_or_default())
}

impl Reader {
    fn fault(&mut self, input: &Input, span: Range<usize>, fault: Fault) {
        if self.faults.len() < super::MOST_TOLD {
            self.faults.push(Diagnostic::at(&input.file, span, fault));
        }
    }

    fn file(&mut self, input: &Input) {
        let document = match Document::parse(&input.text) {
            Ok(document) => document,
            Err(error) => {
                let (row, column) = (error.pos().row as usize, error.pos().col as usize);
                let mut at = super::place(&input.text, row, column);
                let fault = match error {
                    roxmltree::Error::DtdDetected => Fault::Doctype {},
                    error => {
                        // A file that is cut off is told where it ends.
                        if matches!(error, roxmltree::Error::UnexpectedEndOfStream) {
                            at = input.text.trim_end().len();
                        }
                        Fault::NotXml { why: error.to_string() }
                    }
                };
                return self.fault(input, at..at, fault);
            }
        };
        let root = document.root_element();
        if root.tag_name().name() != "Cvr" {
            let wanted = "<Cvr> (Hart)".to_owned();
            return self.fault(input, tag(root), Fault::NotOfThisExport { wanted });
        }
        let (mut ballot, sheet) = (text(root, "CvrGuid"), text(root, "SheetNumber"));
        let named = !ballot.is_empty();
        if !sheet.is_empty() {
            ballot = format!("{ballot}, {sheet}");
        }
        if named && let Some(first) = self.seen.insert(ballot.clone(), input.file.clone()) {
            let span = child(root, "CvrGuid").map_or(0..0, |node| node.range());
            return self.fault(input, span, Fault::BallotTwice { ballot, first });
        }
        let Some(contests) = child(root, "Contests") else {
            let (element, within) = ("Contests".to_owned(), "Cvr".to_owned());
            return self.fault(input, tag(root), Fault::ElementMissing { element, within });
        };
        let part = self.by.map(|field| match field {
            0 => child(root, "PrecinctSplit").map(|one| text(one, "Name")).unwrap_or_default(),
            _ => text(root, "BatchNumber"),
        });
        let mut here: Vec<(String, String)> = Vec::new();
        for node in contests.children().filter(|one| one.tag_name().name() == "Contest") {
            self.contest(input, node, part.as_deref(), &mut here);
        }
    }

    fn contest(
        &mut self,
        input: &Input,
        node: Node<'_, '_>,
        part: Option<&str>,
        here: &mut Vec<(String, String)>,
    ) {
        let (id, name) = (text(node, "Id"), text(node, "Name"));
        if id.is_empty() {
            let (element, within) = ("Id".to_owned(), "Contest".to_owned());
            return self.fault(input, tag(node), Fault::ElementMissing { element, within });
        }
        let key = (id, name);
        if here.contains(&key) {
            let name = if key.1.is_empty() { key.0 } else { key.1 };
            return self.fault(input, tag(node), Fault::TwiceHere { name });
        }
        here.push(key.clone());
        if child(node, "InvalidStraightPartyVote").is_some() {
            return;
        }
        let mut grown = self.contests.remove(&key).unwrap_or_else(|| {
            let name = if key.1.is_empty() { key.0.clone() } else { key.1.clone() };
            let poll = Poll::new(String::new(), name, Marking::Ranked, 0);
            let (ballots, parts) = (Vec::new(), Vec::new());
            Grown { poll, ranks: None, several: false, ballots, parts }
        });
        let mut ballot = Vec::new();
        let options = child(node, "Options");
        let options = options.iter().flat_map(Node::children);
        let mut marked = 0;
        for option in options.filter(|one| one.tag_name().name() == "Option") {
            marked += 1;
            match one(&mut grown, option, &mut ballot) {
                None => {}
                Some((span, fault)) => self.fault(input, span, fault),
            }
        }
        let over =
            child(node, "Overvoted").is_some() || !matches!(&*text(node, "Overvotes"), "" | "0");
        grown.several |= marked > 1 && !over;
        grown.ballots.push(ballot);
        grown.parts.extend(part.map(str::to_owned));
        self.contests.insert(key, grown);
    }
}

/// The beginning of an element: its name, not all that it holds.
fn tag(node: Node<'_, '_>) -> Range<usize> {
    let from = node.range().start;
    from..from + 1 + node.tag_name().name().len()
}

/// Adds the marks of one option; answers what is wrong with it.
fn one(
    grown: &mut Grown,
    option: Node<'_, '_>,
    ballot: &mut Vec<(u16, Mark)>,
) -> Option<(Range<usize>, Fault)> {
    let (id, name, bits) = (text(option, "Id"), text(option, "Name"), text(option, "Value"));
    let mark = match (name.is_empty(), child(option, "WriteInData").is_some()) {
        (_, true) => Some(Mark::WRITE_IN),
        (true, false) => {
            return Some((tag(option), Fault::NameEmpty { column: "Option/Name".to_owned() }));
        }
        (false, false) => grown.poll.candidate(if id.is_empty() { &name } else { &id }, &name),
    };
    let Some(mark) = mark else {
        let (column, text) = ("candidates".to_owned(), format!("more than {}", Mark::MOST));
        return Some((tag(option), Fault::TooGreat { column, text }));
    };
    let ranks = *grown.ranks.get_or_insert(bits.len().max(1));
    let known = bits.bytes().all(|bit| matches!(bit, b'0' | b'1'));
    if !known || bits.len() != ranks || ranks > RANKS {
        let span = child(option, "Value").map_or_else(|| tag(option), |node| node.range());
        let name = if name.is_empty() { "write-in".to_owned() } else { name };
        return Some((span, Fault::NotRankBits { name, text: bits }));
    }
    let bits = (1u16..).zip(bits.bytes()).filter(|(_, bit)| *bit == b'1');
    ballot.extend(bits.map(|(rank, _)| (rank, mark)));
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(number: u32, contests: &str) -> Input {
        let text = format!(
            "<?xml version=\"1.0\"?><Cvr xmlns=\"x\"><Contests>{contests}</Contests>\
             <CvrGuid>{number}</CvrGuid></Cvr>"
        );
        Input { file: format!("{number}.xml"), text }
    }

    fn option(name: &str, value: &str) -> String {
        format!("<Option><Name>{name}</Name><Id>{name}-id</Id><Value>{value}</Value></Option>")
    }

    fn contest(name: &str, options: &[String], more: &str) -> String {
        let options = options.concat();
        format!(
            "<Contest><Name>{name}</Name><Id>7</Id><Options>{options}</Options>{more}</Contest>"
        )
    }

    #[test]
    fn bits_are_ranks_and_one_id_may_stand_for_two_contests() {
        let first = contest("MAYOR", &[option("Zoe", "100"), option("Ann", "011")], "");
        let second = contest("MAYOR", &[option("Ann", "100"), option("Zoe", "100")], "");
        let other = contest("JUDGE", &[option("Cy", "1"), option("Di", "1")], "<Overvoted />");
        let table = read(&[file(1, &(first + &other)), file(2, &second)]).unwrap();
        let [judge, mayor] = table.contests.as_slice() else { panic!("{table:?}") };
        assert_eq!((judge.code.as_str(), mayor.code.as_str()), ("7 JUDGE", "7 MAYOR"));
        let ballots = mayor.ballots.as_ref().unwrap();
        let [ann, zoe] = [0, 1].map(Mark::of);
        assert_eq!(ballots.ranks(), 3);
        assert!(ballots.iter().any(|(marks, _)| marks == [zoe, ann, ann]));
        assert!(ballots.iter().any(|(marks, _)| marks == [ann, zoe.beside()]));
        // Too many marks: kept in the one rank there is, where a law reads them.
        assert_eq!(judge.ballots.as_ref().unwrap().marking(), Marking::Ranked);
    }

    #[test]
    fn several_may_be_chosen_and_an_invalid_contest_does_not_count() {
        let several = contest("BOARD", &[option("Cy", "1"), option("Di", "1")], "");
        let invalid = contest("BOARD", &[option("Cy", "1")], "<InvalidStraightPartyVote />");
        let table = read(&[file(1, &several), file(2, &invalid)]).unwrap();
        let ballots = table.contests[0].ballots.as_ref().unwrap();
        assert_eq!((ballots.marking(), ballots.cast()), (Marking::Approved, 1));
    }
}
