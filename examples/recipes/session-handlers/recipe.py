import boto3


def name_team(request, **kwargs):
    request.headers["x-team"] = "orders"


def install(session):
    session.events.register("before-sign", name_team)


def run():
    session = boto3.Session()
    earlier = session.client("dynamodb")
    install(session)
    earlier.list_tables()
    session.client("dynamodb").list_tables()
    session.client("lambda").invoke(FunctionName="orders")
