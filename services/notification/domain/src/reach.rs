use std::str::FromStr;

/// How a notice travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    Sms,
    Email,
    Post,
}

impl Channel {
    /// `sms`, `email`, `post`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Email => "email",
            Self::Post => "post",
        }
    }
}

impl FromStr for Channel {
    type Err = ();
    fn from_str(word: &str) -> Result<Self, ()> {
        match word {
            "sms" => Ok(Self::Sms),
            "email" => Ok(Self::Email),
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
    /// An e-mail address is known.
    pub email: bool,
    /// A postal address is known.
    pub address: bool,
}

impl Reach {
    /// The channel to try: those the person wishes, in their order, then the phone, e-mail and post;
    /// none when there is no way at all. `only`: nothing else will do. `refused`: what was tried and
    /// does not take messages.
    pub fn channel(
        self,
        wished: &[Channel],
        only: Option<Channel>,
        refused: &[Channel],
    ) -> Option<Channel> {
        let usual = [Channel::Sms, Channel::Email, Channel::Post];
        let known = |channel: &Channel| match channel {
            Channel::Sms => self.phone,
            Channel::Email => self.email,
            Channel::Post => self.address,
        };
        let fits = |channel: &Channel| only.is_none_or(|only| only == *channel);
        wished
            .iter()
            .copied()
            .chain(usual)
            .find(|channel| known(channel) && fits(channel) && !refused.contains(channel))
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
