import assert from 'node:assert/strict';
import { createPackageTest } from '../../src/bot/package-test.js';
import { ConnectorFailure } from '../../src/services/desk/failures.js';

const FORBIDDEN = new ConnectorFailure({
  system: 'graph',
  operation: 'app catalogue',
  retryable: false,
  applied: 'no',
  status: 403,
});

interface Found {
  /** Version and digest that were written down. */
  readonly built?: readonly [string, string];
  readonly text?: string;
  readonly uploaded?: string | Error;
}

async function codeOf({ built, text, uploaded }: Found): Promise<string> {
  const [version, commandsDigest] = built ?? [];
  const record = text ?? (built && JSON.stringify({ version, commandsDigest, builtAt: 'now' }));
  const test = createPackageTest({
    version: '0.2.0',
    commandsDigest: 'same',
    record: async () => record,
    catalogue: {
      find: async () => {
        if (uploaded instanceof Error) throw uploaded;
        return uploaded === undefined ? undefined : { teamsAppId: 'app', version: uploaded };
      },
    },
  });
  const [found] = await test.run(new AbortController().signal);
  return found?.code ?? '';
}

describe('the self-test of the app package', () => {
  it('compares what was built with what runs', async () => {
    assert.equal(await codeOf({}), 'package.none');
    assert.equal(await codeOf({ built: ['0.2.0', 'same'] }), 'package.fine');
    assert.equal(await codeOf({ built: ['0.1.0', 'same'] }), 'package.old');
    assert.equal(await codeOf({ built: ['0.2.0', 'other'] }), 'package.commands');
  });

  it('believes Teams first', async () => {
    assert.equal(await codeOf({ uploaded: '0.2.0' }), 'package.uploaded');
    assert.equal(
      await codeOf({ built: ['0.2.0', 'same'], uploaded: '0.1.0' }),
      'package.uploaded-old',
    );
    assert.equal(
      await codeOf({ built: ['0.2.0', 'other'], uploaded: '0.2.0' }),
      'package.commands',
    );
  });

  it('does without a catalogue that it may not read, and without a record it can’t', async () => {
    assert.equal(await codeOf({ built: ['0.2.0', 'same'], uploaded: FORBIDDEN }), 'package.fine');
    assert.equal(await codeOf({ text: 'half a fi' }), 'package.none');
    assert.equal(await codeOf({ text: '{"version":1}' }), 'package.none');
  });
});
