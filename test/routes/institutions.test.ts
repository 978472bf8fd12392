import { beforeAll, describe, expect, test } from "vitest";
import { jobContext } from "~/domain/access/ctx.server";
import { GIVING_FIELDS } from "~/domain/institutions/giving-policy.schema";
import { connectAccount, moveAccount } from "../factories/accounts";
import { type Answer, ask, everyRoute, said, type TestRoute } from "../factories/routes";
import { hubScope, institutionScope, signedIn } from "../factories/staff";
import { freshWorld } from "../factories/world";

const world = freshWorld();
const route = (name: string) => everyRoute().find(({ file }) => file === `routes/console/${name}.tsx`) as TestRoute;
const [listPage, page] = [route("settings-institutions"), route("settings-institution")];
const cookies: Record<string, string> = {};

beforeAll(async () => {
	const kanazawa = await institutionScope("kanazawa-u");
	cookies.admin = await signedIn("admin", [{ role: "admin", scope: { kind: "programme" } }]);
	cookies.kanazawa = await signedIn("kanazawa admin", [{ role: "admin", scope: kanazawa }]);
	cookies.finance = await signedIn("finance", [{ role: "finance", scope: kanazawa }]);
	cookies.officer = await signedIn("officer", [{ role: "officer", scope: await hubScope("nanolsi") }]);
}, 60_000);

type Form = Record<string, string>;
const send = (who: string, form: Form, institution = "kanazawa-u") =>
	ask(page, { cookie: cookies[who], params: { institution }, form });
const open = (who: string, institution = "kanazawa-u", search = "") =>
	ask(page, { cookie: cookies[who], params: { institution }, search });
const errorsOf = (answer: Answer) => (answer.body as { errors: Record<string, string[]> }).errors;

type Page = { policy: { values: Form; revision: string }; accounts: { id: string }[]; history: { action: string }[] };
async function policyForm(changes: Form = {}, institution = "kanazawa-u"): Promise<Form> {
	const { policy } = (await open("admin", institution)).body as Page;
	return { ...policy.values, basedOn: policy.revision, intent: "policy", ...changes };
}
const policyRow = (slug = "kanazawa-u") =>
	world.database.prisma.givingPolicy.findFirstOrThrow({ where: { institution: { slug } } });

describe("who may", () => {
	test("the list holds what one may settle", async () => {
		const all = await ask(listPage, { cookie: cookies.admin });
		expect(said(all)).toMatch(/u-tokyo/);
		const own = await ask(listPage, { cookie: cookies.finance });
		expect(said(own)).toMatch(/kanazawa-u/);
		expect(said(own)).not.toMatch(/u-tokyo/);
		expect((await ask(listPage, { cookie: cookies.officer })).status).toBe(403);
	});

	test("another institution does not exist, to read or to change", async () => {
		expect((await open("kanazawa", "u-tokyo")).status).toBe(404);
		expect((await open("admin", "nowhere")).status).toBe(404);
		const form = await policyForm({}, "u-tokyo");
		expect((await send("kanazawa", form, "u-tokyo")).status).toBe(404);
		for (const intent of ["connect", "keys", "choose", "disable"]) {
			expect((await send("kanazawa", { intent, secretKey: "sk_test_sandbox_x" }, "u-tokyo")).status).toBe(404);
			expect((await send("officer", { intent })).status).toBe(403);
		}
	});

	test("finance settles limits and connects nothing", async () => {
		expect((await send("finance", await policyForm({ plansMax: "11" }))).status).toBe(303);
		for (const intent of ["connect", "onboard", "keys", "rotate", "choose", "disable", "enable", "check"]) {
			const answer = await send("finance", { intent, account: "kanazawa-u", secretKey: "sk_test_sandbox_x" });
			expect(answer.status, intent).toBe(403);
		}
	});
});

describe("the giving policy", () => {
	test("is saved whole, with the last day of the month and an account number of six digits", async () => {
		const answer = await send(
			"kanazawa",
			await policyForm({
				anchorDay: "31",
				companyCardMaxYen: "５００，０００円",
				refundWindowDays: "30",
				refundApprovalYen: "0",
				dailyGiftsMax: "5",
				dailyYenMax: "1,000,000",
				bankName: "北陸架空銀行",
				bankBranch: "角間支店",
				bankAccountType: "futsu",
				bankAccountNumber: "123456",
				bankAccountHolder: "コクリツダイガクホウジンカナザワダイガク",
			}),
		);
		expect([answer.status, answer.location]).toEqual([303, "/console/settings/institutions/kanazawa-u?done=saved"]);
		expect(await policyRow()).toMatchObject({
			anchorDay: 31,
			companyCardMaxYen: 500_000n,
			refundApprovalYen: 0n,
			bankAccountNumber: "0123456",
		});
		const { history } = (await open("kanazawa")).body as Page;
		expect(JSON.stringify(history)).toMatch(/27 → 末日/);
	});

	test.each<[string, Form, string, RegExp]>([
		["nothing at all", Object.fromEntries(GIVING_FIELDS.map((field) => [field, ""])), "plansMax", /fields\.required/],
		["a day that is none", { anchorDay: "32" }, "anchorDay", /fields\.tooBig/],
		["day nought", { anchorDay: "0" }, "anchorDay", /fields\.tooSmall/],
		["a day in words", { anchorDay: "last" }, "anchorDay", /fields\.choose/],
		["a negative limit", { companyCardMaxYen: "-1" }, "companyCardMaxYen", /amount\.negative/],
		["a limit beyond Stripe's", { companyCardMaxYen: "100000000" }, "companyCardMaxYen", /fields\.tooBig/],
		["half a yen", { refundApprovalYen: "0.5" }, "refundApprovalYen", /amount\.decimal/],
		["a year and a day", { refundWindowDays: "366" }, "refundWindowDays", /fields\.tooBig/],
		["a window in kanji", { refundWindowDays: "十四" }, "refundWindowDays", /fields\.wholeNumber/],
		["no gift a day", { dailyGiftsMax: "0" }, "dailyGiftsMax", /fields\.tooSmall/],
		["a hundred thousand plans", { plansMax: "100000" }, "plansMax", /fields\.tooBig/],
		["half a bank account", { bankBranch: "" }, "bankBranch", /giving\.wholeAccount/],
		["an account number with letters", { bankAccountNumber: "12A4567" }, "bankAccountNumber", /giving\.accountNumber/],
		[
			"an account number of eight digits",
			{ bankAccountNumber: "12345678" },
			"bankAccountNumber",
			/giving\.accountNumber/,
		],
		["no kind of account", { bankAccountType: "savings" }, "bankAccountType", /fields\.choose/],
		["a control character", { bankName: "銀行\u0007" }, "bankName", /controlCharacters/],
		["a very long name", { bankAccountHolder: "カ".repeat(101) }, "bankAccountHolder", /fields\.tooLong/],
	])("refuses %s and keeps what was typed", async (_name, wrong, field, error) => {
		const before = await policyRow();
		const form = await policyForm(wrong);
		const answer = await send("kanazawa", form);
		expect(answer.status).toBe(400);
		expect(errorsOf(answer)[field]?.join()).toMatch(error);
		expect((answer.body as { values: Form }).values).toMatchObject(wrong);
		expect(await policyRow()).toEqual(before);
	});

	test("of two who save at once the second is told", async () => {
		const form = await policyForm({ plansMax: "7" });
		expect((await send("kanazawa", form)).status).toBe(303);
		const late = await send("finance", { ...form, plansMax: "8" });
		expect([late.status, (late.body as { conflict: boolean }).conflict]).toEqual([409, true]);
		expect((await policyRow()).plansMax).toBe(7);
		expect((await send("kanazawa", await policyForm())).status).toBe(303);
	});
});

describe("a connected account", () => {
	test("is made once, set up at Stripe, checked and chosen", async () => {
		const first = await send("kanazawa", { intent: "connect" });
		expect([first.status, first.location]).toEqual([303, expect.stringMatching(/\/c\/connect\//)]);
		// Whoever comes back without having finished goes on with the same account.
		await send("kanazawa", { intent: "connect" });
		const rows = await world.database.prisma.stripeAccount.findMany({ where: { institution: { slug: "kanazawa-u" } } });
		expect(rows).toMatchObject([{ id: "kanazawa-u", kind: "connected", status: "onboarding", chargesEnabled: false }]);
		const early = await send("kanazawa", { intent: "choose", account: "kanazawa-u" });
		expect([early.status, errorsOf(early)[""]?.[0]]).toEqual([409, expect.stringContaining("stripeAccounts.notReady")]);
		const again = await send("kanazawa", { intent: "onboard", account: "kanazawa-u" });
		const finished = await fetch(again.location ?? "", {
			method: "POST",
			body: new URLSearchParams({ do: "finish" }),
			redirect: "manual",
		});
		expect(finished.headers.get("location")).toMatch(/\/console\/settings\/institutions\/kanazawa-u\?stripe=returned$/);
		const expired = await fetch(again.location ?? "", { redirect: "manual" });
		expect(expired.headers.get("location")).toMatch(/\?stripe=again$/);
		// Coming back changes nothing by itself.
		expect((await open("kanazawa", "kanazawa-u", "?stripe=returned")).status).toBe(200);
		expect((await world.database.prisma.stripeAccount.findUniqueOrThrow({ where: { id: "kanazawa-u" } })).status).toBe(
			"onboarding",
		);
		expect((await send("kanazawa", { intent: "check", account: "kanazawa-u" })).location).toMatch(/done=checked$/);
		expect((await send("kanazawa", { intent: "choose", account: "kanazawa-u" })).location).toMatch(/done=chosen$/);
		expect((await policyRow()).stripeAccountId).toBe("kanazawa-u");
	});

	test("is disabled and enabled, each once", async () => {
		const act = (intent: string) =>
			send("kanazawa", { intent, account: "kanazawa-u" }).then(({ location }) => location);
		expect(await act("disable")).toMatch(/done=disabled$/);
		expect(await act("disable")).toMatch(/done=disabled$/);
		const give = everyRoute().find(({ file }) => file === "routes/public/give.tsx") as TestRoute;
		const params = { lang: "ja", slug: "nanolsi" };
		expect((await ask(give, { params })).body).toMatchObject({ paused: true });
		const { body } = await open("kanazawa");
		expect(body).toMatchObject({ accounts: [{ takesGifts: false, disabledReason: "staff" }] });
		expect(await act("enable")).toMatch(/done=enabled$/);
		expect((await ask(give, { params })).body).toMatchObject({ paused: false });
	});

	test("of another institution is out of reach", async () => {
		const tokyo = await connectAccount(world, "u-tokyo");
		for (const intent of ["choose", "disable", "enable", "check", "onboard", "rotate"]) {
			expect((await send("admin", { intent, account: tokyo.id })).status, intent).toBe(404);
		}
		expect((await policyRow()).stripeAccountId).toBe("kanazawa-u");
	});

	test("ways to pay that Stripe does not give it are not offered", async () => {
		const { prisma } = world.database;
		const capabilities = {
			card_payments: "active",
			konbini_payments: "inactive",
			jp_bank_transfer_payments: "pending",
		};
		await prisma.stripeAccount.update({ where: { id: "kanazawa-u" }, data: { capabilities } });
		const give = everyRoute().find(({ file }) => file === "routes/public/give.tsx") as TestRoute;
		expect((await ask(give, { params: { lang: "ja", slug: "nanolsi" } })).body).toMatchObject({ methods: ["card"] });
		await send("kanazawa", { intent: "check", account: "kanazawa-u" });
	});
});

describe("keys of one's own", () => {
	const keys = (secretKey: string, webhookSecret = "", more: Form = {}) =>
		send("admin", { intent: "keys", secretKey, webhookSecret, ...more }, "kyoto-u");

	test.each<[string, string, string, string]>([
		["nothing", "", "", "fields.required"],
		["a publishable key", "pk_test_sandbox", "", "fields.stripeKey.form"],
		["words", "our key", "", "fields.stripeKey.form"],
		["a very long one", `sk_test_${"x".repeat(400)}`, "", "fields.tooLong"],
		["a live key in the demo", "sk_live_sandbox_kyoto", "", "fields.stripeKey.liveInDemo"],
		["the platform's own", "sk_test_sandbox", "", "fields.stripeKey.ofPlatform"],
		["a key Stripe does not know", "sk_test_wrong", "", "fields.stripeKey.refused"],
		["a webhook secret that is none", "sk_test_sandbox_kyoto", "secret", "fields.stripeKey.webhookForm"],
	])("refuses %s, and gives nothing back", async (_name, secretKey, webhookSecret, error) => {
		const answer = await keys(secretKey, webhookSecret);
		expect([400, 409]).toContain(answer.status);
		expect(Object.values(errorsOf(answer)).flat().join()).toContain(error);
		if (secretKey.length > 10) expect(said(answer)).not.toContain(secretKey);
		expect(await world.database.prisma.stripeAccount.count({ where: { kind: "own_keys" } })).toBe(0);
	});

	test("are tried, kept sealed, and make their own webhook when no secret is given", async () => {
		expect((await keys("sk_test_sandbox_kyoto")).location).toMatch(/done=keys$/);
		const shown = await open("admin", "kyoto-u");
		expect(shown.body).toMatchObject({
			accounts: [{ id: "kyoto-u", kind: "own_keys", status: "active", takesGifts: true }],
		});
		expect(said(shown)).toContain("•••• yoto");
		expect(said(shown)).toContain("/webhooks/stripe/kyoto-u");
		expect(said(shown)).not.toContain("sk_test_sandbox_kyoto");
		// Kept is not chosen.
		expect((await policyRow("kyoto-u")).stripeAccountId).toBeNull();
	});

	test("of one Stripe account are there once", async () => {
		const answer = await keys("sk_test_sandbox_kyoto");
		expect([answer.status, errorsOf(answer).secretKey?.[0]]).toEqual([409, expect.stringContaining("stripeKey.taken")]);
	});

	test("are replaced by keys of the same account only", async () => {
		const rotate = (secretKey: string, webhookSecret = "") =>
			send("admin", { intent: "rotate", account: "kyoto-u", secretKey, webhookSecret }, "kyoto-u");
		const other = await rotate("sk_test_sandbox_osaka");
		expect(errorsOf(other).secretKey?.[0]).toContain("stripeKey.otherAccount");
		expect(errorsOf(await rotate("")).secretKey?.[0]).toContain("fields.required");
		expect((await rotate("sk_test_sandbox_kyoto", "whsec_a_new_secret_of_kyoto")).location).toMatch(/done=rotated$/);
		expect((await rotate("", "whsec_another_secret")).location).toMatch(/done=rotated$/);
	});

	test("that Stripe no longer takes pause gifts; a new key opens them again", async () => {
		await send("admin", { intent: "choose", account: "kyoto-u" }, "kyoto-u");
		await world.database.prisma.stripeAccount.update({
			where: { id: "kyoto-u" },
			data: { status: "disabled", disabledReason: "key_refused" },
		});
		expect((await open("admin", "kyoto-u")).body).toMatchObject({ accounts: [{ disabledReason: "key_refused" }] });
		const form = { intent: "rotate", account: "kyoto-u", secretKey: "sk_test_sandbox_kyoto", webhookSecret: "" };
		expect((await send("admin", form, "kyoto-u")).status).toBe(303);
		const row = await world.database.prisma.stripeAccount.findUniqueOrThrow({ where: { id: "kyoto-u" } });
		expect(row).toMatchObject({ status: "active", disabledReason: null });
	});
});

test("an unknown intent changes nothing", async () => {
	const answer = await send("admin", { intent: "sell" });
	expect([answer.status, errorsOf(answer)[""]]).toEqual([400, ["fields.invalid"]]);
});

test("Stripe not answering loses nothing, and is said", async () => {
	await world.faults({ http500: 1 });
	const answer = await send(
		"admin",
		{ intent: "keys", secretKey: "sk_test_sandbox_osaka", webhookSecret: "" },
		"osaka-u",
	);
	await world.faults({});
	expect([answer.status, errorsOf(answer)[""]?.[0]]).toEqual([
		503,
		expect.stringContaining("stripeAccounts.unreachable"),
	]);
	const ctx = await jobContext("test");
	expect(await ctx.db.stripeAccount.count({ where: { institution: { slug: "osaka-u" } } })).toBe(0);
	await moveAccount(world, (await connectAccount(world, "osaka-u")).stripeId, "disable");
});
