import type { Ctx } from "../access/ctx.server.ts";
import { jstDayString } from "../calendar/fiscal-year.ts";
import { hostsOn } from "../hubs/hub-card.ts";
import { LEGAL_FORMS, type LegalForm } from "./tax-note.ts";

/** A legal person that receives gifts for hubs, and what is known of it. What is not known is null, never guessed. */
export interface Recipient {
	slug: string;
	name: string;
	legalForm: LegalForm | null;
	corporateNumber: string | null;
	address: string | null;
	representative: string | null;
	/** the office donors write to */
	contact: string | null;
	email: string | null;
	hubs: { slug: string; abbreviation: string; name: string }[];
	/** gives to it are taken online at present */
	open: boolean;
	/** a fund of it that gives the choice of the tax credit (税額控除) is open */
	creditFunds: string[];
	/** a donor may ask for the money back this many days; 0: not by the donor page */
	refundWindowDays: number;
}

/** Who receives gifts for the published hubs today, or has an open fund. Public facts only; some twenty rows. */
export async function listRecipients(ctx: Ctx): Promise<Recipient[]> {
	const rows = await ctx.db.institution.findMany({
		include: {
			givingPolicy: true,
			receiptIssuer: true,
			hosts: { include: { hub: true }, orderBy: { hub: { adoptedFiscalYear: "asc" } } },
			funds: { orderBy: [{ sortOrder: "asc" }, { slug: "asc" }] },
		},
		orderBy: { slug: "asc" },
	});
	const ja = ctx.lang === "ja";
	const day = jstDayString(ctx.now);
	return rows.flatMap((row): Recipient[] => {
		const hubs = hostsOn(row.hosts, day).map(({ hub }) => ({
			slug: hub.slug,
			abbreviation: hub.abbreviation,
			name: ja ? hub.nameJa : hub.nameEn,
		}));
		if (hubs.length === 0 && row.funds.length === 0) return [];
		const { givingPolicy: policy, receiptIssuer: issuer } = row;
		return [
			{
				slug: row.slug,
				name: (ja ? issuer?.legalNameJa : issuer?.legalNameEn) || (ja ? row.nameJa : row.nameEn),
				legalForm: LEGAL_FORMS.find((form) => form === row.legalForm) ?? null,
				corporateNumber: row.corporateNumber,
				address: (ja ? issuer?.addressJa : issuer?.addressEn) || null,
				representative: issuer ? representativeOf(issuer, ja) : null,
				contact: issuer?.contact || null,
				email: row.contactEmail,
				hubs,
				open: row.funds.length > 0,
				creditFunds: row.funds.filter((fund) => fund.taxCreditEligible).map((fund) => (ja ? fund.nameJa : fund.nameEn)),
				refundWindowDays: policy?.refundWindowDays ?? 0,
			},
		];
	});
}

interface Representative {
	representativeTitleJa: string;
	representativeTitleEn: string;
	representativeNameJa: string;
	representativeNameEn: string;
}

function representativeOf(issuer: Representative, ja: boolean): string | null {
	const name = ja ? issuer.representativeNameJa : issuer.representativeNameEn;
	const title = ja ? issuer.representativeTitleJa : issuer.representativeTitleEn;
	if (name === "") return null;
	return ja ? `${title} ${name}`.trim() : [name, title].filter((part) => part !== "").join(", ");
}
