import { didYouMean } from "@tucuxi/events/plugin";
import type { Installation } from "../client/installation.js";
import { StubError } from "../errors.js";

/** The methods of an aggregated client that are no operation. */
const NO_OPERATION = /^(?:constructor$|paginate|waitUntil)/;

/**
 * The operation of a name that is written as the operation's or as a method's: `GetObject` for `getObject`.
 *
 * @throws StubError `INVALID_STUB` where the clients have methods for their operations, and none of this name.
 */
export function operationNamed(name: string, installations: Iterable<Installation>): string {
  const operation = name.charAt(0).toUpperCase() + name.slice(1);
  const method = name.charAt(0).toLowerCase() + name.slice(1);
  for (const { client, service } of installations) {
    const methods = methodsOf(client);
    if (methods.length === 0 || methods.includes(method)) continue;
    throw new StubError(
      "INVALID_STUB",
      `${service} has no operation "${name}"${didYouMean(method, methods)}. Write the operation, the client's method or the class of the command`,
    );
  }
  return operation;
}

/** The methods of an aggregated client, such as `S3`; none of a client that sends commands only. */
function methodsOf(client: object): string[] {
  let prototype: object | null = Object.getPrototypeOf(client);
  while (prototype !== null) {
    const parent: object | null = Object.getPrototypeOf(prototype);
    // `S3 extends S3Client`. A class of the user's own between or above them may have any methods.
    if (parent !== null && parent.constructor.name === `${prototype.constructor.name}Client`) {
      return Object.getOwnPropertyNames(prototype).filter((name) => !NO_OPERATION.test(name));
    }
    prototype = parent;
  }
  return [];
}
