import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import type { Category } from '../../catalogue/model.ts';
import { AppError } from '../../core/app-error.ts';
import { isMonth, type Month } from '../../core/month.ts';
import type { Reader } from '../../store/tables.ts';
import type { Deadline, DeadlineFigures, HitRates, RuleHitRate } from '../model.ts';
import { type DeadlineHome, promisesOf } from './promises.ts';

/** A promise of one record, as it is counted. */
interface Counted {
  readonly number: string;
  readonly imported: boolean;
  readonly deadline: Deadline;
}

/**
 * How many promises of a month were kept, for each rule, with the records behind every figure. What
 * the desk filed is one account, what was imported another; voided records and prompts are in
 * neither, and a promise counts once it is kept, broken or overdue.
 *
 * Errors: `forbidden`, `not-found` (site), `invalid` (month). Source: SLA-03, SLA-07.
 */
export async function hitRates(
  home: DeadlineHome,
  who: Requester,
  input: { site?: string | undefined; month: Month },
): Promise<HitRates> {
  const { month } = input;
  const { document } = home.catalogue;
  const site = getSite(document, input.site).code;
  demand(who, 'record.read', { site });
  if (!isMonth(month)) throw badMonth(month);
  const at = home.clock.now();
  const promised = await promisesOf(home, await monthRows(home.store.read, site, month), at);
  const rules = new Map<string, RuleHead>(
    document.categories.flatMap((category) => headsOf(category)),
  );
  const counted = new Map<string, Counted[]>();
  for (const { row, category, deadlines } of promised) {
    // A rule that the catalogue has dropped since still counts for what was filed under it.
    for (const [key, head] of headsOf(category)) if (!rules.has(key)) rules.set(key, head);
    for (const deadline of deadlines) {
      if (deadline.prompt) continue;
      const key = `${category.code} ${deadline.rule}`;
      const before = counted.get(key) ?? [];
      before.push({ number: row.number, imported: row.source === 'import', deadline });
      counted.set(key, before);
    }
  }
  const lines = [...rules].map(([key, head]): RuleHitRate => {
    const of = counted.get(key) ?? [];
    const desk = figuresOf(of.filter(({ imported }) => !imported));
    return { ...head, ...desk, imported: figuresOf(of.filter(({ imported }) => imported)) };
  });
  return { site, month, at, rules: lines };
}

type RuleHead = Pick<RuleHitRate, 'category' | 'rule' | 'ruleTitle' | 'source'>;

function headsOf({ code, title, deadlines = [] }: Category): [string, RuleHead][] {
  return deadlines.map((rule) => [
    `${code} ${rule.code}`,
    { category: { code, title }, rule: rule.code, ruleTitle: rule.title, source: rule.source },
  ]);
}

function figuresOf(counted: readonly Counted[]): DeadlineFigures {
  const numbersOf = (...states: Deadline['state'][]) =>
    counted.filter(({ deadline }) => states.includes(deadline.state)).map(({ number }) => number);
  const [met, late, overdue] = [numbersOf('met'), numbersOf('late'), numbersOf('overdue')];
  const running = numbersOf('running', 'warned');
  const due = met.length + late.length + overdue.length;
  return {
    due,
    met: met.length,
    late: late.length,
    overdue: overdue.length,
    running: running.length,
    rate: due === 0 ? null : met.length / due,
    numbers: { met, late, overdue, running },
  };
}

/** A month's standing records, in the order in which they happened. */
function monthRows(db: Reader, site: string, month: Month) {
  return db
    .selectFrom('record as r')
    .innerJoin('record_state as s', 's.record_id', 'r.id')
    .select(['r.id', 'r.number', 'r.category', 'r.catalogue_version', 'r.source'])
    .select('s.corrections')
    .where('r.site', '=', site)
    .where('r.month', '=', month)
    .where('s.status', '!=', 'void')
    .orderBy('r.occurred_at')
    .orderBy('r.number')
    .execute();
}

function badMonth(month: string): AppError {
  const message = `“${month}”不是月份，请写成 2026-10`;
  return new AppError('invalid', `${message}。`, {
    problems: [{ field: 'month', rule: 'type', message }],
  });
}
