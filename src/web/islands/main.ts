/** What a page gains where scripts run; every page works without it. */
function start(): void {
  document.documentElement.dataset.script = 'on';
}

start();
