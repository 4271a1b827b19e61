//! Closed vocabularies: enums whose variants are the words of the notation.
//!
//! A law file may say only what stands here. The same list serves the reader (and its "did you
//! mean"), the JSON Schema, and the record, so the three cannot drift apart.

/// An enum that is written as one of a closed list of words.
pub trait Word: Copy + Sized + 'static {
    /// Every word with its meaning, in the order the documentation lists them.
    const ALL: &'static [(&'static str, Self, &'static str)];

    /// The variant written so, if there is one.
    #[must_use]
    fn read(text: &str) -> Option<Self> {
        Self::ALL.iter().find(|(word, ..)| *word == text).map(|(_, variant, _)| *variant)
    }
}

/// Defines an enum of words: `Variant = "word"`, the doc comment is the meaning shown to users.
macro_rules! words {
    ($(#[$doc:meta])* pub enum $name:ident {
        $(#[doc = $meaning:literal] $variant:ident = $word:literal,)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[derive(serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $(#[doc = $meaning] #[serde(rename = $word)] $variant,)*
        }

        impl $crate::word::Word for $name {
            const ALL: &'static [(&'static str, Self, &'static str)] =
                &[$(($word, $name::$variant, $meaning)),*];
        }

        impl $name {
            /// The word of the notation.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $($name::$variant => $word,)*
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}
pub(crate) use words;
