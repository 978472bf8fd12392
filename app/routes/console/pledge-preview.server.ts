import { createHash } from "node:crypto";
import { planInstalments, ScheduleRefused } from "~/domain/pledges/schedule";
import { fieldOfRefusal, type Repeat, ruleOf, type ScheduleFields } from "~/domain/pledges/schedule-form.schema";
import { isAppError } from "~/platform/errors";
import type { PledgePreview } from "~/ui/console/pledge-form";

/**
 * The instalments a form comes to, with a key by which the saving of it knows that nothing was changed since.
 * @param keptYen  of an amendment: what came and what was given up, which the rule does not plan
 * @throws ScheduleRefused
 */
export function previewOf(form: ScheduleFields & { amountYen: bigint; startOn: string }, keptYen = 0n): PledgePreview {
	const restYen = form.amountYen - keptYen;
	const rule = ruleOf(form);
	const planned = restYen === 0n ? [] : planInstalments({ startOn: form.startOn, amountYen: restYen, rule });
	const instalments = planned.map(({ dueOn, scheduledYen }) => ({ dueOn, amountYen: scheduledYen as bigint }));
	const plain = instalments.map(({ dueOn, amountYen }) => `${dueOn} ${amountYen}`).join("\n");
	const key = createHash("sha256").update(`${form.amountYen}\n${form.startOn}\n${plain}`).digest("hex").slice(0, 32);
	return { key, instalments, sumYen: restYen };
}

export type RefusedPromise = { errors: Record<string, string[] | null>; status: number };

/** A refusal a person can mend, beside its field; anything else goes on to the error page. */
export function promiseRefused(error: unknown, repeat: Repeat = "year"): RefusedPromise {
	if (error instanceof ScheduleRefused) {
		return { errors: { [fieldOfRefusal(repeat, error.refusal)]: [`pledges.schedule.${error.refusal}`] }, status: 400 };
	}
	if (!isAppError(error) || (error.status !== 409 && error.status !== 400)) throw error;
	const { field = "", ...rest } = error.params;
	const params = new URLSearchParams(Object.entries(rest).map(([name, value]) => [name, String(value)]));
	const refusal = /^pledges\.schedule\.(.+)$/.exec(error.personKey)?.[1];
	const name = refusal === undefined ? String(field) : fieldOfRefusal(repeat, refusal);
	return { errors: { [name]: [`${error.personKey}?${params}`] }, status: error.status };
}

/** What was typed, to give it back. */
export function sentTexts(sent: FormData): Record<string, string> {
	const texts = [...sent].filter((entry): entry is [string, string] => typeof entry[1] === "string");
	return Object.fromEntries(texts.map(([name, value]) => [name, value.slice(0, 40_000)]));
}
