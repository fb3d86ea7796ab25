import type { SiteDocument } from '../catalogue/model.ts';
import type { BehindLearner } from './queries/behind.ts';

/** A letter without its address: policies are public in the house, and nothing else stands in it. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
}

type House = Pick<SiteDocument, 'company' | 'publicUrl'>;

/** Tells somebody what they have to read, and where. */
export function reminderLetter(house: House, learner: BehindLearner): Letter {
  const { name, texts } = learner;
  const lines = texts.map(({ code, title, version, dueOn }) => {
    return `- ${code}《${title}》第 ${version} 版，最迟 ${dueOn}`;
  });
  return {
    subject: `【案卷】您有 ${texts.length} 项制度要学`,
    text: [
      `${name}，您好：`,
      '',
      '下列制度已过学习期限，请登录系统读过并签字：',
      '',
      ...lines,
      ...linkTo(house),
      '',
      house.company,
    ].join('\n'),
  };
}

/** Tells those responsible who is behind and cannot be written to. */
export function listLetter(house: House, people: readonly BehindLearner[]): Letter {
  const lines = people.map(({ name, username, texts }) => {
    return `- ${name}（${username}）：${texts.length} 项，如 ${texts[0]?.code ?? ''}《${texts[0]?.title ?? ''}》`;
  });
  return {
    subject: `【案卷】${people.length} 人没有邮箱，学习提醒请当面转告`,
    text: [
      '下列人员已过学习期限，系统里没有他们的邮箱，请当面提醒：',
      '',
      ...lines,
      ...linkTo(house),
      '',
      house.company,
    ].join('\n'),
  };
}

/** Where it is read: only where the house has an address that others can open. */
function linkTo({ publicUrl }: House): string[] {
  const url = publicUrl.trim().replace(/\/+$/, '');
  return /^https?:\/\//.test(url) ? ['', `${url}/learning`] : [];
}
