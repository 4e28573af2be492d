//! The example of each petition, from which its sample list is made.

use include_dir::{Dir, include_dir};

static EXAMPLES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/examples");

/// The text of a petition's example; nothing for a petition that a user has added.
pub(super) fn example(petition: &str) -> Option<&'static str> {
    EXAMPLES.get_file(format!("{petition}.yaml"))?.contents_utf8()
}
