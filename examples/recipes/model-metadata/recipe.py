import boto3


def install(bedrock, tenant):
    def add_tenant(params, **kwargs):
        params.setdefault("requestMetadata", {})["tenant"] = tenant

    bedrock.meta.events.register(
        "before-parameter-build.bedrock-runtime.Converse", add_tenant
    )


def run():
    bedrock = boto3.client("bedrock-runtime")
    install(bedrock, "teapots")
    question = {"role": "user", "content": [{"text": "How many?"}]}
    bedrock.converse(modelId="model", messages=[question])
    tagged = {"requestMetadata": {"team": "orders"}}
    bedrock.converse(modelId="model", messages=[question], **tagged)
