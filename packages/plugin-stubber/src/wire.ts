/**
 * Writes responses as services do, for plugins that answer with bytes, such as the recorder.
 *
 * @packageDocumentation
 */

export { ErrorShapes } from "./answers/error-shapes.js";
export { prepared } from "./answers/prepare-output.js";
export { withDigests } from "./answers/sqs-digests.js";
export { isObject, protocolOf, type SdkConfig } from "./client/sdk.js";
export { eventStreamOf, type Operation, operationOf } from "./model/operation.js";
export { type Shape, type ShapeKind, shapeOf, withStrings } from "./model/shape.js";
export type { WireError, WireResponse } from "./protocols/client-protocol.js";
export { writeError } from "./protocols/write-error.js";
export { type WireEvent, writeEvents } from "./protocols/write-events.js";
export { type OutputWriter, streamedMember, writeOutput } from "./protocols/write-output.js";
