//! Bytes to the hash by which content is known again: SHA-256, as `sha256sum` prints it.

use std::io::{self, Read};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A SHA-256 in lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ContentHash(pub String);

impl ContentHash {
    /// The hash of bytes.
    pub fn of(bytes: &[u8]) -> ContentHash {
        ContentHash::of_parts([bytes])
    }

    /// The hash of parts one after another; whoever needs them told apart adds their lengths.
    pub fn of_parts<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> ContentHash {
        let mut hash = Sha256::new();
        parts.into_iter().for_each(|part| hash.update(part));
        ContentHash::of_digest(&hash.finalize())
    }

    /// The hash of everything that is still to be read, without holding it.
    ///
    /// # Errors
    /// When it cannot be read to its end.
    pub fn read(from: &mut impl Read) -> io::Result<ContentHash> {
        let mut hash = Sha256::new();
        let mut block = [0; 1 << 15];
        loop {
            match from.read(&mut block) {
                Ok(0) => return Ok(ContentHash::of_digest(&hash.finalize())),
                Ok(n) => hash.update(&block[..n]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn of_digest(digest: &[u8]) -> ContentHash {
        const DIGITS: [char; 16] =
            ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
        let digits = |byte: &u8| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]];
        ContentHash(digest.iter().flat_map(digits).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_what_other_programs_print() {
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(ContentHash::of(b"abc").0, known);
        assert_eq!(ContentHash::of_parts([&b"a"[..], b"bc"]).0, known);
        assert_eq!(ContentHash::read(&mut &b"abc"[..]).expect("it is read").0, known);
    }
}
