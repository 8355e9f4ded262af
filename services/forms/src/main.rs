//! Official papers as PDF/A.

fn main() {}
