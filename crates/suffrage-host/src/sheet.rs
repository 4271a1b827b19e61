//! Workbooks (XLSX): the rows of the first sheet as the text of a table.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx, XlsxError};
use suffrage::read::Input;
use suffrage::{Diagnostic, Fault};

/// The most cells that the first sheet may span, the empty ones between others counted in.
const MOST_CELLS: usize = 50_000_000;
/// The most bytes that the parts of a workbook may unfold to.
const MOST: usize = 1 << 30;

/// A cell that holds something: its row and column, and what.
type Held = ((u32, u32), Data);

/// Whether the bytes are those of a workbook: a zip archive.
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The first sheet as CSV.
///
/// # Errors
/// If it is no workbook, or would unfold to more than a gigabyte or to more cells than any table.
pub fn text(file: &str, bytes: Vec<u8>) -> Result<Input, Vec<Diagnostic>> {
    let fault = |why: String| vec![Fault::Unreadable { file: file.to_owned(), why }.into()];
    let size = unfolded(&bytes);
    if size > MOST {
        return Err(fault(format!("it would unfold to {size} bytes")));
    }
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|error| fault(error.to_string()))?;
    let name = book.sheet_names().first().cloned();
    let name = name.ok_or_else(|| fault("it has no sheet".to_owned()))?;
    let cells = cells(&mut book, &name).map_err(|error| fault(error.to_string()))?;
    let text = laid_out(&cells)
        .ok_or_else(|| vec![Fault::UnfoldsTooFar { file: file.to_owned() }.into()])?;
    Ok(Input { file: file.to_owned(), text })
}

/// The cells of a sheet that hold something, in the order of rows and columns.
///
/// One by one: two cells in far corners would ask a library for every cell between them.
fn cells(book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Result<Vec<Held>, XlsxError> {
    let mut reader = book.worksheet_cells_reader(name)?;
    let mut cells = Vec::new();
    while let Some(cell) = reader.next_cell()? {
        let data = Data::from(cell.get_value().clone());
        if data != Data::Empty {
            cells.push((cell.get_position(), data));
        }
    }
    cells.sort_by_key(|one| one.0);
    cells.dedup_by_key(|one| one.0);
    Ok(cells)
}

/// Cells as CSV, every row as wide as the widest; `None` if that were more than any table.
fn laid_out(cells: &[Held]) -> Option<String> {
    let width = cells.iter().map(|one| one.0.1 as usize + 1).max().unwrap_or(0);
    let (first, last) =
        (cells.first().map_or(0, |one| one.0.0), cells.last().map_or(0, |one| one.0.0));
    let rows = (last - first) as usize + 1;
    if rows.checked_mul(width).is_none_or(|all| all > MOST_CELLS) {
        return None;
    }
    let mut text = String::new();
    let mut left = cells.iter().peekable();
    for row in first..=last {
        for column in 0..width {
            if column > 0 {
                text.push(',');
            }
            if let Some((_, data)) =
                left.next_if(|one| (one.0.0, one.0.1 as usize) == (row, column))
            {
                text.push_str(&cell(data));
            }
        }
        if !cells.is_empty() {
            text.push('\n');
        }
    }
    Some(text)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_in_far_corners_are_refused_before_they_fill_the_memory() {
        let at = |row, column| ((row, column), Data::Int(1));
        assert_eq!(laid_out(&[at(2, 1), at(3, 0)]).as_deref(), Some(",1\n1,\n"));
        assert_eq!(laid_out(&[at(0, 0), at(1_048_575, 16_383)]), None);
        assert_eq!(laid_out(&[]).as_deref(), Some(""));
    }
}
