/** One gift of the period; its receipt's state is told in statements only. */
export interface OwnGift {
	givenOn: string;
	fund: string;
	yen: string;
	receipt: string | null;
}

/** What pages, mails and papers say of one donor, written for people. In a mail that goes to many they are placeholders. */
export interface OwnWords {
	addressee: string;
	kind: "individual" | "company";
	/** what there is to say: of gifts in the period, of earlier ones only, or of none */
	stage: "inPeriod" | "before" | "never";
	inPeriod: string;
	inAll: string;
	/** empty when there are none */
	funds: string;
	since: string;
	gifts: OwnGift[];
	/** gifts of the period that are not listed */
	more: number;
}

/** How to get a receipt, told in statements and year-end letters: where they are kept, or null when Izumi keeps none. */
export type ReceiptsHelp = { url: string | null };

/** Until when a gift is in a tax year, by the way it is paid. */
export interface YearEndWords {
	title: string;
	/** by what day receipts are dated */
	rule: string;
	/** null once the year is over */
	methods: { label: string; text: string }[] | null;
	over: string;
}
