import { gunzipSync } from "node:zlib";
import { SERVICE_MODELS } from "./service-models.generated.js";

/**
 * An operation of a REST service: its method, path template, success status, the member that is the whole body (with
 * "!" after it if it's bytes or a string), and the members that are in headers, separated by spaces.
 */
export type RestOperation = readonly [
  method: string,
  uri: string,
  status?: number,
  payload?: string,
  headers?: string,
];

/** What is known about a service, from botocore's model. Lists of names are separated by spaces. */
export interface ServiceModel {
  /** The serviceId, such as "CloudWatch Logs". */
  readonly id: string;
  /** The service's name in the AWS CLI and in boto3, such as "logs". */
  readonly cli: string;
  readonly signingName: string;
  /** The first part of its host names. */
  readonly endpointPrefix: string;
  readonly protocol: string;
  /** Only for REST services. */
  readonly operations?: Readonly<Record<string, RestOperation>>;
  /** Whether members of bodies start with a lower-case letter. */
  readonly lowerFirst?: boolean;
  /** Members of bodies by their names on the wire, if those differ. The same for the other places. */
  readonly body?: Readonly<Record<string, string>>;
  readonly uri?: Readonly<Record<string, string>>;
  readonly querystring?: Readonly<Record<string, string>>;
  readonly header?: Readonly<Record<string, string>>;
  /** Members that are maps, by the prefixes of their headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** In XML and forms: the name of a list's element, and "" for a list that has no element around it. */
  readonly lists?: Readonly<Record<string, string>>;
  /** Members whose values are numbers, wherever the name is used. The same for the other kinds. */
  readonly numbers?: string;
  readonly booleans?: string;
  readonly blobs?: string;
  readonly timestamps?: string;
  /** Members that the model marks as sensitive. */
  readonly secrets?: string;
}

/** The member of an operation that is the whole body, and whether it is bytes or text. */
export function payloadOf(
  model: ServiceModel | undefined,
  operation: string | undefined,
): { readonly member: string; readonly isBytes: boolean } | undefined {
  const operations = model?.operations;
  if (operations === undefined || operation === undefined || !Object.hasOwn(operations, operation))
    return undefined;
  const payload = operations[operation]?.[3];
  if (!payload) return undefined;
  const isBytes = payload.endsWith("!");
  return { member: isBytes ? payload.slice(0, -1) : payload, isBytes };
}

let models: ReadonlyMap<string, ServiceModel> | undefined;

/** The model of a service, by botocore's event name. All models are unpacked when the first one is needed. */
export function serviceModel(service: string | undefined): ServiceModel | undefined {
  models ??= unpacked();
  return service === undefined ? undefined : models.get(service);
}

/** The event names of all services. */
export function allServices(): string[] {
  models ??= unpacked();
  return [...models.keys()];
}

let signers: ReadonlyMap<string, readonly string[]> | undefined;

/** The event names of the services that sign under a name. */
export function servicesSigningAs(signingName: string): readonly string[] {
  if (signers === undefined) {
    const found = new Map<string, string[]>();
    for (const service of allServices()) {
      const name = serviceModel(service)?.signingName ?? service;
      found.set(name, [...(found.get(name) ?? []), service]);
    }
    signers = found;
  }
  return signers.get(signingName) ?? [];
}

function unpacked(): Map<string, ServiceModel> {
  const text = gunzipSync(Buffer.from(SERVICE_MODELS, "base64")).toString("utf8");
  // The generator writes what the interface says.
  return new Map<string, ServiceModel>([
    ["transcribe-streaming", TRANSCRIBE_STREAMING],
    ...Object.entries<ServiceModel>(JSON.parse(text)),
  ]);
}

const TRANSCRIBE_HEADERS = "LanguageCode MediaEncoding MediaSampleRateHertz SessionId VocabularyName";

/** botocore has no HTTP/2, and so no model of this service. */
const TRANSCRIBE_STREAMING: ServiceModel = {
  id: "Transcribe Streaming",
  cli: "transcribe-streaming",
  signingName: "transcribe",
  endpointPrefix: "transcribestreaming",
  protocol: "rest-json",
  operations: {
    GetMedicalScribeStream: ["GET", "/medical-scribe-stream/{SessionId}"],
    StartCallAnalyticsStreamTranscription: ["POST", "/call-analytics-stream-transcription"],
    StartMedicalScribeStream: ["POST", "/medical-scribe-stream"],
    StartMedicalStreamTranscription: ["POST", "/medical-stream-transcription"],
    StartStreamTranscription: ["POST", "/stream-transcription", 200, "", TRANSCRIBE_HEADERS],
  },
  header: {
    "x-amzn-transcribe-language-code": "LanguageCode",
    "x-amzn-transcribe-media-encoding": "MediaEncoding",
    "x-amzn-transcribe-sample-rate": "MediaSampleRateHertz",
    "x-amzn-transcribe-session-id": "SessionId",
    "x-amzn-transcribe-vocabulary-name": "VocabularyName",
  },
  numbers: "MediaSampleRateHertz",
};

type NameList = "numbers" | "booleans" | "blobs" | "timestamps" | "secrets";

const sets = new WeakMap<ServiceModel, Map<NameList, ReadonlySet<string>>>();

/** A list of names of a model as a set. */
export function namesOf(model: ServiceModel | undefined, list: NameList): ReadonlySet<string> {
  if (model === undefined) return new Set();
  const known = sets.get(model) ?? new Map<NameList, ReadonlySet<string>>();
  sets.set(model, known);
  const names = known.get(list) ?? new Set(model[list]?.split(" "));
  known.set(list, names);
  return names;
}
