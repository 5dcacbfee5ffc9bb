/**
 * What a request asks: one permission, or `all`, `any` and `not` of several.
 * `not` may only restrict inside an `all`, so that no query is true of a key that holds nothing.
 */
import { KeywrightError } from '../error/keywright-error.ts';
import { type Ask, type Grant, grantCovers, parseAsk } from './grant.ts';

export type PermissionQuery =
  | { readonly kind: 'ask'; readonly ask: Ask }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly PermissionQuery[] }
  | { readonly kind: 'not'; readonly part: PermissionQuery };

export const MAX_QUERY_DEPTH = 8;
export const MAX_QUERY_NODES = 64;

interface Position {
  readonly depth: number;
  /** Shared by all parts of one query. */
  readonly budget: { nodes: number };
  readonly isInAll: boolean;
}

/** Reads a query from its JSON form; an array means all. Throws usage/invalid-permission. */
export function parsePermissionQuery(json: unknown): PermissionQuery {
  const root = Array.isArray(json) ? { all: json } : json;
  return parseNode(root, { depth: 1, budget: { nodes: 0 }, isInAll: false });
}

function parseNode(json: unknown, at: Position): PermissionQuery {
  at.budget.nodes += 1;
  if (at.depth > MAX_QUERY_DEPTH) throw invalid(`deeper than ${MAX_QUERY_DEPTH} levels`);
  if (at.budget.nodes > MAX_QUERY_NODES) throw invalid(`more than ${MAX_QUERY_NODES} parts`);
  if (typeof json === 'string') return { kind: 'ask', ask: parseAsk(json) };
  const [operator, operand] = singleProperty(json);
  const below = { ...at, depth: at.depth + 1, isInAll: operator === 'all' };
  if (operator === 'not') {
    if (!at.isInAll) throw invalid('"not" may only stand inside an "all"');
    return { kind: 'not', part: parseNode(operand, below) };
  }
  if (!Array.isArray(operand) || operand.length === 0) {
    throw invalid(`"${operator}" takes a list with at least one part`);
  }
  const parts = operand.map((part) => parseNode(part, below));
  if (parts.every((part) => part.kind === 'not')) {
    throw invalid('an "all" needs a part that grants');
  }
  return { kind: operator, parts };
}

function singleProperty(json: unknown): ['all' | 'any' | 'not', unknown] {
  const entries = json !== null && typeof json === 'object' ? Object.entries(json) : [];
  const [first] = entries;
  if (entries.length !== 1 || first === undefined)
    throw invalid('a part is a name, all, any or not');
  const [operator, operand] = first;
  if (operator !== 'all' && operator !== 'any' && operator !== 'not') {
    throw invalid('a part is a name, all, any or not');
  }
  return [operator, operand];
}

/** Whether the grants satisfy the query. */
export function grantsSatisfy(grants: readonly Grant[], query: PermissionQuery): boolean {
  switch (query.kind) {
    case 'ask':
      return grants.some((grant) => grantCovers(grant, query.ask));
    case 'all':
      return query.parts.every((part) => grantsSatisfy(grants, part));
    case 'any':
      return query.parts.some((part) => grantsSatisfy(grants, part));
    case 'not':
      return !grantsSatisfy(grants, query.part);
  }
}

function invalid(why: string): KeywrightError {
  return new KeywrightError('usage/invalid-permission', `Permission query: ${why}`);
}
