//! Who leads where: the contests of an election, or the constituencies of a count over several tiers,
//! each with the list that has most of its seats, and of those with as many the most votes. What both maps show.

use std::collections::BTreeMap;

use suffrage::number::Exact;
use suffrage::record::OfTiers;
use suffrage::tally::{AreaNumber, Place, Tier};
use suffrage::{Diagnostic, Fault, Lang, Outcome, Record, Step, say};

use crate::facts::{HUES, PATTERNS, last_votes};
use crate::map::{self, Shapes};
use crate::tiles::{self, Tiles};
use crate::{Cell, Chart, Kind, Look, Table};

/// One contest or area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Its code, by which a map finds it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The list with most of its seats, and how many; `None` where nobody has any,
    /// or two have the same of both.
    pub first: Option<(String, u32)>,
    /// All its seats that somebody has.
    pub seats: u32,
    /// The colour of the first.
    pub tone: Option<usize>,
}

/// All contests or areas of an election.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regions {
    /// Of which election.
    pub title: String,
    /// In the order of the files.
    pub all: Vec<Region>,
    /// Who leads somewhere, in how many regions, in which colour: most regions first.
    pub leaders: Vec<(String, u32, usize)>,
}

impl Regions {
    /// Of the records of an election: one for each contest, or one over several tiers. `None` where
    /// there are fewer than three.
    #[must_use]
    pub fn of<'r>(title: &str, records: impl IntoIterator<Item = &'r Record>) -> Option<Self> {
        let records: Vec<&Record> = records.into_iter().collect();
        let mut all = match records.as_slice() {
            [one] => areas(one),
            many => many.iter().map(|one| contest(one)).collect(),
        };
        if all.len() < 3 {
            return None;
        }
        let mut led: BTreeMap<&str, u32> = BTreeMap::new();
        for (name, _) in all.iter().filter_map(|one| one.first.as_ref()) {
            *led.entry(name).or_default() += 1;
        }
        let mut leaders: Vec<(String, u32)> =
            led.into_iter().map(|(name, regions)| (name.to_owned(), regions)).collect();
        leaders.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let tone = |at: usize| at.min(HUES * PATTERNS);
        for region in &mut all {
            let first = region.first.as_ref().map(|one| &one.0);
            let at = first.and_then(|name| leaders.iter().position(|one| one.0 == *name));
            region.tone = at.map(tone);
        }
        let leaders = leaders.into_iter().enumerate().map(|(at, one)| (one.0, one.1, tone(at)));
        Some(Self { title: title.to_owned(), all, leaders: leaders.collect() })
    }

    /// Who leads, in words.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let all = self.all.len();
        let most = if self.leaders.len() <= 6 { 6 } else { 5 };
        let mut shown: Vec<String> = self
            .leaders
            .iter()
            .take(most)
            .map(|(name, regions, _)| format!("{name} {regions}"))
            .collect();
        if let Some(more) = self.leaders.len().checked_sub(most).filter(|more| *more > 0) {
            shown.push(say!(lang, "{more} others", "{more} autres"));
        }
        let shown = shown.join(", ");
        let nobody = self.all.iter().filter(|one| one.first.is_none()).count();
        let nobody = match nobody {
            0 => String::new(),
            nobody => say!(
                lang,
                " In {nobody} nobody is first.",
                " Dans {nobody} d'entre elles, personne n'est en tête."
            ),
        };
        say!(
            lang,
            "Most seats in each of {all}: {shown}.{nobody}",
            "Le plus de sièges dans chacune des {all} circonscriptions : {shown}.{nobody}"
        )
    }

    /// Every region with who leads it.
    #[must_use]
    pub fn table(&self, lang: Lang) -> Table {
        let head = vec![
            say!(lang, "Code", "Code"),
            say!(lang, "Constituency", "Circonscription"),
            say!(lang, "First", "En tête"),
            say!(lang, "Its seats", "Ses sièges"),
            say!(lang, "All seats", "Tous les sièges"),
        ];
        let rows = self.all.iter().map(|one| {
            let (name, seats) = one.first.clone().unwrap_or_default();
            vec![
                Cell::Word(one.code.clone()),
                Cell::Word(one.name.clone()),
                Cell::Word(name),
                Cell::plain(seats),
                Cell::plain(one.seats),
            ]
        });
        Table { head, rows: rows.collect() }
    }

    /// What a region says to whoever points at it.
    pub(crate) fn said(one: &Region, lang: Lang) -> String {
        let name = &one.name;
        match &one.first {
            Some((first, seats)) if one.seats > 1 => {
                let all = one.seats;
                say!(
                    lang,
                    "{name} – {first}, {seats} of {all}",
                    "{name} – {first}, {seats} sur {all}"
                )
            }
            Some((first, _)) => format!("{name} – {first}"),
            None => say!(lang, "{name} – nobody", "{name} – personne"),
        }
    }

    /// Colours with names and numbers of regions, for the legend.
    pub(crate) fn legend(&self) -> Vec<(usize, String, String)> {
        let most = HUES * PATTERNS;
        let named = self.leaders.iter().take(most);
        named.map(|(name, regions, tone)| (*tone, name.clone(), regions.to_string())).collect()
    }
}

/// Files that say where regions lie: name and text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// Outlines, as GeoJSON.
    pub shapes: Option<(String, String)>,
    /// Places of tiles, as `code,column,row`.
    pub tiles: Option<(String, String)>,
    /// The property of the outlines that names regions; found out if it is not said.
    pub key: Option<String>,
}

/// A map, or tiles: where these are not stated, near the middles of the outlines, or in order.
///
/// # Errors
/// Files that cannot be read or do not fit the regions; a map without outlines.
pub fn draw(
    kind: Kind,
    regions: &Regions,
    beside: &Beside,
    look: &Look<'_>,
) -> Result<Chart, Vec<Diagnostic>> {
    let shapes = match &beside.shapes {
        Some((file, text)) => {
            Some((file, Shapes::read(file, text).map_err(|fault| vec![fault.into()])?))
        }
        None => None,
    };
    if kind == Kind::Map {
        let Some((file, shapes)) = shapes else {
            return Err(vec![Fault::MapWithoutShapes {}.into()]);
        };
        let drawn = map::draw(regions, &shapes, beside.key.as_deref(), look);
        let like = regions.all.iter().take(3).map(|one| format!("{} ({})", one.code, one.name));
        let like = like.collect::<Vec<_>>().join(", ");
        return drawn.ok_or_else(|| vec![Fault::NoShapeFits { file: file.clone(), like }.into()]);
    }
    let laid = match (&beside.tiles, &shapes) {
        (Some((file, text)), _) => Tiles::read(regions, file, text)?,
        (None, Some((_, shapes))) => {
            Tiles::near(regions, shapes).unwrap_or_else(|| Tiles::in_order(regions))
        }
        (None, None) => Tiles::in_order(regions),
    };
    Ok(tiles::draw(regions, &laid, look))
}

fn contest(record: &Record) -> Region {
    let (outcome, votes) = (Outcome::of(record), last_votes(record));
    let seats = places(record).map(|place| outcome.seats_of(place)).collect();
    region(&record.contest.code, &record.contest.name, record, seats, &votes)
}

/// The constituencies of a count over several tiers, or its regions if there are none.
fn areas(record: &Record) -> Vec<Region> {
    let outcome = Outcome::of(record);
    let tier = [Tier::Constituency, Tier::Region]
        .into_iter()
        .find(|tier| record.areas.iter().filter(|one| one.tier == *tier).count() > 2);
    let numbered = || (0..).zip(&record.areas).map(|(at, one): (AreaNumber, _)| (at, one));
    let of_tier = numbered().filter(|one| Some(one.1.tier) == tier);
    let seats = |area: AreaNumber, place: Place| -> u32 {
        let below = numbered().filter(|one| one.1.within == Some(area)).map(|one| one.0);
        outcome.seats_in(area, place) + below.map(|one| outcome.seats_in(one, place)).sum::<u32>()
    };
    let votes = votes_of_areas(record);
    let nobody = vec![Exact::zero(); record.candidacies.len()];
    of_tier
        .map(|(at, area)| {
            let all = places(record).map(|place| seats(at, place)).collect();
            let votes = votes.get(&at).unwrap_or(&nobody);
            region(&area.code, &area.name, record, all, votes)
        })
        .collect()
}

/// The votes for lists of each area, where the files give them.
fn votes_of_areas(record: &Record) -> BTreeMap<AreaNumber, Vec<Exact>> {
    let mut all = BTreeMap::new();
    for entry in &record.steps {
        let Step::Tiers(OfTiers::Lists { figures }) = &entry.step else { continue };
        for one in figures {
            let votes = all
                .entry(one.area)
                .or_insert_with(|| vec![Exact::zero(); record.candidacies.len()]);
            one.votes
                .iter()
                .for_each(|(place, given)| votes[*place as usize] = Exact::from(*given));
        }
    }
    all
}

fn places(record: &Record) -> std::ops::Range<Place> {
    0..Place::try_from(record.candidacies.len()).unwrap_or(Place::MAX)
}

/// The first has most seats, and of those with as many the most votes.
fn region(code: &str, name: &str, record: &Record, seats: Vec<u32>, votes: &[Exact]) -> Region {
    let order = |at: &usize| (seats[*at], &votes[*at]);
    let first = (0..seats.len()).max_by(|a, b| order(a).cmp(&order(b)));
    let first = first.filter(|one| {
        seats[*one] > 0 && (0..seats.len()).filter(|at| order(at) == order(one)).count() == 1
    });
    let place = |at: usize| Place::try_from(at).unwrap_or(Place::MAX);
    let first = first.map(|at| (record.name(place(at)).to_owned(), seats[at]));
    let name = if name.is_empty() { code } else { name }.to_owned();
    Region { code: code.to_owned(), name, first, seats: seats.iter().sum(), tone: None }
}
