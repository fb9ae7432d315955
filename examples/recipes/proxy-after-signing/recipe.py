from urllib.parse import urlsplit

import boto3


def install(s3, proxy):
    def sign_host(request, **kwargs):
        request.headers["Host"] = urlsplit(request.url).netloc

    def send_to_proxy(request, **kwargs):
        url = urlsplit(request.url)
        request.url = f"{proxy}{url.path}?{url.query}"

    s3.meta.events.register("before-sign", sign_host)
    s3.meta.events.register("before-send", send_to_proxy)


def run(proxy):
    s3 = boto3.client("s3")
    install(s3, proxy)
    s3.list_objects_v2(Bucket="orders", Prefix="2026/")
