import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { notFound } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { allocatedYen } from "../payments/allocated-yen";

const stepRow = z.object({
	id: z.uuid(),
	step: z.string(),
	note: z.string(),
	actorKind: z.string(),
	/** a member of staff or a token by name */
	actor: z.string().nullable(),
	at: z.date(),
});
export type ApplicationStepRow = z.output<typeof stepRow>;

export type ApplicationStory = Awaited<ReturnType<typeof getApplication>>;

/**
 * An application with its gift, the money that came, and its whole trail.
 * @throws AppError application_not_found when it does not exist or is not the actor's to see
 */
export async function getApplication(ctx: Ctx, input: { applicationId: string }) {
	await authorize(ctx, "read", { type: "Application", id: input.applicationId });
	const application = await ctx.db.application.findUnique({
		where: { id: input.applicationId },
		include: {
			hub: { select: { slug: true, nameJa: true, nameEn: true, abbreviation: true } },
			institution: { select: { slug: true, nameJa: true, nameEn: true, givingPolicy: true } },
			gift: {
				omit: { formKey: true },
				include: {
					fund: { select: { slug: true, nameJa: true, nameEn: true } },
					allocations: { include: { payment: true }, orderBy: { id: "asc" } },
				},
			},
		},
	});
	if (!application) throw notFound("application", input.applicationId);
	return { ...application, paidYen: allocatedYen(application.gift), steps: await listSteps(ctx, application.id) };
}

function listSteps(ctx: Ctx, applicationId: string): Promise<ApplicationStepRow[]> {
	return readRows(
		ctx,
		stepRow,
		(visible) => Prisma.sql`
		SELECT s.id, s.step, s.note, s.actor_kind AS "actorKind", coalesce(u.name, t.name) AS "actor", s.at
		FROM application_step s
		JOIN application a ON a.id = s.application_id
		LEFT JOIN staff_user u ON s.actor_kind = 'staff' AND u.id = s.actor_id
		LEFT JOIN api_token t ON s.actor_kind = 'api' AND t.id::text = s.actor_id
		WHERE a.id = ${applicationId}::uuid AND ${visible("application", "a")}
		ORDER BY s.at, s.id`,
	);
}
