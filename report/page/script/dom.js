// el makes an element. Attributes that are functions listen to the event of
// that name; false and null leave an attribute out. Text always becomes text:
// nothing from a capture is ever parsed as HTML.
function el(tag, attributes, ...children) {
	const node = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes || {})) {
		if (typeof value === "function") {
			node.addEventListener(name, value);
		} else if (value !== null && value !== undefined && value !== false) {
			node.setAttribute(name, value === true ? "" : value);
		}
	}
	node.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false && c !== ""));
	return node;
}

// table makes a table with a caption. Columns are {name, number}, rows arrays
// of what stands in their cells; the first cell names the row.
function table(caption, columns, rows) {
	const cell = (content, i) => el(i === 0 ? "th" : "td",
		{scope: i === 0 && "row", class: columns[i].number && "number", "data-name": columns[i].name}, content);
	return el("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": caption},
		el("table", {},
			el("caption", {class: "unseen"}, caption),
			el("thead", {}, el("tr", {}, columns.map((c) => el("th", {scope: "col", class: c.number && "number", "data-name": c.name}, c.name)))),
			el("tbody", {}, rows.map((row) => el("tr", {class: row.className}, row.cells.map(cell))))));
}

// figures shows numbers in tiles, all as large as the longest allows. Each is
// [text, name, kind]: a kind colours the tile.
function figures(all, className) {
	const node = el("div", {class: className ? "figures " + className : "figures"}, all.map(([text, name, kind]) =>
		el("div", {class: "figure" + (kind ? " s-" + kind : "")}, el("b", {}, kind && swatch(kind), text), el("span", {}, name))));
	node.style.setProperty("--longest", Math.max(...all.map(([text, , kind]) => text.length + (kind ? 1.5 : 0))));
	return node;
}

// figure is a tile of so many, coloured where there are any.
function figure(n, one, many, kind) {
	return [grouped(n), n === 1 ? one : many, n > 0 && kind];
}

// facts makes a list of names and values.
function facts(pairs) {
	return el("dl", {class: "facts"}, pairs.filter(([, value]) => value !== null && value !== undefined && value !== "")
		.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
}

// unfolding makes details whose content is made when they are opened first.
function unfolding(attributes, summary, fill) {
	const details = el("details", attributes, summary);
	let filled = false;
	details.fill = () => {
		if (!filled) {
			filled = true;
			details.append(fill());
		}
	};
	details.addEventListener("toggle", () => details.open && details.fill());
	return details;
}

// reveal opens details, goes there and gives it the focus.
function reveal(details) {
	details.fill();
	details.open = true;
	details.scrollIntoView({block: "start"});
	details.querySelector("summary").focus({preventScroll: true});
}

// copyButton copies a text. Pages opened from a file have no clipboard of the
// newer kind.
function copyButton(text) {
	const button = el("button", {type: "button", class: "small", click: copy}, "Copy");
	function copy() {
		const area = el("textarea", {class: "unseen", "aria-hidden": "true"}, text);
		button.after(area);
		area.select();
		const done = document.execCommand("copy");
		area.remove();
		button.focus();
		button.textContent = done ? "Copied" : "Not copied";
		setTimeout(() => { button.textContent = "Copy"; }, 2000);
	}
	return button;
}

const loadedData = JSON.parse(document.getElementById("data").textContent);
