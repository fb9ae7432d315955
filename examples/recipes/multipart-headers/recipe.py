import boto3


def install(s3, metadata):
    def describe(params, **kwargs):
        for name, value in metadata.items():
            params["headers"][f"x-archive-meta-{name}"] = value

    s3.meta.events.register("before-call.s3.CreateMultipartUpload", describe)
    s3.meta.events.register("before-call.s3.CompleteMultipartUpload", describe)


def run():
    s3, item = boto3.client("s3"), {"Bucket": "orders", "Key": "1"}
    install(s3, {"title": "Orders"})
    upload = s3.create_multipart_upload(**item)["UploadId"]
    part = {"UploadId": upload, "PartNumber": 1}
    etag = s3.upload_part(**item, **part, Body="two teapots")["ETag"]
    parts = {"Parts": [{"PartNumber": 1, "ETag": etag}]}
    s3.complete_multipart_upload(**item, UploadId=upload, MultipartUpload=parts)
