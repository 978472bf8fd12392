import type { MailPurpose } from "../mailings/mailing.status.ts";

/** The order in which the page shows them. */
export const CHOICE_PURPOSES = ["reports", "statements", "appeals"] as const satisfies readonly MailPurpose[];

/** `reports:nanolsi`; the hub is empty for mails of the institution itself. */
export type Choice = `${MailPurpose}:${string}`;

export const choiceOf = (purpose: MailPurpose, hubSlug: string | null): Choice => `${purpose}:${hubSlug ?? ""}`;

/** What one donor gets by mail from one institution, as the donor may choose it. It names nobody. */
export type MailChoices = {
	institution: { nameJa: string; nameEn: string; contactEmail: string | null };
	/** `h***@example.jp` */
	address: string;
	lang: "ja" | "en";
	erased: boolean;
	/** mails came back, or were called unwanted: nothing goes out until the institution opens the address again */
	stopped: boolean;
	/** without any, one row with an empty slug stands for the institution itself */
	hubs: { slug: string; nameJa: string; nameEn: string }[];
	wanted: Choice[];
	countsClicks: boolean;
	/** how many other entries of the institution have the same address */
	others: number;
};

/** What a form sent: unknown words are no choice. At most as many as the donor could have. */
export function readChoices(sent: readonly FormDataEntryValue[]): Choice[] {
	const known = sent.filter(
		(value): value is Choice =>
			typeof value === "string" && /^(reports|statements|appeals):[a-z0-9-]{0,80}$/.test(value),
	);
	return [...new Set(known)].slice(0, 300);
}
