import {
  AwsEc2QueryProtocol,
  AwsJson1_0Protocol,
  AwsJson1_1Protocol,
  AwsQueryProtocol,
  AwsRestJsonProtocol,
  AwsRestXmlProtocol,
  XmlCodec,
} from "@aws-sdk/core/protocols";
import {
  clientClass,
  type MakeCodec,
  type Operation,
  type Protocol,
  type Service,
  xmlCodec,
} from "../services/sdk.js";
import { ModelSchemas, type ServiceModel } from "./model-schemas.js";

/** The part of the SDK's protocols that the proof uses. */
type MakeProtocol = new (settings: object) => Protocol & { setSerdeContext(config: object): void };

/** Today's protocol, by the name of the older client's protocol file. */
const PROTOCOLS: Readonly<Record<string, unknown>> = {
  Aws_json1_0: AwsJson1_0Protocol,
  Aws_json1_1: AwsJson1_1Protocol,
  Aws_restJson1: AwsRestJsonProtocol,
  Aws_restXml: AwsRestXmlProtocol,
  Aws_query: AwsQueryProtocol,
  Aws_ec2: AwsEc2QueryProtocol,
};

/**
 * Loads a client that has no schemas, with those of botocore's model. Today's protocols write its answers. It
 * has the operations that both the client and the model have.
 *
 * @param protocol The name of the client's protocol file.
 */
export function preSchemaService(
  name: string,
  version: string,
  module: Readonly<Record<string, unknown>>,
  { model, protocol }: { readonly model: ServiceModel; readonly protocol: string },
): Service {
  const base = protocol.replace(/\.js$/, "");
  const Protocol = PROTOCOLS[base] as MakeProtocol | undefined;
  if (Protocol === undefined)
    throw new Error(`${name}@${version} has the unknown protocol file "${protocol}"`);
  const schemas = new ModelSchemas(model, {
    hasQueryErrors: base === "Aws_query" || base === "Aws_ec2",
    isUnion: (shape) => typeof Object(module[shape]).visit === "function",
  });
  const operations = Object.entries(model.operations).flatMap(([name, { input, output }]) => {
    const command = module[`${name}Command`] as Operation["command"] | undefined;
    if (command === undefined) return [];
    return [{ name, command, input: schemas.of(input), output: schemas.of(output) }];
  });
  if (operations.length === 0) throw new Error(`${name}@${version} doesn't have any operation of the model`);
  return {
    ...{ name, version, client: clientClass(module), operations, hasSchemas: false },
    errors: schemas.errors(),
    protocolOf: ({ config }) => {
      const made = new Protocol({ defaultNamespace: "proof", serviceTarget: "Proof", version: "proof" });
      made.setSerdeContext(config);
      return made;
    },
    xmlCodec: () => xmlCodec(XmlCodec as MakeCodec),
  };
}
