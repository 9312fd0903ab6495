import { parcels } from './parcels';
import { portalAt } from './portal';
import { create, deploy } from './service';

/** Has the portal make a service, and does what its pipeline would: so that there is something to look at. */
async function fill(): Promise<void> {
  const {
    SLIPWAY_GITEA_URL: url = '',
    SLIPWAY_GITEA_USERNAME: username = '',
    SLIPWAY_GITEA_PASSWORD: password = '',
  } = process.env;
  const [portal] = process.argv.slice(2);
  await create(portalAt(portal), 'http-api', parcels);
  for (const environment of ['dev', 'prod']) {
    await deploy(
      { url, username, password },
      parcels.name,
      environment,
      '0.1.1-gabcdef0',
    );
  }
}

fill().catch(error => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
