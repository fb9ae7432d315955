import base64
import hashlib

import boto3


def add_content_md5(request, **kwargs):
    digest = hashlib.md5(request.body).digest()
    request.headers["Content-MD5"] = base64.b64encode(digest).decode()


def install(s3):
    s3.meta.events.register("before-sign.s3.DeleteObjects", add_content_md5)
    s3.meta.events.register("before-sign.s3.PutBucketCors", add_content_md5)


def run():
    s3 = boto3.client("s3")
    install(s3)
    s3.delete_objects(Bucket="orders", Delete={"Objects": [{"Key": "1"}]})
    rule = {"AllowedMethods": ["GET"], "AllowedOrigins": ["*"]}
    s3.put_bucket_cors(Bucket="orders", CORSConfiguration={"CORSRules": [rule]})
