import { CallMap } from "@tucuxi/events/plugin";
import { type Change, deleteHeaders, headerNames } from "./change.js";

/** `xId: false`. */
export const withoutXId: Change = {
  isAsked: ({ xId }) => xId === false,
  register(events, switchesOf) {
    events.register("before-call.s3", function removeXId({ request }) {
      if (switchesOf(request).xId === false) delete request.query["x-id"];
    });
  },
};

/** `expect: false`. The SDK adds the header after `before-call`. */
export const withoutExpect: Change = {
  isAsked: ({ expect }) => expect === false,
  register(events, switchesOf) {
    events.register("request-created.s3", function removeExpect({ request }) {
      if (switchesOf(request).expect === false) deleteHeaders(request, /^expect$/i);
    });
  },
};

/** `signAcceptEncoding: false`. */
export const unsignedAcceptEncoding: Change = {
  isAsked: ({ signAcceptEncoding }) => signAcceptEncoding === false,

  register(events, switchesOf) {
    /** The header of each call's current attempt. */
    const held = new CallMap<string>();

    events.registerLast("before-sign.s3", function holdAcceptEncoding({ request, context }) {
      held.delete(context);
      const [name] = headerNames(request, /^accept-encoding$/i);
      if (name === undefined || switchesOf(request).signAcceptEncoding !== false) return;
      held.set(context, request.headers[name] ?? "");
      delete request.headers[name];
    });

    events.registerFirst("before-send.s3", function restoreAcceptEncoding({ request, context }) {
      const value = held.get(context);
      if (value !== undefined) request.headers["accept-encoding"] = value;
    });
  },
};

/** The operations whose body is an object, with a type chosen by the caller. */
const OBJECT_BODY = /^(PutObject|UploadPart|WriteGetObjectResponse)$/;

/** `xmlContentType`. */
export const xmlContentType: Change = {
  isAsked: ({ xmlContentType }) => xmlContentType !== undefined,
  register(events, switchesOf) {
    events.register("before-call.s3", function setXmlContentType({ request, model }) {
      const { xmlContentType } = switchesOf(request);
      if (xmlContentType === undefined || OBJECT_BODY.test(model.name)) return;
      if (request.headers["content-type"] === "application/xml")
        request.headers["content-type"] = xmlContentType;
    });
  },
};

/** `addressing`. */
export const addressing: Change = {
  isAsked: ({ addressing = "sdk" }) => addressing !== "sdk",
  register(events, switchesOf) {
    events.register("before-endpoint-resolution.s3", function setAddressing({ builtins }) {
      const endpoint = builtins["Endpoint"];
      // Without an endpoint it's AWS.
      const hostname = typeof endpoint === "string" ? new URL(endpoint).hostname : "amazonaws.com";
      const { addressing = "sdk" } = switchesOf({ hostname });
      if (addressing !== "sdk") builtins["ForcePathStyle"] = addressing === "path";
    });
  },
};
