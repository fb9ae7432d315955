import io
import json
from urllib.request import Request, urlopen

import boto3
from botocore import UNSIGNED
from botocore.config import Config


def install(s3, signer):
    def leave_to_signer(**kwargs):
        return UNSIGNED

    def sign_remotely(request, region_name, **kwargs):
        unsigned = {"method": request.method, "uri": request.url, "region": region_name}
        unsigned["headers"] = dict(request.headers)
        with urlopen(Request(signer, json.dumps(unsigned).encode())) as response:
            signed = json.load(response)
        request.url = signed["uri"]
        for name, value in signed["headers"].items():
            request.headers[name] = value

    s3.meta.events.register("choose-signer.*.*", leave_to_signer)
    s3.meta.events.register("before-sign.s3.*", sign_remotely)


def run(signer):
    s3 = boto3.client("s3", config=Config(request_checksum_calculation="when_required"))
    install(s3, signer + "/sign")
    stream = io.BytesIO(b"two teapots")
    s3.put_object(Bucket="orders", Key="1", Body=stream, ContentLength=11)
