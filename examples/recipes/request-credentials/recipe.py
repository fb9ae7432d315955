import json
from urllib.error import HTTPError
from urllib.request import urlopen

import boto3
from botocore.credentials import Credentials


def install(s3, grants):
    def sign_as_grantee(request, **kwargs):
        params = request.context["s3_redirect"]["params"]
        try:
            with urlopen(f"{grants}/{params['Bucket']}/{params['Key']}") as response:
                grant = json.load(response)
        except HTTPError:
            return
        credentials = Credentials(grant["accessKeyId"], grant["secretAccessKey"])
        signing = request.context.setdefault("signing", {})
        signing["request_credentials"] = credentials

    s3.meta.events.register("before-sign.s3", sign_as_grantee)


def run(grants):
    s3 = boto3.client("s3")
    install(s3, grants)
    s3.get_object(Bucket="orders", Key="1")
    s3.get_object(Bucket="invoices", Key="1")
