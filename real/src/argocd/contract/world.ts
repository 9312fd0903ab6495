import { Address } from '../../contract';
import { Client } from '../../contract/client';
import { ArgocdApi } from './api';

/** A Git host with an organization `shop`, and what is asked of it. */
export interface Repositories {
  url: string;
  ask(method: string, path: string, body?: object): Promise<unknown>;
  filled(name: string, files: Record<string, string>): Promise<void>;
  push(
    name: string,
    files: Record<string, string>,
    branch: string,
  ): Promise<void>;
}

/** A server that claims to be Argo CD, with what it delivers from and to. */
export interface ArgocdWorld {
  url: string;
  username: string;
  password: string;
  /** Where its Applications lie, and what it delivers to. */
  cluster: Address;
  /** Under which name it knows that cluster. */
  clusterName: string;
  gitea: Repositories;
  /** Gives the token of an account without any right, good as long as this lasts. */
  powerless(during: (token: string) => Promise<void>): Promise<void>;
  /** Gives a token that was good and is no more. */
  ended(during: (token: string) => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** What each group of the contract is given: set before its first test runs. */
export interface ArgocdContract {
  readonly world: ArgocdWorld;
  readonly api: ArgocdApi;
  readonly cluster: Client;
  /** A repository with these files below `deploy/`, and a namespace for them; gives what an Application of it says. */
  service(files?: Record<string, string>): Promise<Service>;
}

export interface Service {
  name: string;
  namespace: string;
  repository: string;
  application(more?: { labels?: object; spec?: object }): object;
  commit(files: Record<string, string>): Promise<void>;
}
