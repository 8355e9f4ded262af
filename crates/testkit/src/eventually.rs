use std::fmt::Debug;
use std::time::{Duration, Instant};

/// Asks again and again until the answer satisfies `holds`, and hands that answer out.
///
/// # Panics
/// With the last answer, when `patience` is over.
pub async fn eventually<T, Answer>(
    patience: Duration,
    mut ask: impl FnMut() -> Answer,
    holds: impl Fn(&T) -> bool,
) -> T
where
    T: Debug,
    Answer: Future<Output = T>,
{
    let started = Instant::now();
    let mut pause = Duration::from_millis(2);
    loop {
        let answer = ask().await;
        if holds(&answer) {
            return answer;
        }
        assert!(
            started.elapsed() < patience,
            "not within {patience:?}; the last answer was {answer:#?}"
        );
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}
