//! Sets of a joined packet: for whom each is printed, and the sheet that stands before it.

use super::slips;
use crate::document::{Document, Inline};

/// Who gets the papers, besides the court.
#[derive(Debug, Clone, Copy)]
pub struct Recipients<'a> {
    /// Those on whom they are served, in order.
    pub served: &'a [String],
    /// Whether counsel files for a client.
    pub represented: bool,
}

/// One set of a joined packet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintSet {
    /// Its number, from 1.
    pub number: usize,
    /// How many sets there are.
    pub of: usize,
    /// For whom it is and what becomes of it.
    pub recipient: String,
}

impl PrintSet {
    /// `Set 2 of 4: Los Angeles County District Attorney, to serve`.
    pub fn title(&self) -> String {
        format!("Set {} of {}: {}", self.number, self.of, self.recipient)
    }

    /// The sheet before the set; it is taken out before filing.
    pub fn separator(&self) -> Document {
        let heading = format!("SET {} OF {}", self.number, self.of);
        let mut letters = self.recipient.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        let recipient = vec![Inline::plain(format!("{first}{}", letters.as_str()))];
        let note = vec![Inline::plain("Take this sheet out. It is not filed or served.")];
        slips::sheet(&self.title(), heading, vec![recipient, note])
    }
}

/// The sets of a packet: the court's, one for each who is served, the client's, then further copies.
pub fn sets(n: usize, recipients: Recipients<'_>) -> Vec<PrintSet> {
    let own = if recipients.represented { "the client, to keep" } else { "yourself, to keep" };
    let served = recipients.served.iter().map(|name| format!("{name}, to serve"));
    let named = std::iter::once("the court, to file".to_owned())
        .chain(served)
        .chain([own.to_owned()])
        .chain(std::iter::repeat("further copy".to_owned()));
    named
        .take(n)
        .enumerate()
        .map(|(at, recipient)| PrintSet { number: at + 1, of: n, recipient })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_court_comes_first_and_copies_beyond_the_known_are_further_ones() {
        let served = ["Example County District Attorney".to_owned()];
        let recipients = Recipients { served: &served, represented: true };
        let titles: Vec<String> = sets(4, recipients).iter().map(PrintSet::title).collect();
        assert_eq!(
            titles,
            [
                "Set 1 of 4: the court, to file",
                "Set 2 of 4: Example County District Attorney, to serve",
                "Set 3 of 4: the client, to keep",
                "Set 4 of 4: further copy",
            ]
        );
    }
}
