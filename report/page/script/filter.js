// filterForm lets a reader narrow the findings. It calls changed with those
// that are left; its narrow sets a filter from elsewhere.
function filterForm(entries, captures, changed) {
	const by = (f) => tally(entries.map(f));
	const boxes = [...by((e) => kindOfFinding(e.finding))].sort((a, b) => severities.indexOf(a[0]) - severities.indexOf(b[0])).map(([kind, n]) => {
		const box = el("input", {type: "checkbox", name: kind, checked: true, change: apply});
		return {kind, box, label: el("label", {class: "box"}, box, swatch(kind), `${kind} (${grouped(n)})`)};
	});
	const rule = choice("Rule", by((e) => e.finding.rule));
	const side = choice("Side", by((e) => e.finding.blame));
	const capture = captures.length > 1 ? choice("Capture", by((e) => String(e.capture.index)), (i) => captures[i].path) : null;
	const connection = choice("Connection", by((e) => connectionName(e, captures)));
	const text = el("input", {type: "search", id: "text", placeholder: "message, XID, frame …", input: apply, autocomplete: "off", spellcheck: "false"});
	const found = el("output", {"aria-live": "polite"});
	const reset = el("button", {type: "reset"}, "Clear");
	const form = el("form", {class: "filter", role: "search", "aria-label": "Filter of findings", submit: (e) => e.preventDefault(), reset: () => setTimeout(apply)},
		el("fieldset", {}, el("legend", {}, "Severity"), boxes.map((b) => b.label)),
		[rule, side, capture, connection].filter(Boolean).map((c) => c.label),
		el("label", {class: "grow"}, el("span", {}, "Text"), text), reset, found);

	function choice(name, counts, shown) {
		const select = el("select", {"aria-label": name, change: apply}, el("option", {value: ""}, "all"),
			[...counts].sort(([a], [b]) => a.localeCompare(b, "en", {numeric: true})).map(([value, n]) => el("option", {value}, `${shown ? shown(value) : value} (${grouped(n)})`)));
		return {select, label: el("label", {}, el("span", {}, name), select)};
	}

	function apply() {
		const kinds = new Set(boxes.filter((b) => b.box.checked).map((b) => b.kind));
		const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
		const left = entries.filter((e) => {
			const f = e.finding;
			return kinds.has(kindOfFinding(f)) &&
				(!rule.select.value || f.rule === rule.select.value) &&
				(!side.select.value || f.blame === side.select.value) &&
				(!capture || !capture.select.value || String(e.capture.index) === capture.select.value) &&
				(!connection.select.value || connectionName(e, captures) === connection.select.value) &&
				words.every((w) => searched(e).includes(w));
		});
		found.textContent = left.length === entries.length ? counted(entries.length, "finding") : `${grouped(left.length)} of ${counted(entries.length, "finding")}`;
		changed(left);
	}
	return {
		form,
		apply,
		narrow(name, value) {
			form.reset();
			({rule, capture})[name].select.value = value;
			apply();
		},
		focus: () => text.focus(),
	};
}

function connectionName({capture, finding}, captures) {
	const id = finding.connection === null ? "none" : String(finding.connection);
	return captures.length > 1 ? capture.path + " " + id : id;
}

// searched is the text that the filter looks at.
function searched(entry) {
	const f = entry.finding;
	entry.text = entry.text || [f.message, f.rule, f.blame, f.section, f.call, f.frame && frameName(entry.capture, f.frame), f.xid === null ? "" : hex(f.xid),
		...f.evidence.flatMap((e) => [e.frame && frameName(entry.capture, e.frame), e.what])].join("\n").toLowerCase();
	return entry.text;
}
