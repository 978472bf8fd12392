/** One gift's story; moments are already written out in Japan's time. */
export interface StoryView {
	id: string;
	donorId: string;
	/** of a gift that was applied for (寄附申込書) */
	applicationId: string | null;
	/** the promise it is a part of */
	pledgeId: string | null;
	/** of a gift that did not come online */
	entryNote: string;
	donorName: string;
	hub: string | null;
	fund: string;
	institution: string;
	amountYen: bigint;
	status: string;
	acceptance: string;
	channel: string;
	frequency: string;
	createdAt: string;
	givenOn: string | null;
	settledOn: string | null;
	arrivedOn: string | null;
	typed: { field: string; value: string }[];
	origin: string[];
	display: { status: string; name: string; anonymous: boolean; message: string };
	attempts: {
		id: string;
		number: number;
		status: string;
		sessionId: string | null;
		intentId: string | null;
		failureCode: string | null;
		createdAt: string;
		expiresAt: string | null;
	}[];
	payments: {
		id: string;
		chargeId: string | null;
		allocatedYen: bigint;
		grossYen: bigint;
		feeYen: bigint | null;
		netYen: bigint | null;
		chargedAt: string;
		availableOn: string | null;
	}[];
	entries: {
		id: string;
		transactionId: string;
		kind: string;
		account: string;
		amountYen: bigint;
		occurredOn: string;
		fiscalYear: number;
		fund: string | null;
		bookedAt: string;
		reverses: string | null;
	}[];
	mails: {
		id: string;
		kind: string;
		status: string;
		toAddress: string;
		subject: string | null;
		error: string | null;
		createdAt: string;
		sentAt: string | null;
	}[];
	events: {
		eventId: string;
		type: string;
		objectId: string;
		status: string;
		source: string;
		lastError: string | null;
		createdAt: string;
		receivedAt: string;
	}[];
	changes: { id: string; at: string; action: string; actor: string; actorKind: string; requestId: string }[];
}
