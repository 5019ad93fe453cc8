import assert from 'node:assert/strict';
import { ago, drawnMoments, duration, writtenMoments } from '../../src/cards/moments.js';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/services/desk/ids.js';
import { createTranslator, type Translate } from '../../src/services/i18n/translator.js';
import { NOW } from './fixtures.js';

describe('moments in sentences', () => {
  let t: Translate;
  before(() => {
    ({ t } = createTranslator());
  });

  it("are drawn by the client, in the reader's zone", () => {
    const moments = drawnMoments(t, 'en', NOW);
    assert.equal(moments.before(NOW + HOUR), 'before {{TIME(2026-11-20T10:30:00Z)}}');
    assert.equal(
      moments.at(NOW + 2 * DAY),
      'on {{DATE(2026-11-22T09:30:00Z,SHORT)}} at {{TIME(2026-11-22T09:30:00Z)}}',
    );
    assert.equal(
      drawnMoments(t, 'fr', NOW).until(NOW + HOUR),
      "jusqu'à {{TIME(2026-11-20T10:30:00Z)}}",
    );
  });

  it("are written in the reader's zone where no client draws them", () => {
    assert.equal(writtenMoments(t, 'nl', NOW, 'Europe/Amsterdam').at(NOW + HOUR), 'om 11:30');
    assert.equal(
      writtenMoments(t, 'fr', NOW, 'Europe/Paris').until(NOW + DAY),
      "jusqu'au 21 nov. à 10:30",
    );
    assert.equal(
      writtenMoments(t, 'en', NOW, 'Europe/Amsterdam').before(NOW + DAY),
      'before 10:30 on Nov 21',
    );
  });

  it('say that they are UTC when the zone is not known', () => {
    assert.equal(writtenMoments(t, 'en', NOW, undefined).at(NOW), 'at 09:30 UTC');
    assert.equal(writtenMoments(t, 'en', NOW, 'Mars/Olympus').at(NOW), 'at 09:30 UTC');
  });

  it('that have just passed are told by how long ago', () => {
    assert.equal(ago(t, 'en', NOW - 12 * SECOND, NOW), '12 seconds ago');
    assert.equal(ago(t, 'nl', NOW - 5 * MINUTE, NOW), '5 minuten geleden');
    assert.equal(ago(t, 'fr', NOW - 2 * HOUR, NOW), 'il y a 2 heures');
    assert.equal(ago(t, 'en', NOW - 3 * DAY, NOW), '3 days ago');
    assert.equal(ago(t, 'en', NOW + MINUTE, NOW), 'just now');
  });

  it('apart are a duration', () => {
    assert.equal(duration(t, 'en', 20 * SECOND), 'less than a minute');
    assert.equal(duration(t, 'en', MINUTE), '1 minute');
    assert.equal(duration(t, 'nl', HOUR), '1 uur');
    assert.equal(duration(t, 'fr', HOUR + 5 * MINUTE), '1 heure et 5 minutes');
  });
});
