import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { donorContext } from "~/domain/access/ctx.server.ts";
import { getOwnPlan } from "~/domain/portal/list-own-plans.server.ts";
import { REASON_MAX, reasonSchema } from "~/domain/portal/request.schema.ts";
import { stopPlan } from "~/domain/recurring/stop-plan.server.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useErrorText, useT } from "~/i18n/use-t.ts";
import { parseForm, readForm } from "~/platform/http/form.server.ts";
import { seeOther } from "~/platform/http/respond.server.ts";
import { TextArea } from "~/ui/form/text-area.tsx";
import { Outcome, PortalHead } from "~/ui/portal/parts.tsx";
import { PlanFacts } from "~/ui/portal/plan.tsx";
import { formErrors, refusal, textsOf } from "./portal-page.server.ts";
import { portalHeaders, portalMeta } from "./portal-page.ts";

export const headers = portalHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => portalMeta(data?.title);

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await donorContext(request, context.requestId);
	const plan = await getOwnPlan(ctx, { planId: params.planId ?? "" });
	if (plan.ended) throw redirect(`/portal/plans/${plan.id}`, 303);
	return { lang: ctx.lang, title: getT(ctx.lang, "public")("portal.plans.stopConfirm"), plan };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await donorContext(request, context.requestId);
	const { id: planId } = await getOwnPlan(ctx, { planId: params.planId ?? "" });
	const sent = await readForm(request);
	const form = parseForm(sent, reasonSchema);
	if (!form.ok) return formErrors(form.submission.reply().error, textsOf(sent));
	try {
		await stopPlan(ctx, { planId, reason: form.value.reason });
	} catch (error) {
		return refusal(error, textsOf(sent));
	}
	return seeOther(`/portal/plans/${planId}?asked=1`);
}

/** Says plainly what stopping means, once, and then does it. */
export default function StopPlan() {
	const { lang, title, plan } = useLoaderData<typeof loader>();
	const refused = useActionData<typeof action>();
	const t = useT("public");
	const errorText = useErrorText();
	const whole = refused?.errors[""]?.[0];
	return (
		<div className="grid gap-6">
			<PortalHead title={title} lead={t("portal.plans.stopText")} />
			<Outcome said={null} error={whole ? errorText(whole) : null} />
			<PlanFacts plan={plan} lang={lang} />
			<form method="post" noValidate className="grid max-w-text gap-4">
				<TextArea
					name="reason"
					label={t("portal.plans.stopReason")}
					maxLength={REASON_MAX}
					value={refused?.values.reason ?? ""}
					errors={(refused?.errors.reason ?? []).map(errorText)}
				/>
				<div className="flex flex-wrap gap-3">
					<button type="submit" className="btn btn-danger">
						{t("portal.plans.stopSubmit")}
					</button>
					<a className="btn" href={`/portal/plans/${plan.id}`}>
						{t("portal.plans.stopBack")}
					</a>
				</div>
			</form>
		</div>
	);
}
