import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { getT } from "~/i18n/texts.server";
import { eventually } from "../browser/eventually";
import { freshBrowser } from "../browser/visit";
import { giveByCard, newDonor, pay, seesState, send } from "../giving/donor";
import { signIn } from "./sign-in";

const browser = freshBrowser();
const t = getT("ja", "console");
const TITLE = `春の活動報告 ${process.pid}`;
const donor = newDonor("ja", { familyName: "髙﨑", givenName: "花" });

/** Adds a block of a kind to the report that is open, fills it in and saves it. */
async function addBlock(page: Page, kind: string, fields: Record<string, string>): Promise<void> {
	await page.selectOption("main select[name=kind]", kind);
	await page.locator("main button[value=add]").click();
	for (const [name, value] of Object.entries(fields)) await page.fill(`main [name="${name}"]`, value);
	await page.getByRole("button", { name: t("reports.saveBlock") }).click();
}

const inBoth = (name: string, ja: string) => ({ [`${name}.ja`]: ja, [`${name}.en`]: `${ja} (in English)` });

describe("an impact report", () => {
	it("is composed, approved by a second person, sent, read, refused by POST, and brings the next gift", async () => {
		const giver = await browser.visit();
		await giveByCard(giver, "ja", { ...donor, reportConsent: "on" });

		const officer = await browser.visit();
		await signIn(officer, "officer", "/console/reports/new");
		const year = new Date().getFullYear();
		for (const [name, value] of Object.entries({
			...{ titleJa: TITLE, titleEn: `Report ${process.pid}`, from: `${year}-01-01`, to: `${year}-12-31` },
		})) {
			await officer.fill(`main [name=${name}]`, value);
		}
		await officer.check("[name=kind][value=impact]");
		await officer.check("[name=start][value=empty]");
		await officer.getByRole("button", { name: t("reports.create") }).click();
		const reportPath = new URL(officer.url()).pathname;
		await addBlock(officer, "letter", {
			...inBoth("text", "細胞の動きを、はじめて**一秒に二十枚**撮りました。"),
			...inBoth("signature", "泉 拓也"),
			...inBoth("role", "所長"),
		});
		await addBlock(officer, "yourGift", inBoth("text", "ありがとうございました。"));
		await addBlock(officer, "ask", { ...inBoth("text", "次の一年へ。"), ...inBoth("button", "また寄附をする") });
		await officer.goto(`${reportPath}/preview?as=company&shape=mail`);
		const mail = officer.frameLocator("iframe");
		expect(await mail.locator("body").innerText()).toContain(
			getT("ja", "document")("report.sample.company").slice(0, 6),
		);
		await officer.goto(reportPath);
		await officer.getByRole("button", { name: t("reports.submit"), exact: true }).click();

		const second = await browser.visit();
		await signIn(second, "admin", reportPath);
		await second.getByRole("button", { name: t("reports.approve"), exact: true }).click();
		await second.waitForURL(/done=approved/);

		await officer.goto("/console/segments/new?kind=individual");
		await officer.fill("main [name=name]", TITLE);
		await officer.getByRole("button", { name: t("segments.save") }).click();
		await officer.goto(`/console/mailings/new?report=${reportPath.split("/").at(-1)}`);
		await officer.selectOption("main [name=segmentId]", { label: TITLE });
		await officer.getByRole("button", { name: t("mailings.plan") }).click();
		await officer.waitForURL(/\/console\/mailings\/[0-9a-f-]{36}/);

		const link = giver.getByRole("link", { name: new RegExp(TITLE) });
		await eventually(async () => {
			await giver.goto(`/sandbox/mail?to=${encodeURIComponent(donor.email ?? "")}`);
			expect(await link.count()).toBe(1);
		});
		await link.click();
		const mailPath = new URL(giver.url()).pathname;
		const words = getT("ja", "mail");
		const inMail = (label: string) => giver.frameLocator("iframe").getByRole("link", { name: label });
		await inMail(words("report.web")).click();
		await giver.waitForURL(/\/ja\/reports\/[0-9a-f]{32}$/);
		const pagePath = new URL(giver.url()).pathname;
		const told = await giver.innerText("main");
		for (const word of [TITLE, "髙﨑　花　様", "10,000円", "一秒に二十枚"]) expect(told).toContain(word);
		const answer = await giver.request.get(pagePath);
		expect(answer.headers()).toMatchObject({
			// The last of the two that are sent holds.
			"referrer-policy": expect.stringMatching(/no-referrer$/),
			"x-robots-tag": expect.stringContaining("noindex"),
			"cache-control": expect.stringContaining("no-store"),
		});
		expect((await giver.request.get(`${pagePath}/report.pdf`)).headers()["content-type"]).toBe("application/pdf");

		await giver.goto(mailPath);
		await inMail(words("list.stop")).click();
		await giver.waitForURL(/\/ja\/mail\//);
		await giver.locator("form button[value=stop]").click();
		await giver.getByText(getT("ja", "public")("mailChoices.saved.stopped")).waitFor();

		await giver.goto(pagePath);
		await giver.getByRole("link", { name: "また寄附をする" }).click();
		await giver.waitForURL(/\/ja\/hubs\/nanolsi\/give\?.*appeal=[a-z0-9]{8}/);
		await giver.check('input[name="amountYen"][value="30000"]');
		for (const [name, value] of Object.entries(donor)) {
			if (name === "prefecture") await giver.selectOption("select[name=prefecture]", value);
			else if (name !== "amountYen" && name !== "paymentMethod") await giver.fill(`[name="${name}"]`, value);
		}
		await giver.check('input[name="paymentMethod"][value="card"]');
		await send(giver, "ja");
		await giver.waitForURL(/\/c\/pay\//);
		await pay(giver, "succeed");
		await seesState(giver, "ja", "paid");

		await officer.goto(`/console/outcomes/report/${reportPath.split("/").at(-1)}`);
		await officer.locator("main form button[type=submit]").last().click();
		await eventually(async () => {
			await officer.reload();
			expect(await officer.innerText("main")).toContain("30,000円");
		});
	});
});
