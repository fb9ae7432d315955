import { Glue } from "@aws-sdk/client-glue";
import { eventsOf } from "@tucuxi/events";

export function install(glue: Glue, catalogId: string) {
  eventsOf(glue).register("provide-client-params.glue", function addCatalog({ params }) {
    Object.assign(params, { CatalogId: catalogId, ...params });
  });
}

export async function run() {
  const glue = new Glue();
  install(glue, "111122223333");
  await glue.getDatabases();
  await glue.getTables({ DatabaseName: "orders", CatalogId: "444455556666" });
}
