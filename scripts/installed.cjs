/**
 * Loaded before a script of ours, it ends with one sentence where the packages are not there yet, instead of with a stack; and has Node
 * keep what it makes of our source, so that only what was edited is made again. It may run on whatever Node the machine has, so its syntax
 * is old, and it needs no package.
 */
'use strict';

const fs = require('fs');
const { enableCompileCache } = require('module');
const path = require('path');

/** The first version of each line that the tools run on; `engines` in package.json says the same to npm. */
const floors = { 20: 19, 22: 12 };
/** The first major that Wirebench itself runs on. npm brings one, if it has it for this machine. */
const ownMajor = 24;

/** @param {string} version Of Node, such as `20.19.0`. */
function isSupported(version) {
  const [major, minor] = version.split('.').map(Number);
  return major >= 24 || minor >= floors[major];
}

// npm writes this file when all else is in place.
if (!fs.existsSync(path.join(__dirname, '..', 'node_modules', '.package-lock.json'))) {
  const { node } = process.versions;
  process.stderr.write(
    isSupported(node)
      ? 'The packages that Wirebench needs are not installed, or only in part. Run npm ci first.\n'
      : `Wirebench needs Node 20.19, 22.12, or 24 and later, and this is Node ${node}. Install a newer one (https://nodejs.org), then run npm ci.\n`,
  );
  process.exit(1);
}

if (Number(process.versions.node.split('.')[0]) < ownMajor) {
  process.stderr.write(
    `Wirebench runs on Node ${ownMajor} or later. npm has none for ${process.platform}-${process.arch}, and this is Node ${process.versions.node}. Install a newer one (https://nodejs.org), then try again.\n`,
  );
  process.exit(1);
}

// Types stripped and code compiled, each by the content of its file, so nothing old is ever run. In a folder that goes with the packages:
// in the system's temporary one, which is Node's choice, another user could put code in our way.
if (enableCompileCache) enableCompileCache(path.join(__dirname, '..', 'node_modules', '.cache', 'node'));
