//! From what the services say to what a person reads: words, colours, ways.

pub mod badge;
pub mod dimensions;
pub mod due;
pub mod file;
pub mod form;
pub mod hours;
pub mod owed;
pub mod path;
pub mod qr;

/// Colours with a meaning; never the only sign of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Grey,
    Blue,
    Green,
    Amber,
    Red,
    Violet,
}

impl Tone {
    pub fn name(self) -> &'static str {
        match self {
            Self::Grey => "grey",
            Self::Blue => "blue",
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Red => "red",
            Self::Violet => "violet",
        }
    }
}
