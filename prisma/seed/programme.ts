import fs from "node:fs";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import type { Ctx } from "~/domain/access/ctx.server";
import {
	recordProgrammeBudget,
	recordProgrammeIndicators,
	recordReviewSheetPayments,
} from "~/domain/external-funds/record-review-sheet.server";
import { recordHub } from "~/domain/hubs/record-hub.server";
import { recordInstitution } from "~/domain/institutions/record-institution.server";
import { LEGAL_FORMS } from "~/domain/institutions/tax-note";
import { ensurePlatformAccount } from "~/domain/stripe-accounts/stripe-account.server";
import { hubTexts } from "./hub-texts";

/** Government support is ten years at first; what a source gives beyond is an extension. */
const FIRST_SUPPORT_YEARS = 10;

const year = z.coerce.number().int();
const figure = z.string().transform((text) => (text === "" ? null : Number(text)));
const yes = z.enum(["yes", "no"]).transform((word) => word === "yes");

const institutionRow = z.object({
	slug: z.string(),
	name_ja: z.string(),
	name_en: z.string(),
	legal_form: z.enum(LEGAL_FORMS),
	corporate_number: z.string().transform((text) => text || null),
	source: z.string(),
});
const hubRow = z.object({
	slug: z.string(),
	abbreviation: z.string(),
	name_ja: z.string(),
	name_en: z.string(),
	adopted_fiscal_year: year,
	support_last_fiscal_year: year,
	academy: yes,
	source: z.string(),
});
const hostRow = z.object({ hub: z.string(), institution: z.string(), is_primary: yes });
const paymentRow = z.object({
	block: z.string(),
	rank: year,
	payee_ja: z.string(),
	corporate_number: z.string().transform((text) => text || null),
	project_ja: z.string(),
	amount_million_yen: year,
	contract: z.string(),
	block_printed_total_million_yen: year,
});
const budgetRow = z.object({
	fiscal_year: year,
	initial_million_yen: year,
	carried_in_million_yen: figure,
	carried_out_million_yen: figure,
	total_million_yen: figure,
	executed_million_yen: figure,
	execution_rate_of_total_percent: figure,
	execution_rate_of_initial_and_supplementary_percent: figure,
});
const indicatorRow = z.object({
	indicator_ja: z.string(),
	indicator_en: z.string(),
	unit: z.string(),
	fiscal_year: year,
	actual: year,
	target: year,
	final_target: figure,
});

/** The programme as its public documents have it: institutions, the 18 hubs, the review sheet. Safe to run again. */
export async function seedProgramme(ctx: Ctx): Promise<void> {
	await ensurePlatformAccount(ctx);
	for (const row of read("institutions.csv", institutionRow)) {
		await recordInstitution(ctx, {
			slug: row.slug,
			nameJa: row.name_ja,
			nameEn: row.name_en,
			legalForm: row.legal_form,
			corporateNumber: row.corporate_number,
			source: row.source,
		});
	}
	const hosts = read("hub_hosts.csv", hostRow);
	for (const row of read("hubs.csv", hubRow)) {
		const text = hubTexts[row.slug];
		if (!text) throw new Error(`hub ${row.slug} has no words in hub-texts.ts`);
		await recordHub(ctx, {
			slug: row.slug,
			abbreviation: row.abbreviation,
			nameJa: row.name_ja,
			nameEn: row.name_en,
			adoptedFiscalYear: row.adopted_fiscal_year,
			...text,
			source: row.source,
			hosts: hosts
				.filter((host) => host.hub === row.slug)
				.map((host) => ({ institutionSlug: host.institution, isPrimary: host.is_primary })),
			supportPeriods: supportPeriods(row),
			recognitions: row.academy ? [{ kind: "academy", source: row.source }] : [],
		});
	}
	await seedReviewSheet(ctx);
}

function supportPeriods(row: z.output<typeof hubRow>) {
	const firstEnd = Math.min(row.adopted_fiscal_year + FIRST_SUPPORT_YEARS - 1, row.support_last_fiscal_year);
	const { source, adopted_fiscal_year: firstFiscalYear, support_last_fiscal_year: lastFiscalYear } = row;
	const first = { kind: "support" as const, firstFiscalYear, lastFiscalYear: firstEnd, source };
	if (firstEnd === lastFiscalYear) return [first];
	return [first, { kind: "extension" as const, firstFiscalYear: firstEnd + 1, lastFiscalYear, source }];
}

const REVIEW_SHEET_FISCAL_YEAR = 2022;

async function seedReviewSheet(ctx: Ctx): Promise<void> {
	await recordReviewSheetPayments(
		ctx,
		read("review-sheet-fy2022-payments.csv", paymentRow).map((row) => ({
			fiscalYear: REVIEW_SHEET_FISCAL_YEAR,
			block: row.block,
			rank: row.rank,
			payeeJa: row.payee_ja,
			corporateNumber: row.corporate_number,
			projectJa: row.project_ja,
			amountMillionYen: row.amount_million_yen,
			contract: row.contract,
			blockPrintedTotalMillionYen: row.block_printed_total_million_yen,
		})),
	);
	await recordProgrammeBudget(
		ctx,
		read("review-sheet-budget.csv", budgetRow).map((row) => ({
			fiscalYear: row.fiscal_year,
			initialMillionYen: row.initial_million_yen,
			carriedInMillionYen: row.carried_in_million_yen,
			carriedOutMillionYen: row.carried_out_million_yen,
			totalMillionYen: row.total_million_yen,
			executedMillionYen: row.executed_million_yen,
			executionRateOfTotalPercent: row.execution_rate_of_total_percent,
			executionRateOfInitialSupplementaryPercent: row.execution_rate_of_initial_and_supplementary_percent,
		})),
	);
	await recordProgrammeIndicators(
		ctx,
		read("review-sheet-indicators.csv", indicatorRow).map((row) => ({
			nameJa: row.indicator_ja,
			nameEn: row.indicator_en,
			unit: row.unit,
			fiscalYear: row.fiscal_year,
			actual: row.actual,
			target: row.target,
			finalTarget: row.final_target,
		})),
	);
}

function read<Row extends z.ZodType>(file: string, row: Row): z.output<Row>[] {
	const text = fs.readFileSync(new URL(`./data/${file}`, import.meta.url), "utf8");
	return z.array(row).parse(parse(text, { columns: true, skip_empty_lines: true, bom: true }));
}
