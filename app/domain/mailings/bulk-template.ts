import type { Lang } from "~/i18n/lang";
import type { Ctx } from "../access/ctx.server";

/** One of many who get the same report or appeal. */
export type BulkRecipient = {
	mailId: string;
	donorId: string;
	lang: Lang;
	/** of this mail's page on the web */
	pageToken: string;
	/** of the donor's page where mails are chosen or stopped */
	mailToken: string;
	hubSlug: string | null;
	/** the donor agreed that clicks are counted */
	countsClicks: boolean;
};

export type BulkMail = { subject: string; html: string; text: string };

/**
 * A mail to many: rendered once per language and variant when it is made, filled in for each recipient. What it needs of a
 * batch of recipients it asks for in one query.
 */
export interface BulkTemplate {
	/** By mail id; null where there is nothing to tell this recipient: the mail is dropped. */
	renderBatch(ctx: Ctx, recipients: BulkRecipient[]): Promise<Map<string, BulkMail | null>>;
}
