import { CAST } from '../../simulator/index.js';
import { parsePersonId, type PersonId } from '../../src/services/desk/ids.js';

function personOf(id: string): PersonId {
  const person = parsePersonId(id);
  if (!person) throw new Error(`${id} is nobody`);
  return person;
}

/** Somebody who asked for help and never acts here. */
export function somebody(number: number, group: 'inside' | 'outside'): PersonId {
  const digit = group === 'inside' ? 'e' : 'f';
  return personOf(`${digit}${String(number).padStart(7, '0')}-0000-4000-8000-000000000000`);
}

export const PEOPLE = {
  user: personOf(CAST.luc),
  operator: personOf(CAST.sam),
  admin: personOf(CAST.eva),
  auditor: personOf(CAST.marie),
  guest: personOf(CAST.gus),
  limited: personOf(CAST.tom),
  reader: personOf(CAST.anna),
} as const;
export const COLLEAGUE = personOf(CAST.priya);
