import { beforeEach, describe, expect, it } from 'vitest';
import { CustomSchemes } from '../network/custom-schemes.ts';
import { matchesUrl, WebRequest } from '../network/web-request.ts';

describe('CustomSchemes', () => {
  let schemes: CustomSchemes;

  beforeEach(() => {
    schemes = new CustomSchemes();
    schemes.add('app');
  });

  it('translates a URL of the app there and back, and leaves all others alone', () => {
    for (const url of ['app://keywright/index.html?a=1#b', 'app://keywright/', 'app://k']) {
      expect(schemes.toElectron(schemes.toChromium(url))).toBe(url);
    }
    expect(schemes.toChromium('app://k/x')).toBe('https://k.app.electron.invalid/x');
    for (const url of ['https://example.com/', 'other://k/x', 'data:text/html,x', 'about:blank']) {
      expect([schemes.toChromium(url), schemes.toElectron(url)]).toEqual([url, url]);
    }
  });

  it('translates the sources of a content security policy', () => {
    const policy =
      "default-src 'none'; img-src app: data:; connect-src app://keywright https://x.example";
    expect(schemes.policyToChromium(policy)).toBe(
      "default-src 'none'; img-src https://*.app.electron.invalid data:; connect-src https://keywright.app.electron.invalid https://x.example",
    );
  });
});

describe('WebRequest', () => {
  it('asks only the listener whose filter fits, and takes silence for no change', async () => {
    const webRequest = new WebRequest();
    webRequest.onBeforeRequest({ urls: ['https://*.example/*'] }, (_details, callback) =>
      callback({ cancel: true }),
    );
    expect(await webRequest.ask('onBeforeRequest', { url: 'https://a.example/x' })).toEqual({
      cancel: true,
    });
    expect(await webRequest.ask('onBeforeRequest', { url: 'https://a.test/x' })).toEqual({});
    webRequest.onBeforeRequest(null);
    expect(webRequest.has('onBeforeRequest', 'https://a.example/x')).toBe(false);
  });

  it('reads a dot in a pattern as a dot', () => {
    expect(matchesUrl('https://a.b/*', 'https://a.b/c')).toBe(true);
    expect(matchesUrl('https://a.b/*', 'https://axb/c')).toBe(false);
    expect(matchesUrl('<all_urls>', 'anything')).toBe(true);
  });
});
