//! What a service does over and over while it lives.

use std::{fmt::Display, time::Duration};

use tokio_util::sync::CancellationToken;

/// How long nothing is tried after something of ours failed.
const BREATH: Duration = Duration::from_secs(2);

/// Does `round` until `stop`: at once again while it answers that there may be more, else after
/// `every`, and after an error when a breath was drawn. A round once begun is finished. `waits` says
/// in the log what an error holds up.
pub async fn repeat<E, F>(
    every: Duration,
    stop: CancellationToken,
    waits: &'static str,
    mut round: impl FnMut() -> F,
) where
    E: Display,
    F: Future<Output = Result<bool, E>>,
{
    while !stop.is_cancelled() {
        let pause = match round().await {
            Ok(true) => continue,
            Ok(false) => every,
            Err(error) => {
                tracing::warn!(error = format!("{error:#}"), "{waits}");
                BREATH
            }
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = stop.cancelled() => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    #[tokio::test]
    async fn goes_on_until_told_to_stop_and_tries_again_after_an_error() {
        let (stop, begun) = (CancellationToken::new(), std::time::Instant::now());
        let answers = RefCell::new(vec![Ok(false), Err("no database"), Ok(false), Ok(true)]);
        repeat(
            Duration::from_millis(1),
            stop.clone(),
            "nothing is done",
            || async {
                let answer = answers.borrow_mut().pop();
                if answers.borrow().is_empty() {
                    stop.cancel();
                }
                answer.expect("it is asked no more after the last answer")
            },
        )
        .await;
        assert!(answers.borrow().is_empty());
        assert!(
            begun.elapsed() >= BREATH,
            "an error is not tried again at once"
        );
    }
}
