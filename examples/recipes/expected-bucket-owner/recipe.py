import boto3


def install(s3, account):
    def expect_owner(params, model, **kwargs):
        if "ExpectedBucketOwner" in model.input_shape.members:
            params.setdefault("ExpectedBucketOwner", account)

    s3.meta.events.register("provide-client-params.s3.*", expect_owner)


def run():
    s3 = boto3.client("s3")
    install(s3, "111122223333")
    s3.list_buckets()
    s3.head_object(Bucket="orders", Key="1")
