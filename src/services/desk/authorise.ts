import type { PersonId } from './ids.js';
import type { Actor } from './people/actor.js';
import type { RoleSnapshot } from './people/person.js';
import { reaches, rightsOf, type Reach, type Target } from './people/rights.js';
import { type Right } from './people/right-names.js';
import { PERMISSIONS, type Permission, type Relation } from './permissions.js';
import type { Policy } from './policy.js';
import type { Freeze } from './ports.js';
import type { Refusal } from './refusal.js';
import type { PersonCommandType } from './requests/command.js';
import { helperOf, type Request } from './requests/request.js';

export interface AuthorisationFacts {
  readonly policy: Policy;
  readonly roles: RoleSnapshot | undefined;
  /** Everything that starts something is stopped. */
  readonly freeze?: Freeze | 'environment' | undefined;
}

type PersonActor = Extract<Actor, { kind: 'person' }>;

/** What is asked for: a command, and whom it is for when there is no request yet. */
export interface Asked {
  readonly type: PersonCommandType;
  readonly id?: Request['id'];
  readonly requester?: PersonId;
  readonly device?: Request['device'];
}

/** Undefined when `actor` may do this to `request`; else why not. A request one may not see reads as not found. */
export function authorise(
  command: Asked,
  actor: PersonActor,
  request: Request | undefined,
  facts: AuthorisationFacts,
): Refusal | undefined {
  if (facts.roles?.guests.has(actor.id)) return { code: 'HD-201', reason: 'guest' };
  const permission = PERMISSIONS[command.type];
  const place = placeAllows(permission, actor);
  if (place) return place;
  const rights = believedRights(facts, actor.id, permission.ends === true);
  const refusal =
    command.id === undefined
      ? withoutRequest(permission, rights, facts)
      : onRequest({ permission, id: command.id, actor: actor.id }, request, rights, facts);
  return (
    refusal ??
    outOfReach(command, request, { permission, rights, facts, actor: actor.id }) ??
    frozen(permission, facts)
  );
}

type Rights = ReadonlyMap<Right, Reach>;

/** The rights that count: none when the snapshot is too old, except for what ends something. */
export function believedRights(facts: AuthorisationFacts, person: PersonId, ends = false): Rights {
  return rolesTooOld(facts) && !ends ? new Map() : rightsOf(facts, person);
}

/** Whether somebody has a right now, for this target, by a snapshot that is young enough. */
export function holds(
  facts: AuthorisationFacts,
  person: PersonId,
  right: Right,
  target?: Target,
): boolean {
  const reach = believedRights(facts, person).get(right);
  return target === undefined ? reach !== undefined : reaches(reach, target, facts.roles);
}

/** Whether the person works at the desk now. For assignments. */
export function isOperator(person: PersonId, facts: AuthorisationFacts): boolean {
  return holds(facts, person, 'request.work');
}

export function rolesTooOld(facts: Pick<AuthorisationFacts, 'policy' | 'roles'>): boolean {
  return facts.roles === undefined || facts.roles.age > facts.policy.roles.maxAge;
}

/** Whom and what a request is about. */
export function targetOf({ requester, device }: Pick<Request, 'requester' | 'device'>): Target {
  return { person: requester, ...(device.kind === 'managed' ? { device: device.id } : {}) };
}

/**
 * Whether somebody may know of a request: their own, or one of those whom they may help. Whoever works at the desk
 * without being able to start sessions sees all.
 */
export function maySee(
  facts: AuthorisationFacts,
  person: PersonId,
  request: Request,
  ends = false,
): boolean {
  if (request.requester === person) return true;
  const rights = believedRights(facts, person, ends);
  if (!rights.has('request.work')) return false;
  const reach = rights.get('session.start');
  return reach === undefined || reaches(reach, targetOf(request), facts.roles);
}

/** Why no remote session may be begun on this target by this person, now; for moves and again when an effect runs. */
export function whyNoSession(
  facts: AuthorisationFacts,
  person: PersonId,
  request: Pick<Request, 'requester' | 'device'>,
): Refusal | undefined {
  if (rolesTooOld(facts)) return { code: 'HD-201', reason: 'roles-too-old' };
  const rights = believedRights(facts, person);
  const reach = rights.get('session.start');
  if (!rights.has('request.work') || !reaches(reach, targetOf(request), facts.roles))
    return { code: 'HD-201', reason: 'role-needed', role: 'operator' };
  if (isProtected(facts, request.device)) return { code: 'HD-401', reason: 'protected-device' };
  return undefined;
}

/** Whether the policy lets nobody act on it from afar: a server, a kiosk. */
export function isProtected(
  { roles, policy }: Pick<AuthorisationFacts, 'roles' | 'policy'>,
  device: Request['device'],
): boolean {
  if (device.kind === 'managed' && roles?.protectedDevices.has(device.id)) return true;
  const name = device.name?.toLowerCase();
  return name !== undefined && policy.protected.names.some((no) => no.toLowerCase() === name);
}

function placeAllows(permission: Permission, actor: PersonActor): Refusal | undefined {
  const place = actor.place.kind;
  const allowed = place !== 'elsewhere' && permission.where.includes(place);
  return allowed ? undefined : { code: 'HD-203', reason: 'wrong-place' };
}

function withoutRequest(
  permission: Permission,
  rights: Rights,
  facts: AuthorisationFacts,
): Refusal | undefined {
  const privileged = privilegedRight(permission);
  return privileged && !rights.has(privileged) ? rightRefusal(privileged, facts) : undefined;
}

function onRequest(
  asked: { readonly permission: Permission; readonly id: Request['id']; readonly actor: PersonId },
  request: Request | undefined,
  rights: Rights,
  facts: AuthorisationFacts,
): Refusal | undefined {
  const { permission, id, actor } = asked;
  const privileged = privilegedRight(permission);
  const hidden =
    request === undefined ||
    (privileged !== undefined && !maySee(facts, actor, request, permission.ends === true));
  if (hidden) {
    if (privileged && !rights.has(privileged)) return rightRefusal(privileged, facts);
    return { code: 'HD-103', reason: 'not-found', id };
  }
  if (permission.who.some((relation) => stands(relation, { rights, actor, facts }, request))) {
    return permission.own === 'never' && request.requester === actor
      ? { code: 'HD-202', reason: 'own-request' }
      : undefined;
  }
  return whyNot(permission, request, { rights, actor, facts });
}

/** The right that this is a matter of; undefined where being the requester is enough. */
export function privilegedRight({ who }: Permission): Right | undefined {
  for (const relation of who) {
    if (relation === 'requester' || relation === 'anyone') return undefined;
    return relation === 'helper' ? 'request.work' : relation;
  }
  return undefined;
}

/**
 * What lets somebody do this, for the trail: how they stand to the request, or the right of a role. Undefined when
 * nothing does.
 */
export function groundFor(
  command: Asked,
  actor: PersonActor,
  request: Request | undefined,
  facts: AuthorisationFacts,
): Relation | undefined {
  const { who, ends } = PERMISSIONS[command.type];
  const rights = believedRights(facts, actor.id, ends === true);
  return who.find((relation) =>
    request
      ? stands(relation, { rights, actor: actor.id, facts }, request)
      : relation === 'anyone' || (relation !== 'requester' && rights.has(rightOf(relation))),
  );
}

function rightOf(relation: Exclude<Relation, 'anyone' | 'requester'>): Right {
  return relation === 'helper' ? 'request.work' : relation;
}

/** A right counts where it reaches: what lies out of scope is nobody's to end either. */
function stands(
  relation: Relation,
  { rights, actor: person, facts }: Standing,
  request: Request,
): boolean {
  if (relation === 'anyone') return true;
  if (relation === 'requester') return request.requester === person;
  if (relation === 'helper') return rights.has('request.work') && helperOf(request) === person;
  if (!rights.has(relation)) return false;
  const reach = rights.get('session.start');
  if (reach === undefined || request.requester === person) return true;
  return reaches(reach, targetOf(request), facts.roles);
}

interface Standing {
  readonly rights: Rights;
  readonly actor: PersonId;
  readonly facts: AuthorisationFacts;
}

function whyNot(permission: Permission, request: Request, standing: Standing): Refusal {
  const { rights, actor, facts } = standing;
  if (permission.who.includes('requester')) {
    return rights.has('request.work') && maySee(facts, actor, request)
      ? { code: 'HD-201', reason: 'requester-only' }
      : { code: 'HD-103', reason: 'not-found', id: request.id };
  }
  const privileged = privilegedRight(permission) ?? 'request.work';
  if (!rights.has(privileged)) return rightRefusal(privileged, facts);
  return { code: 'HD-201', reason: 'helper-only' };
}

/** Out of scope reads as not found; a protected device and a VIP are said in words. */
function outOfReach(
  command: Asked,
  request: Request | undefined,
  standing: Standing & { readonly permission: Permission },
): Refusal | undefined {
  const { permission, rights, facts } = standing;
  const about = request ?? aboutOf(command);
  if (permission.reach === undefined || !about) return undefined;
  const { requester } = about;
  if (!reaches(rights.get(permission.reach), targetOf(about), facts.roles)) {
    return request
      ? { code: 'HD-103', reason: 'not-found', id: request.id }
      : { code: 'HD-103', reason: 'person-not-found', searched: requester };
  }
  if (isProtected(facts, about.device)) return { code: 'HD-401', reason: 'protected-device' };
  const isVip = facts.roles?.vips.has(requester) ?? false;
  return isVip && !rights.has('vip.approve')
    ? { code: 'HD-201', reason: 'vip', role: 'admin' }
    : undefined;
}

function aboutOf({ requester, device }: Asked): Pick<Request, 'requester' | 'device'> | undefined {
  return requester && device ? { requester, device } : undefined;
}

function frozen(permission: Permission, { freeze }: AuthorisationFacts): Refusal | undefined {
  return permission.starts && freeze ? frozenRefusal(freeze) : undefined;
}

export function frozenRefusal(freeze: Freeze | 'environment'): Refusal {
  if (freeze === 'environment') return { code: 'HD-204', reason: 'frozen', by: 'environment' };
  const { by, at, reason } = freeze;
  return { code: 'HD-204', reason: 'frozen', by, at, why: reason };
}

/** Names the least role that has the right: whoever lacks it learns whom to ask for what. */
function rightRefusal(right: Right, facts: AuthorisationFacts): Refusal {
  if (rolesTooOld(facts)) return { code: 'HD-201', reason: 'roles-too-old' };
  const role = leastRoleWith(right, facts.policy);
  return { code: 'HD-201', reason: 'role-needed', role };
}

export function leastRoleWith(right: Right, policy: Policy): 'operator' | 'auditor' | 'admin' {
  switch (right) {
    case 'request.work':
    case 'session.start':
    case 'session.end':
    case 'restart':
    case 'queue.read':
      return 'operator';
    case 'request.approve':
      return policy.approval.by;
    case 'audit.read':
    case 'audit.export':
      return 'auditor';
    case 'vip.approve':
    case 'restart.approve':
    case 'restart.plan':
    case 'desk.setup':
    case 'desk.check':
    case 'roles.change':
    case 'freeze':
    case 'data.forget':
      return 'admin';
  }
}
