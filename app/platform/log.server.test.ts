import { describe, expect, it } from "vitest";
import { AppError } from "./errors";
import { makeLog } from "./log.server";

function capture() {
	const lines: string[] = [];
	const log = makeLog({ level: "info", destination: { write: (line: string) => void lines.push(line) } });
	return { log, last: () => JSON.parse(lines.at(-1) ?? "{}") as Record<string, unknown> };
}

describe("the log", () => {
	it("keeps ids and hides people, at any depth", () => {
		const { log, last } = capture();
		log.info(
			{ giftId: "g1", amountYen: 10_000n, donor: { familyName: "渡邉", email: "a@b.jp", id: 7 } },
			"gift received",
		);
		expect(last()).toMatchObject({
			giftId: "g1",
			amountYen: "10000",
			donor: { familyName: "[hidden]", email: "[hidden]", id: 7 },
			msg: "gift received",
		});
	});

	it("hides mail addresses and passwords inside texts", () => {
		const { log, last } = capture();
		log.warn("mail to hanako@example.ac.jp bounced at smtps://user:pass@mail.example.jp");
		expect(last().msg).toBe("mail to [hidden] bounced at smtps://user:[hidden]@mail.example.jp");
	});

	it("tells an error's number, code and cause", () => {
		const { log, last } = capture();
		const cause = new Error("refused for taro@example.jp");
		const error = new AppError({ code: "gift_closed", status: 409, logMessage: "gift g1 is closed", cause });
		log.error(error);
		expect(last().err).toMatchObject({
			code: "gift_closed",
			errorId: error.errorId,
			cause: { message: "refused for [hidden]" },
		});
	});

	it("does not print the values of a query Prisma refused", () => {
		const { log, last } = capture();
		const error = new Error('Invalid call:\n{ name: "渡邉" }\n\nUnknown argument `nam`.');
		error.name = "PrismaClientValidationError";
		log.error({ err: error });
		expect(JSON.stringify(last())).not.toContain("渡邉");
		expect(last().err).toMatchObject({ message: "Unknown argument `nam`." });
	});
});
