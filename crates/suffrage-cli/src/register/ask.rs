//! Questions to a register.

use std::collections::BTreeSet;

use jiff::civil::Date;
use suffrage::Fault;
use suffrage::diagnostic::near;
use suffrage::register::fold::{AsOf, Register};
use suffrage::register::rules::Cause;
use suffrage::register::statement::Person;
use suffrage::register::when::Verdict;
use suffrage::register::{vacancy, who as find};
use suffrage::render::register::{Answer, Sheet, View};
use suffrage_host::Trouble;
use suffrage_host::register::{Whole, whole};

use super::answer;
use super::args::{Asked, CauseArg, Source};
use crate::output::{Done, Exit, Out};

/// Opens the register of a question.
pub fn open(source: &Source) -> Result<Whole, Trouble> {
    whole(&source.register, AsOf { known: source.known, recorded: source.recorded })
}

/// The register in the language of the output.
pub fn view<'r>(register: &'r Register, out: &Out) -> View<'r> {
    View { register, lang: out.lang, style: out.style }
}

impl Asked {
    /// The day asked about: today if nobody says.
    pub fn day(&self) -> Date {
        self.on.unwrap_or_else(suffrage_host::today)
    }
}

/// The key of a person, by key or name.
pub fn person_of<'r>(register: &'r Register, wanted: &str) -> Result<&'r str, Trouble> {
    let lower = wanted.to_lowercase();
    let named = |one: &Person, called: &dyn Fn(&str) -> bool| {
        std::iter::once(&one.name).chain(&one.names).any(|name| called(&name.to_lowercase()))
    };
    let all = || register.persons.iter().map(|one| &one.fact);
    let whole = |one: &&Person| one.id == wanted || named(one, &|name| name == lower);
    let part = |one: &&Person| named(one, &|name| name.contains(&lower));
    let mut found: Vec<&Person> = all().filter(whole).collect();
    if found.is_empty() {
        found = all().filter(part).collect();
    }
    match found.as_slice() {
        [one] => Ok(&one.id),
        several => {
            let known: Vec<&str> = if several.is_empty() {
                register.persons.iter().map(|one| one.fact.name.as_str()).collect()
            } else {
                several.iter().map(|one| one.id.as_str()).collect()
            };
            Err(Fault::NoSuchPerson { name: wanted.to_owned(), near: near(wanted, known) }.into())
        }
    }
}

/// A word that means an office of the register.
fn office_word<'w>(register: &Register, word: &'w str) -> Result<&'w str, Trouble> {
    if find::offices(register, word).is_empty() {
        let known =
            register.offices.iter().flat_map(|one| [one.fact.id.as_str(), one.fact.rules.as_str()]);
        let known: BTreeSet<&str> = known.filter(|one| !one.is_empty()).collect();
        return Err(Fault::NoSuchOffice { name: word.to_owned(), near: near(word, known) }.into());
    }
    Ok(word)
}

pub fn who(office: &str, asked: &Asked, out: &Out) -> Done {
    let whole = open(&asked.source)?;
    let word = office_word(&whole.register, office)?;
    answer(&view(&whole.register, out).who(word, asked.day()), &asked.source, out)
}

pub fn person(person: &str, asked: &Asked, out: &Out) -> Done {
    let whole = open(&asked.source)?;
    let id = person_of(&whole.register, person)?;
    let told = view(&whole.register, out).one_person(id, asked.day(), asked.law_of);
    answer(&told, &asked.source, out)
}

pub fn office(office: &str, asked: &Asked, out: &Out) -> Done {
    let whole = open(&asked.source)?;
    let word = office_word(&whole.register, office)?;
    answer(&view(&whole.register, out).one_office(word, asked.day()), &asked.source, out)
}

pub fn offices(pattern: Option<&str>, asked: &Asked, out: &Out) -> Done {
    let whole = open(&asked.source)?;
    let view = view(&whole.register, out);
    let mut sheet =
        Sheet { columns: vec!["office", "name", "rules", "law", "seats"], rows: Vec::new() };
    for one in &whole.register.offices {
        let name = view.office(&one.fact.id);
        let wanted = pattern.is_none_or(|pattern| {
            one.fact.id.contains(pattern) || name.to_lowercase().contains(&pattern.to_lowercase())
        });
        if wanted {
            let seats = one.fact.seats.map_or_else(String::new, |seats| seats.to_string());
            let (rules, law) = (one.fact.rules.clone(), one.fact.law.clone());
            sheet.rows.push(vec![one.fact.id.clone(), name.to_owned(), rules, law, seats]);
        }
    }
    if asked.source.json || asked.source.csv {
        return answer(&(String::new(), sheet), &asked.source, out);
    }
    out.columns(&sheet.rows);
    Ok(Exit::Done)
}

pub fn conflicts(resolved: bool, asked: &Asked, out: &Out) -> Done {
    let whole = open(&asked.source)?;
    let told = view(&whole.register, out).conflicts(asked.day(), asked.law_of, resolved);
    answer(&told, &asked.source, out)
}

pub fn vacancies(asked: &Asked, out: &Out) -> Done {
    let whole = open(&asked.source)?;
    answer(&view(&whole.register, out).vacancies(asked.day()), &asked.source, out)
}

pub fn succession(
    person: &str,
    office: Option<&str>,
    cause: Option<CauseArg>,
    asked: &Asked,
    out: &Out,
) -> Done {
    let whole = open(&asked.source)?;
    let (register, on) = (&whole.register, asked.day());
    let id = person_of(register, person)?;
    let word = office.map(|word| office_word(register, word)).transpose()?;
    let causes: Vec<Cause> = match cause {
        Some(cause) => vec![cause.cause()],
        None => suffrage::Word::ALL.iter().map(|(_, cause, _): &(_, Cause, _)| *cause).collect(),
    };
    let held: Vec<_> = register
        .of_person(id)
        .filter(|one| {
            let meant = word.is_none_or(|word| register.is_office(one.office(), word));
            meant && one.holds_on(on) != Verdict::No
        })
        .collect();
    if held.is_empty() {
        let (name, day) = (register.person_name(id).to_owned(), on);
        return Err(Fault::HoldsNothing { name, day }.into());
    }
    let mut all: Vec<(Cause, Answer<'_>)> = Vec::new();
    for one in held {
        let each = causes
            .iter()
            .map(|cause| (*cause, vacancy::succession(register, one, *cause, on, asked.law_of)));
        let (known, mut unknown): (Vec<_>, Vec<_>) = each.partition(|(_, next)| next.is_ok());
        // Asked about every cause, those of which the rules do not speak are left out.
        if known.is_empty() {
            unknown.truncate(1);
            all.extend(unknown);
        }
        all.extend(known);
    }
    answer(&view(register, out).succession(&all, on), &asked.source, out)
}

pub fn powers(pattern: Option<&str>, asked: &Asked, out: &Out) -> Done {
    let whole = open(&asked.source)?;
    answer(&view(&whole.register, out).powers(asked.day(), pattern), &asked.source, out)
}

pub fn diff(from: Date, to: Date, source: &Source, out: &Out) -> Done {
    let whole = open(source)?;
    answer(&view(&whole.register, out).diff(from, to), source, out)
}

pub fn timeline(
    about: &[String],
    (from, to): (Option<Date>, Option<Date>),
    source: &Source,
    out: &Out,
) -> Done {
    let whole = open(source)?;
    let register = &whole.register;
    let mut keys = BTreeSet::new();
    for one in about {
        let offices = find::offices(register, one);
        if !offices.is_empty() {
            keys.extend(offices);
            continue;
        }
        let known = register.organizations.get(one).is_some()
            || register.powers.get(one).is_some()
            || register.around.elections.contains_key(one);
        keys.insert(if known { one.as_str() } else { person_of(register, one)? });
    }
    let days = (from.unwrap_or(Date::MIN), to.unwrap_or_else(suffrage_host::today));
    answer(&view(register, out).timeline(&keys, days), source, out)
}

pub fn claims(about: Option<&str>, source: &Source, out: &Out) -> Done {
    let whole = open(source)?;
    answer(&view(&whole.register, out).claims(about), source, out)
}

pub fn story(story: Option<&str>, source: &Source, out: &Out) -> Done {
    let whole = open(source)?;
    let register = &whole.register;
    let Some(wanted) = story else {
        let title =
            |one: &suffrage::register::fold::Stated<suffrage::register::statement::Story>| {
                let title = &one.fact.title;
                let title = if out.lang == suffrage::Lang::En { &title.en } else { &title.fr };
                vec![one.fact.id.clone(), title.clone()]
            };
        out.columns(&register.stories.iter().map(title).collect::<Vec<_>>());
        return Ok(Exit::Done);
    };
    let Some(found) = register.stories.get(wanted) else {
        if register.stories.keys().next().is_none() {
            return Err(Fault::NoStories { name: wanted.to_owned() }.into());
        }
        let near = near(wanted, register.stories.keys());
        return Err(Fault::NoSuchStory { name: wanted.to_owned(), near }.into());
    };
    answer(&view(register, out).story(&found.fact), source, out)
}
