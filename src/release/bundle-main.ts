import { writeBundle } from './bundle.ts';

const file = process.argv[2] ?? 'dist/radar.js';
process.stdout.write(`${file}: ${await writeBundle(file)} bytes\n`);
