import type { DocumentType } from '../../catalogue/model.ts';
import { foldTyped } from '../../registers/fold-text.ts';
import type {
  ArchiveView,
  Completeness,
  DocumentTypeView,
  DocumentView,
  HouseholdFields,
  NotApplicable,
  TypeState,
} from '../model.ts';

/** Who keeps the archives; a paper with anybody else is shown as being elsewhere. Source: C-2.1(15). */
export const archiveKeeper = '客服部';

/** 其它有关资料: whatever else there is, so it is never missing. Source: OWN-01. */
const otherPapers = 19;
/** 房屋装修的全部资料: a list of its own inside one type. Source: OWN-01. */
const renovationPapers = 15;

const nothing = new Set(['', '-', '/', '无', '没有', '否', '0']);

/** Whether a type may hold several papers without a word. */
export function holdsMany(type: DocumentType): boolean {
  return type.many === true || type.order === renovationPapers || type.order === otherPapers;
}

/**
 * By which rule the household need not have a paper of this type; undefined where it must.
 *
 * A household that was not taken over has no archive yet. Types that wait for an event (a repair, a
 * complaint, works …) apply once a paper of theirs is there.
 * Source: C-2.1, OWN-01.
 */
export function notApplicable(
  type: DocumentType,
  fields: HouseholdFields,
): NotApplicable | undefined {
  if (type.order === otherPapers) return 'never-missing';
  if (fields.房屋状态 === '未收房') return 'not-taken-over';
  if (type.trigger === undefined) return undefined;
  if (type.trigger === 'let') {
    return fields.是否出租 === '是' || fields.房屋状态 === '出租' ? undefined : 'not-let';
  }
  if (type.trigger === 'pet') return isNamed(fields.宠物) ? undefined : 'no-pet';
  if (type.trigger === 'car') return isNamed(fields.车牌) ? undefined : 'no-car';
  return 'no-event';
}

/** An archive's types in their fixed order, each with its papers and what became of it. */
export function viewArchive(
  types: readonly DocumentType[],
  household: { site: string; room: string; fields: HouseholdFields },
  papers: readonly DocumentView[],
): ArchiveView {
  const views = types.map((type): DocumentTypeView => {
    const own = papers.filter((paper) => paper.type === type.order);
    const { order, title } = type;
    const rule = notApplicable(type, household.fields);
    const state = stateOf(rule, own);
    const because = state === 'not-applicable' ? (rule ?? null) : null;
    return { order, title, state, because, papers: own };
  });
  const { site, room } = household;
  return { site, room, types: views, completeness: countTypes(views) };
}

function stateOf(rule: NotApplicable | undefined, papers: readonly DocumentView[]): TypeState {
  if (papers.some(({ custody }) => custody === archiveKeeper)) return 'there';
  if (papers.length > 0) return 'elsewhere';
  return rule === undefined ? 'missing' : 'not-applicable';
}

function countTypes(types: readonly DocumentTypeView[]): Completeness {
  const missing = types.filter(({ state }) => state === 'missing').map(({ order }) => order);
  const there = types.filter(({ state }) => state === 'there' || state === 'elsewhere').length;
  return { there, applicable: there + missing.length, missing };
}

function isNamed(value: string | number | undefined): boolean {
  return !nothing.has(foldTyped(String(value ?? '')));
}
