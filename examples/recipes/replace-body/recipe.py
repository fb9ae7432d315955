import boto3

CORS = (
    "<CORSConfiguration><CORSRule><AllowedOrigin>*</AllowedOrigin>"
    "<AllowedMethod>GET</AllowedMethod></CORSRule></CORSConfiguration>"
)


def send_own_rules(params, **kwargs):
    params["body"] = CORS.encode()


def install(s3):
    s3.meta.events.register("before-call.s3.PutBucketCors", send_own_rules)


def run():
    s3 = boto3.client("s3")
    install(s3)
    rule = {"AllowedMethods": ["PUT"], "AllowedOrigins": ["https://example.com"]}
    s3.put_bucket_cors(Bucket="orders", CORSConfiguration={"CORSRules": [rule]})
