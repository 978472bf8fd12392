import type { TFunction } from "i18next";
import { formatPercent, formatYen } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";

/** Money never becomes a float: the share is cut to hundredths of a percent in whole numbers first. */
export function goalShare(keptYen: bigint, goalYen: bigint): number {
	return goalYen <= 0n ? 0 : Number((keptYen * 10_000n) / goalYen) / 10_000;
}

/** Received against a published goal, drawn; the sentence beside it says the same. */
export function GoalBar({ keptYen, goalYen, tall = false }: { keptYen: bigint; goalYen: bigint; tall?: boolean }) {
	return <ShareBar share={goalShare(keptYen, goalYen)} tall={tall} />;
}

/** A share from 0 to 1 of anything, drawn; what is beyond fills it. */
export function ShareBar({ share, tall = false }: { share: number; tall?: boolean }) {
	const percent = Math.min(100, Math.max(0, share * 100));
	const height = tall ? 16 : 8;
	return (
		<svg className={tall ? "block h-4 w-full" : "block h-2 w-full"} aria-hidden="true">
			<rect className="bar-track" width="100%" height={height} rx={height / 2} />
			{percent > 0 ? (
				<rect className="bar-fill" width={`${percent.toFixed(2)}%`} height={height} rx={height / 2} />
			) : null}
		</svg>
	);
}

export function goalSentence(keptYen: bigint, goalYen: bigint, t: TFunction<"public">, lang: Lang): string {
	const share = goalShare(keptYen, goalYen);
	// Below a tenth, whole percents would call a first gift nothing.
	const percent = formatPercent(share, share < 0.1 ? 1 : 0);
	const values = { goal: formatYen(goalYen, lang), percent };
	return keptYen >= goalYen ? t("hub.progressOverGoal", values) : t("hub.progressOfGoal", values);
}
