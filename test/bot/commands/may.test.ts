import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { believedRoles, mayUse, refusalOf, type Standing } from '../../../src/bot/commands/may.js';
import { COMMANDS } from '../../../src/bot/commands/registry.js';
import type { ActingPlace } from '../../../src/services/desk/people/actor.js';
import type { PersonId } from '../../../src/services/desk/ids.js';
import { DEFAULT_POLICY } from '../../../src/services/desk/policy.js';
import { ANNA, EVA, GUS, SAM, SNAPSHOT } from '../../support/cast.js';

function standing(
  person: PersonId,
  place: ActingPlace['kind'],
  more: Partial<Standing> = {},
): Standing {
  return { person, place, roles: SNAPSHOT, policy: DEFAULT_POLICY, ...more };
}

function offered(at: Standing): string[] {
  return COMMANDS.filter((command) => mayUse(command, at)).map(({ verb }) => verb);
}

const EVERYBODY = ['new', 'status', 'update', 'cancel', 'solved', 'reopen', 'session end'];
const OPERATORS = [
  ...['queue', 'approve', 'take', 'assign', 'release', 'note', 'reply', 'extend', 'deny'],
  ...['ask again', 'close'],
];
const OWN_CHAT = ['requests', 'accept', 'decline', 'later', 'language'];
const HELPER = ['session connect', 'session link'];
const ANYWHERE = ['help', 'whoami'];

describe('who may use which command where', () => {
  const rows: [what: string, at: Standing, verbs: string[]][] = [
    [
      'a user in their own chat',
      standing(ANNA, 'personal'),
      [...EVERYBODY, ...OWN_CHAT, ...ANYWHERE],
    ],
    ['a user in the channel', standing(ANNA, 'help-desk'), [...EVERYBODY, ...ANYWHERE]],
    ['a user elsewhere', standing(ANNA, 'elsewhere'), ANYWHERE],
    [
      'an operator in their own chat',
      standing(SAM, 'personal'),
      [...EVERYBODY, ...OWN_CHAT, ...OPERATORS, ...HELPER, ...ANYWHERE],
    ],
    [
      'an operator in the channel',
      standing(SAM, 'help-desk'),
      [...EVERYBODY, ...OPERATORS, ...ANYWHERE],
    ],
    ['an operator elsewhere', standing(SAM, 'elsewhere'), ANYWHERE],
    [
      'an admin in the channel',
      standing(EVA, 'help-desk'),
      [...EVERYBODY, ...OPERATORS, ...ANYWHERE, 'doctor', 'setup'],
    ],
    ['an admin elsewhere', standing(EVA, 'elsewhere'), [...ANYWHERE, 'doctor', 'setup']],
    ['a guest', standing(GUS, 'personal'), []],
    [
      'an operator whose roles are too old',
      standing(SAM, 'help-desk', { roles: { ...SNAPSHOT, age: DEFAULT_POLICY.roles.maxAge + 1 } }),
      [...EVERYBODY, ...ANYWHERE],
    ],
    [
      'an operator before the roles were read',
      standing(SAM, 'help-desk', { roles: undefined }),
      [...EVERYBODY, ...ANYWHERE],
    ],
  ];
  for (const [what, at, verbs] of rows) {
    it(`offers ${what} exactly what they may`, () => {
      assert.deepEqual(offered(at).sort(), [...verbs].sort());
    });
  }

  it('offers approving only to admins where the policy says so', () => {
    const policy = { ...DEFAULT_POLICY, approval: { by: 'admin' as const } };
    assert.equal(offered(standing(SAM, 'help-desk', { policy })).includes('approve'), false);
    assert.equal(offered(standing(EVA, 'help-desk', { policy })).includes('approve'), true);
  });

  it('says which of role, place and age is in the way', () => {
    assert.equal(refusalOf('queue', standing(ANNA, 'help-desk'))?.reason, 'role-needed');
    assert.equal(refusalOf('queue', standing(SAM, 'elsewhere'))?.reason, 'wrong-place');
    assert.equal(refusalOf('queue', standing(GUS, 'help-desk'))?.reason, 'guest');
    assert.equal(
      refusalOf('queue', standing(SAM, 'help-desk', { roles: undefined }))?.reason,
      'roles-too-old',
    );
    assert.equal(refusalOf('queue', standing(SAM, 'help-desk')), undefined);
  });

  it('believes an admin to be an operator, and a guest to be nobody', () => {
    assert.deepEqual([...believedRoles(standing(EVA, 'personal'))].sort(), [
      'admin',
      'operator',
      'user',
    ]);
    assert.deepEqual([...believedRoles(standing(GUS, 'personal'))], []);
  });
});
