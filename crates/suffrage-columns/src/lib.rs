//! Ballots from files of columns: Parquet, and Arrow IPC (Feather, version 2).
//!
//! The forms are those of a spreadsheet, and the same table gives the same record in either:
//!
//! - a column for each rank (`rank 1`, `r2`, `choice_3`) with names as text, plain or from a
//!   dictionary, or with the codes of candidates as whole numbers; null or an empty text is an
//!   empty rank, and so is nothing else: 0 is a code, and told as a doubt;
//! - one column with a list of names or codes, in the order of the ranks; a list in it is several
//!   in one rank;
//! - `count` and a column for each candidate, of yes and no or of whole numbers: approvals, scores,
//!   or the ranks given, as whoever gives the file says.
//!
//! A column `count` says how many ballots a row stands for. The rows are read in groups as they lie
//! in the file, on all cores; each group numbers its names as they come, and the groups are joined
//! in their order, so the number of threads changes nothing.
//!
//! Such files come from strangers, and the decoders below us panic, or ask for all the memory
//! there is, on some that are damaged. So sizes are held against the file before anything is
//! unfolded (`guard`), and a panic is caught and told as damage.

mod cells;
mod groups;
mod guard;
mod lists;
mod messages;
mod rows;
mod shape;
mod thrift;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use bytes::Bytes;
use suffrage::read::typed::Binary;
use suffrage::read::{Reading, Table};
use suffrage::{Diagnostic, Fault};

/// The most faults of one file that are worth telling.
const MOST_FAULTS: usize = 50;
/// The most rows of a file, more than any electorate; of a small file fewer, since a page can say in
/// few bytes that one ballot is cast again and again, and every row takes room.
const MOST_ROWS: u64 = 2_000_000_000;
const MOST_ROWS_OF_SMALL: u64 = 100_000_000;
const ROWS_TO_A_BYTE: u64 = 4;
/// What a row takes until equal ballots are brought together.
const BYTES_TO_A_ROW: u64 = 16;
/// The most bytes that what is looked at together may unfold to.
const MOST_BYTES: u64 = 1 << 30;

/// Holds the number of rows against the length of the file.
fn bear_out(rows: u64, bytes: usize, form: Binary) -> Result<(), Fault> {
    let borne_out = (bytes as u64).saturating_mul(ROWS_TO_A_BYTE).max(MOST_ROWS_OF_SMALL);
    match rows {
        rows if rows > MOST_ROWS => Err(Fault::TooManyBallots {}),
        rows if rows > borne_out => {
            let (part, bytes) = (form.name().to_owned(), rows.saturating_mul(BYTES_TO_A_ROW));
            Err(Fault::ColumnsTooFar { part, bytes })
        }
        _ => Ok(()),
    }
}

/// Reads the ballots of a file whose first bytes say that it is of columns.
///
/// # Errors
/// Every fault that was found, with the column, the group of rows and the row.
pub fn read(file: &str, bytes: Vec<u8>, reading: Reading<'_>) -> Result<Table, Vec<Diagnostic>> {
    let bytes = Bytes::from(bytes);
    let form = Binary::of(&bytes);
    let at = |fault| Err(vec![Diagnostic::at(file, 0..0, fault)]);
    let work = || match form {
        Some(Binary::Parquet) => groups::read(file, &bytes, reading),
        Some(Binary::Arrow) => messages::read(file, &bytes, reading),
        Some(Binary::Other(name)) => at(Fault::FormNotRead { form: name.to_owned() }),
        None => at(Fault::FormNotRead { form: "?".to_owned() }),
    };
    behind_a_door(work).unwrap_or_else(|why| {
        let form = form.map_or("?", Binary::name).to_owned();
        at(Fault::ColumnsDamaged { form, why })
    })
}

/// How the threads are called whose panics are told as damage of the file.
const THREADS: &str = "suffrage-columns";

/// Works on threads of its own; a panic there is an answer, and nothing is printed of it.
fn behind_a_door<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, String> {
    static HUSH: Once = Once::new();
    HUSH.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let here = std::thread::current();
            if !here.name().is_some_and(|name| name.starts_with(THREADS)) {
                before(panic);
            }
        }));
    });
    // Schemas nest, and the decoders follow them by calling themselves.
    const STACK: usize = 64 << 20;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(rayon::current_num_threads())
        .thread_name(|number| format!("{THREADS}-{number}"))
        .stack_size(STACK)
        .build()
        .map_err(|error| error.to_string())?;
    catch_unwind(AssertUnwindSafe(|| pool.install(work))).map_err(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        let text = text.unwrap_or_else(|| "its parts contradict each other".to_owned());
        text.lines().next().unwrap_or_default().to_owned()
    })
}
