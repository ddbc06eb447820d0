/**
 * The script inside `wirebench.exe`, which is Node itself: runs the command line that lies beside it. It cannot import a file, but what it
 * requires can.
 */
'use strict';

const { createRequire } = require('node:module');

createRequire(process.execPath)('../resources/cli/start.cjs');
