export * from './examples';
export * from './people';
export * from './seed';
export * from './story';
