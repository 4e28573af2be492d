//! The command line as clap reads it; no logic.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use petition::batch::run_facts::Shard;

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
    /// How to print: for people, or for programs.
    #[arg(long, global = true, value_enum, default_value_t = Format::Human, hide_possible_values = true, value_name = "human|json")]
    pub(crate) format: Format,
    /// Read petitions, fields and law from this folder instead of the ones built in.
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) forms: Option<PathBuf>,
    /// Read templates from this folder; they stand in for built-in ones of the same path.
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) templates: Option<PathBuf>,
    /// Keep and look for blank official forms in this folder instead of the user's data folder.
    #[arg(long, global = true, value_name = "DIR", env = "PETITION_COURT_FORMS")]
    pub(crate) court_forms: Option<PathBuf>,
}

const EXIT_CODES: &str = "\
To begin: `petition new > me.yaml`, fill it in with any text editor, and `petition which me.yaml`
says which petitions are open. Then `petition new expungement > mine.yaml`, `petition check
mine.yaml`, `petition build mine.yaml`.

Exit codes: 0 done; 1 a case file has errors, (build) the law refuses the petition, or (inspect)
something is wrong with a file; 2 could not run, or a file could not be read or written.";

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write the packet of each case file: numbered PDFs, a guide sheet, manifest.json.
    Build {
        /// Case files.
        #[arg(required = true, value_name = "CASE")]
        cases: Vec<PathBuf>,
        /// Folder that receives one folder for each case.
        #[arg(long, value_name = "DIR", default_value = "out")]
        out: PathBuf,
        #[command(flatten)]
        beside: Beside,
        #[command(flatten)]
        day: Day,
    },
    /// Write a packet for each of many cases: a folder of case files or a list of clients. One at fault stops nobody.
    Batch(Box<Batch>),
    /// Join the reports of a batch that was done in parts by `batch --shard`: records.jsonl, manifest.csv, report.html of the whole.
    MergeManifests(Merge),
    /// Say all that is wrong with a case file, where, why, and what to do; writes nothing.
    Check {
        /// Case files.
        #[arg(required = true, value_name = "CASE")]
        cases: Vec<PathBuf>,
        #[command(flatten)]
        day: Day,
    },
    /// Say what is wrong with finished PDFs, of this program or any other, before they are filed.
    Inspect {
        /// PDF files.
        #[arg(required = true, value_name = "PDF")]
        files: Vec<PathBuf>,
        /// What the papers are; left out, each page is taken for what stands on it.
        #[arg(long, value_enum, default_value_t = PaperKind::Any, value_name = "KIND")]
        paper: PaperKind,
    },
    /// Say why each relief is open or not, requirement by requirement, under which law.
    Explain {
        /// A case file.
        #[arg(value_name = "CASE")]
        case: PathBuf,
        #[command(flatten)]
        day: Day,
    },
    /// Say which reliefs of all petitions are open for one matter, what expires first, and why the others are not.
    Which {
        /// A case file of any petition, or of none.
        #[arg(value_name = "CASE")]
        case: PathBuf,
        #[command(flatten)]
        day: Day,
    },
    /// Print a commented case file to fill in; without a petition, one for `petition which`.
    New {
        /// A petition, such as `expungement` or `851.8`.
        petition: Option<String>,
    },
    /// List the petitions; with one named, its facts, requirements and law.
    Petitions {
        /// A petition, such as `expungement` or `851.8`.
        petition: Option<String>,
    },
    /// Take in blank official forms that you downloaded, list them, or print the fields of one.
    CourtForm {
        /// What to do.
        #[command(subcommand)]
        command: CourtFormCommand,
    },
    /// Print the JSON Schema of a petition's case file, for editors and programs.
    Schema {
        /// A petition, such as `expungement` or `851.8`.
        petition: String,
    },
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: Shell,
    },
}

/// Many cases in one run.
#[derive(Debug, Args)]
pub(crate) struct Batch {
    /// Case files, folders of case files, and lists of clients (*.csv, *.xlsx) with --map. Every *.yaml and *.yml of a
    /// folder is taken for a case, so keep client files that cases share in a subfolder: subfolders are not looked into.
    #[arg(required_unless_present = "sample", value_name = "CASES")]
    pub(crate) cases: Vec<PathBuf>,
    /// What the columns of the lists are: a map of their headings to facts.
    #[arg(long, value_name = "MAP")]
    pub(crate) map: Option<PathBuf>,
    /// Instead of a batch write clients.csv and map.yaml, fictional clients to begin a list from, into --out or this folder.
    #[arg(long, conflicts_with_all = ["cases", "map"])]
    pub(crate) sample: bool,
    /// The petition of the sample; left out, expungement.
    #[arg(long, requires = "sample", conflicts_with_all = ["cases", "map"], value_name = "PETITION")]
    pub(crate) petition: Option<String>,
    /// Instead of a batch write each row of the lists as a case file into this folder, to go on with by hand.
    #[arg(long, value_name = "DIR", requires = "map")]
    pub(crate) write_cases: Option<PathBuf>,
    /// Folder of the batch: packets/, records.jsonl, manifest.csv, report.html.
    #[arg(
        short,
        long,
        value_name = "DIR",
        default_value = "out",
        default_value_if("sample", "true", ".")
    )]
    pub(crate) out: PathBuf,
    /// Go on with the batch that stands in --out: do only what is missing, has changed or failed.
    #[arg(long)]
    pub(crate) resume: bool,
    /// Begin no further case after the first that has no papers to file.
    #[arg(long)]
    pub(crate) fail_fast: bool,
    /// Do one of n parts of the cases, cut by what they say: 1/4 to 4/4 on four machines do all.
    #[arg(long, value_name = "I/N", default_value_t = Shard::WHOLE, hide_default_value = true)]
    pub(crate) shard: Shard,
    /// How many cases are done at once; left out, as many as the machine has processors.
    #[arg(long, value_name = "N", value_parser = threads)]
    pub(crate) threads: Option<usize>,
    #[command(flatten)]
    pub(crate) grouped: Grouped,
    #[command(flatten)]
    pub(crate) beside: Beside,
    #[command(flatten)]
    pub(crate) day: Day,
}

/// Reads how many cases are done at once.
fn threads(text: &str) -> Result<usize, String> {
    let n: Option<usize> = text.trim().parse().ok();
    n.filter(|n| (1..=256).contains(n)).ok_or_else(|| "write a number from 1 to 256".to_owned())
}

/// Whether the files to print are told apart.
#[derive(Debug, Args)]
pub(crate) struct Grouped {
    /// With --joined: print a series of files for each county or for each day of hearing, those without one last.
    #[arg(
        long,
        value_enum,
        hide_possible_values = true,
        requires = "joined",
        value_name = "county|hearing"
    )]
    pub(crate) group_by: Option<GroupBy>,
}

/// How the files to print are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum GroupBy {
    /// By the county of the court.
    County,
    /// By the day of the hearing.
    Hearing,
}

/// Parts of a batch, to be joined.
#[derive(Debug, Args)]
pub(crate) struct Merge {
    /// The folders of all parts, in any order; their packets stay where they are.
    #[arg(required = true, value_name = "OUT")]
    pub(crate) parts: Vec<PathBuf>,
    /// Folder of the whole: records.jsonl, manifest.csv, report.html. Keep it where it is beside the parts: the report leads to them from there.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Also write the sets to print of all parts, which were done with --joined, into print/ of that folder.
    #[arg(long)]
    pub(crate) joined: bool,
    #[command(flatten)]
    pub(crate) grouped: Grouped,
}

/// What is done with blank official forms.
#[derive(Debug, Subcommand)]
pub(crate) enum CourtFormCommand {
    /// Recognise blank forms and keep a copy of each, without locks and scripts, for `petition build` to fill.
    Add {
        /// Fillable PDFs, as courts.ca.gov gives them.
        #[arg(required = true, value_name = "PDF")]
        files: Vec<PathBuf>,
    },
    /// Say which official forms each petition can use, which are at hand, and how old they are.
    List,
    /// Print a map of a blank's fields to fill in, for forms/court-forms: how a form or a revision is added.
    Fields {
        /// A fillable PDF.
        #[arg(value_name = "PDF")]
        file: PathBuf,
    },
}

/// What a packet has beside its papers.
#[derive(Debug, Args)]
pub(crate) struct Beside {
    /// Also join the filed papers into one file to print: joined.pdf. Courts take each paper apart when you file electronically.
    #[arg(long)]
    pub(crate) joined: bool,
    /// Print so many sets into joined.pdf, a separator sheet before each: court, those served, client.
    #[arg(long, value_name = "N", requires = "joined", default_value_t = 1, value_parser = copies)]
    pub(crate) copies: u8,
    /// Cut the exhibits into volumes of at most so many megabytes, between exhibits only.
    #[arg(long, value_name = "MB", value_parser = megabytes)]
    pub(crate) max_size: Option<usize>,
    /// On what the papers are drafted, whatever the case file says: official forms, pleading paper, or both.
    #[arg(long, value_enum, hide_possible_values = true, value_name = "official|pleading|both")]
    pub(crate) paper: Option<Stationery>,
    /// Also write review.pdf, for counsel: where each sentence comes from, each requirement with its reason.
    #[arg(long)]
    pub(crate) review: bool,
}

/// Reads how many sets are printed.
fn copies(text: &str) -> Result<u8, String> {
    let n: Option<u8> = text.trim().parse().ok();
    n.filter(|n| (1..=40).contains(n)).ok_or_else(|| "write a number from 1 to 40".to_owned())
}

/// Reads megabytes as people write them; gives bytes.
fn megabytes(text: &str) -> Result<usize, String> {
    let megabytes: f64 =
        text.trim().parse().map_err(|_| "write megabytes from 0.1 to 2000".to_owned())?;
    if !(0.1..=2000.0).contains(&megabytes) {
        return Err("write megabytes from 0.1 to 2000".to_owned());
    }
    Ok((megabytes * 1e6) as usize)
}

/// The day that everything is computed for.
#[derive(Debug, Args)]
pub(crate) struct Day {
    /// Compute for this day instead of today in California (YYYY-MM-DD).
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) as_of: Option<NaiveDate>,
}

/// On what papers are drafted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stationery {
    /// Official court forms; an error where their blanks are not at hand.
    Official,
    /// Pleading paper.
    Pleading,
    /// Both: the pleading version in a folder of its own.
    Both,
}

/// What the papers to be inspected are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PaperKind {
    /// Found by measuring, page by page.
    Any,
    /// Pleading paper: numbered lines, caption, footer.
    Pleading,
    /// Plain paper: letters, lists.
    Plain,
    /// Forms of the Judicial Council.
    Form,
    /// Exhibits alone.
    Exhibits,
}

/// How to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people; in colour on a terminal.
    Human,
    /// For programs.
    Json,
}

/// Reads a day as case files write it.
fn day(text: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .map_err(|_| "no such day; write year, month and day in digits: 2026-11-20".to_owned())
}
