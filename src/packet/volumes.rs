//! Exhibits to volumes: each within a size, cut only between exhibits.

use std::ops::Range;

use crate::compose::exhibits::{Exhibit, Stands};

/// What an exhibit takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Pages, without its slip sheet.
    pub n_pages: usize,
    /// Bytes, with its slip sheet.
    pub n_bytes: usize,
}

/// The exhibits of each volume: as many as fit below `most` bytes, in order, at least one.
pub fn volumes(sizes: &[Size], most: usize) -> Vec<Range<usize>> {
    let mut volumes: Vec<Range<usize>> = Vec::new();
    let mut weight = 0;
    for (n, size) in sizes.iter().enumerate() {
        match volumes.last_mut() {
            Some(volume) if weight + size.n_bytes <= most => {
                volume.end = n + 1;
                weight += size.n_bytes;
            }
            _ => {
                volumes.push(n..n + 1);
                weight = size.n_bytes;
            }
        }
    }
    volumes
}

/// Writes into each exhibit where its slip sheet stands, behind an index of `n_index` pages that opens each volume.
pub fn place(exhibits: &mut [Exhibit], sizes: &[Size], volumes: &[Range<usize>], n_index: usize) {
    for (number, volume) in volumes.iter().enumerate() {
        let mut page = n_index + 1;
        for n in volume.clone() {
            let volume = (volumes.len() > 1).then_some(number + 1);
            exhibits[n].stands = Some(Stands { volume, page });
            page += 1 + sizes[n].n_pages;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_volume_ends_where_the_next_exhibit_would_not_fit() {
        let sizes = [3, 4, 4, 9, 1].map(|n_bytes| Size { n_pages: 1, n_bytes });
        let shown = |most| format!("{:?}", volumes(&sizes, most));
        assert_eq!(shown(8), "[0..2, 2..3, 3..4, 4..5]");
        assert_eq!(shown(100), "[0..5]");
        assert!(volumes(&[], 8).is_empty());
    }
}
