import { AppError } from '../core/app-error.ts';
import { type Action, actionTitles, type Requester, type Role, roleTitles } from './model.ts';

const reading: readonly Action[] = ['record.read', 'order.read', 'policy.read', 'bundle.read'];
const desk: readonly Action[] = [
  ...reading,
  'record.file',
  'record.correct',
  'record.attach',
  'order.take',
  'order.check-in',
  'archive.read',
  'archive.ask',
  'posting.post',
];
const leading: readonly Action[] = [
  ...desk,
  'record.void',
  'record.sign-off',
  'order.void',
  'archive.approve',
  'policy.approve',
  'learning.read',
  'training.keep',
  'bundle.build',
  'bundle.seal',
];

/**
 * What each role may do.
 *
 * Source: C-1.4 and C-6.1 (supervisors review), C-2.5 (supervisors approve, clerks look), the
 * product's outline (admins publish, clerks file, supervisors sign, auditors search and export).
 */
const grants: Readonly<Record<Role, readonly Action[]>> = {
  clerk: [...desk, 'archive.look', 'archive.keep', 'personal.read', 'import.run'],
  supervisor: leading,
  director: leading,
  manager: [...leading, 'bundle.download', 'log.read'],
  engineer: [...reading, 'order.check-in', 'archive.ask'],
  keeper: [...reading, 'record.file', 'archive.ask'],
  inspector: [...reading, 'record.file', 'archive.ask'],
  security: [...reading, 'record.file', 'archive.ask'],
  cleaning: reading,
  finance: [...reading, 'archive.ask'],
  administration: [
    ...reading,
    'archive.read',
    'archive.keep',
    'archive.ask',
    'policy.write',
    'learning.read',
    'training.keep',
  ],
  auditor: [
    ...reading,
    'archive.read',
    'bundle.download',
    'log.read',
    'person.read',
    'learning.read',
  ],
  // In a small office the administrator also stands at the desk; what takes a supervisor's
  // signature or a second person stays out of their reach.
  admin: [
    ...desk,
    'record.void',
    'order.void',
    'policy.write',
    'policy.publish',
    'learning.read',
    'training.keep',
    'bundle.build',
    'bundle.seal',
    'bundle.download',
    'import.run',
    'archive.keep',
    'log.read',
    'catalogue.edit',
    'person.read',
    'person.add',
  ],
};

/** Which roles hold a right, for the sentence that says who may grant it. */
function rolesThatMay(action: Action): readonly Role[] {
  return (Object.keys(grants) as Role[]).filter((role) => grants[role].includes(action));
}

/** Whether a person holds no role at a site at all: to them its numbers and ids do not exist. */
export function isOutsider(who: Requester, site: string): boolean {
  if (who.actor.kind !== 'person') return false;
  return !who.roles.some((held) => held.site === site || held.site === '*');
}

/**
 * The one question of access. The local operator at the machine may do all that one person may; a
 * second signature is never theirs, which the rules for signatures see to.
 *
 * Returns undefined, or the AppError `forbidden` that says who may.
 */
export function can(
  who: Requester,
  action: Action,
  subject: { site: string },
): AppError | undefined {
  if (who.actor.kind !== 'person') return undefined;
  const may = who.roles.some(
    ({ site, role }) => (site === subject.site || site === '*') && grants[role].includes(action),
  );
  if (may) return undefined;
  const titles = rolesThatMay(action).map((role) => roleTitles[role]);
  return new AppError(
    'forbidden',
    `您没有“${actionTitles[action]}”的权限，可办理的有：${titles.join('、')}。请找他们办理，或请管理员授权。`,
  );
}

/** Throws what `can` answers. */
export function demand(who: Requester, action: Action, subject: { site: string }): void {
  const refusal = can(who, action, subject);
  if (refusal !== undefined) throw refusal;
}

/** The sites at which a requester holds a right, of those that exist. */
export function sitesWhere(who: Requester, action: Action, all: readonly string[]): string[] {
  return all.filter((site) => can(who, action, { site }) === undefined);
}

/** The sites at which a requester holds a right. Errors: `forbidden`, if there is none. */
export function demandSomewhere(
  who: Requester,
  action: Action,
  { sites }: { readonly sites: readonly { readonly code: string }[] },
): string[] {
  const held = sitesWhere(
    who,
    action,
    sites.map(({ code }) => code),
  );
  if (held.length === 0) demand(who, action, { site: sites[0]?.code ?? '*' });
  return held;
}
