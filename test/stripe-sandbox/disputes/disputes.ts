import type Stripe from "stripe";
import { invalid } from "../api-error.ts";
import { type Call, found, list, pathId, read } from "../call.ts";
import { mergedMetadata } from "../metadata.ts";
import { created, emptyable, flag, metadata, object, oneOf, paging, paramsOf, text } from "../params.ts";
import { expandable } from "../shapes.ts";
import { closeDispute, isOpen } from "./chargeback.ts";

type Evidence = Stripe.DisputeUpdateParams["evidence"] & object;
const words = emptyable(text(20_000));
const evidence = object({
	access_activity_log: words,
	billing_address: words,
	cancellation_policy: words,
	cancellation_policy_disclosure: words,
	cancellation_rebuttal: words,
	customer_communication: words,
	customer_email_address: words,
	customer_name: words,
	customer_purchase_ip: words,
	customer_signature: words,
	duplicate_charge_documentation: words,
	duplicate_charge_explanation: words,
	duplicate_charge_id: words,
	product_description: words,
	receipt: words,
	refund_policy: words,
	refund_policy_disclosure: words,
	refund_refusal_explanation: words,
	service_date: words,
	service_documentation: words,
	shipping_address: words,
	shipping_carrier: words,
	shipping_date: words,
	shipping_documentation: words,
	shipping_tracking_number: words,
	uncategorized_file: words,
	uncategorized_text: words,
} satisfies Record<Exclude<keyof Evidence, "appeal" | "enhanced_evidence">, typeof words>);
const updateParams = paramsOf<Stripe.DisputeUpdateParams>()({
	evidence,
	intended_submission_method: oneOf("manual", "prefer_manual", "prefer_smart_disputes", "smart_disputes"),
	metadata: emptyable(metadata),
	submit: flag,
	...expandable,
});
const listParams = paramsOf<Stripe.DisputeListParams>()({
	...paging,
	charge: text(),
	created,
	payment_intent: text(),
});
const warningParams = paramsOf<Stripe.Radar.EarlyFraudWarningListParams>()({
	...paging,
	charge: text(),
	created,
	payment_intent: text(),
});

export const retrieveDispute = (call: Call): Stripe.Dispute => found(call, "dispute", pathId(call), "dispute");

export function listDisputes(call: Call) {
	const { charge, created, payment_intent, limit, starting_after, ending_before } = read(call, listParams);
	const page = { created, limit, starting_after, ending_before };
	return list(call, "dispute", "/v1/disputes", page, {
		where: { charge, payment_intent },
		index: charge !== undefined ? "charge" : "payment_intent",
	});
}

/** Evidence is sent to the bank at once unless `submit` is false. */
export function updateDispute(call: Call): Stripe.Dispute {
	const dispute = retrieveDispute(call);
	const input = read(call, updateParams);
	const before = { status: dispute.status, evidence_details: { ...dispute.evidence_details } };
	if (input.metadata !== undefined) dispute.metadata = mergedMetadata(dispute.metadata, input.metadata ?? {});
	if (input.evidence !== undefined) {
		if (dispute.status !== "needs_response")
			throw invalid("This dispute is not awaiting evidence any more.", { param: "evidence" });
		dispute.evidence = { ...dispute.evidence, ...input.evidence };
		dispute.evidence_details.has_evidence = true;
	}
	if (input.evidence !== undefined && input.submit !== false) {
		dispute.status = "under_review";
		dispute.evidence_details.submission_count += 1;
		dispute.evidence_details.submission_method = "manual";
	}
	call.tx.put("dispute", call.account, dispute);
	call.tx.emit("charge.dispute.updated", call.account, dispute, before);
	return dispute;
}

/** Closing a dispute gives it up. */
export function closeDisputeNow(call: Call): Stripe.Dispute {
	const dispute = retrieveDispute(call);
	read(call, paramsOf<Stripe.DisputeCloseParams>()(expandable));
	if (!isOpen(dispute)) throw invalid("This dispute is already closed.", { param: "dispute" });
	return closeDispute({ tx: call.tx, clock: call.world.clock, account: call.account }, dispute, "lost");
}

export const retrieveWarning = (call: Call): Stripe.Radar.EarlyFraudWarning =>
	found(call, "early_fraud_warning", pathId(call), "early_fraud_warning");

export function listWarnings(call: Call) {
	const { charge, created, payment_intent, limit, starting_after, ending_before } = read(call, warningParams);
	const page = { created, limit, starting_after, ending_before };
	return list(call, "early_fraud_warning", "/v1/radar/early_fraud_warnings", page, {
		where: { charge, payment_intent },
		index: charge !== undefined ? "charge" : "payment_intent",
	});
}
