import { defineConfig } from "prisma/config";

// These commands look for a schema engine to download although they never run it; any executable satisfies them.
if (process.argv.some((arg) => arg === "generate" || arg === "validate" || arg === "format")) {
	process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;
}

export default defineConfig({
	schema: "prisma/schema",
	migrations: { path: "prisma/migrations" },
	...(process.env.DATABASE_URL ? { datasource: { url: process.env.DATABASE_URL } } : {}),
});
