export * from './Actor';
export * from './DeliveryActions';
