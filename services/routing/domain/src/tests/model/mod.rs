//! Routing and the agencies as they really are, over a network that loses, doubles and reorders,
//! between processes that crash: every course a small route can take, one step at a time.

mod data;
mod moves;
mod network;
mod promises;
mod sides;

use std::collections::{HashMap, VecDeque};

use self::{network::Gate, sides::World};

/// The states reached, and which leads where.
struct Explored {
    states: usize,
    steps: usize,
    /// Of each state those it can come from.
    back: Vec<Vec<u32>>,
    ended: Vec<u32>,
    /// Each state, for people.
    pages: Vec<String>,
}

/// Breadth first from the planned route, `disturbances` of each course at most.
fn explore(gate: Gate, disturbances: u8) -> Explored {
    let first = World::planned(gate, disturbances);
    let mut known: HashMap<u128, u32> = HashMap::from([(first.fingerprint(), 0)]);
    let mut found = Explored {
        states: 1,
        steps: 0,
        back: vec![Vec::new()],
        ended: Vec::new(),
        pages: Vec::new(),
    };
    let mut open = VecDeque::from([(0, first)]);
    while let Some((at, world)) = open.pop_front() {
        world.keeps_its_promises();
        found.pages.push(format!("{world:?}"));
        if world.has_ended() {
            found.ended.push(at);
        }
        for next in world.next() {
            found.steps += 1;
            let number = *known.entry(next.fingerprint()).or_insert_with(|| {
                let number = found.back.len() as u32;
                found.back.push(Vec::new());
                open.push_back((number, next));
                number
            });
            found.back[number as usize].push(at);
        }
    }
    found.states = found.back.len();
    found
}

impl Explored {
    /// A state that has no way to an end, the last of its course.
    fn stuck(&self) -> Option<&str> {
        let mut reaches = vec![false; self.back.len()];
        let mut open = self.ended.clone();
        while let Some(at) = open.pop() {
            if !std::mem::replace(&mut reaches[at as usize], true) {
                open.extend(&self.back[at as usize]);
            }
        }
        let last = reaches.iter().rposition(|reaches| !reaches)?;
        Some(&self.pages[last])
    }
}

fn report(what: &str, found: &Explored) {
    println!(
        "{what}: {} states, {} steps, {} of them ends",
        found.states,
        found.steps,
        found.ended.len()
    );
}

/// The services' own network: what is lost is said again, what comes twice or too early waits.
/// Two holders never; an end always within reach; every completion counted once.
#[test]
fn exactly_one_holds_in_every_course_between_services() {
    let found = explore(Gate::InOrder, 3);
    report("in order, once", &found);
    assert!(found.states > 10_000, "the model is not trivial");
    assert_eq!(
        found.stuck(),
        None,
        "from everywhere there is a way to the end"
    );
}

/// The same without that care: anything ever said may arrive at any time and any number of times.
/// Even then two agencies never hold the dossier at once.
#[test]
fn even_raw_messages_never_make_two_holders() {
    let found = explore(Gate::None, 2);
    report("in any order, any number of times", &found);
    assert!(found.states > 1_000, "the model is not trivial");
}
