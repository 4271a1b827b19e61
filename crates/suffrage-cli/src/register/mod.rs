//! `suffrage register`: who holds which office, by what right, since when, and what follows.

pub mod args;
mod ask;
mod check;
mod exchange;
mod load;
mod log;
mod proclaim;
mod verify;

use suffrage::render::register::Sheet;

use crate::output::{Done, Exit, Out};
use args::{Register, Source};

/// Runs a question or a command.
pub fn run(register: &Register, out: &Out) -> Done {
    match register {
        Register::Who { office, asked } => ask::who(office, asked, out),
        Register::Person { person, asked } => ask::person(person, asked, out),
        Register::Office { office, asked } => ask::office(office, asked, out),
        Register::Offices { pattern, asked } => ask::offices(pattern.as_deref(), asked, out),
        Register::Conflicts { resolved, asked } => ask::conflicts(*resolved, asked, out),
        Register::Vacancies { asked } => ask::vacancies(asked, out),
        Register::Succession { person, office, cause, asked } => {
            ask::succession(person, office.as_deref(), *cause, asked, out)
        }
        Register::Powers { pattern, asked } => ask::powers(pattern.as_deref(), asked, out),
        Register::Diff { from, to, source } => ask::diff(*from, *to, source, out),
        Register::Timeline { about, from, to, source } => {
            ask::timeline(about, (*from, *to), source, out)
        }
        Register::Claims { about, source } => ask::claims(about.as_deref(), source, out),
        Register::Story { story, source } => ask::story(story.as_deref(), source, out),
        Register::Proclaim { election, if_elected, toml, asked } => {
            proclaim::run(election, if_elected, *toml, asked, out)
        }
        Register::Check(args) => check::run(args, out),
        Register::Import(args) => exchange::import(args, out),
        Register::Export(args) => exchange::export(args, out),
        Register::Load(args) => load::run(args, out),
        Register::Verify(args) => verify::run(args, out),
        Register::Log(args) => log::run(args, out),
        Register::Schema => {
            out.line(&format!("{:#}", suffrage::register::form::schema()));
            Ok(Exit::Done)
        }
    }
}

/// Writes an answer as it was asked for.
fn answer((text, sheet): &(String, Sheet), source: &Source, out: &Out) -> Done {
    if source.json {
        out.line(&format!("{:#}", sheet.json()));
    } else if source.csv {
        out.bytes(sheet.csv().as_bytes());
    } else {
        out.prose(text);
    }
    Ok(Exit::Done)
}
