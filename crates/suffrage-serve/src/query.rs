//! What stands behind the question mark of an address, and the fields of a form.

use suffrage::Fault;

/// Names and values, in order; a name may stand several times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

/// The most names that are read.
const MOST: usize = 4000;

impl Query {
    /// Reads `a=1&b=x+y`: what is no such form stays as it is written, as forms are sent.
    ///
    /// # Example
    /// ```
    /// use suffrage_serve::query::Query;
    /// let query = Query::read("q=Nouvelle+Cal%C3%A9donie&seats=3");
    /// assert_eq!(query.get("q"), Some("Nouvelle Calédonie"));
    /// assert_eq!(query.number::<u32>("seats"), Ok(Some(3)));
    /// ```
    #[must_use]
    pub fn read(text: &str) -> Self {
        let pairs = text.split('&').filter(|pair| !pair.is_empty()).take(MOST).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        });
        Self(pairs.collect())
    }

    /// Of fields that are read already.
    #[must_use]
    pub fn of(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// The first value of a name, if it is not empty.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|one| one.0 == name)?.1.trim();
        (!found.is_empty()).then_some(found)
    }

    /// A value that must be a number, or of whatever form; `None` if there is none.
    ///
    /// # Errors
    /// If it is not.
    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, Fault> {
        self.parsed(name, "a whole number")
    }

    /// The same, with what it should be.
    ///
    /// # Errors
    /// If it is not.
    pub fn parsed<T: std::str::FromStr>(&self, name: &str, form: &str) -> Result<Option<T>, Fault> {
        let Some(text) = self.get(name) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| {
            let shown: String = text.chars().take(40).collect();
            Fault::BadParameter { name: name.to_owned(), text: shown, form: form.to_owned() }
        })
    }

    /// Every name and value.
    #[must_use]
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// As it stands in an address.
    #[must_use]
    pub fn written(&self) -> String {
        let pairs =
            self.0.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
        pairs.collect::<Vec<_>>().join("&")
    }
}

/// `%C3%A9` and `+` as letters.
#[must_use]
pub fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let raw = text.as_bytes();
    let mut at = 0;
    while at < raw.len() {
        let digit = |at: usize| raw.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        match (raw[at], digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                at += 3;
            }
            (b'+', ..) => {
                bytes.push(b' ');
                at += 1;
            }
            (byte, ..) => {
                bytes.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Letters as an address can hold them.
#[must_use]
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            byte if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// Small letters without accents, as people type them.
#[must_use]
pub fn folded(text: &str) -> String {
    let plain = |letter: char| match letter {
        'à' | 'á' | 'â' | 'ä' | 'ã' | 'å' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'ö' | 'õ' | 'ø' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ý' | 'ÿ' => 'y',
        'œ' => 'o',
        letter => letter,
    };
    text.chars().flat_map(char::to_lowercase).map(plain).collect()
}
