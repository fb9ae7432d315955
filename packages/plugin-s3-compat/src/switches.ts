/** What `s3Compat()` changes. A switch that you leave out keeps the SDK's behaviour. */
export interface S3Switches {
  /**
   * The checksums that the SDK computes for uploads (`x-amz-checksum-*`).
   *
   * - `"sdk"`: sends them as the SDK does.
   * - `"header"`: sends them only in a header. A stream is first read into memory to compute its checksum.
   * - `"never"`: sends none. A checksum that you give yourself (`ChecksumSHA256: "…"`) is still sent.
   *
   * @default "sdk"
   */
  readonly checksums?: "sdk" | "header" | "never" | undefined;
  /**
   * `false`: a stream is sent as it is, without a trailing checksum and without `aws-chunked` framing.
   *
   * @default true
   */
  readonly trailers?: boolean | undefined;
  /**
   * `true`: sends `Content-MD5` for the operations that require a checksum, such as DeleteObjects and PutBucketCors, and
   * for an upload with Object Lock parameters.
   *
   * @default false
   */
  readonly contentMd5?: boolean | undefined;
  /**
   * `false`: presigned URLs have no checksum. The SDK puts the checksum of an empty body into those for PutObject.
   *
   * @default true
   */
  readonly presignChecksums?: boolean | undefined;
  /**
   * `false`: GetObject doesn't ask for a checksum (`x-amz-checksum-mode`) and doesn't check one, unless you set
   * `ChecksumMode`.
   *
   * @default true
   */
  readonly responseChecksums?: boolean | undefined;
  /**
   * `false`: CompleteMultipartUpload sends no checksums, neither of the object nor of its parts.
   *
   * @default true
   */
  readonly completeChecksums?: boolean | undefined;
  /**
   * `false`: doesn't send the query parameter `x-id`.
   *
   * @default true
   */
  readonly xId?: boolean | undefined;
  /**
   * `false`: doesn't send `Expect: 100-continue`.
   *
   * @default true
   */
  readonly expect?: boolean | undefined;
  /**
   * `false`: sends an `Accept-Encoding` header, if there is one, without signing it.
   *
   * @default true
   */
  readonly signAcceptEncoding?: boolean | undefined;
  /**
   * `"url"`: asks for URL-encoded names in lists, and decodes them. XML can't represent control characters. Without
   * this switch, a key that contains one comes back changed, or breaks the whole list.
   *
   * @default "sdk"
   */
  readonly listEncoding?: "sdk" | "url" | undefined;
  /**
   * The `Content-Type` of XML bodies.
   *
   * @default "application/xml", the SDK's
   */
  readonly xmlContentType?: string | undefined;
  /**
   * Where the bucket's name goes: into the path (`"path"`) or the host name (`"virtual"`). `"sdk"` follows the client's
   * `forcePathStyle`.
   *
   * @default "sdk"
   */
  readonly addressing?: "sdk" | "path" | "virtual" | undefined;
}
