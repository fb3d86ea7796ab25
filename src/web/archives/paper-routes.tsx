import { type Context, Hono } from 'hono';
import { demand } from '../../access/rules.ts';
import { handOverDocument, moveDocument } from '../../archives/commands/move-document.ts';
import { type ArchiveView, HandOverDocument, MoveDocument } from '../../archives/model.ts';
import { getDocument, listDocuments } from '../../archives/queries/documents.ts';
import { getHousehold } from '../../archives/queries/households.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import type { WebEnv } from '../kit/env.ts';
import { problemsOf } from '../kit/issues.ts';
import { formRoute } from '../kit/page/form.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { HandOverPage } from './pages/hand-over-page.tsx';
import { type Move, MovePage } from './pages/move-page.tsx';
import { paperWords } from './paper-words.ts';

/** Papers that go elsewhere: to the archive where they belong, or to another keeper. */
export function paperRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const paperFor = (context: Context<WebEnv>) => {
    const { who, site } = context.get('page');
    demand(who, 'archive.keep', { site });
    return getDocument(home, who, context.req.param('id') ?? '');
  };
  formRoute(routes, home, '/archives/:room/papers/:id/move', {
    show: async (context, form) => {
      const paper = await paperFor(context);
      const to = form.values.get('to') || (context.req.query('to') ?? '').trim();
      const move = await readMove(home, form.page, { paper, to });
      return <MovePage form={form} move={move} />;
    },
    defaults: (context) => ({ to: (context.req.query('to') ?? '').trim() }),
    submit: async (context, typed, once) => {
      const page = context.get('page');
      const { id, site } = await paperFor(context);
      const asked = { document: id, room: typed.get('to'), reason: typed.get('reason') };
      const read = MoveDocument.safeParse(asked);
      if (!read.success) throw unfit(read.error.issues);
      const { room } = await getHousehold(home, page.who, { site, room: read.data.room });
      await moveDocument(home, page.who, { ...read.data, room }, once);
      return { to: paths.archive(room), flash: paperWords(page.lang)('moved', { room }) };
    },
  });
  formRoute(routes, home, '/archives/:room/papers/:id/hand-over', {
    show: async (context, form) => <HandOverPage form={form} paper={await paperFor(context)} />,
    defaults: async (context) => {
      const { custody, shelf } = await paperFor(context);
      return { custody, shelf: shelf ?? '' };
    },
    submit: async (context, typed, once) => {
      const page = context.get('page');
      const { id, room } = await paperFor(context);
      const shelf = typed.get('shelf') || undefined;
      const asked = { document: id, custody: typed.get('custody'), shelf };
      const read = HandOverDocument.safeParse(asked);
      if (!read.success) throw unfit(read.error.issues);
      await handOverDocument(home, page.who, read.data, once);
      const name = read.data.custody;
      return { to: paths.archive(room), flash: paperWords(page.lang)('handedOver', { name }) };
    },
  });
  return routes;
}

/** What follows from a move, once the household is named; a room that is not there is said so. */
async function readMove(
  home: Home,
  { who, site }: Page,
  { paper, to }: Pick<Move, 'paper'> & { to: string },
): Promise<Move> {
  if (to === '') return { paper };
  try {
    const target = await getHousehold(home, who, { site, room: to });
    const own = ({ types }: ArchiveView) => types.find(({ order }) => order === paper.type);
    const [from, into] = await Promise.all([
      listDocuments(home, who, { site, room: paper.room, without: paper.id }),
      listDocuments(home, who, { site, room: target.room }),
    ]);
    return { paper, target, from: own(from), into: own(into) };
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return { paper, unknown: error };
    throw error;
  }
}

function unfit(issues: Parameters<typeof problemsOf>[0]): AppError {
  const problems = problemsOf(issues);
  return new AppError('invalid', '还没有填完整，请按提示补上。', { problems });
}
