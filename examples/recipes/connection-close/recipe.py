import boto3


def close_connection(request, **kwargs):
    request.headers["Connection"] = "close"


def install(s3):
    s3.meta.events.register("before-sign.s3", close_connection)


def run():
    s3 = boto3.client("s3")
    install(s3)
    s3.get_object(Bucket="orders", Key="1")
    s3.get_object(Bucket="orders", Key="2")
