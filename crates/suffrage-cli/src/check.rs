//! `suffrage check`: published seats against the law.

use std::collections::BTreeMap;

use suffrage::check::{Finding, Verdict};
use suffrage::render::check as render;

use crate::args::Check;
use crate::count::open;
use crate::output::{Done, Exit, Out};

pub fn run(args: &Check, out: &Out) -> Done {
    let mut case = open(&args.target, &args.under, &[], &args.files.how())?;
    case.wish.published_seats = true;
    let mut findings = suffrage_host::check_all(&case.law, &case.contests, &case.lots, &case.wish);
    if args.json || args.csv {
        // A machine reads every contest, those that could not be read too.
        findings.extend(case.faulty.iter().map(|(code, faults)| Finding {
            contest: code.clone(),
            name: String::new(),
            verdict: Verdict::NotCounted(
                faults.iter().map(|one| one.fault.code().to_owned()).collect(),
            ),
            figures: None,
            differ: Vec::new(),
        }));
    }
    let wrong: Vec<&Finding> = findings
        .iter()
        .filter(|one| {
            matches!(one.verdict, Verdict::Wrong(_) | Verdict::NotCounted(_))
                || one.figures.is_some()
        })
        .collect();
    if args.json {
        out.line(&serde_json::to_string_pretty(&findings).unwrap_or_default());
    } else if args.csv {
        out.line(&render::csv(&findings, out.lang));
    } else {
        if !args.brief {
            for finding in &wrong {
                out.prose(&render::finding(finding, out.lang, out.style));
            }
        }
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for finding in &findings {
            *counts.entry(render::kind(&finding.verdict, out.lang)).or_default() += 1;
        }
        for (_, faults) in &case.faulty {
            let code = faults.first().map_or("", |one| one.fault.code());
            *counts.entry(render::unreadable(code, out.lang)).or_default() += 1;
        }
        let figures = findings.iter().filter(|one| one.figures.is_some()).count();
        out.prose(&render::summary(&counts, figures, out.lang, out.style));
    }
    Ok(if wrong.is_empty() && case.faulty.is_empty() { Exit::Done } else { Exit::Wrong })
}
