"""Reads and checks the pack that the benchmark wrote, with other tools; one line of JSON each.

Usage: read.py FOLDER SCHEMA. They do less than ours: neither looks into requisites or for circles; jsonschema-rs does
not follow references. Each is asked for all findings, the best of five.
"""

import json
import sys
import time
from pathlib import Path


def best(work, times=5):
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        took.append((time.perf_counter() - begun) * 1000)
    return min(took)


def with_jsonschema(folder, schema):
    import jsonschema_rs

    validator = jsonschema_rs.validator_for(json.loads(schema.read_text()))
    text = (folder / "pack.json").read_text()

    def work():
        assert not list(validator.iter_errors(json.loads(text)))

    return {"tool": "jsonschema-rs: types only", "json_ms": best(work)}


def with_frictionless(folder):
    from frictionless import Package, Resource, Schema, fields

    keys = {
        "programmes": {},
        "courses": {},
        "skills": {},
        "jobs": {},
        "curriculum": {"programme": "programmes", "course": "courses"},
        "outcomes": {"item": "courses", "skill": "skills"},
        "job_skills": {"job": "jobs", "skill": "skills"},
    }
    numbers = {"credits", "hours", "units"}
    resources = []
    for table, references in keys.items():
        header = (folder / f"{table}.csv").read_text().splitlines()[0].split(",")
        kinds = [fields.NumberField(name=name) if name in numbers else fields.StringField(name=name) for name in header]
        schema = Schema(fields=kinds)
        if "id" in header:
            schema.primary_key = ["id"]
        schema.foreign_keys = [
            {"fields": [field], "reference": {"resource": other, "fields": ["id"]}} for field, other in references.items()
        ]
        resources.append(Resource(name=table, path=f"{table}.csv", schema=schema))
    package = Package(resources=resources, basepath=str(folder))

    def work():
        report = package.validate()
        assert report.valid, report.flatten(["message"])[:3]

    return {"tool": "frictionless: types, ids, references", "csv_ms": best(work, 1)}


if __name__ == "__main__":
    folder, schema = Path(sys.argv[1]), Path(sys.argv[2])
    for look in (lambda: with_jsonschema(folder, schema), lambda: with_frictionless(folder)):
        print(json.dumps(look()))
