import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { mayEver } from "~/domain/access/authorize.server";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { changePlanAmount } from "~/domain/recurring/change-plan-amount.server";
import { getPlan } from "~/domain/recurring/get-plan.server";
import { pausePlan } from "~/domain/recurring/pause-plan.server";
import { REASON_MAX } from "~/domain/recurring/plan-change";
import { type PlanChangeWish, planChangeSchema } from "~/domain/recurring/plan-change.schema";
import { resumePlan } from "~/domain/recurring/resume-plan.server";
import { stopPlan } from "~/domain/recurring/stop-plan.server";
import { getT } from "~/i18n/texts.server";
import { useErrorText, useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { Facts } from "~/ui/console/facts";
import { PageHead, Section } from "~/ui/console/page-head";
import { PlanChanges } from "~/ui/console/plan-changes";
import { PlanChangeTable, PlanGiftTable, PlanInvoiceTable } from "~/ui/console/plan-records";
import { StatusBadge } from "~/ui/console/status-badge";
import { sentValues } from "./fund-view.server";
import { planView } from "./plan-view";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const DONE = ["amount", "pause", "resume", "stop"] as const;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const plan = await getPlan(ctx, params.planId ?? "");
	const done = new URL(request.url).searchParams.get("done");
	const view = planView(plan, ctx.now, ctx.lang);
	return {
		...view,
		title: getT(ctx.lang, "console")("plans.oneTitle", { donor: view.donor }),
		may: mayEver(ctx, "change", "RecurringPlan"),
		reasonMax: REASON_MAX,
		done: DONE.find((one) => one === done) ?? null,
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { id: planId } = await getPlan(ctx, params.planId ?? "");
	const sent = await readForm(request);
	const values = sentValues(sent);
	const refuse = (errors: Record<string, string[] | null>, status = 400) => data({ values, errors }, { status });
	const form = parseForm(sent, planChangeSchema);
	if (!form.ok) return refuse(form.submission.reply().error ?? {});
	try {
		await carryOut(ctx, planId, form.value);
	} catch (error) {
		if (!isAppError(error) || !/^(plan|fields)\./.test(error.personKey)) throw error;
		const field = { amount_outside_limits: "amountYen", plan_amount_same: "amountYen", pause_until_invalid: "until" }[
			error.code
		];
		const message = `${error.personKey}?${new URLSearchParams(error.params as Record<string, string>)}`;
		return refuse({ [field ?? ""]: [message] }, error.status);
	}
	return redirect(`/console/plans/${planId}?done=${form.value.action}`, 303);
}

async function carryOut(ctx: StaffCtx, planId: string, wish: PlanChangeWish): Promise<void> {
	const { reason } = wish;
	switch (wish.action) {
		case "amount":
			await changePlanAmount(ctx, { planId, amountYen: wish.amountYen, reason });
			return;
		case "pause":
			await pausePlan(ctx, { planId, until: wish.until, reason });
			return;
		case "resume":
			await resumePlan(ctx, { planId, reason });
			return;
		default:
			await stopPlan(ctx, { planId, reason });
	}
}

export default function Plan() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	const errors = Object.fromEntries(
		Object.entries(sent?.errors ?? {}).map(([name, list]) => [name, (list ?? []).map(errorText)]),
	);
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/plans">{t("plans.back")}</a>
			</p>
			<PageHead title={page.title} lead={<span className="font-mono text-xs">{page.id}</span>}>
				<StatusBadge status={page.status} label={page.statusLabel} />
			</PageHead>
			{page.done && !sent ? <p className="notice notice-good mb-4">{t(`plans.done.${page.done}`)}</p> : null}
			<Facts rows={page.facts} />
			{page.may && page.open.length > 0 ? (
				<Section title={t("plans.changeTitle")} note={t("plans.changeNote")}>
					<PlanChanges
						open={page.open}
						values={sent?.values ?? {}}
						errors={errors}
						amountYen={page.amountYen}
						reasonMax={page.reasonMax}
					/>
				</Section>
			) : null}
			<Section title={t("plans.changesTitle")}>
				<PlanChangeTable changes={page.changes} />
			</Section>
			<Section title={t("plans.invoicesTitle")} note={t("plans.invoicesNote")}>
				<PlanInvoiceTable invoices={page.invoices} />
			</Section>
			<Section title={t("plans.giftsTitle")}>
				<PlanGiftTable gifts={page.gifts} />
			</Section>
		</>
	);
}
