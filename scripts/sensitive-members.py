"""Writes what botocore's models mark sensitive, for the logger: packages/plugin-logger/src/redaction/.

    python -m venv .venv && .venv/bin/pip install botocore
    .venv/bin/python scripts/sensitive-members.py && npx biome format --write packages/plugin-logger/src/redaction

Each service, by its name in events, has its operations and errors, then the shapes that lead to something sensitive.

    CreateUser:0:1;!InvalidInput:2|Password,Tags=3;...

`CreateUser:0:1` means that shape 0 is the input and shape 1 the output. `!` marks an error. Numbers are in base 36. In
a shape, `Password` is sensitive and `Tags=3` continues in shape 3. A final `*` is sensitive as a whole. As a member, `*`
stands for the items of a list or the values of a map. All versions of a service's model count together. A map with
sensitive keys is itself sensitive.
"""

import gzip
import json
import pathlib

import botocore

TARGET = (
    pathlib.Path(__file__).parent.parent
    / "packages/plugin-logger/src/redaction/sensitive-members.generated.ts"
)
HEADER = '''/** The version of botocore whose models {{@link SENSITIVE_MEMBERS}} is from. */
export const BOTOCORE_VERSION = "{version}";

/**
 * What botocore's models mark sensitive, by the service's name in events; `sensitive-members.ts` reads it. Written by
 * `scripts/sensitive-members.py`, which describes the format.
 */
export const SENSITIVE_MEMBERS: Readonly<Record<string, string>> = {{
'''

SENSITIVE = ("", "sensitive")
WHOLE = -1
# A shape of one version of a model. A node is the set of all versions' shapes at one place.
Shape = tuple[str, str]
Node = frozenset[Shape]


def models() -> dict[str, dict[str, dict]]:
    """The models of each service, by its name in events, then by version."""
    services: dict[str, dict[str, dict]] = {}
    data = pathlib.Path(botocore.__file__).parent / "data"
    for path in sorted(data.glob("*/*/service-2.json*")):
        text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        model = json.loads(text)
        name = model["metadata"]["serviceId"].replace(" ", "-").lower()
        services.setdefault(name, {})["/".join(path.parts[-3:-1])] = model
    return services


class Service:
    """The shapes of a service that lead to something sensitive, each with a number."""

    def __init__(self, versions: dict[str, dict]):
        self.versions = versions
        self.leading = {version: leading(model["shapes"]) for version, model in versions.items()}
        self.numbers: dict[Node, int] = {}
        self.nodes: list[dict[str, int]] = []

    def text(self) -> str:
        """The service's entry in the module, or "" if nothing is sensitive."""
        roots: dict[str, list[set[Shape]]] = {}
        for version, model in self.versions.items():
            for name, operation in model["operations"].items():
                ends = roots.setdefault(name, [set(), set()])
                for end, key in zip(ends, ("input", "output")):
                    if key in operation:
                        end.update(self.shapes(version, operation[key]["shape"]))
            for name, shape in model["shapes"].items():
                if shape.get("exception"):
                    roots.setdefault(f"!{name}", [set()])[0].update(self.shapes(version, name))
        ends_of = {name: [self.number(frozenset(end)) for end in ends] for name, ends in sorted(roots.items())}
        classes = self.equal_nodes()
        written: dict[int, int] = {}
        order: list[int] = []

        def reference(number: int | None) -> str:
            if number is None:
                return ""
            if number == WHOLE:
                return "*"
            kind = classes[number]
            if kind not in written:
                written[kind] = len(order)
                order.append(number)
            return base36(written[kind])

        lines = [
            ":".join([name, *map(reference, ends)]).rstrip(":")
            for name, ends in ends_of.items()
            if any(end is not None for end in ends)
        ]
        shapes = []
        # Grows during the loop, because a shape's entry names other shapes.
        for number in order:
            shapes.append(
                ",".join(
                    name if target == WHOLE else f"{name}={reference(target)}"
                    for name, target in sorted(self.nodes[number].items())
                )
            )
        return f"{';'.join(lines)}|{';'.join(shapes)}" if lines else ""

    def equal_nodes(self) -> list[int]:
        """The class of each node. Nodes of one class have equal entries."""
        classes = [0] * len(self.nodes)
        while True:
            known: dict[object, int] = {}
            refined = [
                known.setdefault(
                    (kind, tuple(sorted((name, classes[t] if t != WHOLE else WHOLE) for name, t in node.items()))),
                    len(known),
                )
                for kind, node in zip(classes, self.nodes)
            ]
            if len(known) == len(set(classes)):
                return refined
            classes = refined

    def shapes(self, version: str, name: str) -> set[Shape]:
        """A shape, if it leads to something sensitive."""
        if self.versions[version]["shapes"][name].get("sensitive"):
            return {SENSITIVE}
        return {(version, name)} if name in self.leading[version] else set()

    def number(self, node: Node) -> int | None:
        """The index of a node in `self.nodes`. Adds the node, and all that it leads to, if it isn't there."""
        if not node:
            return None
        if SENSITIVE in node:
            return WHOLE
        if node not in self.numbers:
            index = self.numbers[node] = len(self.nodes)
            self.nodes.append({})
            self.nodes[index] = {
                name: self.number(target) for name, target in self.members(node).items()
            }
        return self.numbers[node]

    def members(self, node: Node) -> dict[str, Node]:
        """The members of a node that lead to something sensitive."""
        members: dict[str, set[Shape]] = {}
        for version, name in node:
            for member, target in targets(self.versions[version]["shapes"], name):
                shapes = self.shapes(version, target)
                if shapes:
                    members.setdefault(member, set()).update(shapes)
        return {name: frozenset(shapes) for name, shapes in members.items()}


def targets(shapes: dict[str, dict], name: str) -> list[tuple[str, str]]:
    """The names and shapes of a shape's members."""
    shape = shapes[name]
    match shape["type"]:
        case "structure":
            return [(member, target["shape"]) for member, target in shape["members"].items()]
        case "list":
            return [("*", shape["member"]["shape"])]
        case "map":
            return [("*", shape["value"]["shape"])]
        case _:
            return []


def leading(shapes: dict[str, dict]) -> set[str]:
    """The shapes that are sensitive or contain something sensitive."""
    for shape in shapes.values():
        if shape["type"] == "map" and shapes[shape["key"]["shape"]].get("sensitive"):
            shape["sensitive"] = True
    found = {name for name, shape in shapes.items() if shape.get("sensitive")}
    users: dict[str, set[str]] = {}
    for name in shapes:
        for _, target in targets(shapes, name):
            users.setdefault(target, set()).add(name)
    waiting = list(found)
    while waiting:
        new = users.get(waiting.pop(), set()) - found
        found |= new
        waiting.extend(new)
    return found


def base36(number: int) -> str:
    """A number as JavaScript's `toString(36)` writes it."""
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = ""
    while number >= 36:
        number, digit = divmod(number, 36)
        text = digits[digit] + text
    return digits[number] + text


def main() -> None:
    lines = [HEADER.format(version=botocore.__version__)]
    for name, versions in sorted(models().items()):
        text = Service(versions).text()
        if text:
            key = name if name.isidentifier() else f'"{name}"'
            lines.append(f'  {key}: "{text}",\n')
    TARGET.write_text("".join(lines) + "};\n")


if __name__ == "__main__":
    main()
