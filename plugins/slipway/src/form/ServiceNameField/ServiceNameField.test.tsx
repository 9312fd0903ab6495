import { useState } from 'react';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { serviceNameRule } from '@slipway/model';
import { component } from '../../__testUtils__/documents';
import { violationsIn } from '../../__testUtils__/accessibility';
import { slipwayApiRef } from '../../api';
import { platform } from '../../__testUtils__/form';
import { ServiceNameField } from './ServiceNameField';

type FieldProps = FieldExtensionComponentProps<string>;

/** The field in a form that keeps what it is told. */
const Form = ({
  onChange,
  rawErrors,
  fields,
}: {
  onChange(value: string | undefined): void;
  rawErrors?: string[];
  fields?: object;
}) => {
  const [value, setValue] = useState<string>();
  const props = {
    formData: value,
    onChange: (next: string | undefined) => {
      setValue(next);
      onChange(next);
    },
    rawErrors,
    formContext: { formData: fields },
    required: true,
    schema: { title: 'Name of the service' },
    uiSchema: {},
  } as unknown as FieldProps;
  return <ServiceNameField {...props} />;
};

async function open(
  rawErrors?: string[],
  fields?: object,
  catalog: object = catalogApiMock(),
) {
  const user = userEvent.setup();
  const onChange = jest.fn();
  const { container } = renderInTestApp(
    <Form {...{ onChange, rawErrors, fields }} />,
    {
      apis: [
        [slipwayApiRef, { getCreatePlatform: async () => platform }],
        [catalogApiRef, catalog],
      ],
    },
  );
  const field = await screen.findByRole('textbox', {
    name: /Name of the service/,
  });
  return { user, onChange, field, container };
}

describe('The field for the name of a service', () => {
  it('tells the rule before it is broken, and is not yet wrong', async () => {
    const { container, field } = await open();

    expect(field).toHaveAccessibleDescription(
      expect.stringContaining(serviceNameRule.message),
    );
    expect(field).toBeRequired();
    expect(field).toBeValid();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('tells what a good name names', async () => {
    const { field, onChange, user } = await open();
    await user.type(field, 'payments');

    expect(
      screen.getByText(/the namespaces payments-dev, payments-prod/),
    ).toBeInTheDocument();
    expect(field).toBeValid();
    expect(onChange).toHaveBeenLastCalledWith('payments');
  });

  it.each([
    'Payments',
    'pay_ments',
    '1payments',
    'payments-',
    'zahlungen-ü',
    'платежи',
    'a',
    'x'.repeat(64),
    '$(reboot)',
    'a: b',
  ])('tells the rule as it is broken: %s', async name => {
    const { container, field, user } = await open();
    await user.click(field);
    await user.paste(name);

    expect(field).toBeInvalid();
    expect(
      screen.getByText(serviceNameRule.message, { selector: '[aria-live]' }),
    ).toBeInTheDocument();
    expect(screen.queryByText(/the namespaces/)).not.toBeInTheDocument();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('tells that a name is reserved, until it is mended', async () => {
    const { field, user } = await open();
    await user.type(field, 'argocd');
    expect(
      screen.getByText("The name 'argocd' is reserved for the platform"),
    ).toBeInTheDocument();

    await user.type(field, '-shop');
    expect(screen.queryByText(/is reserved/)).not.toBeInTheDocument();
    expect(field).toBeValid();
  });

  it('tells that a name is taken and by whom, as soon as it is typed, until it is mended', async () => {
    const catalog = catalogApiMock({
      entities: [{ ...component(), spec: { owner: 'group:default/shop' } }],
    });
    const { field, user } = await open(undefined, undefined, catalog);
    await user.type(field, 'payments');

    expect(
      await screen.findByText(
        "There is already a component 'payments' in the catalog, of group:default/shop",
      ),
    ).toBeInTheDocument();
    expect(field).toBeInvalid();

    await user.type(field, '-shop');
    expect(screen.queryByText(/already a component/)).not.toBeInTheDocument();
    expect(field).toBeValid();
  });

  it('asks the catalog of no name that it refuses itself', async () => {
    const getEntityByRef = jest.fn().mockResolvedValue(undefined);
    const { field, user } = await open(undefined, undefined, {
      getEntityByRef,
    });
    await user.click(field);
    await user.paste('argocd');
    // The pause after which it would be asked has passed once the next name was.
    await user.clear(field);
    await user.paste('orders');
    await waitFor(() => expect(getEntityByRef).toHaveBeenCalled());

    expect(getEntityByRef.mock.calls.map(([ref]) => ref.name)).toEqual([
      'orders',
    ]);
  });

  it('tells which name that is made of it is too long, and by how much, as the needs are', async () => {
    const name = 'a'.repeat(35);
    const told = `The Kafka ${name}-events would be 2 characters longer than the 40 that a cluster takes`;
    const { field, user } = await open(undefined, { needs: ['kafka'] });
    await user.type(field, name);
    expect(await screen.findByText(told)).toBeInTheDocument();
    expect(field).toBeInvalid();

    await user.type(field, '{Backspace}{Backspace}');
    expect(field).toBeValid();
  });

  it('minds no name of a need that is not chosen', async () => {
    const { field, user } = await open(undefined, { needs: ['redis'] });
    await user.type(field, 'a'.repeat(40));
    expect(field).toBeValid();
  });

  it('emptied, it has no value rather than an empty one', async () => {
    const { field, onChange, user } = await open();
    await user.type(field, 'pay');
    await user.clear(field);

    expect(onChange).toHaveBeenLastCalledWith(undefined);
    expect(field).toBeValid();
  });

  it('says nothing twice when the form has said it', async () => {
    const { field, user } = await open(['taken']);
    await user.type(field, 'Payments');

    expect(field).toBeInvalid();
    expect(
      screen.queryByText(serviceNameRule.message, { selector: '[aria-live]' }),
    ).not.toBeInTheDocument();
  });
});
