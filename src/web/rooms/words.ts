import { defineWords } from '../kit/page/words.ts';

/** What is said of a room beside its field. */
export const roomWords = defineWords('rooms', {
  zh: {
    unknown: '没有 {{room}} 这个房号',
    unknownNear: '没有 {{room}}，是不是 {{near}}？',
    unlisted: '{{room}}：还没有业户名册，房号未能核对',
    archive: '业主档案',
    let: '已出租',
    noOpen: '没有未办结事项',
    open: '未办结 {{count}} 件',
    openMore: '未办结 {{count}} 件以上',
    responsible: '首问责任人：{{name}}',
    all: '看全部',
  },
  en: {
    unknown: 'There is no room {{room}}',
    unknownNear: 'There is no {{room}}; did you mean {{near}}?',
    unlisted: '{{room}}: no household list yet, so the room could not be checked',
    archive: 'Owner archive',
    let: 'Let',
    noOpen: 'Nothing open',
    open: '{{count}} open matters',
    open_one: '1 open matter',
    openMore: 'More than {{count}} open matters',
    responsible: 'First contact: {{name}}',
    all: 'See all',
  },
});
