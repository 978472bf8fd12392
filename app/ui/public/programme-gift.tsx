import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";

/** For whoever wants to support WPI without choosing a hub; shown while there is a fund that takes it. */
export function ProgrammeGift(props: { institutions: readonly string[]; lang: Lang; query: string }) {
	const t = useT("public");
	if (props.institutions.length === 0) return null;
	return (
		<section className="page py-10" aria-labelledby="programme-gift">
			<div className="card flex flex-wrap items-center justify-between gap-x-10 gap-y-4">
				<div className="max-w-text">
					<h2 id="programme-gift" className="text-lg">
						{t("programmeFund.homeTitle")}
					</h2>
					<p className="mt-2">
						{t("programmeFund.homeText", { institutions: props.institutions.join(props.lang === "ja" ? "、" : ", ") })}
					</p>
				</div>
				<a className="btn btn-primary" href={`/${props.lang}/give${props.query}`}>
					{t("programmeFund.homeGive")}
				</a>
			</div>
		</section>
	);
}
