import type { AsymmetricMatcher } from "../matchers/any.js";

/** The types that you can give for a streamed body. */
export type GivenBody =
  | string
  | Uint8Array
  | ArrayBuffer
  | Blob
  | ReadableStream
  | AsyncIterable<string | Uint8Array>
  | (() => GivenBody | PromiseLike<GivenBody>);

/** What the SDK returns for a streamed body. */
interface StreamedBody {
  transformToByteArray(): Promise<Uint8Array>;
}

type GivenMember<Member> =
  Extract<Member, StreamedBody> extends never
    ? Member extends Uint8Array
      ? Member | string
      : Member
    : GivenBody | undefined;

/** An operation's output as a test gives it, with the members that it needs and a body of any type. */
export type GivenOutputOf<Output> = {
  readonly [Name in keyof Output]?: Name extends "$metadata"
    ? Partial<Output[Name]>
    : GivenMember<Output[Name]> | undefined;
};

/** What you expect of parameters: values, matchers and functions that test a value, at any depth. */
export type Expected<Value> =
  | AsymmetricMatcher
  | ((value: Value) => boolean)
  | (Value extends string | number | boolean | bigint | Date | Uint8Array | undefined | null
      ? Value
      : Value extends readonly (infer Item)[]
        ? readonly Expected<Item>[]
        : Value extends object
          ? { readonly [Name in keyof Value]?: Expected<Value[Name]> }
          : Value);

/** An event of an output's stream, or any object if the output isn't known. */
export type EventOf<Output> = string extends keyof Output
  ? object
  : {
      [Name in keyof Output]: NonNullable<Output[Name]> extends AsyncIterable<infer Event>
        ? Event extends Uint8Array | string
          ? never
          : Event
        : never;
    }[keyof Output];
