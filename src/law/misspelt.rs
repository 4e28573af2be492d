//! Numbers of sections that are written wrong: a letter of a subdivision stuck to them, or a stray stop.

use super::Law;
use super::offense_ref::OffenseRef;

/// How a section may have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meant {
    /// The number by itself.
    pub section: String,
    /// The letter behind it as a subdivision, `(a)`, where there is one.
    pub subdivision: Option<String>,
    /// Whether a section of that very name may exist, so that what the offense is called settles it.
    pub may_be: bool,
}

impl Law {
    /// How a section of one of our codes was meant, where it cannot be right as written, or hardly can.
    ///
    /// Lists go by the number: `23152a` is in none that names `23152`. Nothing for the codes of others, whose numbers have
    /// another shape, and for a number that the table or a list of the law knows.
    pub fn misspelt(&self, code: &str, section: &str) -> Option<Meant> {
        // A code of another state has no key.
        let place = OffenseRef::read(&self.codes, code, section, None)?;
        let number = place.section.as_str();
        let (digits, letters) = taken_apart(number);
        let behind = place.qualifier.as_deref().unwrap_or_default();
        let stray = section.trim_end().ends_with('.')
            || behind.starts_with(|c: char| c.is_ascii_alphabetic())
            || digits.split('.').any(str::is_empty)
            || digits.matches('.').count() > 1;
        let plain: Vec<&str> = digits.split('.').filter(|part| !part.is_empty()).collect();
        let meant = |may_be| Meant {
            section: plain.join("."),
            subdivision: Some(format!("{letters}{behind}"))
                .filter(|name| !name.is_empty())
                .map(|name| format!("({name})")),
            may_be,
        };
        if stray {
            return Some(meant(false));
        }
        if letters.is_empty() || self.names(&place.code, number) {
            return None;
        }
        let lettered = self.offenses.rows().any(|row| {
            row.place.code == place.code && !taken_apart(&row.place.section).1.is_empty()
        });
        if !lettered {
            return Some(meant(false));
        }
        self.names(&place.code, digits).then(|| {
            let within = |name: &[String]| name.first().is_some_and(|first| first == letters);
            meant(!self.entries_of(&place.code, digits).any(within))
        })
    }

    /// Whether the table of offenses or a list of the law has a section.
    fn names(&self, code: &str, section: &str) -> bool {
        let of_table =
            |row: &super::Offense| row.place.code == code && row.place.section == section;
        self.offenses.rows().any(of_table) || self.entries_of(code, section).next().is_some()
    }

    /// The subdivisions of a section that lists name; empty where one names the whole.
    fn entries_of<'a>(
        &'a self,
        code: &'a str,
        section: &'a str,
    ) -> impl Iterator<Item = &'a [String]> {
        let entries = self.lists.values().flat_map(|list| &list.entries);
        entries
            .filter(move |entry| {
                entry.code.as_deref() == Some(code) && entry.section.as_deref() == Some(section)
            })
            .map(|entry| entry.subdivision.as_slice())
    }
}

/// A number of a section as its digits with stops and the letters behind them.
fn taken_apart(number: &str) -> (&str, &str) {
    number.split_at(number.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len())
}

#[cfg(test)]
mod tests {
    use crate::catalog::Catalog;

    #[test]
    fn a_letter_stuck_to_a_number_is_offered_as_a_subdivision_and_real_sections_stand() {
        let law = Catalog::embedded().expect("the catalog").law;
        let meant = |code: &str, section: &str| {
            law.misspelt(code, section)
                .map(|one| format!("{}{}", one.section, one.subdivision.unwrap_or_default()))
        };
        for (code, written, offered) in [
            ("Veh", "23152a", "23152(a)"),
            ("Veh", "VC 23152A", "23152(a)"),
            ("Pen", "288.a", "288(a)"),
            ("Pen", "289j", "289(j)"),
            ("Pen", "459.", "459"),
            ("Pen", "664/187a", "187(a)"),
            ("Health & Saf", "11350a", "11350(a)"),
            ("Pen", "23..5", "23.5"),
            ("Veh", "23152abc", "23152(abc)"),
        ] {
            assert_eq!(meant(code, written).as_deref(), Some(offered), "{code} {written}");
        }
        for (code, written) in [
            ("Pen", "653f"),
            ("Pen", "273ab"),
            ("Pen", "288a"),
            ("Pen", "459"),
            ("Pen", "1170.18"),
            ("Pen", "664/459"),
            ("Pen", "653w"),
            ("Veh", "99999"),
            ("RCW", "9A.56.030"),
            ("Ariz. Rev. Stat.", "13-1105"),
        ] {
            assert_eq!(meant(code, written), None, "{code} {written}");
        }
        assert!(law.misspelt("Pen", "597e").is_none_or(|one| one.may_be));
    }
}
