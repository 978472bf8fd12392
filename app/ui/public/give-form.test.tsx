import { renderToStaticMarkup } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { describe, expect, it } from "vitest";
import { LANGS, type Lang } from "~/i18n/lang.ts";
import { i18nFor } from "~/i18n/texts.server.ts";
import { GiveForm, type GiveFormProps } from "./give-form.tsx";

const fund = (id: string, institution: string) => ({
	id,
	slug: id,
	name: `fund ${id}`,
	purpose: "what it pays for",
	institution: { slug: institution, name: institution },
	overheadBasisPoints: 0,
	taxTreatment: "designated",
	taxCreditEligible: false,
	minYen: 500n,
	maxYen: 10_000_000n,
	presetYen: [3000n, 10_000n],
	anchorDay: 27,
});
const notes = { sentences: ["a sentence"], basis: "an article" };

function render(lang: Lang, given: Partial<GiveFormProps> = {}): string {
	const funds = given.funds ?? [fund("one", "A University")];
	const props: GiveFormProps = {
		lang,
		action: "/ja/hubs/x/give?utm_source=letter",
		applyHref: "/ja/hubs/x/apply?utm_source=letter",
		pledgeHref: null,
		hub: { abbreviation: "X", name: "Institute X" },
		funds,
		chosen: fund("one", "A University"),
		methods: ["card", "konbini", "bank_transfer"],
		frequencies: ["once", "monthly", "yearly"],
		taxNotes: funds.map(({ id }) => ({ fundId: id, individual: notes, company: notes })),
		values: {},
		errors: {},
		maxLengths: { message: 500 },
		prefectures: [{ value: "石川県", label: "Ishikawa" }],
		consentWording: "I agree",
		appealConsentWording: "I agree to be asked",
		konbini: { minYen: 120n, maxYen: 300_000n },
		...given,
	};
	return renderToStaticMarkup(
		<I18nextProvider i18n={i18nFor(lang)}>
			<GiveForm {...props} />
		</I18nextProvider>,
	);
}

describe.each(LANGS)("the give form in %s", (lang) => {
	it("labels every field and posts to its own address", () => {
		const html = render(lang);
		const ids = [
			...html.matchAll(/<(?:input|select|textarea)(?![^>]*type="(?:hidden|radio|checkbox)")[^>]*id="(\w+)"/g),
		];
		expect(ids.length).toBeGreaterThan(14);
		for (const [, id] of ids) expect(html).toContain(`for="${id}"`);
		expect(html).toContain('action="/ja/hubs/x/give?utm_source=letter"');
		expect(html).not.toMatch(/<script|style="|undefined|\{\{/);
	});

	it("ties each error to its field, in the order of the page", () => {
		const errors = {
			email: ["fields.required"],
			amountYen: ["fields.amount.belowMin?min=500"],
			"": ["page.failedText"],
		};
		const html = render(lang, { errors, values: { amountOther: "10,00", amountYen: "other", email: '"><b>' } });
		const links = [...html.matchAll(/<a class="link" href="#(\w+)"/g)].map(([, id]) => id);
		expect(links).toEqual(["amountYen", "email"]);
		expect(html).toMatch(/id="email"[^>]*aria-invalid="true"[^>]*aria-describedby="email-hint email-error"/);
		expect(html).toContain('value="10,00"');
		expect(html).toContain("&quot;&gt;&lt;b&gt;");
		expect(html).not.toContain("<b>");
	});
});

it("keeps a chosen amount chosen, and any other in its field", () => {
	expect(render("ja", { values: { amountYen: "10000" } })).toMatch(
		/value="10000"[^>]*checked|checked=""[^>]*value="10000"/,
	);
	expect(render("ja", { values: { amountYen: "7777" } })).toMatch(/id="amountOther"[^>]*value="7777"/);
});

it("tells the terms of funds once where they are the same", () => {
	const html = render("en", { funds: [fund("one", "A"), fund("two", "B"), fund("three", "A")] });
	expect([...html.matchAll(/data-funds="([\d ]+)"/g)].map(([, places]) => places)).toEqual(["0 2", "1"]);
});
