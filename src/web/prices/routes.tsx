import { type Context, Hono } from 'hono';
import { AppError } from '../../core/app-error.ts';
import { isLocalDate } from '../../core/month.ts';
import { type PriceList, priceListOf, priceText, withPrices } from '../../core/price-list.ts';
import type { Home } from '../../home/open.ts';
import { writeVersion } from '../../policies/commands/write-version.ts';
import { WriteVersion } from '../../policies/model.ts';
import type { PriceListView } from '../../policies/price-views.ts';
import { getPolicy, getVersion } from '../../policies/queries/policies.ts';
import { getPrices, listPricePolicies, listPriceVersions } from '../../policies/queries/prices.ts';
import { demandInHouse } from '../../policies/rules.ts';
import { defusedCsvText } from '../../registers/csv-text.ts';
import { dispositionOf } from '../kit/download.ts';
import type { WebEnv } from '../kit/env.ts';
import { type FormState, formRoute, onceOfForm } from '../kit/page/form.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { formOf } from '../kit/page/read-form.ts';
import { respond } from '../kit/page/respond.ts';
import { typedFrom, typedOf } from '../kit/page/typed.ts';
import { readInput } from '../policies/read-input.ts';
import { EditPricesPage, priceDraft } from './edit-page.tsx';
import { findPrices } from './find-prices.ts';
import { fieldsOf, listTyped, withMoreRows } from './price-rows.ts';
import { PricesPage } from './prices-page.tsx';
import { priceWords } from './words.ts';

/** The price list of a day, as a page and as a file, and its form. */
export function pricePageRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/prices', async (context) => {
    const page = context.get('page');
    const policies = await listPricePolicies(home, page.who);
    const asked = askedOf(context, policies);
    const isDay = isLocalDate(asked.on);
    const list = isDay ? await pricesThen(home, page, asked) : undefined;
    const shown = await findPrices(list?.groups ?? [], asked.q);
    const versions = await listPriceVersions(home, page.who, asked.policy);
    return respond(
      context,
      <PricesPage {...{ page, asked, policies, isDay, list, shown, versions }} />,
    );
  });
  routes.get('/prices.csv', async (context) => {
    const { who } = context.get('page');
    const { policy: code, on } = askedOf(context, await listPricePolicies(home, who));
    const list = await getPrices(home, who, { code, on });
    return context.body(csvOf(list), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': dispositionOf(`${list.code}-${list.title}-${list.on}.csv`),
    });
  });
  editRoutes(routes, home);
  return routes;
}

function editRoutes(routes: Hono<WebEnv>, home: Home): void {
  formRoute(routes, home, '/prices/:code/edit', {
    draft: (context) => priceDraft(codeIn(context)),
    defaults: async (context) => {
      const newest = await newestOf(home, context.get('page'), codeIn(context));
      return newest.list === undefined ? {} : fieldsOf(newest.list, newest.version);
    },
    show: (context, form) => showForm(home, codeIn(context), form),
    async submit(context, typed, once) {
      const page = context.get('page');
      const say = priceWords(page.lang);
      const code = codeIn(context);
      const { list, problems } = listTyped(typed, page.lang);
      if (problems.length > 0) throw new AppError('invalid', say('hasProblems'), { problems });
      const newest = await newestOf(home, page, code);
      if (sameList(newest.list, list)) {
        throw new AppError('invalid', say('unchanged', { version: newest.version }));
      }
      const base = typed.get('base');
      const input = readInput(WriteVersion, {
        code,
        text: withPrices(newest.text, list),
        reason: typed.get('reason'),
        ...(/^\d{1,6}$/.test(base) ? { base: Number(base) } : {}),
      });
      const version = await writeVersion(home, page.who, input, once);
      return { to: paths.policyVersion(code, version), flash: say('saved', { version }) };
    },
  });
  // Who had to sign in again comes back to the form, with what was typed.
  routes.get('/prices/:code/edit/rows', (context) => {
    const { search } = new URL(context.req.url);
    return context.redirect(`${paths.editPrices(codeIn(context))}${search}`, 303);
  });
  routes.post('/prices/:code/edit/rows', async (context) => {
    const page = context.get('page');
    const typed = typedFrom(await formOf(context));
    onceOfForm(context, typed);
    const values = typedOf(withMoreRows(typed));
    const form = { page, values, problems: [], error: null, key: page.newKey(), isDraft: false };
    return respond(context, showForm(home, codeIn(context), form));
  });
}

function codeIn(context: Context<WebEnv>): string {
  return context.req.param('code') ?? '';
}

function askedOf(context: Context<WebEnv>, policies: readonly { readonly code: string }[]) {
  const { policy = '', on = '', q = '' } = context.req.query();
  const { today } = context.get('page');
  const isKnown = policies.some(({ code }) => code === policy);
  return {
    policy: isKnown ? policy : (policies[0]?.code ?? ''),
    on: on.trim() || today,
    q: q.trim().slice(0, 60),
  };
}

async function pricesThen(
  home: Home,
  page: Page,
  { policy, on }: { readonly policy: string; readonly on: string },
): Promise<PriceListView | undefined> {
  if (policy === '') return undefined;
  try {
    return await getPrices(home, page.who, { code: policy, on });
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return undefined;
    throw error;
  }
}

function csvOf({ groups, inForceFrom, version }: PriceListView): string {
  const head = ['组', '项目', '单位', '价格（元）', '含什么', '执行日', '版本'];
  const rows = groups.flatMap(({ title, prices }) =>
    prices.map(({ name, unit, price, includes }) => [
      title,
      name,
      unit,
      priceText(price),
      includes,
      inForceFrom,
      version,
    ]),
  );
  return defusedCsvText([head, ...rows]);
}

/** The newest text of a policy, and the price list in it. */
async function newestOf(home: Home, page: Page, code: string) {
  const { versions } = await getPolicy(home, page.who, code);
  const version = versions.at(-1)?.version;
  if (version === undefined) return { version: 0, text: '', list: undefined };
  const { text } = await getVersion(home, page.who, { code, version });
  return { version, text, list: priceListOf(text) };
}

function sameList(one: PriceList | undefined, other: PriceList): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

async function showForm(home: Home, code: string, form: FormState) {
  const { who, document } = form.page;
  demandInHouse(who, 'policy.write', document);
  return <EditPricesPage form={form} policy={await getPolicy(home, who, code)} />;
}
