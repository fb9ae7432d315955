import base64
from urllib.request import Request, urlopen

import boto3


def take_cluster(params, context, **kwargs):
    context["cluster"] = params.pop("ClusterName")


def name_cluster(request, **kwargs):
    request.headers["x-k8s-aws-id"] = request.context["cluster"]


def install(sts):
    sts.meta.events.register("provide-client-params.sts.GetCallerIdentity", take_cluster)
    sts.meta.events.register("before-sign.sts.GetCallerIdentity", name_cluster)


def token_for(sts, cluster):
    url = sts.generate_presigned_url(
        "get_caller_identity", Params={"ClusterName": cluster}, ExpiresIn=60, HttpMethod="GET"
    )
    return "k8s-aws-v1." + base64.urlsafe_b64encode(url.encode()).decode().rstrip("=")


def run():
    sts = boto3.client("sts")
    install(sts)
    token = token_for(sts, "orders")
    # What the cluster does with the token: it asks STS whose it is.
    url = base64.urlsafe_b64decode(token.removeprefix("k8s-aws-v1.") + "==").decode()
    return urlopen(Request(url, headers={"x-k8s-aws-id": "orders"})).status
