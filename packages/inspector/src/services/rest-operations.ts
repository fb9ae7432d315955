import { percentDecode } from "../http/percent-encoding.js";
import { type RestOperation, type ServiceModel, serviceModel } from "./service-models.js";

/** An operation that a method, a path and a query ask for. */
export interface RestMatch {
  readonly operation: string;
  /** The status of its success. */
  readonly status: number;
  /** The labels of the path, as on the wire. */
  readonly labels: ReadonlyMap<string, string>;
}

interface Template {
  readonly operation: string;
  readonly entry: RestOperation;
  readonly segments: readonly Segment[];
  /** Words that the query has to have, with their values. */
  readonly query: readonly (readonly [name: string, value: string])[];
  /** The more of a path it spells out, the better it matches. */
  readonly rank: number;
}

type Segment =
  | { readonly literal: string; readonly label?: undefined }
  | { readonly literal?: undefined; readonly label: string; readonly greedy: boolean };

/** Finds the operation of a service for a method, a raw path and a query, or gives `undefined`. */
export function restOperation(
  service: string | undefined,
  method: string,
  path: string,
  query: URLSearchParams,
): RestMatch | undefined {
  const model = serviceModel(service);
  if (model?.operations === undefined) return undefined;
  const segments = segmentsOf(path);
  for (const template of templatesOf(model, method)) {
    if (
      !template.query.every(([name, value]) => query.has(name) && (value === "" || query.get(name) === value))
    )
      continue;
    const labels = matchSegments(template.segments, segments);
    if (labels === undefined) continue;
    const [, , status = 200] = template.entry;
    return { operation: template.operation, status, labels };
  }
  return undefined;
}

/** The HTTP status of an operation's success. */
export function successStatus(service: string | undefined, operation: string | undefined): number {
  const operations = serviceModel(service)?.operations;
  if (operations === undefined || operation === undefined || !Object.hasOwn(operations, operation))
    return 200;
  return operations[operation]?.[2] ?? 200;
}

/** A slash at the end has no meaning. botocore's templates and the SDK's differ in it. */
function segmentsOf(path: string): string[] {
  const segments = path.split("/").slice(1);
  if (segments.at(-1) === "") segments.pop();
  return segments;
}

const templates = new WeakMap<ServiceModel, Map<string, readonly Template[]>>();

/** A service's templates for one method, the most exact first. */
function templatesOf(model: ServiceModel, method: string): readonly Template[] {
  const known = templates.get(model) ?? templatesByMethod(model);
  templates.set(model, known);
  return known.get(method) ?? [];
}

function templatesByMethod(model: ServiceModel): Map<string, Template[]> {
  const byMethod = new Map<string, Template[]>();
  for (const [operation, entry] of Object.entries(model.operations ?? {})) {
    const template = templateOf(operation, entry);
    const others = byMethod.get(entry[0]);
    if (others === undefined) byMethod.set(entry[0], [template]);
    else others.push(template);
  }
  for (const list of byMethod.values()) list.sort((a, b) => b.rank - a.rank);
  return byMethod;
}

function templateOf(operation: string, entry: RestOperation): Template {
  const [path = "", rawQuery = ""] = entry[1].split("?");
  const segments = segmentsOf(path).map((segment): Segment => {
    const [, label, plus] = /^\{([^}+]+)(\+?)\}$/.exec(segment) ?? [];
    return label === undefined ? { literal: segment } : { label, greedy: plus === "+" };
  });
  const query = [...new URLSearchParams(rawQuery)];
  const rank = segments.reduce(
    (sum, segment) => sum + (segment.literal !== undefined ? 100 : segment.greedy ? -50 : 0),
    query.length,
  );
  return { operation, entry, segments, query, rank };
}

function matchSegments(
  template: readonly Segment[],
  path: readonly string[],
): Map<string, string> | undefined {
  const labels = new Map<string, string>();
  let at = 0;
  for (const [index, segment] of template.entries()) {
    const value = path[at];
    if (value === undefined) return undefined;
    if (segment.literal !== undefined) {
      if (segment.literal !== value) return undefined;
      at += 1;
      continue;
    }
    // A greedy label takes everything that the rest of the template doesn't need. A template has at most one.
    const count = segment.greedy ? path.length - at - (template.length - index - 1) : 1;
    if (count < 1) return undefined;
    const taken = path.slice(at, at + count).join("/");
    if (taken === "") return undefined;
    labels.set(segment.label, taken);
    at += count;
  }
  return at === path.length ? labels : undefined;
}

/** A label as the service reads it. */
export function decodedLabel(value: string): string {
  try {
    return Buffer.from(percentDecode(value), "latin1").toString("utf8");
  } catch {
    return value;
  }
}
