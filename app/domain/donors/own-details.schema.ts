import { z } from "zod";
import { choiceOf } from "../form-text.schema.ts";
import {
	checkDonor,
	donorInStoredForm,
	ownFieldsOnly,
	TYPED_DONOR_FIELDS,
	typedDonorShape,
	type UncheckedDonor,
} from "./typed-donor.schema.ts";

/** What a donor may change of themselves in the portal; the mail address is what they are known by and is not among it. */
const fields = z.object({
	...typedDonorShape,
	lang: choiceOf(["ja", "en"], "fields.choose", "fields.choose"),
	receiptRhythm: choiceOf(["", "each", "annual"], "fields.choose", "fields.choose", ""),
});

export const OWN_DETAIL_FIELDS = [
	...TYPED_DONOR_FIELDS.filter((name) => name !== "email" && name !== "donorKind"),
	"lang",
	"receiptRhythm",
] as const;

/** @param known  what the form cannot say: the kind and the mail address stay as they are */
export function ownDetailsSchema(known: { donorKind: "individual" | "company"; email: string }) {
	const checked = fields.superRefine((value: UncheckedDonor, ctx) => checkDonor(value, ctx), { when: () => true });
	return z.preprocess(
		(input) =>
			ownFieldsOnly({ ...(typeof input === "object" && input !== null ? input : {}), ...known }, [
				...TYPED_DONOR_FIELDS,
				"lang",
				"receiptRhythm",
			]),
		checked.transform(donorInStoredForm),
	);
}
export type OwnDetails = z.output<ReturnType<typeof ownDetailsSchema>>;
