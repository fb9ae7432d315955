import type { InspectedRequest } from "../requests/inspected-request.js";
import { successStatus } from "../services/rest-operations.js";
import { namesOf, serviceModel } from "../services/service-models.js";
import { jsonContentType, xmlText } from "./answer.js";
import { encodeCbor } from "./cbor.js";
import type { PreciseResponse, ResponseFunction } from "./respond-script.js";

/** A body to answer with: the operation's output as JSON, or bytes with their content type. */
export type Output =
  | { readonly kind: "json"; readonly value: unknown }
  | { readonly kind: "bytes"; readonly body: Uint8Array; readonly contentType: string };

/** The contents of a file as an output, by its extension. @throws Error for a .json file that isn't JSON. */
export function outputOfFile(name: string, content: Uint8Array): Output {
  if (name.endsWith(".json"))
    return { kind: "json", value: JSON.parse(Buffer.from(content).toString("utf8")) };
  const contentType = name.endsWith(".xml")
    ? "text/xml"
    : name.endsWith(".cbor")
      ? "application/cbor"
      : "application/octet-stream";
  return { kind: "bytes", body: content, contentType };
}

/** A step that answers with an output, in the form of the request's protocol. */
export function outputAnswer(output: Output): ResponseFunction {
  return (request) => ({
    status: successStatus(request.service, request.operation),
    ...bodyOf(request, output),
  });
}

function bodyOf(request: InspectedRequest, output: Output): Pick<PreciseResponse, "body" | "headers"> {
  if (output.kind === "bytes") {
    const cbor = output.contentType === "application/cbor" ? { "smithy-protocol": "rpc-v2-cbor" } : {};
    return { headers: { "content-type": output.contentType, ...cbor }, body: output.body };
  }
  const model = serviceModel(request.service);
  switch (request.protocol) {
    case "cbor": {
      const timestamps = namesOf(model, "timestamps");
      return {
        headers: { "content-type": "application/cbor", "smithy-protocol": "rpc-v2-cbor" },
        body: encodeCbor(output.value, (member) => timestamps.has(member)),
      };
    }
    case "query": {
      const operation = request.operation ?? "Unknown";
      const result = elements(output.value, model?.lists ?? {});
      return {
        headers: { "content-type": "text/xml" },
        body: `<${operation}Response><${operation}Result>${result}</${operation}Result></${operation}Response>`,
      };
    }
    case "ec2":
    case "rest-xml":
      throw new Error(
        `${request.service ?? "the service"} answers in XML of its own: give a .xml file instead of JSON`,
      );
    default:
      return { headers: { "content-type": jsonContentType(request) }, body: JSON.stringify(output.value) };
  }
}

/** The members of an object as elements. A list has an element around its items, unless the model says otherwise. */
function elements(value: unknown, lists: Readonly<Record<string, string>>): string {
  if (typeof value !== "object" || value === null) return xmlText(String(value));
  return Object.entries(value)
    .filter(([, inner]) => inner !== null && inner !== undefined)
    .map(([name, inner]) => {
      if (!/^[A-Za-z_][\w.-]*$/.test(name)) throw new Error(`${JSON.stringify(name)} isn't a name for XML`);
      if (!Array.isArray(inner)) return `<${name}>${elements(inner, lists)}</${name}>`;
      const item = Object.hasOwn(lists, name) ? lists[name] : "member";
      const tag = item || name;
      const items = inner.map((each) => `<${tag}>${elements(each, lists)}</${tag}>`).join("");
      return item === "" ? items : `<${name}>${items}</${name}>`;
    })
    .join("");
}
