//! Addresses: what can be asked for, how it is written, and how it is read back.
//!
//! One form for both faces: a page of the server is a file `…/index.html` of the publication, and
//! links are relative, so that either may stand in any folder.

use jiff::civil::Date;
use suffrage::Lang;

use crate::site::Site;
use crate::words;

/// What stands at an address below a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The first page.
    Home,
    /// All elections.
    Elections,
    /// All laws.
    Laws,
    /// A law, in every version or as on a day.
    Law(String, Option<Date>),
    /// The file of a law.
    LawText(String),
    /// An election, its contests from a page on.
    Election(String, usize),
    /// One contest of several.
    Contest(String, String),
    /// A contest counted otherwise; the code is empty for the only one.
    WhatIf(String, String),
    /// A file beside a contest; the code is empty for the only one.
    File(String, String, String),
    /// What a register answers, as on a day; none: today.
    Register(String, Ask, Option<Date>),
    /// The same as rows, `csv` or `json`.
    Rows(String, Ask, Option<Date>, &'static str),
    /// Count your own.
    Count,
    /// The reference of the API.
    Reference,
}

/// What is asked of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// What there is to ask.
    Overview,
    /// Who holds what.
    Who,
    /// An office: who is in it, who was, and its rules.
    Office(String),
    /// A person: offices, rights, incompatibilities.
    Person(String),
    /// Incompatibilities and their deadlines.
    Conflicts,
    /// Offices that nobody holds.
    Vacancies,
    /// Which institution holds which power.
    Powers,
    /// Sources that contradict each other, and the choice made.
    Claims,
    /// A story, day by day.
    Story(String),
}

impl Ask {
    fn path(&self) -> String {
        match self {
            Self::Overview => String::new(),
            Self::Who => "who/".to_owned(),
            Self::Office(id) => format!("office/{}/", encoded(id)),
            Self::Person(id) => format!("person/{}/", encoded(id)),
            Self::Conflicts => "conflicts/".to_owned(),
            Self::Vacancies => "vacancies/".to_owned(),
            Self::Powers => "powers/".to_owned(),
            Self::Claims => "claims/".to_owned(),
            Self::Story(id) => format!("story/{}/", encoded(id)),
        }
    }

    fn read(parts: &[&str]) -> Option<Self> {
        Some(match parts {
            [] => Self::Overview,
            ["who"] => Self::Who,
            ["office", id] => Self::Office(decoded(id)?),
            ["person", id] => Self::Person(decoded(id)?),
            ["conflicts"] => Self::Conflicts,
            ["vacancies"] => Self::Vacancies,
            ["powers"] => Self::Powers,
            ["claims"] => Self::Claims,
            ["story", id] => Self::Story(decoded(id)?),
            _ => return None,
        })
    }

    /// Whether the answer depends on the day.
    #[must_use]
    pub fn has_day(&self) -> bool {
        !matches!(self, Self::Overview | Self::Claims | Self::Story(_))
    }
}

impl Route {
    /// The address below the language, as `elections/nc/senate/2023/`.
    #[must_use]
    pub fn path(&self) -> String {
        let of = |id: &str, code: &str| match code {
            "" => format!("elections/{id}/"),
            code => format!("elections/{id}/contest/{}/", encoded(code)),
        };
        match self {
            Self::Home => String::new(),
            Self::Elections => "elections/".to_owned(),
            Self::Laws => "laws/".to_owned(),
            Self::Law(id, None) => format!("laws/{id}/"),
            Self::Law(id, Some(day)) => format!("laws/{id}/on/{day}/"),
            Self::LawText(id) => format!("laws/{id}/law.toml"),
            Self::Election(id, 1) => of(id, ""),
            Self::Election(id, page) => format!("elections/{id}/page/{page}/"),
            Self::Contest(id, code) => of(id, code),
            Self::WhatIf(id, code) => of(id, code) + "what-if/",
            Self::File(id, code, file) => of(id, code) + file,
            Self::Register(id, ask, on) => of_register(id, ask, *on),
            Self::Rows(id, ask, on, end) => format!("{}rows.{end}", of_register(id, ask, *on)),
            Self::Count => "count/".to_owned(),
            Self::Reference => "api/".to_owned(),
        }
    }

    /// What an address below a language asks for; `None` if there is nothing.
    #[must_use]
    pub fn read(path: &str, site: &Site) -> Option<Self> {
        let parts: Vec<&str> = path.trim_end_matches('/').split('/').collect();
        match parts.as_slice() {
            [""] => Some(Self::Home),
            ["elections"] => Some(Self::Elections),
            ["laws"] => Some(Self::Laws),
            ["count"] => Some(Self::Count),
            ["api"] => Some(Self::Reference),
            ["laws", rest @ ..] => Self::of_law(rest, site),
            ["elections", rest @ ..] => Self::of_election(rest, site),
            ["register", id, rest @ ..] => Self::of_register(id, rest, site),
            _ => None,
        }
    }

    fn of_register(id: &str, parts: &[&str], site: &Site) -> Option<Self> {
        let id = site.register(id)?.id.clone();
        let (parts, end) = match parts {
            [parts @ .., "rows.csv"] => (parts, Some("csv")),
            [parts @ .., "rows.json"] => (parts, Some("json")),
            parts => (parts, None),
        };
        let (parts, on) = match parts {
            [parts @ .., "on", day] => (parts, Some(day.parse().ok()?)),
            parts => (parts, None),
        };
        let ask = Ask::read(parts)?;
        if on.is_some() && !ask.has_day() {
            return None;
        }
        Some(match end {
            None => Self::Register(id, ask, on),
            Some(_) if ask == Ask::Overview => return None,
            Some(end) => Self::Rows(id, ask, on, end),
        })
    }

    fn of_law(parts: &[&str], site: &Site) -> Option<Self> {
        let known = |parts: &[&str]| {
            let id = parts.join("/");
            site.book.find(&id).map(|law| law.id.clone())
        };
        match parts {
            [id @ .., "law.toml"] => Some(Self::LawText(known(id)?)),
            [id @ .., "on", day] => Some(Self::Law(known(id)?, Some(day.parse().ok()?))),
            id => Some(Self::Law(known(id)?, None)),
        }
    }

    fn of_election(parts: &[&str], site: &Site) -> Option<Self> {
        let at = (1..=parts.len().min(8)).rev();
        let mut known = at.filter_map(|at| Some((site.election(&parts[..at].join("/"))?, at)));
        let (shown, at) = known.next()?;
        let id = shown.id.clone();
        let (code, rest) = match &parts[at..] {
            ["contest", code, rest @ ..] => (decoded(code)?, rest),
            rest => (String::new(), rest),
        };
        if !code.is_empty() {
            shown.contest(&code)?;
        }
        match rest {
            [] if code.is_empty() => Some(Self::Election(id, 1)),
            [] => Some(Self::Contest(id, code)),
            ["page", page] if code.is_empty() => {
                let page = page.parse().ok().filter(|page| *page >= 1)?;
                Some(Self::Election(id, page))
            }
            ["what-if"] => Some(Self::WhatIf(id, code)),
            [file] => Some(Self::File(id, code, (*file).to_owned())),
            _ => None,
        }
    }

    /// Whether it is a page, whose address ends with a slash.
    #[must_use]
    pub fn is_page(&self) -> bool {
        !matches!(self, Self::File(..) | Self::LawText(_) | Self::Rows(..))
    }
}

fn of_register(id: &str, ask: &Ask, on: Option<Date>) -> String {
    let day = on.map_or_else(String::new, |on| format!("on/{on}/"));
    format!("register/{id}/{}{day}", ask.path())
}

/// The language at the head of a path, and what follows it.
#[must_use]
pub fn language(path: &str) -> Option<(Lang, &str)> {
    let path = path.strip_prefix('/').unwrap_or(path);
    words::LANGS.into_iter().find_map(|lang| {
        let rest = path.strip_prefix(words::tag(lang))?;
        (rest.is_empty() || rest.starts_with('/'))
            .then(|| (lang, rest.strip_prefix('/').unwrap_or(rest)))
    })
}

/// How many folders lie above what stands at this path.
#[must_use]
pub fn depth(path: &str) -> usize {
    path.strip_prefix('/').unwrap_or(path).matches('/').count()
}

/// A code as a part of an address and of a file name: letters that either keeps for itself are
/// written as `~` and two digits for each byte.
///
/// # Example
/// ```
/// use suffrage_serve::route::{decoded, encoded};
/// assert_eq!(encoded("54"), "54");
/// assert_eq!(encoded("../Île"), "~2E~2E~2F~C3~8Ele");
/// assert_eq!(decoded("~2E~2E~2F~C3~8Ele").as_deref(), Some("../Île"));
/// assert_eq!(decoded("~2"), None);
/// ```
#[must_use]
pub fn encoded(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    for byte in code.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("~{byte:02X}"));
        }
    }
    out
}

/// Reads what [`encoded`] wrote; `None` if it never wrote such.
#[must_use]
pub fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'~' => {
                let digit = |byte: u8| char::from(byte).to_digit(16);
                let (high, low) = (digit(rest.next()?)?, digit(rest.next()?)?);
                u8::try_from(high * 16 + low).ok()?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}
