import sharp from "sharp";
import { expect, it } from "vitest";
import { getT } from "~/i18n/texts.server";
import { freshBrowser } from "../browser/visit";
import { expectAccessible } from "../pages/checks";
import { signIn } from "./sign-in";

const browser = freshBrowser();
const t = getT("ja", "console");

it("a communicator writes, an officer approves and publishes, and the public reads", async () => {
	const slug = `water-${process.pid}`;
	const title = `水を見る ${process.pid}`;
	const writer = await browser.visit({ javaScriptEnabled: true });
	await signIn(writer, "writer", "/console/stories/new");
	await writer.fill("[name=titleJa]", title);
	await writer.fill("[name=leadJa]", "膜の上の水を、はじめて直接見ました。");
	await writer.locator(".ProseMirror").first().click();
	await writer.locator("[data-tool=bold]").first().click();
	await writer.keyboard.type("針の先で");
	await writer.locator("[data-tool=bold]").first().click();
	await writer.keyboard.type("なぞります。 <b>1 < 2</b>");
	expect(await writer.inputValue("[name=bodyJa]")).toContain("**針の先で**なぞります。");
	await expectAccessible(writer);
	await writer.fill("[name=authorsJa]", "泉 花子");
	await writer.fill("[name=slug]", slug);
	await writer.fill("[name='sources[0].citation']", "Izumi (2026)");
	await writer.fill("[name='sources[0].where']", "https://doi.org/10.5555/izumi.e2e");
	await writer.locator("summary", { hasText: t("images.uploadInstead") }).click();
	const picture = { create: { width: 640, height: 400, channels: 3, background: "#275" } } as const;
	const buffer = await sharp(picture).jpeg().toBuffer();
	await writer.setInputFiles("[name=imageFile]", { name: "IMG_0001.JPG", mimeType: "image/jpeg", buffer });
	await writer.fill("[name=imageAltJa]", "膜の絵");
	await writer.getByRole("button", { name: t("stories.create") }).click();
	await writer.getByText(t("stories.done.created")).waitFor();
	await writer.check("[name=onlyJapanese]");
	await writer.getByRole("button", { name: t("stories.submit") }).click();
	await writer.getByText(t("stories.done.submitted")).waitFor();

	const officer = await browser.visit();
	await signIn(officer, "officer", "/console/stories");
	await officer.getByRole("link", { name: title }).click();
	await officer.getByRole("link", { name: t("stories.preview") }).click();
	expect(await officer.innerText("article")).toContain("針の先で");
	await officer.goBack();
	await officer.getByRole("button", { name: t("stories.approve") }).click();
	await officer.getByRole("button", { name: t("stories.publish") }).click();
	await officer.getByText(t("stories.done.published")).waitFor();

	const reader = await browser.visit();
	await reader.goto("/ja/stories");
	await reader.getByRole("link", { name: title }).click();
	expect(await reader.innerText("article strong")).toBe("針の先で");
	expect(await reader.innerText("article")).toContain("<b>1 < 2</b>");
	expect(await reader.getAttribute("article img", "alt")).toBe("膜の絵");
	expect(await reader.getAttribute("article img", "width")).toBe("640");
	expect(await reader.getAttribute(".story a[href^='https://doi.org/']", "href")).toBe(
		"https://doi.org/10.5555/izumi.e2e",
	);
	const image = await reader.request.get((await reader.getAttribute("article img", "src")) ?? "");
	expect([image.status(), image.headers()["content-type"], image.headers()["cache-control"]]).toEqual([
		200,
		"image/jpeg",
		"public, max-age=31536000, immutable",
	]);
	await reader.goto(`/en/stories/${slug}`);
	expect(await reader.getAttribute("article", "lang")).toBe("ja");
	const feed = await (await reader.request.get("/ja/stories/feed.xml")).text();
	expect(feed).toContain(`/ja/stories/${slug}</link>`);
});
