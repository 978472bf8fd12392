import { z } from "zod";
import { checkbox, type IssueContext } from "../form-text.schema.ts";
import { LEGAL_FORMS, type LegalForm } from "../institutions/tax-note.ts";
import { type Yen, yenSchema } from "../money/yen.ts";
import type { CompanyGift, PersonGift } from "./estimate-deduction.ts";

/** What a donor types to see what may come off their tax. Read, answered and forgotten: no field has a name of a person. */
export type EstimateInput = PersonGift | CompanyGift;

function checkPerson({ taxableYen, incomeYen }: { taxableYen?: unknown; incomeYen?: unknown }, ctx: IssueContext) {
	if (typeof taxableYen !== "bigint" || typeof incomeYen !== "bigint" || taxableYen <= incomeYen) return;
	ctx.addIssue({ code: "custom", message: "fields.taxableOverIncome", path: ["taxableYen"] });
}

const person = z
	.object({ amountYen: yenSchema, incomeYen: yenSchema, taxableYen: yenSchema, creditEligible: checkbox })
	.superRefine(checkPerson)
	.transform(
		({ amountYen, incomeYen, taxableYen, creditEligible }): EstimateInput => ({
			kind: "individual",
			giftYen: amountYen,
			incomeYen,
			taxableYen,
			creditEligible,
		}),
	);

const company = z
	.object({
		amountYen: yenSchema,
		legalForm: z.enum(LEGAL_FORMS, { error: "fields.choose" }),
		capitalYen: z.unknown(),
		profitYen: z.unknown(),
	})
	.transform(({ amountYen, legalForm, capitalYen, profitYen }, ctx): EstimateInput => {
		const treatment = treatmentOf(legalForm);
		// Where the whole gift is deductible, the company's figures change nothing and are not asked.
		const read = (value: unknown, path: string): Yen => {
			const parsed = yenSchema.safeParse(treatment === "designated" && value === "" ? "0" : value);
			if (parsed.success) return parsed.data;
			const message = parsed.error.issues[0]?.message ?? "fields.amount.notANumber";
			ctx.addIssue({ code: "custom", message, path: [path] });
			return z.NEVER;
		};
		const figures = { capitalYen: read(capitalYen, "capitalYen"), profitYen: read(profitYen, "profitYen") };
		return { kind: "company", treatment, giftYen: amountYen, ...figures };
	});

/** Gifts to these are 指定寄附金; to the others, gifts to a 特定公益増進法人 (法人税法37条3項2号, 4項). */
export function treatmentOf(legalForm: LegalForm): CompanyGift["treatment"] {
	return legalForm === "national_university_corporation" ||
		legalForm === "inter_university_research_institute_corporation"
		? "designated"
		: "special";
}

const FIELDS = ["amountYen", "incomeYen", "taxableYen", "creditEligible", "legalForm", "capitalYen", "profitYen"];

/** The fields of the other kind of donor are not read. */
export function estimateSchema(donorKind: "individual" | "company") {
	const withBlanks = (input: unknown) => {
		const sent: Record<string, unknown> = typeof input === "object" && input !== null ? { ...input } : {};
		return Object.fromEntries(FIELDS.map((name) => [name, sent[name] ?? ""]));
	};
	return z.preprocess(withBlanks, donorKind === "company" ? company : person);
}
