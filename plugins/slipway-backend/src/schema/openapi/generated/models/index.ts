//

export * from '../models/AbsentAnswer.model';
export * from '../models/DataAnswer.model';
export * from '../models/DeniedAnswer.model';
export * from '../models/DeploymentState.model';
export * from '../models/DeploymentsResponse.model';
export * from '../models/EnvironmentDeployments.model';
export * from '../models/EnvironmentDeploymentsState.model';
export * from '../models/ErrorResponse.model';
export * from '../models/ErrorResponseError.model';
export * from '../models/ErrorResponseRequest.model';
export * from '../models/ErrorResponseResponse.model';
export * from '../models/LastKnown.model';
export * from '../models/Reason.model';
export * from '../models/ServingVersion.model';
export * from '../models/SourceHealth.model';
export * from '../models/SourcesResponse.model';
export * from '../models/UnreachableAnswer.model';
export * from '../models/Verdict.model';
export * from '../models/VerdictState.model';
export * from '../models/WorkloadState.model';
