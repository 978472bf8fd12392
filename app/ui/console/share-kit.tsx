import { useId } from "react";
import { useT } from "~/i18n/use-t";

export interface ShareKitProps {
	name: string;
	langs: { lang: "ja" | "en"; page: string; poster: string; image: string; frame: string; link: string }[];
}

/** Everything by which one page is handed on, in each language: nothing here needs a script on the other site. */
export function ShareKit({ langs }: ShareKitProps) {
	const t = useT("console");
	return (
		<div className="grid gap-6 lg:grid-cols-2">
			{langs.map((one) => (
				<div key={one.lang} className="card grid content-start gap-4">
					<h3 className="text-base">{t(`share.langs.${one.lang}`)}</h3>
					<img
						src={one.image}
						alt={t("share.imageAlt")}
						width={1200}
						height={630}
						loading="lazy"
						className="h-auto w-full"
					/>
					<p className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
						<a href={one.page}>{t("share.page")}</a>
						<a href={one.poster}>{t("share.poster")}</a>
						<a href={one.image} download>
							{t("share.image")}
						</a>
					</p>
					<Snippet label={t("share.frame")} hint={t("share.frameHint")} text={one.frame} />
					<Snippet label={t("share.link")} text={one.link} />
				</div>
			))}
		</div>
	);
}

function Snippet({ label, hint, text }: { label: string; hint?: string; text: string }) {
	const id = useId();
	return (
		<div>
			<label className="label" htmlFor={id}>
				{label}
			</label>
			{hint ? <p className="hint mb-1">{hint}</p> : null}
			<textarea id={id} className="input font-mono text-xs" rows={3} readOnly value={text} />
		</div>
	);
}
