import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type DonorCtx, donorContext } from "~/domain/access/ctx.server.ts";
import { getOwnPlan } from "~/domain/portal/list-own-plans.server.ts";
import { pauseSchema, planAmountSchema } from "~/domain/portal/plan-form.schema.ts";
import { changePlanAmount } from "~/domain/recurring/change-plan-amount.server.ts";
import { openCardPage } from "~/domain/recurring/open-card-page.server.ts";
import { pausePlan } from "~/domain/recurring/pause-plan.server.ts";
import { resumePlan } from "~/domain/recurring/resume-plan.server.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useErrorText, useT } from "~/i18n/use-t.ts";
import { notFound } from "~/platform/errors.ts";
import { parseForm, readForm } from "~/platform/http/form.server.ts";
import { seeOther } from "~/platform/http/respond.server.ts";
import { GiftList } from "~/ui/portal/gift-list.tsx";
import { Outcome, PortalHead, PortalSection } from "~/ui/portal/parts.tsx";
import { PlanFacts, PlanForms } from "~/ui/portal/plan.tsx";
import { formErrors, refusal, textsOf } from "./portal-page.server.ts";
import { portalHeaders, portalMeta } from "./portal-page.ts";

export const headers = portalHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => portalMeta(data?.title);

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await donorContext(request, context.requestId);
	const plan = await getOwnPlan(ctx, { planId: params.planId ?? "" });
	const title = getT(ctx.lang, "public")("portal.plans.title");
	return { lang: ctx.lang, title, plan, asked: new URL(request.url).searchParams.has("asked") };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await donorContext(request, context.requestId);
	const { id: planId } = await getOwnPlan(ctx, { planId: params.planId ?? "" });
	const sent = await readForm(request);
	try {
		return await carryOut(ctx, planId, sent);
	} catch (error) {
		return refusal(error, textsOf(sent));
	}
}

async function carryOut(ctx: DonorCtx, planId: string, sent: FormData) {
	const reason = "";
	switch (sent.get("intent")) {
		case "amount": {
			const form = parseForm(sent, planAmountSchema);
			if (!form.ok) return formErrors(form.submission.reply().error, textsOf(sent));
			await changePlanAmount(ctx, { planId, amountYen: form.value.amountYen, reason });
			break;
		}
		case "pause": {
			const form = parseForm(sent, pauseSchema);
			if (!form.ok) return formErrors(form.submission.reply().error, textsOf(sent));
			await pausePlan(ctx, { planId, until: form.value.until, reason });
			break;
		}
		case "resume":
			await resumePlan(ctx, { planId, reason });
			break;
		case "card":
			return seeOther(await openCardPage(ctx, { planId, returnUrl: `/portal/plans/${planId}` }));
		default:
			throw notFound("page", "here");
	}
	return seeOther(`/portal/plans/${planId}?asked=1`);
}

export default function Plan() {
	const { lang, title, plan, asked } = useLoaderData<typeof loader>();
	const refused = useActionData<typeof action>();
	const t = useT("public");
	const errorText = useErrorText();
	const errors = refused?.errors ?? {};
	const whole = errors[""]?.[0];
	const said = asked || plan.waiting ? t("portal.plans.asked") : null;
	return (
		<>
			<PortalHead title={title} />
			<Outcome said={said} error={whole ? errorText(whole) : null} />
			{plan.status === "past_due" ? <p className="notice notice-warn mb-6">{t("portal.plans.pastDueText")}</p> : null}
			<PlanFacts plan={plan} lang={lang} />
			{plan.ended ? null : (
				<PlanForms
					plan={plan}
					values={refused?.values ?? {}}
					errorsOf={(name) => (errors[name] ?? []).map(errorText)}
				/>
			)}
			{plan.gifts.length === 0 ? null : (
				<PortalSection id="gifts" title={t("portal.plans.gifts")}>
					<GiftList gifts={plan.gifts} lang={lang} />
				</PortalSection>
			)}
		</>
	);
}
