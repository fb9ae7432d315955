import { didYouMean } from "@tucuxi/events/plugin";
import type { Installation } from "../client/installation.js";
import { StubError } from "../errors.js";

/** The methods of an aggregated client that aren't operations. */
const NO_OPERATION = /^(?:constructor$|paginate|waitUntil)/;

/**
 * The operation for a name, which can be the operation's or a method's: `GetObject` for `getObject`.
 *
 * @throws StubError `INVALID_STUB` if the clients have methods for their operations, and none of this name.
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

/** The methods of an aggregated client such as `S3`. Empty for a client that only sends commands. */
function methodsOf(client: object): string[] {
  let prototype: object | null = Object.getPrototypeOf(client);
  while (prototype !== null) {
    const parent: object | null = Object.getPrototypeOf(prototype);
    // `S3 extends S3Client`. A user's class between or above them can have any methods.
    if (parent !== null && parent.constructor.name === `${prototype.constructor.name}Client`) {
      return Object.getOwnPropertyNames(prototype).filter((name) => !NO_OPERATION.test(name));
    }
    prototype = parent;
  }
  return [];
}
