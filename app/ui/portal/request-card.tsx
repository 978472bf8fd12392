import { formatDay, formatYen } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { StateBadge } from "./parts.tsx";

export interface RequestView {
	id: string;
	kind: string;
	status: string;
	reason: string;
	answer: string;
	amountYen: bigint | null;
	giftId: string | null;
	giftReference: string | null;
	receiptNumber: string | null;
	institution: string;
	askedOn: string;
}

/** What a donor asked for and what became of it. */
export function RequestCard({ request, lang }: { request: RequestView; lang: Lang }) {
	const t = useT("public");
	const kind = t(`portal.requests.kind.${request.kind}` as "portal.requests.kind.refund");
	return (
		<article className="card" aria-label={`${kind} ${formatDay(request.askedOn, lang)}`}>
			<div className="flex flex-wrap items-baseline justify-between gap-3">
				<h2 className="text-lg">
					{kind}
					{request.amountYen === null ? null : ` ${formatYen(request.amountYen, lang)}`}
				</h2>
				<StateBadge
					state={request.status}
					label={t(`portal.requests.state.${request.status}` as "portal.requests.state.open")}
				/>
			</div>
			<p className="hint">
				{request.institution} ・ {t("portal.requests.askedOn")} {formatDay(request.askedOn, lang)}
			</p>
			<p className="mt-1">
				{request.giftId ? (
					<a href={`/portal/gifts/${request.giftId}`}>
						{t("portal.requests.giftRef", { reference: request.giftReference ?? "" })}
					</a>
				) : null}
				{request.receiptNumber ? t("portal.requests.receiptRef", { number: request.receiptNumber }) : null}
			</p>
			{request.reason ? <p className="mt-2 max-w-text whitespace-pre-line">{request.reason}</p> : null}
			{request.answer ? (
				<div className="notice mt-3">
					<p className="font-semibold">{t("portal.requests.answer")}</p>
					<p className="whitespace-pre-line">{request.answer}</p>
				</div>
			) : null}
			{request.status === "open" ? (
				<form method="post" action="/portal/requests" className="mt-3">
					<input type="hidden" name="requestId" value={request.id} />
					<button type="submit" className="btn btn-small">
						{t("portal.requests.withdraw")}
					</button>
				</form>
			) : null}
		</article>
	);
}
