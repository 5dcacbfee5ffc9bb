/**
 * Chromium knows no `app://`, and a page of an unknown scheme is no secure context. So `app://host/path` travels as
 * `https://host.app.electron.invalid/path`: secure, its own origin, and by RFC 6761 never resolvable. Everything the app sees has
 * the `app://` form.
 */
const SUFFIX = '.electron.invalid';
const EMPTY_HOST = 'x-empty';

export class CustomSchemes {
  readonly #schemes = new Set<string>();

  add(scheme: string): void {
    this.#schemes.add(scheme.toLowerCase());
  }

  /** The URL Chromium is given; any other URL stays as it is. */
  toChromium(url: string): string {
    const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(url);
    const [, scheme = '', host = '', rest = ''] = match ?? [];
    if (!this.#schemes.has(scheme.toLowerCase())) return url;
    return `https://${host || EMPTY_HOST}.${scheme.toLowerCase()}${SUFFIX}${rest}`;
  }

  /** The URL the app is told. */
  toElectron(url: string): string {
    const [, host = '', rest = ''] = /^https:\/\/([^/?#]*)(.*)$/.exec(url) ?? [];
    if (!host.endsWith(SUFFIX)) return url;
    const inner = host.slice(0, -SUFFIX.length);
    const dot = inner.lastIndexOf('.');
    const name = inner.slice(0, dot);
    return `${inner.slice(dot + 1)}://${name === EMPTY_HOST ? '' : name}${rest}`;
  }

  /** Sources such as `app:` and `app://host` in a content security policy, as Chromium must read them. */
  policyToChromium(policy: string): string {
    const source = /(^|[\s;])([a-z][a-z0-9+.-]*):(?:\/\/([\w.*-]+))?(?=[\s;/]|$)/gi;
    return policy.replace(source, (...match: (string | undefined)[]) => {
      const [whole = '', before = '', scheme = '', host = '*'] = match;
      if (!this.#schemes.has(scheme.toLowerCase())) return whole;
      return `${before}https://${host}.${scheme.toLowerCase()}${SUFFIX}`;
    });
  }
}

export const customSchemes = new CustomSchemes();
