import type { Context, Hono } from 'hono';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { signReading } from '../../learning/commands/sign-reading.ts';
import { SignReadings } from '../../learning/model.ts';
import { ownLearning } from '../../learning/queries/person-learning.ts';
import type { Once } from '../../ledger/transact.ts';
import type { VersionView } from '../../policies/model.ts';
import { getInForce, getVersion } from '../../policies/queries/policies.ts';
import type { WebEnv } from '../kit/env.ts';
import { problemsOf } from '../kit/issues.ts';
import { type Done, type FormState, formRoute } from '../kit/page/form.ts';
import { paths } from '../kit/page/paths.ts';
import type { Typed } from '../kit/page/typed.ts';
import { type Reading, ReadPage } from './read-page.tsx';
import { openedTexts, typedReading } from './readings.ts';
import { learningWords } from './words.ts';

type Asked = Context<WebEnv>;

/** One text to read, and its signature. */
export function addReadRoute(routes: Hono<WebEnv>, home: Home): void {
  formRoute(routes, home, '/learning/read/:code', {
    show: (context, form) => showReading(home, context, form),
    submit: (context, typed, once) => sign(home, context, typed, once),
  });
}

async function showReading(home: Home, context: Asked, form: FormState) {
  const { who } = form.page;
  const code = (context.req.param('code') ?? '').toUpperCase();
  const wanted = Number(context.req.query('version') ?? Number.NaN);
  const text = Number.isInteger(wanted)
    ? await getVersion(home, who, { code, version: wanted })
    : await getInForce(home, who, { code });
  return <ReadPage form={form} reading={await readingOf(home, context, text)} />;
}

async function readingOf(home: Home, context: Asked, text: VersionView): Promise<Reading> {
  const { who } = context.get('page');
  const { code, version } = text;
  const { owed, coming, learned } = await ownLearning(home, who);
  const own = learned.filter((one) => one.code === code);
  const known = own.find((one) => one.version === version);
  const before = Math.max(...own.flatMap((one) => (one.version < version ? [one.version] : [])), 0);
  const opened = openedTexts(context.req.query('with')).filter((one) => one.code !== code);
  const together: VersionView[] = [];
  for (const one of opened) {
    const isOwed = owed.some((text) => text.code === one.code && text.version === one.version);
    if (isOwed) together.push(await getVersion(home, who, one));
  }
  const isApart = (one: { code: string }) =>
    one.code !== code && !together.some((text) => text.code === one.code);
  return {
    text,
    before: before === 0 ? undefined : await getVersion(home, who, { code, version: before }),
    known,
    isOpen: text.status === 'published',
    isOwed: [...owed, ...coming].some((one) => one.code === code && one.version === version),
    together,
    rest: owed.filter(isApart),
  };
}

/** Signs what was read, and leads on to the next text that is owed. */
async function sign(home: Home, context: Asked, typed: Typed, once: Once): Promise<Done> {
  const { who, lang } = context.get('page');
  const input = SignReadings.safeParse({ readings: typed.all('reading').map(typedReading) });
  if (!input.success) {
    const problems = problemsOf(input.error.issues);
    throw new AppError('invalid', '没有收到要签的正文，请重新打开再签。', { problems });
  }
  const password = typed.text('password');
  const signed = await signReading(home, who, input.data, { password }, once);
  const { owed } = await ownLearning(home, who);
  const titles = signed.map(({ code }) => code).join(lang === 'zh' ? '、' : ', ');
  const [next] = owed;
  const flash = learningWords(lang)(next === undefined ? 'signedLast' : 'signed', { titles });
  return { to: next === undefined ? paths.learning() : paths.readPolicy(next.code), flash };
}
