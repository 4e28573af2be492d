//! The commented case file that `petition new` writes.
