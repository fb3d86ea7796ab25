/** The languages of the pages. */
export type Lang = 'zh' | 'en';

const zh = {
  saving: '正在保存…',
  preparing: '正在准备文件…',
  taken: '文件已交给浏览器下载，这一次已记入日志',
  draftSaved: '草稿已存 {time}',
  draftLost: '草稿没有存上，请先不要离开本页',
  roomLeft: '还可写 {count} 字',
  tooLong: '超出 {count} 字',
  left: '剩 {time}',
  over: '超时 {time}',
  minuteLeft: '{name} 还剩 1 分钟',
  breached: '{name} 已超时',
  progress: '已完成 {percent}%',
  keys: '键盘快捷键',
  close: '关闭',
  help: '看快捷键',
  palette: '查找与前往',
  paletteHint: '房号、编号、姓名拼音或要做的事',
  found: '{count} 项',
  none: '没有找到',
  unreachable: '服务器没有应答，请稍后再试',
  signedOut: '登录已失效，请刷新本页重新登录',
  next: '下一行',
  previous: '上一行',
  tick: '勾选这一行',
  open: '打开这一行',
  shrunk: '照片已缩小到 {size} KB',
} as const;

const en: Record<keyof typeof zh, string> = {
  saving: 'Saving…',
  preparing: 'Preparing the file…',
  taken: 'The file is being downloaded; this is noted in the log',
  draftSaved: 'Draft saved {time}',
  draftLost: 'The draft was not saved; please stay on this page',
  roomLeft: '{count} characters left',
  tooLong: '{count} characters too many',
  left: '{time} left',
  over: '{time} overdue',
  minuteLeft: '{name}: 1 minute left',
  breached: '{name}: overdue',
  progress: '{percent}% done',
  keys: 'Keyboard shortcuts',
  close: 'Close',
  help: 'Show the shortcuts',
  palette: 'Find and go to',
  paletteHint: 'Room, number, name or what you want to do',
  found: '{count} found',
  none: 'Nothing found',
  unreachable: 'The server does not answer; please try again',
  signedOut: 'Your session has ended; please reload this page to sign in',
  next: 'Next row',
  previous: 'Previous row',
  tick: 'Tick this row',
  open: 'Open this row',
  shrunk: 'Photo shrunk to {size} KB',
};

/** What scripts say of themselves; everything else they find in the page. */
export function wordsOf(lang: Lang) {
  const words: Record<keyof typeof zh, string> = lang === 'zh' ? zh : en;
  return (key: keyof typeof zh, values: Record<string, string | number> = {}): string =>
    fillIn(words[key], values);
}

/** A sentence with its `{places}` filled; a place without a value stays as it is. */
export function fillIn(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
