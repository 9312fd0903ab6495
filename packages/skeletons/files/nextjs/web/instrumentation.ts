import type { Instrumentation } from 'next';

/** Next calls this for what a page throws. It builds this file for its Edge runtime as well, where nothing of the server is. */
export const onRequestError: Instrumentation.onRequestError = async (error, { path }, { routePath }) => {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { pageFailed } = await import('./src/failures/pageFailed.ts');
    pageFailed(error, path, routePath);
  }
};
