//! Who receives what when, and what becomes of it.

/// A procedure as the story uses it.
#[derive(Debug)]
pub struct Procedure {
    pub code: &'static str,
    /// The task of its first leg.
    pub task: &'static str,
    pub answers: &'static [(&'static str, &'static str)],
}

/// A disability certificate renewed: one leg of five days at the commune.
static CERTIFICATE: Procedure = Procedure {
    code: "1.001653",
    task: "decide",
    answers: &[
        ("person_name", "Trần Văn Hư Cấu"),
        ("person_birth", "1980-03-02"),
        ("person_id", "051080000901"),
        ("phone", "0912000901"),
        ("address", "Thôn Ví Dụ"),
        ("reason", "Giấy cũ bị rách (ví dụ)"),
    ],
};
/// Kinship with a person of merit confirmed: the same.
static KINSHIP: Procedure = Procedure {
    code: "1.010833",
    task: "decide",
    answers: &[
        ("person_name", "Lê Thị Không Thật"),
        ("person_id", "051180000902"),
        ("phone", "0912000902"),
        ("merit_name", "Lê Văn Không Thật"),
        ("relation", "con"),
    ],
};
/// A parcel of land divided: twelve days, or twenty-two, at the land registry.
static PARCELS: Procedure = Procedure {
    code: "1.012784",
    task: "register",
    answers: &[
        ("map_sheet", "12"),
        ("parcel_number", "345"),
        ("area", "250"),
        ("certificate_number", "VD 000001"),
        ("holder_name", "Phạm Thị Ví Dụ"),
        ("holder_id", "051180000903"),
        ("holder_phone", "0912000903"),
        ("parts", "2"),
    ],
};

/// How a dossier came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Counter,
    Post,
    Online,
}

/// What somebody does with a dossier on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Finish,
    /// Says beforehand that it will be late, until the day of this step.
    Apologise(usize),
    /// Hands the result over; the person rates it, or not.
    Return(Option<u32>),
}

/// One dossier.
#[derive(Debug)]
pub struct Plan {
    /// The number of the commune.
    pub commune: String,
    pub procedure: &'static Procedure,
    pub way: Way,
    /// The step it is received in.
    pub received: usize,
    /// Whether a specialist takes it in hand on that day; an offer nobody takes runs out.
    pub taken: bool,
    /// What is done in which later step.
    acts: Vec<(usize, Act)>,
}

impl Plan {
    /// What is done with it in a step.
    pub fn act(&self, step: usize) -> Option<Act> {
        let act = self.acts.iter().find(|(on, _)| *on == step);
        act.map(|(_, act)| *act)
    }
}

/// How a commune works: so many dossiers, of which so many are finished late, and so many lie.
const KINDS: [(usize, usize, usize); 12] = [
    (2, 0, 0),
    (2, 0, 0),
    (3, 0, 0),
    (20, 1, 0),
    (2, 0, 0),
    (12, 1, 0),
    (2, 0, 0),
    (8, 0, 1),
    (3, 0, 0),
    (5, 1, 2),
    (2, 0, 0),
    (4, 0, 3),
];

/// The whole story: each commune one kind or the best, and some land besides.
pub fn plans(communes: &[String]) -> Vec<Plan> {
    let mut plans = Vec::new();
    for (nth, commune) in communes.iter().enumerate() {
        // Of each kind but the best a third, so that most of the map is good.
        let kind = if nth % 3 == 0 {
            nth / 3 % KINDS.len()
        } else {
            0
        };
        let (many, late, lying) = KINDS.get(kind).copied().unwrap_or((2, 0, 0));
        for one in 0..many {
            let n = plans.len();
            plans.push(Plan {
                commune: commune.clone(),
                procedure: if n % 3 == 0 { &KINSHIP } else { &CERTIFICATE },
                way: match n % 7 {
                    2 => Way::Post,
                    1 | 4 => Way::Online,
                    _ => Way::Counter,
                },
                ..course(n, one < late, one >= many - lying)
            });
        }
        if nth % 6 == 1 {
            plans.push(land(nth, commune));
        }
    }
    plans
}

fn course(n: usize, late: bool, lying: bool) -> Plan {
    let (received, acts) = if lying {
        (14 + n % 6, Vec::new())
    } else if late {
        let received = 8 + n % 8;
        let sorry = n
            .is_multiple_of(2)
            .then_some((received + 2, Act::Apologise(received + 6)));
        let finish = (received + 5, Act::Finish);
        (received, [finish].into_iter().chain(sorry).collect())
    } else {
        let received = 3 + n % 17;
        let score = [Some(5), Some(4), None, Some(5), Some(2), None][n % 6];
        let acts = [
            (received + 1, Act::Finish),
            (received + 2, Act::Return(score)),
        ];
        (received, acts.into())
    };
    Plan {
        commune: String::new(),
        procedure: &CERTIFICATE,
        way: Way::Counter,
        received,
        taken: !lying || n.is_multiple_of(2),
        acts,
    }
}

/// Half of it has lain with the registry for long, half has just come.
fn land(nth: usize, commune: &str) -> Plan {
    Plan {
        commune: commune.to_owned(),
        procedure: &PARCELS,
        way: Way::Counter,
        received: if nth % 12 == 1 { nth / 12 } else { 19 },
        taken: true,
        acts: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story() -> Vec<Plan> {
        let communes: Vec<String> = (0..96).map(|n| format!("2{n:04}")).collect();
        plans(&communes)
    }

    #[test]
    fn everything_is_done_within_the_weeks_and_after_it_was_received() {
        for plan in story() {
            assert!(plan.received < super::super::STEPS);
            for (step, act) in &plan.acts {
                let within = plan.received + 1..super::super::STEPS;
                assert!(within.contains(step), "{act:?} of {plan:?}");
            }
        }
    }

    #[test]
    fn every_commune_has_enough_to_be_ranked_and_some_of_everything_happens() {
        let story = story();
        let happens = |wanted: fn(&Act) -> bool| {
            let acts = story.iter().flat_map(|plan| &plan.acts);
            acts.filter(|(_, act)| wanted(act)).count()
        };
        for commune in 0..96 {
            let commune = format!("2{commune:04}");
            assert!(story.iter().filter(|plan| plan.commune == commune).count() >= 2);
        }
        assert!(happens(|act| matches!(act, Act::Apologise(_))) > 2);
        assert!(happens(|act| matches!(act, Act::Return(Some(2)))) > 2);
        for way in [Way::Counter, Way::Post, Way::Online] {
            assert!(story.iter().any(|plan| plan.way == way));
        }
        let left = story.iter().filter(|plan| !plan.taken).count();
        assert!(left > 2, "nobody took {left}");
    }
}
