import type { InspectedRequest } from "../requests/inspected-request.js";
import { serviceModel } from "../services/service-models.js";
import { decodeCbor } from "./cbor-decode.js";
import { parseJson } from "./json.js";
import { ValueReader } from "./values.js";
import { parseXml } from "./xml.js";

/** Longer answers are shown unparsed. */
const MAX_BYTES = 2 * 1024 * 1024;

/** A request's answer, parsed by its content type or else by the protocol. It's `undefined` if it isn't a document. */
export function answerValue(request: InspectedRequest): unknown {
  const { response } = request;
  if (response === undefined || response.bodyBytes === 0 || response.bodyBytes > MAX_BYTES) return undefined;
  if (response.body.length < response.bodyBytes) return undefined;
  const type = response.headers.find(([name]) => name === "content-type")?.[1] ?? request.protocol ?? "";
  const text = (): string => Buffer.from(response.body).toString("utf8");
  try {
    if (type.includes("cbor")) return decodeCbor(response.body);
    if (type.includes("json")) return parseJson(text());
    if (/xml|query|ec2/.test(type)) {
      const root = parseXml(text());
      return { [root.name]: new ValueReader(serviceModel(request.service)).element(root, root.name) };
    }
  } catch {
    // Anything that can't be parsed is shown as it is.
  }
  return undefined;
}
