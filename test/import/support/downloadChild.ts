/** Downloads in a process of its own, so that it can be killed. Arguments: the address, the folder. */
import { downloadExtract } from '../../../server/import/download/downloadExtract.ts';

const [address, folder] = process.argv.slice(2);
await downloadExtract(new URL(address), folder, { waitsMs: [] });
