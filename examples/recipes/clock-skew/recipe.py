from datetime import timedelta
from email.utils import parsedate_to_datetime

import boto3
import botocore.auth


def install(s3):
    clock, offset = botocore.auth.get_current_datetime, timedelta()

    def correct_clock(response, **kwargs):
        nonlocal offset
        error = {} if response is None else response[1].get("Error", {})
        if error.get("Code") == "RequestTimeTooSkewed":
            server_time = parsedate_to_datetime(response[0].headers["Date"])
            offset = server_time.replace(tzinfo=None) - clock()
            return 0

    def shift_clock(**kwargs):
        botocore.auth.get_current_datetime = lambda: clock() + offset

    def restore_clock(**kwargs):
        botocore.auth.get_current_datetime = clock

    s3.meta.events.register("needs-retry.s3.GetObject", correct_clock)
    s3.meta.events.register_first("request-created.s3", shift_clock)
    s3.meta.events.register_last("request-created.s3", restore_clock)


def run():
    s3 = boto3.client("s3")
    install(s3)
    return s3.get_object(Bucket="orders", Key="1")["Body"].read().decode()
