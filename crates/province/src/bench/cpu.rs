//! What the machine spent, read from the kernel's own account of each process.

use std::{fs, path::Path};

/// Clock ticks a second in `/proc` (`getconf CLK_TCK`, 100 on every Linux we know).
const TICKS: f64 = 100.0;

/// CPU seconds, user and system, of a process and of those it started.
pub fn seconds(pid: u32) -> f64 {
    family(pid).into_iter().map(own_seconds).sum()
}

/// The process and every living descendant.
fn family(pid: u32) -> Vec<u32> {
    let mut family = vec![pid];
    let tasks = fs::read_dir(format!("/proc/{pid}/task"))
        .into_iter()
        .flatten()
        .flatten();
    for task in tasks {
        let children = fs::read_to_string(task.path().join("children")).unwrap_or_default();
        for child in children
            .split_whitespace()
            .filter_map(|child| child.parse().ok())
        {
            family.extend(self::family(child));
        }
    }
    family
}

/// Its own time, and that of its children that have ended.
fn own_seconds(pid: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // The name of the program may hold spaces; what follows it does not.
    let Some((_, rest)) = stat.rsplit_once(')') else {
        return 0.0;
    };
    let fields: Vec<f64> = rest
        .split_whitespace()
        .filter_map(|field| field.parse().ok())
        .collect();
    // After the state letter, which does not parse: ppid is 0, utime 10, stime 11, cutime 12, cstime 13.
    fields
        .get(10..14)
        .map_or(0.0, |times| times.iter().sum::<f64>() / TICKS)
}

/// Resident memory of a process and its descendants, in MiB.
pub fn resident_mib(pid: u32) -> f64 {
    family(pid)
        .into_iter()
        .map(|pid| {
            let status =
                fs::read_to_string(Path::new("/proc").join(pid.to_string()).join("status"));
            let status = status.unwrap_or_default();
            let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
            let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
            kib.unwrap_or(0.0) / 1024.0
        })
        .sum()
}
