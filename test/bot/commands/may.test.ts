import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  mayDo,
  mayUse,
  refusalOf,
  seesAtDesk,
  type Standing,
} from '../../../src/bot/commands/may.js';
import { COMMANDS } from '../../../src/bot/commands/registry.js';
import type { ActingPlace } from '../../../src/services/desk/people/actor.js';
import type { DeviceId, PersonId } from '../../../src/services/desk/ids.js';
import type { RightName } from '../../../src/services/desk/people/right-names.js';
import type { Request } from '../../../src/services/desk/requests/request.js';
import { DEFAULT_POLICY } from '../../../src/services/desk/policy.js';
import { ANNA, EVA, GUS, LUC, SAM, SNAPSHOT } from '../../support/cast.js';

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

/** Luc holds a role of these rights. */
function withRole(rights: readonly RightName[], scope?: string): Partial<Standing> {
  const role = { name: 'own', rights, groups: [], ...(scope === undefined ? {} : { scope }) };
  const roles = { ...DEFAULT_POLICY.roles, custom: [role] };
  const nobody = { people: new Set<PersonId>(), devices: new Set<DeviceId>() };
  return {
    policy: { ...DEFAULT_POLICY, roles },
    roles: {
      ...SNAPSHOT,
      custom: new Map([['own', new Set([LUC])]]),
      scopes: new Map([
        ['branch', nobody],
        ['annas', { ...nobody, people: new Set([ANNA]) }],
      ]),
    },
  };
}

const EVERYBODY = ['new', 'status', 'why', 'update', 'cancel', 'solved', 'reopen', 'session end'];
const OPERATORS = [
  ...['queue', 'approve', 'take', 'assign', 'release', 'note', 'reply', 'extend', 'deny'],
  ...['ask again', 'close'],
];
const RESTARTS = [
  ...['restart', 'tasks', 'confirm', 'check', 'pick', 'halt', 'retry', 'settle', 'look again'],
];
const OWN_CHAT = ['requests', 'accept', 'decline', 'later', 'choose', 'language'];
const HELPER = ['session connect', 'session link'];
const ANYWHERE = ['help', 'whoami'];

/** What takes a second person, and stopping everything. */
const ADMINS = [
  ...['role', 'freeze', 'unfreeze', 'forget'],
  ...['agree', 'reject', 'take back', 'review'],
];

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
      [...EVERYBODY, ...OWN_CHAT, ...OPERATORS, ...RESTARTS, ...HELPER, ...ANYWHERE],
    ],
    [
      'an operator in the channel',
      standing(SAM, 'help-desk'),
      [...EVERYBODY, ...OPERATORS, ...RESTARTS, ...ANYWHERE],
    ],
    ['an operator elsewhere', standing(SAM, 'elsewhere'), ANYWHERE],
    [
      'an admin in the channel',
      standing(EVA, 'help-desk'),
      [
        ...[...EVERYBODY, ...OPERATORS, ...RESTARTS, ...ANYWHERE, ...ADMINS],
        ...['schedule', 'window', 'audit', 'doctor', 'setup'],
      ],
    ],
    ['an admin elsewhere', standing(EVA, 'elsewhere'), [...ANYWHERE, 'doctor', 'setup']],
    ['a guest', standing(GUS, 'personal'), []],
    [
      'an operator whose roles are too old',
      standing(SAM, 'help-desk', { roles: { ...SNAPSHOT, age: DEFAULT_POLICY.roles.maxAge + 1 } }),
      [...EVERYBODY, ...ANYWHERE, 'halt'],
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

  it('believes an admin to work at the desk, and a guest to be nobody', () => {
    assert.equal(mayDo(standing(EVA, 'personal'), 'request.work'), true);
    assert.equal(mayDo(standing(EVA, 'personal'), 'desk.setup'), true);
    assert.equal(mayDo(standing(SAM, 'personal'), 'desk.setup'), false);
    assert.equal(mayDo(standing(GUS, 'personal'), 'queue.read'), false);
  });

  it('offers a role of the policy file exactly what its rights are for', () => {
    const reader = withRole(['queue.read', 'desk.check']);
    assert.deepEqual(
      offered(standing(LUC, 'help-desk', reader)).sort(),
      [...EVERYBODY, ...ANYWHERE, 'queue', 'doctor'].sort(),
    );
    const worker = withRole(['request.work', 'request.approve']);
    const verbs = offered(standing(LUC, 'personal', worker));
    assert.ok(verbs.includes('take'));
    assert.ok(!verbs.includes('approve'), 'approving begins a session');
    assert.ok(!verbs.includes('session connect'));
  });

  it('takes a right that is limited to no scope for none', () => {
    const nowhere = withRole(['request.work', 'request.approve', 'session.start:scope']);
    assert.equal(mayDo(standing(LUC, 'personal', nowhere), 'session.start'), false);
    assert.ok(!offered(standing(LUC, 'personal', nowhere)).includes('approve'));
    const somewhere = withRole(
      ['request.work', 'request.approve', 'session.start:scope'],
      'branch',
    );
    assert.ok(offered(standing(LUC, 'personal', somewhere)).includes('approve'));
  });

  it('shows the desk what lies in its scope, and a reader of the queue all of it', () => {
    const request = { requester: ANNA, device: { kind: 'unlisted' } } as Request;
    const rows: [string, Partial<Standing>, boolean][] = [
      ['no role', {}, false],
      ['a reader', withRole(['queue.read']), true],
      ['a limited reader', withRole(['queue.read', 'session.start:scope'], 'branch'), false],
      ['limited to others', withRole(['request.work', 'session.start:scope'], 'branch'), false],
      ['limited to her', withRole(['request.work', 'session.start:scope'], 'annas'), true],
      ['everybody', withRole(['request.work', 'session.start:any']), true],
    ];
    for (const [what, more, sees] of rows) {
      assert.equal(seesAtDesk(standing(LUC, 'personal', more), request), sees, what);
    }
  });
});
