/**
 * Everything a transfer request (寄附金振込のお願い) prints: how a company or a donor with an accepted application pays
 * from a bank. Plain data: money is integer yen as text, days are YYYY-MM-DD in JST.
 */
export type TransferRequestProps = {
	lang: "ja" | "en";
	/** of the application, as 受付番号 */
	applicationNumber: string;
	issuedOn: string;
	to: {
		/** as printed, without 様 or 御中 */
		name: string;
		honorific: "person" | "organisation";
		/** of an organisation: 部署, and the person it goes to; empty when there is none */
		department: string;
		contactName: string;
		postalCode: string;
		addressLines: string[];
	};
	amountYen: string;
	dueOn: string;
	/** what the gift is for */
	hubName: string;
	fundName: string;
	account: {
		bankName: string;
		bankCode: string;
		branchName: string;
		branchCode: string;
		accountType: "futsu" | "toza" | "chochiku";
		accountNumber: string;
		/** in kana as the bank prints it */
		holderKana: string;
		holderName: string;
		/** for transfers from abroad; empty when the account takes none */
		swiftCode: string;
	};
	/** to be written before the remitter's name, so that the gift is found by itself */
	referenceNumber: string;
	issuer: {
		name: string;
		address: string;
		representativeTitle: string;
		representativeName: string;
	};
	/** who answers questions; empty lines are left out */
	contact: {
		office: string;
		phone: string;
		email: string;
	};
};
