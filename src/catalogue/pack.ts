import { readFileSync } from 'node:fs';
import { Pack, type SiteDocument } from './model.ts';

const officePack = new URL('../../templates/packs/property-office.json', import.meta.url);

/** Reads a pack, the vocabulary of one kind of office. */
export function readPack(path: URL = officePack): Pack {
  return Pack.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** What `site.json` holds in a new home: one site, and the property office's pack. */
export function initialSiteDocument(): SiteDocument {
  const { pack: _pack, title: _title, ...vocabulary } = readPack();
  return {
    schema: 'anjuan-site/1',
    company: '物业服务中心',
    timeZone: 'Asia/Shanghai',
    publicUrl: '',
    sites: [{ code: 'A', name: '本项目', roomPattern: '^(\\d{1,2})-(\\d{1,2})-(\\d{4})$' }],
    sealDay: 5,
    mail: { host: '', port: 25, from: '', to: [] },
    ...vocabulary,
  };
}
