import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Category, Pack } from '../../src/catalogue/model.ts';

const read = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const pack = Pack.parse(read('../../templates/packs/property-office.json'));
const registerHeads = read('./register-heads.json') as Record<string, string[]>;
const standing = pack.categories.filter(({ extra }) => extra !== true);
const extras = pack.categories.filter(({ extra }) => extra === true);
const wallTimes = ['date', 'minute'];

function typeOf(category: Category, name: string): string | undefined {
  return category.fields.find((field) => field.name === name)?.type;
}

/** Every field that the rest of the category names, with the place that names it. */
function references(category: Category): { place: string; field: string }[] {
  const named: [string, (string | undefined)[]][] = [
    ['time', [category.time.field]],
    ['room', [category.room]],
    ['subject', category.subject],
    ['responsible', [category.responsible]],
    ['kind', [category.kind]],
    ['closing', [category.closing.by === 'field' ? category.closing.field : undefined]],
    ['closing', [category.closing.by === 'occurrence' ? category.closing.when?.field : undefined]],
    ['dispatch', Object.values(category.dispatch ?? {})],
    ['links', category.links ?? []],
    ['counted', [category.counted?.when.field]],
    ['print', category.print.wide],
    ['deadlines', (category.deadlines ?? []).flatMap((d) => [d.from, d.to, d.when?.field])],
    [
      'signaturePairs',
      (category.signaturePairs ?? []).flatMap((p) => [p.first, p.second, p.when?.field]),
    ],
    [
      'fields',
      category.fields.flatMap((f) => [
        f.notBefore,
        f.expectedNotBefore,
        ...(f.requiredWhen ?? []).map((condition) => condition.field),
      ]),
    ],
  ];
  return named.flatMap(([place, fields]) =>
    fields.flatMap((field) => (field === undefined ? [] : [{ place, field }])),
  );
}

describe('the property-office pack', () => {
  it('has the 29 categories in order and four extras after them', () => {
    const codes = pack.categories.map(({ code }) => code);
    expect(codes).toEqual(Array.from({ length: 33 }, (_, at) => String(at + 1).padStart(2, '0')));
    expect(standing).toHaveLength(29);
    expect(extras.map(({ title }) => title)).toEqual([
      '托管钥匙收发',
      '收费办理',
      '特需服务单',
      '报失与拾遗',
    ]);
  });

  it('keeps the 16 ※ categories ten years and the 13 others five, by C-6.7', () => {
    const important = standing.filter((category) => category.important);
    expect(important.map(({ code }) => code).join(' ')).toBe(
      '01 02 04 07 08 09 11 12 13 14 15 17 18 22 25 26',
    );
    for (const { important: marked, retention } of standing) {
      expect(retention).toEqual({ years: marked ? 10 : 5, source: 'C-6.7' });
    }
    for (const { retention } of extras) expect(retention).toMatchObject({ years: 5 });
  });

  it('gives every category its own prefix, and none that orders and policies use', () => {
    const prefixes = pack.categories.map(({ prefix }) => prefix);
    expect(new Set(prefixes).size).toBe(33);
    expect(prefixes).not.toContain('PG');
    expect(prefixes).not.toContain('ZD');
  });

  it('names each field as the head of its register column, in the same order', () => {
    expect(Object.keys(registerHeads)).toHaveLength(29);
    for (const { code, fields } of standing) {
      expect(
        fields.map(({ name }) => name),
        code,
      ).toEqual(registerHeads[code]);
    }
  });

  it('refers only to fields that exist, and each category has its names once', () => {
    for (const category of pack.categories) {
      const names = category.fields.map(({ name }) => name);
      expect(new Set(names).size, category.code).toBe(names.length);
      for (const { place, field } of references(category)) {
        expect(names, `${category.code} ${place}`).toContain(field);
      }
    }
  });

  it('types every field that is used as a time, a room, an order number or a bound', () => {
    for (const category of pack.categories) {
      const { code, closing, time } = category;
      const timeTypes = { minute: 'minute', day: code === '05' ? 'text' : 'date' };
      expect(typeOf(category, time.field), code).toBe(timeTypes[time.precision]);
      expect(category.fields.find(({ name }) => name === time.field)?.required, code).toBe(true);
      if (category.room !== undefined) expect(typeOf(category, category.room), code).toBe('room');
      if (closing.by === 'field') expect(wallTimes).toContain(typeOf(category, closing.field));
      for (const { from, to } of category.deadlines ?? []) {
        expect([typeOf(category, from), typeOf(category, to)]).toEqual(['minute', 'minute']);
      }
      for (const field of category.fields) {
        for (const other of [field.notBefore, field.expectedNotBefore]) {
          if (other === undefined) continue;
          expect(wallTimes).toContain(field.type);
          expect(wallTimes).toContain(typeOf(category, other));
        }
      }
    }
  });

  it('never puts a personal field into a title, a kind or an answerable name', () => {
    for (const category of pack.categories) {
      const shown = [...category.subject, category.responsible, category.kind];
      const personal = category.fields.filter((field) => field.personal).map(({ name }) => name);
      expect(shown.filter((name) => personal.includes(name ?? ''))).toEqual([]);
    }
  });

  it('marks every telephone number, plate and identity number as personal', () => {
    const bare = pack.categories.flatMap(({ code, fields }) =>
      fields
        .filter(({ type, shape }) => type === 'phone' || shape !== undefined)
        .filter(({ personal }) => personal !== true)
        .map(({ name }) => `${code} ${name}`),
    );
    expect(bare).toEqual([]);
  });

  it('promises the four times of the standard', () => {
    const deadlines = pack.categories.flatMap(({ code, deadlines: rules = [] }) =>
      rules.map(({ from, to, within, source }) => ({ code, from, to, within, source })),
    );
    expect(deadlines).toEqual([
      { code: '01', from: '登记时间', to: '派工时间', within: { minutes: 5 }, source: 'C-1.5' },
      { code: '03', from: '请示时间', to: '答复时间', within: { minutes: 1440 }, source: 'C-1.6' },
      {
        code: '04',
        from: '投诉时间',
        to: '上报主管时间',
        within: { sameDay: true },
        source: 'C-1.7',
      },
      { code: '31', from: '开始时间', to: '结束时间', within: { minutes: 12 }, source: 'D-1' },
    ]);
  });

  it('lists the 19 document types in their fixed order', () => {
    expect(pack.documentTypes.map(({ order }) => order)).toEqual(
      Array.from({ length: 19 }, (_, at) => at + 1),
    );
    const many = pack.documentTypes.filter((type) => type.many).map(({ order }) => order);
    expect(many).toEqual([13, 14, 16, 17, 18]);
    expect(pack.documentTypes[6]).toMatchObject({ title: '房屋租户登记表', trigger: 'let' });
    expect(pack.documentTypes[18]?.trigger).toBeUndefined();
  });

  it('gives every post a role and a department that exist', () => {
    const roles = pack.roles.map(({ code }) => code);
    for (const { role, department } of pack.posts) {
      expect(roles).toContain(role);
      expect(pack.departments).toContain(department);
    }
    expect(new Set(pack.posts.map(({ code }) => code)).size).toBe(pack.posts.length);
    expect(new Set(pack.places.map(({ code }) => code)).size).toBe(pack.places.length);
  });

  it('has an English name for everything that has a Chinese one', () => {
    const english = [
      ...pack.categories.flatMap(({ en, fields, deadlines = [] }) => [
        en,
        ...fields.map((field) => field.en),
        ...deadlines.map((rule) => rule.en),
      ]),
      ...[...pack.documentTypes, ...pack.posts, ...pack.places, ...pack.roles].map(({ en }) => en),
    ];
    expect(english.filter((name) => name === '' || /\p{Script=Han}/u.test(name))).toEqual([]);
  });
});
