import { describe, expect, it } from "vitest";
import { parseForm } from "~/platform/http/form.server.ts";
import { scenarioFormSchema } from "./scenario-form.schema.ts";

function send(fields: Record<string, string>) {
	const sent = new FormData();
	for (const [name, value] of Object.entries(fields)) sent.set(name, value);
	const form = parseForm(sent, scenarioFormSchema);
	return form.ok ? form.value : (form.submission.reply().error ?? null);
}
const host = (percent: string) => send({ name: "仮定", host_contribution: "on", percent });

describe("the form of a what-if", () => {
	it("asks for a name and for something to change", () => {
		expect(send({})).toEqual({ name: ["fields.required"] });
		expect(send({ name: "仮定" })).toEqual({ extend_support: ["fields.scenario.noChange"] });
	});

	it("reads each change that is ticked, and nothing of the others", () => {
		const numbers = { years: "3", percent: "abc", factor: "0.5" };
		expect(send({ name: "仮定", ...numbers, extend_support: "on", monthly_donors: "on" })).toEqual({
			name: "仮定",
			note: "",
			sharedWith: "own",
			changes: [
				{ kind: "extend_support", years: 3 },
				{ kind: "monthly_donors", factor: 0.5 },
			],
		});
	});

	it.each([
		["-10", -1000],
		["▲１０", -1000],
		["－１００％", -10_000],
		["+25 %", 2500],
	])("reads %s per cent of the host as people type it", (typed, changeBasisPoints) => {
		expect(host(typed)).toMatchObject({ changes: [{ kind: "host_contribution", changeBasisPoints }] });
	});

	it.each(["0", "101", "－１０５％", "1.5", "ten", "٣", "--5"])("refuses %s", (typed) => {
		expect(host(typed)).toEqual({ percent: ["fields.scenario.percent"] });
	});

	it("refuses choices that are not offered", () => {
		expect(send({ name: "仮定", extend_support: "on", years: "99" })).toEqual({ years: ["fields.choose"] });
		expect(send({ name: "あ".repeat(81), extend_support: "on" })).toEqual({ name: ["fields.tooLong?max=80"] });
	});
});
