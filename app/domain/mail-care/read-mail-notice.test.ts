import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	absenceNotice,
	auDsn,
	carrierWords,
	complaint,
	exchangeDsn,
	gmailDsn,
	type NoticeOf,
	postfixDsn,
	qmailWords,
} from "../../../test/factories/mail-notices";
import { judgeAnswer } from "./bounce-judgement";
import { type MailNotice, readMailNotice } from "./read-mail-notice";

const OF: NoticeOf = {
	to: "hanako@example.jp",
	mailId: "019aa9c3-9b7a-7c1e-8f00-3c2b1a0f9e8d",
	messageId: "<019aa9c3-9b7a-7c1e-8f00-3c2b1a0f9e8d@izumi.example.ac.jp>",
};
const read = (raw: string | Uint8Array) => readMailNotice(typeof raw === "string" ? Buffer.from(raw) : raw);
const fate = (notice: MailNotice) =>
	"judged" in notice ? [notice.kind, notice.judged.kind, notice.judged.code] : [notice.kind];

describe("what mail servers return", () => {
	test.each([
		[
			"Postfix, nobody there",
			postfixDsn(OF, {
				status: "5.1.1",
				diagnostic: "550 5.1.1 <x@example.jp>: Recipient address rejected: User unknown",
			}),
			["bounce", "hard", "5.1.1"],
		],
		[
			"Postfix, only the headers back",
			postfixDsn(OF, { status: "5.4.4", diagnostic: "Host or domain name not found", returned: "text/rfc822-headers" }),
			["bounce", "hard", "5.4.4"],
		],
		[
			"Postfix, mailbox full",
			postfixDsn(OF, { status: "5.2.2", diagnostic: "552 5.2.2 Mailbox over quota" }),
			["bounce", "soft", "5.2.2"],
		],
		[
			"Postfix, given up after days",
			postfixDsn(OF, { status: "4.4.1", diagnostic: "connect to mx.example.jp: Connection timed out" }),
			["bounce", "soft", "4.4.1"],
		],
		[
			"Postfix, our address on a list",
			postfixDsn(OF, { status: "5.7.1", diagnostic: "554 5.7.1 Service unavailable; client blocked using bl.example" }),
			["bounce", "soft", "5.7.1"],
		],
		[
			"Postfix, still trying",
			postfixDsn(OF, { status: "4.4.1", diagnostic: "timed out", action: "delayed" }),
			["delay"],
		],
		["Exchange Online in Japanese", exchangeDsn(OF), ["bounce", "hard", "5.1.10"]],
		["Gmail", gmailDsn(OF), ["bounce", "hard", "5.1.1"]],
		["docomo in words", carrierWords(OF), ["bounce", "hard", "550"]],
		["au in its own capitals", auDsn(OF), ["bounce", "hard", "550"]],
		["qmail", qmailWords(OF), ["bounce", "hard", "5.1.1"]],
		["a complaint", complaint(OF), ["complaint", "complaint", ""]],
		["not spam after all", complaint(OF, { type: "not-spam" }), ["answer"]],
		["an absence notice", absenceNotice(OF), ["answer"]],
	])("%s", async (_what, raw, expected) => {
		const notice = await read(raw);
		expect(fate(notice)).toEqual(expected);
		if (notice.kind === "unreadable") throw new Error("unreadable");
		expect([...notice.mailIds, ...notice.messageIds].join(" ")).toContain(OF.mailId);
		// With bare line ends, as a pipe may give them.
		expect(fate(await read(raw.replaceAll("\r\n", "\n")))).toEqual(expected);
	});

	test("a mail that came back to the sender itself is known by its Message-ID and header", async () => {
		const notice = await read(gmailDsn({ ...OF, backTo: "giving@example.ac.jp" }));
		expect(notice).toMatchObject({ mailIds: [OF.mailId], messageIds: [OF.messageId] });
	});

	test("a person's letter is no bounce, whatever it says", async () => {
		const letter =
			"From: 花子 <hanako@example.jp>\r\nTo: bounces@giving.example.ac.jp\r\nSubject: Undelivered Mail?\r\n\r\n550 5.1.1 User unknown";
		expect((await read(letter)).kind).toBe("unknown");
	});

	test.each([
		["nothing", ""],
		["zeros", "\0\0\0"],
		["no header at all", "\r\n\r\nhello"],
	])("%s is no mail", async (_what, raw) => {
		expect(["unreadable", "unknown"]).toContain((await read(raw)).kind);
	});
});

test.each([
	["550 5.1.1 <x@example.jp>: User unknown", "hard", "5.1.1"],
	["550 Unknown user hoge@docomo.ne.jp", "hard", "550"],
	["550 <x@ezweb.ne.jp>: User unknown", "hard", "550"],
	["550 Invalid recipient: <x@softbank.ne.jp>", "hard", "550"],
	["554 delivery error: dd This user doesn't have a yahoo.co.jp account (x@yahoo.co.jp) [-5]", "hard", "554"],
	["550 5.5.0 Requested action not taken: mailbox unavailable", "hard", "5.5.0"],
	["550 5.4.310 DNS domain does not exist", "hard", "5.4.310"],
	["550 5.4.1 Recipient address rejected: Access denied", "hard", "5.4.1"],
	["550 5.1.8 Sender address rejected: Domain not found", "soft", "5.1.8"],
	["550-5.7.26 Unauthenticated email is not accepted due to domain's DMARC policy", "soft", "5.7.26"],
	["550 spam message rejected", "soft", "550"],
	["552 5.2.2 Over quota", "soft", "5.2.2"],
	["552 Message size exceeds fixed maximum", "soft", "552"],
	["451 4.7.1 Greylisting in action", "soft", "4.7.1"],
	["421 Too many connections", "soft", "421"],
	["Can't send mail - all recipients were rejected: 550 5.1.1 no such user", "hard", "5.1.1"],
	["550 Exim 4.94.2 says: unrouteable address", "hard", "550"],
] as const)("%s", (words, kind, code) => {
	expect(judgeAnswer(words)).toEqual({ kind, code });
});

test.each(["", "250 OK", "hello", "192.0.2.1 said nothing"])("%j is no refusal", (words) => {
	expect(judgeAnswer(words)).toBeNull();
});

describe("never throws", () => {
	const seeds = [
		postfixDsn(OF, { status: "5.1.1", diagnostic: "550 no" }),
		exchangeDsn(OF),
		gmailDsn(OF),
		carrierWords(OF),
		complaint(OF),
	];

	test("on any bytes", async () => {
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (raw) => {
				expect((await readMailNotice(raw)).kind).toBeTypeOf("string");
			}),
			{ numRuns: 200 },
		);
	});

	test("on real notices cut, doubled and with bytes changed", async () => {
		const damage = fc.record({
			seed: fc.constantFrom(...seeds),
			from: fc.double({ min: 0, max: 1, noNaN: true }),
			length: fc.nat(400),
			put: fc.oneof(
				fc.uint8Array({ maxLength: 40 }),
				fc
					.constantFrom("\r\n\r\n", "--", "\t", "\0", "Content-Type: multipart/report; boundary=")
					.map((s) => Buffer.from(s)),
			),
		});
		await fc.assert(
			fc.asyncProperty(damage, async ({ seed, from, length, put }) => {
				const raw = Buffer.from(seed);
				const at = Math.floor(from * raw.length);
				const notice = await readMailNotice(Buffer.concat([raw.subarray(0, at), put, raw.subarray(at + length)]));
				if ("mailIds" in notice) expect(notice.mailIds.length).toBeLessThanOrEqual(10);
			}),
			{ numRuns: 300 },
		);
	});

	test("on parts nested without end", async () => {
		const deep = Array.from(
			{ length: 300 },
			(_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}`,
		).join("\r\n");
		expect((await read(`From: x@example.jp\r\n${deep}`)).kind).toBeTypeOf("string");
	});
});
