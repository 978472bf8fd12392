import { mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";

/** How to reach a donor, for whoever may; null for everybody else. */
export async function getDonorContact(ctx: Ctx, donorId: string) {
	if (!mayEver(ctx, "readContact", "Donor")) return null;
	return ctx.db.donor.findUnique({
		where: { id: donorId },
		select: {
			// The scope of each answer is read from these.
			institutionId: true,
			email: true,
			phone: true,
			country: true,
			postalCode: true,
			prefecture: true,
			city: true,
			addressLine: true,
			department: true,
			contactName: true,
		},
	});
}
