//! What a file says of its sizes, held against its bytes before anything is unfolded.
//!
//! The decoders below make room for as much as a header claims. A claim that the bytes cannot bear
//! out is refused here, without making any room: lists of a footer longer than the footer, pages
//! and buffers that would unfold beyond a bound, and compressed ones that would unfold further than
//! they say. Text in the encodings of differences is not read, since its claims lie within pages.

use std::io::Read;

use arrow_buffer::Buffer;
use arrow_ipc::{CompressionType, RecordBatch, root_as_message};
use parquet::basic::Compression;
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData};
use suffrage::Fault;
use suffrage::read::typed::Binary;

use crate::MOST_BYTES;
use crate::shape::Shape;
use crate::thrift::Thrift;

/// The most parts that a schema may have: the decoders follow it by calling themselves.
const MOST_SCHEMA: u64 = 10_000;
/// How far each kind may unfold a byte, at most.
const GZIP: u64 = 1_032;
const LZ4: u64 = 255;

fn damaged(form: &str, why: &str) -> Fault {
    Fault::ColumnsDamaged { form: form.to_owned(), why: why.to_owned() }
}

fn parquet(why: &str) -> Fault {
    damaged("Parquet", why)
}

fn too_far(part: String, bytes: u64) -> Fault {
    Fault::ColumnsTooFar { part, bytes }
}

/// The footer of a Parquet file: its lists cannot be longer than itself.
pub(crate) fn footer(bytes: &[u8]) -> Result<(), Fault> {
    let end = bytes.len().saturating_sub(8);
    let trailer = bytes.get(end..).filter(|_| end >= 4);
    let [length @ .., b'P', b'A', b'R', magic] = trailer.unwrap_or_default() else {
        return Err(parquet("it ends before its footer"));
    };
    if *magic == b'E' {
        return Err(Fault::FormNotRead { form: "Parquet (encrypted)".to_owned() });
    }
    let length = <[u8; 4]>::try_from(length).map(u32::from_le_bytes).unwrap_or(u32::MAX);
    let from = usize::try_from(length).ok().and_then(|length| end.checked_sub(length));
    let from = from.filter(|from| *from >= 4 && *magic == b'1');
    let Some(from) = from else { return Err(parquet("it ends before its footer")) };
    let mut footer = Thrift::new(&bytes[from..end]);
    let mut schema = 0;
    let walked = footer.fields(|footer, field, kind| {
        if (field, kind) == (2, Thrift::LIST) {
            schema = footer.clone().list()?.0;
        }
        footer.skip(kind)
    });
    if walked.is_none() {
        return Err(parquet("its footer cannot be read"));
    }
    if schema > MOST_SCHEMA {
        return Err(parquet("its schema has too many parts"));
    }
    Ok(())
}

/// The pages of the columns that are read, and the number of rows.
pub(crate) fn pages(bytes: &[u8], known: &ParquetMetaData, shape: &Shape) -> Result<(), Fault> {
    let roots = known.file_metadata().schema_descr();
    let read = |leaf: usize| {
        let root = roots.get_column_root_idx(leaf);
        shape.columns.contains(&root) || shape.count == Some(root)
    };
    let mut rows = 0u64;
    for group in known.row_groups() {
        let here =
            u64::try_from(group.num_rows()).map_err(|_| parquet("a number of rows is negative"))?;
        // A row of a list may hold many values, and each of them takes room.
        let (mut together, mut most) = (0u64, here);
        for (_, column) in group.columns().iter().enumerate().filter(|(leaf, _)| read(*leaf)) {
            let (greatest, values) = greatest_page(bytes, column)?;
            together = together.saturating_add(greatest);
            most = most.max(values);
        }
        rows = rows.saturating_add(most);
        if together > MOST_BYTES {
            return Err(too_far("Parquet".to_owned(), together));
        }
    }
    crate::bear_out(rows, bytes.len(), Binary::Parquet)
}

/// What the header of a page says.
#[derive(Default)]
struct Page {
    unfolded: u64,
    folded: u64,
    values: u64,
    encoding: u64,
    is_dictionary: bool,
}

fn page(header: &mut Thrift<'_>) -> Option<Page> {
    let mut page = Page::default();
    header.fields(|header, field, kind| {
        match (field, kind) {
            (2, Thrift::I32) => page.unfolded = header.whole()?,
            (3, Thrift::I32) => page.folded = header.whole()?,
            (5 | 7 | 8, Thrift::STRUCT) => {
                page.is_dictionary = field == 7;
                let encoding = if field == 8 { 4 } else { 2 };
                header.fields(|header, inner, kind| {
                    match (inner, kind) {
                        (1, Thrift::I32) => page.values = header.whole()?,
                        (inner, Thrift::I32) if inner == encoding => {
                            page.encoding = header.whole()?;
                        }
                        _ => header.skip(kind)?,
                    }
                    Some(())
                })?;
            }
            _ => header.skip(kind)?,
        }
        Some(())
    })?;
    Some(page)
}

/// The bytes of the greatest page of a column and of its dictionary, which are held together, and how
/// many values its pages say they have.
fn greatest_page(bytes: &[u8], column: &ColumnChunkMetaData) -> Result<(u64, u64), Fault> {
    const DIFFERENCES_OF_TEXT: [u64; 2] = [6, 7];
    let name = column.column_path().string();
    let whole = |number: i64| usize::try_from(number).ok();
    let from = column.dictionary_page_offset().filter(|at| *at > 0);
    let from = whole(from.unwrap_or_else(|| column.data_page_offset()));
    let to =
        from.zip(whole(column.compressed_size())).and_then(|(from, size)| from.checked_add(size));
    let chunk = from.zip(to).and_then(|(from, to)| bytes.get(from..to));
    let Some(mut chunk) = chunk else {
        return Err(parquet(&format!("column `{name}` lies beyond its end")));
    };
    let (mut greatest, mut dictionary, mut values) = (0u64, 0u64, 0u64);
    while !chunk.is_empty() {
        let mut header = Thrift::new(chunk);
        let page = page(&mut header);
        let body = &chunk[header.at().min(chunk.len())..];
        let folded = page.as_ref().and_then(|page| usize::try_from(page.folded).ok());
        let body = folded.and_then(|folded| body.split_at_checked(folded));
        let (Some(page), Some((body, rest))) = (page, body) else {
            return Err(parquet(&format!("a page of column `{name}` cannot be read")));
        };
        if page.is_dictionary {
            if page.values > page.unfolded {
                return Err(parquet(&format!("a dictionary of column `{name}` is too short")));
            }
            dictionary = dictionary.max(page.unfolded);
        } else {
            greatest = greatest.max(page.unfolded);
            values = values.saturating_add(page.values);
        }
        if DIFFERENCES_OF_TEXT.contains(&page.encoding) && !page.is_dictionary {
            let form = format!("Parquet with DELTA_BYTE_ARRAY in `{name}`");
            return Err(Fault::FormNotRead { form });
        }
        let beyond = match column.compression() {
            Compression::GZIP(_) if page.folded > MOST_BYTES / GZIP => {
                goes_beyond(flate2::read::MultiGzDecoder::new(body), page.unfolded)
            }
            Compression::LZ4 if page.folded > MOST_BYTES / LZ4 => {
                goes_beyond(lz4_flex::frame::FrameDecoder::new(body), page.unfolded)
            }
            _ => false,
        };
        if beyond {
            return Err(parquet(&format!(
                "a page of column `{name}` unfolds to more than it says"
            )));
        }
        if page.unfolded > MOST_BYTES {
            return Err(too_far(format!("`{name}`"), page.unfolded));
        }
        chunk = rest;
    }
    Ok((greatest.saturating_add(dictionary), values))
}

/// Whether something would unfold to more than it says; what is no such thing does not.
fn goes_beyond(folded: impl Read, unfolded: u64) -> bool {
    let mut within = folded.take(unfolded.saturating_add(1));
    std::io::copy(&mut within, &mut std::io::sink()).is_ok_and(|found| found > unfolded)
}

fn arrow(why: &str) -> Fault {
    damaged("Arrow IPC (Feather)", why)
}

/// The rows that a message of a batch says it has.
pub(crate) fn rows(data: &Buffer) -> Result<u64, Fault> {
    let header = header(data)?;
    let message = root_as_message(header).map_err(|_| arrow("a message cannot be read"))?;
    let rows = message.header_as_record_batch().map_or(0, |batch| batch.length());
    u64::try_from(rows).map_err(|_| arrow("a number of rows is negative"))
}

/// The header of a message, without the words before it that say how long it is.
fn header(data: &Buffer) -> Result<&[u8], Fault> {
    let long = data.get(..4) == Some(&[0xFF; 4]);
    data.get(if long { 8 } else { 4 }..).ok_or_else(|| arrow("a message is too short"))
}

/// The buffers of a message lie within it, and do not unfold too far.
pub(crate) fn message(data: &Buffer, meta: usize) -> Result<(), Fault> {
    let message = root_as_message(header(data)?).map_err(|_| arrow("a message cannot be read"))?;
    let batch = message.header_as_record_batch();
    let dictionary = || message.header_as_dictionary_batch().and_then(|one| one.data());
    let Some(batch) = batch.or_else(dictionary) else { return Ok(()) };
    let body = data.get(meta..).ok_or_else(|| arrow("a message is too short"))?;
    let mut sum = 0u64;
    for buffer in batch.buffers().iter().flatten() {
        let (from, length) = (usize::try_from(buffer.offset()), usize::try_from(buffer.length()));
        let part = from.ok().zip(length.ok());
        let part = part.and_then(|(from, length)| body.get(from..from.checked_add(length)?));
        let part = part.ok_or_else(|| arrow("a buffer lies beyond its message"))?;
        sum = sum.saturating_add(unfolded(part, &batch)?);
    }
    if sum > MOST_BYTES { Err(too_far("Arrow IPC (Feather)".to_owned(), sum)) } else { Ok(()) }
}

/// The bytes that a buffer unfolds to.
fn unfolded(part: &[u8], batch: &RecordBatch<'_>) -> Result<u64, Fault> {
    let length = part.len() as u64;
    let Some(compression) = batch.compression() else { return Ok(length) };
    let Some((said, folded)) = part.split_first_chunk::<8>() else { return Ok(length) };
    // Minus one says that the buffer is not folded.
    let said = match i64::from_le_bytes(*said) {
        -1 => return Ok(length),
        said => u64::try_from(said).map_err(|_| arrow("a size is negative"))?,
    };
    let is_lz4 = compression.codec() == CompressionType::LZ4_FRAME;
    if said <= MOST_BYTES && is_lz4 && length > MOST_BYTES / LZ4 {
        let folded = lz4_flex::frame::FrameDecoder::new(folded);
        if goes_beyond(folded, said) {
            return Err(arrow("a buffer unfolds to more than it says"));
        }
    }
    Ok(said)
}
