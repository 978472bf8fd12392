import { Prisma } from "~/platform/db/client.server";
import type { MailPurpose } from "../mailings/mailing.status";
import type { ConsentPurpose } from "./mail-care-kinds";

/** What a mailing is of: its purpose, and the hub that speaks; null when it speaks for the institution or the programme. */
export type WritingReason = { purpose: MailPurpose; hubId: string | null };

/** Which consent a mail of this purpose stands on: a statement of one's own giving is a report. */
export function consentFor(purpose: MailPurpose): ConsentPurpose {
	return purpose === "appeals" ? "appeals" : "reports";
}

/**
 * Whether a donor may be written to, as one condition on donor rows: the consent is open, the donor has not refused this of
 * the hub or of the whole institution, has an address that is not stopped at the institution, and is not forgotten.
 * Asked when a mailing is prepared and again at the moment of sending.
 * @param donorAlias  the alias of `donor` in the query; a word of ours, never a value
 */
export function mayWrite(reason: WritingReason, donorAlias: string): Prisma.Sql {
	const d = aliasOf(donorAlias);
	return Prisma.sql`(${hasAddress(d)} AND ${agreed(reason, d)} AND NOT ${refused(reason, d)} AND NOT ${suppressed(d)})`;
}

export const REASONS_NOT_TO_WRITE = ["address", "consent", "refused", "suppressed"] as const;
export type ReasonNotToWrite = (typeof REASONS_NOT_TO_WRITE)[number];

/** The first of `REASONS_NOT_TO_WRITE` that holds, as a text; NULL where `mayWrite` is true. */
export function whyNot(reason: WritingReason, donorAlias: string): Prisma.Sql {
	const d = aliasOf(donorAlias);
	return Prisma.sql`(CASE WHEN NOT ${hasAddress(d)} THEN 'address' WHEN NOT ${agreed(reason, d)} THEN 'consent'
		WHEN ${refused(reason, d)} THEN 'refused' WHEN ${suppressed(d)} THEN 'suppressed' END)`;
}

function hasAddress(d: Prisma.Sql): Prisma.Sql {
	return Prisma.sql`(${d}.erased_at IS NULL AND ${d}.email <> '')`;
}

function agreed({ purpose }: WritingReason, d: Prisma.Sql): Prisma.Sql {
	return Prisma.sql`EXISTS (SELECT 1 FROM consent mwc WHERE mwc.donor_id = ${d}.id AND mwc.purpose = ${consentFor(purpose)}
		AND mwc.channel = 'email' AND mwc.withdrawn_at IS NULL)`;
}

function refused({ purpose, hubId }: WritingReason, d: Prisma.Sql): Prisma.Sql {
	const ofHub = hubId === null ? Prisma.empty : Prisma.sql`OR mwp.hub_id = ${hubId}::uuid`;
	return Prisma.sql`EXISTS (SELECT 1 FROM mail_preference mwp WHERE mwp.donor_id = ${d}.id AND mwp.purpose = ${purpose}
		AND NOT mwp.wanted AND (mwp.hub_id IS NULL ${ofHub}))`;
}

function suppressed(d: Prisma.Sql): Prisma.Sql {
	return Prisma.sql`EXISTS (SELECT 1 FROM mail_suppression mws WHERE mws.institution_id = ${d}.institution_id
		AND mws.address_key = ${d}.email_key AND mws.lifted_at IS NULL)`;
}

function aliasOf(name: string): Prisma.Sql {
	if (!/^[a-z_]+$/.test(name)) throw new Error(`not an alias: ${name}`);
	return Prisma.raw(name);
}
