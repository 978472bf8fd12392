import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows } from "~/platform/db/transaction.server";
import { notFound } from "~/platform/errors";
import { authorize, mayDo, mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { listBounces } from "./list-mail-care.server";
import { readMailChoices } from "./read-mail-choices.server";

const stopRow = z.object({ reason: z.string(), detail: z.string(), at: z.date() });
const clicksRow = z.object({ count: z.int() });
const SHOWN_BOUNCES = 10;

/**
 * What comes to a donor by mail and what came back, for whoever looks after it. Whether its address is stopped is shown to a
 * role at one hub as well: the address is this donor's.
 * @throws AppError forbidden, donor_not_found
 */
export async function getDonorMails(ctx: Ctx, input: { donorId: string }) {
	const { donorId } = input;
	await authorize(ctx, "read", { type: "Donor", id: donorId });
	await authorize(ctx, "read", "MailPreference");
	const found = await inTransaction(ctx, async (tx) => {
		const choices = await readMailChoices(tx, { donorId });
		if (!choices) throw notFound("donor", donorId);
		const [stop] = await queryRows(
			tx,
			stopRow,
			Prisma.sql`SELECT reason, detail, at FROM mail_suppression WHERE institution_id = ${choices.institutionId}::uuid
				AND address_key = ${choices.emailKey} AND lifted_at IS NULL AND address_key <> ''`,
		);
		const [clicks] = await queryRows(
			tx,
			clicksRow,
			Prisma.sql`SELECT count(*)::int AS count FROM mail_click k JOIN mail m ON m.id = k.mail_id WHERE m.donor_id = ${donorId}::uuid`,
		);
		return { choices, stop: stop ?? null, clicks: clicks?.count ?? 0 };
	});
	const { rows: bounces } = await listBounces(ctx, { donorId, limit: SHOWN_BOUNCES });
	const { institutionId, hubs, wanted, countsClicks, others, erased } = found.choices;
	return {
		hubs,
		wanted,
		countsClicks,
		others,
		clicks: found.clicks,
		stop: found.stop,
		bounces: bounces.map(({ id, kind, code, detail, at, mail }) => ({
			id,
			kind,
			code,
			detail,
			at,
			mailKind: mail?.kind ?? "",
		})),
		may: {
			change: !erased && mayEver(ctx, "change", "Donor"),
			lift: !erased && mayDo(ctx, "lift", "MailSuppression", { institutionId }),
		},
	};
}
