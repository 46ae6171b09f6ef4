// faultsSection is the matrix of rules and hosts: what is wrong, between whom,
// how often and when.
function faultsSection(data, toTraces) {
	const all = data.faults;
	const place = (f) => {
		const rule = data.rules[f.rule];
		return [el("code", {class: "rule"}, f.rule), el("span", {class: "title"}, rule ? rule.title : "")];
	};
	const time = (at) => (at.time ? el("span", {class: "day"}, dayText(at.time)) : "–");
	const hostOf = (f, side) => el("span", {class: f.blame === side ? "host blamed" : "host"}, f[side]);
	const weight = (f) => (f.findings ? ["note", "warning", "error"].indexOf(f.severity) + 1 : 0);
	const list = sheet({
		caption: "What is wrong between which hosts", what: "row",
		columns: [
			{name: "rule", value: (f) => f.rule, cell: place},
			{name: "severity", value: weight, down: true, cell: (f) => kindCell(f)},
			{name: "side", value: (f) => f.blame, cell: (f) => f.blame},
			{name: "client", value: (f) => hostKey(f.client), cell: (f) => hostOf(f, "client")},
			{name: "server", value: (f) => hostKey(f.server), cell: (f) => hostOf(f, "server")},
			{name: "findings", number: true, value: (f) => f.findings || f.inconclusive, cell: (f) => numberCell(f.findings || f.inconclusive)},
			{name: "traces", number: true, value: (f) => f.traces, cell: (f) => numberCell(f.traces)},
			{name: "first", value: (f) => f.first.time || 0, cell: (f) => time(f.first)},
			{name: "last", value: (f) => f.last.time || 0, cell: (f) => time(f.last)},
		],
		detail: (f) => faultDetail(data, f, toTraces),
	});
	const grid = matrixOf((values) => filter.narrow(values));
	const filter = faultFilter(data, all, (left) => {
		grid.show(left);
		list.show(left);
	});
	const section = el("section", {id: "findings", "aria-labelledby": "findings-title"},
		el("h2", {id: "findings-title"}, "Findings by rule and hosts"),
		all.length > 0 ? [el("p", {}, "A row is what one rule came to between two hosts, over all traces. The side at fault is in bold. The worst stand first, then those in most traces."), filter.form, grid.node, list.node] :
			el("p", {}, "No rule was broken as far as the traces show. The coverage says how much was judged."),
		[
			data.faults_cut && `${counted(data.faults_cut, "further row")} of lower severity did not fit into this page. The format fleet-json lists all.`,
			data.faults_left_out && `${counted(data.faults_left_out, "finding")} in no row: there are too many.`,
			data.unproven && `${counted(data.unproven, "row")} with inconclusive findings only not listed: --inconclusive shows them.`,
			data.sum.left_out && `${counted(data.sum.left_out, "finding")} not of the side under test.`,
		].filter(Boolean).map((t) => el("p", {class: "left-out"}, t)));
	filter.apply();
	return {section, narrow: filter.narrow, focusFilter: filter.focus};
}

function faultKind(f) {
	return f.findings ? f.severity : "inconclusive";
}

function kindCell(f) {
	const kind = faultKind(f);
	return el("span", {class: "badge s-" + kind}, swatch(kind), kind);
}

// hostKey sorts addresses by their numbers.
function hostKey(address) {
	return address.includes(":") ? "~" + address : address.split(".").map((n) => n.padStart(3, "0")).join(".");
}

// faultFilter narrows the rows, and calls changed with those that are left.
function faultFilter(data, all, changed) {
	const kinds = [...tally(all.map(faultKind))].sort((a, b) => severities.indexOf(a[0]) - severities.indexOf(b[0])).map(([kind, n]) => {
		const box = el("input", {type: "checkbox", name: kind, checked: true, change: apply});
		return {kind, box, label: el("label", {class: "box"}, box, swatch(kind), `${kind} (${grouped(n)})`)};
	});
	const choices = (name, values) => chooser(name, [["", "all"], ...[...tally(values)].sort(([a], [b]) => a.localeCompare(b, "en", {numeric: true})).map(([v, n]) => [v, `${v} (${grouped(n)})`])], apply);
	const rule = choices("Rule", all.map((f) => f.rule));
	const hosts = choices("Host", all.flatMap((f) => (f.client === f.server ? [f.client] : [f.client, f.server])));
	const side = choices("Side", all.map((f) => f.blame));
	const text = el("input", {type: "search", id: "text", placeholder: "rule, host, message, trace …", input: apply, autocomplete: "off", spellcheck: "false"});
	const found = el("output", {"aria-live": "polite"});
	const form = el("form", {class: "filter", role: "search", "aria-label": "Filter of findings", submit: (e) => e.preventDefault(), reset: () => setTimeout(apply)},
		el("fieldset", {}, el("legend", {}, "Severity"), kinds.map((k) => k.label)),
		rule.label, hosts.label, side.label, el("label", {class: "grow"}, el("span", {}, "Text"), text), el("button", {type: "reset"}, "Clear"), found);

	const searched = (f) => {
		f.text = f.text || [f.rule, data.rules[f.rule] && data.rules[f.rule].title, f.client, f.server, f.message, data.names[f.example.trace], data.names[f.example.file]].join("\n").toLowerCase();
		return f.text;
	};

	function apply() {
		const wanted = new Set(kinds.filter((k) => k.box.checked).map((k) => k.kind));
		const words = wordsOf(text);
		const left = all.filter((f) => wanted.has(faultKind(f)) &&
			(!rule.select.value || f.rule === rule.select.value) &&
			(!hosts.select.value || f.client === hosts.select.value || f.server === hosts.select.value) &&
			(!side.select.value || f.blame === side.select.value) &&
			words.every((w) => searched(f).includes(w)));
		const sum = left.reduce((n, f) => n + f.findings, 0);
		found.textContent = (left.length === all.length ? counted(all.length, "row") : `${grouped(left.length)} of ${counted(all.length, "row")}`) + ", " + counted(sum, "finding");
		changed(left);
	}
	return {
		form,
		apply,
		narrow(values) {
			form.reset();
			for (const [name, value] of Object.entries(values)) {
				({rule: rule.select, host: hosts.select, side: side.select, text})[name].value = value;
			}
			apply();
		},
		focus: () => text.focus(),
	};
}

// faultDetail is an example with all that helps to look at it, and the rule.
function faultDetail(data, f, toTraces) {
	const where = (at) => [at.time && el("span", {}, fineText(at.time)), el("span", {class: "path"}, data.names[at.file] + (at.frame ? ":" + at.frame : ""))];
	const frames = f.proof || (f.example.frame ? [f.example.frame] : []);
	const filter = frames.length > 0 && `frame.number in {${frames.join(", ")}}`;
	const rule = data.rules[f.rule];
	return el("div", {class: "contents"},
		el("section", {}, el("h4", {}, "Example"),
			el("p", {class: "message"}, f.message),
			el("p", {class: "path"}, data.names[f.example.file], f.example.frame ? ", frame " + f.example.frame : ""),
			filter && el("div", {class: "tshark"}, el("code", {}, filter), copyButton(filter)),
			f.traces > 0 && el("p", {}, el("button", {type: "button", click: () => toTraces(f)}, f.traces === 1 ? "Show the trace" : `Show the ${counted(f.traces, "trace")}`))),
		facts([
			["First", el("span", {class: "places"}, where(f.first))], ["Last", el("span", {class: "places"}, where(f.last))],
			["Known", f.known ? `${counted(f.known, "finding")} in the baseline` : null],
			["Inconclusive", f.inconclusive && f.findings ? counted(f.inconclusive, "further finding") : null],
			["Roles", f.roles_known ? null : "which host is the client is not known"],
		]),
		rule && demandsOf(data, rule.covers),
		aboutRule(data, f.rule));
}
