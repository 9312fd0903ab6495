/** Files of the sound service's repository. */
const base = 'deploy/base';
export const prod = 'deploy/overlays/prod';
export const api = `${base}/deployment-api.yaml`;
export const service = `${base}/service-api.yaml`;
export const job = `${base}/cronjob-sweep.yaml`;
export const policies = `${base}/networkpolicies.yaml`;
export const database = `${base}/postgres-db.yaml`;
export const overlay = `${prod}/kustomization.yaml`;
export const secrets = `${prod}/secrets.yaml`;
export const expose = `${prod}/expose.yaml`;
export const scaler = `${prod}/horizontalpodautoscaler-api.yaml`;
export const budget = `${prod}/poddisruptionbudget-api.yaml`;
export const application = 'deploy/argocd/prod.yaml';
export const workflow = '.github/workflows/ci.yaml';
