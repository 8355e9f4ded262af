//! What an operator may count on: order, once, and nothing lost, whatever fails.
// Says to clippy that the helpers are tests too.
#![cfg(test)]

mod addressed;
mod bus;
mod chaos;
mod cut;
mod desk;
mod door;
mod durability;
mod ear;
mod errors;
mod folder;
mod gap;
mod journal;
mod lanes;
mod letters;
mod load;
mod lost;
mod order;
mod outage;
mod replicas;
mod settings;
mod stop;
mod traces;
mod watch;
mod world;
