//! `suffrage new`: a folder for one's own election that counts as it stands.

use suffrage::ballots::Marking;
use suffrage::law::{Attribute, Choose, Method, SizeBy, Step, TransferBy};
use suffrage::method::majority::Seeks;
use suffrage::{Fault, Lang};
use suffrage_host::{board, write_folder};

use crate::args::New;
use crate::output::{Done, Exit, Out};

pub fn run(args: &New, out: &Out) -> Done {
    let book = board::laws()?;
    let id = args.law.split(':').next().unwrap_or_default();
    let Some(law) = book.find(id) else {
        let near = suffrage::diagnostic::near(id, book.laws().iter().map(|law| law.id.as_str()));
        return Err(Fault::NoSuchLaw { law: id.to_owned(), near }.into());
    };
    // The last day that is coded, or a recent one.
    let today = jiff::civil::date(2026, 1, 1);
    let date = if law.coded.holds(today) { today } else { law.coded.from };
    let on_day = book.on(id, date, &[]).map_err(|faults| suffrage_host::Trouble {
        faults: faults.into_iter().map(Into::into).collect(),
        texts: Vec::new(),
    })?;
    if let Some((_, system)) = args.law.split_once(':')
        && on_day.systems.iter().all(|(name, _)| name != system)
    {
        let known = on_day.systems.iter().map(|(name, _)| name.as_str());
        let near = suffrage::diagnostic::near(system, known);
        let (law, system) = (id.to_owned(), system.to_owned());
        return Err(Fault::NoSuchSystem { law, system, near }.into());
    }
    let steps =
        || on_day.systems.iter().flat_map(|(_, clauses)| clauses.iter().map(|(_, step)| step));
    let persons =
        steps().all(|step| matches!(step, Step::Round(rule) if rule.seeks == Seeks::Persons));
    let lists = steps().any(
        |step| matches!(step, Step::Allocate(rule) if !matches!(rule.method, Method::Remainders)),
    );
    let question = steps().find_map(|step| match step {
        Step::Adopt(rule) => Some(rule.answer.clone()),
        _ => None,
    });
    let marking = steps().find_map(|step| match step {
        Step::Ballot(rule) => Some(rule.marking),
        _ => None,
    });
    let mut meta = election(&args.law, &law.title.en, &date.to_string(), out.lang);
    let figures = if let Some(marking) = marking {
        let seats = seats(&on_day, out.lang);
        meta = meta.replacen("\nsource = ", &format!("\n{seats}source = "), 1);
        ("ballots.csv", ballots(marking))
    } else {
        ("totals.csv", totals(persons, lists, question.as_deref(), &on_day))
    };
    let files = [
        ("election.toml", meta),
        figures,
        ("README.md", readme(&args.folder.display().to_string(), out.lang)),
    ];
    let files: Vec<(&str, String)> = files.into_iter().collect();
    write_folder(&args.folder, &files)?;
    let (folder, edit) = (args.folder.display(), files[1].0);
    out.line(&match out.lang {
        Lang::En => {
            format!("{folder} is ready: edit {edit}, then run\n  suffrage count {folder}")
        }
        Lang::Fr => {
            format!("{folder} est prêt : modifiez {edit}, puis lancez\n  suffrage count {folder}")
        }
    });
    Ok(Exit::Done)
}

fn election(law: &str, title: &str, date: &str, lang: Lang) -> String {
    let (what, when, lots) = match lang {
        Lang::En => (
            "# What a table cannot say. Every key is explained by `suffrage law show`.",
            "# The day of the vote: the wording of the law in force on it applies.",
            "# If a tie must be decided by lot, draw it, then write what was drawn and by whom:\n# [[lot]]\n# contest = \"1\"\n# among = [\"A\", \"B\"]\n# drawn = [\"B\"]\n# source = \"drawn by the returning officer on 2 January 2026\"",
        ),
        Lang::Fr => (
            "# Ce qu'une table ne peut pas dire. `suffrage law show` explique la loi.",
            "# Le jour du vote : la rédaction de la loi en vigueur ce jour-là s'applique.",
            "# Si le sort doit trancher, tirez-le, puis écrivez ce qui est sorti et qui l'a tiré :\n# [[lot]]\n# contest = \"1\"\n# among = [\"A\", \"B\"]\n# drawn = [\"B\"]\n# source = \"tiré par le bureau le 2 janvier 2026\"",
        ),
    };
    let source = if lang == Lang::En {
        "the minutes of the polling station"
    } else {
        "le procès-verbal du bureau de vote"
    };
    format!(
        "{what}\ntitle = \"{title}\"\nlaw = \"{law}\"\n{when}\ndate = {date}\nsource = [\"{source}\"]\n\n{lots}\n"
    )
}

fn totals(persons: bool, lists: bool, question: Option<&str>, law: &suffrage::LawOnDay) -> String {
    if let Some(answer) = question {
        return format!(
            "contest,registered,voters,blank,null,expressed,code,name,votes\n1,1000,800,10,5,785,{answer},{answer},400\n1,,,,,,no,no,385\n"
        );
    }
    let coded = law.sizes.iter().find_map(|(_, size)| match &size.by {
        SizeBy::Constituency(rows) => rows.first().map(|row| row.0.clone()),
        _ => None,
    });
    let contest = coded.unwrap_or_else(|| "1".to_owned());
    let asks = |by: fn(&SizeBy) -> bool| law.sizes.iter().any(|(_, size)| by(&size.by));
    let by_inhabitants = asks(|by| matches!(by, SizeBy::Inhabitants(_)))
        || law.choose.iter().any(|(_, choose)| {
            matches!(choose, Choose::By { attribute: Attribute::Inhabitants, .. })
        });
    let stated = law.sizes.is_empty() || asks(|by| matches!(by, SizeBy::Stated));
    let seats = if stated { "10" } else { "" };
    let inhabitants = if by_inhabitants { "1200" } else { "" };
    let head =
        "contest,seats,inhabitants,registered,voters,blank,null,expressed,name,votes,published\n";
    let first = format!("{contest},{seats},{inhabitants},1000,800,10,5,785");
    let rest = format!("{contest},,,,,,,");
    let (a, b, c) = if persons || !lists {
        ("Anne Martin", "Benoît Roche", "Claude Petit")
    } else {
        ("List A", "List B", "List C")
    };
    format!("{head}{first},{a},450,\n{rest},{b},235,\n{rest},{c},100,\n")
}

/// Seats to fill, where ballots cannot say them.
fn seats(law: &suffrage::LawOnDay, lang: Lang) -> String {
    // A majority elects one; counts by quota, keep factors or committees are made for several.
    let one = |step: &Step| match step {
        Step::Transfer(rule) => matches!(rule.method, TransferBy::Runoff(_)),
        Step::Compare(_) | Step::Score(_) => true,
        _ => false,
    };
    let single = law.systems.iter().flat_map(|(_, clauses)| clauses).any(|(_, step)| one(step));
    let seats = if single { 1 } else { 2 };
    let fixed = law.sizes.iter().any(|(_, size)| matches!(size.by, SizeBy::Fixed(_)));
    match (fixed, lang) {
        (true, _) => String::new(),
        (false, Lang::En) => format!("# How many seats there are.\nseats = {seats}\n"),
        (false, Lang::Fr) => format!("# Combien de sièges il y a.\nseats = {seats}\n"),
    }
}

fn ballots(marking: Marking) -> String {
    let marked = match marking {
        Marking::Approved => {
            "count,Anne Martin,Benoît Roche,Claude Petit\n420,x,x,\n310,,x,\n150,x,,x\n"
        }
        Marking::Scored => {
            "count,Anne Martin,Benoît Roche,Claude Petit\n420,5,3,0\n310,1,5,0\n150,2,0,5\n"
        }
        Marking::Ranked => RANKED,
    };
    marked.to_owned()
}

const RANKED: &str = "count,rank 1,rank 2,rank 3\n420,Anne Martin,Benoît Roche,\n310,Benoît Roche,Anne Martin,\n150,Claude Petit,Benoît Roche,Anne Martin\n120,Denis Blanc,Claude Petit,\n";

fn readme(folder: &str, lang: Lang) -> String {
    match lang {
        Lang::En => format!(
            "# An election\n\n- `election.toml`: title, law, date, where the figures come from, lots that were drawn.\n- `totals.csv`: one row for each candidate or list and round. Facts of the contest stand on its first row.\n- `candidates.csv` (if persons of lists matter): `contest,list,name,born,votes`, in list order.\n\n    suffrage count {folder}\n    suffrage count {folder} --json --out record.json\n    suffrage replay record.json {folder}\n"
        ),
        Lang::Fr => format!(
            "# Une élection\n\n- `election.toml` : titre, loi, date, origine des chiffres, tirages au sort.\n- `totals.csv` : une ligne par candidat ou liste et par tour. Les faits du scrutin figurent sur sa première ligne.\n- `candidates.csv` (si les personnes des listes comptent) : `contest,list,name,born,votes`, dans l'ordre de la liste.\n\n    suffrage count {folder}\n    suffrage count {folder} --json --out record.json\n    suffrage replay record.json {folder}\n"
        ),
    }
}
