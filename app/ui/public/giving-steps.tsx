import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";

const STEPS = ["choose", "pay", "know"] as const;

/** How one gives, in three steps, and where the details are. */
export function GivingSteps({ lang }: { lang: Lang }) {
	const t = useT("public");
	return (
		<section className="border-y border-line bg-surface" aria-labelledby="steps">
			<div className="page py-16">
				<h2 id="steps">{t("home.stepsHeading")}</h2>
				<ol className="mt-8 grid gap-x-12 gap-y-10 md:grid-cols-3">
					{STEPS.map((step, index) => (
						<li key={step} className="border-t-2 border-primary pt-5">
							<p className="figure text-3xl text-accent" aria-hidden="true">
								{index + 1}
							</p>
							<h3 className="mt-3">{t(`home.steps.${step}`)}</h3>
							<p className="mt-2 text-[0.9375rem]">{t(`home.steps.${step}Text`)}</p>
						</li>
					))}
				</ol>
				<p className="mt-10 flex flex-wrap gap-x-6 gap-y-2">
					<a className="link inline-block py-0.5" href={`/${lang}/how-giving-works`}>
						{t("home.toHow")}
					</a>
					<a className="link inline-block py-0.5" href={`/${lang}/tax`}>
						{t("taxPage.heading")}
					</a>
					<a className="link inline-block py-0.5" href={`/${lang}/tax/estimate`}>
						{t("shell.taxEstimate")}
					</a>
				</p>
			</div>
		</section>
	);
}
