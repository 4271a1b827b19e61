//! A map of tiles: each contest one square of the same size, whatever land it has.
//!
//! Where squares lie is said by the user (`code,column,row`), taken from the middles of shapes, or
//! follows the order of the files.

use std::collections::{BTreeMap, BTreeSet};

use suffrage::{Diagnostic, Fault, say};

use crate::map::Shapes;
use crate::paper::{Anchor, Paper, length};
use crate::regions::Regions;
use crate::{Chart, Kind, Look};

const WIDTH: f64 = 640.0;

/// Where each tile lies, and by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tiles {
    at: Vec<(u32, u32)>,
    placed: Placed,
}

/// Where the places of the tiles come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Placed {
    Stated,
    Shapes,
    Order,
}

impl Tiles {
    /// From a table with a heading and rows `code,column,row`, both from 0.
    ///
    /// # Errors
    /// Every row that cannot be read, every region without one, every place that is taken twice.
    pub fn read(regions: &Regions, file: &str, text: &str) -> Result<Self, Vec<Diagnostic>> {
        let (mut stated, mut wrong, mut from) = (BTreeMap::new(), Vec::new(), 0);
        for (number, line) in text.split_inclusive('\n').enumerate() {
            let span = from..from + line.trim_end().len();
            from += line.len();
            if number == 0 || line.trim().is_empty() {
                continue;
            }
            match row(line) {
                Some((code, at)) => drop(stated.insert(code, (at, span))),
                None => wrong.push(Diagnostic::at(file, span, Fault::TileRow {})),
            }
        }
        let (mut at, mut taken) = (Vec::new(), BTreeMap::new());
        for region in &regions.all {
            let (code, name) = (region.code.clone(), region.name.clone());
            let Some((place, span)) = stated.get(code.as_str()) else {
                wrong.push(Fault::TileLacks { code, name }.into());
                continue;
            };
            if let Some(one) = taken.insert(*place, name.clone()) {
                let twice = Fault::TileTwice { one, other: name };
                wrong.push(Diagnostic::at(file, span.clone(), twice));
            }
            at.push(*place);
        }
        if wrong.is_empty() { Ok(Self { at, placed: Placed::Stated }) } else { Err(wrong) }
    }

    /// Each tile as near to the middle of its shape as there is room, those in the middle of all first;
    /// `None` where a region has no shape.
    #[must_use]
    pub fn near(regions: &Regions, shapes: &Shapes) -> Option<Self> {
        let key = shapes.key(regions)?.0;
        let middles: Option<Vec<(f64, f64)>> =
            regions.all.iter().map(|one| shapes.middle(one, key)).collect();
        let middles = middles?;
        let far = f64::INFINITY;
        let (left, top, right, bottom) =
            middles.iter().fold((far, far, -far, -far), |(left, top, right, bottom), (x, y)| {
                (left.min(*x), top.min(*y), right.max(*x), bottom.max(*y))
            });
        // As many cells as give each tile twice its room.
        let (wide, high) = ((right - left).max(1e-9), (bottom - top).max(1e-9));
        let side = (wide * high / (middles.len() as f64 * 2.0)).sqrt().max(wide.max(high) / 120.0);
        let (columns, rows) = ((wide / side).ceil() as u32 + 4, (high / side).ceil() as u32 + 4);
        let cell = |at: &(f64, f64)| ((at.0 - left) / side + 1.5, (at.1 - top) / side + 1.5);
        let distance = |a: (f64, f64), b: (f64, f64)| (a.0 - b.0).hypot(a.1 - b.1);
        let heart = (f64::from(columns) / 2.0, f64::from(rows) / 2.0);
        let mut order: Vec<usize> = (0..middles.len()).collect();
        let from_heart = |at: &usize| distance(cell(&middles[*at]), heart);
        order.sort_by(|a, b| from_heart(a).total_cmp(&from_heart(b)).then(a.cmp(b)));
        let (mut taken, mut at) = (BTreeSet::new(), vec![(0, 0); middles.len()]);
        for one in order {
            let wished = cell(&middles[one]);
            let all = (0..rows).flat_map(|row| (0..columns).map(move |column| (column, row)));
            let free = all.filter(|place| !taken.contains(place));
            let away = |place: &(u32, u32)| {
                distance(wished, (f64::from(place.0) + 0.5, f64::from(place.1) + 0.5))
            };
            let place = free.min_by(|a, b| away(a).total_cmp(&away(b)).then(a.cmp(b)))?;
            taken.insert(place);
            at[one] = place;
        }
        let first = |part: fn(&(u32, u32)) -> u32| at.iter().map(part).min().unwrap_or_default();
        let (column, row) = (first(|one| one.0), first(|one| one.1));
        let at = at.into_iter().map(|one| (one.0 - column, one.1 - row)).collect();
        Some(Self { at, placed: Placed::Shapes })
    }

    /// In rows, in the order of the files.
    #[must_use]
    pub fn in_order(regions: &Regions) -> Self {
        let all = u32::try_from(regions.all.len()).unwrap_or(u32::MAX);
        let wide = (f64::from(all) * 1.8).sqrt().ceil().max(1.0) as u32;
        let at = (0..all).map(|one| (one % wide, one / wide)).collect();
        Self { at, placed: Placed::Order }
    }
}

/// The code, the column and the row of a line.
fn row(line: &str) -> Option<(&str, (u32, u32))> {
    let mut cells = line.split(',').map(str::trim);
    let code = cells.next().filter(|code| !code.is_empty())?;
    let mut number = || cells.next()?.parse::<u32>().ok().filter(|one| *one < 200);
    let at = (number()?, number()?);
    cells.next().is_none().then_some((code, at))
}

/// The picture.
#[must_use]
pub fn draw(regions: &Regions, tiles: &Tiles, look: &Look<'_>) -> Chart {
    let lang = look.lang;
    let columns = tiles.at.iter().map(|one| one.0 + 1).max().unwrap_or(1);
    let rows = tiles.at.iter().map(|one| one.1 + 1).max().unwrap_or(1);
    let side = (WIDTH / f64::from(columns)).min(44.0);
    let left = (WIDTH - side * f64::from(columns)) / 2.0;
    let labelled = regions.all.iter().all(|one| length(&one.code) <= side - 3.0);
    let mut paper = Paper::new(look);
    for (region, (column, row)) in regions.all.iter().zip(&tiles.at) {
        let (x, y) = (left + f64::from(*column) * side, 4.0 + f64::from(*row) * side);
        paper.mark(&Regions::said(region, lang));
        let gap = if side > 14.0 { 2.0 } else { 1.0 };
        paper.tile(region.tone, (x, y), side - gap);
        if labelled {
            let middle = (x + (side - gap) / 2.0, y + side / 2.0 + 4.0);
            paper.text("code", middle, Anchor::Middle, &region.code.to_uppercase());
        }
        paper.end();
    }
    let bottom = 4.0 + f64::from(rows) * side + 12.0;
    let used = paper.legend(&regions.legend(), (bottom, WIDTH));
    let title = say!(
        lang,
        "The first in each, one tile for one",
        "Qui est en tête : un carré pour chacune"
    );
    let mut sentence = regions.sentence(lang);
    if tiles.placed == Placed::Order {
        sentence += &say!(
            lang,
            " The tiles follow the order of the files, not the land.",
            " Les carrés suivent l'ordre des fichiers, non le terrain."
        );
    }
    let svg = paper.finish((WIDTH, bottom + used + 6.0), &title, &sentence);
    Chart { kind: Kind::Tiles, title, sentence, table: regions.table(lang), svg }
}
