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

/** A name as C has it, which ends at the first NUL; undefined and null: none. */
function name(value) {
	if (value !== undefined && value !== null && (typeof value !== 'string' || value.includes('\0')))
		throw new TypeError('a name is text without NUL');
	return value;
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

	/** A certificate whose status CRLs and OCSP responses may tell. */
	addCertificate(der) {
		this.#add('certificate', octets('certificate', der));
	}

	/** A CRL or an OCSP response of before. */
	addPrevious(der) {
		this.#add('previous', octets('previous', der));
	}

	/** The certificate of an OCSP responder, for responses that leave it out. */
	addResponder(der) {
		this.#add('responder', octets('responder', der));
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

	addEvidence(called, json) {
		this.#add('evidence', doc('evidence', json), name(String(called)));
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
		for (const number of [index, line])
			if (!Number.isSafeInteger(number) || number < 0)
				throw new TypeError('source: index and line are whole numbers from 0 on');
		return ask(addon.lintJson, this.#handle, octets('certificate', der), name(path), index, name(format), line);
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
