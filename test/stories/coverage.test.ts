import { beforeAll, describe, expect, test } from "vitest";
import { jobContext } from "~/domain/access/ctx.server";
import { refreshOutlook } from "~/domain/sufficiency/refresh-outlook.server";
import { seedProgramme } from "../../prisma/seed/programme";
import { freshDatabase } from "../setup/database";

freshDatabase();

describe("coverage", () => {
	beforeAll(async () => seedProgramme(await jobContext("factory")));
	test("a hub without anything has an empty outlook", async () => {
		const ctx = await jobContext("factory");
		const hub = await ctx.db.hub.findUniqueOrThrow({ where: { slug: "nanolsi" } });
		await refreshOutlook(ctx, hub.id);
		expect(await ctx.db.hubOutlook.count()).toBe(0);
	});
});
