// What column state says of a trace.
const traceState = {unread: 1, cut: 2, gapped: 4, unchecked: 8};

// tracesOf decodes the traces of a fleet.
function tracesOf(data) {
	const t = data.traces;
	const out = {count: t.count, path: new Array(t.count), reasons: new Map(t.reasons.map((r) => [r.trace, r.reason]))};
	for (const [name, text] of Object.entries(t.columns)) {
		out[name] = column(text, t.count);
	}
	const links = column(t.faults, t.links);
	out.begin = new Uint32Array(t.count + 1);
	let before = "";
	for (let i = 0; i < t.count; i++) {
		before = out.path[i] = before.slice(0, out.shared[i]) + t.rest[i];
		out.begin[i + 1] = out.begin[i] + out.linked[i];
	}
	// faults are the places of those that a trace has.
	out.faults = (i) => links.subarray(out.begin[i], out.begin[i + 1]);
	return out;
}

const traceKinds = [
	["", "all"], ["error", "with errors"], ["warning", "with warnings"], ["note", "with notes"], ["inconclusive", "with inconclusive findings"],
	["none", "without findings"], ["unread", "not read to their end"], ["gapped", "with files missing"], ["unchecked", "with nothing to check"],
];

function isOfKind(t, i, kind) {
	if (traceState[kind]) {
		return (t.state[i] & traceState[kind]) !== 0;
	}
	return kind === "none" ? t.error[i] + t.warning[i] + t.note[i] + t.inconclusive[i] === 0 : t[kind][i] > 0;
}

function stateText(t, i) {
	const state = t.state[i];
	return state & traceState.cut ? "cut short" : state & traceState.unread ? "in part" : state & traceState.gapped ? "with gaps" : state & traceState.unchecked ? "nothing to check" : "to the end";
}

// tracesSection lists all traces, searchable.
function tracesSection(data, toFaults) {
	const t = tracesOf(data);
	const n = (name, text = name) => ({name: text, number: true, value: (i) => t[name][i], cell: (i) => numberCell(t[name][i])});
	const list = sheet({
		caption: "Traces", what: "trace",
		columns: [
			{name: "trace", value: (i) => t.path[i], cell: (i) => [el("span", {class: "path"}, t.path[i]), t.reasons.has(i) && el("span", {class: "title reason"}, t.reasons.get(i))]},
			{name: "began", value: (i) => t.first[i], cell: (i) => el("span", {class: "day"}, dayText(t.first[i]))},
			{name: "lasted", number: true, value: (i) => t.last[i] - t.first[i], cell: (i) => (t.first[i] ? spanText(t.last[i] - t.first[i]) : "–")},
			{name: "size", number: true, value: (i) => t.bytes[i], cell: (i) => size(t.bytes[i])},
			n("frames"), n("connections"), n("error", "errors"), n("warning", "warnings"), n("note", "notes"),
			{name: "read", value: (i) => t.state[i], cell: (i) => el("span", {class: t.state[i] & 3 ? "state bad" : "state"}, stateText(t, i))},
		],
		detail: (i) => traceDetail(data, t, i, toFaults),
	});
	const filter = traceFilter(data, t, list.show);
	const section = el("section", {id: "traces", "aria-labelledby": "traces-title"}, el("h2", {id: "traces-title"}, "Traces"), filter.form, list.node,
		data.traces.left_out > 0 && el("p", {class: "left-out"}, `${counted(data.traces.left_out, "further trace")} did not fit into this page: first those without findings were left out, then those with notes only, and so on. They are in all sums. The format jsonl lists all.`),
		data.traces.no_faults > 0 && el("p", {class: "left-out"}, `Of ${counted(data.traces.no_faults, "trace")} the page does not say which rules were broken: there are too many. They are not found by rule.`));
	filter.apply();
	return {section, narrow: filter.narrow, list: t};
}

// traceFilter narrows the traces, and calls changed with the places of those
// that are left. What only another section can ask for is shown as a button
// that takes it away.
function traceFilter(data, t, changed) {
	const kind = chooser("Traces", traceKinds, apply);
	const rules = [...new Set(data.faults.map((f) => f.rule))].sort();
	const rule = chooser("Rule", [["", "all"], ...rules.map((r) => [r, r])], apply);
	const text = el("input", {type: "search", id: "trace-text", placeholder: "path, reason …", input: apply, autocomplete: "off", spellcheck: "false"});
	const found = el("output", {"aria-live": "polite"});
	const chips = el("div", {class: "chips"});
	let only = {}; // fault, by its place, or time, in seconds
	const form = el("form", {class: "filter", role: "search", "aria-label": "Filter of traces", submit: (e) => e.preventDefault(), reset: () => { only = {}; setTimeout(apply); }},
		kind.label, rule.label, el("label", {class: "grow"}, el("span", {}, "Text"), text), el("button", {type: "reset"}, "Clear"), found, chips);

	function apply() {
		const words = wordsOf(text);
		const faults = only.fault !== undefined ? new Set([only.fault]) :
			rule.select.value ? new Set(data.faults.flatMap((f, i) => (f.rule === rule.select.value ? [i] : []))) : null;
		const [from, to] = only.time ? only.time.map((s) => s * 1e6) : [0, 0];
		const left = [];
		for (let i = 0; i < t.count; i++) {
			if ((!kind.select.value || isOfKind(t, i, kind.select.value)) &&
				(!faults || t.faults(i).some((f) => faults.has(f))) &&
				(!only.time || (t.first[i] > 0 && t.first[i] < to && t.last[i] >= from)) &&
				(words.length === 0 || matches(i, words))) {
				left.push(i);
			}
		}
		found.textContent = left.length === t.count ? counted(t.count, "trace") : `${grouped(left.length)} of ${counted(t.count, "trace")}`;
		const chip = (name, words) => el("button", {type: "button", class: "chip", click: () => { delete only[name]; apply(); }}, words, el("span", {"aria-hidden": "true"}, " ✕"), el("span", {class: "unseen"}, ", take away"));
		const f = data.faults[only.fault];
		chips.replaceChildren(...[
			f && chip("fault", `${f.rule}, ${f.client} and ${f.server}`),
			only.time && chip("time", `${dayText(from)} to ${dayText(to)} UTC`),
		].filter(Boolean));
		changed(left);
	}

	function matches(i, words) {
		const s = (t.path[i] + "\n" + (t.reasons.get(i) || "")).toLowerCase();
		return words.every((w) => s.includes(w));
	}
	return {
		form,
		apply,
		narrow({kind: of = "", rule: broken = "", ...rest}) {
			kind.select.value = of;
			rule.select.value = broken;
			text.value = "";
			only = {...rest};
			apply();
		},
	};
}

function traceDetail(data, t, i, toFaults) {
	const found = [...t.faults(i)].sort((a, b) => a - b).map((k) => data.faults[k]);
	return el("div", {class: "contents"},
		facts([
			["Began", t.first[i] ? fineText(t.first[i]) : null], ["Ended", t.first[i] ? fineText(t.last[i]) : null],
			["Not read to its end", t.reasons.get(i)],
			["Files", t.state[i] & traceState.gapped ? "some are missing in the middle" : null],
			["Checked", t.state[i] & traceState.unchecked ? "nothing: no rule could be applied" : null],
			["Inconclusive", t.inconclusive[i] ? counted(t.inconclusive[i], "finding") : null],
		]),
		found.length > 0 && el("section", {}, el("h4", {}, "What is wrong in it"),
			el("ul", {class: "wrong"}, found.map((f) => el("li", {}, kindCell(f),
				el("button", {type: "button", class: "plain rule", title: "Show over all traces", click: () => toFaults({rule: f.rule})}, f.rule),
				el("span", {}, `${data.rules[f.rule].title}, ${f.blame === "none" ? "" : f.blame + ", "}${f.client} and ${f.server}`))))));
}
