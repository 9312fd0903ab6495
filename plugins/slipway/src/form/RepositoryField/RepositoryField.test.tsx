import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { platform, renderField } from '../../__testUtils__/form';
import { RepositoryField } from './RepositoryField';

describe('Where the repository goes', () => {
  it("is the portal's own choice until something is chosen", async () => {
    const { onChange } = renderField(RepositoryField, {
      api: { getCreatePlatform: async () => platform },
    });
    const owner = await screen.findByRole('textbox', { name: 'Organization' });
    expect(await screen.findByPlaceholderText('shop')).toBe(owner);
    // With one host there is nothing to choose.
    expect(screen.queryByText('Git host')).not.toBeInTheDocument();

    await userEvent.type(owner, 'web');
    expect(onChange).toHaveBeenLastCalledWith({ owner: 'web' });
    await userEvent.clear(owner);
    expect(onChange).toHaveBeenLastCalledWith({ owner: undefined });
  });

  it('is one of several hosts, the default chosen', async () => {
    renderField(RepositoryField, {
      api: {
        getCreatePlatform: async () => ({
          ...platform,
          hosts: ['git.example.org', 'github.com'],
        }),
      },
    });
    expect(
      await screen.findByRole('button', { name: /Git host/ }),
    ).toHaveTextContent('git.example.org');
  });
});
