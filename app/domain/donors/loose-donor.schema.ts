import { z } from "zod";
import type { IssueContext } from "../form-text.schema.ts";
import {
	checkPostalCode,
	donorInStoredForm,
	ownFieldsOnly,
	type TypedDonorFields,
	typedDonorShape,
	type UncheckedDonor,
} from "./typed-donor.schema.ts";

/**
 * A donor as staff write one down: a letter may hold no more than a name, so only that is required. Whatever is there must
 * be right all the same.
 */
export const looseDonorShape = typedDonorShape;

/** @param required  false where the donor is known by other means */
export function checkLooseDonor(value: UncheckedDonor, ctx: IssueContext, required = true): void {
	const name = value.donorKind === "company" ? "companyName" : "familyName";
	if (required && value[name] === "") ctx.addIssue({ code: "custom", message: "fields.required", path: [name] });
	checkPostalCode(value, ctx);
}

const fields = z.object(looseDonorShape);

export const changeDonorSchema = z.preprocess(
	(input) => ownFieldsOnly(input, Object.keys(fields.shape)),
	fields
		.superRefine((value: UncheckedDonor, ctx) => checkLooseDonor(value, ctx), { when: () => true })
		.transform((value): TypedDonorFields => donorInStoredForm(value)),
);
