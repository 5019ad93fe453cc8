import type { PersonId } from '../ids.js';

/** Who gets or loses a role: an Entra group, or one person. */
export type Grantee =
  | { readonly kind: 'group'; readonly id: string }
  | { readonly kind: 'person'; readonly id: PersonId };

/** What a change is about. Each kind is applied by itself once enough people agreed. */
export type Subject =
  | { readonly kind: 'grant-role' | 'revoke-role'; readonly role: string; readonly to: Grantee }
  | { readonly kind: 'unfreeze' }
  /** Removes a person's data; the trail stays verifiable. */
  | { readonly kind: 'forget'; readonly person: PersonId };
export type SubjectKind = Subject['kind'];

/** `not-allowed`: somebody whose agreement counted lost the right before it was applied. */
export type ChangeFailure = 'not-allowed' | 'too-powerful' | 'no-such-group';

/** The person whom a change is good for, when it is one person. They have no say in it. */
export function beneficiaryOf(subject: Subject): PersonId | undefined {
  switch (subject.kind) {
    case 'grant-role':
    case 'revoke-role':
      return subject.to.kind === 'person' ? subject.to.id : undefined;
    case 'forget':
      return subject.person;
    case 'unfreeze':
      return undefined;
  }
}
