import { describe, expect, it } from "vitest";
import { z } from "zod";
import { parseForm } from "./form.server.ts";

const schema = z.object({
	familyName: z.string().min(1).max(40),
	email: z.email(),
	frequency: z.enum(["once", "monthly"]),
	note: z.string().max(5).optional(),
});

function form(fields: Record<string, string>): FormData {
	const data = new FormData();
	for (const [name, value] of Object.entries(fields)) data.append(name, value);
	return data;
}

describe("a checked form", () => {
	it("gives the value when it is right", () => {
		const parsed = parseForm(form({ familyName: "髙橋", email: "a@example.jp", frequency: "once" }), schema);
		expect(parsed).toMatchObject({ ok: true, value: { familyName: "髙橋", frequency: "once" } });
	});

	it("keeps what was typed and names each mistake by a key of errors.json", () => {
		const parsed = parseForm(form({ familyName: "", email: "a@", frequency: "daily", note: "too long" }), schema);
		if (parsed.ok) throw new Error("it must be refused");
		const answer = parsed.rejected();
		expect(answer.init?.status).toBe(400);
		expect(answer.data.initialValue).toMatchObject({ email: "a@", frequency: "daily", note: "too long" });
		expect(answer.data.error).toEqual({
			familyName: ["fields.required"],
			email: ["fields.email"],
			frequency: ["fields.invalid"],
			note: ["fields.tooLong?max=5"],
		});
	});
});
