/**
 * Everything a receipt prints, frozen in `receipt.content` when it is issued. JSON: money is integer yen as text, days are
 * YYYY-MM-DD in JST. What a copy adds (再発行, 見本) is said when it is rendered and is not part of it.
 */
export type ReceiptContent = {
	lang: "ja" | "en";
	/** 寄附金受領証明書, or 寄附証明書 where the issuer never issues again */
	document: "receipt" | "certificate";
	/** for one gift, or for all of a tax year */
	kind: "each" | "annual";
	numberText: string;
	issuedOn: string;
	donor: {
		/** as printed, without 様 or 御中 */
		name: string;
		honorific: "person" | "organisation";
		postalCode: string;
		addressLines: string[];
	};
	amountYen: string;
	/** the day the money was received; of an annual receipt the last one */
	receivedOn: string;
	taxYear: number;
	gifts: {
		receivedOn: string;
		amountYen: string;
		/** less what went back, where a part was refunded */
		refundedYen: string;
		fundName: string;
		hubName: string;
		reference: string;
	}[];
	/** the sentences of law the deduction rests on */
	legalBasis: string[];
	issuer: {
		name: string;
		address: string;
		representativeTitle: string;
		representativeName: string;
		corporateNumber: string | null;
		contact: string;
	};
	sealKey: string | null;
	/** copies that go with it */
	certificates: {
		kind: "special_public_interest" | "tax_credit";
		number: string;
		issuedBy: string;
		validFrom: string;
		validTo: string;
	}[];
	/** number of the void receipt it stands for */
	replacesNumberText: string | null;
};
