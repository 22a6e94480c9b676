//! Weights so large that plans differ by little of the whole.

use rungs_core::plan::{
    CreditFloor, Criterion, Group, Item, ItemId, ItemKind, Objective, Outcome, Problem, Progress,
    Recognition, Search, Stage,
};

#[test]
fn what_differs_by_little_of_a_large_value_is_told_apart() {
    let item = |credits: u32, effort: u32, requisites: Vec<Group>| Item {
        code: String::new(),
        kind: ItemKind::Course,
        duration: 1,
        starts: vec![0, 1],
        credits,
        load: 0,
        fee: 0,
        effort,
        doubt: 0,
        demand: 0,
        gives: Vec::new(),
        requisites,
        valid_for: None,
    };
    let rule = |fee: u32| Recognition { from: ItemId(0), to: ItemId(1), fee, credits: 1, until: None };
    let problem = Problem {
        horizon: 2,
        items: vec![
            item(0, 2, Vec::new()),
            item(2, 0, vec![Group { count: 1, of: vec![ItemId(0)], lag: 1 }]),
        ],
        recognitions: vec![rule(1), rule(0), rule(1)],
        load_cap: vec![11, 11],
        exam_cap: 3,
        budget: 24,
        credit_floors: vec![CreditFloor { credits: 1, of: None }],
        judged: Some(0),
        ..Problem::default()
    };
    let stage = |terms: &[(Criterion, u32)]| Stage { terms: terms.to_vec() };
    let objective = Objective {
        stages: vec![
            stage(&[(Criterion::Terms, 1_000_000_000), (Criterion::Effort, 1_000_000_000)]),
            stage(&[(Criterion::Terms, 3_000_000_000), (Criterion::Effort, 2_000_000_000)]),
            stage(&[
                (Criterion::PeakLoad, 3_000_000_000),
                (Criterion::Exams, 3_000_000_000),
                (Criterion::Fee, 1_000_000_000),
            ]),
        ],
    };
    let mut search = Search::new(problem, &objective).expect("the problem is meaningful");
    while search.run(100) == Progress::Working {}
    let Outcome::Optimal { value, .. } = search.outcome() else { panic!("there is a plan") };
    assert_eq!(value, [3_000_000_000, 7_000_000_000, 0]);
}
