import { listPeople } from '../../access/queries.ts';
import { sitesWhere } from '../../access/rules.ts';
import { findHouseholds } from '../../archives/queries/find-households.ts';
import { findOrders } from '../../dispatch/rows.ts';
import type { Home } from '../../home/open.ts';
import { listTitles } from '../../policies/queries/versions.ts';
import { findRecords } from '../../records/rows/record-rows.ts';
import { foldTyped } from '../../registers/fold-text.ts';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { namedCategories } from '../records/choose.ts';
import { titleIn } from '../records/titles.ts';
import { named } from './match.ts';
import { actsOf, placesOf } from './places.ts';
import { paletteWords } from './words.ts';

/** One choice of the palette. */
export interface Choice {
  readonly title: string;
  readonly detail: string;
  readonly href: string;
}

/** Choices of one kind under a heading. */
export interface ChoiceGroup {
  readonly title: string;
  readonly choices: readonly Choice[];
}

const mostGo = 6;
const mostDo = 6;
const mostFound = 6;
const mostAtFirst = 20;

/**
 * What the palette offers for what was typed: never a page, an act or a thing beyond the reader's
 * rights. A number that exists comes first, so that Enter opens it.
 */
export async function findChoices(home: Home, page: Page, typed: string): Promise<ChoiceGroup[]> {
  const say = paletteWords(page.lang);
  const q = foldTyped(typed).slice(0, 60);
  const isBare = q === '';
  const places = await named(q, placesOf(page), (place) => place);
  const found = isBare
    ? []
    : [
        ...(await findNumbers(home, page, q)),
        ...(await findRooms(home, page, q)),
        ...(await findPolicies(home, page, q)),
        ...(await findPeople(home, page, q)),
      ];
  const groups = [
    { title: say('go'), choices: places.slice(0, isBare ? mostAtFirst : mostGo).map(choiceOf) },
    { title: say('do'), choices: await doing(page, q) },
  ];
  const things = { title: say('found'), choices: [...found, ...searching(page, q)] };
  const ordered = /\d/.test(q) && found.length > 0 ? [things, ...groups] : [...groups, things];
  return ordered.filter(({ choices }) => choices.length > 0);
}

function choiceOf({ title, detail, href }: Choice): Choice {
  return { title, detail, href };
}

/** The acts that what was typed names: filing by register, and others. */
async function doing(page: Page, q: string): Promise<Choice[]> {
  const say = paletteWords(page.lang);
  const acts = (await named(q, actsOf(page), (act) => act)).map(choiceOf);
  if (!mayAt(page, 'record.file')) return acts.slice(0, mostDo);
  const { categories } = page.document;
  const { found } = await namedCategories(page.document, q);
  const more = await named(q, categories, ({ title: zh, en, prefix: code }) => ({ zh, en, code }));
  const filing = [...new Set([...found, ...more])].slice(0, mostDo).map((category) => ({
    title: say('newRecord', { title: titleIn(page.lang, category) }),
    detail: `${category.code} ${category.prefix}`,
    href: paths.newRecord(category.prefix),
  }));
  return [...filing, ...acts].slice(0, q === '' ? mostDo + acts.length : mostDo);
}

/** Searching the full text, where nothing else is meant. */
function searching(page: Page, q: string): Choice[] {
  if (q === '' || !mayAt(page, 'record.read')) return [];
  const say = paletteWords(page.lang);
  const title = say('searchFor', { q });
  return [{ title, detail: say('searchDetail'), href: paths.search({ q }) }];
}

/** A record or an order by its number: whole, or by its last digits within this month. */
async function findNumbers(home: Home, page: Page, q: string): Promise<Choice[]> {
  const say = paletteWords(page.lang);
  const wanted = numbersMeant(page, q);
  if (wanted.length === 0) return [];
  const { read } = home.store;
  const asked = { site: page.site, numbers: wanted, limit: mostFound };
  const records = mayAt(page, 'record.read') ? await findRecords(read, asked) : [];
  const orders = mayAt(page, 'order.read') ? await findOrders(read, asked) : [];
  const titleOf = (code: string) => {
    const category = page.document.categories.find((one) => one.code === code);
    return category === undefined ? say('record') : titleIn(page.lang, category);
  };
  return [
    ...records.map(({ number, category }) => ({
      title: number,
      detail: titleOf(category),
      href: paths.record(number),
    })),
    ...orders.map(({ number, room }) => ({
      title: number,
      detail: [say('order'), room ?? ''].join(' ').trim(),
      href: paths.order(number),
    })),
  ];
}

/** The numbers that could be meant: `BX-202611-0007`, `BX-7`, or `7` in any register of this month. */
function numbersMeant({ document, site, today }: Page, q: string): string[] {
  const words = q.toUpperCase().replace(/\s/g, '');
  const before = document.sites[0]?.code === site ? '' : `${site}-`;
  if (/^([A-Z0-9]{1,8}-)?[A-Z]{2,3}-\d{6}-\d{1,7}$/.test(words)) {
    const padded = words.replace(/\d+$/, (digits) => digits.padStart(4, '0'));
    return [padded, `${before}${padded}`];
  }
  const [, prefix = '', digits = ''] = /^([A-Z]{2,3})?-?(\d{1,7})$/.exec(words) ?? [];
  if (digits === '') return [];
  const month = today.slice(0, 7).replace('-', '');
  const prefixes = ['PG', ...document.categories.map((category) => category.prefix)];
  return prefixes
    .filter((one) => prefix === '' || one === prefix)
    .map((one) => `${before}${one}-${month}-${digits.padStart(4, '0')}`);
}

/** Households by room, or by name and plate for whoever may know those; no name is shown. */
async function findRooms(home: Home, page: Page, q: string): Promise<Choice[]> {
  if (!mayAt(page, 'archive.read')) return [];
  const say = paletteWords(page.lang);
  const asked = { q, site: page.site, limit: mostFound };
  const hits = await findHouseholds(home, page.who, asked);
  return hits.map(({ room, by }) => ({
    title: room,
    detail: [say('household'), ...by.map((field) => say(`by_${field}`))].join(' · '),
    href: paths.archive(room),
  }));
}

async function findPolicies(home: Home, page: Page, q: string): Promise<Choice[]> {
  if (!mayAt(page, 'policy.read')) return [];
  const say = paletteWords(page.lang);
  const policies = await listTitles(home.store.read);
  const found = await named(q, policies, ({ code, title }) => ({ zh: title, en: code, code }));
  return found.slice(0, mostFound).map(({ code, title }) => ({
    title,
    detail: `${say('policy')} ${code}`,
    href: paths.policy(code),
  }));
}

async function findPeople(home: Home, page: Page, q: string): Promise<Choice[]> {
  if (!mayAt(page, 'person.add')) return [];
  const say = paletteWords(page.lang);
  const sites = sitesWhere(page.who, 'person.add', page.sites);
  const people = (await listPeople(home.store.read)).filter(({ roles }) =>
    roles.some(({ site }) => site === '*' || sites.includes(site)),
  );
  const found = await named(q, people, ({ name, username }) => ({ zh: name, en: username }));
  return found.slice(0, mostFound).map(({ name, username }) => ({
    title: name,
    detail: `${say('person')} ${username}`,
    href: paths.person(username),
  }));
}
