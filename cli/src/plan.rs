//! `rungs plan`: a learner's question about a pack, or a planning problem as it stands.

mod instance;
mod question;

use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use rungs_core::plan::Progress;

use crate::arguments::Plan;
use crate::{Ending, Surroundings};

pub fn run(arguments: &Plan, surroundings: &mut Surroundings<'_>) -> io::Result<Ending> {
    match (&arguments.instance, &arguments.pack) {
        (Some(instance), _) => instance::run(instance, arguments, surroundings),
        (None, Some(pack)) if is_input(pack) && arguments.learner.as_deref().is_some_and(is_input) => {
            let said = (surroundings.words().both_come_in)();
            surroundings.complain(Ending::Usage, &said)
        }
        (None, Some(pack)) => question::run(pack, arguments, surroundings),
        // The arguments are declared so that one of the two is there.
        (None, None) => Ok(Ending::Usage),
    }
}

fn is_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// Works until all is done or the time is over. On a terminal it says how far it is, once it takes long.
fn work(
    seconds: f64,
    surroundings: &mut Surroundings<'_>,
    mut run: impl FnMut(u32) -> Progress,
) -> io::Result<()> {
    let begun = Instant::now();
    // A duration that is too long to count with is no limit.
    let limit = Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX);
    let mut steps = 64;
    let mut told = 0;
    while begun.elapsed() < limit {
        let slice = Instant::now();
        if run(steps) == Progress::Done {
            break;
        }
        // Slices of some twenty milliseconds, so that the time is kept to without looking at it all the time.
        let took = slice.elapsed();
        if took < Duration::from_millis(10) {
            steps = (steps * 2).min(1 << 20);
        } else if took > Duration::from_millis(40) {
            steps = (steps / 2).max(1);
        }
        let now = begun.elapsed().as_secs();
        if surroundings.progress && now > told {
            told = now;
            write!(surroundings.err, "\r{now} s …")?;
            surroundings.err.flush()?;
        }
    }
    if told > 0 {
        write!(surroundings.err, "\r          \r")?;
    }
    Ok(())
}
