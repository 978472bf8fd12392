import type { DonorRow } from "~/domain/donors/list-donors.server";

/** A donor without any way to reach it. */
export function donorAnswer(donor: DonorRow) {
	return {
		id: donor.id,
		institution: donor.institution,
		kind: donor.donorKind,
		familyName: donor.familyName,
		givenName: donor.givenName,
		companyName: donor.companyName,
		corporateNumber: donor.corporateNumber,
		lang: donor.lang,
		hubs: donor.hubs,
		giftCount: donor.giftCount,
		lastGivenOn: donor.lastGivenOn,
		erased: donor.erased,
	};
}
