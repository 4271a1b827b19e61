//! The cells of one column of names or codes, as marks.

use std::collections::{BTreeMap, HashMap};

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef};
use arrow_buffer::NullBuffer;
use arrow_schema::DataType;
use suffrage::Fault;
use suffrage::ballots::Mark;
use suffrage::read::typed::Names;

use crate::shape::too_many_candidates;

/// What stands in the rank of the cell at a place beside its first mark.
pub(crate) type Beside = BTreeMap<usize, Vec<Mark>>;

/// What is wrong with the cell at a place.
pub(crate) type Wrong = Vec<(usize, Fault)>;

/// A column as its cells are read: a name met before is found again without its letters.
#[derive(Default)]
pub(crate) struct Column {
    name: String,
    /// The dictionary of the batch before.
    values: Option<ArrayRef>,
    /// The mark of null, then of each of its entries; `None` until a cell asks for it.
    known: Vec<Option<Mark>>,
    codes: HashMap<i128, Mark>,
    /// A code was 0.
    pub zero: bool,
}

/// Every whole number of an array, turned into something wider.
macro_rules! each {
    ($array:expr, $into:expr) => {
        each!($array, $into; Int8 Int8Type, Int16 Int16Type, Int32 Int32Type, Int64 Int64Type,
            UInt8 UInt8Type, UInt16 UInt16Type, UInt32 UInt32Type, UInt64 UInt64Type)
    };
    ($array:expr, $into:expr; $($kind:ident $number:ident),*) => {
        match $array.data_type() {
            $(DataType::$kind => {
                Some($array.as_primitive::<$number>().values().iter().map($into).collect())
            })*
            _ => None,
        }
    };
}

/// The whole numbers of an array; where it is null, any.
pub(crate) fn integers(array: &dyn Array) -> Option<Vec<i128>> {
    each!(array, |one| i128::from(*one))
}

/// Where the cells of an array point to in its dictionary; a place that cannot be is beyond all.
#[allow(clippy::unnecessary_fallible_conversions, reason = "short keys cannot fail, long ones can")]
fn entries_of(keys: &dyn Array) -> Vec<usize> {
    each!(keys, |key| usize::try_from(*key).unwrap_or(usize::MAX)).unwrap_or_default()
}

impl Column {
    /// A column of this name.
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// The marks of every cell of an array, one for each.
    pub fn marks(
        &mut self,
        array: &ArrayRef,
        names: &mut Names,
        beside: &mut Beside,
        wrong: &mut Wrong,
    ) -> Vec<Mark> {
        match array.data_type() {
            DataType::Dictionary(..) => self.of_entries(array, names, beside, wrong),
            DataType::Utf8 => {
                let text = array.as_string::<i32>();
                of_text(array, |at| text.value(at), names, beside, wrong)
            }
            DataType::LargeUtf8 => {
                let text = array.as_string::<i64>();
                of_text(array, |at| text.value(at), names, beside, wrong)
            }
            DataType::Utf8View => {
                let text = array.as_string_view();
                of_text(array, |at| text.value(at), names, beside, wrong)
            }
            _ => self.of_codes(array, names, wrong),
        }
    }

    /// Cells that point into a dictionary.
    fn of_entries(
        &mut self,
        array: &ArrayRef,
        names: &mut Names,
        beside: &mut Beside,
        wrong: &mut Wrong,
    ) -> Vec<Mark> {
        let entries = array.as_any_dictionary();
        let values = entries.values();
        if !self.values.as_ref().is_some_and(|known| same(known, values)) {
            self.values = Some(values.clone());
            self.known = vec![None; values.len() + 1];
        }
        let empty = empty(names);
        self.known[0] = Some(empty);
        let nulls = array.nulls();
        let mut marks = Vec::new();
        let all_known = match entries.keys().as_primitive_opt::<Int32Type>() {
            Some(keys) => self.look_up(keys.values(), nulls, &mut marks),
            None => self.look_up(&entries_of(entries.keys()), nulls, &mut marks),
        };
        if all_known {
            return marks;
        }
        for (at, key) in entries_of(entries.keys()).into_iter().enumerate() {
            if nulls.is_some_and(|nulls| nulls.is_null(at)) {
                continue;
            }
            if let Some(Some(mark)) = self.known.get(key.saturating_add(1)) {
                marks[at] = *mark;
                continue;
            }
            marks[at] = self.of_entry(key, at, names, beside).unwrap_or_else(|fault| {
                wrong.push((at, fault));
                empty
            });
        }
        marks
    }

    /// The marks of entries that are known; answers whether all are.
    fn look_up<K: Copy + TryInto<usize>>(
        &self,
        keys: &[K],
        nulls: Option<&NullBuffer>,
        marks: &mut Vec<Mark>,
    ) -> bool {
        let mut unknown = false;
        let mut look = |place: usize| {
            let mark = self.known.get(place).copied().flatten();
            unknown |= mark.is_none();
            mark.unwrap_or(Mark::SKIPPED)
        };
        let place = |key: K| key.try_into().unwrap_or(usize::MAX - 1) + 1;
        marks.reserve(keys.len());
        let Some(nulls) = nulls else {
            marks.extend(keys.iter().map(|key| look(place(*key))));
            return !unknown;
        };
        // Sixty-four bits at a time, and no branch for each: which cells are empty cannot be foreseen.
        let words = nulls.inner().bit_chunks();
        for (word, keys) in words.iter_padded().zip(keys.chunks(64)) {
            let mut word = word;
            for key in keys {
                let there = usize::from(word & 1 == 1);
                marks.push(look(place(*key) * there));
                word >>= 1;
            }
        }
        !unknown
    }

    /// An entry of the dictionary that is met for the first time, or stands for several.
    fn of_entry(
        &mut self,
        key: usize,
        at: usize,
        names: &mut Names,
        beside: &mut Beside,
    ) -> Result<Mark, Fault> {
        let values = self.values.as_ref().filter(|values| key < values.len());
        let Some(values) = values else {
            let (form, why) = ("?".to_owned(), format!("entry {key} of a dictionary is missing"));
            return Err(Fault::ColumnsDamaged { form, why });
        };
        let mut zero = false;
        let text = match values.data_type() {
            _ if values.is_null(key) => String::new(),
            DataType::Utf8 => values.as_string::<i32>().value(key).to_owned(),
            DataType::LargeUtf8 => values.as_string::<i64>().value(key).to_owned(),
            DataType::Utf8View => values.as_string_view().value(key).to_owned(),
            _ => {
                let one = values.slice(key, 1);
                let code = integers(&one).and_then(|all| all.first().copied()).unwrap_or(-1);
                zero = code == 0;
                self.not_negative(code)?.to_string()
            }
        };
        self.zero |= zero;
        let mut others = Vec::new();
        let mark = names.rank(text.as_bytes(), &mut others).ok_or_else(too_many_candidates)?;
        if others.is_empty() {
            self.known[key + 1] = Some(mark);
        } else {
            beside.insert(at, others);
        }
        Ok(mark)
    }

    /// Cells that hold the codes of candidates.
    fn of_codes(&mut self, array: &ArrayRef, names: &mut Names, wrong: &mut Wrong) -> Vec<Mark> {
        let empty = empty(names);
        let codes = integers(array).unwrap_or_default();
        let mut marks = Vec::with_capacity(codes.len());
        let mut last = (-1, empty);
        for (at, code) in codes.into_iter().enumerate() {
            if array.is_null(at) {
                marks.push(empty);
                continue;
            }
            if code != last.0 {
                let known = self.codes.get(&code).copied();
                let mark = known.map_or_else(|| self.of_code(code, names), Ok);
                match mark {
                    Ok(mark) => last = (code, mark),
                    Err(fault) => {
                        wrong.push((at, fault));
                        last = (-1, empty);
                    }
                }
            }
            marks.push(last.1);
        }
        marks
    }

    fn of_code(&mut self, code: i128, names: &mut Names) -> Result<Mark, Fault> {
        self.zero |= code == 0;
        let text = self.not_negative(code)?.to_string();
        let mark = names.rank(text.as_bytes(), &mut Vec::new()).ok_or_else(too_many_candidates)?;
        self.codes.insert(code, mark);
        Ok(mark)
    }

    fn not_negative(&self, code: i128) -> Result<i128, Fault> {
        let fault = || Fault::NotACode { column: self.name.clone(), text: code.to_string() };
        if code < 0 { Err(fault()) } else { Ok(code) }
    }
}

/// Cells that hold the names themselves.
fn of_text<'a>(
    array: &ArrayRef,
    text: impl Fn(usize) -> &'a str,
    names: &mut Names,
    beside: &mut Beside,
    wrong: &mut Wrong,
) -> Vec<Mark> {
    let empty = empty(names);
    let nulls = array.nulls();
    let (mut marks, mut others) = (Vec::with_capacity(array.len()), Vec::new());
    for at in 0..array.len() {
        if nulls.is_some_and(|nulls| nulls.is_null(at)) {
            marks.push(empty);
            continue;
        }
        match names.rank(text(at).as_bytes(), &mut others) {
            Some(mark) => marks.push(mark),
            None => {
                wrong.push((at, too_many_candidates()));
                marks.push(empty);
            }
        }
        if !others.is_empty() {
            beside.insert(at, std::mem::take(&mut others));
        }
    }
    marks
}

/// Null says what an empty cell says.
fn empty(names: &mut Names) -> Mark {
    names.rank(b"", &mut Vec::new()).unwrap_or(Mark::SKIPPED)
}

/// Whether two arrays are the same one: the batches of a group share their dictionary.
fn same(one: &ArrayRef, other: &ArrayRef) -> bool {
    std::sync::Arc::ptr_eq(one, other) || one.to_data().ptr_eq(&other.to_data())
}
