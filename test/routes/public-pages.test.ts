import type { AppLoadContext } from "@remix-run/node";
import { describe, expect, it } from "vitest";
import { contextFor, publicContext } from "~/domain/access/ctx.server";
import { getGivePage } from "~/domain/funds/get-give-page.server";
import { publishCoverage } from "~/domain/hubs/publish-coverage.server";
import { yen } from "~/domain/money/yen";
import { decidePlan } from "~/domain/sufficiency/decide-plan.server";
import { draftPlan } from "~/domain/sufficiency/draft-plan.server";
import { getCoverage } from "~/domain/sufficiency/get-coverage.server";
import { submitPlan } from "~/domain/sufficiency/submit-plan.server";
import { getT } from "~/i18n/texts.server";
import { action, loader as giveLoader } from "~/routes/public/give";
import { loader as homeLoader } from "~/routes/public/home";
import { loader as hubLoader } from "~/routes/public/hub";
import { loader as robotsLoader } from "~/routes/public/robots";
import { loader as sitemapLoader } from "~/routes/public/sitemap";
import { action as estimate } from "~/routes/public/tax-estimate";
import { taxForms } from "~/routes/public/tax-forms.server";
import { loader as thanksLoader, action as tryAgain } from "~/routes/public/thanks";
import { DONOR, freshWorld } from "../factories/world";

const world = freshWorld();
const GIVE = "http://localhost:3000/ja/hubs/nanolsi/give?utm_source=letter";
const args = (url: string, params: Record<string, string>, init?: RequestInit) => ({
	request: new Request(url, init),
	params,
	context: { clientIp: "192.0.2.7" } as AppLoadContext,
});
const send = (fields: Record<string, string>) =>
	action(args(GIVE, { lang: "ja", slug: "nanolsi" }, { method: "POST", body: new URLSearchParams(fields) }));
const hub = () => hubLoader(args("http://localhost:3000/ja/hubs/nanolsi", { lang: "ja", slug: "nanolsi" }));
const home = () => homeLoader(args("http://localhost:3000/ja", { lang: "ja" }));

type Refusal = { init: { status: number }; data: { values: Record<string, string>; errors: Record<string, string[]> } };

async function refused(fields: Record<string, string>): Promise<Refusal> {
	const answer = await send(fields);
	expect(answer).not.toBeInstanceOf(Response);
	return answer as unknown as Refusal;
}

async function paid(fields: Parameters<typeof world.give>[0]) {
	const gift = await world.give(fields);
	await world.pay(gift.sessionId, "succeed");
	await world.settle();
	return gift;
}

describe("the give form", () => {
	it("warns of next year's receipts from 1 November in Japan, by the issuer's own rule", async () => {
		const at = async (moment: string) => {
			const page = await getGivePage(
				{ ...(await publicContext(new Request(GIVE), "ja")), now: new Date(moment) },
				"nanolsi",
			);
			return page.chosen.yearEnd.warnings.map(({ method, certainty }) => `${method} ${certainty}`);
		};
		expect(await at("2026-10-31T14:59:59Z")).toEqual([]);
		expect(await at("2026-10-31T15:00:00Z")).toEqual(["card may", "konbini may", "bank_transfer may"]);
		expect(await at("2026-12-31T14:59:59Z")).toEqual(["card will", "konbini will", "bank_transfer will"]);
		expect(await at("2026-12-31T15:00:00Z")).toEqual([]);
	});

	it("answers 400 with every error beside its field and every value kept, as often as it takes", async () => {
		for (let tries = 0; tries < 35; tries += 1) await refused({ donorKind: "individual" });
		const { init, data } = await refused({
			donorKind: "individual",
			familyName: "泉",
			email: "not an address",
			amountYen: "other",
			amountOther: "10,00",
			message: "一行目\n二行目",
			paymentMethod: "card",
			nobodyAskedFor: "this",
		});
		expect(init.status).toBe(400);
		expect(data.values).toEqual({
			donorKind: "individual",
			familyName: "泉",
			email: "not an address",
			amountYen: "other",
			amountOther: "10,00",
			message: "一行目\n二行目",
			paymentMethod: "card",
		});
		expect(Object.keys(data.errors).sort()).toEqual(
			[
				"addressLine",
				"amountYen",
				"city",
				"email",
				"familyNameKana",
				"fundId",
				"givenName",
				"givenNameKana",
				"postalCode",
				"prefecture",
			].sort(),
		);
	});

	it("offers gifts once, monthly and yearly, and no other rhythm", async () => {
		const { init, data } = await refused({ ...DONOR, fundId: world.fundId, frequency: "weekly" });
		expect([init.status, data.errors]).toEqual([400, { frequency: ["fields.frequency.unknown"] }]);
	});

	it("takes no fund of another hub", async () => {
		const { init, data } = await refused({ ...DONOR, fundId: "01900000-0000-7000-8000-000000000000" });
		expect([init.status, data.errors]).toEqual([400, { fundId: ["fields.fund.unknown"] }]);
	});

	it("leads to Checkout, and the same form again to the same page", async () => {
		const fields = { ...DONOR, fundId: world.fundId, amountYen: "other", amountOther: "１２，０００円" };
		const first = (await send(fields)) as Response;
		const again = (await send(fields)) as Response;
		expect(first.status).toBe(303);
		expect(first.headers.get("location")).toContain("/c/pay/cs_");
		expect(again.headers.get("location")).toBe(first.headers.get("location"));
		const [gift] = await world.database.prisma.gift.findMany({ where: { amountYen: 12_000n } });
		expect(gift).toMatchObject({ origin: { utm_source: "letter" }, paymentStatus: "pending" });
	});

	it("loses nothing of what was typed when there were too many gifts from one address", async () => {
		const fields = { ...DONOR, fundId: world.fundId, email: "again@example.jp" };
		for (let tries = 0; tries < 10; tries += 1) expect(await send(fields)).toBeInstanceOf(Response);
		const { init, data } = await refused(fields);
		expect([init.status, data.values.addressLine, data.errors[""]?.[0]]).toEqual([
			429,
			DONOR.addressLine,
			expect.stringMatching(/^request\.tooMany\?minutes=\d+$/),
		]);
	});

	it("says who receives the gift and that tax depends on it", async () => {
		const page = await giveLoader(args(GIVE, { lang: "en", slug: "nanolsi" }));
		expect(page.chosen.institution.name).toBe("Kanazawa University");
		expect(page.taxNotes[0]?.individual.basis).toContain("Income Tax Act");
		expect(page.taxNotes[0]?.company.basis).toContain("Corporation Tax Act");
	});
});

describe("a hub's page", () => {
	it("shows what the ledger says, whatever came back", async () => {
		const before = (await hub()).gifts.keptYen;
		const gift = await paid({ amountYen: "30000", email: "a@example.jp" });
		await world.refund(gift.giftId, 10_000);
		await world.settle();
		const page = await hub();
		const { programme, hubs, uses } = await home();
		expect(page.gifts.keptYen - before).toBe(20_000n);
		expect(page.gifts.grossYen - page.gifts.refundedYen).toBe(page.gifts.keptYen);
		expect(programme.keptYen).toBe(page.gifts.keptYen);
		expect([uses.keptYen, uses.uses.map(({ use }) => use)]).toEqual([page.gifts.keptYen, ["running"]]);
		expect(hubs.find((one) => one.slug === "nanolsi")?.keptYen).toBe(page.gifts.keptYen);
		expect(page.donors.thisYear).toBeGreaterThan(0);
	});

	it("names nobody before approval, and never an anonymous donor", async () => {
		const named = await paid({ email: "b@example.jp", displayName: "理科の先生", message: "楽しみです" });
		const hidden = await paid({ email: "c@example.jp", displayName: "名前", anonymous: "on", message: "応援します" });
		expect((await hub()).displayed).toEqual([]);
		await world.database.prisma.gift.updateMany({
			where: { id: { in: [named.giftId, hidden.giftId] } },
			data: { displayStatus: "approved" },
		});
		const shown = (await hub()).displayed.map(({ displayName, message }) => [displayName, message]);
		expect(shown.sort()).toEqual(
			[
				[null, "応援します"],
				["理科の先生", "楽しみです"],
			].sort(),
		);
		await world.refund(named.giftId);
		await world.settle();
		expect((await hub()).displayed.map(({ message }) => message)).toEqual(["応援します"]);
	});

	it("is met nearest end of support first", async () => {
		const { hubs } = await home();
		expect(hubs).toHaveLength(18);
		expect(hubs.slice(0, 4).map((one) => one.slug)).toEqual(["ircn", "nanolsi", "ashbi", "icredd"]);
		expect(hubs.find((one) => one.slug === "ipmu")?.support).toMatchObject({ state: "ended", lastFiscalYear: 2021 });
		expect(hubs.find((one) => one.slug === "aimec")?.hosts.map((host) => host.slug)).toEqual(["tohoku-u", "jamstec"]);
	});
});

describe("a hub's way to standing alone", () => {
	const staff = (userId: string) =>
		contextFor({
			...{ kind: "staff", userId, name: userId, email: "" },
			grants: [{ role: "admin", scope: { kind: "programme" } }],
		});
	const amounts = (page: Awaited<ReturnType<typeof hub>>) =>
		JSON.stringify(page.coverage, (_, value: unknown) => (typeof value === "bigint" ? `${value} yen` : value));

	it("is nobody's to see until the hub publishes it, and then no more than it publishes", async () => {
		expect((await hub()).coverage).toBeNull();
		const [one, two] = [await staff("one"), await staff("two")];
		const { id: hubId } = await one.db.hub.findUniqueOrThrow({ where: { slug: "nanolsi" } });
		const costs = [2026, 2027].map((fiscalYear) => ({
			...{ fiscalYear, use: "running" as const, label: "運営" },
			amountYen: yen(40_000_000),
		}));
		const plan = { title: "自立化計画", firstFiscalYear: 2026, lastFiscalYear: 2027, costs, targets: [] };
		const { planId } = await draftPlan(one, { hubId, ...plan });
		await submitPlan(one, { planId });
		await decidePlan(two, { planId, approve: true });
		expect((await hub()).coverage).toBeNull();

		await publishCoverage(one, { hubId, level: "ratio" });
		const ratio = await hub();
		expect(ratio.coverage).toMatchObject({ supportEndsOn: "2027-03-31", ended: false, glide: null });
		expect(ratio.coverage?.years.map(({ fiscalYear }) => fiscalYear)).toEqual([2026, 2027]);
		expect(amounts(ratio)).not.toContain("yen");

		await publishCoverage(one, { hubId, level: "sources" });
		const sources = await hub();
		const { years } = await getCoverage(one, { hubId });
		for (const year of sources.coverage?.glide ?? []) {
			const same = years.find(({ fiscalYear }) => fiscalYear === year.fiscalYear);
			expect(year).toMatchObject({ neededYen: same?.neededYen, securedYen: same?.securedYen });
			expect(Object.values(year.parts).reduce((sum, part) => sum + part, 0n)).toBe(same?.securedYen);
		}
		expect(sources.coverage?.glide).toHaveLength(2);
		expect(amounts(sources)).not.toMatch(/example\.jp|reason|weight/);

		await publishCoverage(one, { hubId, level: "none" });
		expect((await hub()).coverage).toBeNull();
	});
});

describe("the page of one gift", () => {
	const answer = (token: string) => thanksLoader(args("http://localhost:3000/ja/thanks/x", { lang: "ja", token }));
	const page = async (token: string) => (await answer(token)).data;
	const press = (token: string) =>
		tryAgain(args("http://localhost:3000/ja/thanks/x", { lang: "ja", token }, { method: "POST" }));

	it("tells each state as it is, and leads on after a decline", async () => {
		const gift = await world.give({ email: "d@example.jp" });
		const waiting = await page(gift.token);
		expect([waiting.state, waiting.head.noindex]).toEqual(["confirming", true]);
		expect((await answer(gift.token)).init?.headers).toEqual({ Refresh: "4" });
		await world.pay(gift.sessionId, "decline");
		await world.settle();
		expect(await page(gift.token)).toMatchObject({ state: "declined", canTryAgain: true });
		const next = await press(gift.token);
		expect([next.status, next.headers.get("location")?.includes("/c/pay/cs_")]).toEqual([303, true]);
	});

	it("gives the konbini's last day as people in Japan read it", async () => {
		const gift = await world.give({ email: "e@example.jp", paymentMethod: "konbini" });
		await world.pay(gift.sessionId, "konbini_issue");
		await world.settle();
		const shown = await page(gift.token);
		expect(shown).toMatchObject({ state: "awaiting_konbini", canTryAgain: false });
		expect(shown.payBy).toMatch(/^2026-05-2\d$/);
		expect(shown.head.title).toContain(getT("ja", "public")("thanks.states.awaiting_konbini"));
	});
});

describe("for search engines", () => {
	it("lists every public page in both languages, each naming the other, and closes what is a person's own", async () => {
		const xml = await (await sitemapLoader(args("http://localhost:3000/sitemap.xml", {}))).text();
		const places = [...xml.matchAll(/<loc>[^<]*?(\/(?:ja|en)[^<]*)<\/loc>/g)].map(([, path = ""]) => path);
		expect(places).toContain("/en/hubs/nanolsi/give");
		expect(places).toContain("/ja/tax/national-university-corporation");
		expect(new Set(places).size).toBe(places.length);
		const swapped = places.map((path) => path.replace(/^\/(ja|en)/, (_, lang) => (lang === "ja" ? "/en" : "/ja")));
		expect(swapped.sort()).toEqual([...places].sort());
		expect(xml.match(/hreflang="x-default"/g)?.length).toBe(places.length);

		const robots = await robotsLoader().text();
		const closed = [...robots.matchAll(/^Disallow: (.+)$/gm)].map(([, path = ""]) => path);
		expect(places.filter((path) => closed.some((prefix) => path.startsWith(prefix)))).toEqual([]);
		for (const path of ["/console", "/portal", "/ja/thanks", "/en/reports"]) expect(closed).toContain(path);
	});
});

describe("tax", () => {
	const ask = (fields: Record<string, string>) => {
		const init = { method: "POST", body: new URLSearchParams(fields) };
		return estimate(args("http://localhost:3000/ja/tax/estimate", { lang: "ja" }, init));
	};

	it("knows only the legal forms that host hubs, and by whom", async () => {
		const forms = await taxForms(await publicContext(new Request(GIVE), "ja"));
		expect(forms.map(({ form, treatment }) => `${form} ${treatment}`)).toContain(
			"national_university_corporation designated",
		);
		expect(forms.flatMap(({ hosts }) => hosts.flatMap(({ hubs }) => hubs.map(({ slug }) => slug)))).toContain(
			"nanolsi",
		);
	});

	it("answers an estimate that nothing keeps", async () => {
		const { prisma } = world.database;
		const rows = async () => [await prisma.auditEvent.count(), await prisma.gift.count(), await prisma.donor.count()];
		const before = await rows();
		const answer = await ask({
			donorKind: "individual",
			amountYen: "30,000",
			incomeYen: "5000000",
			taxableYen: "4000000",
		});
		expect(answer.data.result).toMatchObject({ fromYen: 5_700n, toYen: 8_500n });
		expect(new Headers(answer.init?.headers).get("Cache-Control")).toBe("no-store");
		expect(await rows()).toEqual(before);
	});

	it("gives back what was typed with what is wrong", async () => {
		const answer = await ask({ donorKind: "company", amountYen: "", legalForm: "x".repeat(500) });
		expect([answer.init?.status, answer.data.result, answer.data.values.legalForm?.length]).toEqual([400, null, 60]);
		expect(Object.keys(answer.data.errors).sort()).toEqual(["amountYen", "legalForm"]);
	});
});
