import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { Form } from '@backstage/plugin-scaffolder-react/alpha';
import validator from '@rjsf/validator-ajv8';
import { MoreField } from './MoreField';

describe('What is folded away', () => {
  it('is named with what it says, and is filled in as any other field', async () => {
    const onChange = jest.fn();
    renderInTestApp(
      <Form
        validator={validator}
        fields={{ SlipwayMore: MoreField as any }}
        schema={{
          type: 'object',
          properties: {
            more: {
              title: 'More',
              type: 'object',
              properties: {
                description: { title: 'Description', type: 'string' },
                lifecycle: {
                  title: 'Lifecycle',
                  type: 'string',
                  default: 'production',
                },
              },
            },
          },
        }}
        uiSchema={{ more: { 'ui:field': 'SlipwayMore' } }}
        onChange={({ formData }: any) => onChange(formData)}
      />,
    );

    await userEvent.click(
      await screen.findByText('Description, Lifecycle: production'),
    );
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Description' }),
      'x',
    );
    expect(onChange).toHaveBeenLastCalledWith({
      more: { description: 'x', lifecycle: 'production' },
    });
  });
});
