//! The sample petition, held as text: one moved line is one changed number.

use petition::layout::dump;

use crate::sample;

#[test]
fn petition() {
    insta::assert_snapshot!(dump(&sample::laid_out(&sample::petition())));
}
