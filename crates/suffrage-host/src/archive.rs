//! Exports of many files: a folder, or a zip archive of it.
//!
//! What an archive says of its sizes is not believed: every part is unfolded against what is left
//! of the bound, so that a small file cannot fill the memory.

use std::io::{Cursor, Read as _};
use std::path::Path;

use suffrage::read::{self, Encoding, Input};
use suffrage::{Diagnostic, Fault};
use zip::ZipArchive;

/// The most bytes that the parts of an archive may unfold to, together.
const MOST_BYTES: u64 = 1 << 30;
/// The most parts of an archive: a ballot each, and more than any export at hand.
const MOST_PARTS: usize = 2_000_000;
/// How a workbook names its own list of parts.
const WORKBOOK: &str = "[Content_Types].xml";

/// How a zip archive begins.
const ZIP: &[u8; 4] = b"PK\x03\x04";

/// Whether the file begins as a zip archive does; a file that cannot be read does not.
#[must_use]
pub fn begins_as_zip(path: &Path) -> bool {
    let mut first = [0; 4];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut first));
    read.is_ok() && first == *ZIP
}

/// Whether the bytes are a zip archive that is no workbook.
#[must_use]
pub fn is_archive(bytes: &[u8]) -> bool {
    if !bytes.starts_with(ZIP) {
        return false;
    }
    match ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive.index_for_name(WORKBOOK).is_none(),
        // What cannot be opened is told by whoever reads it next.
        Err(_) => false,
    }
}

fn unreadable(file: &str, why: impl ToString) -> Vec<Diagnostic> {
    vec![Fault::Unreadable { file: file.to_owned(), why: why.to_string() }.into()]
}

/// The parts of an archive that hold ballots, in the order of their names.
///
/// # Errors
/// If it cannot be opened, has too many parts or would unfold too far, or a part is no text.
pub fn parts(file: &str, bytes: &[u8]) -> Result<Vec<Input>, Vec<Diagnostic>> {
    bounded(file, bytes, MOST_PARTS, MOST_BYTES)
}

fn bounded(
    file: &str,
    bytes: &[u8],
    most_parts: usize,
    most_bytes: u64,
) -> Result<Vec<Input>, Vec<Diagnostic>> {
    let too_far = || vec![Fault::UnfoldsTooFar { file: file.to_owned() }.into()];
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| unreadable(file, error))?;
    if archive.len() > most_parts {
        return Err(too_far());
    }
    // Of two parts of one name only the last would be seen, and the ballot of the first be lost.
    let listed = listed(bytes).unwrap_or(archive.len() as u64);
    if listed != archive.len() as u64 {
        let (seen, listed) = (archive.len(), listed);
        return Err(unreadable(file, format!("it lists {listed} parts under {seen} names")));
    }
    let mut names = Vec::new();
    for name in archive.file_names() {
        let name = name.map_err(|error| unreadable(file, error))?.into_owned();
        if is_xml_name(&name) {
            names.push(name);
        }
    }
    names.sort();
    let (mut left, mut inputs, mut faults) = (most_bytes, Vec::new(), Vec::new());
    for name in names {
        let path = format!("{file}/{name}");
        let part = archive.by_name(&name).map_err(|error| unreadable(&path, error))?;
        let mut text = Vec::new();
        // One byte more than may be there, so that a part that goes too far shows it.
        let read = part.take(left + 1).read_to_end(&mut text);
        let size = read.map_err(|error| unreadable(&path, error))? as u64;
        left = left.checked_sub(size).ok_or_else(too_far)?;
        match read::decode(&path, &text, Encoding::Detect) {
            Ok(input) => inputs.push(input),
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok(inputs) } else { Err(faults) }
}

/// How many parts the end of an archive lists (APPNOTE 4.3.16; 4.3.14 where there are too many for it).
fn listed(bytes: &[u8]) -> Option<u64> {
    let last = |mark: &[u8; 4]| bytes.windows(4).rposition(|four| four == mark);
    let end = last(b"PK\x05\x06")?;
    let few = u16::from_le_bytes(bytes.get(end + 10..end + 12)?.try_into().ok()?);
    if few != u16::MAX {
        return Some(few.into());
    }
    let end = last(b"PK\x06\x06")?;
    Some(u64::from_le_bytes(bytes.get(end + 32..end + 40)?.try_into().ok()?))
}

fn is_xml_name(name: &str) -> bool {
    name.len() > 4 && name.is_char_boundary(name.len() - 4) && {
        let (stem, end) = name.split_at(name.len() - 4);
        // Signatures of records end so too, and the hidden files that some programs add.
        let hidden = name.rsplit('/').next().is_some_and(|one| one.starts_with('.'));
        end.eq_ignore_ascii_case(".xml") && !stem.ends_with(".sig") && !hidden
    }
}

/// The records of ballots in a folder, if it is an export of one file for each ballot.
///
/// # Errors
/// If the folder or one of its files cannot be read.
pub fn folder(path: &Path) -> Result<Option<Vec<Input>>, Vec<Diagnostic>> {
    let failed = |error: std::io::Error| unreadable(&path.display().to_string(), error);
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(path).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if is_xml_name(name) && path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    let Some(first) = paths.first() else { return Ok(None) };
    if !crate::text_of(first, Encoding::Detect).is_ok_and(|input| read::hart::is_hart(&input)) {
        return Ok(None);
    }
    let (mut inputs, mut faults) = (Vec::new(), Vec::new());
    for path in &paths {
        match crate::text_of(path, Encoding::Detect) {
            Ok(input) => inputs.push(input),
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok(Some(inputs)) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn an_archive_is_its_parts_by_name_and_a_workbook_is_none() {
        let bytes = archive(&[("b.xml", b"<Cvr/>"), ("a.xml", b"<Cvr/>"), ("a.xml.sig.xml", b"x")]);
        assert!(is_archive(&bytes) && !is_archive(&archive(&[(WORKBOOK, b"")])));
        let names: Vec<String> =
            parts("x.zip", &bytes).unwrap().into_iter().map(|one| one.file).collect();
        assert_eq!(names, ["x.zip/a.xml", "x.zip/b.xml"]);
    }

    #[test]
    fn an_archive_that_unfolds_too_far_is_refused() {
        let much = vec![b' '; 1 << 16];
        let bytes = archive(&[("a.xml", &much), ("b.xml", &much)]);
        assert!(bytes.len() < 1 << 12);
        assert!(bounded("x.zip", &bytes, 9, 1 << 17).is_ok());
        let told = |faults: Vec<Diagnostic>| faults[0].fault.code();
        assert_eq!(bounded("x.zip", &bytes, 9, (1 << 17) - 1).map_err(told), Err("E015"));
        assert_eq!(bounded("x.zip", &bytes, 1, 1 << 20).map_err(told), Err("E015"));
    }

    #[test]
    fn two_parts_of_one_name_are_told_and_no_ballot_is_lost() {
        let mut bytes = archive(&[("a.xml", b"<Cvr/>"), ("b.xml", b"<Cvr/>")]);
        let names: Vec<usize> =
            bytes.windows(5).enumerate().filter(|one| one.1 == b"b.xml").map(|one| one.0).collect();
        names.into_iter().for_each(|at| bytes[at] = b'a');
        let told = parts("x.zip", &bytes).unwrap_err();
        assert_eq!(told[0].fault.code(), "E003");
    }

    #[test]
    fn an_archive_that_is_cut_off_is_told() {
        let bytes = archive(&[("a.xml", b"<Cvr/>")]);
        let cut = &bytes[..bytes.len() / 2];
        assert!(!is_archive(cut));
        assert_eq!(parts("x.zip", cut).unwrap_err()[0].fault.code(), "E003");
    }
}
