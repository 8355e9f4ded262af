//! An SMS operator that can be told how to answer, and remembers what phones really received.

use std::sync::{Arc, Mutex};

use futures::{FutureExt as _, future::BoxFuture};
use notification::{Message, Provider, ProviderError, Receipt};

#[derive(Clone, Default)]
pub struct Phones(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    received: Vec<(String, String)>,
    answers: Vec<Answer>,
}

#[derive(Clone, Copy, Debug)]
pub enum Answer {
    /// Takes the message, and the answer is lost on the way.
    TakesAndIsCutOff,
    /// Is cut off before the message comes through.
    IsCutOff,
    TakesNothingNow,
    RefusesTheNumber,
}

impl Phones {
    /// How the next messages are answered; after that each is delivered.
    pub fn answer(&self, answers: &[Answer]) {
        self.0.lock().unwrap().answers = answers.iter().rev().copied().collect();
    }

    /// Number and text of what phones received, in order.
    pub fn received(&self) -> Vec<(String, String)> {
        let received = &self.0.lock().unwrap().received;
        received
            .iter()
            .map(|(key, text)| (key.clone(), text.clone()))
            .collect()
    }
}

impl Provider for Phones {
    fn send<'a>(&'a self, message: &'a Message) -> BoxFuture<'a, Result<Receipt, ProviderError>> {
        async move {
            let mut state = self.0.lock().unwrap();
            let answer = state.answers.pop();
            let takes = matches!(answer, None | Some(Answer::TakesAndIsCutOff));
            if takes {
                // Every call rings: it is the service that must not call twice.
                state
                    .received
                    .push((message.key.clone(), message.text.clone()));
            }
            match answer {
                None => Ok(Receipt::Delivered),
                Some(Answer::TakesNothingNow) => Err(ProviderError::Temporary("busy".into())),
                Some(Answer::RefusesTheNumber) => Err(ProviderError::Permanent("no such".into())),
                Some(_) => Err(ProviderError::Unknown("connection reset".into())),
            }
        }
        .boxed()
    }

    fn find<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<Option<Receipt>, ProviderError>> {
        async move {
            let state = self.0.lock().unwrap();
            let found = state.received.iter().any(|(known, _)| known == key);
            Ok(found.then_some(Receipt::Delivered))
        }
        .boxed()
    }
}
