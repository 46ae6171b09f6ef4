// sheetSize is how many rows of a long table are in the page at a time.
const sheetSize = 50;

// sheet shows a long table a page at a time, sorted by any column. Columns are
// {name, number, value, down, cell}: a column with a value can be sorted by,
// numbers and what is down begin with the greatest; cell makes what stands in it. The first column names the row, and a button there
// unfolds what detail makes. Its show takes the rows.
function sheet({caption, what, columns, detail}) {
	let rows = [];
	let order = []; // rows as they are sorted
	let first = 0; // of the page
	let by = null;
	let down = false;
	const heads = columns.map((c) => el("th", {scope: "col", class: c.number && "number", "data-name": c.name},
		c.value ? el("button", {type: "button", class: "sort", click: () => sort(c)}, c.name) : c.name));
	const body = el("tbody", {});
	const place = el("output", {"aria-live": "polite"});
	const button = (text, label, to) => el("button", {type: "button", "aria-label": label, click: () => go(to())}, text);
	const back = [button("«", "First page", () => 0), button("‹", "Previous page", () => first - sheetSize)];
	const on = [button("›", "Next page", () => first + sheetSize), button("»", "Last page", () => lastPage())];
	const choice = el("select", {"aria-label": "Sort by", change: () => sort(columns[Number(choice.value)])}, el("option", {value: "-1", disabled: true}, "sort"),
		columns.map((c, i) => c.value && el("option", {value: String(i)}, "by " + c.name)));
	const pages = el("div", {class: "pages"}, back, place, on, el("label", {class: "sorting"}, choice));
	const node = el("div", {class: "sheet"},
		el("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": caption},
			el("table", {}, el("caption", {class: "unseen"}, caption), el("thead", {}, el("tr", {}, heads)), body)), pages);

	const lastPage = () => Math.max(0, Math.floor((order.length - 1) / sheetSize) * sheetSize);

	function sort(column) {
		[by, down] = [column, by === column ? !down : Boolean(column.number || column.down)];
		arrange();
		go(0);
	}

	function arrange() {
		order = rows;
		if (by) {
			const sign = down ? -1 : 1;
			const keys = rows.map(by.value);
			order = keys.map((k, i) => i).sort((a, b) => sign * (keys[a] < keys[b] ? -1 : keys[a] > keys[b] ? 1 : 0) || a - b).map((i) => rows[i]);
		}
		heads.forEach((h, i) => {
			h.setAttribute("aria-sort", columns[i] !== by ? "none" : down ? "descending" : "ascending");
		});
		choice.value = String(columns.indexOf(by));
	}

	function go(to) {
		first = Math.min(Math.max(to, 0), lastPage());
		const shown = order.slice(first, first + sheetSize);
		body.replaceChildren(...shown.map(rowOf));
		place.textContent = order.length === 0 ? "No " + what : `${grouped(first + 1)}–${grouped(first + shown.length)} of ${counted(order.length, what)}`;
		back.forEach((b) => { b.disabled = first === 0; });
		on.forEach((b) => { b.disabled = first === lastPage(); });
		pages.hidden = order.length === 0;
	}

	function rowOf(row) {
		let inside = null;
		const unfold = detail && el("button", {type: "button", class: "unfold", "aria-expanded": "false", click: toggle, "aria-label": "Details"});
		const tr = el("tr", {}, columns.map((c, i) => el(i === 0 ? "th" : "td",
			{scope: i === 0 && "row", class: c.number && "number", "data-name": c.name},
			i === 0 && unfold ? el("div", {class: "named"}, unfold, el("div", {}, c.cell(row))) : c.cell(row))));
		function toggle() {
			const open = unfold.getAttribute("aria-expanded") === "false";
			unfold.setAttribute("aria-expanded", String(open));
			if (!inside) {
				inside = el("tr", {class: "inside-row"}, el("td", {colspan: String(columns.length)}, detail(row)));
				tr.after(inside);
			}
			inside.hidden = !open;
		}
		return tr;
	}

	return {
		node,
		show(all) {
			rows = all;
			arrange();
			go(0);
		},
	};
}

// numberCell is a count, and nothing much where it is 0.
function numberCell(n) {
	return n ? grouped(n) : el("span", {class: "none"}, "0");
}

// chooser makes a labelled select of [value, text] for a filter.
function chooser(name, options, changed) {
	const select = el("select", {"aria-label": name, change: changed}, options.map(([value, text]) => el("option", {value}, text)));
	return {select, label: el("label", {}, el("span", {}, name), select)};
}

// wordsOf are the words of a search.
function wordsOf(input) {
	return input.value.toLowerCase().split(/\s+/).filter(Boolean);
}
