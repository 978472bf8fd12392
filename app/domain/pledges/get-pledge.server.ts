import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { notFound } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { jstDayString } from "../calendar/fiscal-year";
import type { InstalmentState } from "./instalment.status";
import { instalmentStatus, openYen } from "./instalment-status";
import type { PledgeState } from "./pledge.status";

export type PledgeStory = Awaited<ReturnType<typeof getPledge>>;
export type PledgeInstalment = PledgeStory["instalments"][number];

const NAMES = { slug: true, nameJa: true, nameEn: true } as const;

/**
 * One pledge with all there is of it: its schedules old and new with their instalments, the gifts that came for it, write-offs,
 * and who changed what. Days are JST, YYYY-MM-DD; instalments stand as of today.
 * @throws AppError pledge_not_found when it does not exist or is not the actor's to see
 */
export async function getPledge(ctx: Ctx, pledgeId: string) {
	await authorize(ctx, "read", { type: "Pledge", id: pledgeId });
	const row = await ctx.db.pledge.findUnique({
		where: { id: pledgeId },
		omit: { formKey: true },
		include: {
			donor: { omit: { searchKey: true, searchGrams: true, identityKey: true, emailKey: true, mailToken: true } },
			hub: { select: { ...NAMES, abbreviation: true } },
			fund: { select: { ...NAMES, status: true } },
			institution: { select: NAMES },
			schedules: {
				orderBy: { version: "desc" },
				include: { instalments: { orderBy: { number: "asc" }, include: { parts: true } } },
			},
			gifts: {
				orderBy: { id: "asc" },
				select: {
					id: true,
					amountYen: true,
					channel: true,
					paymentStatus: true,
					givenOn: true,
					createdAt: true,
					instalmentParts: { select: { instalmentId: true, amountYen: true } },
				},
			},
			writeOffs: { orderBy: { requestedAt: "desc" } },
		},
	});
	if (!row) throw notFound("pledge", pledgeId);
	const today = jstDayString(ctx.now);
	const inForce = row.status !== "draft" && row.status !== "cancelled";
	const schedules = row.schedules.map((schedule) => ({
		...schedule,
		instalments: schedule.instalments.map((one) => {
			const dueOn = dayText(one.dueOn) ?? "";
			const amounts = { ...one, dueOn };
			return {
				...amounts,
				paidOn: dayText(one.paidOn),
				openYen: openYen(one),
				// What an older schedule was worth stays as it was.
				status: one.current ? instalmentStatus(amounts, today, inForce) : (one.status as InstalmentState),
			};
		}),
	}));
	const { startOn, signedOn, gifts, ...rest } = row;
	return {
		...rest,
		status: row.status as PledgeState,
		startOn: dayText(startOn) ?? "",
		signedOn: dayText(signedOn),
		gifts: gifts.map((gift) => ({ ...gift, givenOn: dayText(gift.givenOn) })),
		owedYen: row.amountYen - row.paidYen - row.writtenOffYen,
		schedules,
		/** of the present schedule */
		instalments: schedules.find(({ supersededAt }) => supersededAt === null)?.instalments ?? [],
		history: await listHistory(ctx, pledgeId),
	};
}

const historyRow = z.object({
	id: z.bigint(),
	at: z.date(),
	action: z.string(),
	actorKind: z.string(),
	/** a member of staff or a token by name */
	actor: z.string().nullable(),
	before: z.record(z.string(), z.unknown()).nullable(),
	after: z.record(z.string(), z.unknown()).nullable(),
});
export type PledgeHistoryRow = z.output<typeof historyRow>;

function listHistory(ctx: Ctx, pledgeId: string): Promise<PledgeHistoryRow[]> {
	return readRows(
		ctx,
		historyRow,
		(visible) => Prisma.sql`
		SELECT e.id, e.at, e.action, e.actor_kind AS "actorKind", coalesce(u.name, t.name) AS "actor", e.before, e.after
		FROM pledge p JOIN audit_event e ON e.subject_type = 'pledge' AND e.subject_id = p.id::text
		LEFT JOIN staff_user u ON e.actor_kind = 'staff' AND u.id = e.actor_id
		LEFT JOIN api_token t ON e.actor_kind = 'api' AND t.id::text = e.actor_id
		WHERE p.id = ${pledgeId}::uuid AND ${visible("pledge", "p")}
		ORDER BY e.id`,
	);
}

export const dayText = (day: Date | null): string | null => day?.toISOString().slice(0, 10) ?? null;
