//! The oracle: a row of minutes, each with the office open or closed. Moments are seconds since
//! the midnight the season begins with.

const DAY: usize = 1440;

/// Numbers that look random and are the same every time (a linear congruential generator).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
    pub fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }
}

/// The data of a season that begins on Thursday, 1 January 2026.
pub struct Season {
    pub days: usize,
    /// From which day, in minutes of the day.
    pub hours: Vec<(usize, Vec<(usize, usize)>)>,
    pub off: Vec<usize>,
    pub made_up: Vec<usize>,
}

fn weekend(day: usize) -> bool {
    // Thursday is day 0.
    matches!(day % 7, 2 | 3)
}

impl Season {
    pub fn thrown(dice: &mut Dice) -> Self {
        let days = 70 + dice.below(20) as usize;
        let winter = vec![(420, 690), (810, 1020)];
        let summer = vec![(450, 720), (780, 990)];
        let mut season = Self {
            days,
            hours: vec![(0, winter)],
            off: Vec::new(),
            made_up: Vec::new(),
        };
        if dice.one_in(2) {
            season.hours.push((1 + dice.below(60) as usize, summer));
        }
        for day in 0..days {
            match (weekend(day), dice.below(12)) {
                (true, 0) => season.made_up.push(day),
                (false, 0) | (true, 1) => season.off.push(day),
                _ => {}
            }
        }
        season
    }
}

/// For each minute of the season, whether the office is open.
pub struct Naive {
    open: Vec<bool>,
}

/// A promise as the oracle keeps it.
#[derive(Clone)]
pub struct Promise {
    pub due: i64,
    pub grounds: Vec<&'static str>,
    starts: i64,
    since: i64,
    last: i64,
}

impl Naive {
    pub fn new(season: &Season) -> Self {
        let mut open = vec![false; season.days * DAY];
        for day in 0..season.days {
            let works = match weekend(day) {
                true => season.made_up.contains(&day),
                false => !season.off.contains(&day),
            };
            if works {
                let hours = season.hours.iter().rfind(|(from, _)| *from <= day);
                for (from, to) in &hours.expect("from the first day").1 {
                    open[day * DAY + from..day * DAY + to].fill(true);
                }
            }
        }
        Self { open }
    }

    pub fn minutes(&self) -> usize {
        self.open.len()
    }

    fn minute(&self, second: i64) -> Option<usize> {
        usize::try_from(second.div_euclid(60))
            .ok()
            .filter(|minute| *minute < self.open.len())
    }

    fn works(&self, day: usize) -> Option<bool> {
        Some(self.open.get(day * DAY..(day + 1) * DAY)?.contains(&true))
    }

    fn opening(&self, day: usize) -> Option<i64> {
        let minute = (day * DAY..(day + 1) * DAY).find(|minute| self.open[*minute])?;
        Some(minute as i64 * 60)
    }

    fn closing(&self, day: usize) -> Option<i64> {
        let minute = (day * DAY..(day + 1) * DAY).rfind(|minute| self.open[*minute])?;
        Some((minute as i64 + 1) * 60)
    }

    /// `day`, or the first after it that is worked.
    fn worked(&self, mut day: usize) -> Option<usize> {
        while !self.works(day)? {
            day += 1;
        }
        Some(day)
    }

    pub fn spent(&self, from: i64, to: i64) -> Option<usize> {
        let (from, to) = (self.minute(from)?, self.minute(to)?);
        Some((from..to).filter(|minute| self.open[*minute]).count())
    }

    pub fn advance(&self, from: i64, minutes: usize) -> Option<i64> {
        let mut at = from;
        for _ in 0..minutes {
            at = self.one_more(at)?;
        }
        Some(at)
    }

    /// The end of the first open minute from `at` on.
    fn one_more(&self, at: i64) -> Option<i64> {
        // The midnight after the last day begins no minute; the one before it ends there.
        let mut minute = usize::try_from(at.div_euclid(60)).ok()?;
        while !*self.open.get(minute)? {
            minute += 1;
        }
        Some((minute as i64 + 1) * 60)
    }

    pub fn start(&self, received: i64, cutoff: Option<i64>) -> Option<i64> {
        let day = self.minute(received)? / DAY;
        let of_day = received - (day * DAY * 60) as i64;
        let late = cutoff.is_some_and(|cutoff| of_day > cutoff * 60);
        if late || !self.works(day)? {
            return self.opening(self.worked(day + 1)?);
        }
        let mut minute = self.minute(received)?;
        if self.open[minute] {
            return Some(received);
        }
        while !*self.open.get(minute)? {
            minute += 1;
        }
        Some(minute as i64 * 60)
    }

    pub fn due(&self, start: i64, term: &str) -> Option<i64> {
        self.minute(start)?;
        let mut at = start;
        for part in term.split(" + ") {
            at = self.part(at, part)?;
        }
        let day = self.minute(at)? / DAY;
        match self.works(day)? {
            true => Some(at),
            false => self.opening(self.worked(day)?),
        }
    }

    fn part(&self, from: i64, part: &str) -> Option<i64> {
        let day = self.minute(from)? / DAY;
        let split = part.find(|c: char| !c.is_ascii_digit() && c != '.');
        let (number, unit) = part.split_at(split.expect("a unit"));
        let number: f64 = number.parse().unwrap_or(0.0);
        let whole = number as usize;
        if number == 0.0 && unit != "same-day" {
            return Some(from);
        }
        let minutes = match unit {
            "d" => (number * 480.0) as usize,
            "h" => whole * 60,
            "min" => whole,
            "cd" => return self.closing(self.worked(day + whole)?),
            "mo" => return self.closing(self.worked(months_after(day, whole))?),
            _ => {
                let today = self.works(day)? && from < self.closing(day)?;
                return self.closing(self.worked(if today { day } else { day + 1 })?);
            }
        };
        if minutes % 480 != 0 {
            return self.advance(from, minutes);
        }
        let mut day = day;
        for _ in 0..minutes / 480 {
            day = self.worked(day + 1)?;
        }
        self.closing(day)
    }

    pub fn open(&self, received: i64, cutoff: Option<i64>, term: &str) -> Option<Promise> {
        let starts = self.start(received, cutoff)?;
        Some(Promise {
            due: self.due(starts, term)?,
            grounds: Vec::new(),
            starts,
            since: received,
            last: received,
        })
    }

    pub fn end(&self, mut promise: Promise, ground: &str, at: i64) -> Option<Promise> {
        if !promise.grounds.contains(&ground) {
            return Some(promise);
        }
        if promise.grounds.len() == 1 {
            return self.resume(promise, at);
        }
        promise.grounds.retain(|held| *held != ground);
        promise.last = promise.last.max(at);
        Some(promise)
    }

    pub fn resume(&self, mut promise: Promise, at: i64) -> Option<Promise> {
        if promise.grounds.is_empty() {
            return Some(promise);
        }
        promise.last = promise.last.max(at);
        promise.grounds.clear();
        let since = promise.since.max(promise.starts);
        for _ in 0..self.spent(since, promise.last)? {
            promise.due = self.one_more(promise.due)?;
        }
        Some(promise)
    }

    /// Changes nothing when `to` is not later than what is promised and than now, or is on a day
    /// of rest.
    pub fn move_to(&self, mut promise: Promise, to: i64, at: i64) -> Option<Promise> {
        let at = promise.last.max(at);
        if to <= promise.due || to <= at {
            return Some(promise);
        }
        let day = self.minute(to)? / DAY;
        if self.works(day)? {
            promise.due = to;
            promise.last = at;
            promise.since = promise.since.max(at);
        } else {
            // The answer names the next working day, so there must be one.
            self.worked(day)?;
        }
        Some(promise)
    }

    pub fn restart(
        &self,
        promise: Promise,
        at: i64,
        cutoff: Option<i64>,
        term: &str,
    ) -> Option<Promise> {
        self.open(promise.last.max(at), cutoff, term)
    }
}

impl Promise {
    pub fn pause(mut self, ground: &'static str, at: i64) -> Self {
        if self.grounds.contains(&ground) {
            return self;
        }
        self.last = self.last.max(at);
        if self.grounds.is_empty() {
            self.since = self.last;
        }
        self.grounds.push(ground);
        self
    }
}

/// The same day of the month, or its last, `months` later: days since 1 January 2026.
fn months_after(day: usize, months: usize) -> usize {
    const LENGTHS: [usize; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let (mut month, mut of_month) = (0, day);
    while of_month >= LENGTHS[month] {
        of_month -= LENGTHS[month];
        month += 1;
    }
    let month = month + months;
    let before: usize = LENGTHS[..month].iter().sum();
    before + of_month.min(LENGTHS[month] - 1)
}
