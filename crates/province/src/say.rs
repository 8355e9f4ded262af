//! What the person at the terminal reads. Whoever has stopped reading (a pipe into `head`) misses
//! the rest; what the command does goes on.

use std::io::{Write as _, stderr, stdout};

/// One line on the screen.
pub fn say(line: &str) {
    let _ = writeln!(stdout(), "{line}");
}

/// What went wrong, beside what was asked for.
pub fn complain(line: &str) {
    let _ = writeln!(stderr(), "{line}");
}
