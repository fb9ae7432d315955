import type { InspectedRequest, ResponseStep } from "@tucuxi/inspector";

/** How a recipe is exercised, and what of its requests is compared. */
export interface Scenario {
  /** The port's `run`; some send to the URL of another server, which they are given. */
  readonly run: (elsewhere: string) => Promise<unknown>;
  /** Whether there are AWS credentials in the environment. @default true */
  readonly credentials?: boolean;
  /** Answers of the AWS endpoint, in order; then it answers with the smallest success. */
  readonly respond?: readonly ResponseStep[];
  /** Answers of the other server. */
  readonly respondElsewhere?: readonly ResponseStep[];
  /** The headers that the recipe touches, each with what both SDKs agree on of its value, given the endpoint's URL. */
  readonly headers?: Readonly<Record<string, (value: string, endpoint: string) => string | undefined>>;
  /** What is compared of bodies that are random, or that the SDKs write differently. @default all of it, decoded */
  readonly body?: (request: InspectedRequest) => unknown;
}

/** A header whose whole value is compared. */
export const whole = (value: string): string => value;

/** A header of which only the presence is compared: its value is random, or differs by SDK. */
export const presence = (): string => "present";
