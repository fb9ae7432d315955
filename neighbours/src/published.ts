import { createRequire } from "node:module";
import { join } from "node:path";
import { inject } from "vitest";

const require = createRequire(join(inject("userProject"), "program.js"));

/** `@tucuxi/events` as users get it, packed and loaded by Node.js itself. */
export const { eventsOf, isPresigned } = require("@tucuxi/events") as typeof import("@tucuxi/events");
