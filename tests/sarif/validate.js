// Judges SARIF files by the published schema:  node validate.js MODULES FILE...
// MODULES is the folder into which npm installed @microsoft/jest-sarif, which carries the schema, and ajv.
'use strict';
const fs = require('fs');
const path = require('path');
const [modules, ...files] = process.argv.slice(2);
const Ajv = require(path.join(modules, 'ajv'));
const ajv = new Ajv({ schemaId: 'id', meta: false, allErrors: true, unknownFormats: 'ignore' });
ajv.addMetaSchema(require(path.join(modules, 'ajv/lib/refs/json-schema-draft-04.json')));
const validate = ajv.compile(require(path.join(modules, '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')));
let bad = 0;

const judge = (text) => validate(JSON.parse(text));
for (const file of files) {
	const text = fs.readFileSync(file, 'utf8');
	const log = JSON.parse(text);
	if (!judge(text)) {
		bad++;
		console.log(`${file}:`);
		for (const e of validate.errors.slice(0, 10))
			console.log(`  ${e.dataPath}: ${e.message}`);
	} else {
		console.log(`${file}: valid, ${log.runs[0].results.length} results, ${log.runs[0].tool.driver.rules.length} rules`);
	}
	// A judge that takes everything is none.
	for (const damage of [
		(l) => { l.version = '2.0.0'; },
		(l) => { delete l.runs[0].tool.driver.name; },
		(l) => { l.runs[0].results.push({ ruleId: 'x' }); },
		(l) => { l.runs[0].results.push({ message: { text: 'x' }, level: 'fatal' }); },
		(l) => { l.runs[0].tool.driver.rules[0].help.html = 'x'; },
	]) {
		const broken = JSON.parse(text);
		damage(broken);
		if (validate(broken)) {
			bad++;
			console.log(`${file}: damaged, and still valid: ${damage}`);
		}
	}
}
process.exit(bad ? 1 : 0);
