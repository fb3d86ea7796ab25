import { can } from '../../access/rules.ts';
import { findHouseholds } from '../../archives/queries/find-households.ts';
import { getHousehold } from '../../archives/queries/households.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import type { RecordLine } from '../../records/model.ts';
import { loadHouseholds } from '../../records/queries/households.ts';
import { listRecords } from '../../records/queries/list-records.ts';
import type { Page } from '../kit/page/page.ts';
import { findCategory } from '../records/titles.ts';

type Asker = Pick<Page, 'who' | 'site' | 'document'>;

/** An open matter of a room, and who answers for it. */
export interface OpenMatter {
  readonly line: RecordLine;
  readonly responsible: string;
}

/** What the desk is told of a room: nothing of it is plain that is personal. */
export type KnownRoom =
  | { readonly unknown: string; readonly suggestions: readonly string[] }
  | {
      readonly room: string;
      /** Whether no household list says that there is such a room. */
      readonly unlisted: boolean;
      /** The household's line, personal words masked; null to whom archives are closed. */
      readonly household: readonly { column: string; value: string }[] | null;
      readonly open: readonly OpenMatter[];
      readonly hasMore: boolean;
    };

/** Columns of a household's line at the desk. */
const lineColumns = ['业主姓名', '联系电话', '房屋状态', '是否出租'];
const mostOpen = 5;

/** What is known of a room in any spelling. */
export async function readRoom(home: Home, asker: Asker, typed: string): Promise<KnownRoom> {
  const { site, document, who } = asker;
  const { rooms } = await loadHouseholds(home.store.read, getSite(document, site));
  const match = rooms.match(typed);
  if ('unknown' in match) return match;
  const { room } = match;
  const open = await listRecords(home, who, { site, room, status: 'open', limit: mostOpen });
  return {
    room,
    unlisted: match.unlisted === true,
    household: await householdLine(home, asker, room),
    open: open.items.map((line) => ({ line, responsible: responsibleOf(document, line) })),
    hasMore: open.next !== null,
  };
}

/** The rooms that what was typed may mean, each with a line that tells it from the others. */
export async function suggestRooms(
  home: Home,
  asker: Asker,
  typed: string,
): Promise<{ room: string; line: string }[]> {
  const { site, who } = asker;
  if (typed === '') return [];
  if (!mayReadHouseholds(asker)) {
    const { rooms } = await loadHouseholds(home.store.read, getSite(asker.document, site));
    const match = rooms.match(typed);
    const near = 'room' in match ? [match.room] : match.suggestions;
    return near.map((room) => ({ room, line: room }));
  }
  const found = await findHouseholds(home, who, { q: typed, site, limit: 8 });
  return Promise.all(
    found.map(async ({ room }) => {
      const line = await householdLine(home, asker, room);
      const words = line?.filter(({ column }) => column !== '是否出租').map(({ value }) => value);
      return { room, line: words?.join(' ') || room };
    }),
  );
}

/** The name that a line carries for who answers for it. */
function responsibleOf(document: Asker['document'], line: RecordLine): string {
  const category = findCategory(document, line.category);
  return String((category && line.fields[category.responsible]) ?? '');
}

function mayReadHouseholds({ who, site }: Asker): boolean {
  return can(who, 'archive.read', { site }) === undefined;
}

async function householdLine(home: Home, asker: Asker, room: string) {
  if (!mayReadHouseholds(asker)) return null;
  try {
    const { fields } = await getHousehold(home, asker.who, { site: asker.site, room });
    return lineColumns.flatMap((name) => {
      const field = fields.find(({ column }) => column === name);
      // What is hidden whole says nothing.
      return field === undefined || /^\**$/.test(field.value) ? [] : [field];
    });
  } catch (error) {
    // A room may be of the right shape before any household list is there.
    if (error instanceof AppError && error.code === 'not-found') return null;
    throw error;
  }
}
