//! The numbers that the rules of court lay down for papers, read from the law and turned into points.

use crate::law::{Law, LawValue};

/// Points in an inch.
pub(super) const INCH: f32 = 72.0;

/// What the rules ask of a paper; lengths in points.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    /// Width and height of the paper.
    pub paper: [f32; 2],
    /// Smallest type.
    pub type_size: f32,
    /// Smallest type of the footer.
    pub footer_size: f32,
    /// Typefaces that others have to be equivalent to.
    pub faces: Vec<String>,
    /// Least left margin.
    pub left: f32,
    /// Least right margin.
    pub right: f32,
    /// Fewest line numbers to a vertical inch.
    pub numbers_per_inch: f32,
    /// Least space between the line numbers and the text, where no line divides them.
    pub numbers_apart: f32,
    /// Least spacing of the lines, in single ones.
    pub spacing: f32,
    /// The line number on which the filer's name stands.
    pub filer_line: u32,
    /// How far from the top it stands at least.
    pub filer_top: f32,
    /// How much of the first page is left blank for the clerk, from the line of the filer's name.
    pub clerk_space: f32,
    /// The line number on which the title of the court stands.
    pub court_line: u32,
    /// How far from the top it stands at least.
    pub court_top: f32,
}

impl Rules {
    /// Reads them.
    ///
    /// # Errors
    /// Every value that the law does not have or that is no such measure.
    pub fn read(law: &Law) -> Result<Rules, Vec<String>> {
        let mut reader = Reader { law, faults: Vec::new() };
        let rules = Rules {
            paper: [reader.length("rule-2.103", "width"), reader.length("rule-2.103", "height")],
            type_size: reader.number("rule-2.104", "points"),
            footer_size: reader.number("rule-2.110", "points"),
            faces: reader.words("rule-2.105", "faces"),
            left: reader.length("rule-2.107", "left"),
            right: reader.length("rule-2.107", "right"),
            numbers_per_inch: reader.number("rule-2.108", "numbers_per_inch"),
            numbers_apart: reader.length("rule-2.108", "numbers_apart"),
            spacing: reader.fraction("rule-2.108", "spacing", &["line", "lines"]),
            filer_line: reader.number("rule-2.111-1", "line") as u32,
            filer_top: reader.length("rule-2.111-1", "from_top"),
            clerk_space: reader.length("rule-2.111-2", "blank"),
            court_line: reader.number("rule-2.111-3", "line") as u32,
            court_top: reader.length("rule-2.111-3", "from_top"),
        };
        if reader.faults.is_empty() { Ok(rules) } else { Err(reader.faults) }
    }
}

struct Reader<'l> {
    law: &'l Law,
    faults: Vec<String>,
}

impl Reader<'_> {
    /// What the law says on the day on which it was put together.
    fn value(&mut self, key: &str, name: &str) -> Option<LawValue> {
        let value = self.law.value(key, name, self.law.compiled).cloned();
        if value.is_none() {
            self.faults.push(format!("forms/law: `{key}` has no value `{name}`"));
        }
        value
    }

    fn number(&mut self, key: &str, name: &str) -> f32 {
        match self.value(key, name) {
            Some(LawValue::Number(number)) if (1..=1000).contains(&number) => number as f32,
            Some(_) => self.fault(key, name, "a number from 1 to 1000"),
            None => 0.0,
        }
    }

    fn length(&mut self, key: &str, name: &str) -> f32 {
        self.fraction(key, name, &["inch", "inches"]) * INCH
    }

    fn fraction(&mut self, key: &str, name: &str, units: &[&str]) -> f32 {
        let Some(value) = self.value(key, name) else { return 0.0 };
        let text = match &value {
            LawValue::Text(text) => text.as_str(),
            _ => "",
        };
        match measure(text, units) {
            Some(measure) => measure,
            None => self.fault(key, name, &format!("a measure in {}", units.join(" or "))),
        }
    }

    fn words(&mut self, key: &str, name: &str) -> Vec<String> {
        match self.value(key, name) {
            Some(LawValue::List(words)) => words,
            Some(_) => {
                self.fault(key, name, "a list");
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    fn fault(&mut self, key: &str, name: &str, wanted: &str) -> f32 {
        self.faults.push(format!("forms/law: `{name}` of `{key}` is not {wanted}"));
        0.0
    }
}

/// Reads `1 inch`, `1/5 inch` or `3 1/3 inches`.
fn measure(text: &str, units: &[&str]) -> Option<f32> {
    let (number, unit) = text.trim().rsplit_once(' ')?;
    if !units.contains(&unit) {
        return None;
    }
    let mut sum = 0.0;
    for part in number.split_whitespace() {
        sum += match part.split_once('/') {
            Some((above, below)) => {
                let below = below.parse::<u16>().ok().filter(|below| *below > 0)?;
                f32::from(above.parse::<u16>().ok()?) / f32::from(below)
            }
            None => f32::from(part.parse::<u16>().ok()?),
        };
    }
    (sum > 0.0).then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_are_read_as_the_rules_state_them() {
        let inches = |text| measure(text, &["inch", "inches"]);
        assert_eq!(inches("1 inch"), Some(1.0));
        assert_eq!(inches("1/5 inch"), Some(0.2));
        assert_eq!(inches("8 1/2 inches"), Some(8.5));
        assert!((inches("3 1/3 inches").unwrap_or_default() - 3.333_333).abs() < 1e-5);
        for wrong in ["", "inches", "1", "1 metre", "1/0 inch", "-1 inch", "0 inches", "a inch"] {
            assert_eq!(inches(wrong), None, "{wrong}");
        }
    }
}
