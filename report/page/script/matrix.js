// mostPairs is how many pairs of hosts a matrix has; more can't be overlooked.
const mostPairs = 40;

// matrixOf shows rows of findings as a matrix of rules and pairs of hosts. Its
// show takes the rows, and a click on a cell calls narrow.
function matrixOf(narrow) {
	let rows = [];
	const holder = el("div", {class: "matrix"});
	const node = el("details", {class: "inner", toggle: draw}, el("summary", {}, "As a matrix of rules and hosts"), holder);

	function draw() {
		if (node.open) {
			holder.replaceChildren(...matrix(rows, narrow));
		}
	}
	return {
		node,
		show(all) {
			rows = all;
			node.hidden = all.length === 0;
			draw();
		},
	};
}

function matrix(rows, narrow) {
	const pairs = new Map();
	for (const f of rows) {
		const name = f.client + " " + f.server;
		const pair = pairs.get(name) || {client: f.client, server: f.server, findings: 0, cells: new Map()};
		pairs.set(name, pair);
		pair.findings += f.findings;
		const cell = pair.cells.get(f.rule) || {kind: faultKind(f), traces: 0, findings: 0};
		pair.cells.set(f.rule, cell);
		// Several rows of a pair blame other sides.
		cell.kind = severities[Math.min(severities.indexOf(cell.kind), severities.indexOf(faultKind(f)))];
		cell.traces = Math.max(cell.traces, f.traces);
		cell.findings += f.findings || f.inconclusive;
	}
	const all = [...pairs.values()].sort((a, b) => b.findings - a.findings);
	const some = all.slice(0, mostPairs).sort((a, b) => (hostKey(a.client) + hostKey(a.server) < hostKey(b.client) + hostKey(b.server) ? -1 : 1));
	const rules = [...new Set(rows.map((f) => f.rule))];
	const most = Math.max(...some.flatMap((p) => [...p.cells.values()].map((c) => c.findings)));
	const cellOf = (p, rule) => {
		const c = p.cells.get(rule);
		if (!c) {
			return el("td", {});
		}
		const words = `${rule}, ${p.client} and ${p.server}: ${counted(c.findings, c.kind === "inconclusive" ? "inconclusive finding" : "finding")} in ${counted(c.traces, "trace")}`;
		const button = el("button", {type: "button", class: "cell s-" + c.kind, title: words, "aria-label": words, click: () => narrow({rule, host: p.client, text: p.server})});
		button.style.setProperty("--share", 0.25 + 0.75 * Math.log(1 + c.findings) / Math.log(1 + most));
		return el("td", {}, button);
	};
	return [
		el("p", {class: "faint"}, "The stronger the colour, the more findings. A click narrows the rows to a cell." + (all.length > some.length ? ` Of ${counted(all.length, "pair")} of hosts the ${mostPairs} with most findings are here.` : "")),
		el("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": "Matrix of rules and hosts"}, el("table", {},
			el("thead", {}, el("tr", {}, el("th", {}), some.map((p) => el("th", {scope: "col"}, el("span", {}, p.client), el("span", {}, p.server))))),
			el("tbody", {}, rules.map((rule) => el("tr", {}, el("th", {scope: "row"}, el("code", {class: "rule"}, rule)), some.map((p) => cellOf(p, rule))))))),
	];
}
