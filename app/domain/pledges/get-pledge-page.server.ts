import { getPrisma } from "~/platform/db/client.server";
import { notFound } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { jstDayString } from "../calendar/fiscal-year";
import { PAYMENT_METHODS, type PaymentMethod } from "../gifts/start-gift.schema";
import { donorName } from "../names/person-name";
import { giftIntakes } from "../stripe-accounts/account-for-gifts.server";
import { dayText } from "./get-pledge.server";
import type { InstalmentState } from "./instalment.status";
import { instalmentStatus, openYen } from "./instalment-status";
import { type OnlineLimits, onlineLimits } from "./online-limits";
import type { PledgeState } from "./pledge.status";
import { pledgeAccount } from "./pledge-account";

export type PledgePageInstalment = {
	number: number;
	dueOn: string;
	scheduledYen: bigint;
	paidYen: bigint;
	writtenOffYen: bigint;
	openYen: bigint;
	paidOn: string | null;
	status: InstalmentState;
};

export type PledgePage = {
	state: PledgeState;
	reference: string;
	donorName: string;
	amountYen: bigint;
	paidYen: bigint;
	writtenOffYen: bigint;
	overpaidYen: bigint;
	owedYen: bigint;
	/** a voucher or a transfer of so much waits for its money */
	awaitedYen: bigint;
	startOn: string;
	signedOn: string | null;
	signatory: string;
	conditions: string;
	createdAt: Date;
	instalments: PledgePageInstalment[];
	hub: { slug: string; name: string; abbreviation: string } | null;
	fundName: string;
	institution: { name: string; contactEmail: string | null };
	/** where to pay by transfer without this page, while something is owed */
	account: ReturnType<typeof pledgeAccount>;
	/** what can be paid online now; null when nothing can */
	online: (OnlineLimits & { methods: PaymentMethod[] }) | null;
};

/**
 * What the holder of a pledge's link may know. The token itself is the right to see it, so the row is read by it and not
 * through the actor's scope.
 * @throws AppError pledge_not_found
 */
export async function getPledgePage(ctx: Ctx, publicToken: string): Promise<PledgePage> {
	const prisma = await getPrisma();
	const row = await prisma.pledge.findUnique({
		where: { publicToken },
		include: {
			donor: true,
			hub: true,
			fund: true,
			institution: { include: { givingPolicy: true } },
			instalments: { where: { current: true }, orderBy: { number: "asc" } },
			gifts: { where: { paymentStatus: { in: ["awaiting_payment", "partly_paid"] } }, select: { amountYen: true } },
		},
	});
	if (!row || row.donor.erasedAt !== null) throw notFound("pledge", "of this token");
	const { donor, hub, fund, institution } = row;
	const ja = ctx.lang === "ja";
	const state = row.status as PledgeState;
	const inForce = state !== "draft" && state !== "cancelled";
	const today = jstDayString(ctx.now);
	const instalments = row.instalments.map((one) => {
		const amounts = { ...one, dueOn: dayText(one.dueOn) ?? "" };
		const { number, dueOn, scheduledYen, paidYen, writtenOffYen } = amounts;
		return {
			...{ number, dueOn, scheduledYen, paidYen, writtenOffYen },
			openYen: openYen(one),
			paidOn: dayText(one.paidOn),
			status: instalmentStatus(amounts, today, inForce),
		};
	});
	const owedYen = row.amountYen - row.paidYen - row.writtenOffYen;
	const awaitedYen = row.gifts.reduce((sum, gift) => sum + gift.amountYen, 0n);
	const limits =
		state === "active"
			? onlineLimits({ fund, owedYen, awaitedYen, nextYen: instalments.find((one) => one.openYen > 0n)?.openYen ?? 0n })
			: null;
	const intake = (await giftIntakes())(institution.id);
	const methods = intake.paused ? [] : PAYMENT_METHODS.filter(intake.takes);
	return {
		state,
		reference: row.reference,
		donorName: donorName({ ...donor, donorKind: donor.kind === "company" ? "company" : "individual" }, ctx.lang),
		amountYen: row.amountYen,
		paidYen: row.paidYen,
		writtenOffYen: row.writtenOffYen,
		overpaidYen: row.overpaidYen,
		...{ owedYen, awaitedYen },
		startOn: dayText(row.startOn) ?? "",
		signedOn: dayText(row.signedOn),
		signatory: row.signatory,
		conditions: row.conditions,
		createdAt: row.createdAt,
		instalments,
		hub: hub && { slug: hub.slug, name: ja ? hub.nameJa : hub.nameEn, abbreviation: hub.abbreviation },
		fundName: ja ? fund.nameJa : fund.nameEn,
		institution: { name: ja ? institution.nameJa : institution.nameEn, contactEmail: institution.contactEmail },
		account: state === "active" && owedYen > 0n ? pledgeAccount(institution.givingPolicy) : null,
		online: limits && methods.length > 0 ? { ...limits, methods } : null,
	};
}
