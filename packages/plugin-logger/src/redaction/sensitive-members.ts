import { unmarkedMembers } from "./secret-names.js";

/** Which members are sensitive at one place of an input, an output or an error. */
export interface SensitiveShape {
  /** All of it is. */
  readonly isSensitive: boolean;
  /**
   * What is sensitive in a member, a list's item or a map's value. The name is the index or key there. `undefined` if
   * nothing is.
   */
  member(name: string): SensitiveShape | undefined;
}

/** What is sensitive in an operation, according to botocore's models and our own list of what they fail to mark. */
export interface SensitiveOperation {
  readonly input: SensitiveShape | undefined;
  readonly output: SensitiveShape | undefined;
  /** @param name The error's name: `ValidationException`. */
  error(name: string): SensitiveShape | undefined;
}

/** What is sensitive in all operations of all services. */
export interface SensitiveMembers {
  /** The version of botocore that the models are from. */
  readonly botocoreVersion: string;
  /**
   * @param service The service's name in events: `api-gateway`.
   * @param operation The operation's name: `CreateApiKey`.
   */
  operation(service: string, operation: string): SensitiveOperation;
}

let loaded: SensitiveMembers | undefined;
let loading: Promise<SensitiveMembers> | undefined;

/** The list, if it has been loaded. */
export function loadedSensitiveMembers(): SensitiveMembers | undefined {
  return loaded;
}

/** Loads the list, about 180 kB, once per process and only when it's needed. */
export function loadSensitiveMembers(): Promise<SensitiveMembers> {
  loading ??= import("./sensitive-members.generated.js").then(({ BOTOCORE_VERSION, SENSITIVE_MEMBERS }) => {
    const services = new Map<string, ServiceShapes>();
    loaded = {
      botocoreVersion: BOTOCORE_VERSION,
      operation(service, operation) {
        let shapes = services.get(service);
        if (shapes === undefined) {
          const text = Object.hasOwn(SENSITIVE_MEMBERS, service) ? SENSITIVE_MEMBERS[service] : undefined;
          shapes = new ServiceShapes(text ?? "|");
          services.set(service, shapes);
        }
        return shapes.operation(service, operation);
      },
    };
    return loaded;
  });
  // Can be tried again, for example by a browser that was offline.
  loading.catch(() => {
    loading = undefined;
  });
  return loading;
}

const WHOLE = "*";
const ENTIRELY: SensitiveShape = { isSensitive: true, member: () => undefined };

/** The shapes of a service, read from the generated string on demand. */
class ServiceShapes {
  readonly #ends = new Map<string, readonly string[]>();
  readonly #shapes: readonly string[];
  readonly #read = new Map<string, SensitiveShape>();
  readonly #operations = new Map<string, SensitiveOperation>();

  constructor(text: string) {
    const [operations = "", shapes = ""] = text.split("|");
    for (const operation of operations.split(";")) {
      const [name = "", ...ends] = operation.split(":");
      this.#ends.set(name, ends);
    }
    this.#shapes = shapes.split(";");
  }

  operation(service: string, name: string): SensitiveOperation {
    let operation = this.#operations.get(name);
    if (operation === undefined) {
      const [input, output] = this.#ends.get(name) ?? [];
      const unmarked = unmarkedMembers(service, name);
      operation = {
        input: withNames(this.#shape(input), unmarked),
        output: withNames(this.#shape(output), unmarked),
        error: (error) => this.#shape(this.#ends.get(`!${error}`)?.[0]),
      };
      this.#operations.set(name, operation);
    }
    return operation;
  }

  #shape(number: string | undefined): SensitiveShape | undefined {
    if (number === undefined || number === "") return undefined;
    if (number === WHOLE) return ENTIRELY;
    let shape = this.#read.get(number);
    if (shape === undefined) {
      shape = this.#parsed(this.#shapes[Number.parseInt(number, 36)] ?? "");
      this.#read.set(number, shape);
    }
    return shape;
  }

  #parsed(text: string): SensitiveShape {
    const members = new Map<string, string>();
    for (const member of text.split(",")) {
      const [name = "", number = WHOLE] = member.split("=");
      members.set(name, number);
    }
    return {
      isSensitive: false,
      member: (name) => this.#shape(members.get(name) ?? members.get("*")),
    };
  }
}

/** A shape in which members with some names are sensitive too, at any depth. */
function withNames(shape: SensitiveShape | undefined, names: readonly string[]): SensitiveShape | undefined {
  if (names.length === 0 || shape?.isSensitive === true) return shape;
  return {
    isSensitive: false,
    member: (name) => (names.includes(name) ? ENTIRELY : withNames(shape?.member(name), names)),
  };
}
