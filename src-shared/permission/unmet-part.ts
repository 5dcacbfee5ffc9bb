/** Which part of a permission query the grants do not satisfy, in words; for explanations. */
import { type Ask, type Grant, grantCovers } from './grant.ts';
import { grantsSatisfy, type PermissionQuery } from './permission-query.ts';

/** The first unsatisfied part, such as `invoices.write is not granted`; null where the grants satisfy the query. */
export function describeUnmetPart(grants: readonly Grant[], query: PermissionQuery): string | null {
  if (grantsSatisfy(grants, query)) return null;
  switch (query.kind) {
    case 'ask':
      return `${formatAsk(query.ask)} is not granted`;
    case 'all':
      return query.parts.map((part) => describeUnmetPart(grants, part)).find(isText) ?? null;
    case 'any':
      return `none of ${query.parts.length} alternatives is granted: ${asksOf(query).join(', ')}`;
    case 'not':
      return `${asksOf(query.part).join(', ')} is granted and was excluded`;
  }
}

/** Positions of the grants that cover a permission of the query, each once, in order. */
export function coveringGrants(
  grants: readonly Grant[],
  query: PermissionQuery,
): readonly number[] {
  const asks = positiveAsks(query);
  return grants.flatMap((grant, index) =>
    asks.some((ask) => grantCovers(grant, ask)) ? [index] : [],
  );
}

function positiveAsks(query: PermissionQuery): readonly Ask[] {
  if (query.kind === 'ask') return [query.ask];
  return query.kind === 'not' ? [] : query.parts.flatMap(positiveAsks);
}

function asksOf(query: PermissionQuery): readonly string[] {
  if (query.kind === 'ask') return [formatAsk(query.ask)];
  return query.kind === 'not' ? asksOf(query.part) : query.parts.flatMap(asksOf);
}

function formatAsk({ segments, resource }: Ask): string {
  const name = segments.join('.');
  return resource === null ? name : `${name}@${resource}`;
}

function isText(value: string | null): value is string {
  return value !== null;
}
