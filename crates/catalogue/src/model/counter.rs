/// How a one-stop centre receives people: counters, queue tickets and bookings (`province.yaml`,
/// `counter`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CounterRules {
    /// What holds where a centre has nothing of its own.
    pub usual: Capacity,
    /// Centres with a capacity of their own, by unit.
    pub at: Vec<(String, Capacity)>,
    /// How long a bookable time is, in minutes; it divides the opening hours.
    pub slot_minutes: u32,
    /// How many days ahead can be booked, the day itself not counted.
    pub days_ahead: u32,
    /// What people come for, as the ticket machine asks.
    pub groups: Vec<ServiceGroup>,
    pub source: String,
    pub verified: bool,
}

/// What a centre can do at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capacity {
    pub counters: u32,
    /// How many minutes one person takes, about.
    pub minutes_each: u32,
    /// How many people can be booked for one bookable time.
    pub places: u32,
}

/// A line at the ticket machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceGroup {
    pub key: String,
    pub name: String,
    pub name_en: String,
    /// What is written before its numbers, such as `A`.
    pub letter: String,
}

impl CounterRules {
    pub fn capacity(&self, unit: &str) -> Capacity {
        let own = self.at.iter().find(|(id, _)| id == unit);
        own.map_or(self.usual, |(_, capacity)| *capacity)
    }

    pub fn group(&self, key: &str) -> Option<&ServiceGroup> {
        self.groups.iter().find(|group| group.key == key)
    }
}

impl Default for CounterRules {
    /// For a province that says nothing of it: one counter, one line, and nothing can be booked.
    fn default() -> Self {
        Self {
            usual: Capacity {
                counters: 1,
                minutes_each: 15,
                places: 0,
            },
            at: Vec::new(),
            slot_minutes: 30,
            days_ahead: 0,
            groups: vec![ServiceGroup {
                key: "chung".to_owned(),
                name: "Nộp và nhận hồ sơ".to_owned(),
                name_en: "File and collect".to_owned(),
                letter: "A".to_owned(),
            }],
            source: "không có trong dữ liệu của tỉnh".to_owned(),
            verified: false,
        }
    }
}
