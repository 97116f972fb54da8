// SPDX-License-Identifier: Apache-2.0
// The binding over the folder $CERTIFICATES: NN.der and expected.ndjson, what the command says of them.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');
const { Worker, isMainThread } = require('node:worker_threads');
const smimelint = require('.');

const folder = process.env.CERTIFICATES;
const names = fs.readdirSync(folder).filter((name) => name.endsWith('.der')).sort();
const der = names.map((name) => fs.readFileSync(path.join(folder, name)));
const expected = fs.readFileSync(path.join(folder, 'expected.ndjson'), 'utf8').trimEnd().split('\n');
const source = (i) => ({ path: names[i], format: 'der' });

function sameAsTheCommand() {
	const linter = new smimelint.Linter();
	assert.ok(names.length >= 20);
	assert.strictEqual(names.length, expected.length);
	der.forEach((octets, i) => assert.strictEqual(linter.lintJson(octets, source(i)), expected[i]));
	linter.close();
}

function latency() {
	const linter = new smimelint.Linter();
	for (const name of ['lint', 'lintJson']) {
		let best = Infinity;
		for (let i = 0; i < 50; i++) {
			const start = process.hrtime.bigint();
			for (const octets of der)
				linter[name](octets);
			best = Math.min(best, Number(process.hrtime.bigint() - start));
		}
		console.log(`node ${name}: ${(best / 1e3 / der.length).toFixed(1)} us a call`);
	}
}

if (!isMainThread) {
	for (let i = 0; i < 20; i++)
		sameAsTheCommand();
} else {
	test('JSON is the command\'s', sameAsTheCommand);

	test('findings are those of the JSON', () => {
		let found = 0;
		der.forEach((octets, i) => {
			const result = smimelint.lint(octets);
			const line = JSON.parse(expected[i]);
			assert.strictEqual(result.status, line.status);
			assert.strictEqual(result.findings.length, line.findings.length);
			[...result].forEach((finding, k) => {
				const { source: ignored, ...wanted } = line.findings[k];
				for (const name of Object.keys(wanted))
					assert.strictEqual(finding[name], wanted[name]);
				assert.ok(finding.citation.endsWith(finding.section));
				found++;
			});
		});
		assert.ok(found > 10);
	});

	test('garbage is unreadable and never clean', () => {
		for (const octets of [new Uint8Array(), Buffer.from('garbage'), new ArrayBuffer(7), der[0].subarray(0, 40)]) {
			const result = smimelint.lint(octets);
			assert.strictEqual(result.status, 'unreadable');
			assert.deepStrictEqual([...result].map((finding) => finding.severity), ['error']);
		}
	});

	test('what is no octets is refused', () => {
		for (const wrong of [undefined, null, 'text', 7, [1], {}, new Uint16Array(2)]) {
			assert.throws(() => smimelint.lint(wrong), TypeError);
			assert.throws(() => new smimelint.Linter().addIssuer(wrong), TypeError);
		}
		assert.throws(() => new smimelint.Linter().addWaivers('[]', 'today'), TypeError);
	});

	test('wrong options say where', () => {
		for (const [options, message] of [
			[{ at: 'soon' }, '1: /at: "soon" is no date YYYY-MM-DD'], [{ colour: 'red' }, '1: /colour: there is no such option'],
			['[]', '1: /: an object is expected'], [null, '1: /: an object is expected'],
		])
			assert.throws(() => new smimelint.Linter(options), { name: 'SmimelintError', code: 'OPTION', message });
		assert.strictEqual(smimelint.lint(der[0], { 'max-certificate': 64 }).status, 'unreadable');
	});

	test('documents are refused whole', () => {
		const linter = new smimelint.Linter();
		for (const add of [
			() => linter.addIssuer(Buffer.from('garbage')), () => linter.addCertificate(new Uint8Array()),
			() => linter.addPrevious(Buffer.from('garbage')), () => linter.addResponder(Buffer.from('garbage')),
			() => linter.addCaProfile('{'), () => linter.addBaseline('{'),
			() => linter.addWaivers('{', new Date()), () => linter.addPsl(''),
		])
			assert.throws(add, { code: 'OPTION' });
		for (const garbage of ['garbage', '{', '[1]', '{}\n{', '\0'])
			assert.throws(() => new smimelint.Linter().addEvidence('records', garbage), { code: 'OPTION', message: /^records:[12]: no validation/ });
	});

	test('a baseline makes findings known', () => {
		const linter = new smimelint.Linter();
		linter.addBaseline(expected.join('\n'));
		der.forEach((octets, i) => assert.ok(!linter.lintJson(octets, source(i)).includes('"state":"new"')));
		assert.throws(() => linter.addPsl('example'), { code: 'OTHER', message: 'a linter that has linted takes nothing more' });
		linter.close();
		linter.close();
		assert.throws(() => linter.lint(der[0]), { code: 'CLOSED' });
	});

	test('threads have linters of their own', async () => {
		await Promise.all([1, 2, 3, 4].map(() => new Promise((done, failed) => {
			new Worker(__filename).on('error', failed).on('exit', (code) => code === 0 ? done() : failed(new Error(`exit ${code}`)));
		})));
	});

	test('lists', () => {
		assert.ok(smimelint.rules().length > 800);
		assert.strictEqual(smimelint.rule('sbr.key-usage.rsa-bits').citation, 'SBR 7.1.2.3.e');
		assert.strictEqual(smimelint.rule('no.such.rule'), null);
		assert.match(smimelint.version(), /^\d+\.\d+\.\d+$/);
		for (const option of smimelint.options())
			if (option.default !== null)
				new smimelint.Linter({ [option.name]: option.default }).close();
	});

	test('memory stays, closed or out of use', async () => {
		for (const close of [true, false]) {
			const work = async (rounds) => {
				for (let i = 0; i < rounds; i++) {
					for (let k = 0; k < 25; k++) {
						const linter = new smimelint.Linter();
						linter.lint(der[0]);
						if (close)
							linter.close();
					}
					globalThis.gc();
					await new Promise(setImmediate); // what is out of use is freed between turns
				}
			};
			await work(4);
			const before = process.memoryUsage.rss();
			await work(12);
			assert.ok(process.memoryUsage.rss() - before < 16 << 20);
		}
	});

	test.after(latency);
}
