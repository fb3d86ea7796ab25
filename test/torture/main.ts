import { killNine } from './kill-nine.ts';

const survived = await killNine();
console.log(survived ? 'survived' : 'FAILED');
process.exitCode = survived ? 0 : 1;
