"""Reads names of services, a line of JSON each, and answers botocore's models of them."""

import json
import sys

from botocore.loaders import Loader

loader = Loader()
for line in sys.stdin:
    print(json.dumps(loader.load_service_model(json.loads(line), "service-2")), flush=True)
