import { createHash } from 'node:crypto';
import { parsePersonId, type PersonId } from '../../services/desk/ids.js';

/** Who an account of the Playground is to the desk. */
export type LocalPeople = (account: {
  readonly id: string;
  readonly aadObjectId?: string | null;
}) => PersonId;

/**
 * The Playground's own people (`user-id-0`, ...) have object ids that are no GUIDs: those in `named` stand for
 * somebody of the directory, the others get an id of their own, always the same.
 */
export function createLocalPeople(named: Readonly<Record<string, string>> = {}): LocalPeople {
  return ({ id, aadObjectId }) => {
    const standIn = Object.hasOwn(named, id) ? parsePersonId(named[id] ?? '') : undefined;
    return standIn ?? parsePersonId(aadObjectId ?? '') ?? madeUp(id);
  };
}

/** A GUID (version 8, RFC 9562: custom) out of a text. */
function madeUp(text: string): PersonId {
  const hex = createHash('sha256').update(text).digest('hex');
  const guid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  const id = parsePersonId(guid);
  if (id === undefined) throw new Error('a made-up id is no GUID');
  return id;
}
