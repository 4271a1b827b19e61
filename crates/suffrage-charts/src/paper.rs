//! SVG text: what every chart is drawn on.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::facts::{HUES, PATTERNS};
use crate::{Frame, Look, STYLE, still};

/// The width of a letter as a part of its size, on average.
const LETTER: f64 = 0.56;
/// The size of letters.
pub const SIZE: f64 = 13.0;

/// A drawing that grows.
pub struct Paper<'a> {
    out: String,
    look: Look<'a>,
    used: [bool; HUES * PATTERNS],
}

/// Where a text is held.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

impl<'a> Paper<'a> {
    pub fn new(look: &Look<'a>) -> Self {
        Self { out: String::new(), look: *look, used: [false; HUES * PATTERNS] }
    }

    /// The whole file: size, what it is called, what it says.
    pub fn finish(self, (width, height): (f64, f64), title: &str, sentence: &str) -> String {
        let prefix = self.look.prefix;
        let mut svg = String::with_capacity(self.out.len() + 1024);
        let _ = write!(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" aria-labelledby=\"{prefix}-title {prefix}-desc\""
        );
        if self.look.frame != Frame::Page {
            let _ = write!(svg, " width=\"{width:.0}\" height=\"{height:.0}\"");
        }
        let _ = write!(
            svg,
            "><title id=\"{prefix}-title\">{}</title><desc id=\"{prefix}-desc\">{}</desc>",
            escaped(title),
            escaped(sentence)
        );
        let style = match self.look.frame {
            Frame::Page => None,
            Frame::File => Some(Cow::Borrowed(STYLE)),
            Frame::Still => Some(Cow::Owned(still::style())),
        };
        if let Some(style) = style {
            let _ = write!(
                svg,
                "<style>{style}</style><rect class=\"paper\" width=\"100%\" height=\"100%\"/>"
            );
        }
        self.patterns(&mut svg);
        svg.push_str(&self.out);
        svg.push_str("</svg>");
        svg
    }

    fn patterns(&self, svg: &mut String) {
        if !self.used[HUES..].contains(&true) {
            return;
        }
        svg.push_str("<defs>");
        for (tone, _) in self.used.iter().enumerate().skip(HUES).filter(|one| *one.1) {
            let (prefix, hue) = (self.look.prefix, tone % HUES);
            let over = match tone / HUES {
                1 => "<path class=\"over\" d=\"M0 6L6 0M-1 1L1 -1M5 7L7 5\"/>",
                2 => "<circle class=\"dot\" cx=\"3\" cy=\"3\" r=\"1.3\"/>",
                _ => "<path class=\"over\" d=\"M3 0V6M0 3H6\"/>",
            };
            let _ = write!(
                svg,
                "<pattern id=\"{prefix}-p{tone}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><rect class=\"t{hue}\" width=\"6\" height=\"6\"/>{over}</pattern>"
            );
        }
        svg.push_str("</defs>");
    }

    /// How a tone is filled.
    fn fill(&mut self, tone: usize) -> String {
        if tone >= HUES * PATTERNS {
            return "class=\"m rest\"".to_owned();
        }
        self.used[tone] = true;
        match tone < HUES {
            true => format!("class=\"m t{tone}\""),
            false => format!("class=\"m\" fill=\"url(#{}-p{tone})\"", self.look.prefix),
        }
    }

    fn fill_or_open(&mut self, tone: Option<usize>) -> String {
        tone.map_or_else(|| "class=\"open\"".to_owned(), |tone| self.fill(tone))
    }

    /// Begins a mark: what it says is read by whoever points at it.
    pub fn mark(&mut self, said: &str) {
        let _ = write!(self.out, "<g class=\"mark\"><title>{}</title>", escaped(said));
    }

    /// Ends a mark.
    pub fn end(&mut self) {
        self.out.push_str("</g>");
    }

    pub fn bar(&mut self, tone: usize, (x, y): (f64, f64), (width, height): (f64, f64)) {
        let fill = self.fill(tone);
        let _ = write!(
            self.out,
            "<rect {fill} x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.2}\" height=\"{height:.1}\"/>",
            width.max(0.0)
        );
    }

    pub fn seat(&mut self, tone: Option<usize>, (x, y): (f64, f64), radius: f64) {
        let fill = self.fill_or_open(tone);
        let _ = write!(self.out, "<circle {fill} cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\"/>");
    }

    /// A band from one stage to the next.
    pub fn flow(&mut self, tone: usize, path: &str) {
        let hue = if tone < HUES * PATTERNS { format!("t{}", tone % HUES) } else { "rest".into() };
        let _ = write!(self.out, "<path class=\"flow {hue}\" d=\"{path}\"/>");
    }

    /// A region: filled if somebody leads it.
    pub fn land(&mut self, tone: Option<usize>, path: &str) {
        let fill = self.fill_or_open(tone);
        let _ = write!(self.out, "<path {fill} fill-rule=\"evenodd\" d=\"{path}\"/>");
    }

    /// Land of which nothing is said.
    pub fn ground(&mut self, path: &str) {
        let _ = write!(self.out, "<path class=\"land\" fill-rule=\"evenodd\" d=\"{path}\"/>");
    }

    /// A square.
    pub fn tile(&mut self, tone: Option<usize>, (x, y): (f64, f64), side: f64) {
        let fill = self.fill_or_open(tone);
        let _ = write!(
            self.out,
            "<rect {fill} x=\"{x:.1}\" y=\"{y:.1}\" width=\"{side:.1}\" height=\"{side:.1}\"/>"
        );
    }

    pub fn line(&mut self, class: &str, (x, y): (f64, f64), (to_x, to_y): (f64, f64)) {
        let _ =
            write!(self.out, "<path class=\"{class}\" d=\"M{x:.1} {y:.1}L{to_x:.1} {to_y:.1}\"/>");
    }

    pub fn text(&mut self, class: &str, (x, y): (f64, f64), anchor: Anchor, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let _ = write!(
            self.out,
            "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\"{anchor}>{}</text>",
            escaped(text)
        );
    }

    /// Who is who: colour, name and figure in columns; answers how much room it took.
    pub fn legend(&mut self, rows: &[(usize, String, String)], (top, width): (f64, f64)) -> f64 {
        const STEP: f64 = 21.0;
        let columns = if rows.len() > 4 { 2 } else { 1 };
        let (wide, high) = (width / columns as f64, rows.len().div_ceil(columns));
        for (at, (tone, name, figure)) in rows.iter().enumerate() {
            let x = (at / high) as f64 * wide;
            let y = top + (at % high) as f64 * STEP;
            self.bar(*tone, (x + 1.0, y + 3.0), (13.0, 13.0));
            let room = wide - 24.0 - 20.0 - length(figure);
            self.text("name", (x + 22.0, y + 14.0), Anchor::Start, &fit(name, room));
            self.text("figure", (x + wide - 20.0, y + 14.0), Anchor::End, figure);
        }
        high as f64 * STEP
    }
}

/// How wide a text is, about.
pub fn length(text: &str) -> f64 {
    text.chars().count() as f64 * SIZE * LETTER
}

/// A text that fits, shortened if it must be.
pub fn fit(text: &str, room: f64) -> String {
    if length(text) <= room {
        return text.to_owned();
    }
    let most = (room / (SIZE * LETTER)).floor().max(2.0) as usize;
    let cut: String = text.chars().take(most - 1).collect();
    format!("{}…", cut.trim_end())
}

/// Letters that XML keeps for itself; what XML 1.0 cannot hold is left out.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if (letter as u32) < 0x20 => {}
            letter => out.push(letter),
        }
    }
    out
}
