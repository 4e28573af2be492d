//! The command line as clap reads it; no logic.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// Drafts filing-ready California record-clearing papers from YAML case files.
///
/// It is a drafting tool, not legal advice. It never signs, never dates for the signer, and
/// nothing leaves this machine.
#[derive(Debug, Parser)]
#[command(name = "petition", version, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
    /// How to print.
    #[arg(long, global = true, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// Read petitions, fields and law from this folder instead of the ones built in.
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) forms: Option<PathBuf>,
    /// Read templates from this folder; they stand in for built-in ones of the same path.
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) templates: Option<PathBuf>,
}

const EXIT_CODES: &str = "Exit codes: 0 done; 1 the case file has errors, or the law refuses the \
                          petition (build); 2 could not run.";

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write the packet of a case file: numbered PDFs, a guide sheet, and manifest.json.
    Build {
        /// Case files.
        #[arg(required = true, value_name = "CASE")]
        cases: Vec<PathBuf>,
        /// Folder that receives one folder for each case.
        #[arg(long, value_name = "DIR", default_value = "out")]
        out: PathBuf,
        #[command(flatten)]
        day: Day,
    },
    /// Check a case file without writing papers: all that is wrong, where, why, and what to do.
    Check {
        /// Case files.
        #[arg(required = true, value_name = "CASE")]
        cases: Vec<PathBuf>,
        #[command(flatten)]
        day: Day,
    },
    /// Say why each relief is open or not, requirement by requirement, with citations.
    Explain {
        /// A case file.
        #[arg(value_name = "CASE")]
        case: PathBuf,
        #[command(flatten)]
        day: Day,
    },
    /// Print a commented case file to fill in.
    New {
        /// A petition, such as `expungement` or `851.8`.
        petition: String,
    },
    /// List the petitions; with one named, its facts, requirements, provisions, and how old its law is.
    Petitions {
        /// A petition, such as `expungement` or `851.8`.
        petition: Option<String>,
    },
    /// Print the JSON Schema of a petition's case file, for editors and other programs.
    Schema {
        /// A petition, such as `expungement` or `851.8`.
        petition: String,
    },
    /// Print shell completions.
    Completions {
        /// The shell.
        shell: Shell,
    },
}

/// The day that everything is computed for.
#[derive(Debug, Args)]
pub(crate) struct Day {
    /// Compute for this day instead of today (YYYY-MM-DD).
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<NaiveDate>,
}

/// How to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people; in colour on a terminal.
    Human,
    /// For programs.
    Json,
}
