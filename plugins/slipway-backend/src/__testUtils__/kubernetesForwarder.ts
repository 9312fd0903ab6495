import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import express from 'express';
import { request } from 'http';

/**
 * Stands where the portal's Kubernetes back end stands, and forwards like it. (The real one loads its client by a
 * dynamic import, which jest's module loader refuses; the browser tests have the real one.)
 */
export function kubernetesForwarder(
  clusters: Record<string, string>,
  token: string,
) {
  return createBackendPlugin({
    pluginId: 'kubernetes',
    register(env) {
      env.registerInit({
        deps: { http: coreServices.httpRouter },
        async init({ http }) {
          const router = express.Router();
          router.get('/clusters', (_, res) => {
            res.json({ items: Object.keys(clusters).map(name => ({ name })) });
          });
          router.use('/proxy', (req, res) => {
            const base = clusters[req.header('Backstage-Kubernetes-Cluster')!];
            const upstream = request(`${base}${req.url}`, {
              headers: { authorization: `Bearer ${token}` },
            });
            upstream.on('response', answer => {
              res.writeHead(answer.statusCode ?? 502, answer.headers);
              answer.on('error', () => res.destroy());
              answer.pipe(res);
            });
            upstream.on('error', error => {
              if (res.headersSent) {
                res.destroy();
              } else {
                res.status(500).json({ error: { message: error.message } });
              }
            });
            res.on('close', () => upstream.destroy());
            upstream.end();
          });
          http.use(router);
        },
      });
    },
  });
}
