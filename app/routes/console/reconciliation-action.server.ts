import { data, redirect } from "@remix-run/node";
import { authorize } from "~/domain/access/authorize.server";
import type { StaffCtx } from "~/domain/access/ctx.server";
import { explainDifference, readAgain, reopenDifference } from "~/domain/reconciliation/explain-difference.server";
import { reconciliationFormSchema } from "~/domain/reconciliation/reconciliation-form.schema";
import { requestRun } from "~/domain/reconciliation/request-run.server";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { errorMessage } from "./finance-view.server";

/** The forms of both pages of the reconciliation, each leading back to where it was sent from. */
export async function reconciliationAction(ctx: StaffCtx, request: Request, here: string) {
	await authorize(ctx, "explain", "ReconciliationDifference");
	const form = parseForm(await readForm(request), reconciliationFormSchema);
	if (!form.ok) {
		const errors = Object.values(form.submission.reply().error ?? {}).flatMap((messages) => messages ?? []);
		return data({ problem: errors[0] ?? "fields.invalid" }, { status: 400 });
	}
	const { value } = form;
	try {
		if (value.intent === "run") await requestRun(ctx, value);
		else if (value.intent === "explain") await explainDifference(ctx, value);
		else if (value.intent === "reopen") await reopenDifference(ctx, value);
		else await readAgain(ctx, value);
	} catch (error) {
		if (isAppError(error) && (error.status === 409 || error.status === 400)) {
			return data({ problem: errorMessage(error) }, { status: error.status });
		}
		throw error;
	}
	const done = { run: "started", explain: "explained", reopen: "reopened", again: "again" }[value.intent];
	return redirect(`${here}?done=${done}`, 303);
}

const DONE = ["started", "explained", "reopened", "again"] as const;

/** What was just done, for the line that says so. */
export function doneOf(request: Request): (typeof DONE)[number] | null {
	const done = new URL(request.url).searchParams.get("done");
	return DONE.find((one) => one === done) ?? null;
}
