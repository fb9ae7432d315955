import boto3
from botocore.config import Config

UNSIGNED_PAYLOAD = Config(s3={"payload_signing_enabled": False})


def leave_payload_unsigned(request, **kwargs):
    config = request.context["client_config"]
    request.context["client_config"] = config.merge(UNSIGNED_PAYLOAD)


def install(s3):
    s3.meta.events.register("before-sign.s3.PutObject", leave_payload_unsigned)


def run():
    s3 = boto3.client("s3")
    install(s3)
    s3.put_object(Bucket="orders", Key="1", Body="two teapots")
