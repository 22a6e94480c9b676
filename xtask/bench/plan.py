#!/usr/bin/env python3
"""Other solvers on planning instances, to compare with: for `cargo xtask bench plan` only.

plan.py solve cpsat|highs SECONDS INSTANCE…   one line of JSON an instance: status, value, milliseconds
plan.py generate FOLDER COUNT                 writes random instances; the same ones every time
"""
import json
import random
import sys
import time
from pathlib import Path


def program(p):
    """The instance as an integer program: columns (lower, upper, cost), rows (entries, lower, upper)."""
    infinity = float("inf")
    horizon, items, done = p["horizon"], {i["id"]: i for i in p["items"]}, set(p["done"])
    cost = p["objective"]
    columns, rows = [], []

    def column(upper, price):
        columns.append((0, upper, price))
        return len(columns) - 1

    starts = {}
    for i in p["items"]:
        if i["id"] not in done:
            price = cost["fee"] * i["fee"] + cost["effort"] * i["effort"]
            fits = [t for t in i["starts"] if t + i["duration"] <= horizon]
            starts[i["id"]] = {t: column(1, price) for t in fits}
    uses = {}
    for r in p["recognition"]:
        source = starts.get(r["from"], {})
        if r["to"] not in done and r["from"] != r["to"]:
            duration = items[r["from"]]["duration"]
            uses[r["from"], r["to"]] = {t + duration: (column(1, cost["fee"] * r["fee"]), x) for t, x in source.items()}
    last = column(horizon, cost["term"])

    def held(i):
        ways = list(starts.get(i, {}).values())
        return ways + [u for (_, to), terms in uses.items() if to == i for u, _ in terms.values()]

    for terms in uses.values():
        rows.extend(([(u, 1), (x, -1)], -infinity, 0) for u, x in terms.values())
    for i in items:
        if i in done:
            continue
        must = 1 if i in p["mandatory"] else -infinity
        rows.append(([(c, 1) for c in held(i)], must, 1))
        finish = [(x, t + items[i]["duration"]) for t, x in starts[i].items()]
        if finish:
            rows.append((finish + [(last, -1)], -infinity, 0))
        used = [(u, 1) for (source, _), terms in uses.items() if source == i for u, _ in terms.values()]
        rows.append((used, -infinity, p["recognition_limit_per_item"]))
        for group in items[i]["prereq"]:
            if set(group["any"]) & done:
                continue
            begun = []
            for t, x in sorted(starts[i].items()):
                begun.append((x, 1))
                allowing = set()
                for j in set(group["any"]):
                    by = t + 1 - group["lag"]
                    allowing.update(y for s, y in starts.get(j, {}).items() if s + items[j]["duration"] <= by)
                    ways = [terms for (_, to), terms in uses.items() if to == j]
                    allowing.update(u for terms in ways for at, (u, _) in terms.items() if at <= t)
                rows.append((begun + [(y, -1) for y in allowing], -infinity, 0))
    for c in p["competences"]:
        had = sum(items[i]["gives"].get(c["id"], 0) for i in done)
        entries = [(h, i["gives"][c["id"]]) for i in p["items"] if c["id"] in i["gives"] for h in held(i["id"])]
        rows.append((entries, c["need"] - had, infinity))
    for group in p["exclusive"]:
        had = len(set(group) & done)
        rows.append(([(h, 1) for i in set(group) - done for h in held(i)], -infinity, 1 - had))
    for t in range(horizon):
        load = [(x, items[i]["load"]) for i, s in starts.items() for b, x in s.items() if b <= t < b + items[i]["duration"]]
        rows.append((load, -infinity, p["load_cap"][t]))
        exams = [(s[t], 1) for i, s in starts.items() if t in s and items[i]["kind"] == "certificate"]
        rows.append((exams, -infinity, p["exam_cap"]))
    taken = [(x, i) for i, s in starts.items() for x in s.values()]
    recognised = [(u, rule) for rule, terms in uses.items() for u, _ in terms.values()]
    fee = {(r["from"], r["to"]): r["fee"] for r in p["recognition"]}
    fees = [(x, items[i]["fee"]) for x, i in taken] + [(u, fee[rule]) for u, rule in recognised]
    rows.append((fees, -infinity, p["budget"]))
    credits = [(u, items[to]["credits"]) for u, (_, to) in recognised]
    rows.append((credits, -infinity, p["max_recognised_credits"]))
    rows.append(([(x, items[i]["credits"]) for x, i in taken] + credits, p["min_credits"], infinity))
    return columns, rows


def cpsat(columns, rows, seconds):
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    x = [model.new_int_var(lower, upper, "") for lower, upper, _ in columns]
    for entries, lower, upper in rows:
        total = sum(factor * x[column] for column, factor in entries)
        if lower > -float("inf"):
            model.add(total >= lower)
        if upper < float("inf"):
            model.add(total <= upper)
    model.minimize(sum(price * x[column] for column, (_, _, price) in enumerate(columns)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model)
    if status == cp_model.OPTIMAL:
        return "optimal", round(solver.objective_value)
    return ("infeasible" if status == cp_model.INFEASIBLE else "unknown"), None


def highs(columns, rows, seconds):
    import highspy
    import numpy

    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(columns), len(rows)
    lp.col_lower_, lp.col_upper_, lp.col_cost_ = (numpy.array([c[k] for c in columns], dtype=float) for k in range(3))
    lp.row_lower_, lp.row_upper_ = (numpy.array([r[k] for r in rows], dtype=float) for k in (1, 2))
    start, index, value = [0], [], []
    for entries, _, _ in rows:
        index.extend(column for column, _ in entries)
        value.extend(float(factor) for _, factor in entries)
        start.append(len(index))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = numpy.array(start), numpy.array(index), numpy.array(value)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(columns)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("time_limit", seconds)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.passModel(lp)
    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kOptimal:
        return "optimal", round(solver.getInfo().objective_function_value)
    return ("infeasible" if status == highspy.HighsModelStatus.kInfeasible else "unknown"), None


def generate(seed):
    """A random instance: dense in requisites and recognition, of 5 to 40 items, one in some without a plan."""
    r = random.Random(seed)
    n, horizon, needs = r.randint(5, 40), r.randint(3, 7), r.randint(2, 8)
    ids = [f"i{k}" for k in range(n)]
    items = []
    for k, i in enumerate(ids):
        kind = r.choice(["course", "course", "certificate", "competition"])
        before = ids[:k]
        prereq = [
            {"any": sorted(r.sample(before, min(len(before), r.randint(1, 3)))), "lag": r.randint(0, 1)}
            for _ in range(r.choice([0, 0, 1, 1, 2]))
            if before
        ]
        gives = {f"k{c}": r.randint(1, 2) for c in r.sample(range(needs), min(needs, r.randint(1, 3)))}
        items.append(
            {
                "id": i, "kind": kind, "duration": r.choice([1, 1, 1, 2]),
                "starts": sorted(r.sample(range(horizon), r.randint(1, horizon))),
                "credits": r.randint(0, 5), "load": r.randint(1, 9), "fee": 10 * r.randint(0, 40),
                "effort": r.randint(5, 90), "gives": gives, "prereq": prereq,
            }
        )
    pairs = {tuple(r.sample(ids, 2)) for _ in range(n // 3)}
    some = lambda most: sorted(r.sample(ids, r.randint(0, most)))
    tight = r.uniform(0.3, 1.0)
    return {
        "format": "pathway-plan/1", "id": f"random-{seed}", "horizon": horizon,
        "competences": [{"id": f"k{c}", "need": r.randint(0, 3)} for c in range(needs)],
        "items": items,
        "recognition": [{"from": a, "to": b, "fee": 10 * r.randint(0, 3)} for a, b in sorted(pairs)],
        "recognition_limit_per_item": r.randint(1, 2), "max_recognised_credits": r.randint(2, 9),
        "exclusive": [sorted(r.sample(ids, 2)) for _ in range(r.randint(0, 2))],
        "mandatory": some(2), "done": some(2),
        "load_cap": [r.randint(9, 22) for _ in range(horizon)], "exam_cap": r.randint(1, 3),
        "budget": int(tight * 10 * 12 * n), "min_credits": int(tight * n * r.uniform(0.2, 1.2)),
        "objective": {"fee": 1, "term": r.choice([0, 50, 500]), "effort": r.randint(0, 3)},
    }


def main(arguments):
    if arguments[0] == "generate":
        folder, count = Path(arguments[1]), int(arguments[2])
        folder.mkdir(parents=True, exist_ok=True)
        for seed in range(count):
            (folder / f"random-{seed:03}.json").write_text(json.dumps(generate(seed)))
        return
    # Loading a solver is not part of its time.
    __import__({"cpsat": "ortools.sat.python.cp_model", "highs": "highspy"}[arguments[1]])
    solve, seconds = {"cpsat": cpsat, "highs": highs}[arguments[1]], float(arguments[2])
    for path in arguments[3:]:
        instance = json.loads(Path(path).read_text())
        columns, rows = program(instance)
        begun = time.perf_counter()
        status, value = solve(columns, rows, seconds)
        took = (time.perf_counter() - begun) * 1e3
        print(json.dumps({"instance": path, "status": status, "value": value, "ms": took}), flush=True)


main(sys.argv[1:])
