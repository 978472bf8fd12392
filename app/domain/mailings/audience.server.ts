import { Prisma } from "~/platform/db/client.server";
import { mayWrite, whyNot } from "../mail-care/may-write.server";
import { segmentCondition } from "../segments/segment-condition.server";
import type { SegmentRules } from "../segments/segment-rules";
import type { MailPurpose } from "./mailing.status";

const sql = Prisma.sql;

/** Whom a mailing is for, as of one moment. */
export type Audience = {
	institutionId: string;
	/** null: every donor of the institution */
	hubId: string | null;
	rules: SegmentRules;
	purpose: MailPurpose;
	/** of several donors with one address, only who gave last is written to */
	onePerAddress: boolean;
	/** as of when the rules are asked */
	now: Date;
};

/** Why somebody in the audience gets no mail; `shared`: another donor of the same address does. */
export const LEFT_OUT_REASONS = ["consent", "refused", "address", "suppressed", "shared"] as const;
type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];
export type LeftOut = Record<LeftOutReason, number>;
export const NOBODY_LEFT_OUT: LeftOut = { consent: 0, refused: 0, address: 0, suppressed: 0, shared: 0 };

/** Is the donor in the audience, whether or not a mail may go? */
export function inAudience(audience: Audience, alias: string): Prisma.Sql {
	return segmentCondition(audience.rules, audience, alias);
}

/** The reason why a donor of the audience gets no mail; NULL where one may go. */
export function reasonLeftOut(audience: Audience, alias: string): Prisma.Sql {
	const reason = whyNot(audience, alias);
	if (!audience.onePerAddress) return reason;
	return sql`coalesce(${reason}, CASE WHEN ${anotherIsWritten(audience, Prisma.raw(alias))} THEN 'shared' END)`;
}

/** Somebody else of the same address, in the audience and willing, gave later; of those who never gave, the newer donor. */
function anotherIsWritten(audience: Audience, d: Prisma.Sql): Prisma.Sql {
	const other = "other";
	return sql`EXISTS (SELECT 1 FROM donor other
		WHERE other.email_key = ${d}.email_key AND other.institution_id = ${d}.institution_id AND other.id <> ${d}.id
			AND ${mayWrite(audience, other)} AND ${inAudience(audience, other)}
			AND (${lastGiftOf(audience, sql`other`)}, other.id) > (${lastGiftOf(audience, d)}, ${d}.id))`;
}

function lastGiftOf({ hubId }: Audience, d: Prisma.Sql): Prisma.Sql {
	return hubId === null
		? sql`coalesce((SELECT max(lr.last_given_on) FROM relationship lr WHERE lr.donor_id = ${d}.id), '-infinity'::date)`
		: sql`coalesce((SELECT lr.last_given_on FROM relationship lr WHERE lr.donor_id = ${d}.id AND lr.hub_id = ${hubId}::uuid), '-infinity'::date)`;
}
