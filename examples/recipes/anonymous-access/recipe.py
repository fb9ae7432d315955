import boto3
from botocore import UNSIGNED


def sign_nothing(**kwargs):
    return UNSIGNED


def install(s3):
    s3.meta.events.register("choose-signer.s3.*", sign_nothing)


def run():
    s3 = boto3.client("s3")
    install(s3)
    readme = s3.get_object(Bucket="open-data", Key="README")
    return readme["Body"].read().decode()
