// SPDX-License-Identifier: Apache-2.0
'use strict';

const addon = require('./smimelint.node');

const DAY = 86400000;

/** What the library refused; code is MEMORY, OPTION, CLOSED or OTHER. */
class SmimelintError extends Error {
	constructor(error) {
		super(error.message, { cause: error });
		this.name = 'SmimelintError';
		this.code = error.code;
	}
}

/** Calls the addon; what it throws becomes ours, but for what is wrong of the types. */
function ask(call, ...values) {
	try {
		return call(...values);
	} catch (error) {
		throw error instanceof TypeError ? error : new SmimelintError(error);
	}
}

function octets(what, value) {
	if (value instanceof Uint8Array) // what other threads may change meanwhile is copied
		return value.buffer instanceof SharedArrayBuffer ? value.slice() : value;
	if (value instanceof ArrayBuffer)
		return new Uint8Array(value);
	throw new TypeError(`${what}: a Uint8Array is expected`);
}

function doc(what, value) {
	return typeof value === 'string' ? new TextEncoder().encode(value) : octets(what, value);
}

/** A finding as users see it: its day is a text. */
function finding(f) {
	if (f.since !== null)
		f.since = new Date(f.since * DAY).toISOString().slice(0, 10);
	return f;
}

/** The findings of one certificate, and its status: the worst severity, out-of-scope or unreadable. */
class Result {
	constructor(raw) {
		this.status = raw.status;
		this.findings = raw.findings.map(finding);
	}

	[Symbol.iterator]() {
		return this.findings[Symbol.iterator]();
	}
}

/** Options, issuers and what else stands beside the certificates. */
class Linter {
	#handle;

	/** options: an object, or JSON text, as options() lists them. */
	constructor(options) {
		this.#handle = ask(addon.create);
		if (options !== undefined)
			this.#add('options', doc('options', typeof options === 'string' ? options : JSON.stringify(options) ?? ''));
	}

	#add(what, value, extra) {
		ask(addon.add, this.#handle, what, value, extra);
	}

	addIssuer(der) {
		this.#add('issuer', octets('issuer', der));
	}

	addCaProfile(json) {
		this.#add('ca-profile', doc('CA profile', json));
	}

	/** day: a Date, whose day in UTC counts. */
	addWaivers(json, day) {
		if (!(day instanceof Date) || Number.isNaN(day.getTime()))
			throw new TypeError('waivers: a Date is expected');
		this.#add('waivers', doc('waivers', json), Math.floor(day.getTime() / DAY));
	}

	addBaseline(json) {
		this.#add('baseline', doc('baseline', json));
	}

	addEvidence(name, json) {
		this.#add('evidence', doc('evidence', json), String(name));
	}

	addPerspectives(json) {
		this.#add('perspectives', doc('perspectives', json));
	}

	addPsl(text) {
		this.#add('psl', doc('Public Suffix List', text));
	}

	addWeakKeys(list) {
		this.#add('weak-keys', doc('weak keys', list));
	}

	lint(der) {
		return new Result(ask(addon.lint, this.#handle, octets('certificate', der)));
	}

	/** One JSON object, octet for octet a line of the command's ndjson report. */
	lintJson(der, { path, index = 0, format, line = 0 } = {}) {
		return ask(addon.lintJson, this.#handle, octets('certificate', der), path, index, format, line);
	}

	close() {
		addon.free(this.#handle);
	}
}

let plain;

/** Lints one certificate; for more than one with options, make a Linter. */
function lint(der, options) {
	if (options === undefined)
		return (plain ??= new Linter()).lint(der);
	const linter = new Linter(options);
	try {
		return linter.lint(der);
	} finally {
		linter.close();
	}
}

const rules = () => addon.rules();
const rule = (id) => rules().find((r) => r.id === id) ?? null;
const options = () => addon.options();
const version = () => addon.version();

module.exports = { Linter, Result, SmimelintError, lint, options, rule, rules, version };
