import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { staffContext } from "~/domain/access/ctx.server";
import { giftReference } from "~/domain/gifts/gift-reference";
import { getRefundable } from "~/domain/refunds/get-refundable.server";
import { REFUND_REASONS, refundFormSchema } from "~/domain/refunds/refund.schema";
import { requestRefund } from "~/domain/refunds/request-refund.server";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { PageHead } from "~/ui/console/page-head";
import { RefundForm } from "~/ui/console/refund-form";
import { sentValues } from "./fund-view.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const giftId = params.giftId ?? "";
	const refundable = await getRefundable(ctx, giftId);
	const title = getT(ctx.lang, "console")("refunds.askTitle", { reference: giftReference(giftId) });
	return { giftId, title, reasons: REFUND_REASONS, ...refundable };
}

/** What the domain refuses, beside the field it is about. */
const REFUSED: Record<string, string> = {
	refund_too_much: "amountYen",
	refund_invalid: "",
	refund_not_received: "",
	refund_charge_disputed: "",
};

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const giftId = params.giftId ?? "";
	// Whoever may not refund this gift is told so before anything about the form.
	await getRefundable(ctx, giftId);
	const sent = await readForm(request);
	const values = sentValues(sent);
	const refuse = (errors: Record<string, string[] | null>, status = 400) => data({ values, errors }, { status });
	const form = parseForm(sent, refundFormSchema);
	if (!form.ok) return refuse(form.submission.reply().error ?? {});
	try {
		const { refundId } = await requestRefund(ctx, { giftId, ...form.value });
		return redirect(`/console/finance/refunds/${refundId}?done=asked`, 303);
	} catch (error) {
		const field = isAppError(error) ? REFUSED[error.code] : undefined;
		if (field === undefined || !isAppError(error)) throw error;
		const values = new URLSearchParams(Object.entries(error.params).map(([name, value]) => [name, String(value)]));
		return refuse({ [field]: [`${error.personKey}?${values}`] }, error.status);
	}
}

export default function GiftRefund() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errors = Object.fromEntries(Object.entries(sent?.errors ?? {}).map(([name, list]) => [name, list ?? []]));
	return (
		<>
			<p className="mb-2 text-sm">
				<a href={`/console/gifts/${page.giftId}`}>{t("refunds.backToGift")}</a>
			</p>
			<PageHead title={page.title} lead={t("refunds.askLead")} />
			{page.disputed ? <p className="notice notice-warn mb-4">{t("refunds.disputedNote")}</p> : null}
			{page.leftYen > 0n || sent ? (
				<RefundForm {...page} values={sent?.values} errors={errors} />
			) : (
				<p className="notice">{t("refunds.nothingLeft")}</p>
			)}
		</>
	);
}
