import type { Ctx } from "../access/ctx.server";
import { appealMailTemplate } from "../appeals/appeal-mail.server";
import { reportMailTemplate } from "../reports/report-mail.server";
import type { BulkTemplate } from "./bulk-template";
import type { MailingRow } from "./mailing-row.server";

export type MakeTemplate = (
	ctx: Ctx,
	mailing: Pick<MailingRow, "id" | "reportId" | "appealId" | "code">,
) => Promise<BulkTemplate>;

/** Who writes the mails of a mailing. */
export const templateOf: MakeTemplate = async (ctx, { id, reportId, appealId, code }) => {
	if (reportId !== null) return reportMailTemplate(ctx, { reportId, code });
	if (appealId !== null) return appealMailTemplate(ctx, { appealId, code });
	throw new Error(`mailing ${id} is of nothing`);
};
