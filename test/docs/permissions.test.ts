import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { permissionTables, withPermissionTables } from '../../scripts/permission-table.js';
import { VIEW_PERMISSIONS } from '../../src/bot/commands/view-permissions.js';
import { PERMISSIONS } from '../../src/services/desk/permissions.js';

describe('docs/permissions.md', () => {
  it('has the tables that decide, and no others', async () => {
    const text = readFileSync('docs/permissions.md', 'utf8');
    assert.equal(text, await withPermissionTables(text), 'npx tsx scripts/permission-table.ts');
  });

  it('has a row for each move and each look, with who and where', () => {
    const { moves, views, rights } = permissionTables();
    for (const name of Object.keys(PERMISSIONS)) assert.ok(moves.includes(`| \`${name}\` |`), name);
    for (const name of Object.keys(VIEW_PERMISSIONS)) {
      assert.ok(views.includes(`| \`${name}\` |`), name);
    }
    assert.match(
      moves,
      /\| `approve` \| `approve` \| `request\.approve` \| never \| own chat, channel/,
    );
    assert.match(moves, /`end-session` \| `session end` \| whose request it is or `session\.end`/);
    assert.match(views, /\| `setup` \| `setup` \| `desk\.setup` \| channel, any channel \|/);
    assert.match(
      rights,
      /\| `session\.start:any`, `session\.start:scope` \| operator, admin \| yes \|/,
    );
  });

  it('is refused without its markers', async () => {
    await assert.rejects(withPermissionTables('# Who may do what'), /missing/);
  });
});
