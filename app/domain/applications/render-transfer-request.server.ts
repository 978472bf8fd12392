import { renderDocument } from "~/documents";
import type { TransferRequestProps } from "~/documents/transfer-request-props";
import { isLang, type Lang } from "~/i18n/lang";
import { conflict } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { OVERSEAS } from "../addresses/prefectures";
import { donorName } from "../names/person-name";
import { dayText, readApplicationByToken } from "./get-application-page.server";

/**
 * The transfer request (振込依頼書) of an accepted application as PDF, made of what is true now. The token is the right to it.
 * @throws AppError application_not_found, application_not_accepted (409)
 */
export async function renderTransferRequest(
	_ctx: Ctx,
	publicToken: string,
): Promise<{ bytes: Uint8Array; fileName: string }> {
	const row = await readApplicationByToken(publicToken);
	if (row.status !== "accepted" || row.payBy === null || row.acceptedOn === null) {
		throw conflict("application_not_accepted", `application ${row.id} is ${row.status}`, {
			personKey: "applications.notAccepted",
		});
	}
	const bytes = await renderDocument("transfer-request", transferRequestProps(row));
	return { bytes, fileName: `transfer-request-${row.reference}.pdf` };
}

type Row = Awaited<ReturnType<typeof readApplicationByToken>>;

function transferRequestProps(row: Row): TransferRequestProps {
	const { gift, institution } = row;
	const { givingPolicy: policy, receiptIssuer: issuer } = institution;
	const lang: Lang = isLang(gift.lang) ? gift.lang : "ja";
	const ja = lang === "ja";
	const company = gift.donorKind === "company";
	const name = ja ? institution.nameJa : institution.nameEn;
	return {
		lang,
		applicationNumber: row.reference,
		issuedOn: dayText(row.acceptedOn) ?? "",
		to: {
			name: donorName({ ...gift, donorKind: company ? "company" : "individual" }, lang),
			honorific: company ? "organisation" : "person",
			department: gift.department,
			contactName: gift.contactName,
			postalCode: gift.postalCode,
			addressLines: addressLines(gift),
		},
		amountYen: gift.amountYen.toString(),
		dueOn: dayText(row.payBy) ?? "",
		hubName: gift.hub ? (ja ? gift.hub.nameJa : gift.hub.nameEn) : "",
		fundName: ja ? gift.fund.nameJa : gift.fund.nameEn,
		account: {
			bankName: policy?.bankName ?? "",
			bankCode: "",
			branchName: policy?.bankBranch ?? "",
			branchCode: "",
			accountType: policy?.bankAccountType === "toza" ? "toza" : "futsu",
			accountNumber: policy?.bankAccountNumber ?? "",
			holderKana: policy?.bankAccountHolder ?? "",
			holderName: name,
			swiftCode: "",
		},
		referenceNumber: row.reference,
		issuer: {
			name: issuer ? (ja ? issuer.legalNameJa : issuer.legalNameEn) : name,
			address: issuer ? (ja ? issuer.addressJa : issuer.addressEn) : "",
			representativeTitle: issuer ? (ja ? issuer.representativeTitleJa : issuer.representativeTitleEn) : "",
			representativeName: issuer ? (ja ? issuer.representativeNameJa : issuer.representativeNameEn) : "",
		},
		contact: { office: issuer?.contact ?? "", phone: "", email: institution.contactEmail ?? "" },
	};
}

function addressLines(gift: Row["gift"]): string[] {
	const region = gift.prefecture === OVERSEAS ? "" : gift.prefecture;
	return [`${region}${gift.city}`, gift.addressLine].filter((line) => line !== "");
}
