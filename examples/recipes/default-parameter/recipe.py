import boto3


def install(glue, catalog_id):
    def add_catalog(params, **kwargs):
        params.setdefault("CatalogId", catalog_id)

    glue.meta.events.register("provide-client-params.glue", add_catalog)


def run():
    glue = boto3.client("glue")
    install(glue, "111122223333")
    glue.get_databases()
    glue.get_tables(DatabaseName="orders", CatalogId="444455556666")
