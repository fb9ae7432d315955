import * as dynamodb from "@aws-sdk/client-dynamodb";
import * as s3 from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { type AnyCommandClass, any, StubError, type Stubs, stub } from "@tucuxi/plugin-stubber";

/** A question from `python/stubber_tests.py`. */
export interface Question {
  readonly do: string;
  readonly client?: number;
  readonly service?: string;
  readonly operation?: string;
  readonly params?: object;
  readonly response?: Readonly<Record<string, unknown>>;
  readonly expected?: object | null;
  readonly code?: string;
  readonly message?: string;
  readonly status?: number;
  readonly fields?: Readonly<Record<string, unknown>> | null;
  readonly errorMeta?: Readonly<Record<string, string>> | null;
  readonly requestId?: string | null;
}

type Command = new (params: object) => object;

/** A client that botocore's tests call through the bridge, and its stubs. */
export class BridgedClient {
  readonly #client: s3.S3 | dynamodb.DynamoDB;
  readonly #commands: Readonly<Record<string, unknown>>;
  #stubs: Stubs | undefined;

  constructor(service: string | undefined) {
    this.#commands = { ...(service === "s3" ? s3 : dynamodb) };
    this.#client =
      service === "s3"
        ? new s3.S3({ region: "us-east-1", forcePathStyle: true, useGlobalEndpoint: true })
        : new dynamodb.DynamoDB({ region: "us-east-1" });
  }

  async answer(question: Question): Promise<object> {
    try {
      return await this.#act(question);
    } catch (error) {
      if (error instanceof StubError) return { stubError: { code: error.code, message: error.message } };
      if (error instanceof Error && "$fault" in error)
        return { serviceError: serviceError(error), ...metadataOf(error) };
      throw error;
    }
  }

  async #act(question: Question): Promise<object> {
    const { operation = "", expected } = question;
    const expectedParams = expected === null || expected === undefined ? undefined : withMatchers(expected);
    switch (question.do) {
      case "stub":
        this.#stubs = stub(this.#client, { unused: "ignore" });
        return {};
      case "activate":
        return {};
      case "deactivate":
        this.#stubs?.restore();
        return {};
      case "addResponse":
        // Pass the class, so that the response is checked against the model right away, as in botocore.
        this.#stubs?.addResponse(
          this.#classOf(operation) ?? operation,
          question.response ?? {},
          expectedParams,
        );
        return {};
      case "addClientError":
        this.#stubs?.addClientError(operation, {
          serviceErrorCode: question.code ?? "",
          serviceMessage: question.message ?? "",
          httpStatusCode: question.status ?? 400,
          ...(expectedParams === undefined ? {} : { expectedParams }),
          ...(question.fields === null || question.fields === undefined
            ? {}
            : { modeledFields: question.fields }),
          ...(question.errorMeta === null || question.errorMeta === undefined
            ? {}
            : { serviceErrorMeta: question.errorMeta }),
          ...(question.requestId === null || question.requestId === undefined
            ? {}
            : { responseMeta: { requestId: question.requestId } }),
        });
        return {};
      case "assertNoPendingResponses":
        this.#stubs?.assertNoPendingResponses();
        return {};
      case "presign":
        return { url: await getSignedUrl(this.#client as never, this.#command(question) as never) };
      default: {
        const { send } = this.#client as unknown as {
          send(command: object): Promise<Record<string, unknown>>;
        };
        const { $metadata, ...output } = await send.call(this.#client, this.#command(question));
        return { output, ...metadataOf({ $metadata }) };
      }
    }
  }

  #classOf(operation: string): AnyCommandClass | undefined {
    return this.#commands[`${operation}Command`] as AnyCommandClass | undefined;
  }

  #command({ operation = "", params = {} }: Question): object {
    const command = this.#commands[`${operation}Command`] as Command;
    return new command(params);
  }
}

/** Turns `{ any: true }`, which stands for botocore's `stub.ANY` in JSON, back into a matcher. */
function withMatchers(value: unknown): object {
  if (typeof value !== "object" || value === null) return value as unknown as object;
  if ("any" in value && value.any === true) return any();
  return Object.fromEntries(Object.entries(value).map(([name, content]) => [name, withMatchers(content)]));
}

function metadataOf(given: object): object {
  const { $metadata }: { $metadata?: { httpStatusCode?: number; requestId?: string } } = given;
  return { status: $metadata?.httpStatusCode, requestId: $metadata?.requestId };
}

function serviceError(error: Error): object {
  const { name, message, ...members } = error;
  const own = Object.entries(members).filter(([member]) => !/^(?:\$|stack|Code|RequestId)/.test(member));
  return { code: name, message, members: Object.fromEntries(own) };
}
