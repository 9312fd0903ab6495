/** By which templates ask for a field (`ui:field`). */
export const fieldNames = {
  serviceName: 'SlipwayServiceName',
  environments: 'SlipwayEnvironments',
  more: 'SlipwayMore',
  repository: 'SlipwayRepository',
  preview: 'SlipwayPreview',
} as const;
