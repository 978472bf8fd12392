import { formatFiscalYear, formatYen, formatYenShort } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";

type Use = "core_posts" | "running" | "research" | "facility" | "talent" | "outreach";

export interface GiftUsesView {
	fromFiscalYear: number;
	toFiscalYear: number;
	uses: readonly { use: Use; keptYen: bigint; spentYen: bigint }[];
	keptYen: bigint;
	spentYen: bigint;
}

/** What gifts were for and what they have bought so far; every figure a sum of the ledger. Nothing received, nothing shown. */
export function GiftUses({ view, lang }: { view: GiftUsesView; lang: Lang }) {
	const t = useT("public");
	if (view.keptYen <= 0n) return null;
	const most = view.uses.reduce((max, { keptYen }) => (keptYen > max ? keptYen : max), 1n);
	const values = {
		from: formatFiscalYear(view.fromFiscalYear, lang),
		to: formatFiscalYear(view.toFiscalYear, lang),
		kept: formatYen(view.keptYen, lang),
		spent: formatYen(view.spentYen, lang),
	};
	return (
		<section className="page py-16" aria-labelledby="uses">
			<div className="grid gap-x-16 gap-y-8 md:grid-cols-[1fr_1.3fr]">
				<div>
					<h2 id="uses">{t("home.usesHeading")}</h2>
					<p className="mt-4">{view.spentYen > 0n ? t("home.usesText", values) : t("home.usesTextUnspent", values)}</p>
					<p className="hint mt-4">{t("home.usesNote")}</p>
				</div>
				<dl className="grid content-start gap-6">
					{view.uses.map(({ use, keptYen, spentYen }) => (
						<div key={use}>
							<dt className="flex flex-wrap items-baseline justify-between gap-x-4">
								<span className="font-serif text-lg">{t(`home.uses.${use}`)}</span>
								<span className="figure text-lg">{formatYenShort(keptYen, lang)}</span>
							</dt>
							<dd className="mt-2">
								<UseBar kept={percent(keptYen, most)} spent={percent(spentYen, most)} />
								<p className="mt-1.5 text-sm text-ink-soft">
									{t(`home.usesWhat.${use}`)}
									{spentYen > 0n ? ` ${t("home.usesSpent", { spent: formatYenShort(spentYen, lang) })}` : null}
								</p>
							</dd>
						</div>
					))}
				</dl>
			</div>
		</section>
	);
}

/** In hundredths of a percent first, so that money never becomes a float. */
function percent(part: bigint, whole: bigint): number {
	return Math.min(100, Math.max(0, Number((part * 10_000n) / whole) / 100));
}

function UseBar({ kept, spent }: { kept: number; spent: number }) {
	return (
		<svg className="block h-2.5 w-full" aria-hidden="true">
			<rect className="fill-sunken" width="100%" height="10" rx="2" />
			<rect className="fill-primary opacity-35" width={`${kept.toFixed(2)}%`} height="10" rx="2" />
			<rect className="bar-fill" width={`${Math.min(spent, kept).toFixed(2)}%`} height="10" rx="2" />
		</svg>
	);
}
