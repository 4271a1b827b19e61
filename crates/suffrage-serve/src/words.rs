//! Words of the pages, in two languages: Fluent files, read once.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::civil::Date;
use suffrage::Lang;

/// The files.
const FILES: [(Lang, &str); 2] =
    [(Lang::En, include_str!("../locales/en.ftl")), (Lang::Fr, include_str!("../locales/fr.ftl"))];

static BUNDLES: OnceLock<Vec<FluentBundle<FluentResource>>> = OnceLock::new();

/// Languages in the order in which they are offered.
pub const LANGS: [Lang; 2] = [Lang::En, Lang::Fr];

/// As addresses name it.
#[must_use]
pub fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "en",
        Lang::Fr => "fr",
    }
}

/// As its speakers name it.
#[must_use]
pub fn own_name(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "English",
        Lang::Fr => "Français",
    }
}

fn bundle(lang: Lang) -> &'static FluentBundle<FluentResource> {
    let all = BUNDLES.get_or_init(|| {
        let read = |(lang, text): &(Lang, &str)| {
            let id = tag(*lang).parse().expect("a tag of a language");
            let mut bundle = FluentBundle::new_concurrent(vec![id]);
            // Letters that isolate directions would stand in titles and files.
            bundle.set_use_isolating(false);
            let resource = FluentResource::try_new((*text).to_owned());
            bundle.add_resource(resource.expect("our own words read")).expect("each word once");
            bundle
        };
        FILES.iter().map(read).collect()
    });
    &all[usize::from(lang == Lang::Fr)]
}

/// A word; its key if nobody has written it (a test holds that somebody has).
#[must_use]
pub fn word(lang: Lang, key: &str) -> String {
    with(lang, key, &[])
}

/// A sentence with figures and names in it.
#[must_use]
pub fn with(lang: Lang, key: &str, values: &[(&str, FluentValue<'_>)]) -> String {
    let bundle = bundle(lang);
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        return key.to_owned();
    };
    let args: FluentArgs<'_> = values.iter().cloned().collect();
    let mut faults = Vec::new();
    bundle.format_pattern(pattern, Some(&args), &mut faults).into_owned()
}

/// A day as people write it: `24 September 2023`, `1er octobre 2023`.
#[must_use]
pub fn day(date: Date, lang: Lang) -> String {
    let month = word(lang, &format!("month-{}", date.month()));
    let values = [
        ("day", date.day().to_string().into()),
        ("month", month.into()),
        ("year", date.year().to_string().into()),
    ];
    with(lang, if date.day() == 1 { "day-first" } else { "day-form" }, &values)
}

/// The language a reader prefers, by the header of the request: the best that is spoken here.
///
/// # Example
/// ```
/// use suffrage::Lang;
/// let preferred = suffrage_serve::words::preferred;
/// assert_eq!(preferred("fr-CH, fr;q=0.9, en;q=0.8"), Lang::Fr);
/// assert_eq!(preferred("de, fr;q=0.2, en;q=0.7"), Lang::En);
/// assert_eq!(preferred("xx;q=nonsense"), Lang::En);
/// ```
#[must_use]
pub fn preferred(header: &str) -> Lang {
    // Thousandths: weights have at most three decimals (RFC 9110, 12.4.2).
    let weight = |text: &str| -> Option<u32> {
        let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
        let thousandths = format!("{rest:0<3}").get(..3)?.parse::<u32>().ok()?;
        Some((whole.parse::<u32>().ok()?.min(1) * 1000 + thousandths).min(1000))
    };
    let mut best = (0, Lang::En);
    for part in header.split(',').take(32) {
        let mut pieces = part.split(';').map(str::trim);
        let tag = pieces.next().unwrap_or_default().to_ascii_lowercase();
        let quality = pieces.find_map(|one| one.strip_prefix("q=")).map_or(Some(1000), weight);
        let lang = LANGS.into_iter().find(|lang| tag.split('-').next() == Some(self::tag(*lang)));
        if let (Some(lang), Some(quality)) = (lang, quality)
            && quality > best.0
        {
            best = (quality, lang);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Keys of a file and the values each uses.
    fn keys(text: &str) -> BTreeSet<(String, Vec<String>)> {
        let mut keys: Vec<(String, BTreeSet<String>)> = Vec::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((key, _)) = line.split_once(" = ").filter(|_| !line.starts_with(' ')) {
                keys.push((key.to_owned(), BTreeSet::new()));
            }
            for value in line.split('$').skip(1) {
                let end = value.find(|letter: char| !letter.is_ascii_lowercase());
                keys.last_mut().unwrap().1.insert(value[..end.unwrap_or(value.len())].to_owned());
            }
        }
        keys.into_iter().map(|(key, values)| (key, values.into_iter().collect())).collect()
    }

    #[test]
    fn both_languages_have_the_same_words_with_the_same_values() {
        assert_eq!(keys(FILES[0].1), keys(FILES[1].1));
    }

    #[test]
    fn every_word_that_a_page_asks_for_is_written_and_none_is_left_over() {
        let mut sources = String::new();
        let mut folders = vec![concat!(env!("CARGO_MANIFEST_DIR"), "/src").to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => folders.push(path.display().to_string()),
                    false => sources.push_str(&std::fs::read_to_string(path).unwrap()),
                }
            }
        }
        for (key, _) in keys(FILES[0].1).iter().filter(|one| !one.0.starts_with("month-")) {
            assert!(sources.contains(&format!("\"{key}\"")), "no page says {key}");
        }
        let asked = sources.split(".t(\"").skip(1).chain(sources.split(".say(\"").skip(1));
        for rest in asked {
            let key = &rest[..rest.find('"').unwrap()];
            assert_ne!(word(Lang::En, key), key, "nobody has written {key}");
        }
    }

    #[test]
    fn days_read_as_each_language_writes_them() {
        let date: Date = "2023-10-01".parse().unwrap();
        assert_eq!(day(date, Lang::En), "1 October 2023");
        assert_eq!(day(date, Lang::Fr), "1er octobre 2023");
    }
}
