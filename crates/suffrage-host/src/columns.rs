//! Files of columns (Parquet, Arrow): read if this build can, named kindly if it cannot.

use std::io::Read as _;
use std::path::Path;

use suffrage::read::typed::Binary;
use suffrage::read::{Reading, Table};
use suffrage::{Diagnostic, Fault};

/// What kind of file of columns this is; a file that cannot be read is none.
pub fn kind(path: &Path) -> Option<Binary> {
    let mut first = [0; 6];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut first));
    read.ok().and_then(|()| Binary::of(&first))
}

/// The ballots of a file of columns.
///
/// # Errors
/// Every fault of the file.
#[cfg(feature = "columns")]
pub fn table(path: &Path, _kind: Binary, reading: Reading<'_>) -> Result<Table, Vec<Diagnostic>> {
    let bytes = crate::bytes(path).map_err(|trouble| trouble.faults)?;
    suffrage_columns::read(&path.display().to_string(), bytes, reading)
}

/// What is said where a build does not read such files.
///
/// # Errors
/// Always: what the file is, and how to have it read.
#[cfg(not(feature = "columns"))]
pub fn table(path: &Path, kind: Binary, _reading: Reading<'_>) -> Result<Table, Vec<Diagnostic>> {
    Err(not_text(&path.display().to_string(), kind))
}

/// What is said where text is wanted, and the file is one of columns.
pub fn not_text(file: &str, kind: Binary) -> Vec<Diagnostic> {
    let (file, form) = (file.to_owned(), kind.name().to_owned());
    let fault = match cfg!(feature = "columns") {
        true => Fault::ColumnsAmongText { file, form },
        false => Fault::ColumnsNotBuilt { file, form },
    };
    vec![fault.into()]
}
