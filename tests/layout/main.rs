//! Layout as its users see it: documents in, pages out, compared with the numbers of the paper rules.

mod sample;
mod snapshot;
