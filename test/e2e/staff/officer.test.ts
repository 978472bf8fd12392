import { beforeAll, describe, expect, it } from "vitest";
import { getT } from "~/i18n/texts.server";
import { eventually } from "../browser/eventually";
import { freshBrowser } from "../browser/visit";
import { giveByCard, newDonor } from "../giving/donor";
import { STAFF } from "../world/staff";
import { signIn } from "./sign-in";

const browser = freshBrowser();
const t = getT("ja", "console");
const donor = newDonor("ja", {
	familyName: "渡邉",
	givenName: "柊馬",
	familyNameKana: "ワタナベ",
	givenNameKana: "シュウマ",
	displayName: `柊馬 ${process.pid}`,
	message: "十年先の研究を楽しみにしています。",
});
let giftUrl = "";

beforeAll(async () => {
	const page = await browser.visit();
	await giveByCard(page, "ja", donor);
});

describe("a development officer", () => {
	it("is refused with a wrong password, and told no more than that", async () => {
		const page = await browser.visit();
		await page.goto("/console/gifts?status=received");
		expect(new URL(page.url()).pathname).toBe("/auth/sign-in");
		await page.fill("[name=email]", STAFF.officer.email);
		await page.fill("[name=password]", "not-the-password");
		await page.locator("main form button[type=submit]").click();
		expect(await page.innerText("[role=alert]")).toBe(t("signIn.refused"));
		expect(await page.inputValue("[name=email]")).toBe(STAFF.officer.email);
		await page.fill("[name=password]", STAFF.officer.password);
		await page.locator("main form button[type=submit]").click();
		await page.waitForURL((url) => url.pathname + url.search === "/console/gifts?status=received");
	});

	it("finds the donor by any script, reads the gift's story, sends the mail again and shows the name in public", async () => {
		const page = await browser.visit();
		await signIn(page, "officer", "/console/gifts");
		for (const query of ["渡邉", "渡辺", "ワタナベ", "わたなべ", "watanabe", "柊馬"]) {
			await page.fill("[name=q]", query);
			await page.keyboard.press("Enter");
			await page.waitForURL((url) => url.searchParams.get("q") === query);
			const found = await page.locator("tbody tr").allInnerTexts();
			expect(found.length, query).toBe(1);
			expect(found[0], query).toContain("渡邉");
		}
		await page.locator("tbody a").click();
		giftUrl = page.url();
		const story = await page.innerText("main");
		for (const part of ["¥10,000", "¥360", "¥9,640", donor.email ?? "", "角間町1", "シュウマ"])
			expect(story).toContain(part);
		for (const part of ["checkout.session.completed", "gift.started"]) expect(story).toContain(part);

		await page.getByRole("button", { name: t("gift.mails.resend") }).click();
		await page.getByText(t("gift.done.resend")).waitFor();
		await eventually(async () => {
			await page.goto(`/sandbox/mail?to=${encodeURIComponent(donor.email ?? "")}`);
			expect(await page.locator("main li a").count()).toBe(2);
		});

		const hub = await browser.visit();
		await hub.goto("/ja/hubs/nanolsi");
		expect(await hub.innerText("main")).not.toContain(donor.displayName);
		await page.goto(giftUrl);
		await page.getByRole("button", { name: t("gift.display.approved"), exact: true }).click();
		await page.getByText(t("gift.done.approved")).waitFor();
		const shown = async () => {
			await hub.reload();
			return hub.innerText("main");
		};
		await eventually(async () => expect(await shown()).toContain(donor.displayName));
		expect(await hub.innerText("main")).toContain(donor.message);

		await page.getByRole("button", { name: t("gift.display.declined"), exact: true }).click();
		await page.getByText(t("gift.done.declined")).waitFor();
		await eventually(async () => expect(await shown()).not.toContain(donor.displayName));
	});

	it("of another hub sees neither the gift nor that it exists", async () => {
		const page = await browser.visit();
		await signIn(page, "stranger", "/console/gifts");
		expect(await page.innerText("main")).not.toContain("渡邉");
		const there = await page.goto(giftUrl);
		const nowhere = await page.goto(giftUrl.replace(/[\w-]+$/, "0190a0a0-0000-7000-8000-000000000000"));
		expect([there?.status(), nowhere?.status()]).toEqual([404, 404]);
	});
});
