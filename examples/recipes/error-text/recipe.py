import boto3
from botocore.exceptions import ClientError

ADVICE = ". Run 'aws sts get-caller-identity' to see who you are."


def explain(parsed, **kwargs):
    error = parsed.get("Error", {})
    if error.get("Code") == "AccessDenied":
        error["Message"] += ADVICE


def install(s3):
    s3.meta.events.register("after-call.s3", explain)


def run():
    s3, messages = boto3.client("s3"), []
    install(s3)
    for bucket in ["orders", "invoices"]:
        try:
            s3.get_object(Bucket=bucket, Key="1")
        except ClientError as error:
            messages.append(error.response["Error"]["Message"])
    return messages
