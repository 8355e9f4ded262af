use std::{cmp::Ordering, str::FromStr};

use crate::{BadQuery, Beside, Column, Counts, Line, Told};

/// A figure that leads to the dossiers behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Of the table.
    Column(Column),
    /// Beside it.
    Told(Told),
}

impl FromStr for Figure {
    type Err = BadQuery;
    fn from_str(word: &str) -> Result<Self, BadQuery> {
        let column = Column::ALL.into_iter().find(|column| column.word() == word);
        let told = || Told::ALL.into_iter().find(|told| told.word() == word);
        column
            .map(Self::Column)
            .or_else(|| told().map(Self::Told))
            .ok_or_else(|| BadQuery::Column(word.to_owned()))
    }
}

/// The figures of a period, of the province or a part of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    pub counts: Counts,
    told: [u64; Told::ALL.len()],
    /// The scores of those rated, summed.
    pub scores: u64,
}

impl Overview {
    /// Counts so many dossiers at one place of the table.
    pub fn place(&mut self, line: Line, dossiers: u64) {
        self.counts.add(line, dossiers);
    }

    /// Counts so many dossiers of which the same was said.
    pub fn tell(&mut self, said: Beside, dossiers: u64) {
        for (figure, told) in self.told.iter_mut().zip(Told::ALL) {
            *figure += if told.counts(said) { dossiers } else { 0 };
        }
        self.scores += u64::from(said.score.unwrap_or(0)) * dossiers;
    }

    /// Adds the figures of another part.
    pub fn add(&mut self, other: &Self) {
        self.counts.sum(&other.counts);
        for (figure, more) in self.told.iter_mut().zip(other.told) {
            *figure += more;
        }
        self.scores += other.scores;
    }

    pub fn get(&self, figure: Figure) -> u64 {
        match figure {
            Figure::Column(column) => self.counts.get(column),
            Figure::Told(told) => self.told[told as usize],
        }
    }

    /// What was resolved in time, and what can be judged: the two numbers of the honest rate.
    fn rate(&self) -> (u64, u64) {
        let of = |column| self.counts.get(column);
        (of(Column::ResolvedInTime), of(Column::Judged))
    }
}

/// The rank of each part by its honest rate, 1 the best; those that share a rate share the rank.
///
/// A part with fewer than `from` judged dossiers has none: of two dossiers one late one is half,
/// and says nothing.
pub fn ranks(parts: &[Overview], from: u64) -> Vec<Option<u32>> {
    let ranked = |part: &&Overview| part.rate().1 >= from.max(1);
    let better = |than: &Overview| {
        let others = parts.iter().filter(ranked);
        others
            .filter(|part| compare(part.rate(), than.rate()) == Ordering::Greater)
            .count()
    };
    let rank = |part: &Overview| u32::try_from(better(part)).ok()?.checked_add(1);
    parts
        .iter()
        .map(|part| Some(part).filter(ranked).and_then(rank))
        .collect()
}

/// Which of two shares is the larger; neither is of nothing.
fn compare((a, of_a): (u64, u64), (b, of_b): (u64, u64)) -> Ordering {
    (u128::from(a) * u128::from(of_b)).cmp(&(u128::from(b) * u128::from(of_a)))
}
