import { Session } from "@tucuxi/events";
import { isClient, isObject, type SdkClient } from "./client/sdk.js";
import { StubError } from "./errors.js";
import { show } from "./matchers/show.js";
import type { StubOptions } from "./stubs/options.js";
import { Stubs } from "./stubs/stubs.js";

/** An SDK v3 client, by shape. */
export interface StubbableClient {
  readonly config: object;
  readonly middlewareStack: object;
  send(...args: never): unknown;
}

/** A class of SDK v3 clients. */
export interface StubbableClass {
  readonly prototype: StubbableClient;
}

/**
 * Stubs a client, all clients of a class, or all clients that a session makes from now on. No call goes to the network.
 * `on` sets the answers, which pass through the SDK's own serializer, signer, retries and deserializer in the bytes
 * that the service would send. You need no credentials and no region.
 *
 * @throws StubError `ALREADY_STUBBED` for a client or class that is stubbed; `CLIENT_ALREADY_SENT` for a client with
 * `cacheMiddleware` that has sent a command; `INVALID_STUB` for a value that isn't a client.
 *
 * @example
 * ```ts
 * using s3 = stub(client);
 * s3.on(GetObjectCommand, { Bucket: "b" }).returns({ Body: "hello" });
 * ```
 */
export function stub(target: StubbableClient | StubbableClass | Session, options: StubOptions = {}): Stubs {
  const stubs = new Stubs(options);
  if (isClient(target)) stubClient(stubs, target);
  else if (isSession(target)) stubSession(stubs, target);
  else if (isClientClass(target)) stubClass(stubs, target);
  else {
    throw new StubError(
      "INVALID_STUB",
      `stub() takes a client, a class of clients such as S3Client, or a session, not ${show(target)}`,
    );
  }
  return stubs;
}

/** The stubs that were made for a single client. */
const ofClient = new WeakMap<object, Stubs>();

function stubClient(stubs: Stubs, client: SdkClient): void {
  const { middlewareStack } = client;
  if (ofClient.has(middlewareStack)) {
    throw new StubError(
      "ALREADY_STUBBED",
      "this client is stubbed already: dispose() of the first stub before you make another",
    );
  }
  stubs.install(client);
  ofClient.set(middlewareStack, stubs);
  stubs.whenTakenOff(() => ofClient.delete(middlewareStack));
}

type Send = (this: unknown, ...args: unknown[]) => unknown;

/** The parts of a class's prototype that are changed. */
interface ClientPrototype {
  send: Send;
}

const stubbedPrototypes = new WeakSet<ClientPrototype>();

/** Each instance is stubbed when it sends. One with its own stubs keeps them. */
function stubClass(stubs: Stubs, { prototype }: { readonly prototype: ClientPrototype }): void {
  if (stubbedPrototypes.has(prototype)) {
    throw new StubError(
      "ALREADY_STUBBED",
      "this class is stubbed already: dispose() of the first stub before you make another",
    );
  }
  const descriptor = Object.getOwnPropertyDescriptor(prototype, "send");
  const stubbing = stubbingSend(stubs, prototype.send);
  Object.defineProperty(prototype, "send", {
    value: stubbing,
    configurable: true,
    writable: true,
    enumerable: false,
  });
  stubbedPrototypes.add(prototype);
  stubs.whenTakenOff(() => {
    stubbedPrototypes.delete(prototype);
    // Somebody else, such as a spy, may have replaced it since.
    if (prototype.send !== stubbing) return;
    if (descriptor === undefined) Reflect.deleteProperty(prototype, "send");
    else Object.defineProperty(prototype, "send", descriptor);
  });
}

/** The clients that the session makes get a `send` that stubs them. */
function stubSession(stubs: Stubs, session: Session): void {
  stubs.allowAnyService();
  const off = session.events.register("creating-client-class", ({ clientClass, attributes }) => {
    const { send } = (clientClass as unknown as { readonly prototype: ClientPrototype }).prototype;
    attributes["send"] = stubbingSend(stubs, send);
  });
  stubs.whenTakenOff(off);
}

/** Stubs a client when it sends. It can still be called after the stubs were taken off. */
function stubbingSend(stubs: Stubs, send: Send): Send {
  return function (this: unknown, ...args: unknown[]) {
    try {
      if (isClient(this)) stubs.installOnce(this);
    } catch (error) {
      // Rejects, like any other error of a call.
      return Promise.reject(error);
    }
    return send.apply(this, args);
  };
}

/** By shape too, since the session can come from another copy of `@tucuxi/events`. */
function isSession(value: unknown): value is Session {
  return (
    value instanceof Session ||
    (isObject(value) && isObject(value["events"]) && typeof value["client"] === "function")
  );
}

function isClientClass(value: unknown): value is { readonly prototype: ClientPrototype } {
  if (typeof value !== "function") return false;
  const { prototype } = value as { readonly prototype?: unknown };
  return isObject(prototype) && typeof prototype["send"] === "function";
}
