//! Files of the pages that are the same for everyone: style, script, icon, and the front.

use std::borrow::Cow;

use maud::{DOCTYPE, html};
use suffrage_charts::STYLE;

use crate::words;

/// One file.
pub struct Asset {
    /// Its name below `assets/`.
    pub name: &'static str,
    /// The kind of content.
    pub kind: &'static str,
    parts: &'static [&'static str],
}

impl Asset {
    /// The content.
    #[must_use]
    pub fn body(&self) -> Cow<'static, [u8]> {
        match self.parts {
            [one] => Cow::Borrowed(one.as_bytes()),
            parts => Cow::Owned(parts.concat().into_bytes()),
        }
    }
}

/// All of them.
pub const ALL: &[Asset] = &[
    Asset {
        name: "site.css",
        kind: "text/css; charset=utf-8",
        parts: &[include_str!("../assets/site.css"), STYLE],
    },
    Asset {
        name: "site.js",
        kind: "text/javascript; charset=utf-8",
        parts: &[include_str!("../assets/site.js")],
    },
    Asset { name: "icon.svg", kind: "image/svg+xml", parts: &[include_str!("../assets/icon.svg")] },
];

/// The front of a publication: the choice of a language, since no server can make it.
#[must_use]
pub fn front() -> String {
    let title = words::word(suffrage::Lang::En, "site-name");
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                link rel="stylesheet" href="assets/site.css";
                link rel="icon" type="image/svg+xml" href="assets/icon.svg";
            }
            body {
                main {
                    h1 { (title) }
                    @for lang in words::LANGS {
                        p lang=(words::tag(lang)) {
                            (words::word(lang, "site-claim")) ". "
                            a href=(format!("{}/index.html", words::tag(lang))) { (words::own_name(lang)) }
                        }
                    }
                }
            }
        }
    };
    markup.into_string()
}
