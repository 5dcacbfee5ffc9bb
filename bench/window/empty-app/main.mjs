// The least that shows a React page: one window, one sandboxed page under a scheme of its own. EMPTY_PAGE is the folder of the built page.
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { app, BrowserWindow, protocol } from 'electron';

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8' };

app.enableSandbox();
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
app.on('window-all-closed', () => app.quit());
void app.whenReady().then(() => {
  protocol.handle('app', answer);
  const window = new BrowserWindow({ width: 1280, height: 800, show: false });
  window.once('ready-to-show', () => window.show());
  void window.loadURL('app://empty/index.html');
});

async function answer(request) {
  const { pathname } = new URL(request.url);
  const type = TYPES[extname(pathname)];
  if (type === undefined) return new Response('', { status: 404 });
  const body = await readFile(join(process.env.EMPTY_PAGE, pathname));
  return new Response(body, { headers: { 'content-type': type } });
}
