// A small app that uses every part of Electron that Keywright uses. It runs unchanged on real Electron and on the stand-in.
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import {
  app,
  BrowserWindow,
  globalShortcut,
  ipcMain,
  Menu,
  MessageChannelMain,
  Notification,
  nativeImage,
  nativeTheme,
  powerMonitor,
  protocol,
  session,
  shell,
  Tray,
  utilityProcess,
} from 'electron';

const folder = import.meta.dirname;
const ORIGIN = 'app://fixture';
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** What specs look at and call. */
const fixture = {
  log: [],
  heard: [],
  secondInstance: null,
  engine: null,
  window: null,
  engineExits: [],
  replaceWindow,
  startEngine,
  connect,
};
globalThis.fixture = fixture;

let isQuitting = false;

app.enableSandbox();
app.setAsDefaultProtocolClient('fixture');
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
for (const name of ['before-quit', 'will-quit', 'quit', 'window-all-closed']) {
  app.on(name, () => fixture.log.push(name));
}
app.on('before-quit', () => {
  isQuitting = true;
});
app.on('open-url', (_event, url) => fixture.log.push(`open-url ${url}`));
app.on('web-contents-created', (_event, contents) => {
  contents.on('will-navigate', (event, url) => {
    fixture.log.push(`will-navigate ${url}`);
    if (!url.startsWith(`${ORIGIN}/`)) event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) => {
    if (url.startsWith('https://docs.example/')) void shell.openExternal(url);
    return { action: 'deny' };
  });
});

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', (_event, argv) => {
    fixture.secondInstance = argv;
    fixture.window?.show();
  });
  await Promise.resolve();
  void app.whenReady().then(start);
} else {
  app.quit();
}

function start() {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, callback) =>
    callback(false),
  );
  session.defaultSession.webRequest.onHeadersReceived((details, callback) => {
    const responseHeaders = { ...details.responseHeaders, 'X-Fixture': ['seen'] };
    callback({ responseHeaders });
  });
  protocol.handle('app', serve);
  answerCalls();
  fixture.engine = startEngine();
  fixture.window = openWindow('index.html', { width: 900, height: 600 });
  fixture.window.on('close', (event) => {
    if (isQuitting) return;
    event.preventDefault();
    fixture.window.hide();
  });
  desktop();
}

async function serve(request) {
  const url = new URL(request.url);
  const file = normalize(join(folder, decodeURIComponent(url.pathname)));
  if (url.host !== 'fixture' || !file.startsWith(folder + sep)) {
    return new Response('', { status: 404 });
  }
  try {
    const headers = {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': POLICY,
    };
    return new Response(await readFile(file), { headers });
  } catch {
    return new Response('not found', { status: 404 });
  }
}

function openWindow(page, size) {
  const window = new BrowserWindow({
    ...size,
    useContentSize: true,
    show: false,
    title: 'Fixture window',
    backgroundColor: '#15181d',
    webPreferences: {
      preload: join(folder, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    },
  });
  window.setContentProtection(true);
  window.once('ready-to-show', () => window.show());
  window.webContents.on('dom-ready', () => connect(window));
  void window.loadURL(`${ORIGIN}/${page}`);
  return window;
}

function connect(window) {
  if (fixture.engine === null) return;
  const { port1, port2 } = new MessageChannelMain();
  fixture.engine.postMessage({ kind: 'client' }, [port1]);
  window.webContents.postMessage('engine-port', 'hello', [port2]);
}

function startEngine() {
  const engine = utilityProcess.fork(join(folder, 'engine.mjs'), ['--one', 'two'], {
    serviceName: 'fixture engine',
    stdio: 'pipe',
    env: { ...process.env, FIXTURE_MARK: 'given' },
  });
  engine.stdout.on('data', (chunk) => fixture.log.push(`engine: ${String(chunk).trim()}`));
  engine.on('message', (message) => fixture.heard.push(message));
  engine.on('exit', (code) => fixture.engineExits.push(code));
  return engine;
}

/** What locking does: the window's renderer goes, and another takes its place. */
function replaceWindow() {
  const old = fixture.window;
  fixture.window = openWindow('index.html', { width: 900, height: 600 });
  old.destroy();
}

function answerCalls() {
  const handle = (channel, answer) => {
    ipcMain.handle(channel, (event, ...args) => {
      if (!event.senderFrame?.url.startsWith(`${ORIGIN}/`)) throw new Error('forbidden sender');
      return answer(...args);
    });
  };
  handle('echo', (value) => value);
  handle('fail', () => {
    throw new RangeError('wrong password');
  });
  handle('uncloneable', () => () => 1);
  handle('open-settings', () => {
    openWindow('index.html#settings', { width: 500, height: 400 });
  });
  ipcMain.handle('who-am-i', ({ senderFrame }) => ({
    url: senderFrame.url,
    origin: senderFrame.origin,
  }));
  ipcMain.on('take-port', (event, message) => {
    const [port] = event.ports;
    port.on('message', ({ data }) => port.postMessage(`main heard ${data} from ${message.from}`));
    port.start();
  });
}

function setLocked(isLocked) {
  for (const window of BrowserWindow.getAllWindows()) {
    window.webContents.send('lock-state', isLocked, new Date(0));
  }
}

function desktop() {
  const tray = new Tray(nativeImage.createEmpty());
  tray.setToolTip('Fixture');
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { id: 'show', label: 'Show', click: () => fixture.window.show() },
      { id: 'lock', label: 'Lock now', click: () => setLocked(true) },
      { type: 'separator' },
      { id: 'sound', type: 'checkbox', label: 'Sound' },
      { id: 'quit', label: 'Quit', role: 'quit' },
    ]),
  );
  Menu.setApplicationMenu(null);
  powerMonitor.on('lock-screen', () => setLocked(true));
  powerMonitor.on('unlock-screen', () => setLocked(false));
  nativeTheme.themeSource = 'dark';
  globalShortcut.register('CommandOrControl+Shift+K', () => fixture.window.show());
  new Notification({ title: 'Copied', body: 'Clears in 30 s' }).show();
}
