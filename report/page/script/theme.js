// The theme follows the system until somebody chooses another one.
const theme = {
	listeners: [],
	choices: ["auto", "light", "dark"],

	get choice() {
		return document.documentElement.dataset.theme || "auto";
	},

	set(choice, keep) {
		document.documentElement.dataset.theme = choice;
		if (keep) {
			try {
				localStorage.setItem("rpcrdma-lint-theme", choice);
			} catch {
				// A page without storage keeps the theme until it is closed.
			}
		}
		this.listeners.forEach((f) => f());
	},

	// begin takes the theme that was chosen before.
	begin() {
		let choice = null;
		try {
			choice = localStorage.getItem("rpcrdma-lint-theme");
		} catch {
			// As above.
		}
		this.set(this.choices.includes(choice) ? choice : "auto");
		matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.listeners.forEach((f) => f()));
	},
};

// themeButton goes round the themes.
function themeButton() {
	const button = el("button", {type: "button", id: "theme", click: next});
	function next() {
		theme.set(theme.choices[(theme.choices.indexOf(theme.choice) + 1) % theme.choices.length], true);
	}
	theme.listeners.push(() => {
		button.textContent = "Theme: " + theme.choice;
	});
	return button;
}

// color is what a custom property of the style sheet says at this time.
function color(name) {
	return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
}
