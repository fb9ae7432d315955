"""Writes packages/events/src/catalogue/known-services.generated.ts from botocore's models of services.

    python scripts/known-services.py OLDER/botocore NEWER/botocore

The script prefers operations in both versions, because older SDK clients have them too. Of these it takes the longest
name, because a future service is least likely to use it.
"""

import ast
import collections
import gzip
import json
import pathlib
import sys

# The service of an older client. Its events have the name of its successor, `eventbridge`.
RENAMED = {"cloudwatch-events"}
TARGET = pathlib.Path(__file__).parent.parent / "packages/events/src/catalogue/known-services.generated.ts"

HEADER = '''import type { DocumentMethods } from "./operations.js";

/**
 * One operation of each service that botocore knows, as a method name of the SDK's aggregated client. Types use it to find
 * out which service a client belongs to, since the SDK's own types don't say. No other service has that operation, except
 * for a few services whose operations another one has too (`docdb`): these count as either. These are only types, so
 * they add nothing to a bundle. A client of an unknown service can name any service. If a new service is mistaken for an
 * older one, leave out its type, as in `eventsOf(client)`.
 *
 * Written by `scripts/known-services.py` from botocore's models.
 */
export interface KnownServices {
'''
MIDDLE = '''}

/** The older names of services in event names: `SERVICE_ALIASES` by the names that they stand for, as a type. */
interface OlderNames {
'''
FOOTER = '''}

type ServicesByMethod = { readonly [Name in keyof KnownServices as KnownServices[Name]]: Name };

/**
 * The name in events of an aggregated client's service: `"cloudwatch"` for `CloudWatch`. Any string if the client's type
 * isn't known, or its service isn't among {@link KnownServices}.
 */
export type ServiceName<Service> = Service extends Readonly<Record<keyof DocumentMethods, unknown>>
  ? "dynamodb"
  : [keyof Service & keyof ServicesByMethod] extends [never]
    ? string
    : ServicesByMethod[keyof Service & keyof ServicesByMethod];

/** The older names of a service, which patterns can use too: `"monitoring"` for `"cloudwatch"`. */
export type OlderName<Name extends string = keyof OlderNames> = OlderNames[Name & keyof OlderNames];

/** The names of all known services, including older names. */
export type AnyServiceName = keyof KnownServices | OlderName;
'''


def operations_of(botocore: pathlib.Path) -> dict[str, set[str]]:
    """The operations of each service in all versions of its model, by its name in events."""
    services: dict[str, set[str]] = {}
    for path in sorted(botocore.glob("data/*/*/service-2.json*")):
        text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        model = json.loads(text)
        name = model["metadata"]["serviceId"].replace(" ", "-").lower()
        if name in RENAMED:
            continue
        services.setdefault(name, set()).update(model["operations"])
    return services


def distinctive(operations: set[str], older: set[str], count: collections.Counter) -> str:
    """The operation that identifies its service best."""
    fewest = min(count[name] for name in operations)
    rare = {name for name in operations if count[name] == fewest}
    return max(rare & older or rare, key=lambda name: (len(name), name))


def older_names_of(botocore: pathlib.Path) -> dict[str, list[str]]:
    """botocore's `EVENT_ALIASES`, by their targets."""
    tree = ast.parse((botocore / "utils.py").read_text())
    (aliases,) = (
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "EVENT_ALIASES"
    )
    older: dict[str, list[str]] = {}
    for name, current in aliases.items():
        older.setdefault(current, []).append(name)
    return older


def member(name: str, value: str) -> str:
    """A line of an interface."""
    key = name if name.isidentifier() else f'"{name}"'
    return f"  readonly {key}: {value};\n"


def main(older: str, newer: str) -> None:
    before, now = (operations_of(pathlib.Path(botocore)) for botocore in (older, newer))
    count = collections.Counter(name for operations in now.values() for name in operations)
    services = []
    for service, operations in sorted(now.items()):
        operation = distinctive(operations, before.get(service, set()), count)
        services.append(member(service, f'"{operation[0].lower()}{operation[1:]}"'))
    names = [
        member(service, " | ".join(f'"{name}"' for name in sorted(older_names)))
        for service, older_names in sorted(older_names_of(pathlib.Path(newer)).items())
    ]
    TARGET.write_text(HEADER + "".join(services) + MIDDLE + "".join(names) + FOOTER)


if __name__ == "__main__":
    main(*sys.argv[1:])
