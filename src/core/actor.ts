/** Who does something: a signed-in person, the operator at the machine, or the clock. */
export type Actor =
  | { readonly kind: 'person'; readonly id: string; readonly username: string }
  | { readonly kind: 'operator'; readonly osUser: string }
  | { readonly kind: 'clock'; readonly job: string };

/** The actor as an entry names it: `person:<id>`, `operator:<OS user>` or `clock:<job>`. */
export function actorText(actor: Actor): string {
  if (actor.kind === 'person') return `person:${actor.id}`;
  if (actor.kind === 'operator') return `operator:${actor.osUser}`;
  return `clock:${actor.job}`;
}

const jobs: ReadonlyMap<string, string> = new Map([
  ['deadlines', '查时限'],
  ['retention', '延长保管期限'],
  ['learning', '学习提醒'],
  ['handbook', '编工作手册'],
]);

/** An actor's text as people read it; a person's name stands elsewhere. */
export function actorTitle(text: string): string {
  return text
    .replace(/^operator:(.*)$/, '本机操作员（$1）')
    .replace(/^clock:(.*)$/, (_whole, job: string) => `系统定时（${jobs.get(job) ?? job}）`);
}
