function begin(data) {
	// Sections that lead to each other are asked when somebody clicks.
	const goTo = (section) => (...args) => {
		section().narrow(...args);
		section().section.scrollIntoView();
		const field = section().section.querySelector("input[type=search]");
		field.focus({preventScroll: true});
	};
	let faults = null;
	let traces = null;
	const toTraces = goTo(() => traces);
	const toFaults = goTo(() => faults);
	faults = faultsSection(data, (f) => toTraces({fault: data.faults.indexOf(f)}));
	traces = tracesSection(data, toFaults);
	const timeline = timelineSection(data, toTraces);
	const captures = [{index: 0, path: "", coverage: data.coverage, requirements: data.requirements}];
	const coverage = coverageSection({...data, captures}, (rule) => toFaults({rule}));
	const title = counted(data.sum.traces, "trace");
	pageFrame({
		title, heading: title, version: data.version, skip: "findings",
		links: [["summary", "Summary"], ["findings", "Findings"], ["timeline", "Time"], ["hosts", "Hosts"], ["coverage", "Coverage"], ["traces", "Traces"]],
		sections: [sumsSection(data, traces.list, toTraces), faults.section, timeline.section, peersSection(data, toFaults), coverage.section, traces.section],
		focusFilter: faults.focusFilter,
	});
	document.body.classList.add("wide");
	preparePrint(() => {
		coverage.print();
		return [{plots: timeline}];
	});
}

begin(loadedData);
