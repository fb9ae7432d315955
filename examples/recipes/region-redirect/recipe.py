from urllib.parse import urlsplit

import boto3


def install(s3, addresses):
    def follow(request_dict, response, attempts, **kwargs):
        if response is None or response[0].status_code != 421 or attempts > 2:
            return
        region = response[0].headers["x-amz-bucket-region"]
        path = urlsplit(request_dict["url"]).path
        request_dict["url"] = addresses[region] + path
        context = request_dict["context"]
        context["signing"] = {**context.get("signing", {}), "region": region}
        return 0

    s3.meta.events.register("needs-retry.s3", follow)


def run(address):
    s3 = boto3.client("s3")
    install(s3, {"eu-central-1": address})
    return s3.get_object(Bucket="orders", Key="1")["Body"].read().decode()
