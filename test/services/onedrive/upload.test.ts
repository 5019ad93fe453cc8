import assert from 'node:assert/strict';
import { CAST, startSimulator, type Simulator } from '../../../simulator/index.js';
import { ConnectorFailure } from '../../../src/services/desk/failures.js';
import { createHttp } from '../../../src/services/http/http.js';
import { createFileDrop } from '../../../src/services/onedrive/upload.js';

const CHUNK = 320 * 1_024;

describe('putting a file into OneDrive', () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator();
  });
  after(() => simulator.close());
  afterEach(() => simulator.onedrive.reset());

  const drop = () =>
    createFileDrop({
      http: createHttp(),
      allowed: [`${simulator.url}/onedrive`],
      chunk: CHUNK,
    });

  /** Pieces whose bounds fall inside letters of several bytes. */
  async function* pieces(text: string): AsyncGenerator<string> {
    for (let at = 0; at < text.length; at += 10_007) yield text.slice(at, at + 10_007);
  }

  function put(text: string, bytes = Buffer.byteLength(text)): Promise<void> {
    const { uploadUrl } = simulator.onedrive.open(CAST.eva, 'trail.csv');
    return drop().put(uploadUrl, bytes, pieces(text));
  }

  const arrived = () => simulator.onedrive.files(CAST.eva)[0]?.bytes?.toString('utf8');

  it('sends it in pieces of the size that OneDrive wants, byte for byte', async () => {
    const text = 'é€x'.repeat(200_000);
    await put(text);
    assert.equal(arrived(), text);
  });

  it('sends a piece again when its answer was lost, and when OneDrive is busy', async () => {
    const { troubles } = simulator.onedrive;
    troubles.push({ status: 503, after: true }, { status: 503 });
    const text = 'a'.repeat(CHUNK * 2 + 5);
    await put(text);
    assert.equal(arrived(), text);
  }).timeout(10_000);

  it('gives up when OneDrive refuses, naming no address', async () => {
    simulator.onedrive.troubles.push({ status: 403 });
    await assert.rejects(put('a'), (error: unknown) => {
      assert.ok(error instanceof ConnectorFailure);
      assert.deepEqual([error.details.system, error.details.status], ['onedrive', 403]);
      assert.doesNotMatch(`${error.message} ${JSON.stringify(error)}`, /http|tempauth/);
      return true;
    });
  });

  it('leaves no file behind when it is shorter or longer than it was said to be', async () => {
    await assert.rejects(put('a'.repeat(CHUNK), CHUNK + 5), /the file ended after/);
    await assert.rejects(put('abcdef', 5), /longer than/);
    assert.equal(arrived(), undefined);
  });

  it('allows addresses under sharepoint.com and those of the settings, nothing that looks like them', () => {
    const allows = (url: string) => drop().allows(url);
    const good = [
      'https://noordzee-my.sharepoint.com/personal/eva/_api/v2.0/drive/items/1/uploadSession?x=1',
      `${simulator.url}/onedrive/upload/1`,
    ];
    const bad = [
      'http://noordzee-my.sharepoint.com/x',
      'https://sharepoint.com.evil.example/x',
      'https://evilsharepoint.com/x',
      'https://noordzee.sharepoint.com@evil.example/x',
      'https://user:secret@noordzee.sharepoint.com/x',
      'https://noordzee.sharepoint.com:8443/x',
      'https://127.0.0.1/x',
      `${simulator.url}/onedrive-not/x`,
      `${simulator.url}/_sim/say`,
      'file:///etc/passwd',
      'https:noordzee.sharepoint.com',
      '',
    ];
    for (const url of good) assert.equal(allows(url), true, url);
    for (const url of bad) assert.equal(allows(url), false, url);
  });
});
