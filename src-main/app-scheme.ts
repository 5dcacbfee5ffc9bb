/** Serves the window's files under app://keywright/, and nothing outside their folder. */
import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { CONTENT_POLICY } from './content-policy.ts';

export const SCHEME = 'app';
export const ORIGIN = 'app://keywright';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** Answers a request with a file of the folder; anything else, encoded separators included, is not found. */
export async function answerAppRequest(request: Request, folder: string): Promise<Response> {
  const path = pathOf(request.url);
  if (path === null || request.method !== 'GET') return notFound();
  const file = join(folder, path);
  const type = TYPES[extname(file)];
  if (type === undefined || !file.startsWith(folder + sep)) return notFound();
  try {
    const headers = {
      'content-type': type,
      'content-security-policy': CONTENT_POLICY,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    };
    return new Response(await readFile(file), { headers });
  } catch {
    return notFound();
  }
}

/** Null: not an address of ours. Names are plain; a percent sign or backslash has no business in one. */
function pathOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, host, pathname } = new URL(address);
  if (protocol !== `${SCHEME}:` || host !== 'keywright') return null;
  if (!/^\/[A-Za-z0-9._/-]*$/.test(pathname) || pathname.includes('..')) return null;
  return pathname === '/' ? '/index.html' : pathname;
}

function notFound(): Response {
  return new Response('', { status: 404 });
}
