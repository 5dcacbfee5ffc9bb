/**
 * One Fetch.enable on the browser itself sees every request of every page, frame and worker. In order: navigation policy,
 * permissions, onBeforeRequest, then either the app's protocol handler or the network with onBeforeSendHeaders and
 * onHeadersReceived.
 */
import { lifecycle } from '../app/app.ts';
import { BrowserGoneError, type CdpSession } from '../chromium/cdp-connection.ts';
import type { Protocol } from '../chromium/cdp-types.ts';
import { customSchemes } from './custom-schemes.ts';
import { deniedTargets, type FrameHolder, frames } from './frames.ts';
import { type HeaderEntry, toEntries, toLists } from './headers.ts';
import { type Session, session } from './session.ts';

type Paused = Protocol.Fetch.requestPausedPayload;

/**
 * Every sandbox token but allow-popups: Blink then answers window.open() with null and ignores target=_blank, as a refusing
 * setWindowOpenHandler does in Electron, and CDP still reports the attempt.
 */
const NO_POPUPS: HeaderEntry = {
  name: 'Content-Security-Policy',
  value:
    'sandbox allow-scripts allow-same-origin allow-forms allow-modals allow-downloads allow-pointer-lock ' +
    'allow-orientation-lock allow-presentation allow-storage-access-by-user-activation allow-top-navigation ' +
    'allow-top-navigation-by-user-activation allow-top-navigation-to-custom-protocols',
};

const RESOURCE_TYPES: Readonly<Record<string, string>> = {
  Document: 'mainFrame',
  Stylesheet: 'stylesheet',
  Image: 'image',
  Media: 'media',
  Font: 'font',
  Script: 'script',
  XHR: 'xhr',
  Fetch: 'xhr',
  WebSocket: 'webSocket',
  Ping: 'ping',
};

interface Visit {
  readonly browser: CdpSession;
  readonly paused: Paused;
  readonly holder: FrameHolder | undefined;
  readonly session: Session;
  /** The main document of a window, as opposed to what it loads. */
  readonly isOwnDocument: boolean;
  readonly details: Readonly<Record<string, unknown>> & { readonly url: string };
}

lifecycle.onChromium.push(async ({ browser }) => {
  browser.on('Fetch.requestPaused', (paused) => {
    passOn(browser, paused).catch((error: unknown) => {
      const isLate =
        error instanceof BrowserGoneError || /Invalid InterceptionId/.test(String(error));
      if (!isLate) process.stderr.write(`electron stand-in, network: ${String(error)}\n`);
    });
  });
  await browser.send('Fetch.enable', { patterns: [{ urlPattern: '*', requestStage: 'Request' }] });
});

function passOn(browser: CdpSession, paused: Paused): Promise<unknown> {
  const visit = visitOf(browser, paused);
  if (deniedTargets.has(paused.frameId)) return fail(visit, 'Aborted');
  const isAnswered =
    paused.responseStatusCode !== undefined || paused.responseErrorReason !== undefined;
  return isAnswered ? passResponse(visit) : passRequest(visit);
}

function visitOf(browser: CdpSession, paused: Paused): Visit {
  const { request, frameId, resourceType } = paused;
  const holder = frames.get(frameId);
  const url = customSchemes.toElectron(request.url);
  return {
    browser,
    paused,
    holder,
    session: holder?.session ?? session.defaultSession,
    isOwnDocument: resourceType === 'Document' && holder?.targetId === frameId,
    details: {
      id: 0,
      url,
      method: request.method,
      resourceType: RESOURCE_TYPES[resourceType] ?? 'other',
      webContentsId: holder?.id,
      webContents: holder,
      referrer: '',
      timestamp: Date.now(),
    },
  };
}

function fail(
  { browser, paused }: Visit,
  errorReason: Protocol.Network.ErrorReason,
): Promise<unknown> {
  return browser.send('Fetch.failRequest', { requestId: paused.requestId, errorReason });
}

async function passRequest(visit: Visit): Promise<unknown> {
  const { browser, paused, holder, details } = visit;
  const { requestId, request, frameId } = paused;
  const { webRequest } = visit.session;
  if (paused.resourceType === 'Document' && holder !== undefined) {
    const url = details.url + (request.urlFragment ?? '');
    const isRedirect = paused.redirectedRequestId !== undefined;
    if (await holder.isNavigationRefused(frameId, url, isRedirect)) return fail(visit, 'Aborted');
    if (visit.isOwnDocument) await settlePermissions(visit);
  }
  const before = await webRequest.ask('onBeforeRequest', details);
  if (before.cancel) return fail(visit, 'BlockedByClient');
  if (before.redirectURL !== undefined) {
    const location = { name: 'Location', value: customSchemes.toChromium(before.redirectURL) };
    const redirect = { requestId, responseCode: 307, responseHeaders: [location] };
    return browser.send('Fetch.fulfillRequest', redirect);
  }
  if (details.url !== request.url) return serve(visit);
  const requestHeaders = { ...request.headers };
  const sending = await webRequest.ask('onBeforeSendHeaders', { ...details, requestHeaders });
  if (sending.cancel) return fail(visit, 'BlockedByClient');
  const headers =
    sending.requestHeaders === undefined ? {} : { headers: toEntries(sending.requestHeaders) };
  const interceptResponse = visit.isOwnDocument || webRequest.has('onHeadersReceived', details.url);
  return browser.send('Fetch.continueRequest', { requestId, interceptResponse, ...headers });
}

async function settlePermissions({ browser, paused, holder, session }: Visit): Promise<void> {
  const browserContextId = await session.browserContextId(browser);
  const { url } = paused.request;
  await session.permissions.settle(browser, { url, contents: holder, browserContextId });
}

/** A response of the network, with its headers at hand. */
async function passResponse(visit: Visit): Promise<unknown> {
  const { browser, paused } = visit;
  const { requestId, responseStatusCode: status } = paused;
  if (status === undefined) return browser.send('Fetch.continueResponse', { requestId });
  const headers = await receivedHeaders(visit, status, toLists(paused.responseHeaders ?? []));
  if (headers === null) return fail(visit, 'BlockedByClient');
  const isRedirect = status >= 300 && status < 400;
  if (!visit.isOwnDocument || isRedirect) {
    const unchanged = { requestId, responseCode: status, responseHeaders: headers };
    return browser.send('Fetch.continueResponse', unchanged);
  }
  // Chromium has parsed a network document's policy by now: only an answer of our own can add to it.
  const { body, base64Encoded } = await browser.send('Fetch.getResponseBody', { requestId });
  const isOfTransport = /^(content-encoding|content-length|transfer-encoding)$/i;
  return browser.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: status,
    responseHeaders: [...headers.filter(({ name }) => !isOfTransport.test(name)), NO_POPUPS],
    body: base64Encoded ? body : Buffer.from(body).toString('base64'),
  });
}

/** Null where the app cancels. */
async function receivedHeaders(
  visit: Visit,
  statusCode: number,
  responseHeaders: Record<string, string[]>,
): Promise<HeaderEntry[] | null> {
  const statusLine = `HTTP/1.1 ${statusCode}`;
  const details = { ...visit.details, statusCode, statusLine, responseHeaders };
  const answer = await visit.session.webRequest.ask('onHeadersReceived', details);
  return answer.cancel ? null : toEntries(answer.responseHeaders ?? responseHeaders);
}

/** A custom scheme: the app's own handler answers. */
async function serve(visit: Visit): Promise<unknown> {
  const { browser, paused, details } = visit;
  const { requestId } = paused;
  const url = new URL(details.url);
  // Chromium asks for this by itself; Electron does not.
  if (details['resourceType'] === 'other' && url.pathname === '/favicon.ico') {
    return browser.send('Fetch.fulfillRequest', { requestId, responseCode: 204 });
  }
  const handler = visit.session.protocol.findHandler(url.protocol.slice(0, -1));
  if (handler === undefined) return fail(visit, 'AddressUnreachable');
  let response: Response;
  try {
    response = await handler(requestOf(visit));
  } catch (error) {
    process.stderr.write(`Error in protocol handler for ${details.url}: ${String(error)}\n`);
    return fail(visit, 'Failed');
  }
  if (response.type === 'error') return fail(visit, 'Failed');
  const entries = Array.from(response.headers, ([name, value]) => ({ name, value }));
  const headers = await receivedHeaders(visit, response.status, toLists(entries));
  if (headers === null) return fail(visit, 'BlockedByClient');
  const translated = headers.map(({ name, value }) => ({
    name,
    value: /^content-security-policy/i.test(name)
      ? customSchemes.policyToChromium(value)
      : customSchemes.toChromium(value),
  }));
  return browser.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders: visit.isOwnDocument ? [...translated, NO_POPUPS] : translated,
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  });
}

function requestOf({ paused, details }: Visit): Request {
  const { method, headers, postDataEntries = [] } = paused.request;
  const sent = Object.entries(headers)
    .filter(([name]) => !name.startsWith(':'))
    .map(([name, value]): [string, string] => [name, customSchemes.toElectron(value)]);
  const body = Buffer.concat(postDataEntries.map(({ bytes = '' }) => Buffer.from(bytes, 'base64')));
  const hasBody = method !== 'GET' && method !== 'HEAD' && body.length > 0;
  return new Request(details.url, { method, headers: sent, ...(hasBody ? { body } : {}) });
}
