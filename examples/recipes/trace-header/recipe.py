import boto3


def add_trace_id(request, **kwargs):
    request.headers["x-trace-id"] = "trace-trace"


def install(functions):
    functions.meta.events.register("before-sign.lambda.Invoke", add_trace_id)


def run():
    functions = boto3.client("lambda")
    install(functions)
    return functions.invoke(FunctionName="orders")["StatusCode"]
