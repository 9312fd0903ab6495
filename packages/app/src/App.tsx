import { createApp } from '@backstage/frontend-defaults';
import catalogWithHealth from '@slipway/plugin-slipway/catalog';
import { navModule } from './nav';
import { signInModule } from './signIn';
import { themeModule } from './theme';

// Plugins are discovered from package.json (`app.packages: all`); only what is the portal's own stands here, and how the
// catalog's table gets its columns.
export default createApp({
  features: [navModule, signInModule, themeModule, catalogWithHealth],
});
