"use strict";
/*
 * Search, sorting, filters and the decoded view of the HTML report.  Text of
 * certificates becomes text nodes only.
 */
(() => {
	const LEVELS = ["pass", "upcoming", "notice", "warning", "error", "out-of-scope", "unreadable"];
	const SIGNS = ["\u2713", "\u2192", "\u25CF", "\u25B2", "\u2715", "\u2013", "?"];
	const SHOWN = [6, 4, 3, 2, 0, 5];		/* statuses, the worst first */
	/* Places in a row and in a finding, as html.c writes them. */
	const [NUMBER, STATUS, PATH, INDEX, LINE, ISSUER, SHA256, SERIAL, SUBJECT, PROFILE, KIND, PROFILE_FROM, FROM, TO, MAILBOXES, JUDGED, COUNT, FINDINGS] = Array(18).keys();
	const [SEVERITY, RULE, STATE, VALUE, WHERE, OFFSET, LENGTH, SINCE, READING, RECORD, BASIS] = Array(11).keys();
	const PAGE = 100, HEX_MAX = 65536;

	const by = (id) => document.getElementById(id);
	const number = (n) => n.toLocaleString("en-US");

	/* An element with properties, and what stands in it. */
	function el(name, properties, ...inside) {
		const e = document.createElement(name);
		for (const [key, value] of Object.entries(properties || {}))
			if (key.includes("-") || key === "role" || key === "colspan" || key === "scope") e.setAttribute(key, value);
			else e[key] = value;
		e.append(...inside.filter((x) => x !== null && x !== undefined && x !== ""));
		return e;
	}

	/* Makes a button of an element that has to look like what it is: browsers do not repeat real ones on each printed page. */
	function pressable(e, press) {
		e.tabIndex = 0;
		e.setAttribute("role", "button");
		e.addEventListener("click", press);
		e.addEventListener("keydown", (event) => {
			if (event.key !== "Enter" && event.key !== " ") return;
			event.preventDefault();
			press();
		});
		return e;
	}

	const bytes = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

	async function unpack(id) {
		const stream = new Blob([bytes(by(id).textContent)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
		return (await new Response(stream).text()).split("\n").filter((line) => line !== "");
	}

	function chip(level, text) {
		return el("span", { className: "chip s-" + LEVELS[level] }, el("span", { "aria-hidden": "true" }, SIGNS[level]), " " + text);
	}

	/* ---- tables that are there without the data ---- */

	function sortable(table) {
		const heads = [...table.tHead.rows[0].cells];
		const key = (row, i) => {
			const cell = row.cells[i];
			return cell.dataset.v !== undefined ? Number(cell.dataset.v) : cell.textContent;
		};
		heads.forEach((head, i) => {
			if (head.classList.contains("plain")) return;
			head.append(pressable(el("span", {}, ...head.childNodes), () => {
				const down = head.getAttribute("aria-sort") === null ? head.classList.contains("n") : head.getAttribute("aria-sort") === "ascending";
				const rows = [...table.tBodies[0].rows].map((row) => [key(row, i), row]);
				rows.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0) * (down ? -1 : 1));
				heads.forEach((h) => h.removeAttribute("aria-sort"));
				head.setAttribute("aria-sort", down ? "descending" : "ascending");
				table.tBodies[0].append(...rows.map(([, row]) => row));
			}));
		});
	}

	/* On paper, what a rule means is open. */
	function printing() {
		let opened = [];
		addEventListener("beforeprint", () => {
			opened = [...document.querySelectorAll("details:not([open])")];
			opened.forEach((d) => { d.open = true; });
		});
		addEventListener("afterprint", () => opened.forEach((d) => { d.open = false; }));
	}

	/* ---- certificates ---- */

	let names, rows, texts = null, views = null;
	const wanted = { query: "", statuses: new Set(SHOWN), rule: "", issuer: "", profile: "", state: "", from: "", to: "" };
	let found = [], page = 0, sortBy = null, sortDown = false;

	const issuer = (row) => typeof row[ISSUER] === "number" ? names.issuers[row[ISSUER]] : row[ISSUER];
	const rule = (finding) => typeof finding[RULE] === "number" ? names.rules[finding[RULE]] : { id: finding[RULE], title: "", citation: "" };
	const profile = (row) => row[PROFILE] || row[KIND] || (row[STATUS] === 6 ? "" : "(unknown)");
	const shortName = (name) => (/(?:^|,)CN=((?:\\.|[^,\\])*)/.exec(name) || /(?:^|,)O=((?:\\.|[^,\\])*)/.exec(name) || [null, name])[1];
	const certificate = (row) => row[SUBJECT] !== null && row[KIND] !== "ocsp-response";
	const OTHERS = { "crl": "CRL", "delta-crl": "Delta CRL", "ocsp-response": "OCSP response" };
	const base = (path) => path.slice(path.lastIndexOf("/") + 1);
	const place = (row) => row[PATH] + (row[LINE] ? ":" + row[LINE] : row[INDEX] > 0 ? "#" + (row[INDEX] + 1) : "");

	/* A row with its texts in their places, and the nulls at the end of its findings. */
	function readRow(line) {
		const row = JSON.parse(line), put = (list, i) => { if (typeof list[i] === "number") list[i] = names.texts[list[i]]; };
		[PATH, PROFILE, KIND, PROFILE_FROM, JUDGED].forEach((i) => put(row, i));
		for (const finding of row[FINDINGS]) {
			while (finding.length <= BASIS) finding.push(null);
			[STATE, WHERE, SINCE].forEach((i) => put(finding, i));
		}
		return row;
	}

	/* What the search looks at; made when it is first used. */
	function searchTexts() {
		if (texts !== null) return texts;
		texts = new Map();
		for (const row of rows)
			texts.set(row, [row[SUBJECT], issuer(row), row[SERIAL], row[SHA256], profile(row), place(row), ...(row[MAILBOXES] || []),
				...row[FINDINGS].flatMap((f) => [rule(f).id, f[VALUE], f[WHERE]])].join("\n").toLowerCase());
		return texts;
	}

	function matches(row) {
		const w = wanted;
		if (!w.statuses.has(row[STATUS])) return false;
		if (w.issuer !== "" && row[ISSUER] !== Number(w.issuer)) return false;
		if (w.profile !== "" && profile(row) !== w.profile) return false;
		if (w.from !== "" && !(row[FROM] && row[FROM].slice(0, 10) >= w.from)) return false;
		if (w.to !== "" && !(row[FROM] && row[FROM].slice(0, 10) <= w.to)) return false;
		if ((w.rule !== "" || w.state !== "") &&
		    !row[FINDINGS].some((f) => (w.rule === "" || f[RULE] === Number(w.rule)) && (w.state === "" || f[STATE] === w.state))) return false;
		return w.query === "" || w.query.split(/\s+/).every((word) => searchTexts().get(row).includes(word));
	}

	const KEYS = {
		status: (row) => SHOWN.indexOf(row[STATUS]), subject: (row) => (row[SUBJECT] || "").toLowerCase(),
		issuer: (row) => (issuer(row) || "").toLowerCase(), profile, issued: (row) => row[FROM] || "",
		findings: (row) => row[COUNT], source: (row) => row[NUMBER],
	};

	function search() {
		found = rows.filter(matches);
		if (sortBy !== null) {
			const keyed = found.map((row) => [KEYS[sortBy](row), row]);
			keyed.sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : 0) * (sortDown ? -1 : 1) || x[NUMBER] - y[NUMBER]);
			found = keyed.map(([, row]) => row);
		}
		page = 0;
		show();
	}

	function counts(row) {
		const n = [0, 0, 0, 0, 0];
		row[FINDINGS].forEach((f) => n[f[SEVERITY]]++);
		return [4, 3, 2, 1].filter((s) => n[s] > 0).map((s) => el("span", { className: "chip s-" + LEVELS[s], title: n[s] + " " + LEVELS[s] }, SIGNS[s] + "\u00A0" + n[s]));
	}

	function rowElement(row) {
		const boxes = row[MAILBOXES] || [], subject = row[SUBJECT] || "";
		const name = OTHERS[row[KIND]] ? OTHERS[row[KIND]] + (row[SERIAL] ? " " + row[SERIAL] : "") : row[SUBJECT] === null ?
			(row[STATUS] === 6 ? "(nothing could be made out)" : "(no certificate)") : subject !== "" ? shortName(subject) : boxes.length > 0 ? boxes[0] : "(empty subject)";
		const open = el("button", { type: "button", "aria-expanded": "false" }, name);
		const others = boxes.filter((m) => m !== name);
		const tr = el("tr", { id: "c" + row[NUMBER] },
			el("td", {}, chip(row[STATUS], LEVELS[row[STATUS]])),
			el("td", { className: "subject" }, open,
				others.length > 0 ? el("small", {}, others.slice(0, 3).join(", ") + (others.length > 3 ? ", \u2026" : "")) : null,
				subject !== name && subject !== "CN=" + name ? el("small", {}, subject) : null),
			el("td", { className: "issuer", title: issuer(row) || "" }, issuer(row) === "" ? "(empty name)" : shortName(issuer(row) || "")),
			el("td", {}, profile(row)),
			el("td", { className: "day" }, (row[FROM] || "").slice(0, 10)),
			el("td", { className: "found" }, ...counts(row)),
			el("td", { className: "from path", title: row[PATH] }, base(place(row))));
		open.addEventListener("click", () => toggle(tr, row));
		return tr;
	}

	function toggle(tr, row) {
		const open = tr.querySelector("button"), was = open.getAttribute("aria-expanded") === "true";
		open.setAttribute("aria-expanded", String(!was));
		if (was) {
			tr.nextElementSibling.remove();
			return;
		}
		/* The address names the certificate that was opened last, so that it can be passed on. */
		history.replaceState(null, "", "#" + tr.id);
		tr.after(el("tr", { className: "detail" }, el("td", { colspan: "7" }, ...detail(row))));
	}

	function show() {
		const last = Math.max(0, Math.ceil(found.length / PAGE) - 1), from = page * PAGE;
		const shown = found.slice(from, from + PAGE), body = by("cert-rows");
		body.replaceChildren(...shown.map(rowElement));
		if (shown.length === 0)
			body.append(el("tr", {}, el("td", { colspan: "7" }, "Nothing on this page fits. ", el("button", { type: "button", className: "button", onclick: reset }, "Show all"))));
		document.querySelectorAll(".pager").forEach((pager) => {
			const [out, before, after] = pager.children;
			out.value = found.length === 0 ? "0 " + by("app").dataset.things : `${number(from + 1)} to ${number(from + shown.length)} of ${number(found.length)} ${by("app").dataset.things}` +
				(found.length < rows.length ? ` (${number(rows.length)} without filters)` : "");
			before.disabled = page === 0;
			after.disabled = page >= last;
		});
		by("cert-head").querySelectorAll("th").forEach((th) => {
			if (th.dataset.key === sortBy) th.setAttribute("aria-sort", sortDown ? "descending" : "ascending");
			else th.removeAttribute("aria-sort");
		});
	}

	/* Opens the certificate that the address names (#c17: the 17th that was read). */
	function follow() {
		const named = /^#c([0-9]+)$/.exec(location.hash);
		if (named === null || !rows.some((row) => row[NUMBER] === Number(named[1]))) return;
		reset();
		page = Math.floor(found.findIndex((row) => row[NUMBER] === Number(named[1])) / PAGE);
		show();
		by(named[0].slice(1)).querySelector("button").click();
		by(named[0].slice(1)).scrollIntoView();
	}

	/* ---- one certificate ---- */

	function facts(row) {
		const dl = el("dl", { className: "facts" });
		const add = (name, value, className) => { if (value) dl.append(el("dt", {}, name), el("dd", { className: className || "" }, value)); };
		add(certificate(row) ? "Subject" : "Responder", row[SUBJECT]);
		add("Issuer", issuer(row));
		add("Mailboxes", (row[MAILBOXES] || []).join(", "));
		add(certificate(row) ? "Serial number" : "CRL number", row[SERIAL], "value");
		add("SHA-256", row[SHA256], "value");
		const time = (text) => text.replace("T", " ").replace("Z", "");
		if (row[FROM]) add(row[TO] ? "Valid" : "Issued", time(row[FROM]) + (row[TO] ? " to " + time(row[TO]) : "") + " UTC");
		if (!certificate(row)) add("Kind", row[KIND]);
		else add("Profile", (row[PROFILE] || "unknown") + " (" + (row[PROFILE_FROM] || "none") + "), " + (row[KIND] || "kind unknown"));
		add("Judged at", row[JUDGED]);
		add("Source", `${row[PATH]}, number ${row[INDEX] + 1}` + (row[LINE] ? `, line ${row[LINE]}` : ""), "path");
		return dl;
	}

	function findingElement(finding, look) {
		const r = rule(finding), box = el("div", { className: "finding s-" + LEVELS[finding[SEVERITY]] });
		const line = (label, text) => { if (text) box.append(el("p", { className: "more" }, label + " " + text)); };
		box.append(el("p", {}, chip(finding[SEVERITY], LEVELS[finding[SEVERITY]]), " ", el("b", {}, r.title || r.id),
			finding[STATE] !== "new" ? ` (${finding[STATE]})` : "", finding[VALUE] !== null ? ": " : "",
			finding[VALUE] !== null ? el("span", { className: "value" }, finding[VALUE]) : null));
		box.append(el("p", { className: "more" }, el("code", {}, r.id), `, ${r.citation}`, finding[SINCE] ? `, since ${finding[SINCE]}` : ""));
		line("Requires:", r.requires);
		line("Remedy:", r.remedy);
		line(finding[STATE] === "waived" ? "Waived:" : "Reading:", finding[READING]);
		line("Basis:", finding[BASIS]);
		if (finding[RECORD]) line("Record:", [finding[RECORD].file, finding[RECORD].line, finding[RECORD].id].filter((x) => x).join(", "));
		if (finding[WHERE] !== null) {
			const at = el("p", { className: "more" }, el("span", { className: "path" }, finding[WHERE]));
			if (finding[OFFSET] !== null) at.append(`, octets ${finding[OFFSET]} to ${finding[OFFSET] + Math.max(finding[LENGTH], 1) - 1}`);
			if (look !== null && finding[OFFSET] !== null) at.append(" ", el("button", { type: "button", className: "button", onclick: () => look(finding) }, "Show the place"));
			box.append(at);
		}
		return box;
	}

	function detail(row) {
		const holder = el("div"), list = el("div");
		const fill = (look) => {
			list.replaceChildren(...row[FINDINGS].map((f) => findingElement(f, look)));
			if (row[COUNT] > row[FINDINGS].length) list.append(el("p", {}, `and ${number(row[COUNT] - row[FINDINGS].length)} more findings`));
		};
		fill(null);
		decoded(row).then((view) => {
			if (view === null) {
				if (certificate(row)) holder.append(el("p", { className: "more" }, "This certificate is not one of those that the page shows decoded (see “How to read this report”)."));
				return;
			}
			holder.append(el("h3", {}, "Decoded"), view.element);
			fill(view.look);
			if (row[FINDINGS].some((f) => f[OFFSET] !== null)) view.look(row[FINDINGS].find((f) => f[OFFSET] !== null), true);
		});
		return [facts(row), row[FINDINGS].length > 0 ? el("h3", {}, "Findings") : "", list, holder];
	}

	async function decoded(row) {
		if (views === null)
			views = unpack("data-views").then((lines) => new Map(lines.map((line) => [Number(line.slice(1, line.indexOf(","))), line])));
		const line = (await views).get(row[NUMBER]);
		if (line === undefined) return null;
		const [, base64, nodes] = JSON.parse(line);
		for (const node of nodes)
			if (typeof node[1] === "number") node[1] = names.texts[node[1]];
		return view(bytes(base64), nodes, row[FINDINGS].filter((f) => f[OFFSET] !== null));
	}

	/* The fields as a tree beside the octets; look(finding) marks a finding's place in both. */
	function view(der, nodes, findings) {
		const tree = el("ol", { className: "tree", tabIndex: 0, "aria-label": "Fields" });
		const hex = el("pre", { className: "hex", tabIndex: 0, "aria-label": "Octets" });
		const items = nodes.map(([depth, name, value, offset, length]) => {
			const button = el("button", { type: "button", title: `octets ${offset} to ${offset + Math.max(length, 1) - 1}`, onclick: () => mark(offset, length) },
				el("span", { className: "name" }, name), value !== null ? " " + value : "");
			const li = el("li", {}, button);
			li.style.paddingLeft = depth * 1.1 + "em";
			return li;
		});
		tree.append(...items);
		/* The innermost field that a finding's octets lie in. */
		const home = (finding) => {
			let best = -1;
			nodes.forEach(([, , , offset, length], i) => {
				if (finding[OFFSET] >= offset && finding[OFFSET] + finding[LENGTH] <= offset + length && (best < 0 || length <= nodes[best][4])) best = i;
			});
			return best;
		};
		findings.forEach((f) => {
			const i = home(f);
			if (i >= 0) items[i].append(el("span", { className: "spot chip s-" + LEVELS[f[SEVERITY]] }, SIGNS[f[SEVERITY]] + " " + rule(f).id));
		});
		const scroll = (box, inner) => { box.scrollTop = Math.max(0, inner.offsetTop - box.clientHeight / 2); };
		const mark = (offset, length) => {
			let first = null;
			items.forEach((li, i) => {
				const on = nodes[i][3] >= offset && nodes[i][3] + nodes[i][4] <= offset + Math.max(length, 1);
				li.classList.toggle("on", on);
				if (on && first === null) first = li;
			});
			hexDump(hex, der, offset, Math.max(length, 1));
			const spot = hex.querySelector("mark");
			if (spot !== null) scroll(hex, spot);
			return first;
		};
		const look = (finding, quiet) => {
			const i = home(finding), first = mark(finding[OFFSET], finding[LENGTH]) || items[i];
			if (i >= 0 && tree.querySelector(".on") === null) items[i].classList.add("on");
			if (first) scroll(tree, first);
			if (!quiet) tree.scrollIntoView({ block: "nearest" });
		};
		hexDump(hex, der, -1, 0);
		return { element: el("div", { className: "decoded" }, tree, hex), look };
	}

	function hexDump(pre, der, from, n) {
		const end = Math.min(der.length, HEX_MAX), out = [];
		let plain = "";
		const two = (byte) => byte.toString(16).padStart(2, "0"), letter = (byte) => byte >= 32 && byte < 127 ? String.fromCharCode(byte) : "\u00B7";
		const run = (begin, last, write) => {
			/* One line's octets, those that are marked in an element of their own. */
			for (let i = begin; i < begin + 16; i++) {
				const on = i < last && i >= from && i < from + n, text = i < last ? write(i) : write(-1);
				if (on) {
					const m = out.length > 0 && plain === "" && out[out.length - 1].tagName === "MARK" ? out[out.length - 1] : null;
					if (m !== null) { m.textContent += text; continue; }
					out.push(plain, el("mark", {}, text));
					plain = "";
				} else plain += text;
			}
		};
		for (let at = 0; at < end; at += 16) {
			plain += at.toString().padStart(6) + "  ";
			run(at, end, (i) => (i < 0 ? "  " : two(der[i])) + " ");
			plain += " ";
			run(at, end, (i) => i < 0 ? " " : letter(der[i]));
			plain += "\n";
		}
		if (end < der.length) plain += `and ${number(der.length - end)} more octets\n`;
		pre.replaceChildren(...out, plain);
	}

	/* ---- controls ---- */

	function select(label, id, options, set) {
		const s = el("select", { id }, ...options.map(([value, text]) => el("option", { value }, text)));
		s.addEventListener("change", () => { set(s.value); search(); });
		return el("label", {}, label, s);
	}

	const choose = (id, value) => { by(id).value = value; by(id).dispatchEvent(new Event("change")); };

	function reset() {
		Object.assign(wanted, { query: "", statuses: new Set(SHOWN), rule: "", issuer: "", profile: "", state: "", from: "", to: "" });
		by("app").querySelectorAll(".controls input[type=search], .controls input[type=date], .controls select").forEach((input) => { input.value = ""; });
		by("app").querySelectorAll(".controls input[type=checkbox]").forEach((input) => { input.checked = true; });
		search();
	}

	function controls() {
		const used = new Set(rows.map((row) => row[STATUS])), sorted = (list) => list.sort(([, a], [, b]) => a < b ? -1 : a > b ? 1 : 0);
		const statuses = el("fieldset", {}, el("legend", {}, "Status"));
		for (const s of SHOWN.filter((status) => used.has(status))) {
			const box = el("input", { type: "checkbox", checked: true, value: String(s) });
			box.addEventListener("change", () => { box.checked ? wanted.statuses.add(s) : wanted.statuses.delete(s); search(); });
			statuses.append(el("label", { className: "s-" + LEVELS[s] }, box, SIGNS[s] + " " + LEVELS[s]));
		}
		const query = el("input", { type: "search", id: "f-query", placeholder: "name, mailbox, serial, SHA-256, rule, value, file", autocomplete: "off", spellcheck: false });
		let timer = 0;
		query.addEventListener("input", () => {
			clearTimeout(timer);
			timer = setTimeout(() => { wanted.query = query.value.trim().toLowerCase(); search(); }, rows.length > 5000 ? 250 : 60);
		});
		const day = (label, id, key) => {
			const input = el("input", { type: "date", id });
			input.addEventListener("change", () => { wanted[key] = input.value; search(); });
			return el("label", {}, label, input);
		};
		const rules = names.rules.map((r, i) => [String(i), r.id]), issuers = names.issuers.map((name, i) => [String(i), name]);
		return el("form", { className: "controls", onsubmit: (event) => event.preventDefault() },
			el("label", { className: "search" }, "Search", query),
			select("Rule", "f-rule", [["", "any"], ...sorted(rules)], (v) => { wanted.rule = v; }),
			select("Issuer", "f-issuer", [["", "any"], ...sorted(issuers)], (v) => { wanted.issuer = v; }),
			select("Profile", "f-profile", [["", "any"], ...sorted([...new Set(rows.map(profile))].filter((p) => p !== "").map((p) => [p, p]))], (v) => { wanted.profile = v; }),
			select("Findings", "f-state", [["", "any state"], ["new", "new"], ["known", "known"], ["waived", "waived"]], (v) => { wanted.state = v; }),
			day("Issued from", "f-from", "from"), day("to", "f-to", "to"),
			el("button", { type: "button", className: "button", id: "f-reset", onclick: reset }, "Reset"), statuses);
	}

	/* ---- the table as a file ---- */

	/* As smimelint's own CSV: a spreadsheet takes nothing for a formula. */
	const field = (value) => {
		const text = String(value ?? "");
		return '"' + (/^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? "'" : "") + text.replaceAll('"', '""') + '"';
	};

	function csv() {
		const heads = ["file", "index", "line", "status", "subject", "issuer", "serial", "sha256", "profile", "kind", "not_before", "not_after", "mailboxes", "findings", "rules"];
		const cells = (row) => [row[PATH], row[INDEX], row[LINE], LEVELS[row[STATUS]], row[SUBJECT], issuer(row), row[SERIAL], row[SHA256], row[PROFILE], row[KIND],
			row[FROM], row[TO], (row[MAILBOXES] || []).join(" "), row[COUNT], [...new Set(row[FINDINGS].map((f) => rule(f).id))].join(" ")];
		return [heads, ...found.map(cells)].map((line) => line.map(field).join(",") + "\r\n").join("");
	}

	function download() {
		const url = URL.createObjectURL(new Blob(["\uFEFF", csv()], { type: "text/csv;charset=utf-8" }));
		el("a", { href: url, download: "certificates.csv" }).click();
		setTimeout(() => URL.revokeObjectURL(url), 60000);
	}

	function pager() {
		const turn = (pages) => () => { page += pages; show(); by("certificates").scrollIntoView(); };
		return el("div", { className: "pager" }, el("output", { "aria-live": "polite" }),
			el("button", { type: "button", className: "button", onclick: turn(-1) }, "Previous"),
			el("button", { type: "button", className: "button", onclick: turn(1) }, "Next"),
			el("button", { type: "button", className: "button save", title: "all that fits the filters, a line each", onclick: download }, "Save as CSV"));
	}

	function table() {
		const heads = [["status", "Status"], ["subject", "Subject"], ["issuer", "Issuer"], ["profile", "Profile"], ["issued", "Issued"], ["findings", "Findings"], ["source", "Source"]];
		return el("div", { className: "wide" }, el("table", { className: "certs" },
			el("thead", {}, el("tr", { id: "cert-head" }, ...heads.map(([key, text]) => el("th", { scope: "col", "data-key": key },
				pressable(el("span", {}, text), () => {
					sortDown = sortBy === key ? !sortDown : key === "findings";
					sortBy = key;
					search();
				}))))), el("tbody", { id: "cert-rows" })));
	}

	/* Links of the page into the table: a rule, an issuer, a status. */
	function links() {
		document.querySelectorAll("a[data-rule], a[data-issuer]").forEach((a) => a.addEventListener("click", () => {
			reset();
			choose(a.dataset.rule !== undefined ? "f-rule" : "f-issuer", a.dataset.rule !== undefined ? a.dataset.rule : a.dataset.issuer);
		}));
		document.querySelectorAll(".tile:not(.none)").forEach((tile) => {
			const go = () => {
				const status = Number(tile.dataset.status);
				reset();
				wanted.statuses = new Set([status]);
				by("app").querySelectorAll(".controls input[type=checkbox]").forEach((box) => { box.checked = Number(box.value) === status; });
				search();
				by("certificates").scrollIntoView();
			};
			pressable(tile, go);
		});
	}

	async function start() {
		document.querySelectorAll("table.sortable").forEach(sortable);
		printing();
		if (typeof DecompressionStream !== "function") {
			by("app").prepend(el("p", { role: "alert" }, "This browser is too old to unpack the certificates of this report."));
			return;
		}
		const lines = await unpack("data-rows");
		names = JSON.parse(lines[0]);
		rows = lines.slice(1).map(readRow);
		by("app").replaceChildren(controls(), pager(), table(), pager());
		links();
		search();
		follow();
		addEventListener("hashchange", follow);
		document.documentElement.dataset.ready = "yes";
	}

	start().catch((error) => {
		by("app").prepend(el("p", { role: "alert" }, "The certificates of this report could not be unpacked: " + error.message));
		console.error(error);
	});
})();
