import type { DocumentType } from '../../catalogue/model.ts';
import { foldTyped } from '../../registers/fold-text.ts';
import type {
  ArchiveView,
  Completeness,
  DocumentTypeView,
  DocumentView,
  HouseholdFields,
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
 * Whether the household must have a paper of this type.
 *
 * A household that was not taken over has no archive yet. Types that wait for an event (a repair, a
 * complaint, works …) apply once a paper of theirs is there.
 * Source: C-2.1, OWN-01.
 */
export function mustHave(type: DocumentType, fields: HouseholdFields): boolean {
  if (type.order === otherPapers || fields.房屋状态 === '未收房') return false;
  if (type.trigger === undefined) return true;
  if (type.trigger === 'let') return fields.是否出租 === '是' || fields.房屋状态 === '出租';
  if (type.trigger === 'pet') return isNamed(fields.宠物);
  if (type.trigger === 'car') return isNamed(fields.车牌);
  return false;
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
    return { order, title, state: stateOf(type, household.fields, own), papers: own };
  });
  const { site, room } = household;
  return { site, room, types: views, completeness: countTypes(views) };
}

function stateOf(
  type: DocumentType,
  fields: HouseholdFields,
  papers: readonly DocumentView[],
): TypeState {
  if (papers.some(({ custody }) => custody === archiveKeeper)) return 'there';
  if (papers.length > 0) return 'elsewhere';
  return mustHave(type, fields) ? 'missing' : 'not-applicable';
}

function countTypes(types: readonly DocumentTypeView[]): Completeness {
  const missing = types.filter(({ state }) => state === 'missing').map(({ order }) => order);
  const there = types.filter(({ state }) => state === 'there' || state === 'elsewhere').length;
  return { there, applicable: there + missing.length, missing };
}

function isNamed(value: string | number | undefined): boolean {
  return !nothing.has(foldTyped(String(value ?? '')));
}
