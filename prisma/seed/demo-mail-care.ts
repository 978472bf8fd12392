import type { Ctx } from "~/domain/access/ctx.server";
import { changeMailChoices } from "~/domain/mail-care/change-mail-choices.server";
import { liftSuppression } from "~/domain/mail-care/lift-suppression.server";
import { noteBounce } from "~/domain/mail-care/note-bounce.server";
import { saveSender } from "~/domain/mail-care/save-sender.server";
import { inTransaction } from "~/platform/db/transaction.server";

const HUB = "nanolsi";
const DONORS = 24;

/** What came back, as servers said it: one for a mail each. */
const RETURNED = [
	{ kind: "hard", code: "5.1.1", detail: "550 5.1.1 User unknown", opened: null },
	{ kind: "soft", code: "5.2.2", detail: "552 5.2.2 Mailbox full", opened: null },
	{ kind: "complaint", code: "", detail: "abuse", opened: null },
	{ kind: "hard", code: "5.1.1", detail: "550 5.1.1 No such user", opened: "本人から電話があり、アドレスを確かめた。" },
	{ kind: "soft", code: "5.7.1", detail: "554 5.7.1 Message blocked by policy", opened: null },
] as const;

/** A sender of its own, donors who agreed to more or refused some of it, and mails that came back. */
export async function seedDemoMailCare(ctx: Ctx): Promise<void> {
	const hub = await ctx.db.hub.findUnique({
		where: { slug: HUB },
		include: { hosts: { where: { isPrimary: true }, include: { institution: true } } },
	});
	const institution = hub?.hosts[0]?.institution;
	if (!hub || !institution) return;
	await saveSender(ctx, {
		institution: institution.slug,
		sender: {
			nameJa: `${institution.nameJa} 基金室（見本）`,
			nameEn: `${institution.nameEn} Fund (specimen)`,
			address: `giving@${institution.slug}.example.jp`,
			replyTo: `kikin@${institution.slug}.example.jp`,
			dkimSelector: "izumi2026",
		},
	});
	await seedChoices(ctx, hub.id);
	await seedReturned(ctx, { hubId: hub.id, institutionId: institution.id });
}

async function seedChoices(ctx: Ctx, hubId: string): Promise<void> {
	const donors = await ctx.db.donor.findMany({
		where: {
			relationships: { some: { hubId } },
			consents: { some: { purpose: "reports", withdrawnAt: null } },
		},
		orderBy: { id: "asc" },
		take: DONORS,
		select: { id: true },
	});
	for (const [index, { id }] of donors.entries()) {
		const reports = ["reports:nanolsi", "statements:nanolsi"] as const;
		const wanted =
			index % 8 === 7
				? ([] as const)
				: index % 5 === 4
					? (["statements:nanolsi"] as const)
					: ([...reports, "appeals:nanolsi"] as const);
		const source = index % 3 === 0 ? ("portal" as const) : ("page" as const);
		await changeMailChoices(ctx, {
			who: { donorId: id },
			wanted,
			countsClicks: index % 4 === 0,
			othersToo: false,
			source,
		});
	}
}

async function seedReturned(ctx: Ctx, { hubId, institutionId }: { hubId: string; institutionId: string }) {
	const mails = await ctx.db.mail.findMany({
		where: { hubId, institutionId, kind: "gift-thanks", status: "sent" },
		orderBy: { id: "asc" },
		distinct: ["toAddress"],
		take: RETURNED.length,
		select: { id: true, toAddress: true },
	});
	for (const [index, mail] of mails.entries()) {
		const returned = RETURNED[index];
		if (!returned) continue;
		const { opened, ...bounce } = returned;
		await inTransaction(ctx, (tx) =>
			noteBounce(tx, ctx, { mailId: mail.id, ...bounce, source: "webhook", final: true }),
		);
		if (opened) await liftSuppression(ctx, { institutionId, address: mail.toAddress, reason: opened });
	}
}
