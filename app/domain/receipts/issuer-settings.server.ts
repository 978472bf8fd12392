import type { ReceiptContent } from "~/documents/receipt-content";
import type { Prisma } from "~/platform/db/client.server";
import type { Tx } from "~/platform/db/transaction.server";
import type { LegalForm } from "../institutions/tax-note";
import type { CertificateKind } from "./legal-basis";
import type { NumberYear } from "./receipt-number";

const INCLUDE = { institution: true, certificates: { orderBy: { validTo: "desc" } } } as const;
type IssuerRow = Prisma.ReceiptIssuerGetPayload<{ include: typeof INCLUDE }>;

export type IssuerCertificate = {
	kind: CertificateKind;
	number: string;
	issuedBy: string;
	validFrom: string;
	validTo: string;
};

/** What deciding, numbering and printing a receipt asks of its issuer. */
export type IssuerSettings = {
	institutionId: string;
	enabled: boolean;
	legalForm: LegalForm;
	numberFormat: string;
	numberYear: NumberYear;
	datePolicy: "funds_arrival" | "charge_date";
	delivery: "pdf" | "paper";
	rhythm: "each" | "annual";
	reissue: "reprint" | "certificate";
	startsOn: string | null;
	sealKey: string | null;
	/** as printed, by language */
	printed: Record<"ja" | "en", ReceiptContent["issuer"]>;
	certificates: IssuerCertificate[];
};

/** @returns null when the institution has no settings yet */
export async function issuerSettings(tx: Pick<Tx, "receiptIssuer">, issuerId: string): Promise<IssuerSettings | null> {
	const row = await tx.receiptIssuer.findUnique({ where: { institutionId: issuerId }, include: INCLUDE });
	return row ? toSettings(row) : null;
}

const dayOf = (date: Date) => date.toISOString().slice(0, 10);

function toSettings(row: IssuerRow): IssuerSettings {
	const { corporateNumber } = row.institution;
	return {
		institutionId: row.institutionId,
		enabled: row.enabled,
		legalForm: row.institution.legalForm as LegalForm,
		numberFormat: row.numberFormat,
		numberYear: row.numberYear as NumberYear,
		datePolicy: row.datePolicy === "charge_date" ? "charge_date" : "funds_arrival",
		delivery: row.delivery === "paper" ? "paper" : "pdf",
		rhythm: row.rhythm === "annual" ? "annual" : "each",
		reissue: row.reissue === "certificate" ? "certificate" : "reprint",
		startsOn: row.startsOn ? dayOf(row.startsOn) : null,
		sealKey: row.sealKey,
		printed: {
			ja: {
				name: row.legalNameJa,
				address: row.addressJa,
				representativeTitle: row.representativeTitleJa,
				representativeName: row.representativeNameJa,
				corporateNumber,
				contact: row.contact,
			},
			en: {
				name: row.legalNameEn,
				address: row.addressEn || row.addressJa,
				representativeTitle: row.representativeTitleEn || row.representativeTitleJa,
				representativeName: row.representativeNameEn || row.representativeNameJa,
				corporateNumber,
				contact: row.contact,
			},
		},
		certificates: row.certificates.map((certificate) => ({
			kind: certificate.kind === "tax_credit" ? "tax_credit" : "special_public_interest",
			number: certificate.number,
			issuedBy: certificate.issuedBy,
			validFrom: dayOf(certificate.validFrom),
			validTo: dayOf(certificate.validTo),
		})),
	};
}

/** The certificate of a kind that is valid on a day; the one that lasts longest when there are several. */
export function certificateOn(
	issuer: Pick<IssuerSettings, "certificates">,
	kind: CertificateKind,
	day: string,
): IssuerCertificate | null {
	return issuer.certificates.find((one) => one.kind === kind && one.validFrom <= day && day <= one.validTo) ?? null;
}
