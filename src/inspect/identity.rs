//! Numbers that do not belong into a public file: found on every page, told by kind and place alone.

use super::findings::{Check, Findings, Ground};
use super::leaf::Leaf;
use super::sheet::line_bounds;
use crate::reading::identity::{Kind, find, shown};
use crate::reading::{Line, lines};

const HELP: &str = "black the number out, the words beneath it too, or give its last four digits \
                    alone; what is filed can be read by everybody, and no clerk looks for it";

pub(super) const NUMBER: Check = Check::advice("identity-number", Ground::Rule("rule-1.201"), HELP);
pub(super) const LICENSE: Check = Check::advice("license-number", Ground::Practice, HELP);

pub(super) const ALL: [Check; 2] = [NUMBER, LICENSE];

/// Looks at all words of a page, also at those behind a scan and those that run across.
pub(super) fn check(leaf: &Leaf<'_>, findings: &mut Findings) {
    let lines: Vec<Line<'_>> = lines(leaf.sheet.page);
    let texts: Vec<String> = lines.iter().map(Line::text).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    for one in find(&texts) {
        let check = match one.kind {
            Kind::SocialSecurity | Kind::Account | Kind::Card => NUMBER,
            // The rule names neither.
            Kind::Taxpayer | Kind::DriverLicence => LICENSE,
        };
        let place = lines.get(one.line).map(line_bounds);
        leaf.note(findings, (check, place), format!("it shows {}", shown(one.kind)));
    }
}
