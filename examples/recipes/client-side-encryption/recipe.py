import io
import os

import boto3
from botocore.response import StreamingBody
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def install(s3, key):
    cipher = AESGCM(key)

    def encrypt(params, **kwargs):
        nonce = os.urandom(12)
        params["body"] = nonce + cipher.encrypt(nonce, params["body"].read(), None)

    def decrypt(parsed, **kwargs):
        if "Body" in parsed:
            sealed = parsed["Body"].read()
            plain = cipher.decrypt(sealed[:12], sealed[12:], None)
            parsed["Body"] = StreamingBody(io.BytesIO(plain), len(plain))

    s3.meta.events.register("before-call.s3.PutObject", encrypt)
    s3.meta.events.register("after-call.s3.GetObject", decrypt)


def run():
    s3 = boto3.client("s3")
    install(s3, os.urandom(32))
    s3.put_object(Bucket="orders", Key="1", Body="two teapots")
    return s3.get_object(Bucket="orders", Key="1")["Body"].read().decode()
