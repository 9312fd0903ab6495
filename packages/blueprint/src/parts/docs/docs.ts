import { managed, seeded } from '../../files';
import { toYaml } from '../../kubernetes';
import type { Part } from '../part';
import { overview, readme } from './readme';
import { runbook } from './runbook/runbook';

/** README, and the pages that TechDocs shows. */
export const docsPart: Part = {
  name: 'docs',
  files(ctx) {
    return [
      seeded('README.md', readme(ctx)),
      managed(
        'mkdocs.yml',
        toYaml({
          site_name: ctx.name,
          nav: [{ Overview: 'index.md' }, { Runbook: 'runbook.md' }],
          plugins: ['techdocs-core'],
        }),
      ),
      seeded('docs/index.md', overview(ctx)),
      managed('docs/runbook.md', runbook(ctx)),
      managed(
        '.gitattributes',
        '.slipway/pristine linguist-generated -diff\n.slipway/lock linguist-generated\n',
      ),
    ];
  },
};
