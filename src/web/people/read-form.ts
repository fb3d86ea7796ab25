import { type Role, roles, type SitePost, type SiteRole } from '../../access/model.ts';
import type { PersonView } from '../../access/queries.ts';
import { can } from '../../access/rules.ts';
import type { Entropy } from '../../core/ids.ts';
import type { Page } from '../kit/page/page.ts';
import type { Typed } from '../kit/page/typed.ts';

/** The field with the roles at a place; `*` stands for every site. */
export function rolesField(site: string): string {
  return site === '*' ? 'roles-all' : `roles-${site}`;
}

/** The field with the posts at a site. */
export function postsField(site: string): string {
  return `posts-${site}`;
}

/** The places at which this reader may give roles: sites, and all of them at once. */
export function placesFor({ who, document }: Page): string[] {
  return [...document.sites.map(({ code }) => code), '*'].filter(
    (site) => can(who, 'person.add', { site }) === undefined,
  );
}

/** The roles that were ticked. */
export function typedRoles(page: Page, typed: Typed): SiteRole[] {
  return placesFor(page).flatMap((site) =>
    typed.all(rolesField(site)).flatMap((role) => (isRole(role) ? [{ site, role }] : [])),
  );
}

/** The posts that were ticked; those at sites that this reader has no say in stay as they were. */
export function typedPosts(page: Page, typed: Typed, person?: PersonView): SitePost[] {
  const places = placesFor(page);
  const others = (person?.posts ?? []).filter(({ site }) => !places.includes(site));
  const ticked = places.flatMap((site) =>
    typed.all(postsField(site)).map((post) => ({ site, post })),
  );
  return [...others, ...ticked];
}

/** The first values of the form for a person. */
export function personValues(
  page: Page,
  person: PersonView,
): Record<string, string | readonly string[]> {
  const boxes = placesFor(page).flatMap((site): [string, readonly string[]][] => [
    [rolesField(site), person.roles.flatMap((held) => (held.site === site ? [held.role] : []))],
    [postsField(site), person.posts.flatMap((held) => (held.site === site ? [held.post] : []))],
  ]);
  return { ...Object.fromEntries(boxes), email: person.email ?? '' };
}

function isRole(text: string): text is Role {
  return roles.some((role) => role === text);
}

/** Letters that are not mistaken for one another on paper. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password made up to be written down: four groups of four. */
export function madeUpPassword(entropy: Entropy): string {
  const made: string[] = [];
  while (made.length < 16) {
    // A byte beyond the last whole round of letters would favour the first ones.
    for (const byte of entropy.bytes(32)) {
      if (byte < 256 - (256 % letters.length)) made.push(letters[byte % letters.length] ?? '');
    }
  }
  return [0, 4, 8, 12].map((at) => made.slice(at, at + 4).join('')).join('-');
}
