//! Callers that go on, whatever happens.

use std::collections::BTreeMap;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tonic::{Code, transport::Channel};
use uuid::Uuid;

use crate::desk::ask_desk;

/// What became of the calls.
#[derive(Debug, Default)]
pub struct Tally {
    pub done: i64,
    pub failed: BTreeMap<i32, i64>,
}

pub struct Load {
    stop: CancellationToken,
    callers: JoinSet<Tally>,
}

impl Load {
    /// `callers` callers, each with its folders.
    pub fn start(channel: &Channel, callers: usize, folders: &[Uuid]) -> Self {
        let stop = CancellationToken::new();
        let mut running = JoinSet::new();
        for caller in 0..callers {
            let mine = folders.iter().skip(caller).step_by(callers);
            let (mine, channel) = (mine.copied().collect(), channel.clone());
            running.spawn(call(mine, channel, stop.clone()));
        }
        Self {
            stop,
            callers: running,
        }
    }

    /// Lets the calls in hand end.
    pub async fn end(self) -> Tally {
        self.stop.cancel();
        let mut all = Tally::default();
        for one in self.callers.join_all().await {
            all.done += one.done;
            for (code, times) in one.failed {
                *all.failed.entry(code).or_default() += times;
            }
        }
        all
    }
}

async fn call(folders: Vec<Uuid>, channel: Channel, stop: CancellationToken) -> Tally {
    let mut tally = Tally::default();
    for folder in folders.iter().cycle() {
        if stop.is_cancelled() {
            break;
        }
        match ask_desk(channel.clone(), *folder, "ask").await {
            Ok(_) => tally.done += 1,
            Err(status) => {
                *tally.failed.entry(status.code() as i32).or_default() += 1;
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    }
    tally
}

impl Tally {
    /// Callers saw nothing but success and "try again later".
    pub fn only_unavailable(&self) -> bool {
        self.failed
            .keys()
            .all(|code| *code == Code::Unavailable as i32)
    }
}
