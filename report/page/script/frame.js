// pageFrame fills the page: a header with links to the sections, and these.
function pageFrame({title, heading, version, skip, links, sections, focusFilter}) {
	const link = ([to, text]) => el("a", {href: "#" + to}, text);
	document.title = title + " – rpcrdma-lint";
	document.body.append(
		el("a", {href: "#" + skip, class: "skip"}, "Skip to the findings"),
		el("header", {}, el("div", {class: "inside"},
			el("div", {class: "name"}, el("h1", {}, heading),
				el("p", {}, "Conformance to RPC-over-RDMA version 1 (RFC 8166), checked by rpcrdma-lint" + (version ? " " + version : ""))),
			el("nav", {"aria-label": "Sections"}, links.map(link), themeButton()))),
		el("main", {class: "inside"}, sections));
	theme.begin();
	const header = document.querySelector("header");
	new ResizeObserver(() => document.documentElement.style.setProperty("--header", header.offsetHeight + "px")).observe(header);
	document.addEventListener("keydown", (e) => {
		if (e.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName)) {
			e.preventDefault();
			focusFilter();
		}
	});
}

// preparePrint unfolds the page for paper, in light colours, and puts it back.
// Of entries those are unfolded that unfold returns.
function preparePrint(unfold) {
	let before = null;
	addEventListener("beforeprint", () => {
		if (before) {
			return;
		}
		before = {theme: theme.choice, closed: []};
		const shown = unfold();
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
