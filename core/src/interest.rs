//! The interest check: thirty statements, a profile of six interests (RIASEC), and how well jobs fit it.
//!
//! It says what somebody likes, not what they can do or how far they want to go: ambition is asked, not inferred.
//! Everything is counted in whole numbers, and each fit comes with the interests that speak for and against it.

mod statements;
#[cfg(test)]
mod tests;

pub use statements::{STATEMENTS, Statement};

use std::cmp::Reverse;

use crate::catalogue::Catalogue;
use crate::model::{JobId, Node};
use crate::sort::sort_by_key;

/// The six interests, in the order of their letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Interest {
    /// Doing and making things, with tools and machines.
    Realistic,
    /// Finding out.
    Investigative,
    /// Shaping and expressing.
    Artistic,
    /// Helping and teaching.
    Social,
    /// Leading and selling.
    Enterprising,
    /// Keeping things in order.
    Conventional,
}

impl Interest {
    /// All six.
    pub const ALL: [Interest; 6] = [
        Interest::Realistic,
        Interest::Investigative,
        Interest::Artistic,
        Interest::Social,
        Interest::Enterprising,
        Interest::Conventional,
    ];

    /// Its letter, as a job's interest code has it.
    pub const fn letter(self) -> char {
        match self {
            Interest::Realistic => 'R',
            Interest::Investigative => 'I',
            Interest::Artistic => 'A',
            Interest::Social => 'S',
            Interest::Enterprising => 'E',
            Interest::Conventional => 'C',
        }
    }

    /// The interests that a code names, in its order, each once; other characters are passed over.
    pub fn of_code(code: &str) -> Vec<Interest> {
        let mut interests = Vec::new();
        for letter in code.chars() {
            let named =
                Interest::ALL.into_iter().find(|interest| interest.letter() == letter.to_ascii_uppercase());
            interests.extend(named.filter(|interest| !interests.contains(interest)));
        }
        interests
    }
}

/// What somebody says to a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// I would not like that.
    Dislike,
    /// Not sure.
    Unsure,
    /// I would like that.
    Like,
}

/// The liking when every answer is Like. One to five statements give at most 2 to 10 points, which all divide it.
pub const WHOLE: u32 = 120;

/// How much somebody likes each of the six.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Profile {
    /// By interest, 0 to [`WHOLE`]; `None` where no statement was answered.
    likings: [Option<u32>; 6],
}

impl Profile {
    /// The profile that answers give, statement by statement; `None`: not answered.
    pub fn of(answers: &[Option<Answer>]) -> Self {
        let liking = |interest: Interest| {
            let own = STATEMENTS.iter().zip(answers).filter(|(statement, _)| statement.interest == interest);
            let points: Vec<u32> = own
                .filter_map(|(_, answer)| {
                    Some(match (*answer)? {
                        Answer::Dislike => 0,
                        Answer::Unsure => 1,
                        Answer::Like => 2,
                    })
                })
                .collect();
            let most = 2 * points.len() as u32;
            (points.iter().sum::<u32>() * WHOLE).checked_div(most)
        };
        Profile { likings: Interest::ALL.map(liking) }
    }

    /// How much an interest is liked, from 0 to [`WHOLE`]; `None` where no statement was answered.
    pub fn liking(&self, interest: Interest) -> Option<u32> {
        self.likings[interest as usize]
    }

    /// The interests that were answered, most liked first; equals in the order of their letters.
    pub fn ranked(&self) -> Vec<Interest> {
        let mut ranked: Vec<Interest> =
            Interest::ALL.into_iter().filter(|interest| self.liking(*interest).is_some()).collect();
        sort_by_key(&mut ranked, |interest| Reverse(self.liking(*interest)));
        ranked
    }

    /// Whether some interests stand out, by a fifth at least, so that a fit says something.
    pub fn stands_out(&self) -> bool {
        let known = || self.likings.iter().flatten();
        known().max().zip(known().min()).is_some_and(|(most, least)| most - least >= WHOLE / 5)
    }

    /// Whether an interest is liked rather than not.
    fn is_liked(&self, interest: Interest) -> bool {
        self.liking(interest).is_some_and(|liking| liking > WHOLE / 2)
    }

    /// Whether an interest is disliked: less than a third.
    fn is_disliked(&self, interest: Interest) -> bool {
        self.liking(interest).is_some_and(|liking| liking < WHOLE / 3)
    }

    /// How many interests are liked more.
    fn place(&self, interest: Interest) -> usize {
        self.likings.iter().filter(|liking| **liking > self.liking(interest)).count()
    }
}

/// How well a job fits a profile; the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The job's first interest is liked and among the two liked most, and none of the job's is disliked.
    Strong,
    /// One of the job's interests is liked and among the three liked most.
    Some,
    /// Neither.
    Little,
}

/// A job and how it fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobFit {
    /// The job.
    pub job: JobId,
    /// How well it fits; `None` if the pack gives it no interest code or nothing was answered about it.
    pub fit: Option<Fit>,
    /// The job's interests that are liked, in its order.
    pub liked: Vec<Interest>,
    /// The job's interests that are disliked, in its order.
    pub disliked: Vec<Interest>,
    /// The mean liking of the job's interests, the first three weighing 3, 2 and 1: it orders jobs of one fit.
    pub liking: u32,
}

/// All jobs in force, the best fit first, then by liking, then in document order; those without a fit last.
pub fn fits(catalogue: &Catalogue, profile: &Profile) -> Vec<JobFit> {
    let in_force = catalogue.jobs.iter().filter(|(id, _)| catalogue.is_in_force(Node::Job(*id)));
    let mut fits: Vec<JobFit> = in_force.map(|(id, job)| fit(id, &job.interests, profile)).collect();
    sort_by_key(&mut fits, |fit| (fit.fit.is_none(), fit.fit, Reverse(fit.liking), fit.job));
    fits
}

fn fit(job: JobId, code: &str, profile: &Profile) -> JobFit {
    let mut interests = Interest::of_code(code);
    interests.truncate(3);
    let weighed: Vec<(u32, u32)> = interests
        .iter()
        .zip([3, 2, 1])
        .filter_map(|(interest, weight)| Some((weight * profile.liking(*interest)?, weight)))
        .collect();
    let weight: u32 = weighed.iter().map(|(_, weight)| weight).sum();
    let liking = weighed.iter().map(|(liking, _)| liking).sum::<u32>().checked_div(weight);
    let is_among =
        |interest: &Interest, most: usize| profile.is_liked(*interest) && profile.place(*interest) < most;
    let disliked: Vec<Interest> =
        interests.iter().copied().filter(|interest| profile.is_disliked(*interest)).collect();
    let fit = if interests.first().is_some_and(|first| is_among(first, 2)) && disliked.is_empty() {
        Fit::Strong
    } else if interests.iter().any(|interest| is_among(interest, 3)) {
        Fit::Some
    } else {
        Fit::Little
    };
    JobFit {
        job,
        fit: liking.map(|_| fit),
        liked: interests.into_iter().filter(|interest| profile.is_liked(*interest)).collect(),
        disliked,
        liking: liking.unwrap_or(0),
    }
}
