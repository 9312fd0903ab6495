import { define, plain } from './define';
import { ResourceType } from './types';

const custom = { custom: true };

/** By the operator that brings them. */
export const customTypes: ResourceType[] = [
  // Argo CD's have no status path of their own.
  define('argoproj.io/v1alpha1', 'Application', 'applications', {
    ...plain,
    ...custom,
    shortNames: ['app', 'apps'],
  }),
  define('argoproj.io/v1alpha1', 'AppProject', 'appprojects', {
    ...plain,
    ...custom,
    shortNames: ['appproj', 'appprojs'],
  }),
  define('argoproj.io/v1alpha1', 'Rollout', 'rollouts', {
    ...custom,
    shortNames: ['ro'],
  }),
  define('source.toolkit.fluxcd.io/v1', 'GitRepository', 'gitrepositories', {
    ...custom,
    shortNames: ['gitrepo'],
  }),
  define('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'kustomizations', {
    ...custom,
    shortNames: ['ks'],
  }),
  define('external-secrets.io/v1', 'ExternalSecret', 'externalsecrets', {
    ...custom,
    shortNames: ['es'],
  }),
  define('bitnami.com/v1alpha1', 'SealedSecret', 'sealedsecrets', custom),
  define(
    'secrets.infisical.com/v1beta1',
    'InfisicalStaticSecret',
    'infisicalstaticsecrets',
    custom,
  ),
  define('cert-manager.io/v1', 'Certificate', 'certificates', {
    ...custom,
    shortNames: ['cert', 'certs'],
  }),
  define('gateway.networking.k8s.io/v1', 'HTTPRoute', 'httproutes', custom),
  define('gateway.networking.k8s.io/v1', 'GRPCRoute', 'grpcroutes', custom),
  define('keda.sh/v1alpha1', 'ScaledObject', 'scaledobjects', {
    ...custom,
    shortNames: ['so'],
  }),
  define(
    'keda.sh/v1alpha1',
    'TriggerAuthentication',
    'triggerauthentications',
    { ...custom, shortNames: ['ta'] },
  ),
];
