import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actorId } from "~/domain/access/actor";
import { mayDo, mayEver } from "~/domain/access/authorize.server";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { approveRefund } from "~/domain/refunds/approve-refund.server";
import { getRefund, type RefundRow } from "~/domain/refunds/list-refunds.server";
import { recordBankRefund } from "~/domain/refunds/record-bank-refund.server";
import { noteSchema } from "~/domain/refunds/refund.schema";
import { refuseRefund } from "~/domain/refunds/refuse-refund.server";
import { formatDay, formatMoment, formatYenSign } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useErrorText, useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { Facts } from "~/ui/console/facts";
import { PageHead } from "~/ui/console/page-head";
import { RefundDecision } from "~/ui/console/refund-decision";
import { sentValues } from "./fund-view.server";
import { refundLines } from "./refund-lines";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const DONE = ["asked", "approved", "refused", "recorded"] as const;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const refund = await getRefund(ctx, params.refundId ?? "");
	const t = getT(ctx.lang, "console");
	const done = new URL(request.url).searchParams.get("done");
	return {
		title: t("refunds.oneTitle", { amount: formatYenSign(refund.amountYen) }),
		giftId: refund.giftId,
		status: refund.status,
		facts: factsOf(ctx, refund),
		may: mayOf(ctx, refund),
		today: jstDayString(ctx.now),
		done: DONE.find((one) => one === done) ?? null,
	};
}

/** What the reader may do with it as it stands; the domain asks again. */
function mayOf(ctx: StaffCtx, refund: RefundRow) {
	const own = refund.requestedBy === actorId(ctx.actor);
	const { institutionId } = refund;
	const approves = mayEver(ctx, "approve", "Refund") && mayDo(ctx, "record", "BankLine", { institutionId });
	const unsent = refund.status === "approved" && !refund.isSending;
	return {
		approve: approves && !own && refund.status === "requested",
		waitsForOther: own && refund.status === "requested",
		refuse: (approves || own) && (refund.status === "requested" || unsent),
		record: approves && refund.byBank && refund.status === "approved",
		again: mayEver(ctx, "refund", "Gift") && refund.status === "failed",
	};
}

function factsOf(ctx: StaffCtx, refund: RefundRow) {
	const { lang } = ctx;
	const t = getT(lang, "console");
	const [line] = refundLines([refund], lang);
	const moment = (value: Date | null) => (value === null ? "–" : formatMoment(value, lang));
	return [
		{ label: t("gifts.columns.status"), value: t(`refundStatus.${refund.status}`) },
		{ label: t("gifts.columns.donor"), value: line?.donor ?? "" },
		{ label: t("gifts.columns.fund"), value: `${line?.hub} / ${line?.fund}` },
		{ label: t("refunds.giftAmount"), value: formatYenSign(refund.giftYen) },
		{
			label: t("refunds.columns.requester"),
			value: refund.requester === null ? t("refunds.atStripe") : `${refund.requester} ${moment(refund.requestedAt)}`,
		},
		...(refund.note ? [{ label: t("refunds.fields.note"), value: refund.note }] : []),
		...(refund.approver
			? [{ label: t("refunds.decidedBy"), value: `${refund.approver} ${moment(refund.approvedAt)}` }]
			: []),
		...(refund.decisionNote ? [{ label: t("refunds.decisionNote"), value: refund.decisionNote }] : []),
		{ label: t("refunds.way"), value: refund.byBank ? t("refunds.wayBank") : t("refunds.wayStripe") },
		...(refund.failureReason ? [{ label: t("refunds.failure"), value: refund.failureReason }] : []),
		...(refund.refundedOn ? [{ label: t("gift.refunds.refundedOn"), value: formatDay(refund.refundedOn, lang) }] : []),
	];
}

const actionSchema = z.discriminatedUnion("intent", [
	z.object({ intent: z.literal("approve") }),
	z.object({ intent: z.literal("refuse"), note: noteSchema }),
	z.object({
		intent: z.literal("record"),
		refundedOn: z.iso.date("refund.day"),
		adjustmentReason: z.string().max(500).optional(),
	}),
]);
const DONE_BY = { approve: "approved", refuse: "refused", record: "recorded" } as const;

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { id: refundId } = await getRefund(ctx, params.refundId ?? "");
	const sent = await readForm(request);
	const values = sentValues(sent);
	const refuse = (errors: Record<string, string[] | null>, status = 400) => data({ values, errors }, { status });
	const form = parseForm(sent, actionSchema);
	if (!form.ok) return refuse(form.submission.reply().error ?? {});
	const wish = form.value;
	try {
		if (wish.intent === "approve") await approveRefund(ctx, { refundId });
		else if (wish.intent === "refuse") await refuseRefund(ctx, { refundId, note: wish.note });
		else await recordBankRefund(ctx, { refundId, ...wish });
	} catch (error) {
		if (isAppError(error) && error.code === "year_closed") {
			return refuse({ adjustmentReason: [`${error.personKey}?year=${error.params.year}`] }, error.status);
		}
		if (!isAppError(error) || !error.personKey.startsWith("refund.")) throw error;
		return refuse({ [error.code === "refund_day" ? "refundedOn" : ""]: [error.personKey] }, error.status);
	}
	return redirect(`/console/finance/refunds/${refundId}?done=${DONE_BY[wish.intent]}`, 303);
}

export default function Refund() {
	const { title, giftId, facts, may, status, today, done } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	const errors = Object.fromEntries(
		Object.entries(sent?.errors ?? {}).map(([name, list]) => [name, (list ?? []).map(errorText)]),
	);
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/finance/refunds">{t("refunds.back")}</a>
			</p>
			<PageHead title={title}>
				<a className="btn btn-small" href={`/console/gifts/${giftId}`}>
					{t("refunds.toGift")}
				</a>
				{may.again ? (
					<a className="btn btn-small btn-primary" href={`/console/gifts/${giftId}/refund`}>
						{t("refunds.again")}
					</a>
				) : null}
			</PageHead>
			{done && !sent ? (
				<p className="notice notice-good mb-6">
					{done === "asked"
						? t(status === "requested" ? "refunds.done.waits" : "refunds.done.asked")
						: t(`refunds.done.${done}`)}
				</p>
			) : null}
			<Facts
				rows={facts.map((fact) => ({ ...fact, value: <span className="whitespace-pre-line">{fact.value}</span> }))}
			/>
			<RefundDecision may={may} today={today} values={sent?.values ?? {}} errors={errors} />
		</>
	);
}
