// printed is how many findings and connections are unfolded on paper.
const printed = {findings: 500, connections: 50};

function begin(data) {
	data.captures = data.captures || [];
	data.captures.forEach((c, i) => { c.index = i; });
	const connections = connectionsSection(data);
	const findings = findingsSection(data, connections.open);
	const toFindings = (name, value) => {
		findings.narrow(name, value);
		findings.section.scrollIntoView();
		findings.focusFilter();
	};
	const coverage = coverageSection(data, (rule) => toFindings("rule", rule));
	const paths = data.captures.map((c) => c.path);
	document.title = (paths.length === 1 ? paths[0] : counted(paths.length, "capture")) + " – rpcrdma-lint";
	const link = (to, text) => el("a", {href: "#" + to}, text);
	document.body.append(
		el("a", {href: "#findings", class: "skip"}, "Skip to the findings"),
		el("header", {}, el("div", {class: "inside"},
			el("div", {class: "name"}, el("h1", {}, paths.length === 1 ? el("span", {class: "path"}, paths[0]) : counted(paths.length, "capture")),
				el("p", {}, "Conformance to RPC-over-RDMA version 1 (RFC 8166), checked by rpcrdma-lint" + (data.version ? " " + data.version : ""))),
			el("nav", {"aria-label": "Sections"}, link("summary", "Summary"), link("findings", "Findings"), link("connections", "Connections"), link("coverage", "Coverage"), themeButton()))),
		el("main", {class: "inside"}, summarySection(data, toFindings), findings.section, connections.section, coverage.section));
	theme.begin();
	const header = document.querySelector("header");
	new ResizeObserver(() => document.documentElement.style.setProperty("--header", header.offsetHeight + "px")).observe(header);
	document.addEventListener("keydown", (e) => {
		if (e.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName)) {
			e.preventDefault();
			findings.focusFilter();
		}
	});
	preparePrint(findings, connections, coverage);
}

// preparePrint unfolds the page for paper, in light colours, and puts it back.
function preparePrint(findings, connections, coverage) {
	let before = null;
	addEventListener("beforeprint", () => {
		if (before) {
			return;
		}
		before = {theme: theme.choice, closed: []};
		coverage.print();
		const shown = [...findings.print(printed.findings).slice(0, printed.findings), ...connections.print(printed.connections).slice(0, printed.connections)];
		shown.forEach((d) => d.fill && d.fill());
		const told = new Set(); // rules, of which paper needs to tell once
		for (const d of document.querySelectorAll("details:not([open])")) {
			if (d.dataset.rule && told.has(d.dataset.rule)) {
				continue;
			}
			told.add(d.dataset.rule);
			if (d.fill && !d.classList.contains("entry")) {
				d.fill();
			}
			if (!d.classList.contains("entry") || shown.includes(d)) {
				d.open = true;
				before.closed.push(d);
			}
		}
		document.documentElement.classList.add("on-paper");
		theme.set("light");
		shown.forEach((d) => d.plots && d.plots.draw());
	});
	addEventListener("afterprint", () => {
		if (before) {
			document.documentElement.classList.remove("on-paper");
			before.closed.forEach((d) => { d.open = false; });
			theme.set(before.theme);
			before = null;
		}
	});
}

begin(loadedData);
