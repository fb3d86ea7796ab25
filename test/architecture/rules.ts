import { posix } from 'node:path';
import type { Import, Module } from './read-modules.ts';

/** The rooms in order: one uses those before it; an order and its record are one matter. */
const roomsInOrder: readonly (readonly string[])[] = [
  ['records', 'dispatch'],
  ['deadlines'],
  ['archives'],
  ['policies'],
  ['walls'],
  ['handbook'],
  ['learning'],
  ['training'],
  ['visits'],
  ['patrols'],
  ['assessment'],
  ['retention'],
];

/** The layers from left to right: a module imports from its own folder and from layers before it. */
const layers: readonly (readonly string[])[] = [
  ['core'],
  ['store', 'finder', 'print'],
  ['mail'],
  ['ledger'],
  ['catalogue'],
  ['registers'],
  ['access'],
  ['home'],
  roomsInOrder.flat(),
  ['bundles', 'audit'],
  ['web', 'jobs', 'demo'],
  ['app', 'config'],
  ['cli'],
];

const rooms = new Set(roomsInOrder.flat());

/** What one room may use of another; `commands` never, so that a use case is one transaction. */
const sharedByRooms = new Set(['model', 'rules', 'rows', 'queries']);

/** Everything that is shipped to strangers to check a bag: plain Node and each other, no package. */
const verifier =
  /^src\/(bundles\/(verify|container|bagit)(\/.+|\.ts)|ledger\/(hash|tree|proof|checkpoint|verify)\.ts|core\/(digest|canonical-json)\.ts)$/;

/** The only modules that may ask the machine for the time or for randomness. */
const ambientModules = new Set([
  'src/core/clock.ts',
  'src/core/ids.ts',
  // The browser's own clock, which the pages hold against the server's.
  'src/web/islands/clock.ts',
]);

const mostLinesOfFile = 300;
const mostLinesOfFunction = 70;

/** A rule hands back one sentence for each breach; none means that it holds. */
export type Rule = (modules: readonly Module[]) => string[];

/** Imports go to the left only; in a layer, only rooms see each other. */
const layersLeftwards: Rule = (modules) =>
  modules.flatMap((module) => {
    const from = layerOf(module.path);
    if (from < 0) return [`${module.path} belongs to no layer`];
    return inward(module).flatMap((met) => {
      const to = layerOf(met.target);
      const same = folderOf(module.path) === folderOf(met.target);
      const betweenRooms = rooms.has(folderOf(module.path)) && rooms.has(folderOf(met.target));
      return to < from || same || betweenRooms ? [] : [`${place(module, met)} is not leftwards`];
    });
  });

/** What needs two rooms both ways is composed by a door. */
const roomsUseThoseBefore: Rule = (modules) =>
  modules.flatMap((module) => {
    const from = roomAt(module.path);
    if (from < 0) return [];
    return inward(module)
      .filter((met) => roomAt(met.target) > from)
      .map((met) => `${place(module, met)}: that room comes later`);
  });

/** A room uses another's model, rules, rows and queries, and never its commands. */
const roomsKeepTheirCommands: Rule = (modules) =>
  modules.flatMap((module) =>
    inward(module)
      .filter((met) => rooms.has(folderOf(module.path)) && rooms.has(folderOf(met.target)))
      .filter((met) => folderOf(module.path) !== folderOf(met.target))
      .filter((met) => !sharedByRooms.has(partOf(met.target)))
      .map((met) => `${place(module, met)}: rooms share only ${[...sharedByRooms].join(', ')}`),
  );

/** `model` and `rules` decide; they neither read nor write anything. */
const modelAndRulesArePure: Rule = (modules) =>
  modules
    .filter((module) => ['model', 'rules'].includes(partOf(module.path)))
    .flatMap((module) =>
      module.imports
        .filter((met) => isInputOrOutput(met))
        .map((met) => `${place(module, met)}: model and rules do no input or output`),
    );

/** No module reaches itself through its imports. */
const noCycles: Rule = (modules) => {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) found.push(`cycle: ${[...trail.slice(start), path].join(' -> ')}`);
    if (start >= 0 || done.has(path)) return;
    const module = byPath.get(path);
    for (const met of module === undefined ? [] : inward(module)) {
      walk(met.target, [...trail, path]);
    }
    done.add(path);
  };
  for (const module of modules) walk(module.path, []);
  return found;
};

/** A relative import names a file that exists, by its full name; none is computed. */
const importsNameFiles: Rule = (modules) => {
  const known = new Set(modules.map((module) => module.path));
  return modules.flatMap((module) =>
    module.imports.flatMap((met) => {
      if (met.specifier === '(computed)') return [`${place(module, met)}: the name is computed`];
      if (met.target === undefined) return [];
      if (!/\.tsx?$/.test(met.specifier)) return [`${place(module, met)} does not end in .ts`];
      return known.has(met.target) ? [] : [`${place(module, met)}: there is no such module`];
    }),
  );
};

/** The verifier needs nothing but Node, so that a stranger can run and read it. */
const verifierStandsAlone: Rule = (modules) =>
  modules
    .filter((module) => verifier.test(module.path))
    .flatMap((module) =>
      module.imports
        .filter((met) => !met.specifier.startsWith('node:') && !verifier.test(met.target ?? ''))
        .map((met) => `${place(module, met)}: the verifier uses node: and itself only`),
    );

/** Time and randomness are handed in, so that tests own them. */
const ambientIsInjected: Rule = (modules) =>
  modules
    .filter((module) => !ambientModules.has(module.path))
    .flatMap((module) =>
      module.ambient.map(
        (use) => `${module.path}:${use.line} calls ${use.what}: take a Clock or an Entropy`,
      ),
    );

/** Doors ask the rooms: what a page shows is a query of a room, so that it is written once. */
const doorsWriteNoSql: Rule = (modules) =>
  modules
    .filter((module) => ['web', 'cli', 'app', 'config'].includes(folderOf(module.path)))
    .flatMap((module) =>
      module.sql.map((line) => `${module.path}:${line} is SQL: it belongs to a room's queries`),
    );

/** Files and functions stay short enough to be read in one go. */
export const piecesAreShort: Rule = (modules) =>
  modules.flatMap((module) => [
    ...(module.lines > mostLinesOfFile
      ? [`${module.path} has ${module.lines} lines, at most ${mostLinesOfFile}`]
      : []),
    ...module.functions
      .filter((piece) => piece.lines > mostLinesOfFunction)
      .map(
        (piece) =>
          `${module.path}:${piece.line} ${piece.name} has ${piece.lines} lines, at most ${mostLinesOfFunction}`,
      ),
  ]);

/** Every rule about the product's modules, by the sentence it stands for. */
export const rules: Readonly<Record<string, Rule>> = {
  'imports go leftwards only': layersLeftwards,
  'a room uses only rooms before it': roomsUseThoseBefore,
  'rooms never use the commands of another': roomsKeepTheirCommands,
  'model and rules do no input or output': modelAndRulesArePure,
  'there are no cycles': noCycles,
  'relative imports name a file by its full name': importsNameFiles,
  'the verifier imports Node and itself only': verifierStandsAlone,
  'time and randomness are injected': ambientIsInjected,
  'pages and commands of the shell write no SQL': doorsWriteNoSql,
  'files and functions are short': piecesAreShort,
};

type InwardImport = Import & { readonly target: string };

function inward(module: Module): InwardImport[] {
  return module.imports.filter(
    (met): met is InwardImport => met.target?.startsWith('src/') === true,
  );
}

/** `records` for `src/records/rules/file.ts`; `app` for `src/app.ts`. */
function folderOf(path: string): string {
  return posix.basename(path.split('/')[1] ?? '', '.ts');
}

/** `rules` for `src/records/rules.ts` and for `src/records/rules/file.ts`. */
function partOf(path: string): string {
  return (path.split('/')[2] ?? '').replace(/\.tsx?$/, '');
}

function layerOf(path: string): number {
  return layers.findIndex((folders) => folders.includes(folderOf(path)));
}

function roomAt(path: string): number {
  return roomsInOrder.findIndex((folders) => folders.includes(folderOf(path)));
}

function isInputOrOutput(met: Import): boolean {
  if (met.target === undefined) {
    const computes = ['node:crypto', 'node:buffer', 'node:util'].includes(met.specifier);
    return (met.specifier.startsWith('node:') && !computes) || /^(kysely|pg)$/.test(met.specifier);
  }
  const drivers = ['store', 'finder', 'print', 'mail'].includes(folderOf(met.target));
  return drivers || ['rows', 'queries', 'commands'].includes(partOf(met.target));
}

function place(module: Module, met: Import): string {
  return `${module.path}:${met.line} imports ${met.specifier}`;
}
