/** First code of a utility process: nothing but the cache may be imported before it is in use. */
import { useCompileCache } from '../launch/compile-cache.ts';

useCompileCache();
await import('./utility-start.ts');
