import { announce, say } from './page.ts';

/**
 * Keeps a page that a request was led to from being put into the middle of this one.
 *
 * A form goes on to where its answer leads. What renews itself stops when the sign-in has ended,
 * and says so: going away by itself would take what is being typed along.
 */
export function startRedirects(): void {
  document.addEventListener('htmx:before:response', (event) => {
    const { request, response } = event.detail.ctx ?? {};
    if (response?.raw.redirected !== true) return;
    if (!/^get$/i.test(request?.method ?? 'get')) {
      event.preventDefault();
      location.assign(response.raw.url);
    } else if (new URL(response.raw.url).pathname.startsWith('/sign-in')) {
      event.preventDefault();
      announce(say('signedOut'));
    }
  });
}
