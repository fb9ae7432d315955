import boto3

AGREED = {"PutObject": {"Bucket", "Key", "Body", "ContentType"}}


def check_contract(params, model, **kwargs):
    agreed = AGREED.get(model.name, set())
    others = [name for name in params if name not in agreed]
    if others:
        raise ValueError(f"{model.name} takes no {', '.join(others)} here")


def install(s3):
    s3.meta.events.register("before-parameter-build.s3", check_contract)


def run():
    s3, order = boto3.client("s3"), {"Bucket": "orders", "Key": "1"}
    install(s3)
    s3.put_object(**order, Body="two teapots")
    try:
        s3.put_object(**order, Body="two teapots", ACL="public-read")
    except ValueError as error:
        return str(error)
