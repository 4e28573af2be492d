//! Names and addresses that a list holds in one cell, taken apart only where that is certain.

/// What stands behind a name and belongs to it.
const SUFFIXES: [&str; 9] = ["jr", "sr", "ii", "iii", "iv", "esq", "md", "phd", "jd"];

/// Whether a name has a comma that no `Jr.` explains: it may be written with the last name first.
pub(super) fn may_be_last_first(name: &str) -> bool {
    name.split(',').skip(1).any(|part| !is_suffix(part))
}

fn is_suffix(part: &str) -> bool {
    let plain: String = part.chars().filter(|c| c.is_alphanumeric()).collect();
    SUFFIXES.contains(&plain.to_lowercase().as_str())
}

/// What stands behind a name without a comma; the titles of the others can be first names, as Md is.
const BARE_SUFFIXES: [&str; 6] = ["jr", "sr", "ii", "iii", "iv", "esq"];

/// A name without the suffix at its end, and that suffix: `John III`, `Smith Jr.`.
fn bare_suffix(name: &str) -> (&str, Option<&str>) {
    let Some((before, last)) = name.rsplit_once(' ') else { return (name, None) };
    let plain: String = last.chars().filter(|c| *c != '.').collect();
    match BARE_SUFFIXES.contains(&plain.to_lowercase().as_str()) {
        true => (before.trim(), Some(last)),
        false => (name, None),
    }
}

/// `Núñez, María José` as `María José Núñez`, a suffix behind as it is written; nothing where there is
/// not just one comma that parts the names.
pub(super) fn last_first(name: &str) -> Option<String> {
    let parts: Vec<&str> = name.split(',').map(str::trim).collect();
    if parts.iter().any(|part| part.is_empty()) {
        return None;
    }
    let (last, first, suffix) = match parts.as_slice() {
        [last, first] if !is_suffix(first) => (last, first, None),
        [last, first, suffix] if !is_suffix(first) && is_suffix(suffix) => {
            (last, first, Some(suffix))
        }
        [last, suffix, first] if !is_suffix(first) && is_suffix(suffix) => {
            (last, first, Some(suffix))
        }
        _ => return None,
    };
    let (last, of_last) = bare_suffix(last);
    let (first, of_first) = bare_suffix(first);
    let bare = match (of_last, of_first) {
        (Some(_), Some(_)) => return None,
        (one, other) => one.or(other),
    };
    let mut whole = format!("{first} {last}");
    whole.extend(bare.map(|bare| format!(" {bare}")));
    whole.extend(suffix.map(|suffix| format!(", {suffix}")));
    Some(whole)
}

/// An address of one line by its parts.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) street: String,
    pub(super) unit: Option<String>,
    pub(super) city: String,
    /// As written; letters or a name.
    pub(super) state: String,
    pub(super) zip: String,
}

/// `1234 W. 7th St., Apt. 5, Los Angeles, CA 90017`; nothing where its parts are not certain.
pub(super) fn address(text: &str) -> Option<Address> {
    let parts: Vec<&str> =
        text.split([',', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let (last, rest) = parts.split_last()?;
    let (state, zip) = last.rsplit_once(' ').unwrap_or(("", last));
    if !zip.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (state, rest) = match state.trim() {
        "" => {
            let (state, rest) = rest.split_last()?;
            (*state, rest)
        }
        state => (state, rest),
    };
    let (street, unit, city) = match rest {
        [street, city] => (street, None, city),
        [street, unit, city] => (street, Some((*unit).to_owned()), city),
        _ => return None,
    };
    let [street, city, state] = [*street, *city, state].map(str::to_owned);
    Some(Address { street, unit, city, state, zip: zip.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_name_goes_behind_only_where_one_comma_parts_it() {
        let known = [
            ("Núñez, María José", "María José Núñez"),
            ("Lee, Ann, Jr.", "Ann Lee, Jr."),
            ("Lee, Jr., Ann", "Ann Lee, Jr."),
            ("de la Cruz, Ana", "Ana de la Cruz"),
            ("Smith, John III", "John Smith III"),
            ("SMITH, JOHN II", "JOHN SMITH II"),
            ("Smith, John Jr.", "John Smith Jr."),
            ("Smith, John Jr", "John Smith Jr"),
            ("Smith, John Esq.", "John Smith Esq."),
            ("Smith Jr., John", "John Smith Jr."),
            ("Smith IV, John A.", "John A. Smith IV"),
            ("Smith, John Jr., Esq.", "John Smith Jr., Esq."),
            ("Rahman, Ali Md", "Ali Md Rahman"),
            ("Smith, John V.", "John V. Smith"),
        ];
        for (written, expected) in known {
            assert_eq!(last_first(written).as_deref(), Some(expected), "{written}");
        }
        for written in [
            "Ann Lee",
            "Lee, Jr.",
            "Lee,",
            ", Ann",
            "a, b, c",
            "Smith Jr., John III",
            "Lee, Ann, Bo, Cy",
        ] {
            assert_eq!(last_first(written), None, "{written}");
        }
        assert!(may_be_last_first("Lee, Ann"));
        assert!(
            !may_be_last_first("Ann Lee, Jr.")
                && !may_be_last_first("Ann Lee, M.D.")
                && !may_be_last_first("Ann Lee")
        );
    }

    #[test]
    fn an_address_has_street_city_state_and_zip() {
        let read = address("1234 W. 7th St., Apt. 5, Los Angeles, CA 90017").expect("an address");
        assert_eq!(read.street, "1234 W. 7th St.");
        assert_eq!(read.unit.as_deref(), Some("Apt. 5"));
        assert_eq!(
            (read.city.as_str(), read.state.as_str(), read.zip.as_str()),
            ("Los Angeles", "CA", "90017")
        );
        let read = address("P.O. Box 9\nFresno, California, 93650-1234").expect("an address");
        assert_eq!((read.state.as_str(), read.zip.as_str()), ("California", "93650-1234"));
        for text in [
            "1234 W. 7th St.",
            "1 A St., B, C, D, CA 90017",
            "1 A St., Los Angeles, CA",
            "",
            "1 A St. Los Angeles CA 90017",
        ] {
            assert_eq!(address(text), None, "{text}");
        }
    }
}
