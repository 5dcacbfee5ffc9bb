/** The feed that the package was made with. A package without one, and the program run from its sources, never look for updates. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const updateFeedSchema = z.strictObject({
  /** Ends with a slash. */
  url: z.url({ protocol: /^https$/ }),
  /** Ed25519, SPKI in base64. */
  publicKey: z.base64(),
});
export type UpdateFeed = z.infer<typeof updateFeedSchema>;

/** Null: there is none, or it cannot be read. */
export function readUpdateFeed(file: string): UpdateFeed | null {
  try {
    return updateFeedSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}
