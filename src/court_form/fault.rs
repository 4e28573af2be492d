//! Why a file is not taken as the blank of an official form, and what to do about it.

use std::fmt;

use crate::reading::open::Fault;

/// How many filled fields a message names.
const NAMED: usize = 5;

/// What is wrong with a file that is offered as a blank form. Each reads on from the file's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlankFault {
    /// It cannot be read whole: no PDF, damaged, locked, a trap.
    File(Fault),
    /// It has no fields: a scan, or a form that was printed to a file.
    NoFields,
    /// Its fields are there only for programs that read XFA.
    OnlyXfa,
    /// It has more than a form can have: what.
    Oversized(String),
    /// A page, from 1, is no upright Letter page; how large it is, in points.
    Paper(usize, String),
    /// It is filled in: names of fields and what stands in them.
    Filled(Vec<(String, String)>),
    /// No number of a form, or no date of a revision, is printed where forms print them; what is.
    Unknown(String),
    /// It bears several numbers or dates.
    Disagrees(Vec<String>),
}

impl fmt::Display for BlankFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BlankFault::File(fault @ Fault::Locked) => {
                write!(f, "{fault}; download the form again from the courts, which lock none")
            }
            BlankFault::File(fault @ (Fault::Damaged(_) | Fault::Empty)) => {
                write!(f, "{fault}; download the form again")
            }
            BlankFault::File(fault) => write!(f, "{fault}"),
            BlankFault::NoFields => f.write_str(
                "has no fields to fill: it is a scan, or a form that was printed to a file; \
                 download the fillable form",
            ),
            BlankFault::OnlyXfa => f.write_str(
                "has its fields only in XFA, which few programs read; \
                 download the form anew, in its present format",
            ),
            BlankFault::Oversized(what) => {
                write!(f, "has more than {what}, as no form has; download the form from the courts")
            }
            BlankFault::Paper(page, size) => write!(
                f,
                "has no upright Letter page of 612 by 792 points as its page {page}, but {size}; \
                 download the form from the courts"
            ),
            BlankFault::Filled(found) => {
                f.write_str("is filled in, and only a blank form is kept:")?;
                for (n, (name, value)) in found.iter().take(NAMED).enumerate() {
                    let comma = if n == 0 { "" } else { "," };
                    write!(f, "{comma} `{name}` says `{value}`")?;
                }
                if found.len() > NAMED {
                    write!(f, ", and {} more fields", found.len() - NAMED)?;
                }
                f.write_str("; download the form again")
            }
            BlankFault::Unknown(read) => write!(
                f,
                "prints no form number with the date of its revision at head or foot ({read}); \
                 download the form from the courts"
            ),
            BlankFault::Disagrees(read) => write!(
                f,
                "is not one form: it prints {}; add each form as a file of its own",
                read.join(", ")
            ),
        }
    }
}

impl std::error::Error for BlankFault {}

impl From<Fault> for BlankFault {
    fn from(fault: Fault) -> BlankFault {
        BlankFault::File(fault)
    }
}
