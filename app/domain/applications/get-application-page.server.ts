import { getPrisma } from "~/platform/db/client.server";
import { notFound } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { donorName } from "../names/person-name";
import { allocatedYen } from "../payments/allocated-yen";
import type { ApplicationState } from "./application.status";

export type ApplicationPageState = ApplicationState | "partly_paid" | "received";

export type ApplicationPage = {
	state: ApplicationPageState;
	reference: string;
	donorName: string;
	amountYen: bigint;
	paidYen: bigint;
	appliedAt: Date;
	/** JST days */
	acceptedOn: string | null;
	payBy: string | null;
	refusalGround: string | null;
	hub: { slug: string; name: string; abbreviation: string } | null;
	fundName: string;
	institution: { name: string; contactEmail: string | null };
	/** where to pay, while money is waited for */
	account: { bankName: string; branch: string; type: "futsu" | "toza"; number: string; holder: string } | null;
};

/**
 * What the holder of an application's link may know. The token itself is the right to see it, so the row is read by it and
 * not through the actor's scope.
 * @throws AppError application_not_found
 */
export async function getApplicationPage(ctx: Ctx, publicToken: string): Promise<ApplicationPage> {
	const row = await readApplicationByToken(publicToken);
	const { gift, institution } = row;
	const ja = ctx.lang === "ja";
	const paidYen = allocatedYen(gift);
	const state = stateOf(row.status as ApplicationState, gift.paymentStatus);
	const policy = institution.givingPolicy;
	const waits = state === "accepted" || state === "partly_paid";
	return {
		state,
		reference: row.reference,
		donorName: donorName({ ...gift, donorKind: gift.donorKind === "company" ? "company" : "individual" }, ctx.lang),
		amountYen: gift.amountYen,
		paidYen,
		appliedAt: row.createdAt,
		acceptedOn: dayText(row.acceptedOn),
		payBy: dayText(row.payBy),
		refusalGround: row.refusalGround,
		hub: gift.hub && {
			slug: gift.hub.slug,
			name: ja ? gift.hub.nameJa : gift.hub.nameEn,
			abbreviation: gift.hub.abbreviation,
		},
		fundName: ja ? gift.fund.nameJa : gift.fund.nameEn,
		institution: { name: ja ? institution.nameJa : institution.nameEn, contactEmail: institution.contactEmail },
		account:
			waits && policy
				? {
						bankName: policy.bankName,
						branch: policy.bankBranch,
						type: policy.bankAccountType === "toza" ? "toza" : "futsu",
						number: policy.bankAccountNumber,
						holder: policy.bankAccountHolder,
					}
				: null,
	};
}

export async function readApplicationByToken(publicToken: string) {
	const prisma = await getPrisma();
	const row = await prisma.application.findFirst({
		where: { gift: { publicToken } },
		include: {
			institution: { include: { givingPolicy: true, receiptIssuer: true } },
			gift: { include: { hub: true, fund: true, allocations: true } },
		},
	});
	if (!row) throw notFound("application", "of this token");
	return row;
}

function stateOf(status: ApplicationState, paymentStatus: string): ApplicationPageState {
	if (paymentStatus === "received" || paymentStatus === "partly_paid") return paymentStatus;
	return status;
}

export function dayText(day: Date | null): string | null {
	return day?.toISOString().slice(0, 10) ?? null;
}
