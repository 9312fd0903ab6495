import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { violationsIn } from '../../__testUtils__/accessibility';
import { platform, renderField } from '../../__testUtils__/form';
import { EnvironmentsField, type Environment } from './EnvironmentsField';

function show(formData?: Environment[]) {
  const view = renderField<Environment[]>(EnvironmentsField, {
    api: { getCreatePlatform: async () => platform },
    schema: { title: 'Where it runs' },
    fields: { name: 'parcels' },
    formData,
  });
  return { ...view, user: userEvent.setup() };
}

describe('The environments of a new service', () => {
  it("are the platform's own, told without opening, until something is changed", async () => {
    const { container, onChange, user } = show([]);

    await user.click(await screen.findByText('dev on local, prod on eu-1'));
    expect(
      screen.getByText('In a namespace of its own, Kubernetes 1.36'),
    ).toBeInTheDocument();
    expect(screen.getByPlaceholderText('parcels-dev')).toHaveValue('');
    expect(onChange).not.toHaveBeenCalled();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('tell that a cluster cannot be read just now', async () => {
    show();
    expect(
      await screen.findByText('eu-1 cannot be read just now'),
    ).toBeInTheDocument();
  });

  it('are renamed, removed and added', async () => {
    const { onChange, user } = show();
    await user.click(await screen.findByText('dev on local, prod on eu-1'));

    const [first] = screen.getAllByRole('textbox', { name: 'Environment' });
    await user.type(first, '-1');
    expect(onChange).toHaveBeenLastCalledWith([
      { name: 'dev-1', cluster: 'local' },
      { name: 'prod', cluster: 'eu-1' },
    ]);
    await user.click(screen.getByRole('button', { name: 'Remove prod' }));
    expect(onChange).toHaveBeenLastCalledWith([
      { name: 'dev-1', cluster: 'local' },
    ]);
    // One has to stay.
    expect(screen.getByRole('button', { name: 'Remove dev-1' })).toBeDisabled();
    await user.click(
      screen.getByRole('button', { name: 'Add an environment' }),
    );
    expect(onChange).toHaveBeenLastCalledWith([
      { name: 'dev-1', cluster: 'local' },
      { name: '', cluster: 'eu-1' },
    ]);
  });

  it('go to a namespace of the platform’s that is typed or chosen, and back', async () => {
    const { container, onChange, user } = show();
    await user.click(await screen.findByText('dev on local, prod on eu-1'));
    const [dev, prod] = screen.getAllByRole('textbox', { name: 'Namespace' });

    await user.click(screen.getByRole('button', { name: 'tools' }));
    expect(dev).toHaveValue('tools');
    expect(
      screen.getByText(/In a namespace of the platform’s/),
    ).toBeInTheDocument();
    // It is chosen, and only one cluster has any.
    expect(
      screen.queryByRole('group', { name: 'Shared there' }),
    ).not.toBeInTheDocument();
    await user.type(prod, 'nightly');
    expect(onChange).toHaveBeenLastCalledWith([
      { name: 'dev', cluster: 'local', namespace: 'tools' },
      { name: 'prod', cluster: 'eu-1', namespace: 'nightly' },
    ]);
    expect(await violationsIn(container)).toEqual([]);

    await user.clear(dev);
    await user.clear(prod);
    await user.type(prod, 'parcels-prod');
    expect(onChange).toHaveBeenLastCalledWith([
      { name: 'dev', cluster: 'local' },
      { name: 'prod', cluster: 'eu-1' },
    ]);
  });

  it('stay what the platform chose when it does not answer', async () => {
    renderField<Environment[]>(EnvironmentsField, {
      api: { getCreatePlatform: () => Promise.reject(new Error('no')) },
    });
    await waitFor(() =>
      expect(screen.getByText(/does not answer; its own/)).toBeInTheDocument(),
    );
  });
});
