//! What the planner once got wrong, each in its least form, as generated problems found it.

use rungs_core::plan::{
    Alternatives, CreditFloor, Criterion, Group, Item, ItemId, Need, NeedId, Objective, Problem, Progress,
    Recognition, Stage,
};

use super::{solve, value};

fn course(starts: &[u32]) -> Item {
    Item { starts: starts.to_vec(), ..Item::untaken() }
}

fn stage(terms: &[(Criterion, u32)]) -> Stage {
    Stage { terms: terms.to_vec() }
}

/// Plans that finish later took those that finish earlier with them when a decided level ruled them out.
#[test]
fn what_no_later_finish_allows_an_earlier_one_may() {
    let after = |item: u32| Group { count: 1, before: vec![ItemId(item)], ..Group::default() };
    let rule =
        |fee: u32| Recognition { from: ItemId(0), to: ItemId(1), fee, credits: 1, since: 0, until: None };
    let problem = Problem {
        horizon: 2,
        items: vec![
            Item { effort: 2, ..course(&[0, 1]) },
            Item { credits: 2, requisites: vec![after(0)], ..course(&[0, 1]) },
        ],
        recognitions: vec![rule(1), rule(0), rule(1)],
        load_cap: vec![11, 11],
        budget: 24,
        credit_floors: vec![CreditFloor { credits: 1, of: None }],
        judged: Some(0),
        ..Problem::default()
    };
    // Too heavy to be folded into one sum.
    let objective = Objective {
        stages: vec![
            stage(&[(Criterion::Terms, 1_000_000_000), (Criterion::Effort, 1_000_000_000)]),
            stage(&[(Criterion::Terms, 3_000_000_000), (Criterion::Effort, 2_000_000_000)]),
            stage(&[(Criterion::Exams, 3_000_000_000), (Criterion::Fee, 1_000_000_000)]),
        ],
    };
    assert_eq!(value(&solve(&problem, &objective)), Some(vec![3_000_000_000, 7_000_000_000, 0]));
}

/// A further plan kept an item whose fee was worth its credit and no more.
#[test]
fn what_is_worth_just_its_credit_is_left_out_of_further_plans() {
    let ids = |of: &[u32]| of.iter().copied().map(ItemId).collect();
    let problem = Problem {
        horizon: 4,
        needs: vec![Need { code: String::new(), units: 2 }],
        items: vec![
            Item {
                credits: 2,
                requisites: vec![Group { count: 1, before: ids(&[0, 3]), with: ids(&[]) }],
                gives: vec![(NeedId(0), 1)],
                ..course(&[0, 1, 2, 3])
            },
            Item {
                requisites: vec![Group { count: 1, before: ids(&[]), with: ids(&[1]) }],
                gives: vec![(NeedId(0), 2)],
                ..course(&[0, 1, 2, 3])
            },
            course(&[0, 1, 2, 3]),
            Item { credits: 3, fee: 3, ..course(&[0, 2, 3]) },
        ],
        load_cap: vec![9; 4],
        budget: 24,
        ..Problem::default()
    };
    let objective = Objective { stages: vec![stage(&[(Criterion::CreditForgone, 1), (Criterion::Fee, 1)])] };
    let mut search = Alternatives::new(problem, &objective, 4).expect("the problem is meaningful");
    while search.run(100) == Progress::Working {}
    let chosen = |items: &[(ItemId, u32)]| items.iter().map(|(id, _)| id.0).collect::<Vec<_>>();
    let plans: Vec<_> = search.plans().iter().map(|(plan, value)| (chosen(&plan.start), value[0])).collect();
    assert_eq!(plans, [(vec![0, 1, 3], 3), (vec![1], 5)]);
}
