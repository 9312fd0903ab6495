import type { NextConfig } from 'next';

const config: NextConfig = {
  // What runs in the image: the server and only those modules that it uses.
  output: 'standalone',
  outputFileTracingRoot: import.meta.dirname,
  poweredByHeader: false,
  headers: () =>
    Promise.resolve([
      {
        source: '/:path*',
        headers: [
          // Pages of others do not show these, and browsers take files for what they are said to be.
          { key: 'Content-Security-Policy', value: "frame-ancestors 'self'" },
          { key: 'X-Content-Type-Options', value: 'nosniff' },
          { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
        ],
      },
    ]),
  // Log, metrics and traces are those of the server, not copies inside of the pages.
  serverExternalPackages: [
    '@opentelemetry/api',
    '@opentelemetry/context-async-hooks',
    '@opentelemetry/core',
    '@opentelemetry/exporter-trace-otlp-proto',
    '@opentelemetry/resources',
    '@opentelemetry/sdk-trace',
    'pino',
    'prom-client',
  ],
  // The file system of the image is read-only: what is made anew stays in memory.
  experimental: { isrFlushToDisk: false },
};

export default config;
