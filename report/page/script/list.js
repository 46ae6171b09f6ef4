// pageSize is how many entries of a long list are shown before somebody asks
// for more: a page of ten thousand would freeze the browser.
const pageSize = 50;

// pagedList shows entries a page at a time. Its show takes the list to show.
function pagedList(what, render) {
	const list = el("div", {class: "list"});
	const more = el("button", {type: "button", class: "more", click: () => grow(pageSize, true)});
	const node = el("div", {}, list, more);
	let entries = [];
	let shown = 0;

	function grow(n, focus) {
		const from = shown;
		shown = Math.min(entries.length, shown + n);
		list.append(...entries.slice(from, shown).map(render));
		more.hidden = shown === entries.length;
		more.textContent = "Show " + Math.min(pageSize, entries.length - shown) + " more of " + counted(entries.length - shown, "further " + what);
		const first = list.children[from];
		if (focus && first) {
			first.querySelector("summary, button, a").focus();
		}
	}

	return {
		node,
		show(all) {
			entries = all;
			shown = 0;
			list.replaceChildren();
			grow(pageSize);
		},
		// until shows all entries up to one, and returns its element.
		until(entry) {
			const i = entries.indexOf(entry);
			if (i >= shown) {
				grow(i + 1 - shown);
			}
			return list.children[i];
		},
		// upTo shows at least so many.
		upTo(n) {
			if (n > shown) {
				grow(n - shown);
			}
			return [...list.children];
		},
	};
}

// tally counts how often each value is there.
function tally(values) {
	const counts = new Map();
	for (const v of values) {
		counts.set(v, (counts.get(v) || 0) + 1);
	}
	return counts;
}
