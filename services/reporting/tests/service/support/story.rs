//! Made-up histories of dossiers, in the words of the tables.

use chrono::TimeDelta;
use kernel::{DossierId, Instant, LegId, UnitId};
use reporting_domain::{
    Accepted, Account, Attribution, Blame, Breach, Channel, Expiry, Fact, Move, Note, Task,
};

use super::at;

/// The same numbers every time: a failure can be looked at again.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `sides`.
    pub fn roll(&mut self, sides: u64) -> u64 {
        // Knuth's MMIX generator; its high bits are the good ones.
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) % sides
    }
}

/// What was said about a dossier, by whom: the desk, its route, the land registry.
pub struct Story {
    pub dossier: DossierId,
    pub desk: Vec<(Instant, Fact)>,
    pub route: Vec<(Instant, Fact)>,
    pub notes: Vec<(Instant, Note)>,
    pub land: Vec<(Instant, Fact)>,
}

impl Story {
    /// A dossier received some time in autumn 2026, with whatever befalls it.
    pub fn any(dice: &mut Dice) -> Self {
        let mut now = at("2026-08-20T07:30");
        let mut later = |dice: &mut Dice, days: u64| {
            now += TimeDelta::minutes(dice.roll(days * 24 * 60) as i64 + 1);
            now
        };
        let due =
            |dice: &mut Dice, from: Instant| from + TimeDelta::hours(dice.roll(30 * 24) as i64);
        let received = later(dice, 80);
        let mut promised = due(dice, received);
        let mut desk = vec![(received, Fact::Accepted(any_filing(dice), promised))];
        let (mut route, mut notes, mut land) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..dice.roll(4) {
            let paused = later(dice, 8);
            desk.push((paused, Fact::Paused));
            if dice.roll(4) > 0 {
                let resumed = later(dice, 20);
                let new = (dice.roll(3) > 0).then(|| due(dice, resumed));
                promised = new.unwrap_or(promised);
                desk.push((resumed, Fact::Resumed(new)));
            }
        }
        if dice.roll(3) == 0 {
            let on = later(dice, 12);
            let new = due(dice, on);
            // Signed beforehand, afterwards, or never.
            match dice.roll(3) {
                0 => route.push((on - TimeDelta::hours(1), Fact::Apologised(new))),
                1 => notes.push((on, missed(promised))),
                _ => {}
            }
            let previous = (dice.roll(8) > 0).then_some(promised);
            desk.push((on, Fact::Moved(Move { previous, due: new })));
            promised = new;
        }
        for _ in 0..dice.roll(3) {
            land_leg(dice, &mut later, &mut land, &mut route, &mut notes);
        }
        if dice.roll(4) == 0 {
            let heir = any_centre(dice);
            route.push((later(dice, 20), Fact::ReceivingMoved(heir)));
        }
        let end = later(dice, 25);
        match dice.roll(10) {
            0 => desk.push((end, Fact::Refused)),
            1 => desk.push((end, Fact::Withdrawn)),
            2 => desk.push((end, Fact::Stopped)),
            3 => desk.push((end, Fact::Lapsed)),
            4..=7 => {
                desk.push((end, Fact::Ready((dice.roll(2) > 0).then_some(promised))));
                notes.push((end, attributed(dice, end)));
                if dice.roll(2) > 0 {
                    desk.push((later(dice, 5), Fact::Returned));
                }
                for _ in 0..dice.roll(3) {
                    let score = dice.roll(5) as u8 + 1;
                    notes.push((later(dice, 9), Note::Rated { score }));
                }
                if dice.roll(4) == 0 {
                    // An error is found, corrected, and the result given anew.
                    let corrected = later(dice, 30);
                    desk.push((corrected, Fact::Resumed(Some(due(dice, corrected)))));
                    let again = later(dice, 9);
                    desk.push((again, Fact::Ready(None)));
                    notes.push((again, attributed(dice, again)));
                }
            }
            _ => {}
        }
        Self {
            dossier: DossierId::mint(),
            desk,
            route,
            notes,
            land,
        }
    }
}

/// A leg of the land registry: taken, perhaps moved to another unit, closed or done with.
fn land_leg(
    dice: &mut Dice,
    later: &mut impl FnMut(&mut Dice, u64) -> Instant,
    land: &mut Vec<(Instant, Fact)>,
    route: &mut Vec<(Instant, Fact)>,
    notes: &mut Vec<(Instant, Note)>,
) {
    let (leg, unit) = (LegId::mint(), UnitId::new("org:vpdkdd"));
    if dice.roll(4) == 0 {
        let at = later(dice, 2);
        let unit = unit.clone();
        let expiry = Expiry {
            leg,
            attempt: 1,
            unit,
            at,
        };
        notes.push((at, Note::OfferExpired(expiry)));
    }
    let word = ["examine", "register", "opinion"][dice.roll(3) as usize];
    let task = Task {
        word: word.to_owned(),
        // Each procedure has its own name for it.
        title: format!("Việc {word} {}", ["một", "hai"][dice.roll(2) as usize]),
        opinion: word == "opinion",
    };
    if dice.roll(6) > 0 {
        route.push((later(dice, 1), Fact::Offered(leg, task)));
    }
    land.push((later(dice, 5), Fact::Taken(leg, 2, unit.clone())));
    if dice.roll(5) == 0 {
        let heir = UnitId::new("org:vpdkdd-cn");
        route.push((later(dice, 5), Fact::LegMovedUnit(leg, heir)));
    }
    match dice.roll(4) {
        0 => route.push((later(dice, 5), Fact::LegClosed(leg))),
        1 => {}
        _ => {
            let at = later(dice, 5);
            land.push((at, Fact::LetGo(leg, 2, unit.clone())));
            let account = Account {
                leg,
                key: ["examine", "register"][dice.roll(2) as usize].to_owned(),
                unit,
                procedure: "1.013831".to_owned(),
                at,
                waiting: dice.roll(500),
                spent: dice.roll(3000),
                allotted: [0, 960, 1920][dice.roll(3) as usize],
            };
            notes.push((at, Note::Accounted(account)));
        }
    }
}

fn missed(due: Instant) -> Note {
    Note::ApologyMissed(Breach {
        at: due,
        due,
        unit: "org:vpdkdd".into(),
        leg: None,
    })
}

fn attributed(dice: &mut Dice, at: Instant) -> Note {
    let blame = |dice: &mut Dice| Blame {
        unit: UnitId::new(["org:vpdkdd", "org:tax"][dice.roll(2) as usize]),
        leg: Some(LegId::mint()),
        key: ["examine", "register"][dice.roll(2) as usize].to_owned(),
        minutes: dice.roll(2000),
    };
    let blames = (0..dice.roll(3)).map(|_| blame(dice)).collect();
    Note::Attributed(Attribution { at, blames })
}

/// The province's centre, or that of one of some communes.
fn any_centre(dice: &mut Dice) -> UnitId {
    let communes = ["21040", "21061", "21085", "21548"];
    match usize::try_from(dice.roll(5))
        .ok()
        .and_then(|n| communes.get(n))
    {
        Some(commune) => UnitId::new(format!("org:mc-{commune}")),
        None => UnitId::new("org:ttpvhcc-tinh"),
    }
}

fn any_filing(dice: &mut Dice) -> Accepted {
    let procedure = ["1.013831", "1.001776", "1.010824"][dice.roll(3) as usize];
    let field = ["dat-dai", "bao-tro-xa-hoi"][dice.roll(2) as usize];
    let channel = [Channel::Online, Channel::Counter, Channel::Post][dice.roll(3) as usize];
    Accepted {
        code: format!("H00.00001-260901-{:04}", dice.roll(10_000)),
        procedure: procedure.into(),
        field: field.into(),
        unit: any_centre(dice),
        channel,
    }
}
