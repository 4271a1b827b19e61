//! Parquet: groups of rows, each column by itself.

use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Fields, Schema};
use bytes::Bytes;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader,
    ParquetRecordBatchReaderBuilder,
};
use rayon::prelude::*;
use suffrage::read::{Reading, Table};
use suffrage::{Diagnostic, Fault};

use crate::guard;
use crate::rows::{Batch, Part};
use crate::shape::Shape;

/// Rows that are looked at together: their columns fit into the cache of a core.
const ROWS: usize = 1 << 13;

fn damaged(why: impl ToString) -> Fault {
    let text = why.to_string();
    let why = text.lines().next().unwrap_or_default().to_owned();
    Fault::ColumnsDamaged { form: "Parquet".to_owned(), why }
}

/// Reads the ballots of a file.
pub(crate) fn read(
    file: &str,
    bytes: &Bytes,
    reading: Reading<'_>,
) -> Result<Table, Vec<Diagnostic>> {
    let at = |fault: Fault| vec![Diagnostic::at(file, 0..0, fault)];
    guard::footer(bytes).map_err(at)?;
    // The types of the file, and not those that its writer had in memory.
    let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
    let plain = ArrowReaderMetadata::load(bytes, options).map_err(|why| at(damaged(why)))?;
    let shape = Shape::of(file, plain.schema().fields(), reading)?;
    guard::pages(bytes, plain.metadata(), &shape).map_err(at)?;
    // Text as entries of a dictionary: each name is looked at once for a group, not for a row.
    let schema = Arc::new(Schema::new(with_dictionaries(plain.schema().fields())));
    let options = ArrowReaderOptions::new().with_schema(schema);
    let known = ArrowReaderMetadata::try_new(plain.metadata().clone(), options);
    let known = known.map_err(|why| at(damaged(why)))?;
    let groups = 0..plain.metadata().num_row_groups();
    let parts = groups.into_par_iter().map(|group| read_group(&shape, bytes, &known, group));
    let parts: Vec<Part> = parts.collect();
    shape.table(parts)
}

fn with_dictionaries(fields: &Fields) -> Fields {
    fields.iter().map(|field| Arc::new(with_dictionary(field))).collect()
}

fn with_dictionary(field: &Field) -> Field {
    let kind = match field.data_type() {
        DataType::Utf8 => DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8)),
        DataType::List(item) => DataType::List(Arc::new(with_dictionary(item))),
        kind => kind.clone(),
    };
    field.clone().with_data_type(kind)
}

fn read_group(shape: &Shape, bytes: &Bytes, known: &ArrowReaderMetadata, group: usize) -> Part {
    let mut part = Part::new(shape, group as u64 + 1);
    if let Err(fault) = try_group(shape, bytes, known, group, &mut part) {
        part.faults.push(Diagnostic::at(&shape.file, 0..0, fault));
    }
    part
}

fn try_group(
    shape: &Shape,
    bytes: &Bytes,
    known: &ArrowReaderMetadata,
    group: usize,
    part: &mut Part,
) -> Result<(), Fault> {
    let open = |column: usize| -> Result<ParquetRecordBatchReader, Fault> {
        let builder =
            ParquetRecordBatchReaderBuilder::new_with_metadata(bytes.clone(), known.clone());
        let mask = ProjectionMask::roots(builder.parquet_schema(), [column]);
        let builder = builder.with_projection(mask).with_row_groups(vec![group]);
        builder.with_batch_size(ROWS).build().map_err(damaged)
    };
    let columns = shape.count.iter().chain(&shape.columns).copied();
    let mut readers: Vec<ParquetRecordBatchReader> = columns.map(open).collect::<Result<_, _>>()?;
    // While some rows are looked at the next ones are unfolded: one group keeps two cores busy.
    let mut next = unfold(shape, &mut readers)?;
    while let Some(batch) = next {
        let (after, ()) = rayon::join(|| unfold(shape, &mut readers), || part.add(shape, &batch));
        next = after?;
        if part.is_hopeless() {
            return Ok(());
        }
    }
    let wanted = known.metadata().row_group(group).num_rows();
    if u64::try_from(wanted).ok() != Some(part.rows) {
        let found = part.rows;
        return Err(damaged(format!("row group {} has {found} of {wanted} rows", group + 1)));
    }
    Ok(())
}

/// The next rows of every column, each column unfolded by itself; `None` after the last.
fn unfold(shape: &Shape, readers: &mut [ParquetRecordBatchReader]) -> Result<Option<Batch>, Fault> {
    let next: Vec<_> = readers.par_iter_mut().map(Iterator::next).collect();
    let next: Vec<RecordBatch> =
        next.into_iter().flatten().collect::<Result<_, _>>().map_err(damaged)?;
    let Some(rows) = next.first().map(RecordBatch::num_rows) else { return Ok(None) };
    if next.len() != readers.len() || next.iter().any(|batch| batch.num_rows() != rows) {
        return Err(damaged("its columns are not of one length"));
    }
    let mut columns: Vec<ArrayRef> =
        next.iter().filter_map(|batch| batch.columns().first().cloned()).collect();
    let count = shape.count.map(|_| columns.remove(0));
    Ok(Some(Batch { rows, count, columns }))
}
