//! `suffrage ballots inspect`: what is in files of ballots, before any law.

use suffrage::Fault;
use suffrage::render::ballots;
use suffrage_host::{Target, Trouble};

use crate::args::Inspect;
use crate::output::{Done, Exit, Out};

pub fn run(args: &Inspect, out: &Out) -> Done {
    let how = args.within.how()?;
    let (target, held) = suffrage_host::inspect(&args.target, &how)?;
    let (mut contests, mut faulty, doubts, texts) = match target {
        Target::Election(one, doubts, texts) => (one.contests, Vec::new(), doubts, texts),
        Target::Tables(table, texts) => (table.contests, table.faulty, table.doubts, texts),
    };
    out.doubts(&doubts, &texts);
    suffrage_host::keep(&mut contests, &mut faulty, &args.within.contest)?;
    contests.retain(|contest| contest.ballots.is_some());
    if contests.is_empty() {
        let fault = Fault::MissingFact { contest: String::new(), fact: "ballots".to_owned() };
        return Err(Trouble::from(fault));
    }
    if args.json {
        out.line(&format!("{:#}", ballots::json(&held, &contests)));
        return Ok(Exit::Done);
    }
    out.prose(&ballots::files(&held, out.lang));
    for contest in &contests {
        if let Some(cast) = &contest.ballots {
            out.prose(&ballots::contest(contest, cast, out.lang));
        }
    }
    Ok(Exit::Done)
}
