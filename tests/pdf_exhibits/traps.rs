//! Files built to unfold without end, and trees in knots: refused by name, soon.
