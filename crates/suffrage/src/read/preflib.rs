//! Ballots as PrefLib keeps them: orders (`soi`, `soc`, `toi`, `toc`) and categories (`cat`).
//!
//! Lines `# KEY: value` come first, among them the names; then `number: 3,{1,2},4`. In orders a
//! brace holds equals; in categories the first brace holds the best, and with two categories the
//! candidates of the first are the approved ones.

use super::{Format, Input, Table};
use crate::ballots::{Collect, Mark, Marking, Sequence};
use crate::diagnostic::{Diagnostic, Fault};
use crate::tally::{Candidacy, Contest};

/// Whether the text begins as such a file does.
pub(crate) fn is_preflib(input: &Input) -> bool {
    input.text.trim_start().starts_with("# FILE NAME:")
}

/// Reads the file.
pub(crate) fn read(input: &Input, papers: Sequence) -> Result<Table, Vec<Diagnostic>> {
    let mut head = Head::default();
    let (mut at, mut faults) = (0, Vec::new());
    let mut rows: Vec<(usize, &str)> = Vec::new();
    for line in input.text.split_inclusive('\n') {
        let text = line.trim();
        match text.strip_prefix('#') {
            Some(comment) => head.read(comment),
            None if text.is_empty() => {}
            None => rows.push((at + line.len() - line.trim_start().len(), text)),
        }
        at += line.len();
    }
    let names = head.names(&mut faults, &input.file);
    let marking = match head.categories {
        0 => Marking::Ranked,
        1 | 2 => Marking::Approved,
        _ => Marking::Scored,
    };
    let mut ballots = Collect::with(marking, 0, papers);
    let mut reader = Rows { input, candidates: names.len(), categories: head.categories, faults };
    for (at, row) in rows {
        if let Some((marks, weight)) = reader.row(at, row)
            && ballots.add(&marks, weight).is_err()
        {
            reader.fault(at..at + row.len(), Fault::TooManyBallots {});
            break;
        }
    }
    let ballots = ballots.finish().ok();
    let Some(ballots) = ballots.filter(|ballots| ballots.distinct() > 0) else {
        reader.fault(0..0, Fault::NoRows {});
        return Err(reader.faults);
    };
    if !reader.faults.is_empty() {
        return Err(reader.faults);
    }
    let candidacy = |(number, name): (usize, String)| Candidacy {
        code: number.to_string(),
        name,
        ..Candidacy::default()
    };
    let contest = Contest {
        code: "1".to_owned(),
        name: head.title,
        candidacies: (1..).zip(names).map(candidacy).collect(),
        ballots: Some(std::sync::Arc::new(ballots)),
        ..Contest::default()
    };
    let (format, contests) = (Format::PrefLib, vec![contest]);
    Ok(Table { format, contests, faulty: Vec::new(), doubts: Vec::new() })
}

#[derive(Default)]
struct Head {
    title: String,
    alternatives: usize,
    categories: u16,
    names: Vec<(usize, String)>,
}

impl Head {
    fn read(&mut self, comment: &str) {
        let Some((key, value)) = comment.split_once(':') else { return };
        let (key, value) = (key.trim(), value.trim());
        if let Some(number) = key.strip_prefix("ALTERNATIVE NAME ") {
            if let Ok(number) = number.trim().parse() {
                self.names.push((number, value.trim_matches('"').to_owned()));
            }
            return;
        }
        match key {
            "TITLE" => value.clone_into(&mut self.title),
            "NUMBER ALTERNATIVES" => self.alternatives = value.parse().unwrap_or(0),
            "NUMBER CATEGORIES" => self.categories = value.parse().unwrap_or(0),
            _ => {}
        }
    }

    fn names(&self, faults: &mut Vec<Diagnostic>, file: &str) -> Vec<String> {
        let mut names = vec![String::new(); self.alternatives.min(usize::from(Mark::MOST) - 1)];
        let mut found = 0;
        for (number, name) in &self.names {
            let place = number.checked_sub(1).and_then(|place| names.get_mut(place));
            if let Some(place) = place.filter(|place| place.is_empty()) {
                name.clone_into(place);
                found += 1;
            }
        }
        if found != self.alternatives || found != self.names.len() || found == 0 {
            let fault = Fault::NamesMissing { found, wanted: self.alternatives };
            faults.push(Diagnostic::at(file, 0..0, fault));
        }
        names
    }
}

struct Rows<'i> {
    input: &'i Input,
    candidates: usize,
    categories: u16,
    faults: Vec<Diagnostic>,
}

impl Rows<'_> {
    fn fault(&mut self, span: std::ops::Range<usize>, fault: Fault) {
        if self.faults.len() < 50 {
            self.faults.push(Diagnostic::at(&self.input.file, span, fault));
        }
    }

    fn row(&mut self, at: usize, row: &str) -> Option<(Vec<Mark>, u64)> {
        let span = at..at + row.len();
        let Some((weight, order)) = row.split_once(':') else {
            self.fault(span, Fault::BallotEnd {});
            return None;
        };
        let Ok(weight) = weight.trim().parse::<u64>() else {
            let (column, text) = ("ballots".to_owned(), weight.trim().to_owned());
            self.fault(span, Fault::NotWhole { column, text });
            return None;
        };
        let mut marks = Vec::new();
        let (mut inside, mut first, mut group) = (false, true, 0u16);
        for part in order.split(',') {
            let mut word = part.trim();
            if let Some(rest) = word.strip_prefix('{') {
                (inside, first, word) = (true, true, rest.trim());
            }
            let closes = word.ends_with('}');
            word = word.trim_end_matches('}').trim();
            if !word.is_empty() {
                self.mark(&span, word, (inside && !first, group), &mut marks);
                first = false;
            }
            if closes {
                inside = false;
            }
            if !inside {
                (first, group) = (true, group + 1);
            }
        }
        if inside {
            self.fault(span, Fault::BallotEnd {});
        }
        if self.categories > 2 {
            // Pairs in one order, so that equal ballots fall together.
            let mut pairs: Vec<[Mark; 2]> =
                marks.chunks_exact(2).map(|two| [two[0], two[1]]).collect();
            pairs.sort_unstable();
            return Some((pairs.concat(), weight));
        }
        if self.categories > 0 {
            marks.sort_unstable();
        }
        Some((marks, weight))
    }

    fn mark(
        &mut self,
        span: &std::ops::Range<usize>,
        word: &str,
        (beside, group): (bool, u16),
        marks: &mut Vec<Mark>,
    ) {
        let number = word.parse::<u32>().ok().and_then(|number| number.checked_sub(1));
        let Some(place) = number.filter(|place| (*place as usize) < self.candidates) else {
            let fault =
                Fault::NoSuchCandidate { text: word.to_owned(), candidates: self.candidates };
            self.fault(span.clone(), fault);
            return;
        };
        let mark = Mark::of(place);
        match self.categories {
            0 => marks.push(if beside { mark.beside() } else { mark }),
            1 | 2 if group == 0 => marks.push(mark),
            1 | 2 => {}
            // The best category has the highest score, the worst 0.
            all => marks.extend([mark, Mark::score(all.saturating_sub(1 + group))]),
        }
    }
}
