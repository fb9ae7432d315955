/**
 * Lambda's operations by method and path, from botocore 1.44.5's service model. In its paths a label (`*`)
 * follows every word, so that a path turns into a key without matching one template after another.
 */
const OPERATIONS: Readonly<Record<string, readonly [name: string, status: number]>> = {
  "GET account-settings": ["GetAccountSettings", 200],
  "GET capacity-providers": ["ListCapacityProviders", 200],
  "POST capacity-providers": ["CreateCapacityProvider", 202],
  "DELETE capacity-providers/*": ["DeleteCapacityProvider", 202],
  "GET capacity-providers/*": ["GetCapacityProvider", 200],
  "PUT capacity-providers/*": ["UpdateCapacityProvider", 202],
  "GET capacity-providers/*/function-versions": ["ListFunctionVersionsByCapacityProvider", 200],
  "GET code-signing-configs": ["ListCodeSigningConfigs", 200],
  "POST code-signing-configs": ["CreateCodeSigningConfig", 201],
  "DELETE code-signing-configs/*": ["DeleteCodeSigningConfig", 204],
  "GET code-signing-configs/*": ["GetCodeSigningConfig", 200],
  "PUT code-signing-configs/*": ["UpdateCodeSigningConfig", 200],
  "GET code-signing-configs/*/functions": ["ListFunctionsByCodeSigningConfig", 200],
  "POST durable-execution-callbacks/*/fail": ["SendDurableExecutionCallbackFailure", 200],
  "POST durable-execution-callbacks/*/heartbeat": ["SendDurableExecutionCallbackHeartbeat", 200],
  "POST durable-execution-callbacks/*/succeed": ["SendDurableExecutionCallbackSuccess", 200],
  "DELETE durable-executions/*": ["DeleteDurableExecution", 202],
  "GET durable-executions/*": ["GetDurableExecution", 200],
  "POST durable-executions/*/checkpoint": ["CheckpointDurableExecution", 200],
  "GET durable-executions/*/history": ["GetDurableExecutionHistory", 200],
  "POST durable-executions/*/pause": ["PauseDurableExecution", 202],
  "POST durable-executions/*/resume": ["ResumeDurableExecution", 202],
  "GET durable-executions/*/state": ["GetDurableExecutionState", 200],
  "POST durable-executions/*/stop": ["StopDurableExecution", 200],
  "GET event-source-mappings": ["ListEventSourceMappings", 200],
  "POST event-source-mappings": ["CreateEventSourceMapping", 202],
  "DELETE event-source-mappings/*": ["DeleteEventSourceMapping", 202],
  "GET event-source-mappings/*": ["GetEventSourceMapping", 200],
  "PUT event-source-mappings/*": ["UpdateEventSourceMapping", 202],
  "GET functions": ["ListFunctions", 200],
  "POST functions": ["CreateFunction", 201],
  "DELETE functions/*": ["DeleteFunction", 200],
  "GET functions/*": ["GetFunction", 200],
  "GET functions/*/aliases": ["ListAliases", 200],
  "POST functions/*/aliases": ["CreateAlias", 201],
  "DELETE functions/*/aliases/*": ["DeleteAlias", 204],
  "GET functions/*/aliases/*": ["GetAlias", 200],
  "PUT functions/*/aliases/*": ["UpdateAlias", 200],
  "PUT functions/*/code": ["UpdateFunctionCode", 200],
  "DELETE functions/*/code-signing-config": ["DeleteFunctionCodeSigningConfig", 204],
  "GET functions/*/code-signing-config": ["GetFunctionCodeSigningConfig", 200],
  "PUT functions/*/code-signing-config": ["PutFunctionCodeSigningConfig", 200],
  "DELETE functions/*/concurrency": ["DeleteFunctionConcurrency", 204],
  "GET functions/*/concurrency": ["GetFunctionConcurrency", 200],
  "PUT functions/*/concurrency": ["PutFunctionConcurrency", 200],
  "GET functions/*/configuration": ["GetFunctionConfiguration", 200],
  "PUT functions/*/configuration": ["UpdateFunctionConfiguration", 200],
  "GET functions/*/durable-executions": ["ListDurableExecutionsByFunction", 200],
  "DELETE functions/*/event-invoke-config": ["DeleteFunctionEventInvokeConfig", 204],
  "GET functions/*/event-invoke-config": ["GetFunctionEventInvokeConfig", 200],
  "POST functions/*/event-invoke-config": ["UpdateFunctionEventInvokeConfig", 200],
  "PUT functions/*/event-invoke-config": ["PutFunctionEventInvokeConfig", 200],
  "GET functions/*/event-invoke-config/list": ["ListFunctionEventInvokeConfigs", 200],
  "GET functions/*/function-scaling-config": ["GetFunctionScalingConfig", 200],
  "PUT functions/*/function-scaling-config": ["PutFunctionScalingConfig", 202],
  "POST functions/*/invocations": ["Invoke", 200],
  "POST functions/*/invoke-async": ["InvokeAsync", 202],
  "GET functions/*/policy": ["GetPolicy", 200],
  "POST functions/*/policy": ["AddPermission", 201],
  "DELETE functions/*/policy/*": ["RemovePermission", 204],
  "DELETE functions/*/provisioned-concurrency": ["DeleteProvisionedConcurrencyConfig", 204],
  "GET functions/*/provisioned-concurrency": ["GetProvisionedConcurrencyConfig", 200],
  "PUT functions/*/provisioned-concurrency": ["PutProvisionedConcurrencyConfig", 202],
  "GET functions/*/recursion-config": ["GetFunctionRecursionConfig", 200],
  "PUT functions/*/recursion-config": ["PutFunctionRecursionConfig", 200],
  "POST functions/*/response-streaming-invocations": ["InvokeWithResponseStream", 200],
  "GET functions/*/runtime-management-config": ["GetRuntimeManagementConfig", 200],
  "PUT functions/*/runtime-management-config": ["PutRuntimeManagementConfig", 200],
  "DELETE functions/*/url": ["DeleteFunctionUrlConfig", 204],
  "GET functions/*/url": ["GetFunctionUrlConfig", 200],
  "POST functions/*/url": ["CreateFunctionUrlConfig", 201],
  "PUT functions/*/url": ["UpdateFunctionUrlConfig", 200],
  "GET functions/*/urls": ["ListFunctionUrlConfigs", 200],
  "GET functions/*/versions": ["ListVersionsByFunction", 200],
  "POST functions/*/versions": ["PublishVersion", 201],
  "GET layers": ["ListLayers", 200],
  "GET layers/*/versions": ["ListLayerVersions", 200],
  "POST layers/*/versions": ["PublishLayerVersion", 201],
  "DELETE layers/*/versions/*": ["DeleteLayerVersion", 204],
  "GET layers/*/versions/*": ["GetLayerVersion", 200],
  "GET layers/*/versions/*/policy": ["GetLayerVersionPolicy", 200],
  "POST layers/*/versions/*/policy": ["AddLayerVersionPermission", 201],
  "DELETE layers/*/versions/*/policy/*": ["RemoveLayerVersionPermission", 204],
  "DELETE resource-policy/*": ["DeleteResourcePolicy", 204],
  "GET resource-policy/*": ["GetResourcePolicy", 200],
  "PUT resource-policy/*": ["PutResourcePolicy", 200],
  "DELETE tags/*": ["UntagResource", 204],
  "GET tags/*": ["ListTags", 200],
  "POST tags/*": ["TagResource", 204],
};

/** The same, by the name of the operation: the status of its success where that is not 200. */
const STATUS_BY_NAME = new Map(Object.values(OPERATIONS));

const API_VERSION = /^\d{4}-\d{2}-\d{2}$/;

/** Names Lambda's operation for a method, a raw path and a query, or gives `undefined` for a path that is none of Lambda's. */
export function lambdaOperation(method: string, path: string, query: URLSearchParams): string | undefined {
  const [version = "", ...words] = path.split("/").slice(1);
  if (!API_VERSION.test(version)) return undefined;
  if (words.at(-1) === "") words.pop();
  const labelled = words.map((word, index) => (index % 2 === 1 ? "*" : word));
  const key = `${method} ${labelled.join("/")}`;
  if (key === "GET layers" && query.get("find") === "LayerVersion") return "GetLayerVersionByArn";
  if (key === "GET functions/*/provisioned-concurrency" && query.get("List") === "ALL") {
    return "ListProvisionedConcurrencyConfigs";
  }
  if (key === "GET functions/*/event-invoke-config/*" && words.at(-1) === "list") {
    return "ListFunctionEventInvokeConfigs";
  }
  return OPERATIONS[key]?.[0];
}

/** The HTTP status of a success of one of Lambda's operations. */
export function lambdaSuccessStatus(operation: string | undefined): number {
  return (operation === undefined ? undefined : STATUS_BY_NAME.get(operation)) ?? 200;
}
