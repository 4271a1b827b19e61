//! What SQLite refuses, in the words of the catalogue.

use std::path::Path;

use rusqlite::ffi;
use rusqlite::{Error, ErrorCode};
use suffrage::Fault;

/// The fault of a file of entries for an error of SQLite.
pub(super) fn fault(path: &Path, error: &Error) -> Fault {
    let file = path.display().to_string();
    let why = error.to_string();
    let Error::SqliteFailure(code, _) = error else {
        return Fault::RegisterFailed { file, why };
    };
    match code.code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Fault::RegisterBusy { file },
        ErrorCode::ReadOnly if is_unfinished(error) => Fault::RegisterUnfinished { file },
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Fault::RegisterReadOnly { file },
        // A limit on the size of files is met by a write that fails.
        ErrorCode::DiskFull => Fault::RegisterFull { file },
        ErrorCode::SystemIoFailure if code.extended_code == ffi::SQLITE_IOERR_WRITE => {
            Fault::RegisterFull { file }
        }
        ErrorCode::DatabaseCorrupt => Fault::RegisterDamaged { file, why },
        ErrorCode::NotADatabase => Fault::NotARegister { file },
        _ => Fault::RegisterFailed { file, why },
    }
}

/// Whether a writer was cut off, and the file must be written to be put in order.
pub(super) fn is_unfinished(error: &Error) -> bool {
    let Error::SqliteFailure(code, _) = error else { return false };
    code.extended_code == ffi::SQLITE_READONLY_ROLLBACK
}
