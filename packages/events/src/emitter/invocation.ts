import { isThenable } from "./emission.js";
import type { EmittedEvent, Registration } from "./registration.js";

type Invoke = Registration["invoke"];

/** A handler that runs at most once, also when two emissions overlap: it is removed before it runs. */
export function once(invoke: Invoke, remove: () => void): Invoke {
  let spent = false;
  return (event) => {
    if (spent) return undefined;
    spent = true;
    remove();
    return invoke(event);
  };
}

/** A handler that only watches: it returns nothing, and what it throws goes to `report`. */
export function observing(invoke: Invoke, report: (error: unknown, event: EmittedEvent) => void): Invoke {
  return (event) => {
    const failed = (error: unknown): void => {
      try {
        report(error, event);
      } catch {
        // A logger that breaks must not break the call either: there is nobody left to tell.
      }
    };
    try {
      const response = invoke(event);
      return isThenable(response) ? response.then(() => undefined, failed) : undefined;
    } catch (error) {
      failed(error);
      return undefined;
    }
  };
}
