import boto3


def take_header(params, context, **kwargs):
    context["priority"] = params.pop("Priority", None)


def send_header(params, context, **kwargs):
    if context["priority"]:
        params["headers"]["x-priority"] = context["priority"]


def install(s3):
    s3.meta.events.register("provide-client-params.s3.PutObject", take_header)
    s3.meta.events.register("before-call.s3.PutObject", send_header)


def run():
    s3 = boto3.client("s3")
    install(s3)
    s3.put_object(Bucket="orders", Key="1", Body="one", Priority="high")
    s3.put_object(Bucket="orders", Key="2", Body="two")
