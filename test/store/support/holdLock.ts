/** Run as a process of its own: takes the lock of the file named, says "held" and keeps it until it is ended. */
import { takeFileLock } from '../../../server/store/fileLock.ts';

console.log(takeFileLock(process.argv[2]) ? 'held' : 'taken');
setInterval(() => {}, 1000);
