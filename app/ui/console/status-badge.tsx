const TONES: Record<string, "good" | "warn" | "bad" | "plain"> = {
	received: "good",
	sent: "good",
	done: "good",
	succeeded: "good",
	completed: "good",
	approved: "good",
	open: "good",
	awaiting_payment: "warn",
	partly_paid: "warn",
	pending: "warn",
	queued: "warn",
	sending: "warn",
	uncertain: "warn",
	requested: "warn",
	stored: "warn",
	failed: "bad",
	bounced: "bad",
	declined: "plain",
};
const CLASSES = { good: "badge badge-good", warn: "badge badge-warn", bad: "badge badge-bad", plain: "badge" };

/** A state in words; the colour repeats what the word says. */
export function StatusBadge({ status, label }: { status: string; label: string }) {
	return <span className={CLASSES[TONES[status] ?? "plain"]}>{label}</span>;
}
