import { addPerson } from '../access/commands.ts';
import type { Requester, Role } from '../access/model.ts';
import { getRequester, listPeople } from '../access/queries.ts';
import { getSite } from '../catalogue/catalogue.ts';
import { type Category, SiteDocument } from '../catalogue/model.ts';
import { type Home, localOperator } from '../home/open.ts';
import type { Store } from '../store/open.ts';

/** A part in the story: how they sign in, what they are, and what to try as them. */
export interface SignIn {
  readonly username: string;
  readonly password: string;
  readonly name: string;
  readonly title: string;
  readonly role: Role;
  /** The post of the catalogue that they hold. */
  readonly post: string;
  readonly tries: string;
}

/** The company of the story, by which a home is known to hold it. */
const demoCompany = '云栖物业服务中心（演示）';

const parts = {
  clerk: {
    username: 'chen',
    name: '陈晓岚',
    title: '客服（早班）',
    role: 'clerk',
    post: 'desk-clerk',
    tries: '给刚报修的一户派工；看投诉如何变成报修、派工、回访',
  },
  secondClerk: {
    username: 'lin',
    name: '林可欣',
    title: '客服（中班）',
    role: 'clerk',
    post: 'desk-clerk',
    tries: '收回迟迟未还的派工单；更正一条登记，看原文仍在',
  },
  supervisor: {
    username: 'zhou',
    name: '周明远',
    title: '客服主管',
    role: 'supervisor',
    post: 'service-supervisor',
    tries: '补签昨天；批准或不同意查档申请；批准待审的制度',
  },
  administrator: {
    username: 'wu',
    name: '吴静怡',
    title: '行政专员',
    role: 'administration',
    post: 'administrator',
    tries: '看哪面墙上的制度旧了、哪里漏贴；起草新版本',
  },
  auditor: {
    username: 'xu',
    name: '徐若谷',
    title: '内审员',
    role: 'auditor',
    post: 'auditor',
    tries: '全文检索并导出；查谁看过业主档案；下载已装订的月份',
  },
  admin: {
    username: 'admin',
    name: '郑海',
    title: '系统管理员',
    role: 'admin',
    post: 'system-keeper',
    tries: '改类别与栏目；发布已批准的制度；与主管一同封卷上月',
  },
} as const satisfies Record<string, Omit<SignIn, 'password'>>;

type Part = keyof typeof parts;

/** Everybody in the story, as those who ask. */
export type Cast = Readonly<Record<Part, Requester>> & { readonly operator: Requester };

/** How everybody signs in. The passwords open nothing but the story. */
export const signIns: readonly SignIn[] = Object.values(parts).map((part) => ({
  ...part,
  password: `${part.username}-demo-anjuan`,
}));

/** Whether a home holds the story. */
export async function isToldHome(home: {
  store: Pick<Store, 'read'>;
  catalogue: { document: Pick<SiteDocument, 'company'> };
}): Promise<boolean> {
  if (home.catalogue.document.company !== demoCompany) return false;
  const known = new Set((await listPeople(home.store.read)).map(({ username }) => username));
  return signIns.every(({ username }) => known.has(username));
}

/** Opens the office: its name, the administrator, and by them everybody else. */
export async function openOffice(home: Home): Promise<Cast> {
  const actor = localOperator();
  const operator: Requester = { actor, name: '本机操作员', roles: [] };
  const { code: site } = getSite(home.catalogue.document);
  const cast = new Map<string, Requester>();
  for (const { username, name, password, role, post } of signIns.toReversed()) {
    const by = cast.get('admin') ?? operator;
    const roles = [{ site: role === 'admin' ? '*' : site, role }];
    const email = `${username}@example.org`;
    const posts = [{ site, post }];
    await addPerson(home.ledger, by, { username, name, password, roles, email, posts });
    cast.set(username, await getRequester(home.store.read, username));
  }
  const as = (part: Part): Requester => {
    const requester = cast.get(parts[part].username);
    if (requester === undefined) throw new Error(`invariant broken: ${part} was added`);
    return requester;
  };
  const admin = as('admin');
  await home.catalogue.save(admin.actor, namedOffice(home.catalogue.document));
  return {
    operator,
    admin,
    clerk: as('clerk'),
    secondClerk: as('secondClerk'),
    supervisor: as('supervisor'),
    administrator: as('administrator'),
    auditor: as('auditor'),
  };
}

/** The field by which a repair names the complaint it came from. */
export const complaintField = '原投诉编号';

/** The office's own settings: its names, and one column more in the register of repairs. */
function namedOffice(document: SiteDocument): SiteDocument {
  const [site, ...others] = document.sites;
  // Parsed, so that it is spelt as the same document is when it is read again.
  return SiteDocument.parse({
    ...document,
    company: demoCompany,
    publicUrl: 'https://anjuan.example',
    sites: site === undefined ? [] : [{ ...site, name: '云栖苑' }, ...others],
    categories: document.categories.map((category) =>
      category.code === '01' ? withComplaint(category) : category,
    ),
  });
}

function withComplaint(category: Category): Category {
  if (category.fields.some(({ name }) => name === complaintField)) return category;
  return {
    ...category,
    links: [...(category.links ?? []), complaintField],
    fields: [
      ...category.fields,
      { name: complaintField, en: 'Earlier complaint', type: 'record-number' },
    ],
  };
}
