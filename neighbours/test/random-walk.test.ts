import { LambdaClient } from "@aws-sdk/client-lambda";
import { startInspector } from "@tucuxi/inspector";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { operation } from "../src/stack-operations.js";
import { Twin } from "../src/twin.js";

test.each([
  [false, "a function"],
  [true, "a function"],
  [false, "keys"],
  [true, "keys"],
] as const)(
  "whatever is done to a stack, a client with Tucuxi is as one without (cacheMiddleware: %s, credentials: %s)",
  async (cacheMiddleware, kind) => {
    const inspector = await startInspector();
    onTestFinished(() => inspector.close());
    const keys = inspector.credentials;
    const makeClient = (): LambdaClient =>
      new LambdaClient({
        ...{
          endpoint: inspector.url,
          region: "eu-west-1",
          credentials: kind === "keys" ? keys : async () => keys,
        },
        ...{ cacheMiddleware, disableClockSkewCorrection: true },
      });
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 30 }), async (walk) => {
        const [bareClient, client] = [makeClient(), makeClient()];
        const [bare, attached] = [new Twin(bareClient, inspector, false), new Twin(client, inspector, true)];
        try {
          for (const step of walk) expect(await attached.take(step)).toEqual(await bare.take(step));
          expect(attached.detach()).toEqual(bare.detach());
        } finally {
          bareClient.destroy();
          client.destroy();
        }
      }),
      { seed: 20261128, numRuns: 150 },
    );
  },
  60_000,
);
