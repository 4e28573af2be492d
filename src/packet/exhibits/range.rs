//! Which pages of a foreign file are carried: words such as `2-5, 8` to page numbers.

/// Some pages of a file, in the order in which they are carried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRange {
    /// First and last page of each run, from 1; no page stands in two of them.
    runs: Vec<(usize, usize)>,
}

impl PageRange {
    /// Reads pages and runs of pages parted by commas, such as `2-5, 8`.
    ///
    /// # Errors
    /// What is wrong with the words, in one line.
    pub fn parse(words: &str) -> Result<PageRange, String> {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for part in words.split(',') {
            let run = run(part.trim())?;
            if let Some(other) = runs.iter().find(|other| run.0 <= other.1 && other.0 <= run.1) {
                let page = run.0.max(other.0);
                return Err(format!("page {page} is named twice in `{words}`"));
            }
            runs.push(run);
        }
        Ok(PageRange { runs })
    }

    /// The last page that is named.
    pub(super) fn last(&self) -> usize {
        self.runs.iter().map(|run| run.1).max().unwrap_or(0)
    }

    /// The pages, from 0, in order.
    pub(super) fn pages(&self) -> impl Iterator<Item = usize> + '_ {
        self.runs.iter().flat_map(|(first, last)| first - 1..*last)
    }
}

fn run(part: &str) -> Result<(usize, usize), String> {
    // Word processors make a dash of the hyphen.
    let ends = part.split_once(['-', '\u{2013}']);
    let (first, last) = match ends {
        Some((first, last)) => (page(first, part)?, page(last, part)?),
        None => (page(part, part)?, page(part, part)?),
    };
    if first > last {
        return Err(format!("`{part}` runs backwards"));
    }
    Ok((first, last))
}

fn page(words: &str, part: &str) -> Result<usize, String> {
    let digits = words.trim();
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = plain.then(|| digits.parse::<usize>().ok()).flatten();
    match number {
        Some(0) => Err("pages are counted from `1`".to_owned()),
        Some(number) => Ok(number),
        None => Err(format!("`{part}` is no page and no run of pages such as `2-5`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(words: &str) -> Vec<usize> {
        PageRange::parse(words).expect("a range").pages().collect()
    }

    #[test]
    fn names_pages_in_order() {
        assert_eq!(pages("2-5, 8"), [1, 2, 3, 4, 7]);
        assert_eq!(pages("3,1"), [2, 0]);
        assert_eq!(pages(" 4 \u{2013} 4 "), [3]);
        assert_eq!(PageRange::parse("2-5, 8").expect("a range").last(), 8);
    }

    #[test]
    fn refuses_what_is_no_range() {
        for wrong in ["", "a", "1-", "-2", "5-2", "0", "1,,2", "1-2-3", "1.5", "+1", "1 2"] {
            assert!(PageRange::parse(wrong).is_err(), "{wrong}");
        }
        let twice = PageRange::parse("1-4, 3").expect_err("named twice");
        assert_eq!(twice, "page 3 is named twice in `1-4, 3`");
        assert!(PageRange::parse("99999999999999999999999").is_err());
    }
}
