//! `suffrage new`: a folder for one's own election that counts as it stands.

use std::path::Path;

use suffrage::ballots::Marking;
use suffrage::law::{Attribute, Ballot, Choose, Law, Method, Most, SizeBy, Step, TransferBy};
use suffrage::method::majority::Seeks;
use suffrage::{Fault, Lang, LawBook, LawOnDay};
use suffrage_host::{board, bytes, write_folder};

use crate::args::New;
use crate::new_tiers;
use crate::output::{Done, Exit, Out};

type Trouble = suffrage_host::Trouble;

pub fn run(args: &New, out: &Out) -> Done {
    let chosen = Chosen::of(&args.law)?;
    let law = chosen.law()?;
    // The last day that is coded, or a recent one.
    let today = jiff::civil::date(2026, 1, 1);
    let date = if law.coded.holds(today) { today } else { law.coded.from };
    let on_day = chosen.book.on(&law.id, date, &[]).map_err(|faults| Trouble {
        faults: faults.into_iter().map(Into::into).collect(),
        texts: Vec::new(),
    })?;
    chosen.has_system(&on_day)?;
    let lang = out.lang;
    let ballot = steps(&on_day).find_map(|step| match step {
        Step::Ballot(rule) => Some(rule),
        _ => None,
    });
    let folder = args.folder.display().to_string();
    let meta = |seats: &str, of_ballots: bool| {
        let title = if lang == Lang::Fr { &law.title.fr } else { &law.title.en };
        election(&chosen.written(), title, &date.to_string(), seats, of_ballots, lang)
    };
    let (meta, figures, of_figures) = match ballot {
        Some(rule) => {
            let figures = vec![("ballots.csv", ballots(rule, seats(&on_day)))];
            (meta(&seats_line(&on_day, lang), true), figures, of_ballots(rule, lang))
        }
        None if on_day.counts_tiers() => {
            (meta("", false), new_tiers::files(&on_day, lang), new_tiers::about(lang).to_owned())
        }
        None => {
            let mut figures = vec![("totals.csv", totals(&on_day, lang))];
            figures.extend(candidates(&on_day, lang).map(|rows| ("candidates.csv", rows)));
            (meta("", false), figures, of_totals(lang).to_owned())
        }
    };
    let edit = figures[0].0;
    let readme = ("README.md", readme(&folder, &of_figures, lang));
    let mut files = vec![("election.toml", meta)];
    files.extend(figures);
    files.push(readme);
    files.extend(chosen.file.as_ref().map(|(name, text)| (name.as_str(), text.clone())));
    write_folder(&args.folder, &files)?;
    out.line(&match lang {
        Lang::En => {
            format!("{folder} is ready: edit {edit}, then run\n  suffrage count {folder}")
        }
        Lang::Fr => {
            format!("{folder} est prêt : modifiez {edit}, puis lancez\n  suffrage count {folder}")
        }
    });
    Ok(Exit::Done)
}

/// The law that the user named: one on board, or one in a file.
struct Chosen {
    book: LawBook,
    id: String,
    /// One of its systems, where the user picks it.
    system: Option<String>,
    /// The file of the law in the new folder, and its text.
    file: Option<(String, String)>,
}

impl Chosen {
    fn of(wanted: &str) -> Result<Self, Trouble> {
        let (law, system) = match wanted.rsplit_once(':') {
            Some((law, system)) => (law, Some(system.to_owned())),
            None => (wanted, None),
        };
        let path = Path::new(law);
        if path.extension().is_none_or(|end| end != "toml") {
            let (book, id) = (board::laws()?, law.to_owned());
            return Ok(Self { book, id, system, file: None });
        }
        let (book, id) = board::laws_and(path)?;
        // A law is found by the path of its file.
        let text = String::from_utf8_lossy(&bytes(path)?).into_owned();
        let file = Some((format!("{id}.toml"), text));
        Ok(Self { book, id, system, file })
    }

    fn law(&self) -> Result<&Law, Trouble> {
        self.book.find(&self.id).ok_or_else(|| self.book.unknown(&self.id).into())
    }

    fn has_system(&self, law: &LawOnDay) -> Result<(), Trouble> {
        let Some(system) = &self.system else { return Ok(()) };
        if law.systems.iter().any(|(name, _)| name == system) {
            return Ok(());
        }
        let known = law.systems.iter().map(|(name, _)| name.as_str());
        let near = suffrage::diagnostic::near(system, known);
        let (law, system) = (self.id.clone(), system.clone());
        Err(Fault::NoSuchSystem { law, system, near }.into())
    }

    /// The law as election.toml names it.
    fn written(&self) -> String {
        let law = self.file.as_ref().map_or(&self.id, |(name, _)| name);
        match &self.system {
            Some(system) => format!("{law}:{system}"),
            None => law.clone(),
        }
    }
}

fn steps(law: &LawOnDay) -> impl Iterator<Item = &Step> {
    law.systems.iter().flat_map(|(_, clauses)| clauses.iter().map(|(_, step)| step))
}

fn election(
    law: &str,
    title: &str,
    date: &str,
    seats: &str,
    of_ballots: bool,
    lang: Lang,
) -> String {
    let (what, when, source, lots) = match lang {
        Lang::En => (
            "# What a table cannot say. Every key is explained by `suffrage law show`.",
            "# The day of the vote: the wording of the law in force on it applies.",
            "the minutes of the polling station",
            "# If a tie must be decided by lot, draw it, then write what was drawn and by whom:\n# [[lot]]\n# contest = \"1\"\n# among = [\"A\", \"B\"]\n# drawn = [\"B\"]\n# source = \"drawn by the returning officer on 2 January 2026\"",
        ),
        Lang::Fr => (
            "# Ce qu'une table ne peut pas dire. `suffrage law show` explique la loi.",
            "# Le jour du vote : la rédaction de la loi en vigueur ce jour-là s'applique.",
            "le procès-verbal du bureau de vote",
            "# Si le sort doit trancher, tirez-le, puis écrivez ce qui est sorti et qui l'a tiré :\n# [[lot]]\n# contest = \"1\"\n# among = [\"A\", \"B\"]\n# drawn = [\"B\"]\n# source = \"tiré par le bureau le 2 janvier 2026\"",
        ),
    };
    let candidates = if of_ballots { of_candidates(lang) } else { "" };
    format!(
        "{what}\ntitle = \"{title}\"\nlaw = \"{law}\"\n{when}\ndate = {date}\n{seats}source = [\"{source}\"]\n\n{candidates}{lots}\n"
    )
}

/// What the folder may say of a candidate on the ballots.
fn of_candidates(lang: Lang) -> &'static str {
    match lang {
        Lang::En => {
            "# If a candidate has withdrawn, or ballots write the name in other ways:\n# [[candidate]]\n# name = \"Claude Petit\"\n# withdrawn = true\n# aliases = [\"a name as some ballot writes it\"]\n\n"
        }
        Lang::Fr => {
            "# Si une candidature est retirée, ou si des bulletins écrivent le nom autrement :\n# [[candidate]]\n# name = \"Claude Petit\"\n# withdrawn = true\n# aliases = [\"un nom comme un bulletin l'écrit\"]\n\n"
        }
    }
}

fn totals(law: &LawOnDay, lang: Lang) -> String {
    let question = steps(law).find_map(|step| match step {
        Step::Adopt(rule) => Some(rule.answer.as_str()),
        _ => None,
    });
    if let Some(answer) = question {
        let no = if lang == Lang::Fr { "non" } else { "no" };
        return format!(
            "contest,registered,voters,blank,null,expressed,code,name,votes\n1,1000,800,10,5,785,{answer},{answer},400\n1,,,,,,{no},{no},385\n"
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
    let head = "contest,seats,inhabitants,members,registered,voters,blank,null,expressed,name,votes,published\n";
    let first = format!("{contest},{seats},{inhabitants},80000,100000,80000,1000,500,78500");
    let rest = format!("{contest},,,,,,,,");
    let [a, b, c] = names(law, lang);
    format!("{head}{first},{a},45000,\n{rest},{b},23500,\n{rest},{c},10000,\n")
}

/// Persons of the lists with their own votes, where seats hang on these.
fn candidates(law: &LawOnDay, lang: Lang) -> Option<String> {
    steps(law).find(|step| matches!(step, Step::Allocate(rule) if rule.candidates.is_some()))?;
    let word = if lang == Lang::Fr { "Personne" } else { "Person" };
    let mut rows = "contest,list,name,votes\n".to_owned();
    for (list, standing) in names(law, lang).into_iter().zip([7, 4, 2]) {
        for number in 1..=standing {
            let own = 5000 - 500 * number;
            rows.push_str(&format!("1,{list},{word} {} {number},{own}\n", &list[list.len() - 1..]));
        }
    }
    Some(rows)
}

/// Whom the votes are for: persons or lists.
fn names(law: &LawOnDay, lang: Lang) -> [&'static str; 3] {
    let persons =
        steps(law).all(|step| matches!(step, Step::Round(rule) if rule.seeks == Seeks::Persons));
    let lists = steps(law).any(
        |step| matches!(step, Step::Allocate(rule) if !matches!(rule.method, Method::Remainders)),
    );
    match lang {
        _ if persons || !lists => ["Anne Martin", "Benoît Roche", "Claude Petit"],
        Lang::En => ["List A", "List B", "List C"],
        Lang::Fr => ["Liste A", "Liste B", "Liste C"],
    }
}

/// Seats that the law itself fixes.
fn fixed(law: &LawOnDay) -> Option<u32> {
    law.sizes.iter().find_map(|(_, size)| match size.by {
        SizeBy::Fixed(seats) => Some(seats),
        _ => None,
    })
}

/// Seats to fill.
fn seats(law: &LawOnDay) -> u32 {
    // A majority elects one; counts by quota, keep factors or committees are made for several, and
    // so are ballots on which as many are marked as there are seats.
    let several =
        |step: &Step| matches!(step, Step::Ballot(rule) if matches!(rule.most, Most::Seats));
    let one = |step: &Step| match step {
        Step::Transfer(rule) => matches!(rule.method, TransferBy::Runoff(_)),
        Step::Compare(_) | Step::Score(_) => true,
        _ => false,
    };
    let single = steps(law).any(one) && !steps(law).any(several);
    fixed(law).unwrap_or(if single { 1 } else { 2 })
}

/// The line of election.toml that says them, where the law does not.
fn seats_line(law: &LawOnDay, lang: Lang) -> String {
    let seats = seats(law);
    match lang {
        _ if fixed(law).is_some() => String::new(),
        Lang::En => format!("# How many seats there are.\nseats = {seats}\n"),
        Lang::Fr => format!("# Combien de sièges il y a.\nseats = {seats}\n"),
    }
}

/// How many ballots are alike, and whom they mark.
const APPROVED: [(u32, &[usize]); 3] = [(420, &[0, 1]), (310, &[1]), (150, &[2, 0])];
const NAMES: &str = "count,Anne Martin,Benoît Roche,Claude Petit\n";
const SCORED: &str = "420,5,3,0\n310,1,5,0\n150,2,0,5\n";
const RANKED: &str = "count,rank 1,rank 2,rank 3\n420,Anne Martin,Benoît Roche,\n310,Benoît Roche,Anne Martin,\n150,Claude Petit,Benoît Roche,Anne Martin\n120,Denis Blanc,Claude Petit,\n";

fn ballots(rule: &Ballot, seats: u32) -> String {
    match rule.marking {
        Marking::Approved => {
            let most = rule.most.of(seats).unwrap_or(usize::MAX);
            let rows =
                APPROVED.map(|(count, marked)| approved(count, &marked[..most.min(marked.len())]));
            format!("{NAMES}{}", rows.concat())
        }
        Marking::Scored => format!("{NAMES}{SCORED}"),
        Marking::Ranked => RANKED.to_owned(),
    }
}

/// A row of ballots on which some are marked.
fn approved(count: u32, marked: &[usize]) -> String {
    let cell = |place: &usize| if marked.contains(place) { ",x" } else { "," };
    let cells: Vec<&str> = [0, 1, 2].iter().map(cell).collect();
    format!("{count}{}\n", cells.concat())
}

fn of_totals(lang: Lang) -> &'static str {
    match lang {
        Lang::En => {
            "- `totals.csv`: one row for each candidate or list and round. Facts of the contest stand on its first row.\n- `candidates.csv` (if persons of lists matter): `contest,list,name,born,votes`, in list order.\n"
        }
        Lang::Fr => {
            "- `totals.csv` : une ligne par candidat ou liste et par tour. Les faits du scrutin figurent sur sa première ligne.\n- `candidates.csv` (si les personnes des listes comptent) : `contest,list,name,born,votes`, dans l'ordre de la liste.\n"
        }
    }
}

fn of_ballots(rule: &Ballot, lang: Lang) -> String {
    let cells = cells(rule, lang);
    match lang {
        Lang::En => format!(
            "- `ballots.csv`: one row for each ballot, or for as many like ballots as `count` says; leave the column `count` out of a ranked table and each row is one. No row of totals.\n{cells}- `[[candidate]]` in `election.toml`, with `withdrawn = true`: who stands on the ballots and no longer as a candidate; `aliases`: other ways in which the ballots write the name.\n- `[[lot]]` in `election.toml`: a tie that the law decides by lot waits until somebody has drawn it; the count then says so and names the equals.\n"
        ),
        Lang::Fr => format!(
            "- `ballots.csv` : une ligne par bulletin, ou pour autant de bulletins semblables que le dit `count` ; sans la colonne `count`, chaque ligne d'une table de rangs vaut un bulletin. Pas de ligne de totaux.\n{cells}- `[[candidate]]` dans `election.toml`, avec `withdrawn = true` : qui figure sur les bulletins mais n'est plus candidat ; `aliases` : les autres façons dont les bulletins écrivent le nom.\n- `[[lot]]` dans `election.toml` : une égalité que la loi tranche par le sort attend que quelqu'un l'ait tiré ; le compte le dit alors et nomme les égaux.\n"
        ),
    }
}

/// What the columns of a table of ballots are, and what a cell says.
fn cells(rule: &Ballot, lang: Lang) -> String {
    let columns = match (rule.marking, lang) {
        (Marking::Ranked, Lang::En) => {
            "`count,rank 1,rank 2,…`: a cell names the candidate of that rank, `A=B` two in one rank; an empty cell is an empty rank."
        }
        (Marking::Ranked, Lang::Fr) => {
            "`count,rank 1,rank 2,…` : une case nomme le candidat de ce rang, `A=B` deux au même rang ; une case vide est un rang vide."
        }
        (Marking::Approved, Lang::En) => {
            "`count` and a column for each candidate: `x` marks one, an empty cell does not."
        }
        (Marking::Approved, Lang::Fr) => {
            "`count` et une colonne par candidat : `x` en coche un, une case vide n'en coche pas."
        }
        (Marking::Scored, Lang::En) => {
            "`count` and a column for each candidate: a cell is the score given, the highest is the best; an empty cell is 0."
        }
        (Marking::Scored, Lang::Fr) => {
            "`count` et une colonne par candidat : une case est la note donnée, la plus haute est la meilleure ; une case vide vaut 0."
        }
    };
    let columns_are = if lang == Lang::Fr { "Colonnes :" } else { "Columns:" };
    format!("  {columns_are} {columns}{}\n", limit(rule.most, lang))
}

/// Beyond how many marks a ballot is void.
fn limit(most: Most, lang: Lang) -> String {
    match (most, lang) {
        (Most::Any, _) => String::new(),
        (Most::Seats, Lang::En) => " More marks than seats void a ballot.".to_owned(),
        (Most::Seats, Lang::Fr) => {
            " Plus de coches que de sièges, et le bulletin est nul.".to_owned()
        }
        (Most::So(most), Lang::En) => format!(" More marks than {most} void a ballot."),
        (Most::So(most), Lang::Fr) => {
            format!(" Plus de coches que {most}, et le bulletin est nul.")
        }
    }
}

fn readme(folder: &str, figures: &str, lang: Lang) -> String {
    let (title, meta) = match lang {
        Lang::En => (
            "An election",
            "- `election.toml`: title, law, date, where the figures come from, lots that were drawn.",
        ),
        Lang::Fr => (
            "Une élection",
            "- `election.toml` : titre, loi, date, origine des chiffres, tirages au sort.",
        ),
    };
    format!(
        "# {title}\n\n{meta}\n{figures}\n    suffrage count {folder}\n    suffrage count {folder} --json --out record.json\n    suffrage replay record.json {folder}\n"
    )
}
