//! Streams to deflated streams, with one compressor reused over a whole file.

use flate2::{Compress, Compression, FlushCompress};

/// A zlib compressor at level 2: level 4 takes a third more time for files that are a fortieth smaller, level 6 two thirds more for a twenty-seventh. Its state is large: make one for a file, not one for a stream.
#[derive(Debug)]
pub(crate) struct Deflate(Compress);

impl Deflate {
    /// A fresh compressor.
    pub(crate) fn new() -> Deflate {
        Deflate(Compress::new(Compression::new(2), true))
    }

    /// Compresses `plain`, lengthened by `filler` until the result does not end in CR or LF.
    ///
    /// Some checkers read a last byte of that kind as part of the line end before `endstream` and
    /// then find `/Length` wrong; the filler must mean nothing at the end of that kind of stream.
    /// The last byte is the low byte of 1 plus the sum of all bytes, so zeros alone change nothing.
    pub(crate) fn pack(&mut self, plain: &mut Vec<u8>, filler: &[u8]) -> Vec<u8> {
        debug_assert_ne!(filler.iter().map(|byte| u32::from(*byte)).sum::<u32>() % 256, 0);
        loop {
            let packed = self.pack_once(plain);
            match packed.last() {
                Some(b'\r' | b'\n') => plain.extend_from_slice(filler),
                _ => return packed,
            }
        }
    }

    fn pack_once(&mut self, plain: &[u8]) -> Vec<u8> {
        self.0.reset();
        // Deflate never needs more than its input plus a few bytes a block, so this is one call.
        let mut packed = Vec::with_capacity(plain.len() + plain.len() / 1000 + 128);
        loop {
            let done = self.0.total_in() as usize;
            let status = self.0.compress_vec(&plain[done..], &mut packed, FlushCompress::Finish);
            match status {
                Ok(flate2::Status::StreamEnd) => return packed,
                _ => packed.reserve(packed.capacity().max(1024)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unpack(packed: &[u8]) -> Vec<u8> {
        let mut plain = Vec::new();
        let mut reader = flate2::read::ZlibDecoder::new(packed);
        std::io::Read::read_to_end(&mut reader, &mut plain).expect("own output inflates");
        plain
    }

    #[test]
    fn no_stream_ends_in_a_line_end() {
        let mut deflate = Deflate::new();
        let mut lengthened = 0;
        for n in 0..=u8::MAX {
            let mut plain = vec![n, b'x'];
            let length = plain.len();
            let packed = deflate.pack(&mut plain, b" ");
            lengthened += usize::from(plain.len() > length);
            assert!(!matches!(packed.last(), Some(b'\r' | b'\n')));
            assert_eq!(unpack(&packed), plain);
        }
        assert_eq!(lengthened, 2, "two of all last bytes are the trap");
    }

    #[test]
    fn incompressible_bytes_survive() {
        let mut state = 1_u64;
        let mut plain: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 56) as u8
        })
        .take(300_000)
        .collect();
        let packed = Deflate::new().pack(&mut plain, b" ");
        assert_eq!(unpack(&packed), plain);
    }
}
