// coverageSection is the matrix of rules and what came of them, and of what
// the standard demands.
function coverageSection(data, toFindings) {
	const section = el("section", {id: "coverage", "aria-labelledby": "coverage-title"},
		el("h2", {id: "coverage-title"}, "Coverage"),
		el("p", {}, "What each rule came to, counted by what it judges: messages, Calls, connections. A rule that was not exercised says nothing about this traffic."));
	const holder = el("div", {});
	const selects = [];
	const select = (name, options) => {
		const node = el("select", {"aria-label": name, change: show}, options.map(([value, text]) => el("option", {value}, text)));
		selects.push(node);
		return el("label", {}, el("span", {}, name), node);
	};
	const form = el("form", {class: "filter", "aria-label": "Filter of the coverage", submit: (e) => e.preventDefault()},
		select("Show", [["exercised", "rules that were exercised"], ["all", "all rules"], ["violated", "violated"], ["unsure", "inconclusive or undecided"], ["idle", "not exercised"]]),
		data.captures.length > 1 && select("Capture", [["", "all"], ...data.captures.map((c) => [String(c.index), c.path])]));

	function show() {
		const [which, index] = selects.map((s) => s.value);
		const captures = index ? [data.captures[Number(index)]] : data.captures;
		const all = sumRules(captures).sort((a, b) => gravity.indexOf(stateOf(a)) - gravity.indexOf(stateOf(b)));
		holder.replaceChildren(rulesTable(data, all.filter((v) => wanted(v, which)), toFindings), summaryOf(all), demandsTable(data, captures));
	}
	section.append(form, holder);
	show();
	return {section, print: () => { selects[0].value = "all"; show(); }};
}

const gravity = ["violated", "inconclusive", "undecided", "held", "not exercised", "switched off"];

// stateOf is what a rule came to, the gravest first.
function stateOf(v) {
	return v.disabled ? "switched off" : v.violated ? "violated" : v.inconclusive ? "inconclusive" : v.undecided && !v.held ? "undecided" :
		v.held ? "held" : "not exercised";
}

function wanted(v, which) {
	const judged = v.held + v.violated + v.inconclusive + v.undecided;
	return {exercised: judged > 0, all: true, violated: v.violated > 0, unsure: v.inconclusive + v.undecided > 0, idle: judged === 0}[which];
}

function sumRules(captures) {
	const sums = new Map();
	for (const v of captures.flatMap((c) => c.coverage)) {
		const s = sums.get(v.rule);
		if (!s) {
			sums.set(v.rule, {...v, reasons: [...(v.reasons || [])]});
			continue;
		}
		for (const k of ["held", "violated", "inconclusive", "undecided"]) {
			s[k] += v[k];
		}
		s.disabled = s.disabled && v.disabled;
		s.reasons.push(...(v.reasons || []));
	}
	return [...sums.values()];
}

function rulesTable(data, all, toFindings) {
	const number = (n) => (n ? grouped(n) : el("span", {class: "none"}, "0"));
	const rows = all.map((v) => {
		const state = stateOf(v);
		const name = v.violated ? el("button", {type: "button", class: "plain rule", click: () => toFindings(v.rule), title: "Show its findings"}, v.rule) : el("code", {class: "rule"}, v.rule);
		return {className: "state-" + state.replace(" ", "-"), cells: [
			name, el("span", {class: "title"}, data.rules[v.rule].title), el("span", {class: "state"}, state), el("span", {}, "per " + v.unit), bar(v),
			number(v.held + v.violated + v.inconclusive + v.undecided), number(v.held), number(v.violated), number(v.inconclusive), number(v.undecided)]};
	});
	const n = (name) => ({name, number: true});
	return table("Rules and what came of them", [{name: "rule"}, {name: "what is wrong"}, {name: "came to"}, {name: "unit"}, {name: "share"}, n("judged"), n("held"), n("violated"), n("inconclusive"), n("undecided")], rows);
}

// bar shows the shares of the four outcomes.
function bar(v) {
	const parts = ["held", "violated", "inconclusive", "undecided"].filter((k) => v[k] > 0).map((k) => {
		const part = el("span", {class: "part " + k});
		part.style.flexGrow = v[k];
		return part;
	});
	return el("span", {class: "bar", "aria-hidden": "true"}, parts);
}

// summaryOf tells how many rules came to what, and why verdicts are missing.
function summaryOf(all) {
	const states = tally(all.map(stateOf));
	const reasons = new Map();
	for (const r of all.flatMap((v) => v.reasons || [])) {
		reasons.set(r.reason, (reasons.get(r.reason) || 0) + r.count);
	}
	return el("div", {},
		el("p", {}, `Of ${counted(all.length, "rule")}: ` + [...states].map(([s, n]) => `${n} ${s}`).join(", ") + "."),
		reasons.size > 0 && el("details", {class: "inner"}, el("summary", {}, "Why verdicts are missing"),
			el("ul", {}, [...reasons].sort((a, b) => b[1] - a[1]).map(([why, n]) => el("li", {}, grouped(n) + " × " + why)))));
}

// demandsTable is the matrix by requirement, made when it is opened.
function demandsTable(data, captures) {
	const names = ["held", "violated", "noted", "inconclusive", "undecided"];
	const fill = () => {
		const sums = new Map();
		for (const q of captures.flatMap((c) => c.requirements)) {
			const s = sums.get(q.key);
			sums.set(q.key, s ? {...s, counts: s.counts.map((n, i) => n + q.counts[i])} : q);
		}
		const rows = [...sums.values()].map((q) => {
			const d = data.demands[q.key];
			const exercised = q.counts.some((n) => n > 0);
			return {className: "", cells: [
				el("span", {}, el("code", {class: "rule"}, q.key), el("span", {class: "title"}, d.text), q.reason && el("span", {class: "title reason"}, q.reason)),
				d.level, exercised ? "exercised" : q.standing === "judged" ? "not exercised" : q.standing,
				...q.counts.map((n) => (n ? grouped(n) : el("span", {class: "none"}, "0")))]};
		});
		return table("Requirements and what came of them", [{name: "requirement"}, {name: "level"}, {name: "standing"}, ...names.map((name) => ({name, number: true}))], rows);
	};
	return unfolding({class: "inner"}, el("summary", {}, "The same by requirement of the standard, in our own words"), fill);
}
