from urllib.request import urlopen

import boto3
from botocore.config import Config


def name_requester(request, **kwargs):
    request.params["requestedBy"] = "alice"


def install(s3):
    s3.meta.events.register("before-sign.s3.GetObject", name_requester)


def run():
    s3 = boto3.client("s3", config=Config(signature_version="s3v4"))
    install(s3)
    order = {"Bucket": "orders", "Key": "1"}
    url = s3.generate_presigned_url("get_object", Params=order, ExpiresIn=60)
    return urlopen(url).read().decode()
