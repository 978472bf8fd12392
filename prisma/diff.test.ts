import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { diffSchema } from "./diff";

let root = "";
const at = (name: string) => path.join(root, name);

beforeAll(() => {
	root = fs.mkdtempSync(path.join(os.tmpdir(), "izumi-diff-"));
	fs.mkdirSync(at("schema"));
	fs.mkdirSync(at("migrations/20260101000000_first"), { recursive: true });
	fs.writeFileSync(
		at("schema/main.prisma"),
		'datasource db {\n  provider = "postgresql"\n}\nmodel Thing {\n  id BigInt @id\n  @@map("thing")\n}\n',
	);
});
afterAll(() => fs.rmSync(root, { recursive: true }));

const migration = (sql: string) => fs.writeFileSync(at("migrations/20260101000000_first/migration.sql"), sql);
const diff = () =>
	diffSchema(inject("databaseServer").serverUrl, { schemaDir: at("schema"), migrationsDir: at("migrations") });

it("agrees with migrations that make the schema, triggers and functions apart", async () => {
	migration(`CREATE TABLE thing (id BIGINT NOT NULL, CONSTRAINT thing_pkey PRIMARY KEY (id), CHECK (id > 0));
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no; never'; END $$;
CREATE TRIGGER refuse BEFORE DELETE ON thing FOR EACH ROW EXECUTE FUNCTION refuse();`);
	expect(await diff()).toBeNull();
});

it("says what is missing", async () => {
	migration("SELECT 1;");
	expect(await diff()).toContain('CREATE TABLE "thing"');
});

it("this project's migrations make this project's schema", async () => {
	expect(await diffSchema(inject("databaseServer").serverUrl)).toBeNull();
});
