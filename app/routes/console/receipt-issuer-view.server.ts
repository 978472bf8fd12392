import type { Ctx } from "~/domain/access/ctx.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import type { TaxTreatment } from "~/domain/institutions/tax-note";
import { getReceiptIssuer } from "~/domain/receipts/get-receipt-issuer.server";
import { needsCertificate } from "~/domain/receipts/legal-basis";
import { ISSUER_FIELDS, type ReceiptIssuerFields } from "~/domain/receipts/receipt-issuer.schema";
import { formatDay } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import { changeHead, nameOf } from "./fund-view.server";

type Shown = Awaited<ReturnType<typeof getReceiptIssuer>>;
const CHOICES = ["numberYear", "datePolicy", "delivery", "rhythm", "reissue"] as const;

/** All the receipt settings page shows. */
export async function receiptIssuerPage(ctx: Ctx, slug: string) {
	const { lang } = ctx;
	const t = getT(lang, "console");
	const shown = await getReceiptIssuer(ctx, slug);
	const { institution, funds } = shown;
	const others = funds.filter(({ receiptIssuerId }) => receiptIssuerId !== institution.id);
	return {
		title: t("receiptIssuer.title", { institution: nameOf(institution, lang) }),
		slug,
		exists: shown.facts !== null,
		values: valuesOf(shown, ctx),
		revision: shown.revision,
		nextNumber: shown.nextNumber,
		sealHref: shown.hasSeal ? `/console/settings/institutions/${slug}/receipts/seal.png` : null,
		certificates: shown.certificates.map((one) => certificateLine(one, slug, lang, jstDayString(ctx.now))),
		warnings: [
			...(wantsCertificate(shown, ctx) ? [t("receiptIssuer.certificateNeeded")] : []),
			...(wantsCredit(shown, ctx) ? [t("receiptIssuer.creditNeeded")] : []),
		],
		otherIssuer: others.map((fund) => nameOf(fund, lang)),
		history: shown.changes.map((change) => ({ ...changeHead(change, lang), values: changeTexts(change, lang) })),
	};
}

/** The settings as the form shows them; before there are any, what is known of the institution. */
function valuesOf({ facts, institution }: Shown, ctx: Ctx): Record<string, string> {
	if (facts === null) {
		return {
			legalNameJa: institution.nameJa,
			legalNameEn: institution.nameEn,
			numberFormat: "{year}-{number:6}",
			numberYear: "fiscal_year",
			datePolicy: "funds_arrival",
			delivery: "pdf",
			rhythm: "each",
			reissue: "reprint",
			contact: institution.contactEmail ?? "",
			startsOn: jstDayString(ctx.now),
		};
	}
	const plain = (value: string | boolean | null) => (typeof value === "boolean" ? (value ? "on" : "") : (value ?? ""));
	return Object.fromEntries(ISSUER_FIELDS.map((field) => [field, plain(facts[field])]));
}

function hasNow({ certificates }: Shown, kind: string, ctx: Ctx): boolean {
	const today = jstDayString(ctx.now);
	const text = (date: Date) => date.toISOString().slice(0, 10);
	return certificates.some((one) => one.kind === kind && text(one.validFrom) <= today && today <= text(one.validTo));
}

const wantsCertificate = (shown: Shown, ctx: Ctx) =>
	shown.funds.some((fund) =>
		needsCertificate({ legalForm: shown.institution.legalForm, taxTreatment: fund.taxTreatment as TaxTreatment }),
	) && !hasNow(shown, "special_public_interest", ctx);

const wantsCredit = (shown: Shown, ctx: Ctx) =>
	shown.funds.some(({ taxCreditEligible }) => taxCreditEligible) && !hasNow(shown, "tax_credit", ctx);

function certificateLine(one: Shown["certificates"][number], slug: string, lang: Lang, today: string) {
	const t = getT(lang, "console");
	const [from, to] = [one.validFrom, one.validTo].map((date) => date.toISOString().slice(0, 10)) as [string, string];
	return {
		id: one.id,
		kind: t(`receiptIssuer.certificateKinds.${one.kind as "tax_credit"}`),
		number: one.number,
		issuedBy: one.issuedBy,
		validFrom: formatDay(from, lang),
		validTo: formatDay(to, lang),
		isValid: from <= today && today <= to,
		fileHref: one.fileKey ? `/console/settings/institutions/${slug}/receipts/certificates/${one.id}` : null,
	};
}

function changeTexts(change: Shown["changes"][number], lang: Lang): string[] {
	const t = getT(lang, "console");
	if (change.action !== "receipt_issuer.changed") {
		const number = change.after?.number ?? change.before?.number;
		return typeof number === "string" ? [number] : [];
	}
	return Object.entries(change.after ?? {}).map(([field, after]) =>
		t("history.value", {
			field: t(`receiptIssuer.fields.${field as keyof ReceiptIssuerFields}`),
			before: settingText(field, change.before?.[field], lang),
			after: settingText(field, after, lang),
		}),
	);
}

function settingText(field: string, value: unknown, lang: Lang): string {
	const t = getT(lang, "console");
	if (field === "enabled") return t(value === true ? "receiptIssuer.on" : "receiptIssuer.off");
	if (value === undefined || value === null || value === "") return "–";
	const choice = CHOICES.find((one) => one === field);
	return choice ? t(`receiptIssuer.${choice}.${String(value)}` as "receiptIssuer.rhythm.each") : String(value);
}
