import { AppError } from '../../core/app-error.ts';
import type { Reader } from '../../store/tables.ts';

/** A person as trainings know them. */
export interface TrainingPerson {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly active: boolean;
  /** The sites at which they hold a role; `*` for all. */
  readonly sites: readonly string[];
}

/** Everybody, by user name. */
export async function loadPeople(db: Reader): Promise<TrainingPerson[]> {
  const people = await db
    .selectFrom('person')
    .select(['id', 'username', 'name', 'active'])
    .orderBy('username')
    .execute();
  const roles = await db.selectFrom('person_role').select(['person_id', 'site']).execute();
  const sites = Map.groupBy(roles, ({ person_id }) => person_id);
  return people.map(({ id, username, name, active }) => ({
    id,
    username,
    name,
    active: active === 1,
    sites: [...new Set((sites.get(id) ?? []).map(({ site }) => site))],
  }));
}

/** Whether somebody works at a site. */
export function isOf(person: Pick<TrainingPerson, 'sites'>, site: string): boolean {
  return person.sites.includes(site) || person.sites.includes('*');
}

/** The people in use at a site, by user name. */
export function staffOf(people: readonly TrainingPerson[], site: string): TrainingPerson[] {
  return people.filter((person) => person.active && isOf(person, site));
}

/**
 * The people named, who must be in use at the site.
 *
 * Errors: `invalid`, naming at `field` those who are not; the same for who does not exist.
 */
export function namedStaff(
  people: readonly TrainingPerson[],
  asked: { usernames: readonly string[]; site: string; field: string },
): TrainingPerson[] {
  const staff = new Map(staffOf(people, asked.site).map((one) => [one.username, one]));
  const wished = [...new Set(asked.usernames)];
  const unknown = wished.filter((username) => !staff.has(username));
  if (unknown.length > 0) {
    const message = `${unknown.join('、')} 不是本项目在用的人员`;
    throw new AppError('invalid', `${message}。`, {
      problems: [{ field: asked.field, rule: 'known', message: `${message}，请改选` }],
    });
  }
  return wished.flatMap((username) => staff.get(username) ?? []);
}
