export * from './clock';
export * from './manualClock';
export * from './background';
export * from './pace';
