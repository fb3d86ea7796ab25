import { testEveryPage } from './kit/every-page.ts';

testEveryPage('en');
