/**
 * Everything a pledge letter (誓約書) prints: what somebody promises to give, when, and where they sign.
 * Plain data: money is integer yen as text, days are YYYY-MM-DD in JST.
 */
export type PledgeLetterProps = {
	lang: "ja" | "en";
	/** of the pledge, as 誓約番号 */
	reference: string;
	/** the day it is printed */
	printedOn: string;
	/** the hub's own heading and wording, its placeholders filled in; the wording may hold line feeds */
	title: string;
	body: string;
	/** wording that is not ready yet is printed as a sample */
	sample: boolean;
	/** the institution that receives the gift, to which the letter is written */
	to: { name: string; representativeTitle: string; representativeName: string };
	donor: {
		/** as printed, without 様 or 御中 */
		name: string;
		kind: "individual" | "company";
		department: string;
		postalCode: string;
		addressLines: string[];
	};
	/** who signs, as far as it is known: office and name */
	signatory: string;
	/** null: the line for the day is left empty */
	signedOn: string | null;
	amountYen: string;
	hubName: string;
	fundName: string;
	conditions: string;
	instalments: { number: number; dueOn: string; amountYen: string }[];
	/** who answers questions; empty lines are left out */
	contact: { office: string; email: string };
};
