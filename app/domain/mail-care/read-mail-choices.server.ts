import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { maskedEmail } from "../portal/portal-link";
import { CHOICE_PURPOSES, type Choice, choiceOf, type MailChoices } from "./mail-choices";
import { consentFor } from "./may-write.server";

const donorRow = z.object({
	id: z.uuid(),
	institutionId: z.uuid(),
	nameJa: z.string(),
	nameEn: z.string(),
	contactEmail: z.string().nullable(),
	email: z.string(),
	emailKey: z.string(),
	lang: z.string(),
	erased: z.boolean(),
	stopped: z.boolean(),
	others: z.int(),
	agreed: z.array(z.string()),
});
const hubRow = z.object({ id: z.uuid(), slug: z.string(), nameJa: z.string(), nameEn: z.string() });
const refusalRow = z.object({ hubId: z.uuid().nullable(), purpose: z.string() });

/** What the choices are made of, with the ids a change needs. */
export type DonorChoices = MailChoices & { donorId: string; institutionId: string; emailKey: string; hubIds: string[] };

export type ChoosingDonor = { donorId: string } | { mailToken: string };

/** Reads every row of the donor, whoever asks: the caller says by which right. @returns null when there is no such donor */
export async function readMailChoices(db: Pick<SqlTx, "$queryRaw">, who: ChoosingDonor): Promise<DonorChoices | null> {
	const which =
		"donorId" in who ? Prisma.sql`d.id = ${who.donorId}::uuid` : Prisma.sql`d.mail_token = ${who.mailToken}`;
	const [donor] = await queryRows(
		db,
		donorRow,
		Prisma.sql`
		SELECT d.id, d.institution_id AS "institutionId", i.name_ja AS "nameJa", i.name_en AS "nameEn",
			i.contact_email AS "contactEmail", d.email, d.email_key AS "emailKey", d.lang, d.erased_at IS NOT NULL AS erased,
			EXISTS (SELECT 1 FROM mail_suppression s WHERE s.institution_id = d.institution_id AND s.address_key = d.email_key
				AND s.lifted_at IS NULL) AS stopped,
			CASE WHEN d.email = '' THEN 0 ELSE (SELECT count(*)::int FROM donor o WHERE o.email_key = d.email_key
				AND o.institution_id = d.institution_id AND o.id <> d.id AND o.erased_at IS NULL) END AS others,
			ARRAY(SELECT DISTINCT c.purpose FROM consent c WHERE c.donor_id = d.id AND c.channel = 'email' AND c.withdrawn_at IS NULL) AS agreed
		FROM donor d JOIN institution i ON i.id = d.institution_id WHERE ${which}`,
	);
	if (!donor) return null;
	const hubs = await queryRows(
		db,
		hubRow,
		Prisma.sql`SELECT h.id, h.slug, h.name_ja AS "nameJa", h.name_en AS "nameEn" FROM relationship r JOIN hub h ON h.id = r.hub_id
			WHERE r.donor_id = ${donor.id}::uuid ORDER BY r.created_at, h.slug LIMIT 50`,
	);
	const refusals = await queryRows(
		db,
		refusalRow,
		Prisma.sql`SELECT hub_id AS "hubId", purpose FROM mail_preference WHERE donor_id = ${donor.id}::uuid AND NOT wanted`,
	);
	const { nameJa, nameEn, contactEmail, email, lang, agreed, ...rest } = donor;
	const refuses = (purpose: string, hubId: string | null) =>
		refusals.some((one) => one.purpose === purpose && (one.hubId === null || one.hubId === hubId));
	const rows: { id: string | null; slug: string; nameJa: string; nameEn: string }[] =
		hubs.length > 0 ? hubs : [{ id: null, slug: "", nameJa, nameEn }];
	const wanted = rows.flatMap(({ id, slug }) =>
		CHOICE_PURPOSES.filter(
			(purpose) => !donor.erased && agreed.includes(consentFor(purpose)) && !refuses(purpose, id),
		).map((purpose): Choice => choiceOf(purpose, slug)),
	);
	return {
		...rest,
		donorId: donor.id,
		institution: { nameJa, nameEn, contactEmail },
		address: email === "" ? "" : maskedEmail(email),
		lang: lang === "en" ? "en" : "ja",
		hubs: rows.map(({ slug, nameJa: ja, nameEn: en }) => ({ slug, nameJa: ja, nameEn: en })),
		hubIds: hubs.map(({ id }) => id),
		wanted,
		countsClicks: !donor.erased && agreed.includes("clicks"),
	};
}

/** Without what only a change needs. */
export function shownChoices({
	donorId: _,
	institutionId: __,
	emailKey: ___,
	hubIds: ____,
	...shown
}: DonorChoices): MailChoices {
	return shown;
}
