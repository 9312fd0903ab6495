import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { renderService, validateTree } from '@slipway/blueprint';
import { readFolder } from './io/folder';
import { readSpec } from './io/spec';

const examples = resolve(__dirname, '../../../examples');
const landscapes = readdirSync(join(examples, 'landscapes'), {
  withFileTypes: true,
})
  .filter(entry => entry.isDirectory())
  .map(({ name }) => name);

/** Written by: slipway render examples/landscapes/NAME/slipway.yaml --out examples/rendered/NAME --central examples/rendered/NAME-gitops */
describe.each(landscapes)('the landscape %s', name => {
  const spec = join(examples, 'landscapes', name, 'slipway.yaml');

  it('comes out as it is kept, byte by byte', async () => {
    const { service, bundle, findings } = await readSpec(spec, {});
    expect(findings).toEqual([]);
    const rendered = renderService(service!, bundle!);
    const kept = (folder: string) =>
      readFolder(join(examples, 'rendered', folder));
    expect({ own: rendered.tree, central: rendered.central }).toEqual({
      own: await kept(name),
      central: rendered.central && (await kept(`${name}-gitops`)),
    });
  });

  it('has nothing that the validator finds', async () => {
    const { service, bundle } = await readSpec(spec, {});
    const { tree, central } = renderService(service!, bundle!);
    expect(validateTree(tree, bundle!)).toEqual([]);
    expect(central ? validateTree(central, bundle!) : []).toEqual([]);
  });
});
