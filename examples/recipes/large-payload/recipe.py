import hashlib

import boto3


def install(sns, s3, bucket, limit):
    def offload(params, **kwargs):
        message = params["Message"].encode()
        if len(message) > limit:
            key = hashlib.sha256(message).hexdigest()
            s3.put_object(Bucket=bucket, Key=key, Body=message)
            params["Message"] = f"s3://{bucket}/{key}"

    sns.meta.events.register("provide-client-params.sns.Publish", offload)


def run():
    sns = boto3.client("sns")
    install(sns, boto3.client("s3"), "large-messages", 16)
    topic = "arn:aws:sns:eu-west-1:111122223333:orders"
    sns.publish(TopicArn=topic, Message="two teapots")
    sns.publish(TopicArn=topic, Message="two hundred teapots")
