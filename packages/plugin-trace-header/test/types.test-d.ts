import { random, type TraceSource, traceHeader, xray } from "../src/index.js";
import { w3c } from "../src/w3c.js";

traceHeader({ header: "x-trace-id", value: "id" });
traceHeader({ header: "x-trace-id", value: random(), signed: false, override: true });
traceHeader({ header: "x-trace-id", value: ({ operationName }) => operationName });
traceHeader({ header: "x-trace-id", value: async ({ request }) => request.headers["host"] });
traceHeader({ value: xray() });
traceHeader({ header: "x-proxy-trace", value: xray() });
traceHeader({ value: w3c({ baggage: false }) });
const own: TraceSource = { name: "own()", headers: ["x-a", "x-b"], capture: () => ({ "x-a": "1" }) };
traceHeader({ value: own });

// @ts-expect-error a text needs a header's name
traceHeader({ value: "id" });
// @ts-expect-error so does a function
traceHeader({ value: random() });
// @ts-expect-error a value is a text
traceHeader({ header: "x-trace-id", value: () => 42 });
// @ts-expect-error random is a factory
traceHeader({ header: "x-trace-id", value: random });
// @ts-expect-error xray is a factory, too
traceHeader({ value: xray });
// @ts-expect-error a source sets one header at least
traceHeader({ value: { name: "none()", headers: [], capture: () => ({}) } });
// @ts-expect-error the event is that of before-sign
traceHeader({ header: "x-trace-id", value: ({ parsed }) => String(parsed) });
