//! Laws for tests: those on board, and laws of one way to mark and one way to count.

#![allow(dead_code, reason = "each file of tests takes what it needs")]

use suffrage::{Diagnostic, LawBook, LawOnDay};

/// Every law on board.
pub fn book() -> LawBook {
    let files = suffrage_laws::ALL.iter().filter(|(file, _)| file.ends_with(".toml"));
    LawBook::new(files.map(|(file, text)| suffrage::law::parse::law(file, text).unwrap()).collect())
}

/// A law on board as in force on a day.
pub fn on_board(id: &str, day: &str) -> LawOnDay {
    book().on(id, day.parse().unwrap(), &[]).unwrap()
}

/// Ballots of which nothing is lost, but that say what several names in one rank do.
pub fn marks(overvote: &str) -> String {
    format!(
        "overvote = \"{overvote}\"\nempty_ranks = \"any number\"\nrepeated = \"passed over\"\n\
         write_in = \"passed over\""
    )
}

/// A law of one clause for ballots and one for the count, each as the notation writes it.
pub fn of_two_clauses(ballot: &str, count: &str) -> Result<LawOnDay, Vec<Diagnostic>> {
    let force = "cite = \"1\"\nforce = \"2000-01-01/..\"\nseen = \"s\"";
    let text = format!(
        "id = \"test\"\ntitle = {{ en = \"A\", fr = \"B\" }}\noffice = \"o\"\nact = \"reference\"\n\
         coded = \"2000-01-01/..\"\n\
         [[source]]\nkey = \"s\"\ntitle = \"s\"\naddress = \"s\"\nread = 2026-01-01\n\
         [[choose]]\nclause = \"system\"\nalways = \"ranked\"\n{force}\n\
         [[size]]\nclause = \"seats\"\nstated = \"by the files\"\n{force}\n\
         [[ranked]]\nclause = \"ballot\"\nballot = \"ranked\"\n{ballot}\n{force}\n\
         [[ranked]]\nclause = \"count\"\n{count}\n{force}\n"
    );
    let law = suffrage::law::parse::law("test.toml", &text)?;
    Ok(LawBook::new(vec![law]).on("test", "2026-01-01".parse().unwrap(), &[]).unwrap())
}
