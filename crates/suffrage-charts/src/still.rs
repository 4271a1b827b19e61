//! The style of charts for programs that know no variables and no media: colours written out.

use std::fmt::Write as _;

use crate::{FAMILY, STYLE};

/// The rules of a light page, each with its colours, in the letters that come along.
pub fn style() -> String {
    // What follows the first `@media` is for screens in the dark, printers and forced colours.
    let light = STYLE.split("@media").next().unwrap_or_default();
    let (root, rules) = light.split_once('}').unwrap_or((light, ""));
    let root = root.split_once('{').map_or("", |one| one.1);
    let (mut colours, mut kept) = (Vec::new(), String::from(".chart{"));
    for declaration in root.split(';') {
        match declaration.split_once(':') {
            Some((name, colour)) if name.starts_with("--") => colours.push((name, colour)),
            Some(("font-family", _)) => {
                let _ = write!(kept, "font-family:{FAMILY};");
            }
            _ => {
                let _ = write!(kept, "{declaration};");
            }
        }
    }
    let mut style = kept + "}" + rules;
    for (name, colour) in colours {
        style = style.replace(&format!("var({name})"), colour);
    }
    // Weights between those of the two files would not be found.
    style.replace("font-weight:650", "font-weight:bold")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_still_chart_has_every_colour_written_out() {
        let style = style();
        assert!(
            !style.contains("var(") && !style.contains("--") && !style.contains('@'),
            "{style}"
        );
        assert!(style.contains(".chart text{fill:#1d2430}"), "{style}");
        assert!(style.starts_with(".chart{font-family:Arimo;font-size:13px;"), "{style}");
    }
}
