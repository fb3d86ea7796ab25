import { flipEveryWhere } from './flip-bytes.ts';
import { killNine } from './kill-nine.ts';

// `npm run torture` kills the server in mid-burst; with bags named, it changes their bytes instead.
const bags = process.argv.slice(2);
const verdicts = bags.length === 0 ? [await killNine()] : [];
for (const bag of bags) verdicts.push(await flipEveryWhere(bag));
const survived = verdicts.every((verdict) => verdict);
console.log(survived ? 'survived' : 'FAILED');
process.exitCode = survived ? 0 : 1;
