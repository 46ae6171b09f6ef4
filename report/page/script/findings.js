// findingsSection lists the findings of all captures. Its narrow filters them.
function findingsSection(data, toPlot) {
	const entries = data.captures.flatMap((capture) => capture.findings.map((finding) => ({capture, finding})));
	const several = data.captures.length > 1;
	const list = pagedList("finding", (entry) => findingOf(data, entry, several, toPlot));
	const filter = filterForm(entries, data.captures, (left) => list.show(left));
	const section = el("section", {id: "findings", "aria-labelledby": "findings-title"}, el("h2", {id: "findings-title"}, "Findings"));
	if (entries.length === 0) {
		section.append(el("p", {}, "No rule was broken as far as the captures show. The coverage says how much was judged."));
	} else {
		section.append(filter.form);
	}
	section.append(list.node, leftOut(data));
	filter.apply();
	return {
		section,
		focusFilter: filter.focus,
		narrow: filter.narrow,
		print: (n) => list.upTo(n),
	};
}

// leftOut says which findings are not in the page.
function leftOut(data) {
	const notes = [];
	for (const c of data.captures) {
		const where = data.captures.length > 1 ? c.path + ": " : "";
		if (c.findings_left_out) {
			notes.push(`${where}${counted(c.findings_left_out, "further finding")} did not fit into this page; those of the highest severity are here. The JSON report lists all.`);
		}
		if (c.left_out) {
			notes.push(`${where}${counted(c.left_out, "finding")} not of the side under test.`);
		}
		if (c.unlisted) {
			notes.push(`${where}${counted(c.unlisted, "inconclusive finding")} not listed: --inconclusive shows them.`);
		}
		for (const v of c.coverage.filter((x) => x.not_listed)) {
			notes.push(`${where}${v.rule}: ${counted(v.not_listed, "further finding")} counted and not kept.`);
		}
	}
	return el("div", {}, notes.map((n) => el("p", {class: "left-out"}, n)));
}

// findingOf is one finding, folded.
function findingOf(data, {capture, finding}, several, toPlot) {
	const f = finding;
	const kind = kindOfFinding(f);
	const times = f.count > 1 && !f.message.includes(String(f.count)) ? ` (${grouped(f.count)} times)` : "";
	const tags = [el("code", {class: "rule"}, f.rule), f.blame !== "none" && el("span", {}, f.blame), f.section,
		f.connection !== null && "connection " + f.connection, f.frame && frameWords(capture, f.frame), several && el("span", {class: "path"}, capture.path)];
	const details = unfolding({class: "entry finding s-" + kind},
		el("summary", {},
			el("span", {class: "badge"}, swatch(kind), kind === "inconclusive" ? "inconclusive " + f.severity : (f.baseline === "known" ? "known " : "") + f.severity),
			el("span", {class: "message"}, f.message + times),
			el("span", {class: "tags"}, tags.filter(Boolean).map((t) => el("span", {}, t)))),
		() => contentsOf(data, capture, f, toPlot));
	return details;
}

function contentsOf(data, capture, f, toPlot) {
	const connection = capture.connections.find((c) => c.id === f.connection);
	const plotted = connection && connection.plots && f.time;
	return el("div", {class: "contents"},
		el("div", {class: "columns"},
			el("section", {}, el("h4", {}, "Evidence"),
				el("ol", {class: "evidence"}, byFile(capture, f.evidence, (e) => e.frame, (e) => el("li", {}, el("span", {class: "number frame"}, e.frame ? String(frameNumber(capture, e.frame)) : ""), el("span", {}, e.what)))),
				f.filters.map((x) => el("div", {class: "tshark"}, el("span", {}, x.file && el("span", {class: "path"}, baseName(x.file) + ": "), el("code", {}, x.filter)), copyButton(x.filter))),
				plotted && el("p", {}, el("button", {type: "button", click: () => toPlot(capture, connection, timeOf(capture, f.time))}, "Show on the plot of connection " + connection.id))),
			facts([
				["Not proven", f.reason], ["Known", f.known_because],
				["Observed", f.observed], ["Expected", f.expected],
				["XID", f.xid === null ? null : hex(f.xid)], ["Call", f.call], ["Time (UTC)", f.time && f.time.replace("T", " ").replace("Z", "")],
				["Certain at", f.decided_frame && f.decided_frame !== f.frame ? frameWords(capture, f.decided_frame) : null],
			])),
		ladder(capture, f),
		demandsOf(data, f.requirements),
		aboutRule(data, f.rule));
}
