import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { describe, expect, it } from "vitest";
import { LANGS, type Lang } from "~/i18n/lang.ts";
import { i18nFor } from "~/i18n/texts.server.ts";
import { type GlideYear, partOf, toParts } from "./chart-view.ts";
import { CoverageHeatTable } from "./coverage-heat-table.tsx";
import { GlidePath } from "./glide-path.tsx";
import { GlideTable } from "./glide-table.tsx";
import { SmallMultiples } from "./small-multiples.tsx";
import { SupportTimeline } from "./support-timeline.tsx";
import { UseBars } from "./use-bars.tsx";

const M = 1_000_000n;

/** A hub before and after support: money of every kind, a surplus of research money, a year without a plan at the end. */
const years: GlideYear[] = Array.from({ length: 8 }, (_, index) => {
	const n = BigInt(index);
	const sources = [
		{ source: "received", category: "gift", yen: index < 2 ? (20n + n) * M : 0n },
		{ source: "received", category: "competitive", yen: index < 2 ? 320n * M : 0n },
		{ source: "received", category: "joint", yen: index < 2 ? 60n * M : 0n },
		{ source: "received", category: "ip", yen: index < 1 ? -3n * M : 0n },
		{ source: "received", category: "host", yen: index < 2 ? 150n * M : 0n },
		{ source: "host", category: "host", yen: index >= 2 ? 180n * M : 0n },
		{ source: "fund", category: "competitive", yen: index >= 1 ? (400n - 40n * n) * M : 0n },
		{ source: "instalment", category: "gift", yen: 30n * M },
	];
	const securedYen = sources.reduce((sum, { yen }) => sum + yen, 0n);
	const neededYen = index === 7 ? 0n : (1_000n - 10n * n) * M;
	const placedYen = securedYen > 500n * M ? 500n * M : securedYen;
	return {
		fiscalYear: 2025 + index,
		neededYen,
		securedYen,
		placedYen,
		securedRatio: neededYen === 0n ? null : Number(placedYen) / Number(neededYen),
		expectedRatio: neededYen === 0n ? null : Number(placedYen + 120n * M) / Number(neededYen),
		likely: { low: 40n * M, expected: 120n * M, high: 260n * M },
		parts: toParts(sources),
	};
});

const markup = (lang: Lang, element: ReactElement) =>
	renderToStaticMarkup(<I18nextProvider i18n={i18nFor(lang)}>{element}</I18nextProvider>);

const path = {
	title: "NanoLSI",
	years,
	supportLastYear: 2026,
	supportEndsOn: "2027-03-31",
	today: "2026-11-22",
};

describe.each(LANGS)("pictures in %s", (lang) => {
	it("draw the glide path with a title, words and marks, on a desk and on a telephone", () => {
		const svg = markup(lang, <GlidePath {...path} />);
		expect(svg).not.toMatch(/NaN|Infinity|undefined|style=/);
		expect(svg.match(/role="img"/g)).toHaveLength(2);
		expect(svg).toContain(lang === "ja" ? "支援終了 2027年3月31日" : "Support ends 31 March 2027");
		expect(svg).toContain(lang === "ja" ? "本日 2026年11月22日" : "Today 22 November 2026");
		for (const [, id] of svg.matchAll(/url\(#([\w-]+)\)/g)) expect(svg).toContain(`id="${id}"`);
		for (const [, ids] of svg.matchAll(/aria-labelledby="([^"]+)"/g)) {
			for (const id of ids?.split(" ") ?? []) expect(svg).toContain(`id="${id}"`);
		}
		expect(svg).not.toContain(i18nFor(lang).t("coverage.whatIf", { ns: "public" }));
	});

	it("say of a what-if that it is one, in its caption and to a screen reader", () => {
		const word = i18nFor(lang).t("coverage.whatIf", { ns: "public" });
		const svg = markup(lang, <GlidePath {...path} whatIf="host" />);
		expect(svg.split(word)).toHaveLength(4);
	});

	it("put the same figures into the table", () => {
		const table = markup(lang, <GlideTable label="t" years={years} unit="yen" standAloneFrom={2027} />);
		for (const year of years.slice(0, 7)) {
			for (const yen of [year.neededYen, year.securedYen, year.likely.expected]) {
				expect(table).toContain(`¥${yen.toLocaleString("en")}`);
			}
		}
		expect(table).toContain(i18nFor(lang).t("coverage.firstAlone", { ns: "public" }));
	});

	it("link a figure down, never a dash", () => {
		const table = markup(
			lang,
			<GlideTable
				label="t"
				years={years}
				unit="million"
				standAloneFrom={null}
				linkOf={(year, column) => `/${column}/${year.fiscalYear}`}
			/>,
		);
		expect(table).toContain('<a href="/competitive/2025">320</a>');
		expect(table).not.toContain('href="/competitive/2027"');
	});

	it("show hubs, uses and years of support without a broken figure", () => {
		const small = years.map((year) => ({ ...year, receivedYen: 100n * M }));
		const html = [
			markup(
				lang,
				<SmallMultiples
					label="l"
					hubs={[
						{
							slug: "a",
							abbreviation: "A",
							href: "/a",
							supportLastYear: 2026,
							supportEndsOn: "2027-03-31",
							aloneYear: 2027,
							years: small,
						},
						{
							slug: "b",
							abbreviation: "B",
							href: "/b",
							supportLastYear: null,
							supportEndsOn: null,
							aloneYear: null,
							years: small,
						},
					]}
				/>,
			),
			markup(
				lang,
				<CoverageHeatTable
					label="l"
					rows={[
						{
							slug: "a",
							abbreviation: "A",
							name: "A",
							href: "/a",
							supportLastYear: 2026,
							cells: years.map((year) => ({ ...year, href: "/y" })),
						},
					]}
				/>,
			),
			markup(
				lang,
				<UseBars
					title="u"
					unit="million"
					rows={[
						{
							use: "running",
							label: "r",
							neededYen: 0n,
							placedYen: 0n,
							likely: { low: 0n, expected: 0n, high: 0n },
						},
					]}
				/>,
			),
			markup(
				lang,
				<SupportTimeline
					label="l"
					today="2026-11-22"
					rows={[
						{ slug: "n", abbreviation: "N", href: "/n", periods: [], endsOn: null, recognitions: [] },
						{
							slug: "a",
							abbreviation: "A",
							href: "/a",
							endsOn: "2022-03-31",
							periods: [
								{ kind: "support", firstFiscalYear: 2007, lastFiscalYear: 2016 },
								{ kind: "extension", firstFiscalYear: 2017, lastFiscalYear: 2021 },
							],
							recognitions: [{ kind: "academy", since: "2022-04-01", until: null }],
						},
					]}
				/>,
			),
		];
		for (const one of html) expect(one).not.toMatch(/NaN|Infinity|undefined|style=/);
		expect(html[1]).toContain("50%");
	});
});

it("sorts every source into one part", () => {
	expect(partOf({ source: "received", category: "commissioned" })).toBe("contract");
	expect(partOf({ source: "received", category: "startup" })).toBe("other");
	expect(partOf({ source: "host", category: "host" })).toBe("host_decided");
	expect(partOf({ source: "fund", category: "joint" })).toBe("fund");
});
