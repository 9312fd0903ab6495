import type { Entity } from '@backstage/catalog-model';
import type { ApiHolder, ApiRef } from '@backstage/core-plugin-api';
import { translationApiRef } from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { serviceNameRule } from '@slipway/model';
import { component } from '../../__testUtils__/documents';
import { validateServiceName } from './validateServiceName';

function holding(catalog?: object): ApiHolder {
  const apis: Record<string, unknown> = {
    [catalogApiRef.id]: catalog,
    [translationApiRef.id]: mockApis.translation(),
  };
  return { get: <T>(ref: ApiRef<T>) => apis[ref.id] as T | undefined };
}

async function errorsOf(name: string | undefined, catalog?: object) {
  const errors: string[] = [];
  await validateServiceName(
    name,
    { addError: message => errors.push(message) },
    { apiHolder: holding(catalog) },
  );
  return errors;
}

const owned: Entity = { ...component(), spec: { owner: 'group:default/shop' } };

describe('The name of a new service', () => {
  it('is taken when it is free', async () => {
    const catalog = catalogApiMock({ entities: [owned] });
    await expect(errorsOf('orders', catalog)).resolves.toEqual([]);
  });

  it('is refused with the owner of the one that has it', async () => {
    const catalog = catalogApiMock({ entities: [owned] });
    await expect(errorsOf('payments', catalog)).resolves.toEqual([
      "There is already a component 'payments' in the catalog, of group:default/shop",
    ]);
  });

  it('is refused with the rule that it breaks, and nobody is asked', async () => {
    const getEntityByRef = jest.fn();
    await expect(errorsOf('Pay ments', { getEntityByRef })).resolves.toEqual([
      serviceNameRule.message,
    ]);
    await expect(errorsOf('argocd', { getEntityByRef })).resolves.toEqual([
      "The name 'argocd' is reserved for the platform",
    ]);
    expect(getEntityByRef).not.toHaveBeenCalled();
  });

  it('is refused while the catalog cannot be asked', async () => {
    const getEntityByRef = () => Promise.reject(new Error('connect 10.0.0.7'));
    const [message, ...more] = await errorsOf('orders', { getEntityByRef });

    expect(message).toMatch(/^The catalog cannot be asked/);
    expect(message).not.toContain('10.0.0.7');
    expect(more).toEqual([]);
  });

  it.each([undefined, ''])(
    'is left to "required" when it is %j',
    async name => {
      await expect(errorsOf(name)).resolves.toEqual([]);
    },
  );
});
