//! Which part of a roll a case falls in: a pure function of what it says, so that machines that
//! never talk to one another share a batch without a case done twice or not at all.

use super::run_facts::Shard;
use crate::content::ContentHash;

impl Shard {
    /// Whether a case of this content falls in this part; every case falls in exactly one of each
    /// way to cut the roll.
    pub fn holds(self, content: &ContentHash) -> bool {
        self.of <= 1 || number(content, self.of) == self.number
    }
}

/// The number, from 1, of the part in which a content falls.
fn number(content: &ContentHash, of: usize) -> usize {
    let head = content.0.get(..16).unwrap_or_default();
    let head = u64::from_str_radix(head, 16).unwrap_or_default();
    // The remainder is smaller than `of`, which is a `usize`.
    usize::try_from(head % of as u64).unwrap_or_default() + 1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_case_falls_in_exactly_one_part(bytes: Vec<u8>, of in 1..200usize) {
            let content = ContentHash::of(&bytes);
            let holds = (1..=of).filter(|number| Shard { number: *number, of }.holds(&content));
            prop_assert_eq!(holds.count(), 1);
        }
    }

    #[test]
    fn parts_are_about_alike_and_stay_what_they_were() {
        let mut n = [0; 4];
        for case in 0..1000 {
            n[number(&ContentHash::of(format!("case {case}").as_bytes()), 4) - 1] += 1;
        }
        assert!(n.iter().all(|n| (180..320).contains(n)), "{n:?}");
        // A machine that was updated in the night must not cut the roll another way.
        let content = ContentHash::of(b"abc");
        assert!(Shard { number: 3, of: 4 }.holds(&content), "{}", number(&content, 4));
    }
}
