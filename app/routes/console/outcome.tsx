import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { staffContext } from "~/domain/access/ctx.server";
import { countOutcome, getOutcome } from "~/domain/outcomes/get-outcome.server";
import { formatInteger, formatYen } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { OutcomeSteps, OutcomeTable, RateTable } from "~/ui/console/outcome-parts";
import { PageHead, Section } from "~/ui/console/page-head";
import { countedAt, nameOf, OUTCOMES, ratesView, stepsOf, subjectHref, toLine } from "./outcome-view";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const subjectOf = ({ outcomeKind = "", outcomeId = "" }: LoaderFunctionArgs["params"]) => ({
	kind: outcomeKind,
	subjectId: outcomeId,
});

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { lang } = ctx;
	const of = subjectOf(params);
	const { kind, outcome, past, spread } = await getOutcome(ctx, of);
	const t = getT(lang, "console");
	const href = subjectHref({ kind, subjectId: of.subjectId });
	if (!outcome) return { title: t("outcomes.title"), href, counted: null };
	return {
		title: t("outcomes.titleOf", { name: nameOf(outcome, lang) }),
		href,
		counted: {
			at: countedAt(outcome, lang),
			steps: stepsOf(outcome, t),
			rates: ratesView(outcome, past, spread, lang, t),
			past: past.map((row) => toLine(row, lang, t)),
			facts: {
				gifts: formatInteger(outcome.giftCount),
				kept: formatYen(outcome.keptYen, lang),
				cost: formatYen(outcome.costYen, lang),
				bounced: formatInteger(outcome.bouncedCount),
				complaints: formatInteger(outcome.complaintCount),
				unsubscribed: formatInteger(outcome.unsubscribedCount),
				waiting: formatInteger(outcome.donorCount - outcome.againRipeCount),
			},
		},
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const of = subjectOf(params);
	await countOutcome(ctx, of);
	return redirect(`${OUTCOMES}/${of.kind}/${of.subjectId}`, 303);
}

const FACTS = ["gifts", "kept", "cost", "bounced", "complaints", "unsubscribed", "waiting"] as const;

/** One ask: the way from what left to who gave again, and how that compares. */
export default function Outcome() {
	const { title, href, counted } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<PageHead title={title} lead={counted ? t("outcomes.countedAt", { at: counted.at }) : t("outcomes.notYet")}>
				<a className="btn btn-small" href={href}>
					{t("outcomes.toSubject")}
				</a>
				<form method="post">
					<button type="submit" className="btn btn-small">
						{t("outcomes.countNow")}
					</button>
				</form>
			</PageHead>
			{counted ? (
				<>
					<OutcomeSteps steps={counted.steps} />
					<dl className="mt-6 grid max-w-text grid-cols-2 gap-x-10 gap-y-3 sm:grid-cols-3">
						{FACTS.map((name) => (
							<div key={name}>
								<dt className="hint">{t(`outcomes.facts.${name}`)}</dt>
								<dd className="tabular-nums">{counted.facts[name]}</dd>
							</div>
						))}
					</dl>
					<Section title={t("outcomes.compared")} note={t("outcomes.comparedNote")}>
						<RateTable rates={counted.rates} label={t("outcomes.compared")} />
					</Section>
					<Section title={t("outcomes.past")}>
						<OutcomeTable lines={counted.past} label={t("outcomes.past")} empty={t("outcomes.noPast")} />
					</Section>
				</>
			) : null}
		</>
	);
}
