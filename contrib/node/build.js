// SPDX-License-Identifier: Apache-2.0
// Compiles addon.c with the C compiler; the headers are those that lie beside node, or $NODE_INCLUDE.
'use strict';

const { execFileSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const path = require('node:path');

const beside = path.join(path.dirname(process.execPath), '..', 'include');
const include = [process.env.NODE_INCLUDE, path.join(beside, 'node'), path.join(beside, 'nodejs', 'src')]
	.find((folder) => folder && existsSync(path.join(folder, 'node_api.h')));
if (!include) {
	console.error('smimelint: node_api.h is not beside node: set NODE_INCLUDE to its folder, or install libnode-dev');
	process.exit(1);
}
const flags = (what) => execFileSync('pkg-config', [what, 'smimelint'], { encoding: 'utf8' }).split(/\s+/).filter(Boolean);
const compiler = (process.env.CC || 'cc').split(/\s+/);
execFileSync(compiler[0], [...compiler.slice(1), '-std=c11', '-O2', '-Wall', '-Wextra', '-fPIC', '-shared', `-I${include}`, ...flags('--cflags'),
	path.join(__dirname, 'addon.c'), '-o', path.join(__dirname, 'smimelint.node'), ...flags('--libs')], { stdio: 'inherit' });
