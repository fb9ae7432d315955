import { DEFAULT_CREDENTIALS } from "@tucuxi/inspector";

/** What the endpoint knows beside the environment's credentials. */
export const OTHER_CREDENTIALS = { accessKeyId: "grantee", secretAccessKey: "grantee" };

/** Environment variables. */
export type Environment = Readonly<Record<string, string>>;

/**
 * The environment that recipes run in: both SDKs take endpoint, region, credentials and retry settings from these
 * variables, so a recipe makes its clients as in a real program, without arguments.
 */
export function recipeEnvironment(endpoint: string, hasCredentials: boolean): Environment {
  const { accessKeyId, secretAccessKey } = DEFAULT_CREDENTIALS;
  return {
    AWS_ENDPOINT_URL: endpoint,
    // Both SDKs take an empty key for none.
    AWS_ACCESS_KEY_ID: hasCredentials ? accessKeyId : "",
    AWS_SECRET_ACCESS_KEY: hasCredentials ? secretAccessKey : "",
    // boto3 reads the one, the SDK for JavaScript the other.
    AWS_DEFAULT_REGION: "eu-west-1",
    AWS_REGION: "eu-west-1",
    AWS_RETRY_MODE: "standard",
    AWS_MAX_ATTEMPTS: "3",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}
