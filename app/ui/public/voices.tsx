import { formatMonth } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";

export interface Voice {
	id: string;
	displayName: string | null;
	message: string;
	givenOn: string;
}

/** Donors who agreed to be named, with their words, after staff approval; never an amount. */
export function Voices({ voices, lang }: { voices: readonly Voice[]; lang: Lang }) {
	const t = useT("public");
	if (voices.length === 0) return <p className="text-ink-soft">{t("hub.voicesNone")}</p>;
	return (
		<>
			<ul className="grid gap-4 sm:grid-cols-2">
				{voices.map((voice) => (
					<li key={voice.id} className="border-s-2 border-line ps-4">
						{voice.message === "" ? null : <p className="font-serif whitespace-pre-line">{voice.message}</p>}
						<p className="mt-1 text-sm">
							<span className="font-semibold">{voice.displayName ?? t("hub.anonymous")}</span>{" "}
							<span className="text-ink-soft">{formatMonth(voice.givenOn, lang)}</span>
						</p>
					</li>
				))}
			</ul>
			<p className="hint mt-4">{t("hub.voicesNote")}</p>
		</>
	);
}
