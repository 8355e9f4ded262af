/// An aggregate whose rules are two pure functions (the Decider pattern, state-stored).
///
/// `decide` is where the law lives; `evolve` only records what was decided.
/// Neither may look at a clock, fail to end, or touch the world.
pub trait Decider: Sized {
    /// What a decision may know besides the aggregate: the time, the calendar, the catalogue.
    type Context;
    /// What somebody wants; imperative.
    type Command;
    /// What has happened; past tense.
    type Event;
    /// Why the rules say no.
    type Refusal: Refuse;

    /// The events that follow from `command`, none if it is already so.
    ///
    /// # Errors
    /// The refusal names the rule that forbids it.
    fn decide(
        context: &Self::Context,
        state: Option<&Self>,
        command: Self::Command,
    ) -> Result<Vec<Self::Event>, Self::Refusal>;

    /// The state after `event`.
    fn evolve(state: Option<Self>, event: &Self::Event) -> Option<Self>;

    /// The state a history leads to.
    fn replay<'a>(history: impl IntoIterator<Item = &'a Self::Event>) -> Option<Self>
    where
        Self::Event: 'a,
    {
        history.into_iter().fold(None, Self::evolve)
    }
}

/// A refusal in the words of the domain: who is told no can tell which rule said it.
pub trait Refuse: std::error::Error + Send + Sync + 'static {
    /// A stable word for programs, such as `missing-paper`.
    fn reason(&self) -> &'static str;

    /// The field of the request that must change, when one must.
    fn field(&self) -> Option<String> {
        None
    }

    /// Every field that must change, with what to change: more than one when several are wrong.
    fn violations(&self) -> Vec<(String, String)> {
        self.field()
            .map(|field| (field, self.sentence()))
            .into_iter()
            .collect()
    }

    /// What the person reads: the reason and the remedy, in Vietnamese.
    fn sentence(&self) -> String;

    /// True when the thing asked for does not exist, rather than being forbidden.
    fn is_absence(&self) -> bool {
        false
    }
}

impl Refuse for std::convert::Infallible {
    fn reason(&self) -> &'static str {
        match *self {}
    }
    fn sentence(&self) -> String {
        match *self {}
    }
}
