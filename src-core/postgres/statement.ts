/** One SQL statement. The name has the server keep its plan: it is parsed once a connection, and never again. */
import { hash } from 'node:crypto';

export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Named by its text, so that two statements never share a name. Values are `$1`, `$2`, …, never part of the text. */
export function statement(text: string): Statement {
  return { name: `kw_${hash('sha256', text, 'hex').slice(0, 24)}`, text };
}
