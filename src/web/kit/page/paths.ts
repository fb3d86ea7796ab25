type Words = Readonly<Record<string, string | number | undefined | null>>;

/** A path with its query; what is undefined, null or empty is left out, and what it had is replaced. */
export function withQuery(path: string, words: Words): string {
  const [bare = '', before = ''] = path.split('?');
  const query = new URLSearchParams(before);
  for (const [name, value] of Object.entries(words)) {
    if (value != null && value !== '') query.set(name, String(value));
  }
  return query.size === 0 ? bare : `${bare}?${query}`;
}

const part = encodeURIComponent;

/** Every address of the pages, made in one place. */
export const paths = {
  home: () => '/',
  signIn: (query: Words = {}) => withQuery('/sign-in', query),
  signOut: () => '/sign-out',
  setUp: () => '/set-up',
  inbox: (tab?: string, kind?: string) => withQuery('/inbox', { tab, kind }),
  agreeInInbox: (id: string) => `/inbox/access/${part(id)}/approve`,
  me: () => '/me',
  changeOwnPassword: () => '/me/password',
  closeOtherSessions: () => '/me/sessions/close',
  language: () => '/me/language',
  chooseSite: () => '/me/site',
  drafts: () => '/drafts',
  people: (query: Words = {}) => withQuery('/people', query),
  addPerson: () => '/people/new',
  person: (username: string) => `/people/${part(username)}`,
  personPassword: (username: string) => `/people/${part(username)}/password`,
  personActive: (username: string) => `/people/${part(username)}/active`,
  imports: () => '/imports',
  importCheck: () => '/imports/check',
  emptyTable: (code: string) => `/imports/empty/${part(code)}`,
  importBatch: (id: string) => `/imports/batches/${part(id)}`,
  importRejected: (id: string, file: number) => `/imports/batches/${part(id)}/rejected/${file}.csv`,
  roomExample: (at: string) => `/set-up/room-example/${part(at)}`,
  setUpSite: () => '/set-up/site',
  setUpProjects: () => '/set-up/projects',
  setUpPlaces: () => '/set-up/places',
  setUpPosts: () => '/set-up/posts',
  palette: (q = '') => withQuery('/palette', { q }),
  desk: () => '/desk',
  answers: () => '/records/answers',
  exportRecords: () => '/records/export',
  deadlines: (query: Words = {}) => withQuery('/deadlines', query),
  records: (query: Words = {}) => withQuery('/records', query),
  chooseRecord: (query: Words = {}) => withQuery('/records/new', query),
  newRecord: (category: string, query: Words = {}) =>
    withQuery(`/records/new/${part(category)}`, query),
  record: (number: string) => `/records/${part(number)}`,
  correctRecord: (number: string) => `/records/${part(number)}/correct`,
  continueRecord: (number: string) => `/records/${part(number)}/continue`,
  voidRecord: (number: string) => `/records/${part(number)}/void`,
  attachTo: (number: string) => `/records/${part(number)}/attachments`,
  attachment: (number: string, id: string) => `/records/${part(number)}/attachments/${part(id)}`,
  printRecord: (number: string) => `/records/${part(number)}/print`,
  proveRecord: (number: string) => `/records/${part(number)}/proof`,
  recordContact: (number: string) => `/records/${part(number)}/contact`,
  days: (query: Words = {}) => withQuery('/days', query),
  day: (day: string) => `/days/${part(day)}`,
  orders: (query: Words = {}) => withQuery('/orders', query),
  newOrder: (query: Words = {}) => withQuery('/orders/new', query),
  order: (number: string) => `/orders/${part(number)}`,
  orderSlip: (number: string, query: Words = {}) =>
    withQuery(`/orders/${part(number)}/slip.pdf`, query),
  printOrder: (number: string) => `/orders/${part(number)}/print`,
  voidOrder: (number: string) => `/orders/${part(number)}/void`,
  orderContact: (number: string) => `/orders/${part(number)}/contact`,
  collectOrders: () => '/orders/check-in',
  checkInOrder: (number: string) => `/orders/${part(number)}/check-in`,
  policies: (query: Words = {}) => withQuery('/policies', query),
  newPolicy: () => '/policies/new',
  adoptPolicies: () => '/policies/adopt',
  policy: (code: string) => `/policies/${part(code)}`,
  policyVersion: (code: string, version: number) => `/policies/${part(code)}/versions/${version}`,
  policyExport: (code: string, version: number, kind: 'pdf' | 'md') =>
    `/policies/${part(code)}/versions/${version}.${kind}`,
  policySource: (code: string, version: number) =>
    `/policies/${part(code)}/versions/${version}/source`,
  writePolicy: (code: string) => `/policies/${part(code)}/write`,
  comparePolicy: (code: string, query: Words = {}) =>
    withQuery(`/policies/${part(code)}/compare`, query),
  publishPolicy: (code: string, version: number) =>
    `/policies/${part(code)}/versions/${version}/publish`,
  approvePolicy: (code: string, version: number) =>
    `/policies/${part(code)}/versions/${version}/approve`,
  policyPlaces: (code: string) => `/policies/${part(code)}/places`,
  importWord: (code: string) => `/policies/${part(code)}/import-word`,
  previewPolicy: (code: string) => `/policies/${part(code)}/preview`,
  submitPolicy: (code: string, version: number) =>
    `/policies/${part(code)}/versions/${version}/submit`,
  returnPolicy: (code: string, version: number) =>
    `/policies/${part(code)}/versions/${version}/return`,
  retirePolicy: (code: string) => `/policies/${part(code)}/retire`,
  posterForm: (code: string, query: Words = {}) =>
    withQuery(`/policies/${part(code)}/poster`, query),
  walls: (query: Words = {}) => withQuery('/walls', query),
  handbook: (query: Words = {}) => withQuery('/handbook', query),
  learning: (query: Words = {}) => withQuery('/learning', query),
  readPolicy: (code: string, query: Words = {}) => withQuery(`/learning/read/${part(code)}`, query),
  learnerFile: (username: string) => `/learning/people/${part(username)}`,
  learningPrint: (query: Words = {}) => withQuery('/learning/print', query),
  exportLearning: () => '/learning/export',
  remindLearners: () => '/learning/remind',
  readPolicy: (code: string, query: Words = {}) => withQuery(`/learning/read/${part(code)}`, query),
  learnerFile: (username: string) => `/learning/people/${part(username)}`,
  learningPrint: (query: Words = {}) => withQuery('/learning/print', query),
  exportLearning: () => '/learning/export',
  remindLearners: () => '/learning/remind',
  trainings: (query: Words = {}) => withQuery('/training', query),
  newTraining: () => '/training/new',
  training: (id: string) => `/training/series/${part(id)}`,
  trainingMaterial: (id: string, kind: 'plan' | 'notes') =>
    `/training/series/${part(id)}/materials/${kind}`,
  trainingPaper: (id: string) => `/training/series/${part(id)}/paper`,
  planTraining: (id: string, query: Words = {}) =>
    withQuery(`/training/series/${part(id)}/plan`, query),
  trainingWeeks: (query: Words = {}) => withQuery('/training/weeks', query),
  trainingFile: (id: string) => `/training/files/${part(id)}`,
  session: (id: string) => `/training/sessions/${part(id)}`,
  sessionMaterial: (id: string, kind: 'plan' | 'notes') =>
    `/training/sessions/${part(id)}/materials/${kind}`,
  sessionAct: (
    id: string,
    act: 'sign-in' | 'exam' | 'scores' | 'close' | 'cancel' | 'correct' | 'paper',
    query: Words = {},
  ) => withQuery(`/training/sessions/${part(id)}/${act}`, query),
  printSession: (id: string, what: 'sign-in-sheet' | 'questions' | 'record') =>
    `/training/sessions/${part(id)}/${what}`,
  ownTraining: () => '/me/training',
  personTraining: (username: string) => `/people/${part(username)}/training`,
  posts: (query: Words = {}) => withQuery('/posts', query),
  prices: (query: Words = {}) => withQuery('/prices', query),
  post: (query: Words = {}) => withQuery('/walls/post', query),
  wall: (place: string) => `/walls/${part(place)}`,
  checkWall: (place: string) => `/walls/${part(place)}/check`,
  picturePlace: (place: string) => `/walls/${part(place)}/picture`,
  placePicture: (id: string) => `/walls/pictures/${part(id)}`,
  printWalls: (query: Words = {}) => withQuery('/walls/print', query),
  wallPosters: (ids: readonly string[]) => `/walls/posters.pdf?print=${ids.map(part).join(',')}`,
  evidence: (id: string) => `/walls/evidence/${part(id)}`,
  sheetEvidence: (print: string) => `/walls/sheets/${part(print)}`,
  postingPhoto: (id: string) => `/walls/photos/${part(id)}`,
  poster: (code: string, query: Words = {}) =>
    withQuery(`/policies/${part(code)}/poster.pdf`, query),
  sheet: (token: string) => `/p/${part(token)}`,
  archives: (query: Words = {}) => withQuery('/archives', query),
  archive: (room: string) => `/archives/${part(room)}`,
  askAccess: (room: string, query: Words = {}) => withQuery(`/archives/${part(room)}/ask`, query),
  openContact: (room: string) => `/archives/${part(room)}/contact`,
  archiveStatement: (room: string) => `/archives/${part(room)}/statement`,
  changeOwner: (room: string) => `/archives/${part(room)}/change-owner`,
  movePaper: (room: string, id: string, query: Words = {}) =>
    withQuery(`/archives/${part(room)}/papers/${part(id)}/move`, query),
  handOverPaper: (room: string, id: string) =>
    `/archives/${part(room)}/papers/${part(id)}/hand-over`,
  accessRequests: (query: Words = {}) => withQuery('/access', query),
  newAccess: () => '/access/new',
  accessRequest: (id: string) => `/access/${part(id)}`,
  accessAct: (id: string, act: 'approve' | 'refuse' | 'look' | 'relay' | 'hear') =>
    `/access/${part(id)}/${act}`,
  lookLog: (query: Words = {}) => withQuery('/access-log', query),
  search: (query: Words = {}) => withQuery('/search', query),
  exportSearch: (query: Words = {}) => withQuery('/search/export', query),
  saveSearch: () => '/search/saved',
  dropSearch: (id: string) => `/search/saved/${part(id)}/delete`,
  months: () => '/months',
  month: (month: string) => `/months/${part(month)}`,
  sealMonth: (month: string) => `/months/${part(month)}/seal`,
  monthNow: (month: string) => `/months/${part(month)}/now`,
  rewriteMonth: (month: string) => `/months/${part(month)}/rewrite`,
  checkMonth: (month: string) => `/months/${part(month)}/check`,
  bag: (month: string, file: string) => `/months/${part(month)}/bags/${part(file)}`,
  retention: (query: Words = {}) => withQuery('/retention', query),
  due: (query: Words = {}) => withQuery('/retention/due', query),
  log: (query: Words = {}) => withQuery('/log', query),
  checkLog: () => '/log/check',
  logNow: () => '/log/now',
  entry: (seq: number) => `/log/entries/${seq}`,
  entryProof: (seq: number) => `/log/entries/${seq}/proof.json`,
} as const;
