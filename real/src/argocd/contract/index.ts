export * from './describeArgocdContract';
export * from './world';
