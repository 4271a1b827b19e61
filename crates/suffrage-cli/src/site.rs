//! `suffrage serve`, `suffrage publish` and `suffrage report`.

use std::path::Path;

use suffrage::{Fault, Lang, Record};
use suffrage_host::Trouble;
use suffrage_host::case::{By, Case};
use suffrage_serve::server::{self, Log};
use suffrage_serve::site::Site;

use crate::args::{self, ByLaw, Publish, Report, Serve};
use crate::chart::one;
use crate::count::{self, save};
use crate::output::{Done, Exit, Out};

fn by(under: &ByLaw) -> By {
    By { law: under.law.clone(), on: under.on }
}

pub fn serve(asked: &Serve, out: &Out) -> Done {
    let site = Site::open(&asked.target, &by(&asked.under), &asked.files.how())?;
    let log = match asked.log {
        args::Log::Text => Log::Text,
        args::Log::Json => Log::Json,
        args::Log::Off => Log::Off,
    };
    let ready = |address: std::net::SocketAddr| {
        out.line(&match out.lang {
            Lang::En => format!("Serving at http://{address}/ (Ctrl-C stops it)"),
            Lang::Fr => format!("En service à http://{address}/ (Ctrl-C l'arrête)"),
        });
    };
    server::run(site, asked.address, log, ready).map_err(|error| {
        let (address, why) = (asked.address.to_string(), error.to_string());
        Trouble::from(Fault::CannotListen { address, why })
    })?;
    Ok(Exit::Done)
}

pub fn publish(asked: &Publish, out: &Out) -> Done {
    let site = Site::open(&asked.target, &by(&asked.under), &asked.files.how())?;
    let written = suffrage_serve::publish::publish(&site, &asked.folder)?;
    let (files, megabytes, folder) =
        (written.files, written.bytes.div_ceil(1 << 20), asked.folder.display());
    out.line(&match out.lang {
        Lang::En => format!("{files} files, {megabytes} MB, written into {folder}"),
        Lang::Fr => format!("{files} fichiers, {megabytes} Mo, écrits dans {folder}"),
    });
    Ok(Exit::Done)
}

pub fn report(asked: &Report, out: &Out) -> Done {
    let case = count::asked(&asked.asked, &asked.asked.within.how()?)?;
    let record = one(&case)?;
    let bytes = match asked.out.extension().and_then(|end| end.to_str()) {
        Some("pdf") => pdf(&asked.out, &case, &record, out.lang)?,
        _ => {
            let site = Site::of_laws(case.book.clone());
            suffrage_serve::report::html(&site, &case, &record, out.lang).into_bytes()
        }
    };
    save(&asked.out, &bytes)?;
    Ok(Exit::Done)
}

/// The protocol on pages.
#[cfg(feature = "pdf")]
fn pdf(path: &Path, case: &Case, record: &Record, lang: Lang) -> Result<Vec<u8>, Trouble> {
    let file = path.display().to_string();
    let protocol = suffrage_pdf::protocol::of(case, record, lang);
    suffrage_pdf::pdf(&protocol)
        .map_err(|missing| Fault::LettersNotThere { file, letters: missing.to_string() }.into())
}

#[cfg(not(feature = "pdf"))]
fn pdf(path: &Path, _: &Case, _: &Record, _: Lang) -> Result<Vec<u8>, Trouble> {
    Err(Fault::NotBuilt { file: path.display().to_string(), feature: "pdf".to_owned() }.into())
}
