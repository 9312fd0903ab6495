import { ArgocdApi } from './api';
import { ArgocdContract } from './world';

const refusal = (code: number, message: unknown) => ({
  error: message,
  code,
  message,
});
const denied = {
  status: 403,
  body: refusal(7, expect.stringMatching(/^permission denied/)),
};

export function describeAccess(contract: ArgocdContract) {
  describe('access', () => {
    it('is given to who knows a password, and to nobody who does not', async () => {
      const { url, username, password } = contract.world;
      const nobody = new ArgocdApi(url, '');
      expect(await nobody.post('/session', { username, password })).toEqual({
        status: 200,
        body: { token: expect.any(String) },
      });
      expect(
        await nobody.post('/session', { username, password: 'wrong' }),
      ).toEqual({
        status: 401,
        body: refusal(16, 'Invalid username or password'),
      });
      for (const token of ['', 'garbage']) {
        expect(await nobody.as(token).get('/applications')).toEqual({
          status: 401,
          body: refusal(16, 'no session information'),
        });
      }
    });

    it('ends with the token', async () => {
      await contract.world.ended(async token => {
        expect(await contract.api.as(token).get('/applications')).toEqual({
          status: 401,
          body: refusal(16, expect.stringMatching(/^invalid session: /)),
        });
      });
    });

    it('shows an account without rights that there is nothing, and refuses it one thing by one', async () => {
      const service = await contract.service();
      await contract.api.post('/applications', service.application());
      await contract.world.powerless(async token => {
        const api = contract.api.as(token);
        expect(await api.get('/applications')).toEqual({
          status: 200,
          body: {
            metadata: { resourceVersion: expect.any(String) },
            items: null,
          },
        });
        expect(await api.get('/account/can-i/applications/get/*/*')).toEqual({
          status: 200,
          body: { value: 'no' },
        });
        const one = `/applications/${service.name}`;
        expect(await api.get(one)).toEqual(denied);
        expect(await api.post(`${one}/sync`, {})).toEqual(denied);
        expect(await api.delete(one)).toEqual(denied);
        expect(await api.post('/applications', service.application())).toEqual(
          denied,
        );
        expect(await api.get('/projects/default')).toEqual(denied);
      });
      expect(
        (await contract.api.get('/account/can-i/applications/get/*/*')).body,
      ).toEqual({ value: 'yes' });
    });

    it('is no matter of what nobody has: a missing Application is a forbidden one', async () => {
      const { api } = contract;
      for (const answer of [
        await api.get('/applications/nobody'),
        await api.post('/applications/nobody/sync', {}),
        await api.delete('/applications/nobody'),
      ]) {
        expect(answer).toEqual(denied);
      }
      expect(await api.get('/applications/nobody?project=default')).toEqual({
        status: 404,
        body: refusal(5, 'applications.argoproj.io "nobody" not found'),
      });
      expect(await api.get('/nothing')).toEqual({
        status: 404,
        body: 'Not Found\n',
      });
    });

    it('wants to be told what it is sent, even where that is nothing', async () => {
      expect(
        await contract.api.send('DELETE', '/applications/nobody', {
          contentType: 'text/plain',
        }),
      ).toEqual({ status: 415, body: 'Invalid content type\n' });
    });
  });
}
