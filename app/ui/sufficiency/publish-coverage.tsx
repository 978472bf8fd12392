import { useT } from "~/i18n/use-t.ts";
import { HubCoverage, type HubCoverageView } from "../public/hub-coverage.tsx";

export const PUBLISH_LEVELS = ["none", "ratio", "sources"] as const;
export type PublishLevel = (typeof PUBLISH_LEVELS)[number];

/** What the public sees: chosen here, looked at before it is chosen. */
export function PublishCoverage(props: {
	level: PublishLevel;
	mayPublish: boolean;
	saved: boolean;
	publicHref: string | null;
	hubHref: string;
	/** the section as the public would see it; null while nothing is looked at */
	preview: { level: "ratio" | "sources"; view: HubCoverageView } | null;
}) {
	const { level, mayPublish, saved, publicHref, hubHref, preview } = props;
	const t = useT("console");
	return (
		<section id="publish" className="no-print mt-9">
			<h2 className="mb-2 text-lg">{t("sufficiency.publishHeading")}</h2>
			<p className="hint mb-3 max-w-text">{t("sufficiency.publishLead")}</p>
			{saved ? (
				<p className="notice notice-good mb-3" role="status">
					{t("sufficiency.publishSaved")}
				</p>
			) : null}
			<form method="post" action={`${hubHref}#publish`} className="max-w-text">
				<fieldset className="grid gap-2" disabled={!mayPublish}>
					<legend className="sr-only">{t("sufficiency.publishHeading")}</legend>
					{PUBLISH_LEVELS.map((one) => (
						<div key={one} className="flex items-start gap-3">
							<label className="choice grow">
								<input type="radio" name="level" value={one} defaultChecked={one === level} />
								<span>
									<span className="font-semibold">{t(`sufficiency.publishLevels.${one}`)}</span>
									<span className="hint block">{t(`sufficiency.publishHints.${one}`)}</span>
								</span>
							</label>
						</div>
					))}
				</fieldset>
				<p className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm [&>a]:py-1">
					{(["ratio", "sources"] as const).map((one) => (
						<a key={one} href={`${hubHref}?preview=${one}#preview`}>
							{t("sufficiency.publishPreviewLink")} ({t(`sufficiency.publishLevels.${one}`)})
						</a>
					))}
					{publicHref === null ? null : <a href={publicHref}>{t("sufficiency.publishSee")}</a>}
				</p>
				{mayPublish ? (
					<button type="submit" className="btn btn-primary mt-3">
						{t("sufficiency.publishSave")}
					</button>
				) : (
					<p className="hint mt-3">{t("sufficiency.publishReadOnly")}</p>
				)}
			</form>
			{preview === null ? null : (
				<div id="preview" className="mt-6">
					<p className="mb-2 text-sm font-semibold">
						{t("sufficiency.publishPreview", { level: t(`sufficiency.publishLevels.${preview.level}`) })}
					</p>
					<div className="rounded-md border-2 border-dashed border-line-strong bg-paper p-4 sm:p-6">
						<HubCoverage view={preview.view} giveHref={null} />
					</div>
				</div>
			)}
		</section>
	);
}
