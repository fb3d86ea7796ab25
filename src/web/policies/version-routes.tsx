import { Readable } from 'node:stream';
import { type Context, Hono } from 'hono';
import { actorText } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import { isLocalDate } from '../../core/month.ts';
import type { Home } from '../../home/open.ts';
import { approveVersion, submitVersion } from '../../policies/commands/approve-version.ts';
import { publishVersion } from '../../policies/commands/publish-version.ts';
import { returnVersion } from '../../policies/commands/return-version.ts';
import {
  ApproveVersion,
  PublishVersion,
  ReturnVersion,
  SubmitVersion,
} from '../../policies/model.ts';
import { readSource } from '../../policies/queries/history.ts';
import { getPolicy, getVersion } from '../../policies/queries/policies.ts';
import { listReturns } from '../../policies/queries/returns.ts';
import { getVersions } from '../../policies/queries/versions.ts';
import { demandInHouse } from '../../policies/rules.ts';
import { listTasks } from '../../walls/queries/tasks.ts';
import { dispositionOf } from '../kit/download.ts';
import type { WebEnv } from '../kit/env.ts';
import { type FormState, formRoute } from '../kit/page/form.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { respond } from '../kit/page/respond.ts';
import { typedDefaults } from '../kit/page/typed.ts';
import { ApprovePage } from './approve-page.tsx';
import { versionMarkdown, versionPdf } from './export-version.ts';
import { PublishPage } from './publish-page.tsx';
import { readConsequences } from './read-consequences.ts';
import { readInput } from './read-input.ts';
import { type ShownVersion, VersionPage } from './version-page.tsx';
import { versionWords } from './version-words.ts';

type Asked = Context<WebEnv>;

/** A version on its way from draft to in force. */
export function versionRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const at = '/policies/:code/versions/:version';
  routes.get(`${at}{[1-9][0-9]{0,5}\\.(?:pdf|md)}`, (context) => sendExport(home, context));
  routes.get(`${at}/source`, (context) => sendSource(home, context));
  routes.get(at, async (context) => {
    const page = context.get('page');
    return respond(context, showVersion(home, context, newForm(page)));
  });
  formRoute(routes, home, `${at}/submit`, {
    show: (context, form) => showVersion(home, context, form),
    async submit(context, _typed, once) {
      const { who, lang } = context.get('page');
      const input = readInput(SubmitVersion, askedIn(context));
      await submitVersion(home, who, input, once);
      return doneAt(context, versionWords(lang)('submitted', { version: input.version }));
    },
  });
  formRoute(routes, home, `${at}/approve`, {
    show: (context, form) => showApproval(home, context, form),
    async submit(context, typed, once) {
      const { who, lang } = context.get('page');
      const asked = { ...askedIn(context), sha256: typed.get('sha256') };
      const input = readInput(ApproveVersion, asked);
      await approveVersion(home, who, input, once);
      return doneAt(context, versionWords(lang)('approved', { version: input.version }));
    },
  });
  formRoute(routes, home, `${at}/return`, {
    show: (context, form) => showApproval(home, context, form),
    async submit(context, typed, once) {
      const { who, lang } = context.get('page');
      const asked = { ...askedIn(context), reason: typed.get('reason') };
      const input = readInput(ReturnVersion, asked);
      await returnVersion(home, who, input, once);
      return doneAt(context, versionWords(lang)('returned', { version: input.version }));
    },
  });
  formRoute(routes, home, `${at}/publish`, {
    defaults: (context) => ({
      inForceFrom: context.req.query('inForceFrom') ?? context.get('page').today,
    }),
    show: async (context, form) => {
      const { page, values } = form;
      demandInHouse(page.who, 'policy.publish', page.document);
      const shown = await shownVersion(home, context);
      const typed = values.get('inForceFrom');
      const inForceFrom = isLocalDate(typed) ? typed : page.today;
      const { code, version } = shown.version;
      const follows = await readConsequences(home, page.who, { code, version, inForceFrom });
      return <PublishPage form={form} follows={follows} {...shown} />;
    },
    async submit(context, typed, once) {
      const page = context.get('page');
      const asked = { ...askedIn(context), inForceFrom: typed.get('inForceFrom') };
      const input = readInput(PublishVersion, asked);
      refusePast(page, input.inForceFrom);
      refuseUnchecked(page, { ...input, checked: typed.get('checked') });
      await publishVersion(home, page.who, input, once);
      const { code, version, inForceFrom: from } = input;
      const tasks = await listTasks(home, page.who, { site: page.site, code });
      const count = tasks.length;
      const flash = versionWords(page.lang)('published', { version, from, count });
      return { to: paths.policy(code), flash };
    },
  });
  return routes;
}

/** A version as a file. */
async function sendExport(home: Home, context: Asked): Promise<Response> {
  const { code = '', version: named = '' } = context.req.param();
  const [version, kind] = named.split('.');
  const asked = { code, version: Number(version) };
  const { who } = context.get('page');
  const isPdf = kind === 'pdf';
  const file = isPdf ? await versionPdf(home, who, asked) : await versionMarkdown(home, who, asked);
  return context.body(file, 200, {
    'content-type': isPdf ? 'application/pdf' : 'text/markdown; charset=utf-8',
    'content-disposition': dispositionOf(`${code}-v${version}.${kind}`),
  });
}

/** The Word file that a version was made from. */
async function sendSource(home: Home, context: Asked): Promise<Response> {
  const file = await readSource(home, context.get('page').who, askedIn(context));
  return context.body(Readable.toWeb(file.stream) as ReadableStream, 200, {
    'content-type': wordType,
    'content-length': String(file.sizeBytes),
    'content-disposition': dispositionOf(file.name),
    'x-content-type-options': 'nosniff',
  });
}

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** A form with nothing typed into it yet. */
function newForm(page: Page): FormState {
  const values = typedDefaults({});
  return { page, values, problems: [], error: null, key: page.newKey(), isDraft: false };
}

/** The command line and the API may publish from a past day, and the log says so; pages do not. */
function refusePast({ lang, today }: Page, from: string): void {
  if (!isLocalDate(from) || from >= today) return;
  const say = versionWords(lang);
  throw new AppError('invalid', say('fromPastTitle'), {
    problems: [{ field: 'inForceFrom', rule: 'range', message: say('fromPast', { today }) }],
  });
}

/** What was shown is what is done: another day may bring other things with it. */
function refuseUnchecked({ lang }: Page, asked: { inForceFrom: string; checked: string }): void {
  if (asked.checked === asked.inForceFrom) return;
  const say = versionWords(lang);
  throw new AppError('invalid', say('checkFirst'), {
    problems: [{ field: 'inForceFrom', rule: 'checked', message: say('checkAgain') }],
  });
}

function askedIn(context: Asked): { code: string; version: number } {
  const { code = '', version = '' } = context.req.param();
  if (!/^\d{1,6}$/.test(version))
    throw new AppError('not-found', `没有 ${code} 第 ${version} 版。`);
  return { code, version: Number(version) };
}

function doneAt(context: Asked, flash: string) {
  const { code, version } = askedIn(context);
  return { to: paths.policyVersion(code, version), flash };
}

async function showVersion(home: Home, context: Asked, form: FormState) {
  return <VersionPage form={form} {...(await shownVersion(home, context))} />;
}

async function showApproval(home: Home, context: Asked, form: FormState) {
  const { who, document } = form.page;
  demandInHouse(who, 'policy.approve', document);
  const shown = await shownVersion(home, context);
  const isOpen = shown.version.status === 'in-review' && !shown.isOwn;
  // What cannot be decided any more, or not by this reader, is shown with the reason.
  return isOpen ? <ApprovePage form={form} {...shown} /> : <VersionPage form={form} {...shown} />;
}

/** A version with its policy, what it is compared with, and how often it was sent back. */
async function shownVersion(home: Home, context: Asked): Promise<ShownVersion> {
  const { who } = context.get('page');
  const { code, version: number } = askedIn(context);
  const policy = await getPolicy(home, who, code);
  const version = await getVersion(home, who, { code, version: number });
  const { version: stored } = await getVersions(home.store.read, { code, version: number });
  const before = policy.versions
    .filter(
      (one) => one.version < number && (one.inForceFrom !== null || one.version === number - 1),
    )
    .toSorted((one, other) => Number(one.inForceFrom !== null) - Number(other.inForceFrom !== null))
    .at(-1);
  const against =
    before === undefined
      ? undefined
      : await getVersion(home, who, { code, version: before.version });
  const all = await listReturns(home, who, code);
  const returns = all.filter((one) => one.version === number);
  return { policy, version, against, returns, isOwn: stored.writtenBy === actorText(who.actor) };
}
