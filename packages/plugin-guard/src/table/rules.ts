/** What a person decided about some operations, and why. It takes precedence over the generated table. */
export interface Rule {
  /**
   * - `secret`: reads, and returns something that grants access.
   * - `write`: changes something or costs something, whatever its name says.
   * - `writeSecret`: both.
   * - `read`: reads, although its name doesn't say so.
   */
  readonly kind: "read" | "secret" | "write" | "writeSecret";
  /** What the operation does, in words that follow its name: `returns credentials`. */
  readonly because: string;
  /** The rule holds only if this parameter is set. */
  readonly onlyWith?: string;
  /** The rule doesn't hold if this parameter is true. */
  readonly notWith?: string;
  /** The names of operations, by service. */
  readonly operations: Readonly<Record<string, string>>;
}

/**
 * The decisions. A comment gives each one's source: the page that documents the operation or its kind. Without a
 * comment, the source is the access level and description in AWS's Service Authorization Reference,
 * https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
export const RULES: readonly Rule[] = [
  {
    kind: "secret",
    because: "returns the secret itself",
    // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
    operations: {
      "secrets-manager": "BatchGetSecretValue GetSecretValue",
      "pca-connector-scep": "GetChallengePassword",
      macie2: "GetSensitiveDataOccurrences",
      snowball: "GetJobManifest GetJobUnlockCode",
    },
  },
  {
    kind: "secret",
    because: "returns decrypted parameters",
    // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
    onlyWith: "WithDecryption",
    operations: {
      ssm: "GetParameter GetParameterHistory GetParameters GetParametersByPath",
    },
  },
  {
    kind: "secret",
    because: "returns the value of an API key",
    // https://docs.aws.amazon.com/apigateway/latest/api/API_GetApiKey.html
    onlyWith: "includeValue",
    operations: {
      "api-gateway": "GetApiKey",
    },
  },
  {
    kind: "secret",
    because: "returns the values of API keys",
    // https://docs.aws.amazon.com/apigateway/latest/api/API_GetApiKeys.html
    onlyWith: "includeValues",
    operations: {
      "api-gateway": "GetApiKeys",
    },
  },
  {
    kind: "secret",
    because: "returns the password of a connection (set HidePassword to leave it out)",
    // https://docs.aws.amazon.com/glue/latest/webapi/API_GetConnection.html
    notWith: "HidePassword",
    operations: {
      glue: "GetConnection GetConnections",
    },
  },
  {
    kind: "secret",
    because: "returns the credentials of a connection",
    // https://docs.aws.amazon.com/datazone/latest/APIReference/API_GetConnection.html
    onlyWith: "withSecret",
    operations: {
      datazone: "GetConnection",
    },
  },
  {
    kind: "secret",
    because: "returns API keys",
    // https://docs.aws.amazon.com/appsync/latest/APIReference/API_ListApiKeys.html
    operations: {
      appsync: "ListApiKeys",
      wafv2: "GetDecryptedAPIKey ListAPIKeys",
      "api-gateway": "GetUsagePlanKey GetUsagePlanKeys",
      location: "DescribeKey",
      "bedrock-agentcore": "GetResourceApiKey",
    },
  },
  {
    kind: "secret",
    because: "returns credentials",
    // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
    operations: {
      "account-access-runtime": "GetRoleCredentials",
      acm: "GetAcmeExternalAccountBindingCredentials",
      amplifybackend: "GetToken",
      "bedrock-agentcore": "GetResourceOauth2Token GetResourcePaymentToken",
      cloudwatchomni: "GetSpaceCredentialsForOrganization GetSpaceDataAccess",
      codeartifact: "GetAuthorizationToken",
      codepipeline: "GetJobDetails GetThirdPartyJobDetails",
      "cognito-identity": "GetCredentialsForIdentity GetOpenIdToken",
      "cognito-identity-provider": "GetClientToken GetDerivedToken",
      connect: "GetFederationToken",
      datazone: "GetEnvironmentCredentials",
      ecr: "GetAuthorizationToken",
      "ecr-public": "GetAuthorizationToken",
      "emr-serverless": "GetSessionEndpoint",
      gamelift: "GetComputeAccess GetComputeAuthToken GetInstanceAccess",
      glue: "GetSessionEndpoint",
      "kinesis-video-signaling": "GetIceServerConfig",
      lakeformation:
        "GetTemporaryDataLocationCredentials GetTemporaryGlueFunctionCredentials GetTemporaryGluePartitionCredentials GetTemporaryGlueTableCredentials",
      "license-manager": "GetAccessToken",
      lightsail: "GetBucketAccessKeys",
      redshift: "GetIdentityCenterAuthToken",
      "redshift-serverless": "GetIdentityCenterAuthToken",
      route53globalresolver: "GetAccessToken",
      "s3-control": "GetDataAccess",
      ssm: "GetAccessToken",
      sso: "GetRoleCredentials",
      sts: "GetScopedCredentials GetSessionToken",
    },
  },
  {
    kind: "secret",
    because: "returns a password or a key, which the model marks as sensitive",
    // The services' models mark the members as sensitive: https://github.com/boto/botocore/tree/develop/botocore/data
    operations: {
      amplify: "GetApp GetBranch ListApps ListBranches",
      appstream: "DescribeDirectoryConfigs",
      chime: "GetBot ListBots",
      "chime-sdk-meetings": "GetAttendee ListAttendees",
      cloudhsm: "GetConfig",
      "cognito-identity-provider": "DescribeUserPoolClient ListUserPoolClientSecrets",
      "direct-connect": "DescribeRouterConfiguration DescribeVirtualInterfaces",
      ec2: "DescribeVpnConnections GetPasswordData GetVpnConnectionDeviceSampleConfiguration",
      evs: "GetDepotUrl",
      "iot-wireless": "GetWirelessDevice",
      ivs: "BatchGetStreamKey GetStreamKey",
      "ivs-realtime": "GetIngestConfiguration",
      mediapackage: "DescribeChannel ListChannels",
      "storage-gateway": "DescribeChapCredentials",
      wickr: "GetOidcInfo GetOpentdfConfig",
    },
  },
  {
    kind: "secret",
    because: "returns a presigned URL, which works for everyone who has it",
    // https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html
    operations: {
      amplify: "GetArtifactUrl",
      artifact: "GetReport GetTermForReport",
      athena: "GetResourceDashboard",
      auditmanager: "GetAssessmentReportUrl GetEvidenceFileUploadUrl",
      "bedrock-agent-runtime": "GetDocumentContent",
      connect: "GetAttachedFile GetPromptFile",
      connectparticipant: "GetAttachment GetAuthenticationUrl",
      "customer-profiles": "GetUploadJobPath",
      "device-farm": "GetUpload ListArtifacts ListTestGridSessionArtifacts ListUploads",
      ecr: "GetDownloadUrlForLayer",
      "elastic-beanstalk": "RetrieveEnvironmentInfo",
      "elastic-load-balancing-v2": "GetTrustStoreCaCertificatesBundle GetTrustStoreRevocationContent",
      "emr-serverless": "GetDashboardForJobRun GetResourceDashboard",
      gamelift: "GetGameSessionLogUrl",
      gameliftstreams: "GetStreamUrl",
      glue: "GetDashboardUrl",
      greengrassv2: "GetComponentVersionArtifact",
      groundstation: "GetAgentTaskResponseUrl",
      inspector: "GetAssessmentReport",
      inspector2: "GetCisScanReport",
      "kinesis-video-archived-media": "GetDASHStreamingSessionURL GetHLSStreamingSessionURL",
      lambda: "GetFunction GetLayerVersion GetLayerVersionByArn",
      "lex-model-building-service": "GetExport",
      "lex-models-v2": "DescribeExport GetTestExecutionArtifactsUrl",
      m2: "GetSignedBluinsightsUrl",
      mailmanager: "GetAddressListImportJob ListAddressListImportJobs",
      mturk: "GetFileUploadURL",
      "partnercentral-selling": "GetCustomerAccountBulkJobReportUrl GetOpportunityBulkJobReportUrl",
      qbusiness: "GetDocumentContent",
      qconnect: "GetContent GetImportJob",
      quicksight:
        "DescribeAssetBundleExportJob DescribeDashboardSnapshotJobResult GetDashboardEmbedUrl GetSessionEmbedUrl",
      "security-ir": "GetCaseAttachmentDownloadUrl",
      serverlessapplicationrepository: "GetCloudFormationTemplate",
      snowball: "GetSoftwareUpdates",
      ssm: "GetDeployablePatchSnapshotForInstance",
      support: "GetAttachmentDownloadLink GetAttachmentUploadLinks",
      taxsettings: "GetTaxRegistrationDocument",
      transcribe:
        "GetCallAnalyticsJob GetMedicalTranscriptionJob GetMedicalVocabulary GetTranscriptionJob GetVocabulary GetVocabularyFilter",
      translate: "GetParallelData GetTerminology",
      wisdom: "GetContent GetImportJob",
      workdocs: "GetDocumentVersion",
    },
  },
  {
    kind: "write",
    because: "hides the messages that it returns from other consumers for a while",
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
    operations: {
      sqs: "ReceiveMessage",
    },
  },
  {
    kind: "write",
    because: "takes work that no other worker gets then",
    // https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetActivityTask.html
    operations: {
      codepipeline: "PollForThirdPartyJobs",
      "data-pipeline": "PollForTask",
      sfn: "GetActivityTask",
      swf: "PollForActivityTask PollForDecisionTask",
    },
  },
  {
    kind: "write",
    because: "starts a query that costs money for all data that it scans",
    // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html
    operations: {
      athena: "StartQueryExecution",
      cloudtrail: "StartQuery",
      "cloudwatch-logs": "StartLiveTail StartQuery",
      internetmonitor: "StartQuery",
    },
  },
  {
    kind: "write",
    because: "runs a statement, which may write",
    // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteStatement.html
    operations: {
      dynamodb: "BatchExecuteStatement ExecuteStatement ExecuteTransaction",
      neptunedata: "ExecuteGremlinQuery ExecuteOpenCypherQuery",
      "rds-data": "BatchExecuteStatement ExecuteSql ExecuteStatement",
      "redshift-data": "BatchExecuteStatement ExecuteStatement",
    },
  },
  {
    kind: "write",
    because: "runs code, which may do anything",
    // https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
    operations: {
      lambda: "Invoke InvokeAsync InvokeWithResponseStream",
      "api-gateway": "TestInvokeAuthorizer TestInvokeMethod",
    },
  },
  {
    kind: "writeSecret",
    because: "returns credentials",
    operations: {
      amplifyuibuilder: "ExchangeCodeForToken RefreshToken",
      athena: "GetSessionEndpoint",
      "bedrock-agentcore":
        "GetWorkloadAccessToken GetWorkloadAccessTokenForJWT GetWorkloadAccessTokenForUserId",
      codecatalyst: "CreateAccessToken StartDevEnvironmentSession",
      codepipeline: "PollForJobs",
      "cognito-identity": "GetOpenIdTokenForDeveloperIdentity",
      "cognito-identity-provider":
        "AdminInitiateAuth AdminRespondToAuthChallenge GetTokensFromRefreshToken InitiateAuth RespondToAuthChallenge",
      datazone: "GetIamPortalLoginUrl",
      deadline:
        "AssumeFleetRoleForRead AssumeFleetRoleForWorker AssumeQueueRoleForRead AssumeQueueRoleForUser AssumeQueueRoleForWorker",
      ecs: "ExecuteCommand",
      "eks-auth": "AssumeRoleForPodIdentity",
      emr: "GetClusterSessionCredentials GetSessionEndpoint",
      "emr-containers": "GetManagedEndpointSessionCredentials",
      gamelift: "CreateBuild RequestUploadCredentials",
      iam: "CreateAccessKey CreateServiceSpecificCredential CreateVirtualMFADevice ResetServiceSpecificCredential",
      grafana: "CreateWorkspaceApiKey CreateWorkspaceServiceAccountToken",
      iotsecuretunneling: "OpenTunnel RotateTunnelAccessToken",
      "ivs-realtime": "CreateParticipantToken CreateStage",
      ivschat: "CreateChatToken",
      lightsail: "CreateContainerServiceRegistryLogin",
      mwaa: "CreateCliToken CreateWebLoginToken",
      redshift: "GetClusterCredentials GetClusterCredentialsWithIAM",
      "redshift-serverless": "GetCredentials",
      s3: "CreateSession",
      signin:
        "CreateBearerToken CreateOAuth2Token CreateOAuth2TokenWithIAM CreateOAuth2TokenWithTokenExchange",
      ssm: "CreateActivation ResumeSession StartSession",
      "sso-oidc": "CreateToken CreateTokenWithIAM RegisterClient",
      sts: "AssumeRole AssumeRoleWithSAML AssumeRoleWithWebIdentity AssumeRoot GetDelegatedAccessToken GetFederationToken GetWebIdentityToken",
      workmail: "AssumeImpersonationRole",
    },
  },
  {
    kind: "writeSecret",
    because: "returns a secret in clear text",
    operations: {
      acm: "ExportCertificate",
      "api-gateway": "CreateApiKey",
      appsync: "CreateApiKey",
      "chime-sdk-meetings": "BatchCreateAttendee CreateAttendee CreateMeetingWithAttendees",
      "cognito-identity-provider":
        "AddUserPoolClientSecret AssociateSoftwareToken CreateUserPoolClient UpdateUserPoolClient",
      ec2: "CreateKeyPair ExportClientVpnClientConfiguration",
      iot: "CreateKeysAndCertificate CreateProvisioningClaim",
      ivs: "CreateChannel CreateStreamKey",
      kms: "Decapsulate Decrypt DeriveSharedSecret Encapsulate GenerateDataKey GenerateDataKeyPair",
      lightsail:
        "CreateBucketAccessKey CreateKeyPair DownloadDefaultKeyPair GetInstanceAccessDetails GetRelationalDatabaseMasterUserPassword",
      location: "CreateKey",
      mediapackage: "CreateChannel RotateChannelCredentials RotateIngestEndpointCredentials",
      "payment-cryptography": "ExportKey",
      "payment-cryptography-data": "DecryptData",
      "pca-connector-scep": "CreateChallenge",
      "route-53-domains": "RetrieveDomainAuthCode TransferDomainToAnotherAwsAccount",
      wafv2: "CreateAPIKey",
    },
  },
  {
    kind: "writeSecret",
    because: "returns a presigned URL, which works for everyone who has it",
    operations: {
      amplify: "CreateDeployment",
      appstream: "CreateStreamingURL",
      artifact: "ExportComplianceInquiry",
      "device-farm": "CreateTestGridUrl CreateUpload",
      emr: "GetOnClusterAppUIPresignedURL GetPersistentAppUIPresignedURL",
      "kinesis-analytics-v2": "CreateApplicationPresignedUrl",
      mailmanager: "CreateAddressListImportJob",
      quicksight: "GenerateEmbedUrlForAnonymousUser GenerateEmbedUrlForRegisteredUser",
      sagemaker:
        "CreateHubContentPresignedUrls CreatePresignedDomainUrl CreatePresignedMlflowTrackingServerUrl CreatePresignedNotebookInstanceUrl",
      "security-ir": "GetCaseAttachmentUploadUrl",
      workdocs: "InitiateDocumentVersionUpload",
    },
  },
  {
    kind: "read",
    because: "reads",
    operations: {
      "bedrock-agentcore": "RetrieveMemoryRecords",
      cleanrooms: "PreviewPrivacyImpact",
      kendra: "Retrieve",
      opensearch: "CompareDomainConfiguration",
      simpledb: "DomainMetadata",
    },
  },
];
