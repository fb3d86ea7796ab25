import type { Requester } from '../../access/model.ts';
import { demandSomewhere } from '../../access/rules.ts';
import { AppError } from '../../core/app-error.ts';
import type { LearningMatrix, MatrixCell, MatrixFilter, MatrixPerson } from '../model.ts';
import { owedSince, standingOf } from '../rules.ts';
import {
  isAt,
  type LearnedFacts,
  type LearnerFacts,
  type LearningReads,
  learnedKey,
  learningTime,
  readLearned,
  readLearners,
  readTaught,
  type TaughtFacts,
} from './facts.ts';

/**
 * Person × policy for those who work at the asker's sites: who has learned what is in force, who
 * owes it, who is behind.
 *
 * Errors: `forbidden`, `not-found` (a site that is not theirs). Source: POL-10.
 */
export async function learningMatrix(
  home: LearningReads,
  who: Requester,
  filter: MatrixFilter = {},
): Promise<LearningMatrix> {
  const { document } = home.catalogue;
  const own = demandSomewhere(who, 'learning.read', document);
  const sites = filter.site === undefined ? own : own.filter((site) => site === filter.site);
  if (sites.length === 0) throw new AppError('not-found', `没有项目“${filter.site}”。`);
  const { read } = home.store;
  const time = learningTime(home);
  const wish = { on: time.today, code: filter.policy };
  const taught = await readTaught(read, document.timeZone, wish);
  const learned = await readLearned(read, { code: filter.policy });
  const learners = await readLearners(read, document.timeZone);
  const posts = postsAsked(home, filter);
  const asked = learners
    .filter((learner) => learner.active && isAt(learner, sites))
    .filter((learner) => posts === undefined || holds(learner, posts, sites));
  const isOwed = (text: TaughtFacts) =>
    text.code === filter.policy || asked.some((one) => owedSince(one, text) !== undefined);
  const columns = taught.filter(isOwed);
  const rows = asked.map((learner) => rowOf(learner, columns, { learned, time }));
  // Who is behind is a part of those asked for: shares are of all of them.
  const shown = rows.filter(({ behind }) => filter.behind !== true || behind > 0);
  return {
    at: time.at,
    on: time.today,
    withinDays: time.withinDays,
    filter,
    sites,
    ...shareOf(rows.flatMap(({ cells }) => cells)),
    policies: columns.map(({ code, title, version, inForceFrom, post }, column) => ({
      ...{ code, title, version, inForceFrom, post },
      ...shareOf(rows.flatMap(({ cells }) => cells.slice(column, column + 1))),
    })),
    unowed: taught.filter((text) => !isOwed(text)).map(({ code, title }) => ({ code, title })),
    people: shown.toSorted(
      (one, other) => other.behind - one.behind || owedBy(other) - owedBy(one),
    ),
  };
}

function owedBy({ applies, learned }: MatrixPerson): number {
  return applies - learned;
}

/** The posts that a filter asks for, or undefined where it asks for none. */
function postsAsked(
  { catalogue }: Pick<LearningReads, 'catalogue'>,
  { post, department }: MatrixFilter,
): ReadonlySet<string> | undefined {
  if (post === undefined && department === undefined) return undefined;
  const posts = catalogue.document.posts.filter(
    (one) =>
      (post === undefined || one.code === post) &&
      (department === undefined || one.department === department),
  );
  return new Set(posts.map(({ code }) => code));
}

function holds(
  { posts }: LearnerFacts,
  wanted: ReadonlySet<string>,
  sites: readonly string[],
): boolean {
  return posts.some(({ site, post }) => wanted.has(post) && sites.includes(site));
}

function rowOf(
  learner: LearnerFacts,
  taught: readonly TaughtFacts[],
  known: { learned: LearnedFacts; time: ReturnType<typeof learningTime> },
): MatrixPerson {
  const { id, username, name, email, posts } = learner;
  const cells = taught.map((text): MatrixCell => {
    const facts = known.learned.get(learnedKey(id, text.code)) ?? [];
    const versions = facts.map(({ version }) => version);
    const standing = standingOf(learner, text, versions, known.time);
    const fact = facts.find(({ version }) => version === text.version);
    if (standing.state !== 'learned' || fact === undefined) return standing;
    return { ...standing, at: fact.at, how: fact.how };
  });
  return {
    ...{ id, username, name },
    hasEmail: email !== null,
    posts: posts.map(({ site, post }) => ({ site, post })),
    ...shareOf(cells),
    cells,
  };
}

function shareOf(cells: readonly MatrixCell[]) {
  let [applies, learned, behind] = [0, 0, 0];
  for (const cell of cells) {
    if (cell.state === 'not-owed') continue;
    applies += 1;
    if (cell.state === 'learned') learned += 1;
    else if (cell.isBehind) behind += 1;
  }
  return { applies, learned, behind };
}
