import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { donorContext } from "~/domain/access/ctx.server.ts";
import { askRefund } from "~/domain/portal/ask-refund.server.ts";
import { getOwnGift } from "~/domain/portal/get-own-gift.server.ts";
import { REASON_MAX, refundRequestSchema } from "~/domain/portal/request.schema.ts";
import { formatDay } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useErrorText, useT } from "~/i18n/use-t.ts";
import { parseForm, readForm } from "~/platform/http/form.server.ts";
import { seeOther } from "~/platform/http/respond.server.ts";
import { TextArea } from "~/ui/form/text-area.tsx";
import { TextField } from "~/ui/form/text-field.tsx";
import { GiftFacts, GiftRecords } from "~/ui/portal/gift-facts.tsx";
import { Outcome, PortalHead, PortalSection } from "~/ui/portal/parts.tsx";
import { formErrors, refusal, textsOf } from "./portal-page.server.ts";
import { portalHeaders, portalMeta } from "./portal-page.ts";

export const headers = portalHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => portalMeta(data?.title);

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await donorContext(request, context.requestId);
	const gift = await getOwnGift(ctx, { giftId: params.giftId ?? "" });
	const title = getT(ctx.lang, "public")("portal.gift.title", { reference: gift.reference });
	const asked = new URL(request.url).searchParams.has("asked");
	return { lang: ctx.lang, title, gift, asked, statusHref: `/${ctx.lang}/thanks/${gift.publicToken}` };
}

/** Asks for the money back. */
export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await donorContext(request, context.requestId);
	const giftId = params.giftId ?? "";
	const sent = await readForm(request);
	const form = parseForm(sent, refundRequestSchema);
	if (!form.ok) {
		await getOwnGift(ctx, { giftId });
		return formErrors(form.submission.reply().error, textsOf(sent));
	}
	try {
		await askRefund(ctx, { giftId, ...form.value });
	} catch (error) {
		return refusal(error, textsOf(sent));
	}
	return seeOther(`/portal/gifts/${giftId}?asked=1`);
}

export default function Gift() {
	const { lang, title, gift, asked, statusHref } = useLoaderData<typeof loader>();
	const refused = useActionData<typeof action>();
	const t = useT("public");
	const errorText = useErrorText();
	const whole = refused?.errors[""]?.[0];
	return (
		<>
			<PortalHead title={title} />
			<Outcome said={asked ? t("portal.sent") : null} error={whole ? errorText(whole) : null} />
			<GiftFacts gift={gift} lang={lang} statusHref={statusHref} />
			<GiftRecords gift={gift} lang={lang} />
			{gift.refund.mayAsk ? (
				<PortalSection id="refund" title={t("portal.gift.askRefund")}>
					<p className="mb-4 max-w-text">
						{t("portal.gift.askRefundLead", { day: formatDay(gift.refund.lastDay ?? "", lang) })}
					</p>
					<form method="post" noValidate className="grid max-w-text gap-4">
						<TextField
							name="amountYen"
							label={t("portal.gift.refundAmount")}
							inputMode="numeric"
							value={refused?.values.amountYen ?? gift.refund.remainingYen.toString()}
							errors={(refused?.errors.amountYen ?? []).map(errorText)}
						/>
						<TextArea
							name="reason"
							label={t("portal.gift.refundReason")}
							hint={t("portal.gift.refundReasonHint")}
							maxLength={REASON_MAX}
							value={refused?.values.reason ?? ""}
							errors={(refused?.errors.reason ?? []).map(errorText)}
						/>
						<p>
							<button type="submit" className="btn">
								{t("portal.gift.askRefundSubmit")}
							</button>
						</p>
					</form>
				</PortalSection>
			) : null}
			{!gift.refund.mayAsk &&
			gift.refund.lastDay !== null &&
			gift.requests.length === 0 &&
			gift.state === "received" ? (
				<p className="hint mt-8">{t("portal.gift.askRefundOver")}</p>
			) : null}
		</>
	);
}
