// The page of one capture: plots, zoom, filter, keyboard, themes, paper.
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import path from "node:path";
import {after, before, test} from "node:test";
import {captures, drawn, here, inked, launch, open, quit, settled, write} from "./open.mjs";

let story;

before(async () => {
	await launch();
	story = write("story", path.join(captures, "story-reconnect-flood.pcap"));
});
after(quit);

// withPlots opens the second connection and waits for its plots.
async function withPlots(options) {
	const page = await open(story, options);
	await page.locator(".connection summary").nth(1).click();
	await page.locator(".plots").scrollIntoViewIfNeeded();
	await page.waitForFunction(() => document.querySelectorAll(".canvas canvas").length === 3);
	await settled(page);
	return page;
}

const range = (page) => page.locator(".range").textContent();

test("the plots are drawn when a connection is opened, and not before", async () => {
	const page = await open(story);
	assert.equal(await page.locator("canvas").count(), 0);
	await page.done();
	const plotted = await withPlots();
	const pixels = await inked(plotted);
	assert.equal(pixels.length, 3);
	pixels.forEach((n) => assert.ok(n > 2000, `${n} pixels`));
	assert.match(await plotted.locator(".legend").first().textContent(), /in flight.*granted.*requested.*error.*RNR NAK.*end of the connection/s);
	await plotted.done();
});

test("a drag zooms all plots, a double click shows all again", async () => {
	const page = await withPlots();
	const [whole, all] = [await range(page), await drawn(page)];
	await page.locator(".canvas").first().scrollIntoViewIfNeeded();
	const box = await page.locator(".u-over").first().boundingBox();
	await page.mouse.move(box.x + box.width * 0.4, box.y + 60);
	await page.mouse.down();
	await page.mouse.move(box.x + box.width * 0.6, box.y + 60, {steps: 5});
	await page.mouse.up();
	await settled(page);
	assert.notEqual(await range(page), whole);
	(await drawn(page)).forEach((now, i) => assert.notEqual(now, all[i], `plot ${i}`));
	await page.mouse.dblclick(box.x + box.width / 2, box.y + 60);
	await page.mouse.move(0, 0);
	await settled(page);
	assert.equal(await range(page), whole);
	assert.deepEqual(await drawn(page), all);
	await page.done();
});

test("the keyboard zooms, moves and resets", async () => {
	const page = await withPlots();
	const whole = await range(page);
	await page.locator(".plots").focus();
	await page.keyboard.press("+");
	const closer = await range(page);
	await page.keyboard.press("ArrowRight");
	const moved = await range(page);
	assert.equal(new Set([whole, closer, moved]).size, 3);
	await page.keyboard.press("0");
	assert.equal(await range(page), whole);
	await page.keyboard.press("+");
	await page.keyboard.press("Escape");
	assert.equal(await range(page), whole);
	await page.locator(".controls button", {hasText: "+"}).click();
	assert.equal(await range(page), closer);
	await page.locator(".controls button", {hasText: "Show all"}).click();
	assert.equal(await range(page), whole);
	await page.done();
});

test("the cursor tells what is beneath it, on all plots", async () => {
	const page = await withPlots();
	const box = await page.locator(".u-over").first().boundingBox();
	await page.mouse.move(box.x + box.width * 0.5, box.y + 80);
	await settled(page);
	assert.match(await page.locator(".readout").first().textContent(), /frame \d+ · \d+ in flight · granted \d+ · requested \d+/);
	assert.match(await page.locator(".readout").nth(1).textContent(), /frames \d+ to \d+/);
	await page.done();
});

test("a finding unfolds to evidence, ladder and the standard, and leads to its plot", async () => {
	const page = await open(story);
	const finding = page.locator(".finding", {hasText: "recv/rnr-client"}).first();
	await finding.locator("summary").first().click();
	assert.deepEqual(await finding.locator(".evidence .frame").allTextContents(), ["501", "537", "538", "539"]);
	assert.match(await finding.locator(".tshark").textContent(), /frame\.number in \{501, 537, 538, 539\}/);
	const rows = finding.locator(".ladder .proves");
	assert.equal(await rows.count(), 4);
	assert.match(await rows.nth(0).textContent(), /client to server: Call NFSv3 GETATTRXID 0x5a17c03e.*Call$/);
	assert.match(await rows.nth(2).textContent(), /RNR NAK by the client.*refused here: RNR NAK/);
	assert.ok(await finding.locator(".ladder .step:not(.proves)").count() > 4);
	assert.match(await finding.locator(".demands").textContent(), /MUST.*Receives.*RFC 8166 §3\.3\.1/);
	await finding.getByText("About the rule").click();
	assert.match(await finding.locator(".prose").textContent(), /Why it matters.*How it is recognised/s);
	await finding.getByRole("button", {name: "Show on the plot of connection 2"}).click();
	assert.ok(await page.locator(".connection").nth(1).evaluate((d) => d.open));
	assert.ok(await page.evaluate(() => document.activeElement.classList.contains("plots")));
	assert.ok(await page.locator(".controls button", {hasText: "Show all"}).isEnabled());
	await page.done();
});

test("the filter narrows the findings by all that it offers", async () => {
	const page = await open(story);
	const found = page.locator("#findings output");
	const shown = () => page.locator(".finding").count();
	assert.equal(await found.textContent(), "13 findings");
	await page.getByLabel("error (6)").uncheck();
	assert.equal(await found.textContent(), "7 of 13 findings");
	assert.equal(await shown(), 7);
	await page.getByRole("button", {name: "Clear"}).click();
	await page.locator("#findings").getByLabel("Rule").selectOption("credit/first-call");
	assert.equal(await shown(), 3);
	await page.getByLabel("Connection", {exact: true}).selectOption("3");
	assert.equal(await shown(), 1);
	await page.getByRole("button", {name: "Clear"}).click();
	await page.getByLabel("Side").selectOption("none");
	assert.equal(await shown(), 1);
	await page.getByRole("button", {name: "Clear"}).click();
	await page.getByLabel("Text").fill("0x5a17c03e receive");
	assert.equal(await shown(), 2);
	await page.getByLabel("Text").fill("no such thing");
	assert.equal(await found.textContent(), "0 of 13 findings");
	await page.getByRole("button", {name: "Clear"}).click();
	assert.equal(await shown(), 13);
	await page.locator("#coverage button.rule", {hasText: "recv/rnr-client"}).click();
	assert.equal(await shown(), 3);
	await page.done();
});

test("everything can be reached with the keyboard, and the focus is seen", async () => {
	const page = await open(story);
	const focused = () => page.evaluate(() => {
		const a = document.activeElement;
		return {name: a.id || a.textContent.slice(0, 40), tag: a.tagName, outline: getComputedStyle(a).outlineStyle, top: a.getBoundingClientRect().top};
	});
	await page.keyboard.press("Tab");
	assert.equal((await focused()).name, "Skip to the findings");
	await page.keyboard.press("Enter");
	const seen = [];
	let opened = false;
	for (let i = 0; i < 80; i++) {
		await page.keyboard.press("Tab");
		const f = await focused();
		if (f.tag === "BODY") {
			break;
		}
		seen.push(f);
		assert.notEqual(f.outline, "none", f.name);
		if (!opened && f.tag === "SUMMARY") {
			opened = true;
			await page.keyboard.press("Enter");
			assert.equal(await page.locator(".finding[open]").count(), 1);
		}
	}
	const tags = new Set(seen.map((f) => f.tag));
	for (const tag of ["INPUT", "SELECT", "SUMMARY", "BUTTON"]) {
		assert.ok(tags.has(tag), `${tag} among ${[...tags]}`);
	}
	await page.keyboard.press("/");
	assert.equal((await focused()).name, "text");
	await page.done();
});

test("the theme follows the system, can be chosen, and is remembered", async () => {
	const ground = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
	const [light, dark] = [await withPlots({scheme: "light"}), await withPlots({scheme: "dark"})];
	const [white, black] = [await ground(light), await ground(dark)];
	assert.notEqual(white, black);
	const before = await drawn(light);
	await light.locator("#theme").click();
	assert.equal(await ground(light), white);
	await light.locator("#theme").click();
	assert.equal(await ground(light), black);
	await settled(light);
	assert.notDeepEqual(await drawn(light), before);
	await light.reload();
	assert.equal(await ground(light), black);
	await light.done();
	await dark.done();
});

test("nothing runs over the edge of a phone or a laptop", async () => {
	for (const width of [360, 390, 1440]) {
		const page = await open(story, {width});
		await page.$$eval("details", (all) => all.forEach((d) => { d.open = true; }));
		await settled(page);
		await page.$$eval("details:not([open])", (all) => all.forEach((d) => { d.open = true; }));
		await settled(page);
		assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= width, `at ${width}`);
		for (const [needs, has] of await page.$$eval(".figure b", (all) => all.map((b) => [b.scrollWidth, b.clientWidth]))) {
			assert.ok(needs <= has, `a number of the summary needs ${needs} of ${has} pixels at ${width}`);
		}
		await page.done();
	}
});

test("paper has everything unfolded, and the screen is as it was", async () => {
	const page = await open(story, {scheme: "dark"});
	const closed = () => page.locator("details:not([open])").count();
	const before = await closed();
	await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
	await settled(page);
	// Each rule is explained once.
	assert.deepEqual([...new Set(await page.$$eval("details:not([open])", (all) => all.map((d) => d.className)))], ["inner about"]);
	const pixels = await inked(page);
	assert.ok(pixels.length >= 12 && pixels.every((n) => n > 500), String(pixels));
	await page.emulateMedia({media: "print"});
	assert.equal(await page.locator("nav, .filter, .controls, .more").evaluateAll((all) => all.filter((n) => n.checkVisibility()).length), 0);
	assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
	await page.emulateMedia({media: "screen"});
	await page.evaluate(() => dispatchEvent(new Event("afterprint")));
	assert.ok(await closed() >= before);
	assert.equal(await page.locator(".entry[open]").count(), 0);
	assert.ok((await page.pdf()).length > 100000);
	await page.done();
});

test("uPlot is the package's, unchanged", () => {
	for (const [kept, theirs] of [["uPlot.iife.min.js", "dist/uPlot.iife.min.js"], ["uPlot.min.css", "dist/uPlot.min.css"], ["LICENSE", "LICENSE"]]) {
		assert.deepEqual(readFileSync(path.join(here, "../uplot", kept)), readFileSync(path.join(here, "node_modules/uplot", theirs)), kept);
	}
	const version = JSON.parse(readFileSync(path.join(here, "node_modules/uplot/package.json"))).version;
	assert.ok(readFileSync(path.join(here, "../uplot/README.md"), "utf8").includes("Version " + version + " "));
});
