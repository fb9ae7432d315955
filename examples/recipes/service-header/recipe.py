import boto3


def add_header(params, **kwargs):
    params["headers"]["x-team"] = "storage"


def install(client):
    client.meta.events.register("before-call.iam", add_header)
    client.meta.events.register("before-call.s3.ListObjects", add_header)


def run():
    iam, s3 = boto3.client("iam"), boto3.client("s3")
    install(iam)
    install(s3)
    iam.list_users()
    s3.list_objects(Bucket="orders")
    s3.list_buckets()
