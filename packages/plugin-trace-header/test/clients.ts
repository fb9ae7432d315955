import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import type { Inspector } from "@tucuxi/inspector";

/** How a client reaches an inspector. */
export function configOf(inspector: Inspector) {
  return {
    ...inspector.clientConfig,
    region: "eu-west-1",
  };
}

export function lambdaOf(inspector: Inspector): Lambda {
  return new Lambda(configOf(inspector));
}

export function cloudWatchOf(inspector: Inspector): CloudWatch {
  return new CloudWatch(configOf(inspector));
}

export function s3Of(inspector: Inspector): S3 {
  return new S3(configOf(inspector));
}

/** A header of each request that an inspector got. */
export function sent(inspector: Inspector, name: string): (string | undefined)[] {
  return inspector.requests.map(({ headers }) => headers[name]);
}

/** The names that the signature of each request covers. */
export function signedNames(inspector: Inspector): string[][] {
  return inspector.requests.map(
    ({ headers }) => /SignedHeaders=([^,\s]+)/.exec(headers["authorization"] ?? "")?.[1]?.split(";") ?? [],
  );
}

/** Whether the signature of each request is the right one. */
export function signatures(inspector: Inspector): string[] {
  return inspector.requests.map(({ signature }) => signature.state);
}
