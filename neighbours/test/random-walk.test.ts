import { LambdaClient } from "@aws-sdk/client-lambda";
import { startInspector } from "@tucuxi/inspector";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { operation } from "../src/stack-operations.js";
import { Twin } from "../src/twin.js";

test.each([false, true])(
  "whatever is done to a stack, a client with Tucuxi is as one without (cacheMiddleware: %s)",
  async (cacheMiddleware) => {
    const inspector = await startInspector();
    onTestFinished(() => inspector.close());
    const makeClient = (): LambdaClient =>
      new LambdaClient({
        ...{ endpoint: inspector.url, region: "eu-west-1", credentials: inspector.credentials },
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
      { seed: 20261128, numRuns: 250 },
    );
  },
  60_000,
);
