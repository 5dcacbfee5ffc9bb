/**
 * What a key or role holds: a dotted name with wildcards, optionally bound to a resource (docs/cli.md, "Permissions").
 *   grant = name [ "@" resource ];  name = seg { "." seg } [ "." "**" ] | "**";  seg = "*" | lower { lower | digit | "-" | "_" }
 * Deny unless granted; a grant without a resource covers every resource.
 */

import { clip } from '../error/clip.ts';
import { KeywrightError } from '../error/keywright-error.ts';

export interface Grant {
  readonly segments: readonly string[];
  /** The name ends in `**`: any number of further segments, but at least one unless the name is `**` alone. */
  readonly isDeep: boolean;
  /** Null covers every resource. */
  readonly resource: string | null;
}

/** One concrete permission that a request asks for. */
export interface Ask {
  readonly segments: readonly string[];
  readonly resource: string | null;
}

export const MAX_PERMISSION_LENGTH = 256;
const SEGMENT = /^[a-z][a-z0-9_-]*$/;
const RESOURCE = /^[A-Za-z0-9._:/-]{1,64}$/;

/** Reads a grant. Throws usage/invalid-permission, naming what is wrong. */
export function parseGrant(text: string): Grant {
  const { name, resource } = splitResource(text);
  if (name === '**') return { segments: [], isDeep: true, resource: grantResource(resource, text) };
  const isDeep = name.endsWith('.**');
  const segments = (isDeep ? name.slice(0, -3) : name).split('.');
  for (const segment of segments) {
    if (segment !== '*' && !SEGMENT.test(segment)) throw invalid(text, explainSegment(segment));
  }
  return { segments, isDeep, resource: grantResource(resource, text) };
}

/** Reads what a request asks for: a name without wildcards. Throws usage/invalid-permission. */
export function parseAsk(text: string): Ask {
  const { name, resource } = splitResource(text);
  const segments = name.split('.');
  for (const segment of segments) {
    if (segment === '*' || segment === '**')
      throw invalid(text, 'a request asks without wildcards');
    if (!SEGMENT.test(segment)) throw invalid(text, explainSegment(segment));
  }
  if (resource !== null && !RESOURCE.test(resource)) throw invalid(text, RESOURCE_RULE);
  return { segments, resource };
}

/** Whether the grant covers the ask. */
export function grantCovers(grant: Grant, ask: Ask): boolean {
  return segmentsCover(grant, ask.segments) && resourceCovers(grant.resource, ask.resource);
}

function segmentsCover(grant: Grant, asked: readonly string[]): boolean {
  const held = grant.segments;
  const isLongEnough = grant.isDeep ? asked.length > held.length : asked.length === held.length;
  return (
    isLongEnough && held.every((segment, index) => segment === '*' || segment === asked[index])
  );
}

function resourceCovers(held: string | null, asked: string | null): boolean {
  if (held === null) return true;
  if (asked === null) return false;
  return held.endsWith('*') ? asked.startsWith(held.slice(0, -1)) : held === asked;
}

const RESOURCE_RULE = 'a resource is 1 to 64 of A-Z a-z 0-9 . _ : / -';

function grantResource(resource: string | null, text: string): string | null {
  if (resource === null) return null;
  const stem = resource.endsWith('*') ? resource.slice(0, -1) : resource;
  const isStemValid = stem === '' ? resource === '*' : RESOURCE.test(stem);
  if (!isStemValid || resource.length > 64)
    throw invalid(text, `${RESOURCE_RULE}, and may end in *`);
  return resource;
}

function splitResource(text: string): { name: string; resource: string | null } {
  if (text.length === 0) throw invalid(text, 'it is empty');
  if (text.length > MAX_PERMISSION_LENGTH) {
    throw invalid(text, `it is longer than ${MAX_PERMISSION_LENGTH} characters`);
  }
  const at = text.indexOf('@');
  if (at === -1) return { name: text, resource: null };
  return { name: text.slice(0, at), resource: text.slice(at + 1) };
}

function explainSegment(segment: string): string {
  if (segment === '') return 'a segment between dots is empty';
  if (segment === '**') return '** may only stand at the end';
  return `"${clip(segment)}" is not a segment (a lower-case letter, then letters, digits, - or _)`;
}

function invalid(text: string, why: string): KeywrightError {
  return new KeywrightError('usage/invalid-permission', `Permission "${clip(text)}": ${why}`);
}
