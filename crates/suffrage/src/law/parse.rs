//! Reads the notation: the text of a law file gives a [`Law`], or every fault of it at once.
//!
//! TOML comes apart in the `toml` crate, with the place of every value; which keys a table may have
//! stands in `law/form.rs`. Here the values become the model. Nothing is assumed: a key that is
//! missing is a fault, never a usual choice.

use std::ops::Range;
use std::str::FromStr;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::form::{CLAUSE, Form, LAW};
use super::steps::STEPS;
use super::{
    Admit, Adopt, Allocate, Apply, Attribute, Choose, Clause, Law, Method, Period, Reading,
    SeatsOf, Sections, Size, SizeBy, Source, Step, System, Text,
};
use crate::diagnostic::{Diagnostic, Fault, near, with_article};
use crate::method::condition::{Condition, NotAShare, Share};
use crate::method::highest_averages::Divisors;
use crate::method::majority::{Decides, Qualification, Rule as RoundRule, Seeks, Stand};
use crate::method::{bonus, coalition, largest_remainder, preference};
use crate::number::{Fraction, Rounding};
use crate::record::{FillBy, Relation, Scope, TieBy};
use crate::word::Word;

pub(crate) type Value<'i> = Spanned<DeValue<'i>>;

/// Reads a law file. `file` is its path, as `fr/senate.toml`.
///
/// # Errors
/// Every fault of the file, in file order, each with its place.
pub fn law(file: &str, text: &str) -> Result<Law, Vec<Diagnostic>> {
    document(file, text, Of::Law, |reader, root| {
        let law = reader.law(root, text.len())?;
        super::check::law(&law, file, reader.sources_read, &mut reader.faults);
        Some(law)
    })
}

/// Opens a text that is TOML and has its root read; a fault anywhere leaves nothing.
pub(crate) fn document<T>(
    file: &str,
    text: &str,
    of: Of,
    read: impl FnOnce(&mut Reader<'_>, &DeTable<'_>) -> Option<T>,
) -> Result<T, Vec<Diagnostic>> {
    let mut reader = Reader { file, of, faults: Vec::new(), sources_read: true };
    let (root, errors) = DeTable::parse_recoverable(text);
    // One slip can make every line after it wrong: then only the slip itself is told.
    let told = if errors.len() > 4 { 1 } else { errors.len() };
    for error in &errors[..told] {
        let (span, what) = (error.span().unwrap_or(0..0), error.message().to_owned());
        reader.fault(span, Fault::NotToml { what });
    }
    let read = if errors.is_empty() { read(&mut reader, root.get_ref()) } else { None };
    reader.faults.sort_by_key(|fault| fault.place.as_ref().map(|place| place.span.start));
    match read {
        Some(read) if reader.faults.is_empty() => Ok(read),
        _ => Err(reader.faults),
    }
}

/// What a document is: its faults are told in the words of its matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    /// A law, or the rules of an office: what is wrong could move a seat.
    Law,
    /// Statements of a register: what is wrong would be lost.
    Register,
    /// What the columns of a table mean.
    Mapping,
}

impl Of {
    fn told(self, fault: Fault) -> Fault {
        use Fault::{KeyMissing, UnknownKey, UnknownWord};
        match (self, fault) {
            (Self::Register, UnknownKey { key, form, near }) => {
                Fault::NotAKeyOfStatement { key, form, near }
            }
            (Self::Register, UnknownWord { key, word, near }) => {
                Fault::NotAWordOfStatement { key, word, near }
            }
            (Self::Register, KeyMissing { key, form }) => Fault::StatementLacks { key, form },
            (Self::Mapping, UnknownKey { key, form, near }) => {
                Fault::NotAKeyOfMapping { key, form, near }
            }
            (Self::Mapping, UnknownWord { key, word, near }) => {
                Fault::NotAWordOfMapping { key, word, near }
            }
            (Self::Mapping, KeyMissing { key, form }) => Fault::MappingNeeds { key, form },
            (Self::Mapping, Fault::OutOfRange { key, number, from, to }) => {
                Fault::NotInRangeOfMapping { key, number, from, to }
            }
            (_, fault) => fault,
        }
    }
}

pub(crate) struct Reader<'f> {
    pub(crate) file: &'f str,
    of: Of,
    pub(crate) faults: Vec<Diagnostic>,
    /// Every source could be read: otherwise a fault there would make its clauses look wrong too.
    pub(crate) sources_read: bool,
}

/// A table opened by its form.
pub(crate) struct Node<'i> {
    pub(crate) form: &'static Form,
    table: &'i DeTable<'i>,
    pub(crate) span: Range<usize>,
}

impl<'i> Node<'i> {
    pub(crate) fn get(&self, key: &str) -> Option<&'i Value<'i>> {
        self.table.get(key)
    }

    /// What a table of this form is called.
    pub(super) fn form_name(&self) -> &'static str {
        self.form.name
    }
}

impl Reader<'_> {
    pub(crate) fn fault(&mut self, span: Range<usize>, fault: Fault) {
        self.faults.push(Diagnostic::at(self.file, span, self.of.told(fault)));
    }

    /// Opens a table: names unknown and missing keys.
    pub(crate) fn open<'i>(
        &mut self,
        form: &'static Form,
        value: &'i Value<'i>,
    ) -> Option<Node<'i>> {
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_kind(form.name, "a table", value);
            return None;
        };
        Some(self.open_table(form, table, value.span()))
    }

    pub(crate) fn open_table<'i>(
        &mut self,
        form: &'static Form,
        table: &'i DeTable<'i>,
        span: Range<usize>,
    ) -> Node<'i> {
        let known: Vec<&str> = keys(form).map(|key| key.name).collect();
        for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let (word, form) = (key.get_ref().to_string(), form.name.to_owned());
            let near = near(&word, known.iter().copied());
            self.fault(key.span(), Fault::UnknownKey { key: word, form, near });
        }
        for key in keys(form).filter(|key| key.required && !table.contains_key(key.name)) {
            let (key, form) = (key.name.to_owned(), form.name.to_owned());
            self.fault(span.clone(), Fault::KeyMissing { key, form });
        }
        Node { form, table, span }
    }

    pub(crate) fn wrong_kind(&mut self, key: &str, wanted: &str, value: &Value<'_>) {
        let found = with_article(value.get_ref().type_str());
        let (key, wanted) = (key.to_owned(), wanted.to_owned());
        self.fault(value.span(), Fault::WrongKind { key, wanted, found });
    }

    // --- values -------------------------------------------------------------------------------

    pub(crate) fn text(&mut self, node: &Node<'_>, key: &str) -> Option<String> {
        let value = node.get(key)?;
        match value.get_ref().as_str() {
            Some(text) if !text.trim().is_empty() => Some(text.to_owned()),
            Some(_) => {
                let (key, form) = (key.to_owned(), node.form.name.to_owned());
                self.fault(value.span(), Fault::KeyMissing { key, form });
                None
            }
            None => {
                self.wrong_kind(key, "a text in quotes", value);
                None
            }
        }
    }

    pub(crate) fn texts(&mut self, node: &Node<'_>, key: &str) -> Option<Text> {
        let inner = self.open(&super::form::TEXTS, node.get(key)?)?;
        Some(Text { en: self.text(&inner, "en")?, fr: self.text(&inner, "fr")? })
    }

    pub(crate) fn word<W: Word>(&mut self, node: &Node<'_>, key: &str) -> Option<W> {
        let text = self.text(node, key)?;
        let found = W::read(&text);
        if found.is_none() {
            self.unknown_word(node.get(key)?, key, &text, W::ALL.iter().map(|one| one.0));
        }
        found
    }

    pub(crate) fn unknown_word<'w>(
        &mut self,
        value: &Value<'_>,
        key: &str,
        word: &str,
        known: impl Iterator<Item = &'w str>,
    ) {
        let near = near(word, known);
        let (key, word) = (key.to_owned(), word.to_owned());
        self.fault(value.span(), Fault::UnknownWord { key, word, near });
    }

    pub(crate) fn one_of(
        &mut self,
        node: &Node<'_>,
        key: &str,
        known: &[&'static str],
    ) -> Option<&'static str> {
        let text = self.text(node, key)?;
        let found = known.iter().copied().find(|word| *word == text);
        if found.is_none() {
            self.unknown_word(node.get(key)?, key, &text, known.iter().copied());
        }
        found
    }

    pub(crate) fn day(&mut self, node: &Node<'_>, key: &str) -> Option<Date> {
        let value = node.get(key)?;
        let text = match value.get_ref() {
            DeValue::Datetime(day) => day.to_string(),
            DeValue::String(text) => text.to_string(),
            _ => {
                self.wrong_kind(key, "a day, as 2013-08-04", value);
                return None;
            }
        };
        let day = day(&text);
        if day.is_none() {
            self.fault(value.span(), Fault::NotADate { key: key.to_owned(), text });
        }
        day
    }

    pub(crate) fn period(&mut self, node: &Node<'_>, key: &str) -> Option<Period> {
        let text = self.text(node, key)?;
        let span = node.get(key)?.span();
        let parts = text.split_once('/').and_then(|(from, until)| {
            let until = if until == ".." { None } else { Some(day(until)?) };
            Some(Period { from: day(from)?, until })
        });
        match parts {
            None => self.fault(span, Fault::NotAPeriod { text }),
            Some(period) if period.until.is_some_and(|until| until <= period.from) => {
                self.fault(span, Fault::PeriodBackwards { text });
            }
            Some(period) => return Some(period),
        }
        None
    }

    pub(crate) fn whole(&mut self, node: &Node<'_>, key: &str) -> Option<u64> {
        let bounds = keys(node.form).find(|one| one.name == key).map(|one| one.kind);
        let bounds = match bounds {
            Some(super::form::Kind::Whole(from, to)) => (from, to),
            _ => (0, u64::MAX),
        };
        self.whole_in(key, node.get(key)?, bounds)
    }

    pub(crate) fn whole_in(
        &mut self,
        key: &str,
        value: &Value<'_>,
        (from, to): (u64, u64),
    ) -> Option<u64> {
        let Some(number) = value.get_ref().as_integer() else {
            self.wrong_kind(key, "a whole number", value);
            return None;
        };
        let read = u64::from_str_radix(number.as_str(), number.radix()).ok();
        let read = read.filter(|read| (from..=to).contains(read));
        if read.is_none() {
            let (key, number) = (key.to_owned(), number.as_str().to_owned());
            let (from, to) = (from.to_string(), to.to_string());
            self.fault(value.span(), Fault::OutOfRange { key, number, from, to });
        }
        read
    }

    pub(crate) fn small(&mut self, node: &Node<'_>, key: &str) -> Option<u32> {
        self.whole(node, key).and_then(|number| u32::try_from(number).ok())
    }

    pub(crate) fn fraction(&mut self, node: &Node<'_>, key: &str) -> Option<Fraction> {
        let text = self.text(node, key)?;
        let read = Fraction::from_str(&text).ok();
        if read.is_none() {
            self.fault(
                node.get(key)?.span(),
                Fault::NotANumber { key: key.to_owned(), text: shown(&text) },
            );
        }
        read
    }

    fn share(&mut self, key: &str, value: &Value<'_>) -> Option<Share> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_kind(key, "a share of a base, as \"5% of expressed\"", value);
            return None;
        };
        let fault = match text.parse::<Share>() {
            Ok(share) if share.share.over() <= 1000 * share.share.under() => return Some(share),
            Ok(_) | Err(NotAShare::Form) => {
                Fault::NotAShare { key: key.to_owned(), text: shown(text) }
            }
            Err(NotAShare::Number(text)) => {
                Fault::NotANumber { key: key.to_owned(), text: shown(&text) }
            }
            Err(NotAShare::Base(word)) => {
                let near = near(&word, super::form::bases());
                Fault::UnknownWord { key: key.to_owned(), word, near }
            }
        };
        self.fault(value.span(), fault);
        None
    }

    /// `{ more_than = "…", at_least = ["…", "…"] }`.
    fn conditions(&mut self, value: &Value<'_>) -> Option<Vec<Condition>> {
        let all = self.conditions_of_any_scope(value)?;
        // Only thresholds look beyond the contest; elsewhere it would be silently ignored.
        if all.iter().any(|one| one.scope == Scope::Election) {
            let (key, word) = ("a condition".to_owned(), Scope::Election.word().to_owned());
            self.fault(
                value.span(),
                Fault::UnknownWord { key, word, near: near("", super::form::bases()) },
            );
            return None;
        }
        Some(all)
    }

    fn conditions_of_any_scope(&mut self, value: &Value<'_>) -> Option<Vec<Condition>> {
        let node = self.open(&super::form::CONDITIONS, value)?;
        let before = self.faults.len();
        let mut all = Vec::new();
        for (key, relation) in [("more_than", Relation::MoreThan), ("at_least", Relation::AtLeast)]
        {
            let Some(value) = node.get(key) else { continue };
            let several = value.get_ref().as_array();
            let each: Vec<&Value<'_>> =
                several.map_or_else(|| vec![value], |all| all.iter().collect());
            for one in each {
                if let Some(Share { share, base, scope }) = self.share(key, one) {
                    all.push(Condition { relation, share, base, scope });
                }
            }
        }
        if all.is_empty() && self.faults.len() == before {
            let (key, form) = ("more_than` or `at_least".to_owned(), "a condition".to_owned());
            self.fault(value.span(), Fault::KeyMissing { key, form });
        }
        (self.faults.len() == before).then_some(all)
    }

    fn condition(&mut self, node: &Node<'_>, key: &str) -> Option<Condition> {
        let value = node.get(key)?;
        let all = self.conditions(value)?;
        if all.len() > 1 {
            self.wrong_kind(key, "one condition", value);
        }
        all.first().copied()
    }

    pub(crate) fn strings(
        &mut self,
        node: &Node<'_>,
        key: &str,
    ) -> Option<Vec<(String, Range<usize>)>> {
        let value = node.get(key)?;
        let Some(all) = value.get_ref().as_array() else {
            self.wrong_kind(key, "a list of texts", value);
            return None;
        };
        let mut texts = Vec::new();
        for one in all {
            match one.get_ref().as_str() {
                Some(text) => texts.push((text.to_owned(), one.span())),
                None => self.wrong_kind(key, "a text in quotes", one),
            }
        }
        Some(texts)
    }

    pub(crate) fn tie(&mut self, node: &Node<'_>, name: &str) -> Vec<TieBy> {
        if node.get("tie").is_none() {
            self.fault(node.span.clone(), Fault::NoTieOrder { clause: name.to_owned() });
        }
        let mut rules = Vec::new();
        for (text, span) in self.strings(node, "tie").unwrap_or_default() {
            match TieBy::read(&text) {
                Some(rule) => rules.push(rule),
                None => {
                    let near = near(&text, TieBy::ALL.iter().map(|one| one.0));
                    let key = "tie".to_owned();
                    self.fault(span, Fault::UnknownWord { key, word: text, near });
                }
            }
        }
        rules
    }

    /// `{ sud = 32, nord = 15 }`, in file order.
    pub(crate) fn numbers(&mut self, node: &Node<'_>, key: &str) -> Option<Vec<(String, u64)>> {
        let table = self.any_table(node, key)?;
        let mut rows: Vec<_> = table.iter().collect();
        rows.sort_by_key(|(name, _)| name.span().start);
        let read = rows.into_iter().filter_map(|(name, value)| {
            Some((name.get_ref().to_string(), self.whole_in(name.get_ref(), value, (0, u64::MAX))?))
        });
        Some(read.collect())
    }

    /// `{ "département" = "Nouvelle-Calédonie" }`, in file order.
    pub(crate) fn pairs(
        &mut self,
        node: &Node<'_>,
        key: &str,
    ) -> Option<Vec<(String, String, Range<usize>)>> {
        let table = self.any_table(node, key)?;
        let mut rows: Vec<_> = table.iter().collect();
        rows.sort_by_key(|(name, _)| name.span().start);
        let mut pairs = Vec::new();
        for (name, value) in rows {
            let text = match value.get_ref() {
                DeValue::String(text) => text.to_string(),
                DeValue::Datetime(day) => day.to_string(),
                _ => {
                    self.wrong_kind(name.get_ref(), "a text in quotes", value);
                    continue;
                }
            };
            pairs.push((name.get_ref().to_string(), text, value.span()));
        }
        Some(pairs)
    }

    fn any_table<'i>(&mut self, node: &Node<'i>, key: &str) -> Option<&'i DeTable<'i>> {
        let value = node.get(key)?;
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong_kind(key, "a table in braces", value);
        }
        table
    }

    /// `[[0, 7], [100, 11]]`, ascending.
    fn rows(&mut self, node: &Node<'_>, key: &str) -> Option<Vec<(u64, u32)>> {
        let value = node.get(key)?;
        let Some(all) = value.get_ref().as_array() else {
            self.wrong_kind(key, "rows like [[0, 7], [100, 11]]", value);
            return None;
        };
        let mut rows: Vec<(u64, u32)> = Vec::new();
        for row in all {
            let pair: Vec<u64> = row.get_ref().as_array().map_or_else(Vec::new, |pair| {
                pair.iter().filter_map(|one| self.whole_in(key, one, (0, 1_000_000_000))).collect()
            });
            match pair.as_slice() {
                [from, seats] => rows.push((*from, u32::try_from(*seats).unwrap_or(u32::MAX))),
                _ => self.wrong_kind(key, "a pair like [100, 11]", row),
            }
        }
        if rows.windows(2).any(|pair| pair[0].0 >= pair[1].0) {
            self.fault(value.span(), Fault::NotAscending { key: key.to_owned() });
        }
        Some(rows)
    }

    /// The tables of an array of tables.
    pub(crate) fn tables<'i>(
        &mut self,
        node: &Node<'i>,
        key: &str,
        form: &'static Form,
    ) -> Vec<Node<'i>> {
        let Some(value) = node.get(key) else { return Vec::new() };
        let Some(all) = value.get_ref().as_array() else {
            self.wrong_kind(key, &format!("tables, each begun by [[{key}]]"), value);
            return Vec::new();
        };
        all.iter().filter_map(|one| self.open(form, one)).collect()
    }

    // --- the law ------------------------------------------------------------------------------

    fn law(&mut self, root: &DeTable<'_>, length: usize) -> Option<Law> {
        let is_known = |key: &str| LAW.keys.iter().any(|one| one.name == key);
        let systems = root.iter().filter(|(key, _)| !is_known(key.get_ref()));
        let node = Node { form: &LAW, table: root, span: 0..length.min(1) };
        for key in LAW.keys.iter().filter(|key| key.required && !root.contains_key(key.name)) {
            let (key, form) = (key.name.to_owned(), LAW.name.to_owned());
            self.fault(0..length.min(1), Fault::KeyMissing { key, form });
        }
        let sources = form_of("source").map(|form| self.tables(&node, "source", form));
        let sources = sources.unwrap_or_default();
        let named = sources.len();
        let sources: Vec<Source> = sources.iter().filter_map(|one| self.source(one)).collect();
        self.sources_read = sources.len() == named;
        let choose = self.clauses(&node, "choose", Self::choose);
        let sizes = self.clauses(&node, "size", Self::size);
        let apply = self.clauses(&node, "apply", Self::apply);
        let mut found = Vec::new();
        for (key, value) in systems {
            let (word, form) = (key.get_ref().to_string(), LAW.name.to_owned());
            let near = near(&word, LAW.keys.iter().map(|key| key.name));
            // Any other table is a system; one called almost like a word of the law is that word.
            match value.get_ref().as_array() {
                Some(_) if !near.is_probable() => {
                    found.push((key.span().start, self.system(&word, value)));
                }
                _ => self.fault(key.span(), Fault::UnknownKey { key: word, form, near }),
            }
        }
        found.sort_by_key(|(start, _)| *start);
        let examples = self.examples(&node);
        Some(Law {
            id: self.text(&node, "id")?,
            title: self.texts(&node, "title")?,
            office: self.text(&node, "office")?,
            act: self.text(&node, "act")?,
            coded: self.period(&node, "coded")?,
            sources,
            choose,
            sizes,
            systems: found.into_iter().map(|(_, system)| system).collect(),
            apply,
            examples,
        })
    }

    pub(crate) fn source(&mut self, node: &Node<'_>) -> Option<Source> {
        Some(Source {
            key: self.text(node, "key")?,
            title: self.text(node, "title")?,
            address: self.text(node, "address")?,
            read: self.day(node, "read")?,
        })
    }

    fn clauses<T>(
        &mut self,
        node: &Node<'_>,
        key: &str,
        read: fn(&mut Self, &Node<'_>, &str) -> Option<T>,
    ) -> Vec<Clause<T>> {
        let Some(form) = form_of(key) else { return Vec::new() };
        let nodes = self.tables(node, key, form);
        nodes.iter().filter_map(|node| self.clause(node, read)).collect()
    }

    /// What every clause says, and its own rule.
    pub(crate) fn clause<T>(
        &mut self,
        node: &Node<'_>,
        read: fn(&mut Self, &Node<'_>, &str) -> Option<T>,
    ) -> Option<Clause<T>> {
        let name = self.text(node, "clause");
        let rule = read(self, node, name.as_deref().unwrap_or_default());
        let (cite, force) = (self.text(node, "cite"), self.period(node, "force"));
        let seen = self.text(node, "seen");
        let reading = self.text(node, "reading");
        let adopted = self.text(node, "adopted");
        if node.get("outside").is_some() {
            self.one_of(node, "outside", &["no such rule"]);
        }
        let note = self.texts(node, "note");
        Some(Clause {
            name: name?,
            cite: cite?,
            force: force?,
            seen: Some(seen?).filter(|key| key != "unseen"),
            reading: reading.map(|name| Reading { name, adopted }),
            outside: node.get("outside").is_some(),
            note,
            rule: rule?,
            span: node.span.clone(),
        })
    }

    fn choose(&mut self, node: &Node<'_>, _: &str) -> Option<Choose> {
        if node.get("always").is_some() {
            return self.text(node, "always").map(Choose::Always);
        }
        for key in ["by", "at_most", "then", "else"] {
            if node.get(key).is_none() {
                let (key, form) = (key.to_owned(), node.form.name.to_owned());
                self.fault(node.span.clone(), Fault::KeyMissing { key, form });
            }
        }
        let attribute = self.word::<Attribute>(node, "by");
        let (at_most, then) = (self.whole(node, "at_most"), self.text(node, "then"));
        let otherwise = self.text(node, "else")?;
        Some(Choose::By { attribute: attribute?, at_most: at_most?, then: then?, otherwise })
    }

    fn size(&mut self, node: &Node<'_>, _: &str) -> Option<Size> {
        let pot = self.text(node, "pot").unwrap_or_default();
        let tier = match node.get("in") {
            Some(_) => Some(self.word(node, "in")?),
            None => None,
        };
        let by = if node.get("stated").is_some() {
            self.one_of(node, "stated", &["by the files"]).map(|_| SizeBy::Stated)?
        } else if node.get("fixed").is_some() {
            SizeBy::Fixed(self.small(node, "fixed")?)
        } else if node.get("constituency").is_some() {
            let rows = self.numbers(node, "constituency")?;
            let seats = |seats: u64| u32::try_from(seats).unwrap_or(u32::MAX);
            SizeBy::Constituency(rows.into_iter().map(|(code, all)| (code, seats(all))).collect())
        } else if node.get("inhabitants").is_some() {
            SizeBy::Inhabitants(self.rows(node, "inhabitants")?)
        } else {
            let (key, form) = ("fixed`, `constituency` or `inhabitants", node.form.name.to_owned());
            self.fault(node.span.clone(), Fault::KeyMissing { key: key.to_owned(), form });
            return None;
        };
        Some(Size { pot, tier, by })
    }

    fn apply(&mut self, node: &Node<'_>, _: &str) -> Option<Apply> {
        let law = self.text(node, "law");
        let today = node.get("wording_of").and_then(|value| value.get_ref().as_str());
        let wording_of = match today {
            Some("the day of the vote") => Some(None),
            _ => self.day(node, "wording_of").map(Some),
        };
        let read = self.pairs(node, "read")?;
        let read = read.into_iter().map(|(instead, read, _)| (instead, read)).collect();
        Some(Apply { law: law?, wording_of: wording_of?, read })
    }

    fn system(&mut self, name: &str, value: &Value<'_>) -> System {
        let mut clauses = Vec::new();
        for one in value.get_ref().as_array().into_iter().flatten() {
            let Some(table) = one.get_ref().as_table() else {
                self.wrong_kind(name, "a step, begun by [[…]]", one);
                continue;
            };
            let verbs: Vec<&'static Form> =
                STEPS.iter().filter(|form| table.contains_key(form.name)).collect();
            match verbs.as_slice() {
                [form] => {
                    let node = self.open_table(form, table, one.span());
                    clauses.extend(self.clause(&node, Self::step));
                }
                [] => {
                    let written = table.keys().map(|key| key.get_ref().to_string());
                    let known: Vec<&str> = STEPS.iter().map(|form| form.name).collect();
                    let not_clause = |key: &String| CLAUSE.iter().all(|one| one.name != key);
                    let word = written.filter(not_clause).min_by_key(|word| {
                        let distance = |known: &&str| strsim::damerau_levenshtein(word, known);
                        known.iter().map(distance).min()
                    });
                    let near = near(&word.unwrap_or_default(), known);
                    self.fault(one.span(), Fault::NoVerb { system: name.to_owned(), near });
                }
                [first, second, ..] => {
                    let (first, second) = (first.name.to_owned(), second.name.to_owned());
                    self.fault(one.span(), Fault::TwoVerbs { first, second });
                }
            }
        }
        System { name: name.to_owned(), clauses }
    }

    fn step(&mut self, node: &Node<'_>, name: &str) -> Option<Step> {
        if node.get("in").is_some() {
            return self.in_tier(node, name).map(|(tier, step)| Step::Tier(tier, step));
        }
        match node.form.name {
            "round" => self.round(node, name).map(Step::Round),
            "admit" => self.admit(node, "admit", false),
            "admit_any" => self.admit(node, "admit_any", true),
            "bonus" => self.bonus(node).map(Step::Bonus),
            "bonus_seats" => self.bonus_seats(node).map(Step::BonusSeats),
            "sections" => {
                let (by, tie) = (self.word(node, "sections"), self.tie(node, name));
                Some(Step::Sections(Sections { by: by?, tie }))
            }
            "connect" => self.word(node, "connect").map(Step::Connect),
            "admit_coalitions" => self.coalitions(node).map(Step::Coalitions),
            "raise" => {
                let (least, tie) = (self.small(node, "raise"), self.tie(node, name));
                Some(Step::Raise(crate::method::raise::Rule { least: least?, tie }))
            }
            "allocate" => self.allocate(node, name).map(Step::Allocate),
            "ensure" => self.word(node, "ensure").map(Step::Ensure),
            "exhausted" => self.word(node, "exhausted").map(Step::Exhausted),
            "fill" => self.fill(node, name).map(Step::Fill),
            "adopt" => {
                let answer = self.text(node, "adopt");
                let conditions = node.get("if").and_then(|value| self.conditions(value));
                let quorum = self.condition(node, "quorum");
                Some(Step::Adopt(Adopt { answer: answer?, conditions: conditions?, quorum }))
            }
            "ballot" => self.ballot(node).map(Step::Ballot),
            "compare" => self.compare(node, name).map(Step::Compare),
            "committee" => {
                let (way, tie) = (self.word(node, "committee"), self.tie(node, name));
                Some(Step::Committee(super::Committee { way: way?, tie }))
            }
            "points" => {
                let (points, tie) = (self.word(node, "points"), self.tie(node, name));
                Some(Step::Score(super::Score { points: points?, tie }))
            }
            "transfer" => self.transfer(node, name).map(Step::Transfer),
            // `in` is missing, and that has been told.
            "direct" | "apportion" | "level" | "link" | "give_back" | "place" | "both_ways"
            | "cover" => None,
            other => unreachable!("`{other}` is a form without a reader"),
        }
    }

    fn admit(&mut self, node: &Node<'_>, key: &str, any: bool) -> Option<Step> {
        let conditions = node.get(key).and_then(|value| self.conditions_of_any_scope(value))?;
        let together = match node.get("together") {
            Some(_) => self.word(node, "together").map(Some),
            None => Some(None),
        };
        let exempt = self.strings(node, "exempt").unwrap_or_default();
        let exempt = exempt.into_iter().map(|one| one.0).collect();
        Some(Step::Admit(Admit { any, conditions, together: together?, exempt }))
    }

    fn coalitions(&mut self, node: &Node<'_>) -> Option<coalition::Rule> {
        let mut share = |key: &str| self.condition(node, key);
        let (together, with) = (share("admit_coalitions"), share("with"));
        let (inside, alone) = (share("inside"), share("alone"));
        let counts = share("counts");
        let below = self.word(node, "below");
        let exempt = self.strings(node, "exempt").unwrap_or_default();
        Some(coalition::Rule {
            counts: if node.get("counts").is_some() { Some(counts?) } else { None },
            together: together?,
            with: with?,
            inside: inside?,
            below: below?,
            alone: alone?,
            exempt: exempt.into_iter().map(|one| one.0).collect(),
        })
    }

    fn bonus(&mut self, node: &Node<'_>) -> Option<bonus::Rule> {
        let (share, rounding) = (self.fraction(node, "bonus"), self.rounding(node));
        let share = share.filter(|share| {
            let whole = share.over() > 0 && share.over() <= share.under();
            if let Some(value) = node.get("bonus").filter(|_| !whole) {
                let (key, text) = ("bonus".to_owned(), share.to_string());
                self.fault(value.span(), Fault::NotAShare { key, text });
            }
            whole
        });
        let below = match node.get("rounding_below") {
            None => None,
            Some(value) => {
                let inner = self.open(&super::form::BELOW, value)?;
                Some((self.small(&inner, "seats")?, self.rounding(&inner)?))
            }
        };
        Some(bonus::Rule { share: share?, rounding: rounding?, below })
    }

    fn bonus_seats(&mut self, node: &Node<'_>) -> Option<bonus::Seats> {
        let (seats, before) = (self.small(node, "bonus_seats"), self.faults.len());
        let grow = ["from", "one_more_each", "at_most"];
        if grow.iter().all(|key| node.get(key).is_none()) {
            return Some(bonus::Seats { seats: seats?, grows: None });
        }
        let from = node.get("from").and_then(|value| self.share("from", value));
        let (each, at_most) = (self.fraction(node, "one_more_each"), self.small(node, "at_most"));
        for key in grow.iter().filter(|key| node.get(key).is_none()) {
            let (key, form) = ((*key).to_owned(), "a bonus that grows".to_owned());
            self.fault(node.span.clone(), Fault::KeyMissing { key, form });
        }
        let each = each.filter(|each| each.over() > 0);
        if let (None, Some(value), true) =
            (each, node.get("one_more_each"), self.faults.len() == before)
        {
            let (key, text) = ("one_more_each".to_owned(), "0".to_owned());
            self.fault(value.span(), Fault::NotAShare { key, text });
        }
        let at_most = match (seats, at_most) {
            (Some(first), Some(most)) if most < first => {
                let (key, number) = ("at_most".to_owned(), most.to_string());
                let (from, to) = (first.to_string(), 1_000_000.to_string());
                self.fault(
                    node.get("at_most")?.span(),
                    Fault::OutOfRange { key, number, from, to },
                );
                None
            }
            (_, at_most) => at_most,
        };
        let from = from?;
        let grows =
            bonus::Growth { from: from.share, base: from.base, each: each?, at_most: at_most? };
        Some(bonus::Seats { seats: seats?, grows: Some(grows) })
    }

    pub(super) fn rounding(&mut self, node: &Node<'_>) -> Option<Rounding> {
        Some(match self.one_of(node, "rounding", &["up", "down", "nearest"])? {
            "up" => Rounding::Up,
            "down" => Rounding::Down,
            _ => Rounding::Nearest,
        })
    }

    fn round(&mut self, node: &Node<'_>, name: &str) -> Option<RoundRule> {
        let number = self.whole(node, "round").and_then(|number| u8::try_from(number).ok());
        let names = self.word(node, "names");
        let (seeks, key) = match (node.get("elect"), node.get("win")) {
            (Some(_), None) => (Seeks::Persons, "elect"),
            (None, Some(_)) => (Seeks::List, "win"),
            (Some(_), Some(_)) => {
                let (first, second) = ("elect".to_owned(), "win".to_owned());
                self.fault(node.span.clone(), Fault::TwoVerbs { first, second });
                return None;
            }
            (None, None) => {
                let (key, form) = ("elect` or `win".to_owned(), "a round".to_owned());
                self.fault(node.span.clone(), Fault::KeyMissing { key, form });
                return None;
            }
        };
        let value = node.get(key)?;
        let decides = if value.get_ref().is_str() {
            self.one_of(node, key, &["most votes"]).map(|_| Decides::MostVotes)
        } else {
            self.conditions(value).map(Decides::Conditions)
        };
        let stand = self.stand(node);
        let tie = self.tie(node, name);
        Some(RoundRule {
            number: number?,
            names: names?,
            seeks,
            decides: decides?,
            stand: stand?,
            tie,
        })
    }

    fn stand(&mut self, node: &Node<'_>) -> Option<Stand> {
        let value = node.get("stand")?;
        if value.get_ref().is_str() {
            let word = self.one_of(node, "stand", &["declared", "declared again"])?;
            return Some(if word == "declared" { Stand::Declared } else { Stand::DeclaredAgain });
        }
        let inner = self.open(&super::form::QUALIFIED, value)?;
        let mut share = |key: &str| {
            let Share { share, base, scope } = self.share(key, inner.get(key)?)?;
            Some(Condition { relation: Relation::AtLeast, share, base, scope })
        };
        let (at_least, join) = (share("at_least"), share("join"));
        let first = self.small(&inner, "first");
        let withdrawn = self.word(&inner, "withdrawn");
        Some(Stand::Qualified(Qualification {
            at_least,
            first: first?,
            withdrawn: withdrawn?,
            join,
        }))
    }

    pub(super) fn allocate(&mut self, node: &Node<'_>, name: &str) -> Option<Allocate> {
        const METHODS: &[&str] = &["whole quotas", "largest remainders", "highest averages"];
        let method = self.one_of(node, "allocate", METHODS);
        let needed: &[&str] = match method {
            Some("whole quotas") => &["quota", "quota_rounding"],
            Some("highest averages") => &["divisors", "start"],
            _ => &[],
        };
        for key in needed.iter().filter(|key| node.get(key).is_none()) {
            let (key, form) = ((*key).to_owned(), method.unwrap_or_default().to_owned());
            self.fault(node.span.clone(), Fault::KeyMissing { key, form });
        }
        let seats = match (node.get("seats"), node.get("pot")) {
            (Some(_), None) => match self.one_of(node, "seats", &["all", "left"]) {
                Some("all") => Some(SeatsOf::All),
                Some(_) => Some(SeatsOf::Left),
                None => None,
            },
            (None, Some(_)) => self.text(node, "pot").map(SeatsOf::Pot),
            (Some(_), Some(_)) => {
                let (first, second) = ("seats".to_owned(), "pot".to_owned());
                self.fault(node.span.clone(), Fault::TwoVerbs { first, second });
                None
            }
            (None, None) => {
                let (key, form) = ("seats` or `pot".to_owned(), "an allocation".to_owned());
                self.fault(node.span.clone(), Fault::KeyMissing { key, form });
                None
            }
        };
        // Remainders are those of the quotas before: another quota would be passed over unseen.
        for key in
            ["quota", "quota_rounding"].iter().filter(|_| method == Some("largest remainders"))
        {
            if let Some(value) = node.get(key) {
                let (key, form) = ((*key).to_owned(), "largest remainders".to_owned());
                let near = near("", ["whole quotas"]);
                self.fault(value.span(), Fault::UnknownKey { key, form, near });
            }
        }
        let among = self.condition(node, "among");
        let candidates = self.condition(node, "candidates");
        let each_at_most = self.small(node, "each_at_most");
        let at_most = self.small(node, "at_most");
        let tie = if method == Some("whole quotas") { Vec::new() } else { self.tie(node, name) };
        let method = match method? {
            "whole quotas" => {
                let (parts, whole) = (self.word(node, "quota"), self.word(node, "quota_rounding"));
                let surplus = match node.get("surplus") {
                    Some(_) => self.word(node, "surplus")?,
                    None => largest_remainder::Surplus::Refused,
                };
                let nearly = self.fraction(node, "nearly");
                let rule =
                    largest_remainder::Rule { parts: parts?, whole: whole?, surplus, nearly };
                Method::Quotas(rule)
            }
            "largest remainders" => Method::Remainders,
            _ => {
                let (divisors, start) = (self.divisors(node), self.word(node, "start"));
                Method::Averages { divisors: divisors?, start: start? }
            }
        };
        Some(Allocate { seats: seats?, method, among, candidates, each_at_most, at_most, tie })
    }

    pub(super) fn divisors(&mut self, node: &Node<'_>) -> Option<Divisors> {
        let text = self.text(node, "divisors")?;
        let read = text.parse().ok();
        if read.is_none() {
            self.fault(node.get("divisors")?.span(), Fault::NotDivisors { text });
        }
        read
    }

    fn fill(&mut self, node: &Node<'_>, name: &str) -> Option<preference::Rule> {
        let by = self.word::<FillBy>(node, "fill");
        let threshold = self.condition(node, "threshold");
        let tie = if by == Some(FillBy::ListOrder) { Vec::new() } else { self.tie(node, name) };
        if by == Some(FillBy::Preference) && node.get("threshold").is_none() {
            let (key, form) = ("threshold".to_owned(), "preference votes".to_owned());
            self.fault(node.span.clone(), Fault::KeyMissing { key, form });
        }
        Some(preference::Rule { by: by?, threshold, tie })
    }
}

/// The keys a table of this form may have.
pub(crate) fn keys(form: &'static Form) -> impl Iterator<Item = &'static super::form::Key> {
    form.keys.iter().chain(CLAUSE.iter().filter(|_| form.clause))
}

/// The form of a table of the file.
pub(crate) fn form_of(key: &str) -> Option<&'static Form> {
    LAW.keys.iter().find(|one| one.name == key).and_then(|one| match one.kind {
        super::form::Kind::Tables(form) => Some(form),
        _ => None,
    })
}

/// A day, as `2013-08-04`.
pub(crate) fn day(text: &str) -> Option<Date> {
    let plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    plain.then(|| text.parse().ok()).flatten()
}

/// The beginning of a text that is far too long to be shown.
fn shown(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
