import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerDataStream } from "smtp-server";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { jobContext } from "~/domain/access/ctx.server";
import { markUncertainMails } from "~/domain/mails/mark-uncertain-mails.server";
import { resendGiftMail } from "~/domain/mails/resend-gift-mail.server";
import { sendMail } from "~/domain/mails/send-mail.server";
import { settleUncertainMail } from "~/domain/mails/settle-uncertain-mail.server";
import { syncStripeObject } from "~/domain/payments/sync-stripe-object.server";
import { setClock } from "~/platform/clock";
import { pointAtMailServer } from "~/platform/mail/transport.server";
import { freshWorld } from "../factories/world";

const world = freshWorld();

/** What the sink does with the next mail. */
type Manner = "take" | "refuse-address" | "not-now" | "cut-while-reading" | "refuse-text";
let manner: Manner = "take";
let taken: string[] = [];

const sink = new SMTPServer({
	authOptional: true,
	disabledCommands: ["STARTTLS"],
	onRcptTo(_address, _session, answer) {
		if (manner === "refuse-address") return answer(smtpError(550, "no such person"));
		if (manner === "not-now") return answer(smtpError(451, "come back later"));
		answer();
	},
	onData(stream: SMTPServerDataStream, _session, answer) {
		let text = "";
		stream.on("data", (chunk: Buffer) => {
			text += chunk.toString("utf8");
		});
		stream.on("end", () => {
			if (manner === "cut-while-reading") {
				for (const connection of sink.connections) connection._socket.destroy();
				return;
			}
			if (manner === "refuse-text") return answer(smtpError(554, "not wanted"));
			taken.push(text);
			answer();
		});
	},
});

function smtpError(responseCode: number, message: string): Error {
	return Object.assign(new Error(message), { responseCode });
}

beforeAll(async () => {
	await new Promise<void>((resolve) => sink.listen(0, "127.0.0.1", resolve));
	const { port } = sink.server.address() as AddressInfo;
	pointAtMailServer(`smtp://127.0.0.1:${port}`);
});
afterAll(async () => {
	pointAtMailServer(null);
	await new Promise<void>((resolve) => sink.close(resolve));
});
beforeEach(() => {
	manner = "take";
	taken = [];
});

/** A paid gift whose thanks mail is still queued. */
async function queuedMail(email: string) {
	const gift = await world.give({ email });
	await world.pay(gift.sessionId, "succeed");
	// Without the jobs: the mail waits for what the test does with it.
	await syncStripeObject(await jobContext("test"), { stripeAccountId: "platform", rootId: gift.sessionId });
	return world.database.prisma.mail.findFirstOrThrow({ where: { giftId: gift.giftId } });
}

const mailOf = (id: string) => world.database.prisma.mail.findUniqueOrThrow({ where: { id } });

test("a mail is handed over once, with the Message-ID its row has", async () => {
	const mail = await queuedMail("once@example.jp");
	const ctx = await jobContext("test");
	await Promise.all(Array.from({ length: 5 }, () => sendMail(ctx, { mailId: mail.id })));
	await sendMail(ctx, { mailId: mail.id });
	const sent = await mailOf(mail.id);
	expect(sent.status).toBe("sent");
	expect(sent.html).toBeNull();
	expect(taken).toHaveLength(1);
	expect(taken[0]).toContain(`Message-ID: ${sent.messageId}`);
	expect(taken[0]).toContain("To: once@example.jp");
});

test("an address that does not exist bounces and is not tried again", async () => {
	const mail = await queuedMail("nobody@example.jp");
	manner = "refuse-address";
	await sendMail(await jobContext("test"), { mailId: mail.id });
	expect(await mailOf(mail.id)).toMatchObject({ status: "bounced", error: expect.stringContaining("550") });
	manner = "take";
	await sendMail(await jobContext("test"), { mailId: mail.id });
	expect(taken).toHaveLength(0);
});

test("a server that is busy gets the mail later", async () => {
	const mail = await queuedMail("later@example.jp");
	manner = "not-now";
	await expect(sendMail(await jobContext("test"), { mailId: mail.id })).rejects.toMatchObject({
		code: "mail_server_unavailable",
	});
	expect((await mailOf(mail.id)).status).toBe("queued");
	manner = "take";
	await sendMail(await jobContext("test"), { mailId: mail.id });
	expect((await mailOf(mail.id)).status).toBe("sent");
	expect(taken).toHaveLength(1);
});

test("a server that is down gets the mail later", async () => {
	const mail = await queuedMail("down@example.jp");
	const { port } = sink.server.address() as AddressInfo;
	pointAtMailServer("smtp://127.0.0.1:1");
	await expect(sendMail(await jobContext("test"), { mailId: mail.id })).rejects.toMatchObject({ status: 503 });
	expect((await mailOf(mail.id)).status).toBe("queued");
	pointAtMailServer(`smtp://127.0.0.1:${port}`);
	await sendMail(await jobContext("test"), { mailId: mail.id });
	expect((await mailOf(mail.id)).status).toBe("sent");
});

test("a line that breaks while the text is handed over leaves the mail uncertain, never sent again by itself", async () => {
	const mail = await queuedMail("uncertain@example.jp");
	manner = "cut-while-reading";
	await sendMail(await jobContext("test"), { mailId: mail.id });
	expect((await mailOf(mail.id)).status).toBe("uncertain");
	manner = "take";
	await sendMail(await jobContext("test"), { mailId: mail.id });
	expect(taken).toHaveLength(0);
	const found = { giftId: mail.giftId ?? "", mailId: mail.id, finding: "bounced" as const };
	await settleUncertainMail(await jobContext("test"), found);
	await settleUncertainMail(await jobContext("test"), found);
	expect((await mailOf(mail.id)).status).toBe("bounced");
	await expect(settleUncertainMail(await jobContext("test"), { ...found, finding: "sent" })).rejects.toMatchObject({
		code: "mail_not_uncertain",
	});
	expect(taken).toHaveLength(0);
});

test("a sender that died while handing over leaves its mail on the list", async () => {
	const mail = await queuedMail("died@example.jp");
	await world.database.prisma.mail.update({
		where: { id: mail.id },
		data: { status: "sending", sendingAt: new Date(), messageId: `<${mail.id}@test>` },
	});
	expect(await markUncertainMails(await jobContext("test"))).toBe(0);
	setClock(new Date(Date.now() + 20 * 60 * 1000));
	try {
		expect(await markUncertainMails(await jobContext("test"))).toBe(1);
	} finally {
		setClock(null);
	}
	expect((await mailOf(mail.id)).status).toBe("uncertain");
});

test("a text the server will not have bounces; staff send it again as a mail of its own", async () => {
	const mail = await queuedMail("again@example.jp");
	manner = "refuse-text";
	await sendMail(await jobContext("test"), { mailId: mail.id });
	expect((await mailOf(mail.id)).status).toBe("bounced");
	manner = "take";
	const giftId = mail.giftId ?? "";
	const ctx = await jobContext("test");
	const again = await resendGiftMail(ctx, { giftId });
	await expect(resendGiftMail(ctx, { giftId })).rejects.toMatchObject({ code: "mail_just_resent", status: 409 });
	await sendMail(ctx, { mailId: again.mailId });
	expect((await mailOf(again.mailId)).status).toBe("sent");
	expect((await mailOf(mail.id)).status).toBe("bounced");
	expect(taken).toHaveLength(1);
});
