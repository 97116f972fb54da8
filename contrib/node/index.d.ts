// SPDX-License-Identifier: Apache-2.0
export type Octets = Uint8Array | ArrayBuffer;
export type Level = 'pass' | 'upcoming' | 'notice' | 'warning' | 'error' | 'out-of-scope' | 'unreadable';
export type Options = string | { [name: string]: string | number | boolean | string[] | null };

export interface Finding {
	rule: string;
	severity: Level;
	state: 'new' | 'known' | 'waived';
	section: string;
	/** The section with its document: "SBR 7.1.2.3.e". */
	citation: string;
	/** "2023-09-01"; null: always. */
	since: string | null;
	message: string;
	value: string | null;
	path: string | null;
	offset: number | null;
	length: number | null;
	reading: string | null;
	waiver: string | null;
	record: { file: string; line: number; id: string | null } | null;
	basis: string | null;
}

export interface Source {
	path?: string;
	index?: number;
	format?: string;
	line?: number;
}

export interface Rule {
	id: string;
	source: string;
	section: string;
	citation: string;
	title: string;
	requires: string;
	explanation: string;
	remedy: string;
}

export interface Option {
	name: string;
	value: string;
	words: string[];
	default: string | null;
	repeats: boolean;
	text: string;
}

export class Result implements Iterable<Finding> {
	readonly status: Level;
	readonly findings: Finding[];
	[Symbol.iterator](): Iterator<Finding>;
}

export class SmimelintError extends Error {
	readonly code: 'MEMORY' | 'OPTION' | 'CLOSED' | 'OTHER';
}

export class Linter {
	constructor(options?: Options);
	addIssuer(der: Octets): void;
	addCaProfile(json: string | Octets): void;
	addWaivers(json: string | Octets, day: Date): void;
	addBaseline(json: string | Octets): void;
	addEvidence(name: string, json: string | Octets): void;
	addPerspectives(json: string | Octets): void;
	addPsl(text: string | Octets): void;
	addWeakKeys(list: string | Octets): void;
	lint(der: Octets): Result;
	lintJson(der: Octets, source?: Source): string;
	close(): void;
}

export function lint(der: Octets, options?: Options): Result;
export function options(): Option[];
export function rule(id: string): Rule | null;
export function rules(): Rule[];
export function version(): string;
