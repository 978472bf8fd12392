import { beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import { type Ctx, contextFor } from "~/domain/access/ctx.server";
import type { Role, Scope } from "~/domain/access/roles";
import { answerFinding } from "~/domain/evaluations/answer-finding.server";
import { evaluationFormSchema, indicatorFormSchema } from "~/domain/evaluations/evaluation.schema";
import { getFollowUp } from "~/domain/evaluations/get-follow-up.server";
import { giveFinding } from "~/domain/evaluations/give-finding.server";
import { listFollowUp } from "~/domain/evaluations/list-follow-up.server";
import { readEvaluationFile, recordEvaluation } from "~/domain/evaluations/record-evaluation.server";
import { recordIndicator } from "~/domain/evaluations/record-indicator.server";
import { changeSupport, getSupport } from "~/domain/hubs/change-support.server";
import { supportFormSchema } from "~/domain/hubs/support.schema";
import { supportStatus } from "~/domain/hubs/support-status";
import { parseForm } from "~/platform/http/form.server";
import { SMALL_PDF } from "../factories/receipts";
import { hubScope } from "../factories/staff";
import { freshWorld } from "../factories/world";

const world = freshWorld();
let secretariat: Ctx;
let officer: Ctx;
let stranger: Ctx;

const staff = (name: string, role: Role, scope: Scope) =>
	contextFor({ kind: "staff", userId: name, name, email: "", grants: [{ role, scope }] });

beforeAll(async () => {
	secretariat = await staff("事務局　泉", "secretariat", { kind: "programme" });
	officer = await staff("髙橋", "officer", await hubScope("nanolsi"));
	stranger = await staff("渡邉", "officer", await hubScope("ircn"));
});

const visit = { kind: "site_visit" as const, heldOn: "2026-06-10", title: "2026年度サイトビジット", summary: "概要" };

test("a site visit leaves a finding; the hub answers, is asked again, answers, and it is closed with every word kept", async () => {
	const { evaluationId } = await recordEvaluation(secretariat, {
		hub: "nanolsi",
		fields: visit,
		pdf: { name: "報告.pdf", bytes: SMALL_PDF },
	});
	const fields = {
		kind: "improvement" as const,
		text: "支援終了後の人件費の見通し",
		dueOn: "2026-09-30",
		evaluationId,
	};
	const { findingId } = await giveFinding(secretariat, { hub: "nanolsi", fields });
	expect((await listFollowUp(secretariat)).find((hub) => hub.slug === "nanolsi")).toMatchObject({
		open: 1,
		answered: 0,
	});
	await answerFinding(officer, { findingId, move: "answer", text: "自立化計画の第2版に入れました。" });
	await answerFinding(secretariat, { findingId, move: "ask_again", text: "財源の内訳もお願いします。" });
	await answerFinding(officer, { findingId, move: "answer", text: "内訳を添えました。" });
	await answerFinding(secretariat, { findingId, move: "close", text: "確認しました。" });
	const { findings } = await getFollowUp(officer, "nanolsi");
	expect(
		findings.map(({ status, responses }) => [status, responses.map((one) => [one.actorName, one.status])]),
	).toEqual([
		[
			"closed",
			[
				["髙橋", "answered"],
				["事務局　泉", "open"],
				["髙橋", "answered"],
				["事務局　泉", "closed"],
			],
		],
	]);
	await expect(answerFinding(officer, { findingId, move: "answer", text: "もう一度" })).rejects.toMatchObject({
		code: "finding_moved",
	});
	expect((await readEvaluationFile(officer, evaluationId)).fileName).toBe("報告.pdf");
	await expect(readEvaluationFile(stranger, evaluationId)).rejects.toMatchObject({ status: 404 });
	await expect(getFollowUp(stranger, "nanolsi")).rejects.toMatchObject({ status: 404 });
	await expect(world.database.prisma.findingResponse.deleteMany({})).rejects.toThrow();
});

test("a hub hands in its own evaluation and no other kind, and judges nothing of itself", async () => {
	const own = { ...visit, kind: "self_evaluation" as const };
	await recordEvaluation(officer, { hub: "nanolsi", fields: own, pdf: null });
	await expect(recordEvaluation(officer, { hub: "nanolsi", fields: visit, pdf: null })).rejects.toMatchObject({
		status: 403,
	});
	await expect(recordEvaluation(stranger, { hub: "nanolsi", fields: own, pdf: null })).rejects.toMatchObject({
		status: 404,
	});
	const fields = { kind: "advice" as const, text: "助言", dueOn: null, evaluationId: "" };
	await expect(giveFinding(officer, { hub: "nanolsi", fields })).rejects.toMatchObject({ status: 403 });
	const { findingId } = await giveFinding(secretariat, { hub: "nanolsi", fields });
	await expect(answerFinding(officer, { findingId, move: "close", text: "終わり" })).rejects.toMatchObject({
		status: 403,
	});
	await expect(answerFinding(stranger, { findingId, move: "answer", text: "他の拠点" })).rejects.toMatchObject({
		status: 404,
	});
	const other = (await getFollowUp(secretariat, "ircn")).evaluations[0]?.id ?? "00000000-0000-7000-8000-000000000000";
	await expect(
		giveFinding(secretariat, { hub: "nanolsi", fields: { ...fields, evaluationId: other } }),
	).rejects.toMatchObject({ code: "evaluation_unknown" });
	const text = { name: "x.pdf", bytes: new TextEncoder().encode("<script>") };
	await expect(recordEvaluation(secretariat, { hub: "nanolsi", fields: visit, pdf: text })).rejects.toMatchObject({
		code: "evaluation_file",
	});
});

test("an indicator is replaced, kept to one decimal, and taken away when emptied", async () => {
	const fields = {
		indicator: "foreign_researchers" as const,
		fiscalYear: 2025,
		value: 39.5,
		target: 30,
		source: "自己評価",
	};
	await recordIndicator(officer, { hub: "nanolsi", fields: { ...fields, value: 38 } });
	await recordIndicator(officer, { hub: "nanolsi", fields });
	expect((await getFollowUp(secretariat, "nanolsi")).indicators).toMatchObject([
		{ fiscalYear: 2025, value: 39.5, target: 30 },
	]);
	await recordIndicator(officer, { hub: "nanolsi", fields: { ...fields, value: null, target: null } });
	expect((await getFollowUp(secretariat, "nanolsi")).indicators).toEqual([]);
	await expect(recordIndicator(stranger, { hub: "nanolsi", fields })).rejects.toMatchObject({ status: 404 });
});

/** As a browser sends it: every field of the page, empty ones too, a box only when it is ticked. */
function wrongs(schema: z.ZodType, fields: Record<string, string>): Record<string, string[] | null> {
	const form = parseForm(formOf(fields), schema);
	return form.ok ? {} : (form.submission.reply().error ?? {});
}
function formOf(fields: Record<string, string>): FormData {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) form.set(name, value);
	return form;
}

test("wrong values are told beside their field", () => {
	const evaluation = evaluationFormSchema(new Date("2026-11-22T00:00:00Z"));
	expect(wrongs(evaluation, { kind: "party", heldOn: "2026-11-23", title: " ", summary: "" })).toEqual({
		kind: ["fields.choose"],
		heldOn: ["fields.dayTo?to=2026-11-22"],
		title: ["fields.required"],
	});
	const indicator = { indicator: "coauthorship", fiscalYear: "２０２５", value: "６５％", target: "", source: "" };
	expect(wrongs(indicatorFormSchema, indicator)).toEqual({});
	for (const value of ["-1", "39.55", "百", "101", "1e2"]) {
		expect(Object.keys(wrongs(indicatorFormSchema, { ...indicator, value })), value).toEqual(["value"]);
	}
});

test("support is data: an extension moves its end, years may not overlap, and who was slower is told", async () => {
	const before = await getSupport(secretariat, "nanolsi");
	expect(before.mayChange).toBe(true);
	const sent = {
		basedOn: before.revision,
		"recognitions.academy.given": "on",
		"recognitions.academy.since": "",
		"recognitions.academy.until": "",
		"recognitions.academy.source": "文部科学省",
		"recognitions.world_premier_status.since": "",
		"recognitions.world_premier_status.until": "",
		"recognitions.world_premier_status.source": "",
		...line(0, ["support", "2017", "2026", "行政事業レビューシート"]),
		...line(1, ["extension", "2027", "2028", "決定通知"]),
		...line(2, ["extension", "", "", ""]),
	};
	const refused = (change: Record<string, string>) => wrongs(supportFormSchema, { ...sent, ...change });
	expect(refused({ "periods[1].firstFiscalYear": "2026" })).toEqual({
		"periods[1].firstFiscalYear": ["support.overlap"],
	});
	expect(refused({ "periods[0].lastFiscalYear": "2016" })).toEqual({ "periods[0].lastFiscalYear": ["support.order"] });
	expect(refused({ "periods[0].source": "" })).toEqual({ "periods[0].source": ["support.source"] });
	expect(refused({ "recognitions.academy.source": "" })).toEqual({ "recognitions.academy.source": ["support.source"] });
	const form = parseForm(formOf(sent), supportFormSchema);
	if (!form.ok) throw new Error(JSON.stringify(form.submission.reply().error));
	await changeSupport(secretariat, { hub: "nanolsi", ...form.value });
	const { support } = await getSupport(secretariat, "nanolsi");
	expect(supportStatus(support.periods, "2027-05-01T00:00:00Z")).toMatchObject({
		state: "extended",
		endsOn: "2029-03-31",
	});
	expect(support.recognitions).toMatchObject([{ kind: "academy", since: null }]);
	await expect(changeSupport(secretariat, { hub: "nanolsi", ...form.value, periods: [] })).rejects.toMatchObject({
		code: "support_changed",
	});
	await expect(changeSupport(officer, { hub: "nanolsi", ...form.value })).rejects.toMatchObject({ status: 403 });
});

function line(index: number, values: [string, string, string, string]): Record<string, string> {
	const names = ["kind", "firstFiscalYear", "lastFiscalYear", "source"];
	return Object.fromEntries(names.map((name, at) => [`periods[${index}].${name}`, values[at] ?? ""]));
}
