import boto3


def install(s3, zone):
    def mark_as_replica(request, **kwargs):
        request.params["rgwx-zonegroup"] = zone
        request.params["rgwx-copy-if-newer"] = "true"

    s3.meta.events.register("before-sign.s3.PutObject", mark_as_replica)


def run():
    s3 = boto3.client("s3")
    install(s3, "west")
    s3.put_object(Bucket="orders", Key="1", Body="two teapots")
