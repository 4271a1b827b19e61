//! What can be asked of a register.

use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use jiff::civil::Date;
use suffrage::register::rules::Cause;

use super::{check, exchange, load, log, verify};

/// `suffrage register …`.
#[derive(Subcommand)]
pub enum Register {
    /// Who holds an office on a day, and by what right
    #[command(
        after_help = "Examples:\n  suffrage register who fr/senator --on 2023-09-26\n  suffrage register who \"fr/*\" --on 2023-09-23 --csv"
    )]
    Who {
        /// The key of an office, its rules, or "fr/*" for all under a key
        office: String,
        #[command(flatten)]
        asked: Asked,
    },
    /// The offices of a person on a day: rights, memberships, incompatibilities, all others
    #[command(after_help = "Example:\n  suffrage register person \"Sonia Backès\" --on 2023-09-23")]
    Person {
        /// The key or the name of a person
        person: String,
        #[command(flatten)]
        asked: Asked,
    },
    /// Everybody who has held an office, by what right, with their parties; and its rules
    #[command(after_help = "Example:\n  suffrage register office fr/senator/nc")]
    Office {
        /// The key of an office, or its rules
        office: String,
        #[command(flatten)]
        asked: Asked,
    },
    /// The offices of the register, with their rules
    Offices {
        /// Only those whose key or name holds this
        pattern: Option<String>,
        #[command(flatten)]
        asked: Asked,
    },
    /// Offices that cannot be held together: pending until which day, or past it
    #[command(
        after_help = "Example:\n  suffrage register conflicts --on 2023-10-01\n  suffrage register conflicts --on 2023-10-13 --resolved"
    )]
    Conflicts {
        /// Those too that have been resolved, in time or not
        #[arg(long)]
        resolved: bool,
        #[command(flatten)]
        asked: Asked,
    },
    /// Seats that nobody holds on a day
    Vacancies {
        #[command(flatten)]
        asked: Asked,
    },
    /// Who follows if somebody leaves an office, by cause
    #[command(
        after_help = "Example:\n  suffrage register succession \"Robert Xowie\" --office fr/senator --on 2024-01-01"
    )]
    Succession {
        /// The key or the name of whoever leaves
        person: String,
        /// Only this office, by key or rules
        #[arg(long)]
        office: Option<String>,
        /// Only for this cause
        #[arg(long)]
        cause: Option<CauseArg>,
        #[command(flatten)]
        asked: Asked,
    },
    /// Which institution holds which power on a day, and what can still move
    #[command(after_help = "Example:\n  suffrage register powers --on 2012-01-01 education")]
    Powers {
        /// Only powers whose key or name holds this
        pattern: Option<String>,
        #[command(flatten)]
        asked: Asked,
    },
    /// Who came and who left between two days
    #[command(after_help = "Example:\n  suffrage register diff 2023-09-23 2023-10-13")]
    Diff {
        /// The first day
        from: Date,
        /// The second day
        to: Date,
        #[command(flatten)]
        source: Source,
    },
    /// Everything that touches a person, an office, an institution, a power or an election, by day
    #[command(after_help = "Example:\n  suffrage register timeline \"Pierre Frogier\"")]
    Timeline {
        /// Keys, or names of persons
        #[arg(required = true)]
        about: Vec<String>,
        /// The first day
        #[arg(long)]
        from: Option<Date>,
        /// The last day
        #[arg(long)]
        to: Option<Date>,
        #[command(flatten)]
        source: Source,
    },
    /// What sources contradict each other in, and what became of it
    Claims {
        /// Only those about this statement, election or person
        about: Option<String>,
        #[command(flatten)]
        source: Source,
    },
    /// A story of the register, day by day, each sentence with its source and article
    #[command(after_help = "Example:\n  suffrage register story nc-2023 --lang fr")]
    Story {
        /// The key of the story; all are listed if none is named
        story: Option<String>,
        #[command(flatten)]
        source: Source,
    },
    /// The holdings that the result of an election proposes, the queue it leaves, the conflicts it opens
    #[command(
        after_help = "Examples:\n  suffrage register proclaim nc/senate/2023\n  suffrage register proclaim nc/senate/2023 --if-elected \"Sonia Backès\""
    )]
    Proclaim {
        /// An election on board or a folder
        election: String,
        /// As if this candidate had been elected (repeatable)
        #[arg(long, value_name = "NAME")]
        if_elected: Vec<String>,
        /// The statements to record, as TOML
        #[arg(long)]
        toml: bool,
        #[command(flatten)]
        asked: Asked,
    },
    /// What cannot be right in a register or in a file of mandates, and what only looks so
    #[command(after_help = check::EXAMPLES)]
    Check(check::Check),
    /// Files of others as statements: tables and JSON by a mapping, Popolo documents
    #[command(after_help = exchange::IMPORT)]
    Import(exchange::Import),
    /// A register in the forms of others: Popolo, CSV, NIST, Wikidata, our own TOML
    #[command(after_help = exchange::EXPORT)]
    Export(exchange::Export),
    /// Record the statements of a register on board, of folders or of files in a file of entries
    #[command(after_help = load::EXAMPLES)]
    Load(load::Load),
    /// Hold every entry against its hash, the entry before it, and a head that was kept
    #[command(after_help = verify::EXAMPLES)]
    Verify(verify::Verify),
    /// The entries: when, by whom, what, and which earlier one each replaces
    #[command(after_help = log::EXAMPLES)]
    Log(log::Log),
    /// The JSON Schema of register files, for editors
    Schema,
}

/// Which register, read up to which day, and how the answer is written.
#[derive(ClapArgs)]
pub struct Source {
    /// The register: one on board, a folder of TOML, or a file of entries (.db)
    #[arg(long, default_value = "nc")]
    pub register: String,
    /// Only what was known on this day
    #[arg(long, value_name = "DAY")]
    pub known: Option<Date>,
    /// Only what the log held at the end of this day
    #[arg(long, value_name = "DAY")]
    pub recorded: Option<Date>,
    /// The answer as JSON
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    /// The answer as CSV
    #[arg(long)]
    pub csv: bool,
}

/// The three times of a question.
#[derive(ClapArgs)]
pub struct Asked {
    /// The day asked about (default: today)
    #[arg(long, value_name = "DAY")]
    pub on: Option<Date>,
    /// The day whose rules apply (default: the day on which each came to bear)
    #[arg(long, value_name = "DAY")]
    pub law_of: Option<Date>,
    #[command(flatten)]
    pub source: Source,
}

/// Why somebody leaves.
#[derive(Clone, Copy, ValueEnum)]
pub enum CauseArg {
    Death,
    Resignation,
    Incompatibility,
    Government,
    Appointment,
    Annulment,
    Forfeiture,
    Other,
}

impl CauseArg {
    /// The word of the rules.
    pub fn cause(self) -> Cause {
        match self {
            Self::Death => Cause::Death,
            Self::Resignation => Cause::Resignation,
            Self::Incompatibility => Cause::Incompatibility,
            Self::Government => Cause::Government,
            Self::Appointment => Cause::Appointment,
            Self::Annulment => Cause::Annulment,
            Self::Forfeiture => Cause::Forfeiture,
            Self::Other => Cause::Other,
        }
    }
}
