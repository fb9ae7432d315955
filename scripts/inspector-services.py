"""Writes packages/inspector/src/services/service-models.generated.ts from botocore's models of services.

    python scripts/inspector-services.py BOTOCORE

BOTOCORE is the folder of an installed botocore. The script reads the newest version of each service's model. It writes
compressed JSON in base64, because 429 services have 20,000 operations. `service-models.ts` describes the format.
"""

import base64
import collections
import gzip
import json
import pathlib
import sys

TARGET = pathlib.Path(__file__).parent.parent / "packages/inspector/src/services/service-models.generated.ts"

HEADER = '''/**
 * What requests of {count} services look like, from botocore {version}: JSON, gzipped, in base64.
 * Written by `scripts/inspector-services.py`; `service-models.ts` reads it.
 */
export const SERVICE_MODELS =
  "{data}";
'''

# The kinds of values that are all strings on the wire, by the types of the model.
KINDS = {
    "integer": "numbers",
    "long": "numbers",
    "float": "numbers",
    "double": "numbers",
    "boolean": "booleans",
    "blob": "blobs",
    "timestamp": "timestamps",
}
# The protocols that send numbers and booleans as strings.
TEXT_PROTOCOLS = {"query", "ec2", "rest-xml", "rest-json"}


def newest_models(botocore: pathlib.Path) -> list[tuple[str, dict]]:
    """The name of each service's folder, which is its name in the AWS CLI, and the newest version of its model."""
    newest = {}
    for path in sorted(botocore.glob("data/*/*/service-2.json*")):
        newest[path.parts[-3]] = path
    models = []
    for folder, path in newest.items():
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        models.append((folder, json.loads(content)))
    return models


def reachable(shapes: dict, names: list[str]) -> set[str]:
    """The shapes that other shapes contain."""
    seen: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        shape = shapes[name]
        waiting += [member["shape"] for member in shape.get("members", {}).values()]
        waiting += [shape[part]["shape"] for part in ("member", "key", "value") if part in shape]
    return seen


def names_by_kind(shapes: dict, names: set[str], protocol: str) -> dict[str, str]:
    """By kind, the names of members that have values of only that kind; and the names of secret members."""
    kinds = collections.defaultdict(set)
    secret = set()
    for name in names:
        for member, reference in shapes[name].get("members", {}).items():
            shape = shapes[reference["shape"]]
            element = shapes[shape["member"]["shape"]] if shape["type"] == "list" else shape
            kinds[member].add(KINDS.get(element["type"], "other"))
            if any(part.get("sensitive") for part in (reference, shape, element)):
                secret.add(member)
    result = collections.defaultdict(list)
    for member, found in sorted(kinds.items()):
        if len(found) > 1:
            continue
        (kind,) = found
        if kind == "other" or (kind in ("numbers", "booleans") and protocol not in TEXT_PROTOCOLS):
            continue
        result[kind].append(member)
    result["secrets"] = sorted(secret)
    return {kind: " ".join(members) for kind, members in result.items() if members}


def list_names(shapes: dict, names: set[str]) -> dict[str, str]:
    """The names of lists in XML and forms, each with its element's name, or "" if no element wraps the list."""
    lists = {}
    for name in sorted(names):
        for member, reference in shapes[name].get("members", {}).items():
            shape = shapes[reference["shape"]]
            if shape["type"] != "list":
                continue
            wire = reference.get("locationName", member)
            flat = shape.get("flattened") or reference.get("flattened")
            lists[wire] = "" if flat else shape["member"].get("locationName", "member")
    return lists


def wire_names(shapes: dict, names: set[str], protocol: str) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """The members of bodies with another name on the wire, and the members outside of bodies by their place."""
    body = {}
    places: dict[str, dict[str, str]] = {"uri": {}, "querystring": {}, "header": {}, "headers": {}}
    for name in sorted(names):
        for member, reference in shapes[name].get("members", {}).items():
            place = reference.get("location")
            wire = reference.get("locationName", member)
            if protocol == "ec2":
                wire = reference.get("queryName", wire[:1].upper() + wire[1:])
            if place in places:
                key = wire.lower() if place in ("header", "headers") else wire
                if place.startswith("header") or key != member:
                    places[place][key] = member
            elif place is None and wire != member:
                body[wire] = member
    return body, places


def operations_of(model: dict) -> dict[str, list]:
    """Method, path, status, the member that is the whole body (with "!" for bytes), and the members in headers."""
    operations = {}
    for name, operation in sorted(model["operations"].items()):
        http = operation["http"]
        shape = model["shapes"].get(operation.get("input", {}).get("shape"), {})
        payload = shape.get("payload", "")
        if payload and model["shapes"][shape["members"][payload]["shape"]]["type"] in ("blob", "string"):
            payload += "!"
        in_headers = [
            member
            for member, reference in sorted(shape.get("members", {}).items())
            if reference.get("location") in ("header", "headers")
        ]
        entry = [http["method"], http["requestUri"], http.get("responseCode", 200), payload, " ".join(in_headers)]
        while entry[-1] in ("", 200):
            entry.pop()
        operations[name] = entry
    return operations


def service_of(folder: str, model: dict) -> dict:
    """The entry of one service."""
    metadata, shapes, protocol = model["metadata"], model["shapes"], model["metadata"]["protocol"]
    inputs = reachable(shapes, [op["input"]["shape"] for op in model["operations"].values() if "input" in op])
    outputs = reachable(shapes, [op["output"]["shape"] for op in model["operations"].values() if "output" in op])
    body, places = wire_names(shapes, inputs, protocol)
    entry = {
        "id": metadata["serviceId"],
        "cli": folder,
        "signingName": metadata.get("signingName", metadata["endpointPrefix"]),
        "endpointPrefix": metadata["endpointPrefix"],
        "protocol": {"smithy-rpc-v2-cbor": "cbor"}.get(protocol, protocol),
        "lowerFirst": all(wire[:1].upper() + wire[1:] == member for wire, member in body.items()) and bool(body),
        **names_by_kind(shapes, inputs | outputs, protocol),
        **{place: names for place, names in places.items() if names},
    }
    if not entry["lowerFirst"]:
        del entry["lowerFirst"]
        if body:
            entry["body"] = body
    if protocol.startswith("rest"):
        entry["operations"] = operations_of(model)
    if protocol in ("query", "ec2", "rest-xml"):
        entry["lists"] = list_names(shapes, inputs | outputs)
    return entry


def main(botocore: str) -> None:
    folder = pathlib.Path(botocore)
    version = next(
        line.split("'")[1] for line in (folder / "__init__.py").read_text().splitlines() if line.startswith("__version__")
    )
    services = {}
    for cli, model in newest_models(folder):
        services[model["metadata"]["serviceId"].replace(" ", "-").lower()] = service_of(cli, model)
    text = json.dumps(services, separators=(",", ":"), sort_keys=True)
    data = base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()
    TARGET.write_text(HEADER.format(count=len(services), version=version, data=data))
    print(f"{len(services)} services, {len(text)} bytes, {len(data)} in base64")


if __name__ == "__main__":
    main(*sys.argv[1:])
