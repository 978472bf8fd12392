import { type Yen, yen, ZERO_YEN } from "../money/yen.ts";
import { incomeTax, incomeTaxPercent, withSurtax } from "./income-tax.ts";

/** What the donor bears of all gifts of a year (所得税法78条1項, 地方税法37条の2). */
export const OWN_SHARE_YEN = yen(2_000);
/** Of 総所得金額等: gifts above it do not count (所得税法78条1項). */
export const INCOME_CAP_PERCENT = 40n;
/** The same for 住民税 (地方税法37条の2第1項, 314条の7第1項). */
export const LOCAL_CAP_PERCENT = 30n;
/** 税額控除: share of the gift, and limit as share of the income tax (租税特別措置法41条の18の3). */
export const CREDIT_PERCENT = 40n;
export const CREDIT_CAP_PERCENT = 25n;
/** 住民税: 都道府県 4 % and 市区町村 6 % together, where both have named the recipient. */
export const LOCAL_PERCENT = 10n;

export interface PersonGift {
	kind: "individual";
	/** 特定寄附金 of the calendar year, all together */
	giftYen: Yen;
	/** 総所得金額等 */
	incomeYen: Yen;
	/** 課税所得金額, before this deduction */
	taxableYen: Yen;
	/** the fund gives the choice of the tax credit */
	creditEligible: boolean;
}

export interface PersonEstimate {
	kind: "individual";
	/** what of the gifts counts, after the cap of 40 % */
	countedYen: Yen;
	capYen: Yen;
	deduction: { deductionYen: Yen; ratePercent: number; savedYen: Yen };
	/** null where the fund does not give the choice */
	credit: { creditYen: Yen; limitYen: Yen; limited: boolean; savedYen: Yen } | null;
	/** the most that residents' tax may fall, where prefecture and municipality both named the recipient */
	local: { countedYen: Yen; mostYen: Yen };
	better: "deduction" | "credit";
	/** income tax alone, and with residents' tax; both cut to whole hundreds */
	fromYen: Yen;
	toYen: Yen;
}

/**
 * How much less a person pays: by the deduction from income, by the credit where the fund gives the choice, and at most
 * in residents' tax. An estimate: other deductions of the tax itself (住宅借入金等, ふるさと納税) are not known here.
 */
export function estimateForPerson({ giftYen, incomeYen, taxableYen, creditEligible }: PersonGift): PersonEstimate {
	const capYen = share(incomeYen, INCOME_CAP_PERCENT);
	const countedYen = least(giftYen, capYen);
	const deduction = deductionOf(countedYen, taxableYen);
	const credit = creditEligible ? creditOf(countedYen, taxableYen) : null;
	const localCountedYen = least(giftYen, share(incomeYen, LOCAL_CAP_PERCENT));
	const local = { countedYen: localCountedYen, mostYen: share(lessOwnShare(localCountedYen), LOCAL_PERCENT) };
	const better = credit !== null && credit.savedYen > deduction.savedYen ? "credit" : "deduction";
	const savedYen = better === "credit" && credit !== null ? credit.savedYen : deduction.savedYen;
	return {
		kind: "individual",
		countedYen,
		capYen,
		deduction,
		credit,
		local,
		better,
		fromYen: inHundreds(savedYen),
		toYen: inHundreds(yen(savedYen + local.mostYen)),
	};
}

function deductionOf(countedYen: Yen, taxableYen: Yen): PersonEstimate["deduction"] {
	const deductionYen = lessOwnShare(countedYen);
	const left = taxableYen > deductionYen ? yen(taxableYen - deductionYen) : ZERO_YEN;
	const savedYen = withSurtax(yen(incomeTax(taxableYen) - incomeTax(left)));
	return { deductionYen, ratePercent: incomeTaxPercent(taxableYen), savedYen };
}

/** The credit and its limit are each cut to whole hundreds. */
function creditOf(countedYen: Yen, taxableYen: Yen): NonNullable<PersonEstimate["credit"]> {
	const wholeYen = inHundreds(share(lessOwnShare(countedYen), CREDIT_PERCENT));
	const limitYen = inHundreds(share(incomeTax(taxableYen), CREDIT_CAP_PERCENT));
	const creditYen = least(wholeYen, limitYen);
	return { creditYen, limitYen, limited: wholeYen > limitYen, savedYen: withSurtax(creditYen) };
}

export interface CompanyGift {
	kind: "company";
	giftYen: Yen;
	/** designated: in full; special: within a limit of its own (特定公益増進法人) */
	treatment: "designated" | "special";
	/** 資本金の額及び資本準備金の額の合計額 */
	capitalYen: Yen;
	/** 所得の金額 of the business year of twelve months, before gifts were taken off */
	profitYen: Yen;
}

export interface CompanyEstimate {
	kind: "company";
	treatment: CompanyGift["treatment"];
	/** 特別損金算入限度額 and 一般の損金算入限度額; null where the whole gift is deductible */
	limits: { specialYen: Yen; generalYen: Yen } | null;
	/** deductible for certain, and at most: when nothing else uses the general limit */
	fromYen: Yen;
	toYen: Yen;
}

/**
 * How much of a gift a company may count as an expense. The tax itself depends on the company's own rate.
 * Source: 法人税法37条3項2号, 37条4項, 法人税法施行令73条 and 77条の2; 国税庁タックスアンサー No.5283.
 */
export function estimateForCompany({ giftYen, treatment, capitalYen, profitYen }: CompanyGift): CompanyEstimate {
	if (treatment === "designated") return { kind: "company", treatment, limits: null, fromYen: giftYen, toYen: giftYen };
	// (資本金等 × 3.75/1000 + 所得 × 6.25/100) × 1/2, and (資本金等 × 2.5/1000 + 所得 × 2.5/100) × 1/4
	const specialYen = yen((capitalYen * 375n + profitYen * 6_250n) / 200_000n);
	const generalYen = yen((capitalYen * 25n + profitYen * 250n) / 40_000n);
	const fromYen = least(giftYen, specialYen);
	const toYen = yen(fromYen + least(yen(giftYen - fromYen), generalYen));
	return { kind: "company", treatment, limits: { specialYen, generalYen }, fromYen, toYen };
}

function least(a: Yen, b: Yen): Yen {
	return a < b ? a : b;
}

function share(amountYen: Yen, percent: bigint): Yen {
	return yen((amountYen * percent) / 100n);
}

function lessOwnShare(amountYen: Yen): Yen {
	return amountYen > OWN_SHARE_YEN ? yen(amountYen - OWN_SHARE_YEN) : ZERO_YEN;
}

function inHundreds(amountYen: Yen): Yen {
	return yen(amountYen - (amountYen % 100n));
}
