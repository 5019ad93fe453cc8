import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { createAddressTest, type AddressTestParts } from '../../src/bot/address-test.js';
import { DAY } from '../../src/services/desk/ids.js';

const NOW = Date.UTC(2026, 10, 20);
const LIVE = JSON.stringify({ live: true });

async function codes(parts: Partial<AddressTestParts>): Promise<string[]> {
  const test = createAddressTest({ now: () => NOW, ...parts });
  return (await test.run(new AbortController().signal)).map(({ code }) => code);
}

/** An answer from the address, without a network. */
function answering(body: string, init: ResponseInit = {}): typeof globalThis.fetch {
  return async () => new Response(body, init);
}

function failing(code: string): typeof globalThis.fetch {
  return () => {
    const cause = Object.assign(new Error(code), { code });
    return Promise.reject(new TypeError('fetch failed', { cause }));
  };
}

describe('the self-test of the public address', () => {
  const publicUrl = 'https://desk.example';
  const certificateEnd = async () => NOW + 90 * DAY;

  it('finds us where the package says', async () => {
    const asked: string[] = [];
    const fetch: typeof globalThis.fetch = async (input) => {
      asked.push(input instanceof Request ? input.url : input.toString());
      return new Response(LIVE);
    };
    assert.deepEqual(await codes({ publicUrl, fetch, certificateEnd }), [
      'address.fine',
      'certificate.fine',
    ]);
    await codes({ publicUrl: 'https://desk.example/under/a/path', fetch, certificateEnd });
    assert.deepEqual(asked, [
      'https://desk.example/live',
      'https://desk.example/under/a/path/live',
    ]);
  });

  it('sees that none is set, and that one has no https', async () => {
    assert.deepEqual(await codes({}), ['address.none']);
    assert.deepEqual(await codes({ publicUrl: 'http://desk.example' }), ['address.plain']);
  });

  it('sees somebody else, a redirect and an error page', async () => {
    const code = async (fetch: typeof globalThis.fetch) =>
      (await codes({ publicUrl, fetch, certificateEnd }))[0];
    assert.equal(await code(answering('<h1>Welcome to nginx</h1>')), 'address.other');
    assert.equal(await code(answering('{"live":false}')), 'address.other');
    assert.equal(await code(answering('', { status: 502 })), 'address.other');
    assert.equal(
      await code(answering('', { status: 301, headers: { location: 'https://elsewhere' } })),
      'address.redirected',
    );
  });

  it('names why nobody answers, and never an address', async () => {
    const test = createAddressTest({
      publicUrl,
      now: () => NOW,
      fetch: failing('CERT_HAS_EXPIRED'),
      certificateEnd: async () => NOW - DAY,
    });
    const found = await test.run(new AbortController().signal);
    assert.deepEqual(
      found.map(({ code }) => code),
      ['address.no-answer', 'certificate.past'],
    );
    assert.equal(found[0]?.params.code, 'CERT_HAS_EXPIRED');
  });

  it('warns of a certificate that ends within two weeks', async () => {
    const soon = async (days: number) =>
      (
        await codes({
          publicUrl,
          fetch: answering(LIVE),
          certificateEnd: async () => NOW + days * DAY,
        })
      )[1];
    assert.deepEqual([await soon(15), await soon(14)], ['certificate.fine', 'certificate.soon']);
  });

  it('asks a real server, on this machine', async () => {
    const server: Server = createServer((request, response) => {
      response.end(request.url === '/live' ? LIVE : 'no');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    assert.deepEqual(await codes({ publicUrl: `http://127.0.0.1:${port}` }), ['address.local']);
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
    assert.deepEqual(await codes({ publicUrl: `http://127.0.0.1:${port}` }), ['address.no-answer']);
  });
});
