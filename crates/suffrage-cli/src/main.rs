//! `suffrage`: votes and a written law in; who is elected, and why, out. No logic lives here.

mod args;
mod ballots;
mod chart;
mod check;
mod compare;
mod count;
mod laws;
mod matrix;
mod new;
mod new_tiers;
mod output;
mod register;
mod site;

use std::process::ExitCode;

use clap::Parser as _;

use args::{Args, Command};
use output::{Exit, Out};

fn main() -> ExitCode {
    let args = Args::parse();
    let out = Out::of(&args);
    let done = match &args.command {
        Command::Count(count) => count::run(count, &out),
        Command::Compare(compare) => compare::run(compare, &out),
        Command::Chart(asked) => chart::run(asked, &out),
        Command::Check(check) => check::run(check, &out),
        Command::Replay(replay) => count::replay(replay, &out),
        Command::Law(law) => laws::run(law, &out),
        Command::Elections { pattern } => laws::elections(pattern.as_deref(), &out),
        Command::Ballots(asked) => ballots::run(asked.inspect(), &out),
        Command::Register(asked) => register::run(asked, &out),
        Command::New(new) => new::run(new, &out),
        Command::Serve(asked) => site::serve(asked, &out),
        Command::Publish(asked) => site::publish(asked, &out),
        Command::Report(asked) => site::report(asked, &out),
        Command::Completions { shell } => args::completions(*shell, &out),
        Command::Man { folder } => args::man(folder, &out),
    };
    let exit = done.unwrap_or_else(|trouble| {
        out.trouble(&trouble);
        Exit::Fault
    });
    ExitCode::from(exit.code())
}
