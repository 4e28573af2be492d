//! Carried pages onto Letter paper, upright.

use lopdf::{Object, ObjectId, Stream, dictionary};

use super::Bundle;
use crate::reading::graft::CarriedPage;

/// Width and height of Letter paper in points (rule 2.103).
const LETTER: [f32; 2] = [612.0, 792.0];

impl Bundle {
    /// Adds a Letter page that shows a carried one whole, upright and in its middle; never enlarged.
    pub(super) fn place(&mut self, carried: &CarriedPage) -> ObjectId {
        let [width, height] = carried.size();
        let scale = (LETTER[0] / width).min(LETTER[1] / height).min(1.0);
        let shift = [(LETTER[0] - width * scale) / 2.0, (LETTER[1] - height * scale) / 2.0];
        let [a, b, c, d, e, f] = carried.upright().map(|n| n * scale);
        let (ops, forms) = carried.draw([a, b, c, d, e + shift[0], f + shift[1]]);
        let contents = self.doc.add_object(Stream::new(dictionary! {}, ops.into_bytes()));
        let page = dictionary! {
            "Type" => "Page",
            "Parent" => self.tree,
            "MediaBox" => LETTER_BOX.map(Object::Integer).to_vec(),
            "Resources" => dictionary! { "XObject" => forms },
            "Contents" => contents,
        };
        self.doc.add_object(page)
    }
}

const LETTER_BOX: [i64; 4] = [0, 0, 612, 792];
