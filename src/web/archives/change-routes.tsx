import { Hono } from 'hono';
import { demand } from '../../access/rules.ts';
import { changeHousehold } from '../../archives/commands/change-household.ts';
import { ChangeHousehold } from '../../archives/model.ts';
import { listDocuments } from '../../archives/queries/documents.ts';
import { getHousehold } from '../../archives/queries/households.ts';
import { askableFields } from '../../archives/rules/lists.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import type { WebEnv } from '../kit/env.ts';
import { problemsOf } from '../kit/issues.ts';
import { formRoute } from '../kit/page/form.ts';
import { paths } from '../kit/page/paths.ts';
import type { Typed } from '../kit/page/typed.ts';
import { ChangePage } from './pages/change-page.tsx';
import { paperWords } from './paper-words.ts';

/** A change of owner: the archive is closed and kept, and the next one opens. */
export function changeRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  formRoute(routes, home, '/archives/:room/change-owner', {
    show: async (context, form) => {
      const { who, site } = form.page;
      demand(who, 'archive.keep', { site });
      const asked = { site, room: context.req.param('room') ?? '' };
      const household = await getHousehold(home, who, asked);
      const { types } = await listDocuments(home, who, asked);
      const papers = types.reduce((count, type) => count + type.papers.length, 0);
      return <ChangePage form={form} household={household} papers={papers} />;
    },
    submit: async (context, typed, once) => {
      const page = context.get('page');
      const { site } = page;
      const room = context.req.param('room') ?? '';
      const asked = { site, room, change: 'owner', ...changeOf(typed) };
      const read = ChangeHousehold.safeParse(asked);
      if (!read.success) {
        const problems = problemsOf(read.error.issues);
        throw new AppError('invalid', '还没有填完整，请按提示补上。', { problems });
      }
      await changeHousehold(home, page.who, read.data, once);
      const { room: canonical } = await getHousehold(home, page.who, { site, room });
      return { to: paths.archive(canonical), flash: paperWords(page.lang)('changed') };
    },
  });
  return routes;
}

function changeOf(typed: Typed) {
  const fields = Object.fromEntries(
    askableFields.flatMap(({ name }) => {
      const text = typed.get(name);
      return text === '' ? [] : [[name, text] as const];
    }),
  );
  return { fields, reason: typed.get('reason') };
}
