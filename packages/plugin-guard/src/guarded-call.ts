import { type CallContext, clientOf, isPresigned, type OperationModel, type Params } from "@tucuxi/events";
import { summarize } from "./summary.js";
import { type Classification, classify, type OperationClass } from "./table/classify.js";
import type { WireOperation } from "./wire-operation.js";

/** A call, as `confirm` and `log` see it. */
export interface GuardedCall {
  /** The service's part of event names: `dynamodb`. */
  readonly service: string;
  /** The operation: `DeleteTable`. */
  readonly operation: string;
  /** What the operation does. */
  readonly class: OperationClass;
  /** Whether its output has a secret. */
  readonly returnsSecret: boolean;
  /** Why it has that class: `isn't an operation that only reads`. */
  readonly because: string;
  /** The call's parameters. */
  readonly params: Params;
  /**
   * The call in one line of at most 200 characters, without values that the service's model marks as sensitive:
   * `dynamodb.DeleteTable TableName="orders"`. Control characters are escaped, so it's safe to print.
   */
  readonly summary: string;
  /** Whether the call makes a presigned URL. */
  readonly isPresigned: boolean;
  /** The client's region. */
  readonly region: string | undefined;
  readonly context: CallContext;
}

/** A call, and what the guard knows about it so far. */
export class CallState {
  readonly model: OperationModel;
  readonly context: CallContext;
  /** The same object that the SDK serializes. Later handlers can still change it. */
  readonly params: Params;
  classification: Classification;
  /** Whether it's answered instead of sent. */
  isAnswered = false;
  /** Whether the budget has counted it. */
  isCounted = false;
  /** The method of the last request that was sent. */
  method = "";
  /** Why it must not be sent, if that was found when it was about to be sent. */
  refusal: unknown;
  /** Which operation the SDK's request was for, before other handlers saw it. */
  wire: WireOperation | undefined;

  constructor(model: OperationModel, context: CallContext, params: Params) {
    this.model = model;
    this.context = context;
    this.params = params;
    this.classification = classify(model.serviceName, model.name, params);
  }

  get service(): string {
    return this.model.serviceName;
  }

  get operation(): string {
    return this.model.name;
  }

  /** Classifies it again, and returns whether the class changed. */
  reclassify(): boolean {
    const before = this.classification;
    this.classification = classify(this.service, this.operation, this.params);
    const { class: now, returnsSecret } = this.classification;
    return now !== before.class || returnsSecret !== before.returnsSecret;
  }

  /** The call as users see it. */
  async describe(): Promise<GuardedCall> {
    const { service, operation, params, context, model } = this;
    return {
      service,
      operation,
      ...this.classification,
      params,
      summary: summarize(model, params),
      isPresigned: isPresigned(context),
      region: await regionOf(context),
      context,
    };
  }
}

/** The region of a call's client, if it has one. */
export async function regionOf(context: CallContext): Promise<string | undefined> {
  const { region }: { readonly region?: unknown } = clientOf(context).config;
  const value: unknown = typeof region === "function" ? await region() : region;
  return typeof value === "string" ? value : undefined;
}
