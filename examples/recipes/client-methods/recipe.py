import boto3


def put_text(self, bucket, key, text):
    return self.put_object(Bucket=bucket, Key=key, Body=text, ContentType="text/plain")


def add_methods(class_attributes, **kwargs):
    class_attributes["put_text"] = put_text


def install(session):
    session.events.register("creating-client-class.s3", add_methods)


def run():
    session = boto3.Session()
    install(session)
    session.client("s3").put_text("orders", "1", "two teapots")
