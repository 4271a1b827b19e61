//! What the benchmarks measure on: votes by a fixed sequence.

/// Communes of France, about.
pub const COMMUNES: usize = 35_000;

/// A fixed sequence (xorshift), so that every run counts the same votes.
pub struct Dice(pub u64);

impl Dice {
    /// The next number, below a limit.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// A table like the one an election night has: one to five lists in each commune.
pub fn towns(count: usize) -> String {
    let mut dice = Dice(35_000);
    let mut table = String::from(
        "contest,contest_name,inhabitants,registered,voters,blank,null,expressed,name,votes\n",
    );
    for town in 0..count {
        let inhabitants = 60 + dice.below(60) * dice.below(60) * dice.below(12);
        let lists = 1 + dice.below(5);
        let votes: Vec<u64> = (0..lists).map(|_| 5 + dice.below(inhabitants / 2 + 7)).collect();
        let expressed: u64 = votes.iter().sum();
        for (list, votes) in votes.iter().enumerate() {
            let facts = match list {
                0 => format!(
                    "Commune {town},{inhabitants},{},{},3,2,{expressed}",
                    expressed * 2,
                    expressed + 5
                ),
                _ => ",,,,,,".to_owned(),
            };
            table.push_str(&format!("{town:05},{facts},Liste {list} pour la commune,{votes}\n"));
        }
    }
    table
}
