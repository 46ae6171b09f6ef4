// peersSection tells how each host behaved in each role.
function peersSection(data, toFaults) {
	const list = sheet({
		caption: "Hosts", what: "host",
		columns: [
			{name: "host", value: (p) => hostKey(p.host), cell: (p) => el("span", {class: "host"}, p.host)},
			{name: "role", value: (p) => p.role, cell: (p) => p.role},
			{name: "connections", number: true, value: (p) => p.connections, cell: (p) => numberCell(p.connections)},
			{name: "findings against it", number: true, value: (p) => p.blamed, cell: (p) => (p.blamed ?
				el("button", {type: "button", class: "plain", title: "Show them", click: () => toFaults({host: p.host, side: p.role})}, grouped(p.blamed)) : numberCell(0))},
			{name: "in short", cell: (p) => el("span", {class: "title short"}, (p.facts.find(([name]) => name === "calls") || ["", ""])[1])},
		],
		detail: (p) => el("div", {class: "contents"}, facts(p.facts)),
	});
	const role = chooser("Role", [["", "both"], ["client", "client"], ["server", "server"]], apply);
	const text = el("input", {type: "search", id: "peer-text", placeholder: "host, program, size …", input: apply, autocomplete: "off", spellcheck: "false"});
	const form = el("form", {class: "filter", role: "search", "aria-label": "Filter of hosts", submit: (e) => e.preventDefault()},
		role.label, el("label", {class: "grow"}, el("span", {}, "Text"), text));
	function apply() {
		const words = wordsOf(text);
		list.show(data.peers.filter((p) => (!role.select.value || p.role === role.select.value) && words.every((w) => {
			p.text = p.text || [p.host, ...p.facts.flat()].join("\n").toLowerCase();
			return p.text.includes(w);
		})));
	}
	apply();
	return el("section", {id: "hosts", "aria-labelledby": "hosts-title"}, el("h2", {id: "hosts-title"}, "Hosts"),
		data.peers.length > 0 ? [el("p", {}, "How each host behaved as a client or as a server, over all its connections."), form, list.node] : el("p", {}, "No RPC-over-RDMA connection was seen."),
		data.peers_left_out > 0 && el("p", {class: "left-out"}, `${counted(data.peers_left_out, "further host")} left out; those with most findings against them, then those with most connections are here.`),
		data.unprofiled > 0 && el("p", {class: "left-out"}, `${counted(data.unprofiled, "connection")} not in full among the hosts.`));
}
