import { getDonorContact } from "~/domain/donors/get-donor-contact.server";
import { listDonors } from "~/domain/donors/list-donors.server";
import { notFound } from "~/platform/errors";
import { answers, onlyGet } from "./answer.server";
import { donorAnswer } from "./donor-answer";
import { ENDPOINTS } from "./endpoints";

export const loader = answers(ENDPOINTS.donor, async (ctx, { donorId }) => {
	const { donors } = await listDonors(ctx, { id: donorId, limit: 1 });
	const [donor] = donors;
	if (!donor) throw notFound("donor", donorId);
	const contact = await getDonorContact(ctx, donorId);
	if (contact === null) return { ...donorAnswer(donor), contact };
	const { institutionId: _, ...shown } = contact;
	return { ...donorAnswer(donor), contact: shown };
});

export const action = onlyGet;
