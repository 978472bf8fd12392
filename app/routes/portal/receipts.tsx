import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { donorContext } from "~/domain/access/ctx.server.ts";
import { askPaperReceipt } from "~/domain/portal/ask-paper-receipt.server.ts";
import { listOwnReceipts } from "~/domain/portal/list-own-receipts.server.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useErrorText, useT } from "~/i18n/use-t.ts";
import { readForm } from "~/platform/http/form.server.ts";
import { seeOther } from "~/platform/http/respond.server.ts";
import { Outcome, PortalHead, PortalSection } from "~/ui/portal/parts.tsx";
import { ReceiptCard } from "~/ui/portal/receipt-card.tsx";
import { refusal } from "./portal-page.server.ts";
import { portalHeaders, portalMeta } from "./portal-page.ts";

export const headers = portalHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => portalMeta(data?.title);

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await donorContext(request, context.requestId);
	const receipts = await listOwnReceipts(ctx);
	const years = [...new Set(receipts.map(({ taxYear }) => taxYear))];
	return {
		lang: ctx.lang,
		title: getT(ctx.lang, "public")("portal.receipts.title"),
		years: years.map((year) => ({ year, receipts: receipts.filter(({ taxYear }) => taxYear === year) })),
		asked: new URL(request.url).searchParams.has("asked"),
	};
}

/** Asks for one on paper. */
export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await donorContext(request, context.requestId);
	const sent = await readForm(request);
	try {
		await askPaperReceipt(ctx, { receiptId: String(sent.get("receiptId") ?? ""), reason: "" });
	} catch (error) {
		return refusal(error);
	}
	return seeOther("/portal/receipts?asked=1");
}

export default function Receipts() {
	const { lang, title, years, asked } = useLoaderData<typeof loader>();
	const refused = useActionData<typeof action>();
	const t = useT("public");
	const errorText = useErrorText();
	const whole = refused?.errors[""]?.[0];
	return (
		<>
			<PortalHead title={title} lead={t("portal.receipts.lead")} />
			<Outcome said={asked ? t("portal.sent") : null} error={whole ? errorText(whole) : null} />
			{years.length === 0 ? <p>{t("portal.receipts.empty")}</p> : null}
			{years.map(({ year, receipts }) => (
				<PortalSection key={year} id={`year-${year}`} title={t("portal.receipts.year", { year })}>
					<ul className="grid gap-3">
						{receipts.map((receipt) => (
							<li key={receipt.id}>
								<ReceiptCard receipt={receipt} lang={lang} />
							</li>
						))}
					</ul>
				</PortalSection>
			))}
		</>
	);
}
