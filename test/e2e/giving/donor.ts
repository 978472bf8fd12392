import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import { eventually } from "../browser/eventually";

let count = 0;

/** What one donor types; every donor has an address of their own, so that their mails can be told apart. */
export function newDonor(lang: Lang, fields: Record<string, string> = {}): Record<string, string> {
	count += 1;
	return {
		amountYen: "10000",
		paymentMethod: "card",
		familyName: lang === "ja" ? "髙橋" : "Curie",
		givenName: lang === "ja" ? "﨑子" : "Marie",
		familyNameKana: lang === "ja" ? "タカハシ" : "キュリー",
		givenNameKana: lang === "ja" ? "サキコ" : "マリー",
		email: `donor-${process.pid}-${count}-${lang}@example.jp`,
		postalCode: "920-1192",
		prefecture: "石川県",
		city: "金沢市",
		addressLine: "角間町1",
		...fields,
	};
}

const CHOICES = new Set(["amountYen", "paymentMethod", "fundId", "donorKind", "anonymous", "reportConsent"]);

/** Types and chooses as a person would, field by field in the order given. */
export async function fillForm(page: Page, fields: Record<string, string>): Promise<void> {
	for (const [name, value] of Object.entries(fields)) {
		if (CHOICES.has(name)) await page.check(`input[name="${name}"][value="${value}"]`);
		else if (name === "prefecture") await page.selectOption(`select[name="${name}"]`, value);
		else await page.fill(`[name="${name}"]`, value);
	}
}

/** Opens the form of a hub, fills it in and sends it: the donor is then on the payment page. */
export async function startGift(
	page: Page,
	lang: Lang,
	fields: Record<string, string>,
	hub = "nanolsi",
): Promise<void> {
	await page.goto(`/${lang}/hubs/${hub}/give`);
	await fillForm(page, fields);
	await send(page, lang);
	await page.waitForURL(/\/c\/pay\//);
}

export async function send(page: Page, lang: Lang): Promise<void> {
	await page.getByRole("button", { name: getT(lang, "public")("give.submit") }).click();
}

/** Chooses on the hosted payment page and confirms. */
export async function pay(page: Page, choice: "succeed" | "decline" | "konbini_issue" | "bank_transfer") {
	await page.check(`input[name="choice"][value="${choice}"]`);
	await page.locator("form button[type=submit]").click();
}

export type GiftState =
	| "paid"
	| "awaiting_konbini"
	| "awaiting_transfer"
	| "partly_paid"
	| "left"
	| "expired"
	| "declined";

/** The gift's own page, once it says so; asks again until the webhook and its job have done their work. */
export async function seesState(page: Page, lang: Lang, state: GiftState): Promise<void> {
	await page.waitForURL(/\/thanks\//);
	const wanted = getT(lang, "public")(`thanks.states.${state}`);
	await eventually(async () => {
		const heading = await page.locator("h1").innerText();
		if (heading !== wanted) await page.reload();
		expect(heading).toBe(wanted);
	});
}

/** Pays by an accepted card; the answer is the address of the gift's own page. */
export async function giveByCard(
	page: Page,
	lang: Lang,
	fields: Record<string, string>,
	hub?: string,
): Promise<string> {
	await startGift(page, lang, fields, hub);
	await pay(page, "succeed");
	await seesState(page, lang, "paid");
	return page.url();
}

type Subject = "giftThanks" | "konbini" | "bankTransfer" | "giftExpired";

/** Waits for the donor's mail of this kind, in the donor's language, and opens it. */
export async function openMail(page: Page, lang: Lang, donor: Record<string, string>, kind: Subject): Promise<void> {
	const to = donor.email ?? "";
	const parts = getT(lang, "mail")(`${kind}.subject`, { hub: "\n", until: "\n" }).split("\n");
	const subject = new RegExp(parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".+"));
	const link = page.getByRole("link", { name: subject });
	await eventually(async () => {
		await page.goto(`/sandbox/mail?to=${encodeURIComponent(to)}`);
		expect(await link.count()).toBeGreaterThan(0);
	});
	await link.first().click();
}

/** Follows a link inside the mail that is open. */
export async function followMail(page: Page, label: string): Promise<void> {
	await page.frameLocator("iframe").getByRole("link", { name: label }).click();
}
