// Starts planWork.ts in a worker thread. On Node 20 a thread does not take TypeScript from its parent's flags, so it is
// registered here.
import { register } from 'tsx/esm/api';

register();
await import('./planWork.ts');
