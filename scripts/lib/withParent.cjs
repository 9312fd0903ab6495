// Whoever started this process holds its standard input open. When that ends, so does this one: a start program
// that was killed outright leaves nothing behind.
const { isMainThread } = require('node:worker_threads');

const GRACE = 8000;

// A thread is given what its process was given, but has an input of its own, which is empty.
if (isMainThread) {
  process.stdin.once('end', () => {
    setTimeout(() => process.exit(1), GRACE).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  process.stdin.on('error', () => undefined);
  process.stdin.resume();
  process.stdin.unref?.();
}
