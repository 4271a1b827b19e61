//! `suffrage chart`: a chart of a count as SVG (or PNG), or the table that says the same.

use std::path::{Path, PathBuf};

use suffrage::read::{Encoding, Input};
use suffrage::register::fold::AsOf;
use suffrage::{Fault, Record};
use suffrage_charts::powers::{self, Powers};
use suffrage_charts::regions::{self, Beside, Regions};
use suffrage_charts::{Chart, Frame, Kind, Look, draw};
use suffrage_host::Trouble;
use suffrage_host::case::Case;

use crate::args::Draw;
use crate::count::{self, save};
use crate::output::{Done, Exit, Out};

pub fn run(args: &Draw, out: &Out) -> Done {
    let points = args.out.as_deref().is_some_and(is_png) && !args.table;
    let frame = if points { Frame::Still } else { Frame::File };
    let (kind, look) = (Kind::from(args.kind), Look { frame, ..Look::file(out.lang) });
    let case = || count::asked(&args.asked, &args.asked.within.how()?);
    let chart = match kind {
        Kind::Powers => of_register(&args.asked.target[0], &look)?,
        Kind::Map | Kind::Tiles => of_all(kind, &case()?, args, &look)?,
        _ => {
            let record = one(&case()?)?;
            draw(kind, &record, &look).ok_or_else(|| nothing(kind, &record, &look))?
        }
    };
    match &args.out {
        _ if args.table => out.bytes(chart.table.csv().as_bytes()),
        None => out.bytes(format!("{}\n", chart.svg).as_bytes()),
        Some(path) if points => save(path, &png(path, &chart.svg)?)?,
        Some(path) => save(path, format!("{}\n", chart.svg).as_bytes())?,
    }
    if args.out.is_some() && !args.table {
        out.note(&chart.sentence);
    }
    Ok(Exit::Done)
}

/// The powers of the institutions of a register.
fn of_register(name: &Path, look: &Look<'_>) -> Result<Chart, Trouble> {
    let whole = suffrage_host::register::whole(&name.to_string_lossy(), AsOf::default())?;
    let none =
        || Fault::NothingToDraw { chart: Kind::Powers.word().to_owned(), can: "–".to_owned() };
    Ok(powers::draw(&Powers::of(&whole.register, look.lang).ok_or_else(none)?, look))
}

/// A chart of all contests of an election.
fn of_all(kind: Kind, case: &Case, args: &Draw, look: &Look<'_>) -> Result<Chart, Trouble> {
    let records = case.records()?;
    let can = || Fault::NothingToDraw { chart: kind.word().to_owned(), can: "–".to_owned() };
    let regions = Regions::of(case.title.of(look.lang), &records).ok_or_else(can)?;
    // What is not named lies in the folder of the election, if it is there.
    let folder = &args.asked.target[0];
    let read = |path: &Option<PathBuf>, name: &str| match path {
        Some(path) => suffrage_host::text_of(path, Encoding::Utf8).map(Some).map_err(Trouble::from),
        None => suffrage_host::beside(folder, name),
    };
    let (shapes, mut tiles) = (read(&args.shapes, "map.geojson")?, read(&args.tiles, "tiles.csv")?);
    if args.shapes.is_some() && args.tiles.is_none() {
        tiles = None;
    }
    let given = |one: &Option<Input>| one.as_ref().map(|one| (one.file.clone(), one.text.clone()));
    let beside = Beside { shapes: given(&shapes), tiles: given(&tiles), key: args.key.clone() };
    let texts = [shapes, tiles].into_iter().flatten().collect();
    regions::draw(kind, &regions, &beside, look).map_err(|faults| Trouble { faults, texts })
}

/// The record of the only contest.
pub fn one(case: &Case) -> Result<Record, Trouble> {
    let mut records = case.records()?;
    if records.len() > 1 {
        let codes = records.iter().map(|one| one.contest.code.as_str());
        let codes = suffrage::diagnostic::near("", codes);
        return Err(Fault::ChartOfOne { all: records.len(), codes }.into());
    }
    // Where nothing could be counted, that is because of these.
    records.pop().ok_or_else(|| Trouble {
        faults: case.faulty.iter().flat_map(|(_, faults)| faults.clone()).collect(),
        texts: case.texts.clone(),
    })
}

/// That a record has nothing to show in this way, and the charts that it has.
fn nothing(kind: Kind, record: &Record, look: &Look<'_>) -> Trouble {
    let can = Kind::ALL.into_iter().filter(|one| draw(*one, record, look).is_some());
    let can: Vec<&str> = can.map(Kind::word).collect();
    let can = if can.is_empty() { "–".to_owned() } else { can.join(", ") };
    Fault::NothingToDraw { chart: kind.word().to_owned(), can }.into()
}

fn is_png(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "png")
}

/// A picture of points, twice as fine as the drawing, in letters that come along: the same on any machine.
#[cfg(feature = "png")]
fn png(path: &Path, svg: &str) -> Result<Vec<u8>, Trouble> {
    use resvg::{tiny_skia, usvg};
    use suffrage_charts::{FAMILY, FONTS};
    let failed = |why: String| -> Trouble {
        Fault::Unwritable { file: path.display().to_string(), why }.into()
    };
    let mut options = usvg::Options { font_family: FAMILY.to_owned(), ..Default::default() };
    for font in FONTS {
        options.fontdb_mut().load_font_data(font.to_vec());
    }
    let read = usvg::Tree::from_str(svg, &options);
    let tree = read.map_err(|error| failed(error.to_string()))?;
    let size = tree.size().to_int_size().scale_by(2.0);
    let size = size.ok_or_else(|| failed("it has no size".to_owned()))?;
    let mut points = tiny_skia::Pixmap::new(size.width(), size.height())
        .ok_or_else(|| failed("it is too large".to_owned()))?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(2.0, 2.0), &mut points.as_mut());
    points.encode_png().map_err(|error| failed(error.to_string()))
}

#[cfg(not(feature = "png"))]
fn png(path: &Path, _svg: &str) -> Result<Vec<u8>, Trouble> {
    Err(Fault::NotBuilt { file: path.display().to_string(), feature: "png".to_owned() }.into())
}
