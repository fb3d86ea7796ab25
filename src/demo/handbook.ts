import type { Requester } from '../access/model.ts';
import { buildHandbook } from '../handbook/commands/build-handbook.ts';
import type { Scene, Stage } from './stage.ts';

/**
 * The handbook: an edition when the library was adopted, another when its revised policy came into
 * force. Each is bound in a process of its own while the story goes on, and waited for later.
 */
export function handbookScenes({ home, calendar }: Stage): Scene[] {
  const { earlier, last } = calendar.months;
  let bound: Promise<unknown> = Promise.resolve();
  const begin = async () => {
    bound = buildHandbook(home, byItself);
    // Whoever waits for it hears of a failure; until then nobody is there to hear.
    bound.catch(() => undefined);
  };
  const wait = async () => {
    await bound;
  };
  return [
    {
      at: calendar.at(`${earlier}-01`, '12:00'),
      says: '工作手册第 1 版编成，换版和施行之日自动重编',
      play: begin,
    },
    { at: calendar.at(`${last}-14`, '18:00'), play: wait },
    { at: calendar.at(`${last}-15`, '00:01'), play: begin },
    { at: calendar.minutesAgo(0), play: wait },
  ];
}

const byItself: Requester = {
  actor: { kind: 'clock', job: 'handbook' },
  name: '系统定时',
  roles: [],
};
