/** All Markdown of the repository: links lead somewhere, and no page names a machine or a registry. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

const REQUIRED_PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  'LICENSE',
  'docs/architecture.md',
  'docs/audit-log.md',
  'docs/cli.md',
  'docs/dependencies.md',
  'docs/errors.md',
  'docs/key-format.md',
  'docs/testing.md',
  'docs/vault-format.md',
];

interface Page {
  readonly path: string;
  readonly text: string;
}

function pages(): Page[] {
  const inDocs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' });
  const paths = [...readdirSync(root), ...inDocs.map((name) => `docs/${name}`)];
  return paths
    .filter((path) => path.endsWith('.md'))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

const withoutCode = (text: string): string =>
  text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '');

/** Targets of inline links, images and reference definitions. */
function linksOf({ text }: Page): string[] {
  const prose = withoutCode(text);
  const inline = prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g);
  const defined = prose.matchAll(/^\s{0,3}\[[^\]]+\]:\s*<?(\S+?)>?\s*$/gm);
  return [...inline, ...defined].map((match) => match[1] as string);
}

/** Anchors as GitHub forms them from headings. */
function anchorsOf(text: string): Set<string> {
  const seen = new Map<string, number>();
  const headings = text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').matchAll(/^#{1,6}\s+(.+?)\s*$/gm);
  return new Set(
    Array.from(headings, (match) => {
      const words = (match[1] as string).replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
      const slug = words.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
      const times = seen.get(slug) ?? 0;
      seen.set(slug, times + 1);
      return times === 0 ? slug : `${slug}-${times}`;
    }),
  );
}

function deadLinks(page: Page): string[] {
  return linksOf(page)
    .filter((link) => !/^[a-z][a-z0-9+.-]*:/i.test(link))
    .filter((link) => !leadsSomewhere(page, link))
    .map((link) => `${page.path}: ${link}`);
}

function leadsSomewhere(page: Page, link: string): boolean {
  const [path = '', anchor] = decodeURIComponent(link).split('#');
  if (path === '') return anchorsOf(page.text).has(anchor ?? '');
  const target = resolve(root, dirname(page.path), path);
  if (relative(root, target).startsWith('..') || !existsSync(target)) return false;
  if (anchor === undefined || !target.endsWith('.md') || statSync(target).isDirectory())
    return true;
  return anchorsOf(readFileSync(target, 'utf8')).has(anchor);
}

/** Paths of one machine, and hosts of package registries: a page that names one is wrong everywhere else. */
const FOREIGN =
  /(?:^|[\s"'`(=:])(\/(?:work|root)(?=[/\s`"').,:;]|$)[^\s`"')]*|\/home\/[a-z][\w.-]*\/[^\s`"')]*)|\b((?:registry|mirror|proxy|npm|artifactory|nexus)\.[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}|registry\.[a-z0-9-]+\.[a-z]{2,})\b/gm;

function foreignPlaces(page: Page): string[] {
  return Array.from(
    page.text.matchAll(FOREIGN),
    (match) => `${page.path}: ${match[1] ?? match[2]}`,
  );
}

const all = pages();

describe('the pages', () => {
  it('are all there', () => {
    expect(REQUIRED_PAGES.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('have no dead relative link', () => {
    expect(all.flatMap(deadLinks)).toEqual([]);
  });

  it('name no path of a machine and no host of a registry', () => {
    expect(all.flatMap(foreignPlaces)).toEqual([]);
  });

  it('have one first heading each', () => {
    const odd = all.filter(({ text }) => {
      const headings = text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').match(/^# .+$/gm) ?? [];
      return !text.startsWith('# ') || headings.length !== 1;
    });
    expect(odd.map(({ path }) => path)).toEqual([]);
  });

  it('are checked by something that can fail (control)', () => {
    const text = [
      '# Planted',
      '[gone](absent.md) [up](../../etc/passwd) [here](#planted) [there](#absent) `[code](x.md)`',
      '[page](docs/key-format.md#checksum) [anchor](docs/key-format.md#no-such) <https://a.example>',
      '[ref]: docs/absent.md',
      'See /root/x, /work/main/y, `/home/ann/z` and registry.npmjs.org; /workers and /v1/verify are fine.',
    ].join('\n\n');
    const planted = { path: 'planted.md', text };
    expect(deadLinks(planted)).toEqual([
      'planted.md: absent.md',
      'planted.md: ../../etc/passwd',
      'planted.md: #absent',
      'planted.md: docs/key-format.md#no-such',
      'planted.md: docs/absent.md',
    ]);
    expect(foreignPlaces(planted)).toEqual([
      'planted.md: /root/x,',
      'planted.md: /work/main/y,',
      'planted.md: /home/ann/z',
      'planted.md: registry.npmjs.org',
    ]);
  });
});
