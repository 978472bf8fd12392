import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRow, type SqlTx } from "~/platform/db/transaction.server";
import { invalid } from "~/platform/errors";

const namedRow = z.object({ campaignId: z.uuid().nullable(), appealCode: z.string().nullable() });

/**
 * What staff say an entered gift answers: a campaign by the last part of its address, also one that has ended, and the code
 * on the letter. Unlike a donor's address, what does not fit is refused.
 * @throws AppError campaign_unknown, appeal_code_unknown (400)
 */
export async function readAttribution(
	tx: SqlTx,
	named: { campaign: string; appealCode: string },
	fund: { id: string; hubId: string | null },
): Promise<z.output<typeof namedRow>> {
	const code = named.appealCode.normalize("NFKC").toLowerCase();
	const found = await queryRow(
		tx,
		namedRow,
		Prisma.sql`
		WITH asked AS (
			SELECT a.code, ap.campaign_id FROM appeal_code a
			LEFT JOIN appeal ap ON a.kind = 'appeal' AND ap.id = a.subject_id
			WHERE a.code = ${code} AND (a.hub_id IS NULL OR a.hub_id = ${fund.hubId}::uuid)
		)
		SELECT (SELECT c.id FROM campaign c JOIN campaign_fund f ON f.campaign_id = c.id
				WHERE f.fund_id = ${fund.id}::uuid AND c.published_at IS NOT NULL
					AND CASE WHEN ${named.campaign} = '' THEN c.id = (SELECT campaign_id FROM asked) ELSE c.slug = ${named.campaign} END) AS "campaignId",
			(SELECT code FROM asked) AS "appealCode"`,
	);
	const refused = (noun: string, field: string) =>
		invalid(`${noun}_unknown`, `no ${noun} ${named.campaign} ${code} for fund ${fund.id}`, {
			personKey: `campaigns.${field}Unknown`,
			params: { field },
		});
	if (named.campaign !== "" && found.campaignId === null) throw refused("campaign", "campaign");
	if (code !== "" && found.appealCode === null) throw refused("appeal_code", "appealCode");
	return found;
}
