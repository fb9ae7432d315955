import boto3


def find_failure(response_dict, **kwargs):
    if b"<Failure>" in response_dict["body"]:
        response_dict["status_code"] = 503


def install(s3):
    s3.meta.events.register_first("before-parse.s3.ListObjectsV2", find_failure)


def run():
    s3 = boto3.client("s3")
    install(s3)
    listing = s3.list_objects_v2(Bucket="orders")
    return [entry["Key"] for entry in listing["Contents"]]
