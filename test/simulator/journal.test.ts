import assert from 'node:assert/strict';
import { Journal } from '../../simulator/journal.js';
import type { JournalEntry } from '../../simulator/journal.js';
import { withoutSecrets, withoutSessionLinks } from '../../simulator/redact.js';

describe('simulator journal', () => {
  const entry = (path: string, system: JournalEntry['system'] = 'graph') => ({
    system,
    method: 'GET',
    path,
    status: 200,
    at: 0,
    ms: 1,
    request: undefined,
    response: undefined,
  });

  it('keeps the last 20,000 calls and numbers all of them', () => {
    const journal = new Journal(() => undefined);
    for (let call = 0; call < 20_005; call += 1) journal.record(entry('/users'));
    const calls = journal.calls();
    assert.equal(calls.length, 20_000);
    assert.deepEqual([calls[0]?.seq, calls.at(-1)?.seq], [6, 20_005]);
  });

  it('finds calls by system, method and decoded path', () => {
    const seen: number[] = [];
    const journal = new Journal(({ seq }) => seen.push(seq));
    journal.record(entry('/v3/conversations/a%3A1/activities', 'teams'));
    journal.record(entry('/v1.0/users/%'));
    assert.deepEqual(seen, [1, 2]);
    assert.equal(journal.calls({ system: 'teams', path: 'a:1' }).length, 1);
    assert.equal(journal.calls({ method: 'get', path: /users\/%$/ }).length, 1);
    assert.equal(journal.calls({ method: 'POST' }).length, 0);
    journal.clear();
    assert.equal(journal.calls().length, 0);
  });

  it('takes tokens and secrets out of bodies, at any depth', () => {
    const body = { a: [{ client_secret: 's', access_token: 't', keep: 1 }], Authorization: 'x' };
    assert.deepEqual(withoutSecrets(body), {
      a: [{ client_secret: '[redacted]', access_token: '[redacted]', keep: 1 }],
      Authorization: '[redacted]',
    });
  });

  it('takes session links out of texts, at any depth', () => {
    const links = {
      supporter_link: 'https://get.teamviewer.com/s06301144-secret',
      card: [{ url: 'see https://webclient.teamviewer.com/s06301144-secret now', n: 1, z: null }],
    };
    assert.deepEqual(withoutSessionLinks(links), {
      supporter_link: '[session link]',
      card: [{ url: 'see [session link] now', n: 1, z: null }],
    });
  });
});
