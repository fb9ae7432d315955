import boto3


def use_staging_table(params, **kwargs):
    if "TableName" in params:
        return {**params, "TableName": "staging-" + params["TableName"]}


def install(dynamodb):
    dynamodb.meta.events.register("provide-client-params.dynamodb.*", use_staging_table)


def run():
    dynamodb = boto3.client("dynamodb")
    install(dynamodb)
    dynamodb.list_tables()
    order = {"TableName": "orders", "Key": {"id": {"S": "1"}}}
    dynamodb.get_item(**order)
    return order
