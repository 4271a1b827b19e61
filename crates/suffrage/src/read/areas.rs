//! The tiers of an election: `areas.csv`, `constituencies.csv`, `won.csv`.
//!
//! `areas.csv` has a row for each area: `area, name, tier, within, seats, levelling, inhabitants,
//! surface`; `tier` is `region` or `constituency`, `within` the code of the area above, empty for
//! the whole. `constituencies.csv` has votes for persons, in the form of `totals.csv`; the code of a
//! row is that of the party. `won.csv` has seats that the authority declared where such votes are
//! not at hand: `area, code, seats`. `totals.csv` then holds votes for lists, at any tier.

use super::Input;
use super::columns::Rows;
use crate::diagnostic::{Diagnostic, Fault};
use crate::tally::{Area, AreaFault, Contest, Parts, Tier, Tiers};

/// The files that say something of tiers.
#[derive(Default)]
pub(super) struct Files<'a> {
    pub totals: Option<&'a Input>,
    pub areas: Option<&'a Input>,
    pub constituencies: Option<&'a Input>,
    pub won: Option<&'a Input>,
}

impl Files<'_> {
    /// Whether the folder says that its contests belong together.
    pub fn any(&self) -> bool {
        self.areas.is_some() || self.constituencies.is_some() || self.won.is_some()
    }

    /// The election as one contest; every fault of its tiers at once.
    pub fn contest(&self, lists: Vec<Contest>, faults: &mut Vec<Diagnostic>) -> Option<Contest> {
        let before = faults.len();
        let mut parts = Parts { lists, ..Parts::default() };
        if let Some(input) = self.areas {
            match Rows::open(input) {
                Ok(rows) => parts.areas = areas(rows, faults),
                Err(all) => faults.extend(all),
            }
        }
        if let Some(input) = self.constituencies {
            match Rows::open(input).and_then(super::long::read) {
                Ok(table) => {
                    faults.extend(table.faulty.into_iter().flat_map(|(_, all)| all));
                    parts.direct = table.contests;
                }
                Err(all) => faults.extend(all),
            }
        }
        if let Some(input) = self.won {
            match Rows::open(input) {
                Ok(rows) => parts.won = won(rows, faults),
                Err(all) => faults.extend(all),
            }
        }
        if faults.len() > before {
            return None;
        }
        match Tiers::contest(parts) {
            Ok(contest) => Some(contest),
            Err(all) => {
                faults.extend(all.into_iter().map(|fault| self.placed(fault)));
                None
            }
        }
    }

    /// A fault of an area, at the row that says it.
    fn placed(&self, (area, fault): AreaFault) -> Diagnostic {
        let wanted = match &fault {
            Fault::PartyTwice { second, .. } => Some(second.clone()),
            Fault::TiersDisagree { party, .. } => Some(party.clone()),
            _ => None,
        };
        let of_areas = matches!(
            fault,
            Fault::AreaMissing { .. } | Fault::AreaTwice { .. } | Fault::AreaInNone { .. }
        );
        let files = match &fault {
            _ if of_areas => [self.areas, self.totals, self.constituencies],
            Fault::DeclaredAndCounted { .. } => [self.won, self.constituencies, self.totals],
            _ => [self.totals, self.constituencies, self.won],
        };
        for input in files.into_iter().flatten() {
            if let Some(span) = row(input, &area, wanted.as_deref()) {
                return Diagnostic::at(&input.file, span, fault);
            }
        }
        fault.into()
    }
}

/// The row of an area (and of a party in it, if one is wanted).
fn row(input: &Input, area: &str, party: Option<&str>) -> Option<std::ops::Range<usize>> {
    let mut rows = Rows::open(input).ok()?;
    let column = rows.column("contest").or_else(|| rows.column("area"))?;
    let mut found = None;
    while rows.next() {
        if rows.cell(column) != area {
            continue;
        }
        if party.is_none_or(|party| rows.cells().any(|cell| cell == party)) {
            // Of an area that stands twice, the second row is the one to mend.
            found = Some(rows.row_span());
            if party.is_some() {
                break;
            }
        }
    }
    found
}

fn areas(mut rows: Rows<'_>, faults: &mut Vec<Diagnostic>) -> Vec<(Area, String)> {
    const KNOWN: &[&str] =
        &["area", "name", "tier", "within", "seats", "levelling", "inhabitants", "surface"];
    let before = faults.len();
    super::folder::header(&rows, KNOWN, faults);
    let (code, tier) = (rows.need("area", faults), rows.need("tier", faults));
    let optional = |name: &str| rows.column(name).unwrap_or(usize::MAX);
    let [name, within, seats, levelling, inhabitants, surface] =
        ["name", "within", "seats", "levelling", "inhabitants", "surface"].map(optional);
    let mut areas = Vec::new();
    let header = faults.len() == before;
    while header && rows.next() {
        if rows.len() != rows.header.len() {
            let (found, wanted) = (rows.len(), rows.header.len());
            let fault = Fault::TooFewFields { found, wanted };
            faults.push(Diagnostic::at(&rows.input.file, rows.row_span(), fault));
            continue;
        }
        if rows.cell(code).is_empty() {
            faults.push(rows.at(code, Fault::Empty { column: "area".to_owned() }));
            continue;
        }
        let text = rows.cell(tier);
        let known = [Tier::Region, Tier::Constituency, Tier::Nation];
        let found = known.into_iter().find(|one| one.one() == text).unwrap_or_else(|| {
            faults.push(rows.at(tier, Fault::NotATier { text: text.to_owned() }));
            Tier::Constituency
        });
        let called = match rows.cell(name) {
            "" => rows.cell(code),
            name => name,
        };
        areas.push((
            Area {
                code: rows.cell(code).to_owned(),
                name: called.to_owned(),
                tier: found,
                seats: rows.small(seats, faults),
                levelling: rows.small(levelling, faults),
                inhabitants: rows
                    .whole(inhabitants, faults)
                    .and_then(|all| u64::try_from(all).ok()),
                surface: rows.whole(surface, faults).and_then(|all| u64::try_from(all).ok()),
                ..Area::default()
            },
            rows.cell(within).to_owned(),
        ));
    }
    areas
}

fn won(mut rows: Rows<'_>, faults: &mut Vec<Diagnostic>) -> Vec<(String, String, u32)> {
    let before = faults.len();
    super::folder::header(&rows, &["area", "code", "seats"], faults);
    let columns = ["area", "code", "seats"].map(|name| rows.need(name, faults));
    let mut all = Vec::new();
    let header = faults.len() == before;
    while header && rows.next() {
        let [area, code, seats] = columns;
        if rows.cell(seats).is_empty() {
            faults.push(rows.at(seats, Fault::Empty { column: "seats".to_owned() }));
            continue;
        }
        let number = rows.small(seats, faults).unwrap_or(0);
        all.push((rows.cell(area).to_owned(), rows.cell(code).to_owned(), number));
    }
    all
}
