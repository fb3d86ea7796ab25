import type { Requester } from '../../access/model.ts';
import type { SiteDocument } from '../../catalogue/model.ts';
import { AppError } from '../../core/app-error.ts';
import type { Once } from '../../ledger/transact.ts';
import type { Reader } from '../../store/tables.ts';
import { type AddPolicy, Code, type SetPlaces } from '../model.ts';
import { getPolicyRow } from '../queries/versions.ts';
import { insertPolicy, insertWalls } from '../rows.ts';
import { demandInHouse } from '../rules.ts';
import type { PolicyHome } from './policy-home.ts';
import { demandPost, refuseSecondStatement } from './tie-post.ts';

/**
 * Adds a policy, without a version yet. Resolves to its code.
 *
 * A ※ policy hangs at one place at least; without one named, at the first of the catalogue.
 * Errors: `forbidden`, `invalid` (no such place, no such post), `conflict` (the code is taken, or
 * the post has a duty statement).
 */
export async function addPolicy(
  home: PolicyHome,
  who: Requester,
  input: AddPolicy,
  once?: Once,
): Promise<string> {
  const { document } = home.catalogue;
  demandInHouse(who, 'policy.write', document);
  const { title, posted, department, source = '', post } = input;
  if (post !== undefined) demandPost(document, post);
  const places = checkedPlaces(document, { posted, places: input.places });
  return home.ledger.transact(
    who.actor,
    async ({ db, now, seq }) => {
      const code = input.code ?? (await nextCode(db, post === undefined ? 'ZD' : 'GW'));
      const taken = await db
        .selectFrom('policy')
        .select('title')
        .where('code', '=', code)
        .executeTakeFirst();
      if (taken !== undefined) {
        throw new AppError('conflict', `编号 ${code} 已用于“${taken.title}”，请换一个。`);
      }
      if (post !== undefined) await refuseSecondStatement(db, { code, post });
      const policy = { code, title, posted, department, source, places, post };
      await insertPolicy(db, policy, { at: now, seq });
      const facts = { posted, places, ...(post === undefined ? {} : { post }) };
      return { result: code, entries: [{ kind: 'policy.added', subject: code, facts }] };
    },
    once,
  );
}

/**
 * Sets the walls at which a ※ policy must hang, from now on. Resolves to its code.
 *
 * Errors: `forbidden`, `not-found`, `invalid` (no such place, none at all, or not a ※ policy).
 */
export async function setPlaces(
  home: PolicyHome,
  who: Requester,
  input: SetPlaces,
  once?: Once,
): Promise<string> {
  const { document } = home.catalogue;
  demandInHouse(who, 'policy.publish', document);
  return home.ledger.transact(
    who.actor,
    async ({ db, now }) => {
      const { code, posted } = await getPolicyRow(db, input.code);
      if (posted !== 1) throw new AppError('invalid', `${code} 不是上墙制度，没有张贴处。`);
      const places = checkedPlaces(document, { posted: true, places: input.places });
      const rows = await db
        .selectFrom('policy_wall')
        .select('place')
        .where('policy', '=', code)
        .where('until', 'is', null)
        .execute();
      const before = rows.map(({ place }) => place);
      const ended = before.filter((place) => !places.includes(place));
      await db
        .updateTable('policy_wall')
        .set({ until: now })
        .where('policy', '=', code)
        .where('until', 'is', null)
        .where('place', 'in', ['', ...ended])
        .execute();
      const begun = places.filter((place) => !before.includes(place));
      await insertWalls(db, code, { places: begun, since: now });
      const facts = { places };
      return { result: code, entries: [{ kind: 'policy.places-set', subject: code, facts }] };
    },
    once,
  );
}

/** The places at which a policy must hang. Errors: `invalid`, listing what exists. */
export function checkedPlaces(
  document: Pick<SiteDocument, 'places'>,
  wish: { posted: boolean; places: readonly string[] | undefined },
): string[] {
  if (!wish.posted) return [];
  const first = document.places[0]?.code;
  const places = [...new Set(wish.places ?? (first === undefined ? [] : [first]))];
  const unknown = places.filter((place) => !document.places.some(({ code }) => code === place));
  if (places.length > 0 && unknown.length === 0) return places;
  const known = document.places.map(({ code, title }) => `${code} ${title}`).join('、');
  const message =
    places.length === 0
      ? '上墙制度至少要有一个张贴处。'
      : `没有“${unknown.join('、')}”这些张贴处。`;
  throw new AppError('invalid', message, {
    problems: [{ field: 'places', rule: 'known', message: `请填 ${known}` }],
  });
}

/** The next free code of a series: the policies (ZD), or the duty statements (GW). */
async function nextCode(db: Reader, series: 'ZD' | 'GW'): Promise<string> {
  const rows = await db
    .selectFrom('policy')
    .select('code')
    .where('code', 'like', `${series}-%`)
    .execute();
  const numbers = rows.flatMap(({ code }) => /^..-(\d{2,6})$/.exec(code)?.[1] ?? []).map(Number);
  const next = Code.safeParse(`${series}-${String(Math.max(0, ...numbers) + 1).padStart(2, '0')}`);
  if (next.success) return next.data;
  throw new AppError('conflict', `${series} 的编号已用到最大的一个，请自己填编号。`, {
    problems: [{ field: 'code', rule: 'range', message: '请填一个还没有用过的编号' }],
  });
}
