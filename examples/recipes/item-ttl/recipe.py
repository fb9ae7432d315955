import boto3


def install(dynamodb, expires):
    def expiring(item):
        is_low_level = isinstance(item["id"], dict)
        return {**item, "expires": {"N": str(expires)} if is_low_level else expires}

    def expire_item(params, **kwargs):
        params["Item"] = expiring(params["Item"])

    def expire_items(params, **kwargs):
        def expire(request):
            put = request.get("PutRequest")
            return {"PutRequest": {"Item": expiring(put["Item"])}} if put else request

        tables = params["RequestItems"].items()
        params["RequestItems"] = {name: list(map(expire, puts)) for name, puts in tables}

    events = dynamodb.meta.events
    events.register("provide-client-params.dynamodb.PutItem", expire_item)
    events.register("provide-client-params.dynamodb.BatchWriteItem", expire_items)


def run():
    dynamodb = boto3.resource("dynamodb")
    low_level = boto3.client("dynamodb")
    item, low_level_item = {"id": "1"}, {"id": {"S": "2"}}
    for client in [dynamodb.meta.client, low_level]:
        install(client, 1893456000)
    dynamodb.Table("orders").put_item(Item=item)
    low_level.put_item(TableName="orders", Item=low_level_item)
    puts = [{"PutRequest": {"Item": item}}, {"DeleteRequest": {"Key": {"id": "3"}}}]
    dynamodb.batch_write_item(RequestItems={"orders": puts})
    return [item, low_level_item]
