import { pricesInBlock, priceText } from '../../core/price-list.ts';

/** A price list of a policy's text as tables, one a group; undefined where it cannot be read. */
export function priceTables(source: string, clean: (text: string) => string): string | undefined {
  const list = pricesInBlock(source);
  if (list === undefined) return undefined;
  const heads = ['项目', '单位', '价格（元）', '含什么'];
  const head = heads.map((words) => `<th scope="col">${words}</th>`).join('');
  const tables = list.groups.map(({ title, prices }) => {
    const caption = title === '' ? '' : `<caption>${clean(title)}</caption>`;
    const rows = prices.map(({ name, unit, price, includes }) => {
      const cells = [unit, priceText(price), includes].map((words) => `<td>${clean(words)}</td>`);
      return `<tr><th scope="row">${clean(name)}</th>${cells.join('')}</tr>`;
    });
    return `<table>${caption}<thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
  });
  return `<div class="policy-table policy-prices">${tables.join('')}</div>`;
}
