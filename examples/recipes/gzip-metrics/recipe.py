import gzip

import boto3


def compress_body(request, **kwargs):
    if "Content-Encoding" in request.headers:
        return
    request.data = gzip.compress(request.body)
    request.headers["Content-Encoding"] = "gzip"


def install(cloudwatch):
    events = cloudwatch.meta.events
    events.register("before-sign.cloudwatch.PutMetricData", compress_body)


def run():
    cloudwatch = boto3.client("cloudwatch")
    install(cloudwatch)
    metrics = [{"MetricName": "placed", "Value": 1}]
    return cloudwatch.put_metric_data(Namespace="Orders", MetricData=metrics)
