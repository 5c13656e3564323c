import { shiftClock } from './journeyClock.ts';

// Loaded before the program under test: its days are the journey's, whatever day it is.
shiftClock(Number(process.env.JOURNEY_SHIFT_MS ?? 0));
