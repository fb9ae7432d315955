import boto3

READS = ("Describe", "Get", "Head", "List")


def refuse_writes(model, **kwargs):
    if not model.name.startswith(READS):
        raise PermissionError(f"{model.name} may write")


def install(client):
    client.meta.events.register("before-call.*.*", refuse_writes)


def run():
    dynamodb = boto3.client("dynamodb")
    install(dynamodb)
    dynamodb.list_tables()
    try:
        dynamodb.delete_table(TableName="orders")
    except PermissionError as error:
        return str(error)
