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
	const several = counted(paths.length, "capture");
	pageFrame({
		title: paths.length === 1 ? paths[0] : several,
		heading: paths.length === 1 ? el("span", {class: "path"}, paths[0]) : several,
		version: data.version, skip: "findings",
		links: [["summary", "Summary"], ["findings", "Findings"], ["connections", "Connections"], ["coverage", "Coverage"]],
		sections: [summarySection(data, toFindings), findings.section, connections.section, coverage.section],
		focusFilter: findings.focusFilter,
	});
	preparePrint(() => {
		coverage.print();
		return [...findings.print(printed.findings).slice(0, printed.findings), ...connections.print(printed.connections).slice(0, printed.connections)];
	});
}

begin(loadedData);
