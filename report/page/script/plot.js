// plotGroup holds plots that share a zoom, and takes its keys.
function plotGroup(name, zoom, controls) {
	const node = el("div", {
		class: "plots", tabindex: "0", role: "group",
		"aria-label": name + ". Plus and minus zoom, the arrow keys move, 0 or Escape shows all.",
		keydown: (e) => {
			const act = e.target === node && !e.ctrlKey && !e.metaKey && !e.altKey && zoomKeys[e.key];
			if (act) {
				act(zoom);
				e.preventDefault();
			}
		},
	}, controls);
	return node;
}

// controlsOf are the buttons of a zoom. What range says is told beside them.
function controlsOf(zoom, all, range) {
	const shown = el("output", {class: "range"});
	const button = (name, label, act) => el("button", {type: "button", "aria-label": label, click: act}, name);
	const reset = button("Show all", all, () => zoom.reset());
	const tell = () => {
		shown.textContent = range();
		reset.disabled = zoom.whole;
	};
	zoom.watch(tell);
	tell();
	return el("div", {class: "controls"},
		button("+", "Zoom in", () => zoom.by(1 / 2)), button("−", "Zoom out", () => zoom.by(2)),
		button("←", "Earlier", () => zoom.pan(-1 / 4)), button("→", "Later", () => zoom.pan(1 / 4)), reset, shown);
}

// plot makes the frame of one plot. It is drawn when begin is called, when the
// width is known.
function plot(parent, {title, about, legend, chart, read, hint = ""}) {
	const holder = el("div", {class: "canvas", role: "img", "aria-label": title + ". " + about});
	const readout = el("p", {class: "readout"}, hint);
	parent.append(el("figure", {class: "plot"},
		el("figcaption", {}, el("h5", {}, title), el("p", {class: "about"}, about)),
		el("ul", {class: "legend"}, legend), holder, readout));
	let begun = false;
	return {
		begin() {
			if (!begun) {
				begun = true;
				makeChart({...chart, holder, pointed: (u, i) => { readout.textContent = i === null ? hint : read(u, i) || hint; }});
			}
		},
	};
}

function key(className, name) {
	return el("li", {}, el("span", {class: "line c-" + className, "aria-hidden": "true"}), name);
}

// drawWhenSeen draws plots as they come into view.
function drawWhenSeen(plots) {
	const seen = new IntersectionObserver((changes) => {
		if (changes.some((x) => x.isIntersecting)) {
			seen.disconnect();
			plots.draw();
		}
	}, {rootMargin: "200px"});
	seen.observe(plots.node);
}
