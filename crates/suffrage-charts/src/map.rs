//! A map of who leads where, over shapes that the user gives as GeoJSON.
//!
//! Shapes on the globe are drawn in the azimuthal equal-area projection of Lambert around their own
//! middle (Snyder, *Map Projections: A Working Manual*, USGS 1987, p. 185, for the sphere): a region looks
//! as large as it is. Shapes in metres of a national grid are drawn as they are.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use geojson::{GeoJson, GeometryValue, Position};
use suffrage::{Fault, say};

use crate::paper::Paper;
use crate::regions::{Region, Regions};
use crate::{Chart, Kind, Look};

const WIDTH: f64 = 640.0;
const MOST_HIGH: f64 = 760.0;

/// A point of a drawing.
type Point = (f64, f64);

/// The outline of one region: rings of points.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shape {
    /// What it is called, by the name of each property.
    named: BTreeMap<String, String>,
    rings: Vec<Vec<Point>>,
}

/// Shapes, flat and with north above.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shapes(Vec<Shape>);

impl Shapes {
    /// Reads GeoJSON: polygons and their properties.
    ///
    /// # Errors
    /// If the text is not GeoJSON, or has no polygon.
    ///
    /// # Example
    /// ```
    /// use suffrage_charts::map::Shapes;
    /// let text = r#"{"type":"Feature","properties":{"code":"A"},
    ///   "geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}"#;
    /// assert!(Shapes::read("one.geojson", text).is_ok());
    /// ```
    pub fn read(file: &str, text: &str) -> Result<Self, Fault> {
        let none = |why: &str| Fault::NotAMap { file: file.to_owned(), why: why.to_owned() };
        let read: GeoJson =
            text.parse().map_err(|error: geojson::Error| none(&error.to_string()))?;
        let features = match read {
            GeoJson::FeatureCollection(all) => all.features,
            GeoJson::Feature(one) => vec![one],
            GeoJson::Geometry(_) => Vec::new(),
        };
        let mut shapes: Vec<Shape> = features.into_iter().map(shape).collect();
        shapes.retain(|one| !one.rings.is_empty());
        if shapes.is_empty() {
            return Err(none("no polygon"));
        }
        flatten(&mut shapes);
        Ok(Self(shapes))
    }

    /// The property that names most of the regions by code or name, and how many: at least half, so that
    /// numbers that happen to be codes do not pass for them.
    #[must_use]
    pub fn key(&self, regions: &Regions) -> Option<(&str, usize)> {
        let keys = self.0.iter().flat_map(|one| one.named.keys().map(String::as_str));
        let mut keys: Vec<&str> = keys.collect();
        keys.sort_unstable();
        keys.dedup();
        let found = |key: &&str| {
            regions.all.iter().filter(|one| self.of(one, key).next().is_some()).count()
        };
        let counted = keys.into_iter().map(|key| (key, found(&key)));
        // Of two that name as many, the first by name.
        counted.rev().max_by_key(|one| one.1).filter(|one| one.1 * 2 >= regions.all.len())
    }

    fn of<'s>(&'s self, region: &'s Region, key: &'s str) -> impl Iterator<Item = &'s Shape> {
        let is = |word: &str| {
            let same =
                |other: &str| !other.is_empty() && word.to_lowercase() == other.to_lowercase();
            same(&region.code) || same(&region.name)
        };
        self.0.iter().filter(move |one| one.named.get(key).is_some_and(|word| is(word)))
    }

    /// How large each shape is on the drawing, in units of its own.
    #[must_use]
    pub fn sizes(&self) -> Vec<f64> {
        self.0.iter().map(|one| one.rings.iter().map(|ring| extent(ring)).sum()).collect()
    }

    /// The middle of a region, in the units of the drawing.
    #[must_use]
    pub fn middle(&self, region: &Region, key: &str) -> Option<Point> {
        let largest = self.of(region, key).flat_map(|one| &one.rings);
        let largest = largest.max_by(|a, b| extent(a).total_cmp(&extent(b)))?;
        let (left, top, right, bottom) = bounds(std::iter::once(largest));
        Some((f64::midpoint(left, right), f64::midpoint(top, bottom)))
    }
}

fn shape(feature: geojson::Feature) -> Shape {
    let text = |value: &geojson::JsonValue| match value {
        geojson::JsonValue::String(text) => Some(text.clone()),
        geojson::JsonValue::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let properties = feature.properties.into_iter().flatten();
    let mut named: BTreeMap<String, String> =
        properties.filter_map(|(key, value)| Some((key, text(&value)?))).collect();
    match feature.id {
        Some(geojson::feature::Id::String(id)) => named.insert("id".to_owned(), id),
        Some(geojson::feature::Id::Number(id)) => named.insert("id".to_owned(), id.to_string()),
        None => None,
    };
    let mut rings = Vec::new();
    if let Some(geometry) = feature.geometry {
        polygons(&geometry.value, &mut rings);
    }
    Shape { named, rings }
}

fn polygons(value: &GeometryValue, rings: &mut Vec<Vec<Point>>) {
    let ring = |ring: &Vec<Position>| -> Vec<Point> {
        ring.iter()
            .filter_map(|at| Some((*at.as_slice().first()?, *at.as_slice().get(1)?)))
            .collect()
    };
    match value {
        GeometryValue::Polygon { coordinates } => rings.extend(coordinates.iter().map(ring)),
        GeometryValue::MultiPolygon { coordinates } => {
            rings.extend(coordinates.iter().flatten().map(ring));
        }
        GeometryValue::GeometryCollection { geometries } => {
            geometries.iter().for_each(|one| polygons(&one.value, rings));
        }
        _ => {}
    }
    rings.retain(|ring| {
        ring.len() > 2 && ring.iter().all(|at| at.0.is_finite() && at.1.is_finite())
    });
}

/// Degrees become lengths around the middle of all points; the second axis then points down.
fn flatten(shapes: &mut [Shape]) {
    let points = || shapes.iter().flat_map(|one| one.rings.iter().flatten());
    let on_globe = points().all(|(lon, lat)| lon.abs() <= 360.0 && lat.abs() <= 90.0);
    // The middle as a direction in space: no seam at 180 degrees.
    let (mut x, mut y, mut z) = (0.0, 0.0, 0.0);
    for (lon, lat) in points().map(|at| (at.0.to_radians(), at.1.to_radians())) {
        x += lat.cos() * lon.cos();
        y += lat.cos() * lon.sin();
        z += lat.sin();
    }
    let (middle, height) = (y.atan2(x), z.atan2(x.hypot(y)));
    for (lon, lat) in shapes.iter_mut().flat_map(|one| one.rings.iter_mut().flatten()) {
        if on_globe {
            let (away, up) = (lon.to_radians() - middle, lat.to_radians());
            let near = 1.0 + height.sin() * up.sin() + height.cos() * up.cos() * away.cos();
            let scale = (2.0 / near.max(1e-9)).sqrt();
            *lon = scale * up.cos() * away.sin();
            *lat = scale * (height.cos() * up.sin() - height.sin() * up.cos() * away.cos());
        }
        *lat = -*lat;
    }
}

fn bounds<'p>(rings: impl Iterator<Item = &'p Vec<Point>>) -> (f64, f64, f64, f64) {
    let far = f64::INFINITY;
    rings.flatten().fold((far, far, -far, -far), |(left, top, right, bottom), (x, y)| {
        (left.min(*x), top.min(*y), right.max(*x), bottom.max(*y))
    })
}

/// Twice the area of a ring, whichever way it runs.
fn extent(ring: &[Point]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>().abs()
}

/// The picture; `None` where no shape is that of a region. `key`: the property that names regions, found
/// out if it is not said.
#[must_use]
pub fn draw(
    regions: &Regions,
    shapes: &Shapes,
    key: Option<&str>,
    look: &Look<'_>,
) -> Option<Chart> {
    let lang = look.lang;
    let key = key.or_else(|| Some(shapes.key(regions)?.0))?;
    let (left, top, right, bottom) = bounds(shapes.0.iter().flat_map(|one| &one.rings));
    let (wide, high) = ((right - left).max(1e-9), (bottom - top).max(1e-9));
    let scale = (WIDTH / wide).min(MOST_HIGH / high);
    let (width, height) = (wide * scale, high * scale);
    let at = |(x, y): &Point| ((x - left) * scale + (WIDTH - width) / 2.0, (y - top) * scale + 4.0);
    let mut paper = Paper::new(look);
    let mut drawn = vec![false; shapes.0.len()];
    let mut without = 0;
    for region in &regions.all {
        let mut path = String::new();
        for shape in shapes.of(region, key) {
            let place = shapes.0.iter().position(|one| std::ptr::eq(one, shape));
            place.into_iter().for_each(|at| drawn[at] = true);
            outline(shape, &at, &mut path);
        }
        if path.is_empty() {
            without += 1;
            continue;
        }
        paper.mark(&Regions::said(region, lang));
        paper.land(region.tone, &path);
        paper.end();
    }
    if without == regions.all.len() {
        return None;
    }
    let mut path = String::new();
    for (shape, _) in shapes.0.iter().zip(&drawn).filter(|one| !one.1) {
        outline(shape, &at, &mut path);
    }
    if !path.is_empty() {
        paper.ground(&path);
    }
    let bottom = height + 18.0;
    let used = paper.legend(&regions.legend(), (bottom, WIDTH));
    let title = say!(lang, "Map of the first in each", "Carte : qui est en tête");
    let mut sentence = regions.sentence(lang);
    if without > 0 {
        sentence += &say!(
            lang,
            " {without} have no shape on the map and stand in the table alone.",
            " {without} n'ont pas de contour sur la carte et ne figurent que dans le tableau."
        );
    }
    let svg = paper.finish((WIDTH, bottom + used + 6.0), &title, &sentence);
    Some(Chart { kind: Kind::Map, title, sentence, table: regions.table(lang), svg })
}

/// Rings as a path, points that fall on the one before left out.
fn outline(shape: &Shape, at: &impl Fn(&Point) -> Point, path: &mut String) {
    for ring in &shape.rings {
        let mut last = String::new();
        for (number, point) in ring.iter().enumerate() {
            let (x, y) = at(point);
            let next = format!("{x:.1} {y:.1}");
            if next != last {
                let _ = write!(path, "{}{next}", if number == 0 { 'M' } else { 'L' });
            }
            last = next;
        }
        path.push('Z');
    }
}
