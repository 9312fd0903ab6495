import { z } from 'zod';
import * as f from '../../spec/schema/fields';

const port = z.int().min(1).max(65535);

const address = z
  .string()
  .regex(
    /^(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\.(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}$/,
    'is no address, such as 10.43.0.10',
  );

const network = z
  .strictObject({
    pods: f.cidr.optional().describe('For example 10.42.0.0/16'),
    services: f.cidr.optional().describe('For example 10.43.0.0/16'),
    dns: address.optional().describe("The address of the cluster's own DNS"),
    loadBalancers: z
      .strictObject({ from: address, to: address })
      .optional()
      .describe('What MetalLB may give to Services'),
    hostPorts: z
      .record(z.enum(['http', 'https', 'registry', 'api']), port)
      .optional()
      .describe('With k3d: where the machine is reached'),
    firewall: z
      .array(
        z.strictObject({
          port,
          protocol: z.enum(['tcp', 'udp']).optional(),
          from: f.cidr.optional().describe('Anywhere when left out'),
          for: f.textLine,
        }),
      )
      .max(50)
      .optional()
      .describe('What is open; all else is closed'),
  })
  .describe('Addresses and ports');

const nodes = z.strictObject({
  servers: z.int().min(1).max(9).optional(),
  agents: z.int().min(0).max(100).optional(),
  size: z
    .string()
    .regex(/^[A-Za-z0-9._-]{2,40}$/, 'is no size of a machine')
    .optional()
    .describe('What the provider calls it, for example t3.large'),
});

export const cluster = z
  .strictObject({
    on: z
      .enum(['k3d', 'k3s', 'eks', 'doks'])
      .describe('k3d on this machine, K3s on a rented one, or a managed one'),
    kubernetes: z
      .string()
      .regex(/^1\.[0-9]{2}$/, "is no version, such as '1.36'")
      .optional(),
    region: z
      .string()
      .regex(/^[a-z0-9-]{2,30}$/, 'is no region')
      .optional(),
    zones: z.int().min(1).max(9).optional(),
    nodes: nodes.optional(),
    network: network.optional(),
    storageClass: f.dnsLabel.optional(),
    domain: f.host
      .optional()
      .describe('Services are reached below it; nip.io works locally'),
  })
  .describe('Where services run');
