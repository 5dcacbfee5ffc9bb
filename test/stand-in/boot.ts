/** What the `electron` script runs: nothing but the cache may be imported before it is in use. */
import { useCompileCache } from './launch/compile-cache.ts';

useCompileCache();
await import('./start.ts');
