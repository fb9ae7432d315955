import { SSMClient } from "@aws-sdk/client-ssm";
import middy from "@middy/core";
import ssm from "@middy/ssm";
import { besideTucuxi, ending } from "../src/compare.js";

const context = { functionName: "f", getRemainingTimeInMillis: () => 1000 };

besideTucuxi("@middy/ssm", {
  client: (config) => new SSMClient(config),
  /** `awsClientCapture` usually adds tracing to a new client. Here it hands in the program's own client. */
  install: (client) =>
    middy()
      .use(
        ssm({
          awsClientCapture: () => client,
          disablePrefetch: true,
          cacheExpiry: 0,
          setToContext: true,
          fetchData: { token: "/app/token", settings: "/app/settings/" },
        }),
      )
      .handler(async (_event, { token, settings }) => ({ token, settings })),
  answers: [
    {
      body: JSON.stringify({ Parameters: [{ Name: "/app/token", Type: "SecureString", Value: '{"a":1}' }] }),
    },
    { body: JSON.stringify({ Parameters: [{ Name: "/app/settings/x", Type: "String", Value: "y" }] }) },
    "400:AccessDeniedException",
    "400:AccessDeniedException",
  ],
  use: async (_, handler) => [
    await ending(handler({}, { ...context })),
    await ending(handler({}, { ...context })),
  ],
  operations: ["GetParameters", "GetParametersByPath", "GetParameters", "GetParametersByPath"],
});
