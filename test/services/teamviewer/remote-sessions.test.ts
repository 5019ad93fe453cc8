import assert from 'node:assert/strict';
import { sessionCode } from '../../../src/services/desk/ids.js';
import type { SessionWish } from '../../../src/services/desk/ports.js';
import { head, json } from '../http/tiny-server.js';
import { CODE, customApi, SESSION, tinyTeamViewer } from './teamviewer-parts.js';
import type { TinyTeamViewer } from './teamviewer-parts.js';
import type { Answering } from '../http/tiny-server.js';
import { failureDetails } from '../graph/graph-parts.js';

const WISH: SessionWish = {
  op: 'REQ-12:3',
  description: 'REQ-12 Screen stays black',
  customerName: 'Anna de Vries',
  waitingMessage: 'Sam will be with you shortly.',
  validUntil: Date.UTC(2026, 10, 21, 10, 0, 0, 900),
};

describe('remote sessions', () => {
  const far: TinyTeamViewer[] = [];
  afterEach(async () => {
    await Promise.all(far.splice(0).map((server) => server.close()));
  });

  async function serve(answer: Answering): Promise<TinyTeamViewer> {
    const server = await tinyTeamViewer(answer);
    far.push(server);
    return server;
  }

  describe('making one', () => {
    it('sends our op id in custom_api, the validity and who is helped', async () => {
      const { sessions, calls } = await serve((_call, response) => json(response, 200, SESSION));
      assert.deepEqual(await sessions.make(WISH), {
        code: CODE,
        open: true,
        validUntil: Date.UTC(2026, 10, 21, 10),
        links: { customer: SESSION.end_customer_link, supporter: SESSION.supporter_link },
      });
      const [call] = calls;
      assert.deepEqual([call?.method, call?.path], ['POST', '/api/v1/sessions']);
      assert.equal(call?.headers.authorization, 'Bearer script-token');
      assert.deepEqual(JSON.parse(call?.body ?? ''), {
        groupname: 'Deskside',
        valid_until: '2026-11-21T10:00:00Z',
        waiting_message: WISH.waitingMessage,
        description: WISH.description,
        end_customer: { name: WISH.customerName },
        custom_api: '{"op":"REQ-12:3","app":"deskside"}',
      });
    });

    it('cuts what is too long for TeamViewer, never within a character', async () => {
      const { sessions, calls } = await serve((_call, response) => json(response, 200, SESSION));
      await sessions.make({
        ...WISH,
        description: 'x'.repeat(5_000),
        customerName: `${'n'.repeat(99)}😀`,
      });
      const body = JSON.parse(calls[0]?.body ?? '') as {
        description: string;
        end_customer: { name: string };
      };
      assert.equal(body.description.length, 4_000);
      assert.equal(body.end_customer.name, 'n'.repeat(99));
    });

    it('reads the session again when its state is a number of unknown meaning', async () => {
      const { sessions, calls } = await serve((call, response) =>
        json(response, 200, {
          ...SESSION,
          state: call.method === 'POST' ? 0 : 'Open',
          support_session_type: 0,
        }),
      );
      assert.equal((await sessions.make(WISH)).open, true);
      assert.deepEqual(
        calls.map(({ method, path }) => `${method} ${path}`),
        ['POST /api/v1/sessions', `GET /api/v1/sessions/${CODE}`],
      );
    });

    it('reads the session that a redirect names', async () => {
      const { sessions, calls } = await serve((call, response) => {
        if (call.method === 'GET') return json(response, 200, SESSION);
        head(response, 302, {
          location: `https://webapi.teamviewer.com/api/v1/sessions/${CODE}`,
        }).end();
      });
      assert.equal((await sessions.make(WISH)).code, CODE);
      assert.equal(calls[1]?.path, `/api/v1/sessions/${CODE}`);
    });

    it('is in doubt after an answer that cannot be read', async () => {
      const answers: readonly Answering[] = [
        (_call, response) => json(response, 200, { code: CODE }),
        (_call, response) => response.end('<html>'),
        (_call, response) => head(response, 302, { location: 'https://elsewhere.example/' }).end(),
        (_call, response) => head(response, 204).end(),
      ];
      for (const answer of answers) {
        const { sessions } = await serve(answer);
        const { retryable, applied } = await failureDetails(() => sessions.make(WISH));
        assert.deepEqual([retryable, applied], [true, 'maybe']);
      }
    });

    it('is in doubt when the session was made and cannot be read again', async () => {
      const { sessions } = await serve((call, response) =>
        json(response, call.method === 'POST' ? 200 : 503, { ...SESSION, state: 1 }),
      );
      const { retryable, applied } = await failureDetails(() => sessions.make(WISH));
      assert.deepEqual([retryable, applied], [true, 'maybe']);
    });

    it('refuses links that are not TeamViewer’s, for good', async () => {
      const foreign = [
        'http://get.teamviewer.com/s06301144',
        'https://get.teamviewer.com.evil.example/s06301144',
        'https://evilteamviewer.com/s06301144',
        'https://user@get.teamviewer.com/s06301144',
        'teamviewer10://control?device=1',
        '',
      ];
      for (const link of foreign) {
        for (const field of ['end_customer_link', 'supporter_link']) {
          const { sessions } = await serve((_call, response) =>
            json(response, 200, { ...SESSION, [field]: link }),
          );
          const details = await failureDetails(() => sessions.make(WISH));
          assert.deepEqual(
            [details.retryable, details.applied, details.code],
            [false, 'maybe', 'foreign-link'],
            link,
          );
        }
      }
    });
  });

  describe('finding one', () => {
    it('looks through open and closed sessions of all apps for our op', async () => {
      const rows = [
        { code: 's01-000-001', custom_api: null },
        { code: 's01-000-002', custom_api: 'not json' },
        { code: 's01-000-003', custom_api: customApi('REQ-12:3', 'other') },
        { code: 's01-000-004', custom_api: customApi('REQ-12:33') },
        { code: 's01-000-005', custom_api: 7 },
        { code: CODE, custom_api: customApi('REQ-12:3') },
      ];
      const { sessions, calls } = await serve((call, response) => {
        if (!call.path.includes('?')) return json(response, 200, { ...SESSION, state: 'Closed' });
        const second = call.path.includes('offset=s01-000-003');
        json(response, 200, {
          sessions: second ? rows.slice(3) : rows.slice(0, 3),
          next_offset: second ? '' : 's01-000-003',
        });
      });
      const found = await sessions.find('REQ-12:3');
      assert.deepEqual([found?.code, found?.open], [CODE, false]);
      const query = new URLSearchParams(calls[0]?.path.split('?')[1]);
      assert.deepEqual(Object.fromEntries(query), { full_list: 'true', state: 'open,closed' });
    });

    it('finds nothing when the list ends without it', async () => {
      const { sessions, calls } = await serve((_call, response) =>
        json(response, 200, { sessions: [] }),
      );
      assert.equal(await sessions.find('REQ-12:3'), undefined);
      assert.equal(calls.length, 1);
    });

    it('fails, rather than finding nothing, when the list is too long to be read', async () => {
      const { sessions, calls } = await serve((_call, response) =>
        json(response, 200, { sessions: [], next_offset: 's01-000-001' }),
      );
      const { retryable, code } = await failureDetails(() => sessions.find('REQ-12:3'));
      assert.deepEqual([retryable, code], [false, 'too-many-sessions']);
      assert.equal(calls.length, 20);
    });
  });

  describe('looking at one', () => {
    const cases: readonly (readonly [object, { open: boolean; online: boolean }])[] = [
      [
        { state: 'Open', online: true },
        { open: true, online: true },
      ],
      [
        { state: 'open', online: false },
        { open: true, online: false },
      ],
      [{ state: 'Open' }, { open: true, online: false }],
      [
        { state: 'Closed', online: true },
        { open: false, online: false },
      ],
      [
        { state: 0, online: true },
        { open: true, online: true },
      ],
      [
        { state: 2, closed_at: '2026-11-20T10:00:00Z' },
        { open: false, online: false },
      ],
    ];
    for (const [answer, expected] of cases) {
      it(`reads ${JSON.stringify(answer)}`, async () => {
        const { sessions } = await serve((_call, response) => json(response, 200, answer));
        assert.deepEqual(await sessions.look(sessionCode(CODE)), expected);
      });
    }

    it('finds a session that is gone closed', async () => {
      const { sessions } = await serve((_call, response) => json(response, 404, {}));
      assert.deepEqual(await sessions.look(sessionCode(CODE)), { open: false, online: false });
    });
  });

  describe('closing one', () => {
    it('puts its state', async () => {
      const { sessions, calls } = await serve((_call, response) => head(response, 204).end());
      await sessions.close(sessionCode(CODE));
      const [call] = calls;
      assert.deepEqual([call?.method, call?.path], ['PUT', `/api/v1/sessions/${CODE}`]);
      assert.deepEqual(JSON.parse(call?.body ?? ''), { state: 'closed' });
    });

    it('that is closed or gone already is no error', async () => {
      const gone = await serve((_call, response) => json(response, 404, {}));
      await assert.doesNotReject(gone.sessions.close(sessionCode(CODE)));
      for (const status of [400, 409]) {
        const closed = await serve((call, response) =>
          json(response, call.method === 'PUT' ? status : 200, { ...SESSION, state: 'Closed' }),
        );
        await assert.doesNotReject(closed.sessions.close(sessionCode(CODE)));
      }
    });

    it('that stays open after a refusal is a failure', async () => {
      const { sessions } = await serve((call, response) =>
        json(response, call.method === 'PUT' ? 400 : 200, SESSION),
      );
      const { status, retryable, applied } = await failureDetails(() =>
        sessions.close(sessionCode(CODE)),
      );
      assert.deepEqual([status, retryable, applied], [400, false, 'no']);
    });
  });

  describe('the connection report', () => {
    const record = (from: string, to: string | null, code = CODE) => ({
      session_code: code,
      start_date: `2026-11-20T${from}Z`,
      end_date: to === null ? null : `2026-11-20T${to}Z`,
      custom_api: '{}',
    });
    const at = (hour: number, minute: number) => Date.UTC(2026, 10, 20, hour, minute);

    it('runs from the first start to the last end of the code’s connections, over pages', async () => {
      const { sessions, calls } = await serve((call, response) =>
        call.path.includes('offset_id=n1')
          ? json(response, 200, { records: [record('10:05:00', '10:09:00')], records_remaining: 0 })
          : json(response, 200, {
              records: [
                record('10:20:00', '10:31:00'),
                record('09:00:00', '23:00:00', 's99-999-999'),
                record('10:40:00', null),
              ],
              next_offset: 'n1',
            }),
      );
      const report = await sessions.report(sessionCode(CODE), at(10, 0) + 250);
      assert.deepEqual(report, { from: at(10, 5), to: at(10, 31) });
      const [path, query] = calls[0]?.path.split('?') ?? [];
      assert.equal(path, '/api/v1/reports/connections');
      assert.deepEqual(Object.fromEntries(new URLSearchParams(query)), {
        session_code: CODE,
        from_date: '2026-11-20T10:00:00Z',
      });
    });

    it('is not there before the connection has ended', async () => {
      for (const records of [[], [record('10:05:00', null)], [record('10:05:00', '')]]) {
        const { sessions } = await serve((_call, response) => json(response, 200, { records }));
        assert.equal(await sessions.report(sessionCode(CODE), at(10, 0)), undefined);
      }
    });
  });
});
