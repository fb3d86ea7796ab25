import { expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { testEveryPage } from './kit/every-page.ts';

/** What no page names: it is come to from a printed code, or a script builds its address. */
const unnamedByPages = new Set(['/sign-in', '/favicon.ico', '/rooms/card', '/palette']);

/**
 * What stands in the middle of an act: it is made by sending a form, which walkers do not. The
 * journeys of their rooms come there.
 */
const inTheMiddle = new Set([
  '/orders/:number/slip.pdf',
  '/policies/:code/poster.pdf',
  '/walls/photos/:id',
  '/walls/pictures/:id',
  '/walls/posters.pdf',
  '/walls/sheets/:id',
  '/access/:id/relay',
  '/access/:id/hear',
  '/months/:month/now',
  // Only its writer hands a version in.
  '/policies/:code/versions/:version/submit',
  // A Word file that became a version, and a post without any statement: the office has neither.
  '/policies/:code/versions/:version/source',
  '/posts/:post/tie',
  '/log/now',
  '/handbook/now',
  '/search/export',
  '/imports/batches/:id',
  '/imports/batches/:id/rejected/:file',
]);

const everyPage = testEveryPage('zh');

it('every page that the server has is named by a page that somebody reaches', () => {
  const routes = buildApp(everyPage.server().office.home)
    .routes.filter(({ method }) => method === 'GET')
    .map(({ path }) => path)
    .filter((path) => !/^\/(api|assets|health|ready|metrics)\b|\*/.test(path));
  const met = [...everyPage.reached].map((path) => new URL(path, 'http://here').pathname);
  const unnamed = [...new Set(routes)].filter((route) => {
    const shape = route
      .replace(/:[^/{.]+(\{([^{}]|\{[^}]*\})*\})?\??/g, '[^/]+')
      .replaceAll('.', '\\.');
    const isKnown = unnamedByPages.has(route) || inTheMiddle.has(route);
    return !isKnown && !met.some((path) => new RegExp(`^${shape}$`).test(path));
  });
  expect(unnamed).toEqual([]);
});
