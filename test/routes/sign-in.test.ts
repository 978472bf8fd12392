import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createStaff } from "~/domain/access/create-staff.server";
import { contextFor, jobContext, staffContext } from "~/domain/access/ctx.server";
import { ensureFirstAdminLink } from "~/domain/access/first-admin.server";
import { safeNext } from "~/domain/access/sign-in.server";
import { beginTwoFactor, confirmTwoFactor } from "~/domain/access/two-factor.server";
import { setClock } from "~/platform/clock";
import { ask, everyRoute, said, type TestRoute } from "../factories/routes";
import { cookieOf, PASSWORD, signedIn, signInAs } from "../factories/staff";
import { freshDatabase } from "../setup/database";

const database = freshDatabase();
const routeOf = (file: string) => everyRoute().find((route) => route.file === file) as TestRoute;
const SIGN_IN = routeOf("routes/auth/sign-in.tsx");
const SECOND = routeOf("routes/auth/two-factor.tsx");
const SIGN_OUT = routeOf("routes/auth/sign-out.ts");
const FIRST_ADMIN = routeOf("routes/auth/first-admin.tsx");
const HOME = routeOf("routes/console/home.tsx");
const STAFF = routeOf("routes/console/settings-staff.tsx");

const admin = [{ role: "admin" as const, scope: { kind: "programme" as const } }];
const cookies = (headers: Headers) => cookieOf(headers.getSetCookie());

/** RFC 6238, as an authenticator does it. */
function totp(secret: string, at = Date.now()): string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	const bits = [...secret.replace(/=+$/, "")]
		.map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0"))
		.join("");
	const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
	const digest = createHmac("sha1", key).update(counter).digest();
	const offset = (digest.at(-1) ?? 0) & 15;
	return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

describe("signing in", () => {
	test("leads to the page that was asked for, with a cookie scripts cannot read", async () => {
		await signedIn("Hana", admin);
		const answer = await ask(SIGN_IN, {
			search: "?next=%2Fconsole%2Fgifts%3Fq%3Dx",
			form: { email: "hana@staff.example", password: PASSWORD },
		});
		expect(answer).toMatchObject({ status: 303, location: "/console/gifts?q=x" });
		const [cookie = ""] = answer.headers.getSetCookie();
		expect(cookie).toMatch(/HttpOnly/i);
		expect(cookie).toMatch(/SameSite=Lax/i);
		expect((await ask(HOME, { cookie: cookies(answer.headers) })).status).toBe(200);
		expect((await ask(SIGN_IN, { cookie: cookies(answer.headers) })).location).toBe("/console");
	});

	test("says the same of an unknown mail and of a wrong password", async () => {
		await signedIn("Kei", admin);
		const wrong = await ask(SIGN_IN, { form: { email: "kei@staff.example", password: "not the password" } });
		const unknown = await ask(SIGN_IN, { form: { email: "kai@staff.example", password: "not the password" } });
		expect(wrong.status).toBe(400);
		expect(unknown.status).toBe(400);
		expect(said(wrong).replace("kei", "")).toBe(said(unknown).replace("kai", ""));
		const nonsense = await ask(SIGN_IN, { form: { email: "nonsense", password: "" } });
		expect(nonsense.status).toBe(400);
		expect(wrong.headers.getSetCookie()).toEqual([]);
	});

	test("is limited by mail, whatever the address it is tried from", async () => {
		const statuses = [];
		for (let tries = 0; tries < 10; tries += 1) {
			const answer = await ask(SIGN_IN, {
				ip: `198.51.100.${tries}`,
				form: { email: "guessed@staff.example", password: "wrong" },
			});
			statuses.push(answer.status);
		}
		expect(statuses.filter((status) => status === 400)).toHaveLength(8);
		expect(statuses.at(-1)).toBe(429);
	});

	test("gives a new session, never the one the browser brought along", async () => {
		const brought = await signedIn("Ryo", admin);
		const answer = await ask(SIGN_IN, { cookie: brought, form: { email: "ryo@staff.example", password: PASSWORD } });
		expect(cookies(answer.headers)).not.toBe(brought);
		expect(cookies(answer.headers)).toMatch(/session_token=/);
	});

	test("nobody can sign up", async () => {
		const { getAuth } = await import("~/platform/session/auth.server");
		const auth = await getAuth();
		const made = auth.api.signUpEmail({ body: { name: "x", email: "x@staff.example", password: PASSWORD } });
		await expect(made).rejects.toThrow();
	});

	test.each([
		[null, "/console"],
		["https://evil.example/console", "/console"],
		["//evil.example/console", "/console"],
		["/console/../../evil", "/console"],
		["/consoles", "/console"],
		["/console/gifts?status=received", "/console/gifts?status=received"],
	])("next %s leads to %s", (next, expected) => {
		expect(safeNext(next)).toBe(expected);
	});
});

test("signing out ends the session everywhere", async () => {
	const cookie = await signedIn("Mio", admin);
	expect((await ask(SIGN_OUT, { cookie })).status).toBe(303);
	expect((await ask(HOME, { cookie })).status).toBe(200);
	const out = await ask(SIGN_OUT, { cookie, method: "POST" });
	expect(out).toMatchObject({ status: 303, location: "/auth/sign-in" });
	expect((await ask(HOME, { cookie })).status).toBe(303);
	expect(await database.prisma.session.count({ where: { user: { email: "mio@staff.example" } } })).toBe(0);
});

test("a role taken away is gone with the next request", async () => {
	const cookie = await signedIn("Nao", admin);
	expect((await ask(STAFF, { cookie })).status).toBe(200);
	await database.prisma.roleGrant.deleteMany({ where: { user: { email: "nao@staff.example" } } });
	expect((await ask(STAFF, { cookie })).status).toBe(403);
	expect((await ask(HOME, { cookie })).status).toBe(200);
});

test("with a second factor the password alone gives no session", async () => {
	const cookie = await signedIn("Sora", admin);
	const request = new Request("http://localhost:3000/console/settings/two-factor", { headers: { cookie } });
	const ctx = await staffContext(request);
	expect(await beginTwoFactor(request, { password: "wrong" })).toBeNull();
	const setup = await beginTwoFactor(request, { password: PASSWORD });
	expect(setup?.spareCodes.length).toBeGreaterThan(5);
	expect(await confirmTwoFactor(ctx, request, { code: "000000" })).toBeNull();
	expect(await confirmTwoFactor(ctx, request, { code: totp(setup?.secret ?? "") })).not.toBeNull();

	const form = { email: "sora@staff.example", password: PASSWORD };
	const first = await ask(SIGN_IN, { form });
	expect(first).toMatchObject({ status: 303, location: "/auth/two-factor?next=%2Fconsole" });
	const challenge = cookies(first.headers);
	expect((await ask(HOME, { cookie: challenge })).status).toBe(303);
	expect((await ask(SECOND, { cookie: challenge, form: { code: "123456" } })).status).toBe(400);
	const done = await ask(SECOND, { cookie: challenge, form: { code: totp(setup?.secret ?? "") } });
	expect(done).toMatchObject({ status: 303, location: "/console" });
	expect((await ask(HOME, { cookie: cookies(done.headers) })).status).toBe(200);

	const again = await ask(SIGN_IN, { form });
	const spare = { code: setup?.spareCodes[0] ?? "" };
	expect((await ask(SECOND, { cookie: cookies(again.headers), form: spare })).status).toBe(303);
	const third = await ask(SIGN_IN, { form });
	expect((await ask(SECOND, { cookie: cookies(third.headers), form: spare })).status).toBe(400);
});

describe("the first administrator", () => {
	const form = { name: "初代 管理", email: "first@staff.example", password: PASSWORD };

	test("is made by a link that works once, within a day, while there is none", async () => {
		await database.prisma.user.deleteMany({});
		const ctx = await jobContext("test");
		const replaced = tokenOf(await ensureFirstAdminLink(ctx));
		const token = tokenOf(await ensureFirstAdminLink(ctx));
		expect((await ask(FIRST_ADMIN, { params: { token: replaced } })).status).toBe(410);
		expect((await ask(FIRST_ADMIN, { params: { token: "guess" } })).status).toBe(410);
		expect((await ask(FIRST_ADMIN, { params: { token } })).status).toBe(200);
		const tooShort = await ask(FIRST_ADMIN, { params: { token }, form: { ...form, password: "short" } });
		expect(tooShort.status).toBe(400);
		setClock(new Date(Date.now() + 25 * 3_600_000));
		expect((await ask(FIRST_ADMIN, { params: { token }, form })).status).toBe(410);
		setClock(null);
		expect((await ask(FIRST_ADMIN, { params: { token }, form })).status).toBe(303);
		expect((await ask(FIRST_ADMIN, { params: { token }, form: { ...form, email: "b@staff.example" } })).status).toBe(
			410,
		);
		expect(await ensureFirstAdminLink(ctx)).toBeNull();
		const cookie = await signInAs("first@staff.example");
		expect((await ask(STAFF, { cookie })).status).toBe(200);
	});

	const tokenOf = (link: string | null) => link?.split("/").at(-1) ?? "";
});

test("an administrator hands on no more than their own scope", async () => {
	const institution = await database.prisma.institution.create({
		data: {
			slug: "test-u",
			nameJa: "試験大学",
			nameEn: "Test U",
			legalForm: "national_university_corporation",
			source: "test",
		},
	});
	const own = { kind: "institution" as const, institutionId: institution.id };
	const actor = { kind: "staff" as const, userId: "x", name: "x", email: "x@x.example" };
	const ctx = await contextFor({ ...actor, grants: [{ role: "admin", scope: own }] });
	const person = { name: "新人", email: "new@staff.example", password: PASSWORD };
	const programme = [{ role: "viewer" as const, scope: { kind: "programme" as const } }];
	await expect(createStaff(ctx, { ...person, grants: programme })).rejects.toMatchObject({ code: "forbidden" });
	await expect(createStaff(ctx, { ...person, grants: [{ role: "officer", scope: own }] })).resolves.toBeTruthy();
	const officer = await contextFor({ ...actor, grants: [{ role: "officer", scope: own }] });
	const grants = [{ role: "viewer" as const, scope: own }];
	await expect(createStaff(officer, { ...person, email: "c@staff.example", grants })).rejects.toMatchObject({
		code: "forbidden",
	});
});
