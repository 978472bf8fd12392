import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { staffContext } from "~/domain/access/ctx.server";
import { decideRequest } from "~/domain/portal/decide-request.server";
import { getRequest } from "~/domain/portal/get-request.server";
import { decisionSchema } from "~/domain/portal/request.schema";
import { stopPlan } from "~/domain/recurring/stop-plan.server";
import { formatDay, formatMoment, formatYen } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useErrorText, useLang, useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { seeOther } from "~/platform/http/respond.server";
import { Facts } from "~/ui/console/facts";
import { PageHead } from "~/ui/console/page-head";
import { DecideForm, ErasureBlockers } from "~/ui/console/request-forms";
import { StatusBadge } from "~/ui/console/status-badge";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const keptSchema = z.object({
	gifts: z.coerce.number(),
	receipts: z.coerce.number(),
	payments: z.coerce.number(),
	ledgerEntries: z.coerce.number(),
});

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const shown = await getRequest(ctx, { requestId: params.requestId ?? "" });
	const t = getT(ctx.lang, "console");
	const { searchParams } = new URL(request.url);
	const kept = keptSchema.safeParse(Object.fromEntries(searchParams));
	return {
		title: t("requests.pageTitle", { kind: t(`requests.kind.${shown.kind}` as "requests.kind.refund") }),
		...shown,
		plans: shown.plans.map(({ id }) => ({ id })),
		createdAt: formatMoment(shown.createdAt, ctx.lang),
		decidedAt: shown.decidedAt ? formatMoment(shown.decidedAt, ctx.lang) : null,
		said: kept.success ? t("requests.erased", kept.data) : searchParams.has("decided") ? t("requests.decided") : null,
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const requestId = params.requestId ?? "";
	const shown = await getRequest(ctx, { requestId });
	const sent = await readForm(request);
	const answer = String(sent.get("answer") ?? "");
	try {
		if (sent.get("intent") === "stopPlans") {
			const reason = getT(ctx.lang, "console")("requests.stopPlansReason");
			for (const plan of shown.plans) await stopPlan(ctx, { planId: plan.id, reason, endReason: "erased" });
			return seeOther(`/console/requests/${requestId}`);
		}
		const form = parseForm(sent, decisionSchema);
		if (!form.ok) return data({ answer, errors: form.submission.reply().error ?? {} }, { status: 400 });
		const { kept } = await decideRequest(ctx, { requestId, ...form.value });
		const query = kept
			? new URLSearchParams(Object.entries(kept).map(([name, count]) => [name, String(count)])).toString()
			: "decided=1";
		return seeOther(`/console/requests/${requestId}?${query}`);
	} catch (error) {
		if (!isAppError(error) || (error.status !== 409 && error.status !== 400)) throw error;
		const values = new URLSearchParams(Object.entries(error.params).map(([name, value]) => [name, String(value)]));
		return data({ answer, errors: { "": [`${error.personKey}?${values}`] } }, { status: error.status });
	}
}

export default function RequestPage() {
	const { title, said, ...request } = useLoaderData<typeof loader>();
	const refused = useActionData<typeof action>();
	const t = useT("console");
	const lang = useLang();
	const errorText = useErrorText();
	const errorsOf = (name: string) => ((refused?.errors as Record<string, string[]>)?.[name] ?? []).map(errorText);
	const rows = [
		{
			label: t("requests.columns.status"),
			value: (
				<StatusBadge
					status={request.status === "open" ? "pending" : request.status}
					label={t(`requests.status.${request.status}` as "requests.status.open")}
				/>
			),
		},
		{ label: t("requests.columns.askedAt"), value: request.createdAt },
		{ label: t("requests.columns.institution"), value: request.institution },
		{ label: t("requests.columns.donor"), value: request.donor.name || "–" },
		{ label: t("requests.email"), value: request.donor.email || "–" },
		...(request.kind === "paper_receipt"
			? [{ label: t("requests.address"), value: request.donor.address || "–" }]
			: []),
		...(request.gift
			? [
					{
						label: t("requests.gift"),
						value: (
							<a href={`/console/gifts/${request.gift.id}`}>
								{request.gift.reference} ・ {formatYen(request.gift.amountYen, lang)} ・ {request.gift.fund}
								{request.gift.givenOn ? ` ・ ${formatDay(request.gift.givenOn, lang)}` : ""}
							</a>
						),
					},
				]
			: []),
		...(request.receipt ? [{ label: t("requests.receipt"), value: request.receipt.numberText ?? "–" }] : []),
		...(request.amountYen === null
			? []
			: [{ label: t("requests.columns.amount"), value: formatYen(request.amountYen, lang) }]),
		{
			label: t("requests.reason"),
			value: <span className="whitespace-pre-line">{request.reason || "–"}</span>,
		},
		...(request.decidedAt
			? [
					{ label: t("requests.decidedAt"), value: request.decidedAt },
					{ label: t("requests.decidedBy"), value: request.decidedBy ?? "–" },
					{ label: t("requests.answer"), value: <span className="whitespace-pre-line">{request.answer || "–"}</span> },
				]
			: []),
	];
	return (
		<>
			<PageHead title={title} />
			{said ? (
				<p className="notice notice-good mb-4" role="status">
					{said}
				</p>
			) : null}
			{errorsOf("").map((text) => (
				<p key={text} className="notice notice-bad mb-4" role="alert">
					{text}
				</p>
			))}
			<Facts rows={rows} />
			{request.blockers ? <ErasureBlockers blockers={request.blockers} plans={request.plans.length} /> : null}
			{request.mayDecide ? (
				<DecideForm kind={request.kind} answer={refused?.answer ?? ""} errorsOf={errorsOf} />
			) : request.status === "open" ? (
				<p className="notice mt-6">{t("requests.notYours")}</p>
			) : null}
		</>
	);
}
