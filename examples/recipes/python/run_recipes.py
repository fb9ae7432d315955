"""Runs recipes: takes {"name", "url", "environment"} as lines of JSON, answers each with {"returned"} or {"failed"}."""

import contextlib
import importlib.util
import inspect
import json
import os
import pathlib
import sys
import traceback

import boto3
import botocore

RECIPES = pathlib.Path(__file__).parent.parent


def run(name, url, environment):
    os.environ.update(environment)
    spec = importlib.util.spec_from_file_location(name.replace("-", "_"), RECIPES / name / "recipe.py")
    recipe = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(recipe)
    # A recipe must not find handlers that an earlier one left on boto3's default session.
    boto3.setup_default_session()
    return recipe.run(url) if inspect.signature(recipe.run).parameters else recipe.run()


def answer(line):
    try:
        # Standard output is the harness's: what a recipe prints goes to standard error.
        with contextlib.redirect_stdout(sys.stderr):
            return {"returned": run(**json.loads(line))}
    except Exception:
        return {"failed": traceback.format_exc()}


versions = {
    "boto3": boto3.__version__,
    "botocore": botocore.__version__,
    "python": ".".join(map(str, sys.version_info[:2])),
}
print(json.dumps(versions), flush=True)
for request in sys.stdin:
    print(json.dumps(answer(request), default=str), flush=True)
