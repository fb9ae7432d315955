"""Reads requests as they arrived, one line of JSON each, and answers what botocore's own signers make of them.

{"service", "region", "accessKey", "secretKey", "method", "url", "headers": [[name, value], ...], "signedHeaders",
"amzDate", "payloadHash"} -> {"signature"}
"""

import json
import sys

from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.compat import HTTPHeaders
from botocore.credentials import Credentials


def signature(question):
    credentials = Credentials(question["accessKey"], question["secretKey"])
    signer = S3SigV4Auth if question["service"] == "s3" else SigV4Auth
    auth = signer(credentials, question["service"], question["region"])
    # botocore signs all headers that it has: here those that the sender says it signed.
    signed = HTTPHeaders()
    for name, value in question["headers"]:
        if name.lower() in question["signedHeaders"]:
            signed[name.lower()] = value
    auth.headers_to_sign = lambda request: signed
    request = AWSRequest(method=question["method"], url=question["url"])
    request.headers["X-Amz-Content-SHA256"] = question["payloadHash"]
    request.context["timestamp"] = question["amzDate"]
    canonical = auth.canonical_request(request)
    return auth.signature(auth.string_to_sign(request, canonical), request)


for line in sys.stdin:
    try:
        answer = {"signature": signature(json.loads(line))}
    except Exception as error:  # The other side shows it with the request.
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
