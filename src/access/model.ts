import type { Actor } from '../core/actor.ts';

/** The roles a person may hold at a site; titles stand in the catalogue. */
export const roles = [
  'clerk',
  'supervisor',
  'director',
  'manager',
  'engineer',
  'keeper',
  'inspector',
  'security',
  'cleaning',
  'finance',
  'administration',
  'auditor',
  'admin',
] as const;
export type Role = (typeof roles)[number];

/** A role at one site, or at all of them (`*`). */
export interface SiteRole {
  readonly site: string;
  readonly role: Role;
}

/** Who asks: the actor as the ledger names it, with the roles that decide what they may do. */
export interface Requester {
  readonly actor: Actor;
  /** The name people know them by. */
  readonly name: string;
  readonly roles: readonly SiteRole[];
}

/** Everything one may be allowed to do. */
export type Action =
  | 'record.file'
  | 'record.read'
  | 'record.correct'
  | 'record.attach'
  | 'record.void'
  | 'record.sign-off'
  | 'order.take'
  | 'order.read'
  | 'order.void'
  | 'order.check-in'
  | 'personal.read'
  | 'archive.read'
  | 'archive.keep'
  | 'archive.ask'
  | 'archive.approve'
  | 'archive.look'
  | 'policy.read'
  | 'policy.write'
  | 'policy.approve'
  | 'policy.publish'
  | 'posting.post'
  | 'bundle.read'
  | 'bundle.build'
  | 'bundle.seal'
  | 'bundle.download'
  | 'import.run'
  | 'log.read'
  | 'catalogue.edit'
  | 'person.read'
  | 'person.add';
