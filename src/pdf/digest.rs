//! Bytes to a 128-bit fingerprint that is the same on every machine; for names and ids, not for secrecy.

/// A running fingerprint of everything added to it.
#[derive(Debug, Clone)]
pub(crate) struct Digest {
    lanes: [u64; 2],
}

const MULTIPLIERS: [u64; 2] = [0x9E37_79B9_7F4A_7C15, 0xD6E8_FEB8_6659_FD93];

impl Digest {
    /// The fingerprint of nothing.
    pub(crate) fn new() -> Digest {
        Digest { lanes: [0x243F_6A88_85A3_08D3, 0x1319_8A2E_0370_7344] }
    }

    /// Adds one part; parts are told apart by their lengths.
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.mix(u64::from_le_bytes(*word));
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.mix(u64::from_le_bytes(last));
        self.mix(bytes.len() as u64);
    }

    fn mix(&mut self, word: u64) {
        for (lane, multiplier) in self.lanes.iter_mut().zip(MULTIPLIERS) {
            *lane = (*lane ^ word).wrapping_mul(multiplier).rotate_left(29);
        }
    }

    /// The fingerprint, spread over 16 bytes.
    pub(crate) fn finish(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        for (lane, half) in self.lanes.iter().zip(bytes.chunks_exact_mut(8)) {
            let mut word = *lane;
            for _ in 0..2 {
                word = (word ^ (word >> 32)).wrapping_mul(MULTIPLIERS[0]);
            }
            half.copy_from_slice(&(word ^ (word >> 29)).to_be_bytes());
        }
        bytes
    }

    /// The fingerprint as the six capitals that mark a subset face.
    pub(crate) fn letters(&self) -> String {
        self.finish()[..6].iter().map(|byte| char::from(b'A' + byte % 26)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(parts: &[&str]) -> [u8; 16] {
        let mut digest = Digest::new();
        for part in parts {
            digest.add(part.as_bytes());
        }
        digest.finish()
    }

    #[test]
    fn tells_parts_and_order_apart() {
        assert_eq!(of(&["ab", "c"]), of(&["ab", "c"]));
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["a", "b"]), of(&["b", "a"]));
        assert_ne!(of(&["a"]), of(&["a", ""]));
    }
}
