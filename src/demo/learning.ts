import { addPerson } from '../access/commands.ts';
import type { Requester } from '../access/model.ts';
import { getSite } from '../catalogue/catalogue.ts';
import { signReading } from '../learning/commands/sign-reading.ts';
import { ownLearning } from '../learning/queries/person-learning.ts';
import { allVersions } from '../policies/queries/versions.ts';
import { signIns } from './people.ts';
import type { Scene, Stage } from './stage.ts';

/** Who came after everybody had learned, and has everything before them. */
const newcomer = {
  username: 'he',
  name: '何苗',
  password: 'he-demo-anjuan',
  email: 'he@example.org',
} as const;

/** The policy whose second version the clerk of the second shift has not read. */
const revised = 'ZD-10';

/** What one or the other has put off since the beginning. */
const putOff: Readonly<Record<string, readonly string[]>> = {
  xu: ['ZD-16', 'ZD-17'],
  admin: ['ZD-19'],
};

/** Texts that are read and signed in one go. */
const atOnce = 20;

/**
 * Learning: after the policies came into force everybody reads them, some put one or two off; the
 * second version of one is read by all but one; somebody new has everything to learn.
 */
export function learningScenes(stage: Stage): Scene[] {
  const { cast, calendar } = stage;
  const { earlier, last } = calendar.months;
  const readers = Object.values(cast).filter(({ actor }) => actor.kind === 'person');
  return [
    ...readers.map(
      (reader, at): Scene => ({
        at: calendar.at(`${earlier}-0${3 + (at % 4)}`, `1${4 + (at % 3)}:10`),
        ...(at === 0 ? { says: '现行制度开始人人学一遍，读完签字' } : {}),
        play: () => learnAll(stage, reader),
      }),
    ),
    ...readers
      .filter((reader) => reader !== cast.secondClerk)
      .map(
        (reader, at): Scene => ({
          at: calendar.at(`${last}-${16 + (at % 4)}`, '13:20'),
          play: () => learnAll(stage, reader, revised),
        }),
      ),
    {
      at: calendar.at(calendar.daysAgo(2), '08:40'),
      says: `新员工${newcomer.name}入职（${newcomer.username} / ${newcomer.password}），制度要从头学`,
      play: () => hire(stage),
    },
  ];
}

/** Reads and signs what somebody owes, of everything or of one policy. */
async function learnAll({ home, clock }: Stage, reader: Requester, only?: string): Promise<void> {
  if (reader.actor.kind !== 'person') return;
  const { username } = reader.actor;
  const { owed } = await ownLearning(home, reader);
  const versions = await allVersions(home.store.read);
  const readings = owed
    .filter(({ code }) => only === undefined || code === only)
    .filter(({ code }) => putOff[username]?.includes(code) !== true)
    .flatMap(({ code, version }) => {
      const text = versions.find((one) => one.code === code && one.version === version);
      return text === undefined ? [] : [{ code, version, sha256: text.sha256 }];
    });
  const password = signIns.find((one) => one.username === username)?.password ?? '';
  for (let at = 0; at < readings.length; at += atOnce) {
    const some = readings.slice(at, at + atOnce);
    await signReading(home, reader, { readings: some }, { password });
    clock.wait(25);
  }
}

async function hire({ home, cast }: Stage): Promise<void> {
  const { code: site } = getSite(home.catalogue.document);
  await addPerson(home.ledger, cast.admin, {
    ...newcomer,
    roles: [{ site, role: 'clerk' }],
    posts: [{ site, post: 'desk-clerk' }],
  });
}
