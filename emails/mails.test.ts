import { describe, expect, it } from "vitest";
import { LANGS, type Lang } from "~/i18n/lang.ts";
import { HOSTILE, LONG_COMPANY, mailProps as props } from "../test/factories/mail-samples.ts";
import { MAIL_KINDS, type MailKind, type MailPropsByKind, renderMail } from "./index.ts";

const render = <K extends MailKind>(
	kind: K,
	lang: Lang,
	addressee = "髙橋　﨑子　様",
	change: Partial<MailPropsByKind[K]> = {},
) => renderMail(kind, { ...props(lang, addressee)[kind], ...change });

const escapeHtml = (text: string) => text.replaceAll("&", "&amp;");
const cases = MAIL_KINDS.flatMap((kind) => LANGS.map((lang) => ({ kind, lang })));

describe.each(cases)("$kind in $lang", ({ kind, lang }) => {
	it("is whole in HTML and in text", async () => {
		const mail = await render(kind, lang);
		for (const part of [mail.subject, mail.html, mail.text]) {
			expect(part).not.toMatch(/undefined|\[object|NaN|\{\{|\}\}/);
			expect(part).not.toMatch(/\b(?:common|giftThanks|konbini|bankTransfer|giftExpired|giftRefunded)\.[a-z]/i);
		}
		expect(mail.subject.length).toBeLessThan(120);
		expect(mail.html).toMatch(new RegExp(`<html[^>]* lang="${lang}"`));
		expect([...new Set(mail.html.match(/ lang="[^"]*"/g))]).toEqual([` lang="${lang}"`]);
		expect(/<style>([^<]*)<\/style>/.exec(mail.html)?.[1]).not.toMatch(/&[a-z#]/);
		expect(mail.text.split("\n")[0]).toMatch(/^泉 Izumi/);
		expect(Buffer.byteLength(mail.html)).toBeLessThan(30_000);
		expect(mail.html).not.toMatch(/<img|<script|@import|url\(/);
	});

	it("names whom it speaks to and what it is about in both parts", async () => {
		const mail = await render(kind, lang);
		const known: Record<string, unknown> = { ...props(lang, "髙橋　﨑子　様")[kind] };
		const about = ["hubName", "institutionName", "fundName", "reference", "contactEmail"].map((name) => known[name]);
		const amounts = "amountYen" in known ? ["300,000"] : [];
		for (const part of [mail.html, mail.text]) {
			for (const value of [...about, ...amounts, known.addressee === null ? undefined : "髙橋　﨑子"]) {
				if (value !== undefined) expect(part).toContain(value);
			}
		}
	});

	it("gives its links whole in both parts", async () => {
		const mail = await render(kind, lang);
		const known = Object.entries(props(lang, "A")[kind]);
		const links = known.filter(([name]) => /Url$|^url$/.test(name) && name !== "siteUrl").map(([, link]) => link);
		const given = links.filter((link): link is string => typeof link === "string");
		// A mail leaves out the gift's page when it has a more pressing one.
		const inHtml = given.filter((link) => mail.html.includes(`href="${escapeHtml(link)}"`));
		// Who is refused is not sent anywhere.
		if (given.length > 0 && kind !== "application-refused") expect(inHtml).not.toEqual([]);
		for (const link of inHtml) expect(mail.text).toContain(link);
	});

	it("prints difficult names as they are and lets none of them act", async () => {
		const greets = (props(lang, "A")[kind] as { addressee: string | null }).addressee !== null;
		for (const name of ["渡邉　辻\u{e0100}子　様", "\ufa19山　𠮷郎　様", `${LONG_COMPANY}　御中`]) {
			const mail = await render(kind, lang, name);
			if (greets) expect(mail.html).toContain(name);
			if (greets) expect(mail.text).toContain(name);
		}
		const hostile = await render(kind, lang, HOSTILE, {
			hubName: HOSTILE,
			fundName: HOSTILE,
			institutionName: HOSTILE,
		});
		expect(hostile.html).not.toContain("<script");
		expect(hostile.html).toContain("&lt;script&gt;");
		expect(hostile.text).toContain("{{lang}} $t(common.sender)");
		expect(hostile.subject).not.toMatch(/[\r\n]/);
	});

	it("says where to ask even without an address, and when it is a demonstration", async () => {
		const plain = await render(kind, lang);
		const mail = await render(kind, lang, "A", { contactEmail: null, demo: true });
		expect(mail.html).not.toContain("mailto:");
		expect(mail.text).toMatch(/デモ|demonstration/);
		expect(plain.text).not.toMatch(/デモ|demonstration/);
	});
});

describe("what each mail must say", () => {
	it("thanks: that it is no receipt, and who issues one", async () => {
		const ja = await render("gift-thanks", "ja");
		expect(ja.text).toContain("領収書（寄附金受領証明書）ではありません");
		expect(ja.text).toContain("国立大学法人金沢大学が入金を確認したのちに発行します");
		const other = await render("gift-thanks", "ja", "A", { receiptByOtherBody: true });
		expect(other.text).toContain("別の法人が発行します");
		expect((await render("gift-thanks", "en")).text).toContain("not an official receipt");
	});

	it("konbini: until when, in Japan", async () => {
		const ja = await render("konbini-instructions", "ja");
		expect(ja.subject).toContain("2026年11月24日 23:59");
		expect(ja.text).toContain("お支払いはまだ済んでいません");
		expect((await render("konbini-instructions", "en")).text).toContain("24 November 2026, 23:59 JST");
	});

	it("bank transfer: the account as a line each, and what is missing after a part came", async () => {
		const ja = await render("bank-transfer-instructions", "ja");
		expect(ja.text).toMatch(/^口座番号: 0001234$/m);
		expect(ja.text).toMatch(/^銀行: テスト銀行（コード 0123）$/m);
		const part = await render("bank-transfer-instructions", "ja", "A", {
			remainingYen: 120_000n,
			payUntil: "2026-12-31",
		});
		expect(part.subject).toContain("残りの金額");
		expect(part.text).toContain("180,000円のお振込を確認しました");
		expect(part.text).toMatch(/^お振込金額: 120,000円$/m);
		expect(part.text).toMatch(/^お振込の期限: 2026年12月31日$/m);
	});

	it("pledge: a reminder is warm before and after, with the account and the number that finds the money", async () => {
		const before = await render("pledge-reminder", "ja");
		expect(before.subject).toBe("2027年4月30日のご寄附のご案内（ナノ生命科学研究所）");
		expect(before.text).toMatch(/^金額: 60,000円$/m);
		expect(before.text).toMatch(/^口座番号: 0001234$/m);
		expect(before.text).toContain("お名前の前に 41072594 を");
		const after = await render("pledge-reminder", "ja", "A", { when: "after", account: null });
		expect(after.text).toContain("行き違いをお許しください");
		expect(after.text).not.toContain("口座番号");
		expect(`${before.text}${after.text}`).not.toMatch(/督促|催促|未納|滞納|延滞/);
		expect((await render("pledge-asked", "en")).text).toContain("does not oblige you to pay");
	});

	it("refund: how the money comes back, and nothing left when all of it does", async () => {
		expect((await render("gift-refunded", "ja")).text).toContain("返金後の寄附金額: 200,000円");
		const whole = await render("gift-refunded", "ja", "A", {
			refundedYen: 300_000n,
			remainingYen: 0n,
			method: "konbini",
		});
		expect(whole.text).not.toContain("返金後の寄附金額");
		expect(whole.text).toContain("決済会社（Stripe）から");
	});
});
