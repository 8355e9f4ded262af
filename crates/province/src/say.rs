//! What the person at the terminal reads.

/// One line on the screen.
#[expect(clippy::print_stdout, reason = "a command speaks to whoever typed it")]
pub fn say(line: &str) {
    println!("{line}");
}

/// What went wrong, beside what was asked for.
#[expect(clippy::print_stderr, reason = "a command speaks to whoever typed it")]
pub fn complain(line: &str) {
    eprintln!("{line}");
}
