import type { RichBlock } from "../rich-text";

export type ReportLang = "ja" | "en";

/** A picture as a page, a mail or a paper needs it; addresses are absolute. */
export type ReportImageView = {
	imageId: string;
	alt: string;
	credit: string;
	/** pixels of the largest file */
	width: number;
	height: number;
	/** ascending widths */
	files: { width: number; webp: string; jpg: string }[];
};

/** What a claim rests on. */
export type ReportSourceView = {
	citation: string;
	/** `10.…/…` */
	doi: string | null;
	/** where it can be read: the DOI's resolver, or an address of its own */
	url: string | null;
};

/** One number of the books, with what it means and how many ledger lines it is made of. */
export type ReportFigureView = {
	key: string;
	label: string;
	/** written for people, with its unit */
	value: string;
	definition: string;
	/** the day it was read from the books, YYYY-MM-DD in Japan */
	asOf: string;
	lineCount: number;
	/** the console's page of exactly these lines; null where a recipient reads */
	href: string | null;
	/** parts of a figure that is told by fund, use or item; empty otherwise. Shares are of 1. */
	rows: { label: string; value: string; share: number }[];
	/** sha-256 over its lines' ids and amounts */
	linesSha256: string;
};

export type ReportPersonView = { name: string; role: string; text: RichBlock[]; image: ReportImageView | null };

/** `id` is the block's own, the same in both languages; a heading may be empty. */
export type ReportBlockView = { id: string } & (
	| {
			kind: "letter";
			heading: string;
			text: RichBlock[];
			signature: string;
			role: string;
			image: ReportImageView | null;
	  }
	/** The donor's own giving: what is shown of it is in `ReportView.recipient`. */
	| { kind: "yourGift"; heading: string; text: RichBlock[]; showsGifts: boolean }
	| { kind: "figures"; heading: string; text: RichBlock[]; figures: ReportFigureView[] }
	/** What gifts bought: by fund and item, and lines as the books describe them. */
	| {
			kind: "spending";
			heading: string;
			text: RichBlock[];
			total: ReportFigureView;
			funds: { name: string; value: string; items: { label: string; value: string; bought: string[] }[] }[];
	  }
	| { kind: "outputs"; heading: string; items: (ReportSourceView & { sentence: string })[] }
	| { kind: "people"; heading: string; items: ReportPersonView[] }
	| { kind: "photos"; heading: string; items: { image: ReportImageView; caption: string }[] }
	| {
			kind: "story";
			heading: string;
			text: RichBlock[];
			story: { title: string; lead: string; url: string; image: ReportImageView | null };
	  }
	| { kind: "text"; heading: string; text: RichBlock[]; isClaim: boolean; sources: ReportSourceView[] }
	| { kind: "thanks"; heading: string; text: RichBlock[] }
	| { kind: "ask"; heading: string; text: RichBlock[]; button: string; url: string }
);
export type ReportBlockKind = ReportBlockView["kind"];
export type ReportBlockOf<K extends ReportBlockKind> = Extract<ReportBlockView, { kind: K }>;

/** What a report says of the one who reads it. Every value is written for people in the view's language. */
export type ReportRecipientView = {
	/** name in its right form, as names/person-name.ts writes it: 泉　花子　様, 株式会社泉　御中, Hanako IZUMI */
	addressee: string;
	kind: "individual" | "company";
	/** the report's period, received less refunded; written in yen */
	ownThisYearYen: string;
	ownInAllYen: string;
	funds: string[];
	firstGivenOn: string | null;
	/** gifts of the period, oldest first */
	gifts: { givenOn: string; fund: string; yen: string }[];
};

/** A report as one person reads it, in one language: what pages, mails and papers are drawn from. */
export type ReportView = {
	reportId: string;
	kind: "impact" | "statement" | "year_end";
	lang: ReportLang;
	/** whose variants were taken */
	audience: "individual" | "company";
	title: string;
	/** written for people */
	period: { from: string; to: string };
	hub: { slug: string; name: string; abbreviation: string } | null;
	institution: string;
	/** the day it was approved; null while its figures are live */
	approvedOn: string | null;
	frozenSha256: string | null;
	/** what links of it carry as `appeal=` */
	code: string | null;
	recipient: ReportRecipientView | null;
	blocks: ReportBlockView[];
};
