use std::str::FromStr;

/// How a notice travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    Sms,
    Post,
}

impl Channel {
    /// `sms`, `post`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Post => "post",
        }
    }
}

impl FromStr for Channel {
    type Err = ();
    fn from_str(word: &str) -> Result<Self, ()> {
        match word {
            "sms" => Ok(Self::Sms),
            "post" => Ok(Self::Post),
            _ => Err(()),
        }
    }
}

/// What is known of how to reach the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// A phone number is known and well-formed.
    pub phone: bool,
    /// A postal address is known.
    pub address: bool,
}

impl Reach {
    /// The channel to try: the phone first, then post; none when there is no way at all.
    pub fn channel(self, paper_only: bool, sms_refused: bool) -> Option<Channel> {
        match self {
            Self { phone: true, .. } if !paper_only && !sms_refused => Some(Channel::Sms),
            Self { address: true, .. } => Some(Channel::Post),
            _ => None,
        }
    }
}

/// A phone number or address with all but its last three characters hidden.
///
/// What is three characters or fewer is hidden whole.
pub fn mask(to: &str) -> String {
    let length = to.chars().count();
    let shown = if length > 3 { 3 } else { 0 };
    let hidden = length - shown;
    std::iter::repeat_n('*', hidden)
        .chain(to.chars().skip(hidden))
        .collect()
}
