import { drawCaughtBreakout } from './plot.ts';

process.stdout.write(drawCaughtBreakout());
