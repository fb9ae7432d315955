/** Names that botocore's rule gets wrong; it lists them too. */
const SPECIAL: Readonly<Record<string, string>> = {
  CreateCachediSCSIVolume: "create_cached_iscsi_volume",
  DescribeCachediSCSIVolumes: "describe_cached_iscsi_volumes",
  DescribeStorediSCSIVolumes: "describe_stored_iscsi_volumes",
  CreateStorediSCSIVolume: "create_stored_iscsi_volume",
  ListHITsForQualificationType: "list_hits_for_qualification_type",
  ExecutePartiQLStatement: "execute_partiql_statement",
  ExecutePartiQLTransaction: "execute_partiql_transaction",
  ExecutePartiQLBatch: "batch_execute_partiql",
};

/** An operation's name in boto3, and with hyphens in the AWS CLI: botocore's `xform_name`. */
export function pythonName(operation: string, separator: "_" | "-" = "_"): string {
  const special = Object.hasOwn(SPECIAL, operation) ? SPECIAL[operation] : undefined;
  if (special !== undefined) return special.replaceAll("_", separator);
  const plural = /[A-Z]{2,}s$/.exec(operation)?.[0];
  const name =
    plural === undefined
      ? operation
      : `${operation.slice(0, -plural.length)}${separator}${plural.toLowerCase()}`;
  return name
    .replace(/(.)([A-Z][a-z]+)/g, `$1${separator}$2`)
    .replace(/([a-z0-9])([A-Z])/g, `$1${separator}$2`)
    .toLowerCase();
}

/** The name of the SDK's client class, from a serviceId: "CloudWatch Logs" is CloudWatchLogsClient. */
export function clientClass(serviceId: string): string {
  const words = serviceId.split(/[ -]/);
  return `${words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join("")}Client`;
}

/** Quotes an argument for a POSIX shell, where it needs that. */
export function shellQuoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
