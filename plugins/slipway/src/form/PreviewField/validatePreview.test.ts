import type { ApiRef } from '@backstage/core-plugin-api';
import { slipwayApiRef } from '../../api';
import { validatePreview } from './validatePreview';

async function errorsOf(preview: () => Promise<unknown>) {
  const errors: string[] = [];
  const api = { preview: jest.fn(preview) };
  await validatePreview(
    true,
    { addError: message => errors.push(message) },
    {
      apiHolder: {
        get: <T>(ref: ApiRef<T>) =>
          ref.id === slipwayApiRef.id ? (api as unknown as T) : undefined,
      },
      formData: { name: 'parcels', type: 'job', preview: true },
      uiSchema: { 'ui:options': { fixed: { type: 'http' } } },
    },
  );
  return { errors, api };
}

const finding = (severity: string) => ({
  severity,
  message: `a ${severity}`,
  remedy: 'Mend it',
});

describe('What cannot be made', () => {
  it('is refused by the form, with the very values that the task would get', async () => {
    const { errors, api } = await errorsOf(async () => ({
      findings: [finding('error'), finding('warning')],
    }));

    expect(errors).toEqual(['a error. Mend it.']);
    expect(api.preview).toHaveBeenCalledWith({
      values: { name: 'parcels', type: 'http' },
    });
  });

  it('is left to the task where no preview can be had', async () => {
    const { errors } = await errorsOf(() => Promise.reject(new Error('no')));

    expect(errors).toEqual([]);
  });
});
