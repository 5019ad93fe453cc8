import assert from 'node:assert/strict';
import { readEntraCode, readGraphError } from '../../../src/services/graph/graph-errors.js';
import { ACTIVITY, intuneError, intuneMessage } from './graph-parts.js';

function read(code: string, message: string) {
  return readGraphError(JSON.stringify(intuneError(code, message)));
}

describe('Graph errors', () => {
  it('have a code and a sentence', () => {
    assert.deepEqual(read('TooManyRequests', 'Too Many Requests'), {
      code: 'TooManyRequests',
      reason: 'Too Many Requests',
    });
  });

  it('of Intune are JSON in the message: the sentence is cut before the addresses', () => {
    assert.deepEqual(read('Forbidden', intuneMessage('Application is not authorized')), {
      code: 'Forbidden',
      reason: 'Application is not authorized',
      activityId: ACTIVITY,
    });
  });

  it('of Intune may be JSON in JSON, whose inner code counts', () => {
    const message = JSON.stringify({
      ErrorCode: 'Forbidden',
      Message: intuneMessage('An error has occurred'),
      Target: null,
    });
    const expected = { code: 'Forbidden', reason: 'An error has occurred', activityId: ACTIVITY };
    assert.deepEqual(read('UnknownError', message), expected);
    assert.deepEqual(read('UnknownError', JSON.stringify(message)), expected);
  });

  it('may be bare', () => {
    assert.deepEqual(read('UnknownError', ''), { code: 'UnknownError' });
    assert.deepEqual(read('', ''), { code: 'UnknownError' });
  });

  it('keep a message that only looks like JSON', () => {
    assert.deepEqual(read('BadRequest', '{not json'), { code: 'BadRequest', reason: '{not json' });
  });

  it('give no code that is not one', () => {
    assert.equal(read('see https://get.teamviewer.com/s1', '')?.code, 'UnknownError');
  });

  it('are not found in other bodies', () => {
    for (const body of ['', '<html>', '[]', '{"error":"text"}', 'null']) {
      assert.equal(readGraphError(body), undefined, body);
    }
  });
});

describe('Entra errors', () => {
  it('have an AADSTS number, or a word', () => {
    assert.equal(
      readEntraCode('{"error":"invalid_client","error_codes":[7000215]}'),
      'AADSTS7000215',
    );
    assert.equal(readEntraCode('{"error":"invalid_scope"}'), 'invalid_scope');
    assert.equal(readEntraCode('busy'), undefined);
  });
});
