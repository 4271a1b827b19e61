//! Arrow IPC (Feather, version 2): batches of rows as they lay in memory.

use std::sync::Arc;

use arrow_buffer::Buffer;
use arrow_ipc::convert::fb_to_schema;
use arrow_ipc::reader::{FileDecoder, read_footer_length};
use arrow_ipc::{Block, root_as_footer};
use bytes::Bytes;
use rayon::prelude::*;
use suffrage::read::typed::Binary;
use suffrage::read::{Reading, Table};
use suffrage::{Diagnostic, Fault};

use crate::guard;
use crate::rows::{Batch, Part};
use crate::shape::Shape;

fn damaged(why: impl ToString) -> Fault {
    let text = why.to_string();
    let why = text.lines().next().unwrap_or_default().to_owned();
    Fault::ColumnsDamaged { form: "Arrow IPC (Feather)".to_owned(), why }
}

/// Reads the ballots of a file.
pub(crate) fn read(
    file: &str,
    bytes: &Bytes,
    reading: Reading<'_>,
) -> Result<Table, Vec<Diagnostic>> {
    let at = |fault: Fault| vec![Diagnostic::at(file, 0..0, fault)];
    let buffer = Buffer::from(bytes.clone());
    let end = bytes.len().checked_sub(10);
    let end = end.ok_or_else(|| at(damaged("it ends before its footer")))?;
    let trailer = <[u8; 10]>::try_from(&bytes[end..]).map_err(|why| at(damaged(why)))?;
    let length = read_footer_length(trailer);
    let length = length.map_err(|_| at(damaged("it ends before its footer")))?;
    let from = end.checked_sub(length);
    let from = from.ok_or_else(|| at(damaged("it ends before its footer")))?;
    let footer = root_as_footer(&bytes[from..end]).map_err(|why| at(damaged(why)))?;
    let schema = footer.schema().ok_or_else(|| at(damaged("it has no schema")))?;
    if !schema.endianness().equals_to_target_endianness() {
        return Err(at(Fault::FormNotRead { form: "Arrow IPC (big-endian)".to_owned() }));
    }
    let schema = Arc::new(fb_to_schema(schema));
    let shape = Shape::of(file, schema.fields(), reading)?;
    let columns: Vec<usize> = shape.count.iter().chain(&shape.columns).copied().collect();
    let mut decoder = FileDecoder::new(schema, footer.version()).with_projection(columns);
    for block in footer.dictionaries().iter().flatten() {
        let data = message(&buffer, block).map_err(at)?;
        decoder.read_dictionary(block, &data).map_err(|why| at(damaged(why)))?;
    }
    let blocks: Vec<Block> = footer.recordBatches().iter().flatten().copied().collect();
    let mut rows = 0u64;
    for block in &blocks {
        let data = message(&buffer, block).map_err(at)?;
        rows = rows.saturating_add(guard::rows(&data).map_err(at)?);
    }
    crate::bear_out(rows, bytes.len(), Binary::Arrow).map_err(at)?;
    let parts = blocks.par_iter().enumerate().map(|(index, block)| {
        let mut part = Part::new(&shape, index as u64 + 1);
        if let Err(fault) = read_batch(&shape, &decoder, &buffer, block, &mut part) {
            part.faults.push(Diagnostic::at(file, 0..0, fault));
        }
        part
    });
    let parts: Vec<Part> = parts.collect();
    shape.table(parts)
}

/// The bytes of a message, held against the length of the file and what they would unfold to.
fn message(buffer: &Buffer, block: &Block) -> Result<Buffer, Fault> {
    let whole = |number: i64| usize::try_from(number).ok();
    let place = || {
        let (from, meta) = (whole(block.offset())?, whole(block.metaDataLength().into())?);
        let length = whole(block.bodyLength())?.checked_add(meta)?;
        let fits = from.checked_add(length)? <= buffer.len() && meta >= 8;
        fits.then(|| buffer.slice_with_length(from, length))
    };
    let data = place().ok_or_else(|| damaged("a message lies beyond its end"))?;
    guard::message(&data, usize::try_from(block.metaDataLength()).unwrap_or(0))?;
    Ok(data)
}

fn read_batch(
    shape: &Shape,
    decoder: &FileDecoder,
    buffer: &Buffer,
    block: &Block,
    part: &mut Part,
) -> Result<(), Fault> {
    let data = message(buffer, block)?;
    let Some(batch) = decoder.read_record_batch(block, &data).map_err(damaged)? else {
        return Ok(());
    };
    let mut arrays = batch.columns().to_vec();
    let count = shape.count.map(|_| arrays.remove(0));
    part.add(shape, &Batch { rows: batch.num_rows(), count, columns: arrays });
    Ok(())
}
