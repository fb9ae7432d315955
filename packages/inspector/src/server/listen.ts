import type { Server } from "node:http";
import { InspectorError } from "../errors.js";

/**
 * Listens on a TCP port, 0 for a free one, and returns the port.
 *
 * @param option The inspector's option that says which port, for messages.
 * @throws InspectorError PORT_IN_USE or CANNOT_LISTEN.
 */
export async function listen(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
  option: "port" | "page.port",
): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) => {
      const [code, message] =
        "code" in cause && cause.code === "EADDRINUSE"
          ? ([
              "PORT_IN_USE",
              `${option} ${port} is in use: choose another one, or port 0 for a free one`,
            ] as const)
          : (["CANNOT_LISTEN", `can't listen on ${host}, ${option} ${port}: ${cause.message}`] as const);
      reject(new InspectorError(code, message, { cause }));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") {
    throw new InspectorError("CANNOT_LISTEN", `listening on ${String(address)}, which isn't a TCP port`);
  }
  return address.port;
}
