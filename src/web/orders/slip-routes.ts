import { type Context, Hono } from 'hono';
import { demand } from '../../access/rules.ts';
import { AppError } from '../../core/app-error.ts';
import { PrintOrder, SlipProfile } from '../../dispatch/model.ts';
import { contactForPrint } from '../../dispatch/open-contact.ts';
import { listPrints, printOrder } from '../../dispatch/print-order.ts';
import { getOrder } from '../../dispatch/queries.ts';
import type { Home } from '../../home/open.ts';
import { typesetSlip } from '../../print/slip.ts';
import { showPdf } from '../kit/download.ts';
import type { WebEnv } from '../kit/env.ts';
import { answerForm } from '../kit/page/form.ts';
import { paths } from '../kit/page/paths.ts';
import { withPress } from '../kit/press.ts';
import { refusedInput } from '../kit/refused-input.ts';
import { dispatchWords } from './words.ts';

type Asked = Context<WebEnv>;

/** The four copies on paper: noting a print, and the sheets themselves. */
export function slipRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.post('/orders/:number/print', (context) =>
    answerForm(context, {
      submit: async (typed, once) => {
        const page = context.get('page');
        const input = PrintOrder.safeParse({ profile: typed.get('profile') });
        if (!input.success) throw refusedInput(input);
        const { profile } = input.data;
        const number = context.req.param('number');
        const printed = await printOrder(home, page.who, { number, profile }, once);
        return {
          to: paths.orderSlip(printed.number, { profile, print: printed.ordinal }),
          flash: dispatchWords(page.lang)('printedFlash'),
        };
      },
      show: (form) => {
        throw form.error ?? new Error('a form is shown again for a reason');
      },
    }),
  );
  routes.get('/orders/:number/slip.pdf', (context) => sendSlip(home, context));
  return routes;
}

/** The sheets as of the last print; before the first they are marked as a look only. */
async function sendSlip(home: Home, context: Asked): Promise<Response> {
  const { who, document, now } = context.get('page');
  const order = await getOrder(home, who, context.req.param('number') ?? '');
  demand(who, 'order.take', { site: order.site });
  const profile = SlipProfile.safeParse(context.req.query('profile') ?? 'a4').data;
  if (profile === undefined) {
    throw new AppError('invalid', '没有这种纸张，请选 a4 或 carbonless。');
  }
  const last = (await listPrints(home, who, order.number)).at(-1);
  const site = document.sites.find(({ code }) => code === order.site);
  const [record = ''] = order.records;
  const isPrinted = last !== undefined;
  const { pdf } = await withPress(async (printer) =>
    typesetSlip(printer, {
      company: document.company,
      site: site?.name ?? order.site,
      number: order.number,
      profile,
      room: order.room ?? '',
      contact: await contactForPrint(home, who, { number: order.number, isPrinted }),
      matter: order.matter,
      department: order.department,
      engineer: order.engineer,
      record,
      takenAt: order.takenAt,
      takenBy: order.takenBy,
      voided: order.voided !== null,
      print: last?.ordinal ?? 0,
      printedBy: last?.by ?? who.name,
      createdAt: last?.at ?? now,
      zone: document.timeZone,
    }),
  );
  return showPdf(context, `${order.number}.pdf`, new Uint8Array(pdf));
}
