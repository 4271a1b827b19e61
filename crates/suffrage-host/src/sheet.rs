//! Workbooks (XLSX): the rows of the first sheet as the text of a table.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use suffrage::read::Input;
use suffrage::{Diagnostic, Fault};

/// The most bytes that the parts of a workbook may unfold to.
const MOST: usize = 1 << 30;

/// Whether the bytes are those of a workbook: a zip archive.
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The first sheet as CSV.
///
/// # Errors
/// If it is no workbook, or would unfold to more than a gigabyte.
pub fn text(file: &str, bytes: Vec<u8>) -> Result<Input, Vec<Diagnostic>> {
    let fault = |why: String| vec![Fault::Unreadable { file: file.to_owned(), why }.into()];
    let size = unfolded(&bytes);
    if size > MOST {
        return Err(fault(format!("it would unfold to {size} bytes")));
    }
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|error| fault(error.to_string()))?;
    let sheet = book
        .worksheet_range_at(0)
        .ok_or_else(|| fault("it has no sheet".to_owned()))?
        .map_err(|error| fault(error.to_string()))?;
    let mut text = String::new();
    let start = sheet.start().unwrap_or((0, 0)).1 as usize;
    for row in sheet.rows() {
        // A sheet whose first columns are empty still has them.
        text.push_str(&",".repeat(start));
        let cells: Vec<String> = row.iter().map(cell).collect();
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    Ok(Input { file: file.to_owned(), text })
}

/// The sizes that the archive states for its parts, added up.
fn unfolded(bytes: &[u8]) -> usize {
    let entry = |at: usize| -> Option<usize> {
        let size = bytes.get(at + 24..at + 28)?;
        Some(u32::from_le_bytes(size.try_into().ok()?) as usize)
    };
    let found = bytes.windows(4).enumerate().filter(|(_, four)| *four == b"PK\x01\x02");
    found.filter_map(|(at, _)| entry(at)).sum()
}

fn cell(data: &Data) -> String {
    let text = match data {
        Data::Empty => String::new(),
        // Whole numbers are stored with a decimal point.
        Data::Float(number) if number.fract() == 0.0 => format!("{number:.0}"),
        other => other.to_string(),
    };
    let text = text.replace(['\r', '\n'], " ");
    match text.contains([',', '"', ';', '\t']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}
