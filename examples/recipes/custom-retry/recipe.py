import boto3


def wait_for_object(response, attempts, **kwargs):
    missing = response is not None and response[0].status_code == 404
    if missing and attempts < 5:
        return 0.01 * attempts


def install(s3):
    s3.meta.events.register("needs-retry.s3.GetObject", wait_for_object)


def run():
    s3 = boto3.client("s3")
    install(s3)
    report = s3.get_object(Bucket="orders", Key="report")
    return report["Body"].read().decode()
