import type { SdkConfig } from "../client/sdk.js";
import { type Shape, shapeOf } from "../model/shape.js";

/** The errors of a service's model, by name. */
export class ErrorShapes {
  readonly serviceId: string;
  readonly #shapes = new Map<string, Shape>();
  /** By the codes of AWS Query: `AWS.SimpleQueueService.NonExistentQueue`. */
  readonly #byQueryCode = new Map<string, Shape>();

  constructor({ serviceId = "the service", protocolSettings }: SdkConfig) {
    this.serviceId = serviceId;
    for (const registry of protocolSettings?.errorTypeRegistries ?? []) {
      // This is the only public way to see all schemas of a registry.
      registry.find((schema) => {
        this.#add(schema);
        return false;
      });
    }
  }

  find(name: string): Shape | undefined {
    return this.#shapes.get(name) ?? this.#byQueryCode.get(name);
  }

  names(): string[] {
    return [...this.#shapes.keys()];
  }

  #add(schema: unknown): void {
    if (!Array.isArray(schema) || schema[0] !== -3) return;
    const shape = shapeOf(schema);
    // The SDK's base of all exceptions of a service.
    if (shape.namespace.startsWith("smithy.ts.sdk.synthetic.")) return;
    this.#shapes.set(shape.name, shape);
    const [queryCode] = [shape.traits["awsQueryError"]].flat();
    if (typeof queryCode === "string") this.#byQueryCode.set(queryCode, shape);
  }
}
