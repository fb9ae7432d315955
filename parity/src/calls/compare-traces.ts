import { isDeepStrictEqual } from "node:util";
import { COUNTERPARTS } from "../../../packages/events/test/parity/payload-fields.js";
import type { Scenario, Trace } from "./scenario.js";

/** botocore emits these events when it generates clients, which SDK v3 doesn't do. */
const NOT_PORTED = ["choose-service-name", "creating-serializer"];

/**
 * Lists the differences between a scenario's trace and botocore's, apart from those that its exception allows. An
 * exception that no longer applies is a difference too.
 */
export function compareTraces(scenario: Scenario, botocore: Trace, tucuxi: Trace): string[] {
  const created = botocore.created.filter((eventName) => !NOT_PORTED.includes(typeOf(eventName)));
  return [
    ...compareEvents("created", created, tucuxi.created, undefined),
    ...compareEvents("events", botocore.events, tucuxi.events, scenario.except?.events),
    ...compareFields(botocore.fields, tucuxi.fields),
    ...compareValues("outcome", botocore.outcome, tucuxi.outcome, scenario.except?.outcome),
    ...compareRequests(scenario, botocore, tucuxi),
  ];
}

function compareEvents(
  what: string,
  botocore: readonly string[],
  tucuxi: readonly string[],
  except: readonly string[] | undefined,
): string[] {
  const differences = compareValues(what, botocore.map(typeOf), tucuxi.map(typeOf), except);
  // An exception may have other events, but their names still have the same service and operation.
  const known = new Set(botocore.map(tailOf));
  const foreign = tucuxi.filter((eventName) => !known.has(tailOf(eventName)));
  return foreign.length === 0 ? differences : [...differences, `${what}: unexpected ${foreign.join(", ")}`];
}

/** Checks that every keyword argument of botocore's handlers has a field in the payload here. */
function compareFields(botocore: Trace["fields"], tucuxi: Trace["fields"]): string[] {
  return Object.entries(botocore).flatMap(([type, keywords]) => {
    const fields = tucuxi[type];
    if (NOT_PORTED.includes(type) || fields === undefined) return [];
    const counterparts = Object.entries(COUNTERPARTS).find(([known]) => known === type)?.[1] ?? {};
    return keywords.flatMap((keyword) => {
      const counterpart = counterparts[keyword];
      if (counterpart === undefined) return [`${type}: botocore's "${keyword}" has no counterpart`];
      if ("absent" in counterpart || fields.includes(counterpart.field)) return [];
      return [`${type}: no "${counterpart.field}" for botocore's "${keyword}"`];
    });
  });
}

function compareRequests({ except }: Scenario, botocore: Trace, tucuxi: Trace): string[] {
  return except?.requests === undefined
    ? compareValues("requests", botocore.requests, tucuxi.requests, undefined)
    : compareValues("number of requests", botocore.requests.length, tucuxi.requests.length, except.requests);
}

function compareValues(what: string, botocore: unknown, tucuxi: unknown, except: unknown): string[] {
  if (except !== undefined && isDeepStrictEqual(except, botocore)) {
    return [`${what}: the exception is the same as botocore's. Remove it.`];
  }
  const expected = except ?? botocore;
  if (isDeepStrictEqual(tucuxi, expected)) return [];
  const origin = except === undefined ? "botocore" : "the exception";
  return [
    `${what}:\n  here        ${JSON.stringify(tucuxi)}\n  ${origin.padEnd(11)} ${JSON.stringify(expected)}`,
  ];
}

function typeOf(eventName: string): string {
  return eventName.split(".")[0] ?? "";
}

function tailOf(eventName: string): string {
  return eventName.slice(eventName.indexOf("."));
}
