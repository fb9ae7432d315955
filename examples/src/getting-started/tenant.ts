import { checkOptions, definePlugin, type OptionCheck, type Plugin } from "@tucuxi/events/plugin";

export interface TenantOptions {
  /** @default "x-tenant" */
  readonly header?: string | undefined;
}

const CHECKS: Readonly<Record<keyof TenantOptions, OptionCheck>> = {
  header: ["the name of a header", (value) => typeof value === "string" && /^[\w-]+$/.test(value)],
};

/** Sends the tenant that a call is for, under the signature. Refuses calls that name none. */
export function tenant(options: TenantOptions = {}): Plugin {
  checkOptions("tenant()", options, CHECKS);
  const { header = "x-tenant" } = options;
  return definePlugin({
    name: "tenant",
    register(events) {
      events.register("before-sign", function addTenant({ request, operationName, context }) {
        if (typeof context["tenant"] !== "string") throw new Error(`${operationName} is for no tenant`);
        request.headers[header] = context["tenant"];
      });
    },
  });
}
