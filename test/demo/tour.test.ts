import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

const BEATS = [
  '=== Anna asks for help, in Dutch',
  'Anna de Vries presses ( Naar de helpdesk sturen )',
  'REQ-1 · Mijn scherm blijft zwart na de update van vanmorgen   ● Waiting',
  '=== Luc asks with a command, in French',
  '=== Sam takes the request and asks back',
  'Sam Carter van de helpdesk schrijft over REQ-1:',
  '=== Sam approves',
  'Mogen we je op afstand helpen?',
  '=== Anna accepts',
  'Your session on LT-ANNA-01',
  '=== Twelve minutes later',
  '=== Sam closes with a resolution',
  'Bewijs van je sessie',
  '=== Nobody answers Luc for four hours',
  '50 % of the time for REQ-2 has passed.',
  "Personne n'a répondu à temps à REQ-2",
  '=== Luc still needs help',
  '=== How it ends',
  'REQ-1  Closed ',
  'REQ-2  Waiting ',
  'TeamViewer: 1 session was made, none is open.',
];

describe('npm run demo -- --tour', function () {
  this.timeout(60_000);
  let transcript = '';

  before(async () => {
    const env = { ...process.env };
    delete env.REDIS_URL;
    const tour = await run(process.execPath, ['--import=tsx', 'simulator/demo.ts', '--tour'], {
      env,
    });
    transcript = tour.stdout;
    assert.equal(tour.stderr, '');
  });

  it('plays the story to its end and says who sees what, in order', () => {
    let from = 0;
    for (const beat of BEATS) {
      const at = transcript.indexOf(beat, from);
      assert.notEqual(at, -1, `"${beat}" is not there, or not in its place`);
      from = at;
    }
  });

  it('prints no session link, no placeholder, no id and no raw date', () => {
    assert.doesNotMatch(transcript, /https?:\/\//);
    assert.doesNotMatch(transcript, /teamviewer\.com/i);
    assert.doesNotMatch(transcript, /\$\{|\{\{|undefined|\[object/);
    assert.doesNotMatch(transcript, /[\da-f]{8}-[\da-f]{4}-/);
    assert.doesNotMatch(transcript, /^\s*(?:unlisted|dead|normal|urgent|printer)$/m);
  });

  it('keeps a card short enough to read', () => {
    const cards = transcript
      .split('\n\n')
      .filter((part) => / shows$/m.test(part.split('\n')[0] ?? ''));
    assert.ok(cards.length > 10);
    for (const card of cards) assert.ok(card.split('\n').length <= 12, card);
  });
});
