import { authorize } from "./authorize.server.ts";
import type { Ctx } from "./ctx.server.ts";

/** Staff whose roles lie within the administrator's scope, with those roles. */
export async function listStaff(ctx: Ctx) {
	await authorize(ctx, "create", "ApiToken");
	return ctx.db.roleGrant.findMany({
		select: {
			id: true,
			role: true,
			scopeKind: true,
			createdAt: true,
			user: { select: { id: true, name: true, email: true, twoFactorEnabled: true } },
			hub: { select: { abbreviation: true } },
			institution: { select: { nameJa: true, nameEn: true } },
		},
		orderBy: [{ user: { email: "asc" } }, { createdAt: "asc" }],
		take: 500,
	});
}
