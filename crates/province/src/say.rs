//! What the person at the terminal reads.

/// One line on the screen.
#[expect(clippy::print_stdout, reason = "a command speaks to whoever typed it")]
pub fn say(line: &str) {
    println!("{line}");
}
