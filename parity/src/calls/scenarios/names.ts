import type { Scenarios } from "../scenario.js";

/** Services whose older names botocore still accepts in patterns. */
export const NAMES: Scenarios = {
  "logs is cloudwatch-logs": {
    service: "logs",
    act: { call: "DescribeLogGroups" },
    handlers: [["before-sign.logs.DescribeLogGroups", { setsHeader: ["x-parity-alias", "logs"] }]],
  },
  "stepfunctions and states are sfn": {
    service: "stepfunctions",
    act: { call: "ListStateMachines" },
    handlers: [
      ["before-sign.stepfunctions", { setsHeader: ["x-parity-alias", "stepfunctions"] }],
      ["before-sign.states.ListStateMachines", { setsHeader: ["x-parity-other", "states"] }],
    ],
  },
  "elbv2 is elastic-load-balancing-v2": {
    service: "elbv2",
    act: { call: "DescribeLoadBalancers" },
    handlers: [["before-sign.elbv2.*", { setsHeader: ["x-parity-alias", "elbv2"] }]],
  },
  "monitoring is cloudwatch": {
    service: "cloudwatch",
    act: { call: "ListMetrics" },
    handlers: [["before-sign.monitoring.ListMetrics", { setsHeader: ["x-parity-alias", "monitoring"] }]],
  },
  "a handler for another service is not called": {
    service: "sts",
    act: { call: "GetCallerIdentity" },
    handlers: [["before-sign.logs", { raises: "not this service" }]],
    except: {
      because: "a client refuses patterns of other services. In botocore such handlers never run",
      events: [],
      outcome: { error: "refused: NEVER_MATCHES" },
      requests: 0,
    },
  },
};
