//! The table that says what a chart shows.

/// Columns with a heading, rows of cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// One heading for each column.
    pub head: Vec<String>,
    /// As many cells in each row.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell: words stand left, numbers right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Word(String),
    /// A number: as people read it, and as programs do.
    Number(String, String),
}

impl Cell {
    /// What people read.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Word(text) | Self::Number(text, _) => text,
        }
    }

    /// A number whose form for programs is its own.
    #[must_use]
    pub fn plain(number: impl ToString) -> Self {
        let text = number.to_string();
        Self::Number(text.clone(), text)
    }
}

impl Table {
    /// As CSV, numbers in their plain form.
    ///
    /// A cell that a spreadsheet would take for a formula has an apostrophe before it.
    ///
    /// # Example
    /// ```
    /// use suffrage_charts::{Cell, Table};
    /// let rows = vec![vec![Cell::Word("=2+3".into()), Cell::Number("1,200".into(), "1200".into())]];
    /// let table = Table { head: vec!["name".into(), "votes".into()], rows };
    /// assert_eq!(table.csv(), "name,votes\n'=2+3,1200\n");
    /// ```
    #[must_use]
    pub fn csv(&self) -> String {
        let mut out = String::new();
        let heads = self.head.iter().map(|one| quoted(one)).collect::<Vec<_>>();
        out.push_str(&heads.join(","));
        out.push('\n');
        for row in &self.rows {
            let cells = row.iter().map(|cell| match cell {
                Cell::Word(text) => quoted(text),
                Cell::Number(_, plain) => quoted_plain(plain),
            });
            out.push_str(&cells.collect::<Vec<_>>().join(","));
            out.push('\n');
        }
        out
    }
}

fn quoted(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    quoted_plain(&if formula { format!("'{text}") } else { text.to_owned() })
}

fn quoted_plain(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
