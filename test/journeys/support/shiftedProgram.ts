import { shiftClock } from './journeyClock.ts';

// Loaded before the program under test: its days are the journey's, whatever day it is, and it ends with whoever started it.
shiftClock(Number(process.env.JOURNEY_SHIFT_MS ?? 0));
process.stdin.on('end', () => process.exit(1)).resume();
