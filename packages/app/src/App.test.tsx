import { render, screen } from '@testing-library/react';
import app from './App';

describe('The portal', () => {
  it('asks for a sign-in that says it is for development', async () => {
    process.env = {
      NODE_ENV: 'test',
      APP_CONFIG: [
        {
          data: {
            app: { title: 'Test' },
            backend: { baseUrl: 'http://localhost:7007' },
          },
          context: 'test',
        },
      ] as any,
    };

    render(app.createRoot());

    expect(
      await screen.findByText(/For development only/, {}, { timeout: 20_000 }),
    ).toBeInTheDocument();
  }, 30_000);
});
