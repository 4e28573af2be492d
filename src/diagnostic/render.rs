//! Diagnostics as terminal text and as JSON.
