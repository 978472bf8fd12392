import { generateKeyPairSync } from "node:crypto";
import type { AddressInfo } from "node:net";
import dns2 from "dns2";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkSender } from "./check-sender.server";
import { dnsReader } from "./dns-answers.server";

const { Packet } = dns2;
const key = (bits: number) =>
	generateKeyPairSync("rsa", { modulusLength: bits })
		.publicKey.export({ type: "spki", format: "der" })
		.toString("base64");
const LONG_KEY = key(2048);

type Zone = { TXT?: string[]; A?: string[]; MX?: string[] };
const SELECTOR = "izumi._domainkey";
const good = (domain: string, spf: string): Record<string, Zone> => ({
	[domain]: { TXT: ["unrelated", spf], MX: [`mx.${domain}`] },
	[`${SELECTOR}.${domain}`]: { TXT: [`v=DKIM1; k=rsa; p=${LONG_KEY}`] },
	[`_dmarc.${domain}`]: { TXT: ["v=DMARC1; p=reject; rua=mailto:postmaster@example.ac.jp"] },
});
const ZONES: Record<string, Zone> = {
	"smtp.example.ac.jp": { A: ["192.0.2.25"] },
	"mx.pass.example": { A: ["192.0.2.99"] },
	...good("pass.example", "v=spf1 include:_spf.pass.example -all"),
	"_spf.pass.example": { TXT: ["v=spf1 ip4:192.0.2.0/24 ?all"] },
	...good("mx-pass.example", "v=spf1 mx/24 -all"),
	"mx.mx-pass.example": { A: ["192.0.2.99"] },
	...good("redirected.example", "v=spf1 redirect=_spf.pass.example"),
	...good("softfail.example", "v=spf1 ip4:198.51.100.0/24 ip6:2001:db8::/32 ~all"),
	...good("fail.example", "v=spf1 a:mx.pass.example -all"),
	...good("broken.example", "v=spf1 ip4:300.1.1.1 -all"),
	...good("gone.example", "v=spf1 include:nobody.example -all"),
	...good("loop.example", "v=spf1 include:loop.example -all"),
	...good(
		"many.example",
		`v=spf1 ${Array.from({ length: 11 }, (_, n) => `a:h${n}.many.example`).join(" ")} ip4:192.0.2.25 -all`,
	),
	"two.example": { TXT: ["v=spf1 mx -all", "v=spf1 ~all"], MX: ["."] },
	"_dmarc.two.example": { TXT: ["v=DMARC1; p=none", "v=DMARC1; p=reject"] },
	[`${SELECTOR}.two.example`]: { TXT: ["v=DKIM1; p="] },
	"missing.example": { A: ["192.0.2.1"] },
	"mail.pass.example": { TXT: ["v=spf1 ip4:192.0.2.25 -all"], A: ["192.0.2.1"] },
	"none.example": { TXT: ["v=spf1 ip4:192.0.2.25 -all"], MX: ["mx.none.example"] },
	"_dmarc.none.example": { TXT: ["v=DMARC1; p=none; rua=mailto:d@none.example"] },
	[`${SELECTOR}.none.example`]: { TXT: [`v=DKIM1; p=${key(1024)}`] },
};

const server = dns2.createServer({
	udp: true,
	handle: (request, send) => {
		const [question] = request.questions;
		const name = question?.name.toLowerCase() ?? "";
		if (name.endsWith("silent.example")) return;
		const answer = Packet.createResponseFromRequest(request);
		const zone = ZONES[name];
		const type = Object.entries(Packet.TYPE).find(([, value]) => value === question?.type)?.[0] ?? "";
		if (name.endsWith("servfail.example")) answer.header.rcode = 2;
		else if (!zone && !Object.keys(ZONES).some((one) => one.endsWith(`.${name}`))) answer.header.rcode = 3;
		for (const value of zone?.[type as keyof Zone] ?? []) {
			const row = { name, type: question?.type ?? 0, class: Packet.CLASS.IN, ttl: 60 };
			if (type === "TXT") answer.answers.push({ ...row, data: value.match(/.{1,250}/g) ?? [] } as never);
			if (type === "A") answer.answers.push({ ...row, address: value } as never);
			if (type === "MX") answer.answers.push({ ...row, exchange: value, priority: 10 } as never);
		}
		send(answer);
	},
});
let servers = "";

beforeAll(async () => {
	const { udp } = await server.listen({ udp: { port: 0, address: "127.0.0.1" } });
	servers = `127.0.0.1:${(udp as unknown as AddressInfo).port}`;
});
afterAll(() => server.close());

const check = (domain: string, given: { selector?: string; host?: string | null; envelopeDomain?: string } = {}) =>
	checkSender(
		{ address: `Giving@${domain}`, dkimSelector: given.selector ?? "izumi" },
		{
			host: given.host === undefined ? "smtp.example.ac.jp" : given.host,
			envelopeDomain: given.envelopeDomain ?? null,
		},
		dnsReader(servers, 60),
	);

describe("SPF", () => {
	test.each([
		["pass.example", "good", "pass"],
		["mx-pass.example", "good", "pass"],
		["redirected.example", "good", "pass"],
		["softfail.example", "bad", "softfail"],
		["fail.example", "bad", "fail"],
		["broken.example", "bad", "record_broken"],
		["gone.example", "bad", "record_broken"],
		["loop.example", "bad", "too_many_lookups"],
		["many.example", "bad", "too_many_lookups"],
		["two.example", "bad", "record_double"],
		["missing.example", "bad", "record_missing"],
		["nobody.example", "bad", "record_missing"],
		["servfail.example", "unknown", "unknown"],
	])("%s: %s, %s", async (domain, verdict, code) => {
		expect((await check(domain)).spf).toMatchObject({ verdict, code, name: domain });
	});

	test("says which record would help", async () => {
		expect((await check("softfail.example")).spf.add).toBe(
			"v=spf1 ip4:198.51.100.0/24 ip6:2001:db8::/32 ip4:192.0.2.25 ~all",
		);
		expect((await check("missing.example")).spf.add).toBe("v=spf1 ip4:192.0.2.25 ~all");
	});

	test("is asked of the domain mails return to, and of the form alone where the server is this machine", async () => {
		expect((await check("missing.example", { envelopeDomain: "pass.example" })).spf).toMatchObject({ code: "pass" });
		expect((await check("softfail.example", { host: "127.0.0.1" })).spf).toMatchObject({
			verdict: "warn",
			code: "form_only",
		});
		expect((await check("many.example", { host: null })).spf.code).toBe("too_many_lookups");
	});
});

describe("DKIM, DMARC and MX", () => {
	test("all well", async () => {
		expect(await check("pass.example")).toMatchObject({
			dkim: { verdict: "good", code: "good", name: "izumi._domainkey.pass.example" },
			dmarc: { verdict: "good", code: "reject" },
			mx: { verdict: "good", records: ["mx.pass.example"] },
		});
	});

	test("what is missing, with the record to add", async () => {
		const { dkim, dmarc, mx } = await check("missing.example");
		expect(dkim).toMatchObject({ verdict: "bad", code: "missing", add: expect.stringContaining("v=DKIM1") });
		expect(dmarc).toMatchObject({ code: "missing", add: "v=DMARC1; p=none; rua=mailto:postmaster@missing.example" });
		expect(mx).toMatchObject({ verdict: "warn", code: "only_host" });
		expect((await check("missing.example", { selector: "" })).dkim).toMatchObject({
			verdict: "warn",
			code: "no_selector",
		});
	});

	test("what is half done", async () => {
		expect(await check("none.example")).toMatchObject({
			dkim: { verdict: "warn", code: "medium" },
			dmarc: { verdict: "warn", code: "none", add: "v=DMARC1; p=quarantine; rua=mailto:d@none.example" },
		});
		expect(await check("two.example")).toMatchObject({
			dkim: { verdict: "bad", code: "revoked" },
			dmarc: { verdict: "bad", code: "double" },
			mx: { verdict: "bad", code: "refuses" },
		});
	});

	test("a policy holds for the domains below it", async () => {
		expect((await check("mail.pass.example")).dmarc).toMatchObject({ code: "reject", name: "_dmarc.pass.example" });
	});

	test("no such domain, and a server that does not answer", async () => {
		expect((await check("nobody.example")).mx).toMatchObject({ verdict: "bad", code: "no_domain" });
		expect(await check("silent.example")).toMatchObject({
			spf: { verdict: "unknown" },
			dkim: { verdict: "unknown" },
			dmarc: { verdict: "unknown" },
			mx: { verdict: "unknown" },
		});
	});
});
