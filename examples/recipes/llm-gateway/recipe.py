from urllib.parse import urlsplit

import boto3
from botocore import UNSIGNED


def install(bedrock, gateway, key):
    def sign_nothing(**kwargs):
        return UNSIGNED

    def send_to_gateway(request, **kwargs):
        request.url = gateway + urlsplit(request.url).path
        request.headers["Authorization"] = f"Bearer {key}"

    bedrock.meta.events.register("choose-signer.bedrock-runtime.*", sign_nothing)
    bedrock.meta.events.register("before-send.bedrock-runtime.*", send_to_gateway)


def run(gateway):
    bedrock = boto3.client("bedrock-runtime")
    install(bedrock, gateway + "/llm", "key-1")
    question = {"role": "user", "content": [{"text": "How many orders?"}]}
    answer = bedrock.converse(modelId="model", messages=[question])
    return answer["output"]["message"]["content"]
