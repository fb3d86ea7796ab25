import { Hono } from 'hono';
import { demand } from '../../access/rules.ts';
import { localDateOf } from '../../core/month.ts';
import type { Home } from '../../home/open.ts';
import { listRecords } from '../../records/queries/list-records.ts';
import type { SessionView } from '../../training/model/views.ts';
import { topicTitles } from '../../training/model/words.ts';
import { getPaper } from '../../training/queries/series.ts';
import { getSession } from '../../training/queries/sessions.ts';
import { writePaper as spelled } from '../../training/rules/paper.ts';
import { plusDays } from '../../training/rules/weeks.ts';
import type { WebEnv } from '../kit/env.ts';
import { formRoute } from '../kit/page/form.ts';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { respond } from '../kit/page/respond.ts';
import { WriteMaterialPage } from './material.tsx';
import { QuestionsPage, RecordPage, SheetPage } from './print-pages.tsx';
import { PaperPage } from './series-pages.tsx';
import { idIn, kindIn, limitMaterial, submitMaterial, submitPaper } from './series-routes.tsx';
import { SessionPage } from './session-page.tsx';

/** One session: what it shows, prints, and what is written for it alone. */
export function sessionRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/training/sessions/:id', async (context) => {
    const page = context.get('page');
    const session = await getSession(home, page.who, idIn(context));
    const register = await registerOf(home, page, session);
    return respond(context, <SessionPage {...{ page, session, register }} />);
  });
  routes.get('/training/sessions/:id/sign-in-sheet', async (context) => {
    const page = context.get('page');
    const session = await runBy(home, page, idIn(context));
    return respond(context, <SheetPage {...{ page, session }} />);
  });
  routes.get('/training/sessions/:id/questions', async (context) => {
    const page = context.get('page');
    const session = await runBy(home, page, idIn(context));
    const paper = await getPaper(home, page.who, session.id);
    return respond(context, <QuestionsPage {...{ page, session, paper }} />);
  });
  routes.get('/training/sessions/:id/record', async (context) => {
    const page = context.get('page');
    const session = await runBy(home, page, idIn(context));
    const paper = await getPaper(home, page.who, session.id);
    return respond(context, <RecordPage {...{ page, session, paper }} />);
  });
  formRoute(routes, home, '/training/sessions/:id/paper', {
    defaults: async (context) => {
      const paper = await getPaper(home, context.get('page').who, idIn(context));
      return paper === null
        ? {}
        : { paper: spelled(paper.questions), passMark: String(paper.passMark) };
    },
    show: async (context, form) => {
      const { title, id } = await runBy(home, form.page, idIn(context));
      const back = paths.session(id);
      return <PaperPage {...{ form, title, back }} action={paths.sessionAct(id, 'paper')} />;
    },
    async submit(context, typed, once) {
      const session = idIn(context);
      const flash = await submitPaper(home, context, { target: { session }, typed, once });
      return { to: paths.session(session), flash };
    },
  });
  routes.use('/training/sessions/:id/materials/:kind{(?:plan|notes)}', limitMaterial);
  formRoute(routes, home, '/training/sessions/:id/materials/:kind{(?:plan|notes)}', {
    defaults: async (context) => {
      const session = await getSession(home, context.get('page').who, idIn(context));
      return { text: session[kindIn(context)]?.text ?? '' };
    },
    show: async (context, form) => {
      const { title, id } = await runBy(home, form.page, idIn(context));
      const kind = kindIn(context);
      const [back, action] = [paths.session(id), paths.sessionMaterial(id, kind)];
      return <WriteMaterialPage {...{ form, kind, title, back, action }} isOwn />;
    },
    async submit(context, typed, once) {
      const session = idIn(context);
      const flash = await submitMaterial(home, context, { target: { session }, typed, once });
      return { to: `${paths.session(session)}#${kindIn(context)}`, flash };
    },
  });
  return routes;
}

/** A session that the reader holds. Errors: `not-found`, `forbidden`. */
export async function runBy(home: Home, page: Page, id: string): Promise<SessionView> {
  const session = await getSession(home, page.who, id);
  if (!session.mayRun) demand(page.who, 'training.keep', { site: session.site });
  return session;
}

const kinds = { weekly: '一小时培训', system: '制度培训', law: '法律法规培训' } as const;

/** The record of category 20 that speaks of a closed session, and where one is filed. */
async function registerOf(home: Home, page: Page, session: SessionView) {
  if (session.status !== 'closed' || !mayAt(page, 'record.read')) return undefined;
  const { site } = session;
  const day = localDateOf(session.startsAt, page.document.timeZone);
  const subject =
    session.topic === null ? session.title : `${session.title}：${topicTitles[session.topic]}`;
  const query = { site, category: '20', from: day, until: plusDays(day, 1), limit: 200 };
  const { items } = await listRecords(home, page.who, query, { all: true });
  const filed = items.find(
    ({ status, fields }) =>
      status !== 'void' && fields.主题 === subject && fields.主持人 === session.trainer.name,
  );
  const href = paths.newRecord('20', {
    日期: day,
    类别: kinds[session.class],
    主题: subject,
    时长分钟: session.minutes,
    应到人数: session.expected,
    签到人数: session.present,
    试题: '有',
    效果总结: session.summary,
    主持人: session.trainer.name,
  });
  if (filed === undefined && !mayAt(page, 'record.file')) return undefined;
  return { number: filed?.number, href };
}
