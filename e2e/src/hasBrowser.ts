import { launchBrowser } from './browser';

// Ends well when a browser starts: whether the walk can be walked here.
launchBrowser().then(
  browser => browser.close().then(() => process.exit(0)),
  error => {
    process.stderr.write(`${error}\n`);
    process.exit(1);
  },
);
