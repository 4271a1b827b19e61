//! Lines whose words stand in columns: on a page they are a table.

use crate::protocol::Grid;

/// Whether the words of a line stand in columns, or tell of rows left out.
#[must_use]
pub fn is_row(line: &str) -> bool {
    line.contains("  ") || line.starts_with('…')
}

/// The sentences among lines, and the rows between them as tables.
#[must_use]
pub fn parted(lines: &[String]) -> (Vec<String>, Vec<Grid>) {
    let (mut sentences, mut tables) = (Vec::new(), Vec::<Vec<Vec<String>>>::new());
    let mut within = false;
    for line in lines {
        if is_row(line) {
            if !within {
                tables.push(Vec::new());
            }
            let cells = line.split("  ").map(str::trim).filter(|one| !one.is_empty());
            tables.last_mut().expect("one was begun").push(cells.map(str::to_owned).collect());
        } else {
            sentences.push(line.clone());
        }
        within = is_row(line);
    }
    (sentences, tables.into_iter().map(grid).collect())
}

/// Rows that may be shorter than others: what is missing stands before them.
fn grid(mut rows: Vec<Vec<String>>) -> Grid {
    let wide = rows.iter().map(Vec::len).max().unwrap_or(0);
    for row in &mut rows {
        let missing = wide - row.len();
        row.splice(..0, std::iter::repeat_n(String::new(), missing));
    }
    let digit = |cell: &str| cell.starts_with(|one: char| one.is_ascii_digit());
    let bare = |at: usize| rows.iter().all(|row| !digit(&row[at]));
    let headed =
        rows.len() > 1 && rows[0].iter().all(|cell| !digit(cell)) && (0..wide).any(|at| !bare(at));
    let head = if headed { rows.remove(0) } else { vec![String::new(); wide] };
    let number = |at: usize| {
        let filled = || rows.iter().map(|row| &row[at]).filter(|cell| !cell.is_empty());
        filled().count() > 0 && filled().all(|cell| digit(cell) || cell.starts_with('–'))
    };
    let numbers = (0..wide).map(number).collect();
    Grid { head, numbers, rows, strong: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_a_table_under_their_heading_and_sentences_stay() {
        let lines = ["Seats of all: 3.", "share      won", "Ann        2        0", "Ben   1   1"];
        let lines: Vec<String> = lines.map(str::to_owned).to_vec();
        let (sentences, tables) = parted(&lines);
        assert_eq!(sentences, ["Seats of all: 3."]);
        assert_eq!(tables[0].head, ["", "share", "won"]);
        assert_eq!(tables[0].numbers, [false, true, true]);
        assert_eq!(tables[0].rows, [["Ann", "2", "0"], ["Ben", "1", "1"]]);
    }
}
