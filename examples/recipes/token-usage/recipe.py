import boto3


def install(session, totals):
    def add_usage(parsed, **kwargs):
        totals["tokens"] += parsed.get("usage", {}).get("totalTokens", 0)

    session.events.register("after-call.bedrock-runtime.Converse", add_usage)


def run():
    session, totals = boto3.Session(), {"tokens": 0}
    install(session, totals)
    bedrock = session.client("bedrock-runtime")
    question = {"role": "user", "content": [{"text": "How many orders?"}]}
    bedrock.converse(modelId="model", messages=[question])
    bedrock.converse(modelId="model", messages=[question])
    return totals
