// demandsOf tells what the standard says, in our own words.
function demandsOf(data, keys) {
	const known = keys.filter((k) => data.demands[k]);
	return known.length === 0 ? null : el("section", {}, el("h4", {}, "What the standard says"),
		el("ul", {class: "demands"}, known.map((k) => {
			const d = data.demands[k];
			return el("li", {}, el("span", {class: "level"}, d.level), " ", d.text, " ",
				el("a", {href: d.url, rel: "noopener noreferrer"}, d.section));
		})));
}

function aboutRule(data, id) {
	const r = data.rules[id];
	if (!r || !r.why) {
		return null;
	}
	const prose = (title, text) => text && [el("h5", {}, title), text.split("\n\n").map((p) => el("p", {}, p.trim()))];
	const list = (title, items) => items && [el("h5", {}, title), el("ul", {}, items.map((i) => el("li", {}, i)))];
	return el("details", {class: "inner about", "data-rule": id}, el("summary", {}, "About the rule ", el("code", {}, id)),
		el("div", {class: "prose"}, el("p", {}, r.title + "."), prose("Why it matters", r.why), prose("How it is recognised", r.how),
			prose("When the checker keeps silent", r.silent), prose("Severity", r.deviates),
			list("Known to have had the fault", r.known), list("On a live host: tracepoints of the Linux kernel", r.traces)));
}
