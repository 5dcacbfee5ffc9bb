// Loaded into the main process by `npm run dev`, before the program itself. The page's files come from Vite instead of the disk, still under
// app://keywright/, and the one socket by which Vite tells of changes is let through. The program has no part in it and no such way in.
const { app, protocol, session } = require('electron');

const { KEYWRIGHT_DEV_SERVER: server, KEYWRIGHT_DEV_POLICY: policy } = process.env;
const socket = server.replace('http:', 'ws:');
const handle = protocol.handle.bind(protocol);

protocol.handle = (scheme) => handle(scheme, fromVite);
// Chromium asks before a page reaches this computer; nobody is there to answer.
app.commandLine.appendSwitch('disable-features', 'LocalNetworkAccessChecks');
app.once('ready', () => {
  const { webRequest } = session.defaultSession;
  const onBeforeRequest = webRequest.onBeforeRequest.bind(webRequest);
  webRequest.onBeforeRequest = (listener) =>
    onBeforeRequest((details, callback) => {
      if (details.url.startsWith(socket)) callback({ cancel: false });
      else listener(details, callback);
    });
});

async function fromVite({ url, headers }) {
  const { pathname, search } = new URL(url);
  const accept = headers.get('accept') ?? '*/*';
  const answer = await fetch(server + pathname + search, { headers: { accept } });
  const type = answer.headers.get('content-type') ?? 'text/plain';
  return new Response(await answer.arrayBuffer(), {
    status: answer.status,
    headers: {
      'content-type': type,
      'content-security-policy': policy,
      'cache-control': 'no-store',
    },
  });
}
