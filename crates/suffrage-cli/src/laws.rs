//! `suffrage law` and `suffrage elections`.

use std::path::{Path, PathBuf};

use suffrage::law::{parse, schema};
use suffrage::read::{Encoding, Input, decode};
use suffrage::render::law as render;
use suffrage::{Lang, LawBook};
use suffrage_host::status::{self, Standing, Totals};
use suffrage_host::{Trouble, board};

use crate::args::Law;
use crate::output::{Done, Exit, Out};

pub fn run(args: &Law, out: &Out) -> Done {
    match args {
        Law::List => list(out),
        Law::Show { law, on } => show(law, *on, out),
        Law::Check { files } => check(files, out),
        Law::Status { json } => status(*json, out),
        Law::Schema => {
            out.line(&format!("{:#}", schema::schema()));
            Ok(Exit::Done)
        }
    }
}

fn list(out: &Out) -> Done {
    let book = board::laws()?;
    let row = |law: &suffrage::Law| {
        let title = if out.lang == Lang::Fr { &law.title.fr } else { &law.title.en };
        vec![law.id.clone(), law.coded.to_string(), title.clone()]
    };
    let rows: Vec<Vec<String>> = book.laws().iter().map(row).collect();
    out.columns(&rows);
    Ok(Exit::Done)
}

fn status(json: bool, out: &Out) -> Done {
    let all = status::of(&board::laws()?);
    let totals = Totals::of(&all);
    if json {
        let value = serde_json::json!({ "laws": all, "totals": totals });
        out.bytes(format!("{value:#}\n").as_bytes());
        return Ok(Exit::Done);
    }
    let head = match out.lang {
        Lang::En => ["law", "coded", "clauses read", "elections", "open", "standing"],
        Lang::Fr => ["loi", "codée", "clauses lues", "élections", "ouvertes", "état"],
    };
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for one in &all {
        let come_out = one.elections.len() - one.failing.len();
        rows.push(vec![
            one.law.clone(),
            one.coded.clone(),
            format!("{}/{}", one.seen, one.clauses),
            format!("{come_out}/{}", one.elections.len()),
            one.open.to_string(),
            standing(one.standing, out.lang).to_owned(),
        ]);
    }
    out.columns(&rows);
    out.prose(&format!("\n{}", told(&totals, out.lang)));
    Ok(Exit::Done)
}

fn standing(standing: Standing, lang: Lang) -> &'static str {
    match (standing, lang) {
        (Standing::Proven, Lang::En) => "proven",
        (Standing::Proven, Lang::Fr) => "prouvée",
        (Standing::Exact, Lang::En) => "exact, clauses unread",
        (Standing::Exact, Lang::Fr) => "exacte, clauses non lues",
        (Standing::Examples, Lang::En) => "worked examples only",
        (Standing::Examples, Lang::Fr) => "exemples seulement",
        (Standing::Unproven, Lang::En) => "unproven",
        (Standing::Unproven, Lang::Fr) => "non prouvée",
        (Standing::Fails, Lang::En) => "fails an election",
        (Standing::Fails, Lang::Fr) => "manque une élection",
    }
}

fn told(totals: &Totals, lang: Lang) -> String {
    let Totals { laws, proven, exact, unproven, clauses, seen, elections, open, .. } = totals;
    match lang {
        Lang::En => format!("{}\n", totals.told()),
        Lang::Fr => format!(
            "{laws} lois ; {elections} élections réelles tombent juste siège pour siège ; {proven} lois prouvées, {exact} exactes avec des clauses non lues, {unproven} par des exemples seulement ; {seen} clauses sur {clauses} lues dans une source ; {open} lectures ouvertes.\n"
        ),
    }
}

fn show(id: &str, on: Option<jiff::civil::Date>, out: &Out) -> Done {
    let path = Path::new(id);
    let (book, id) =
        if path.is_file() { board::laws_and(path)? } else { (board::laws()?, id.to_owned()) };
    let Some(law) = book.find(&id) else {
        return Err(book.unknown(&id).into());
    };
    out.prose(&render::law(law, on, out.lang, out.style));
    Ok(Exit::Done)
}

fn check(files: &[PathBuf], out: &Out) -> Done {
    let inputs: Vec<Input> = if files.is_empty() {
        let own =
            |(file, text): (&str, &str)| Input { file: file.to_owned(), text: text.to_owned() };
        board::law_files().map(own).collect()
    } else {
        let mut inputs = Vec::new();
        for path in files {
            let file = path.display().to_string();
            let bytes = suffrage_host::bytes(path)?;
            let decoded = decode(&file, &bytes, Encoding::Utf8);
            inputs.push(decoded.map_err(|faults| Trouble { faults, texts: Vec::new() })?);
        }
        inputs
    };
    let mut trouble = Trouble::default();
    let mut laws = board::laws()?.laws().to_vec();
    let mut read = Vec::new();
    for input in &inputs {
        match parse::law(&input.file, &input.text) {
            Ok(law) => {
                laws.retain(|one| one.id != law.id);
                laws.push(law.clone());
                read.push((law.id, input.file.clone()));
            }
            Err(faults) => trouble.faults.extend(faults),
        }
    }
    let book = LawBook::new(laws);
    let mut examples = 0;
    for (id, file) in &read {
        examples += book.find(id).map_or(0, |law| law.examples.len());
        trouble.faults.extend(book.run_examples(id, file));
    }
    trouble.texts = inputs;
    if trouble.faults.is_empty() {
        let laws = read.len();
        out.line(&match out.lang {
            Lang::En => {
                format!("{laws} laws read without a fault; {examples} worked examples come out")
            }
            Lang::Fr => format!("{laws} lois lues sans faute ; {examples} exemples tombent juste"),
        });
        return Ok(Exit::Done);
    }
    Err(trouble)
}

pub fn elections(pattern: Option<&str>, out: &Out) -> Done {
    let wanted = pattern.unwrap_or_default().to_lowercase();
    let rows = board::elections().into_iter().map(|id| {
        let title = board::title(&id).of(out.lang).to_owned();
        vec![id, title]
    });
    let fits = |row: &Vec<String>| row.iter().any(|cell| cell.to_lowercase().contains(&wanted));
    let rows: Vec<Vec<String>> = rows.filter(fits).collect();
    out.columns(&rows);
    Ok(Exit::Done)
}
