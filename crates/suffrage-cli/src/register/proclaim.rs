//! What a result proposes to a register.

use std::path::Path;

use suffrage::register::conflict::{self, Conflict};
use suffrage::register::fold::Register;
use suffrage::register::proclaim::{Election, Proposal, proposal, proposals, queue};
use suffrage::register::statement::Statement;
use suffrage::{Fault, Outcome};
use suffrage_host::register::{ElectionFact, counted};

use super::answer;
use super::args::Asked;
use super::ask::{open, view};
use crate::output::{Done, Exit, Out};

pub fn run(id: &str, if_elected: &[String], toml: bool, asked: &Asked, out: &Out) -> Done {
    let whole = open(&asked.source)?;
    let register = &whole.register;
    let fact = counted(&suffrage_host::board::laws()?, Path::new(id))?;
    let (mut all, mut statements) = (Vec::new(), Vec::new());
    let mut waits = false;
    for (record, held) in fact.records.iter().zip(&fact.contests) {
        let contest = record.contest.code.as_str();
        let (law, date) = (fact.law.as_str(), fact.date);
        let election = Election { id, law, date, contest, record };
        waits |= !Outcome::of(record).is_complete();
        let proposed: Vec<Proposal<'_>> = if if_elected.is_empty() {
            proposals(register, &election)
        } else {
            let stood = |name: &&String| record.candidacies.iter().any(|one| one.name == **name);
            if let Some(stranger) = if_elected.iter().find(|name| !stood(name)) {
                let known = record.candidacies.iter().map(|one| one.name.as_str());
                let near = suffrage::diagnostic::near(stranger, known);
                return Err(Fault::NoSuchPerson { name: stranger.clone(), near }.into());
            }
            if_elected.iter().map(|name| proposal(register, &election, "", name)).collect()
        };
        for one in proposed {
            statements.extend(one.statements(&election, ""));
            all.push(one);
        }
        if if_elected.is_empty() {
            let stated = |one: &Statement, all: &[Statement]| {
                all.iter().any(|other| {
                    other.fact.kind() == one.fact.kind() && other.fact.id() == one.fact.id()
                })
            };
            for one in queue(register, &election, held) {
                if !stated(&one, &statements) {
                    statements.push(one);
                }
            }
        }
    }
    if toml {
        out.bytes(suffrage::register::write::toml(&statements).as_bytes());
        return Ok(if waits { Exit::Waiting } else { Exit::Done });
    }
    // What the offices would conflict with is asked of the register with the proposals in it.
    let with = with(register, (id, &fact), statements);
    let on = asked.on.unwrap_or(fact.date);
    let conflicts = |one: &Proposal<'_>| -> Vec<Conflict<'_>> {
        let held: Vec<_> = with.of_person(&one.person).collect();
        let mut found = conflict::among(&with, &held, on, asked.law_of);
        found.retain(|one| one.later.acquired() == Some(fact.date));
        found
    };
    let rows: Vec<_> = all
        .into_iter()
        .map(|one| {
            let found = conflicts(&one);
            (one, found)
        })
        .collect();
    let told = view(register, out).proclaimed(fact.title.of(out.lang), &rows, on);
    answer(&told, &asked.source, out)?;
    Ok(if waits { Exit::Waiting } else { Exit::Done })
}

/// The register with more statements in it, and the election that they name.
fn with(
    register: &Register,
    (id, fact): (&str, &ElectionFact),
    statements: Vec<Statement>,
) -> Register {
    let mut with = register.clone();
    with.around.elections.insert(id.to_owned(), fact.clone());
    with.and(statements)
}
