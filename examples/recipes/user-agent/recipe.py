import boto3


def name_product(request, **kwargs):
    request.headers["User-Agent"] += " orders/1.4"


def install(client):
    client.meta.events.register_last("request-created.*", name_product)


def run():
    dynamodb = boto3.client("dynamodb")
    install(dynamodb)
    dynamodb.list_tables()
