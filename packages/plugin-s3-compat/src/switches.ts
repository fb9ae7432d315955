/** What `s3Compat()` changes. Each switch that is left out leaves the SDK's behaviour as it is. */
export interface S3Switches {
  /**
   * The checksums that the SDK computes for uploads (`x-amz-checksum-*`).
   *
   * - `"sdk"`: sends them as the SDK does.
   * - `"header"`: sends them in a header only. A stream is read into memory first, so that its checksum is known in time.
   * - `"never"`: sends none. A checksum that you give yourself (`ChecksumSHA256: "…"`) is still sent.
   *
   * @default "sdk"
   */
  readonly checksums?: "sdk" | "header" | "never" | undefined;
  /**
   * `false`: a stream is sent as it is, without a checksum behind it and without the `aws-chunked` framing around it.
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
   * `false`: sends no query parameter `x-id`.
   *
   * @default true
   */
  readonly xId?: boolean | undefined;
  /**
   * `false`: sends no `Expect: 100-continue`.
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
   * `"url"`: asks for URL-encoded names in lists, and decodes them. XML has no form for control characters: without it, a
   * key with one comes back changed, or breaks the whole list.
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
   * Where the bucket's name goes: into the path (`"path"`) or into the host name (`"virtual"`). `"sdk"` obeys the client's
   * `forcePathStyle`.
   *
   * @default "sdk"
   */
  readonly addressing?: "sdk" | "path" | "virtual" | undefined;
}
