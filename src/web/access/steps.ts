import type { AccessFile } from '../../archives/queries/waiting.ts';
import { localMinuteOf } from '../../core/month.ts';
import type { Page } from '../kit/page/page.ts';
import type { Step } from '../kit/ui/steps.tsx';
import { accessWords } from './words.ts';

/** The four stations of a request: asked, decided, looked at once, passed on. */
export function stepsOf(page: Page, file: AccessFile): Step[] {
  const say = accessWords(page.lang);
  const { view, trail } = file;
  const minute = (at: string) => localMinuteOf(at, page.document.timeZone);
  const by = (name: string | null, at: string | null) =>
    say('by', { name: name ?? '', at: at === null ? '' : minute(at) });
  const relayed = trail.find(({ kind }) => kind === 'archive.relayed');
  const { status } = view;
  const ended = status === 'refused' || status === 'expired';
  return [
    { title: say('stepAsk'), state: 'done', note: by(view.askedBy, view.askedAt) },
    {
      title: say(status === 'refused' ? 'stepRefuse' : 'stepApprove'),
      state: view.decidedAt !== null ? 'done' : ended ? 'ahead' : 'now',
      note: decisionNote(),
    },
    {
      title: say('stepLook'),
      state: view.lookedAt !== null ? 'done' : status === 'approved' ? 'now' : 'ahead',
      note: lookNote(),
    },
    {
      title: say('stepRelay'),
      state: relayed !== undefined ? 'done' : status === 'looked' ? 'now' : 'ahead',
      note: relayNote(),
    },
  ];

  function decisionNote(): string {
    if (view.decidedAt === null) return say(ended ? 'expiredStep' : 'waitsSupervisor');
    const who = by(view.decidedBy, view.decidedAt);
    return view.refusal === null ? who : `${who} ${say('opinion', { reason: view.refusal })}`;
  }

  function lookNote(): string {
    if (view.lookedAt !== null) return by(view.lookedBy, view.lookedAt);
    if (status === 'refused') return say('never');
    if (status === 'expired') return say(view.decidedAt === null ? 'never' : 'expiredStep');
    if (view.until === null) return '';
    return `${say('waitsClerk')} ${say('until', { at: minute(view.until) })}`;
  }

  function relayNote(): string {
    if (relayed === undefined) return ended ? say('never') : '';
    const heard = say(status === 'heard' ? 'read' : 'notRead');
    return `${by(relayed.name, relayed.at)} ${heard}`;
  }
}
