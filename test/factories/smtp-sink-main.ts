/** The sink as a process of its own: `smtp-sink-main.ts PORT FILE [DELAY_MS]`. What it took is in the file before it says so. */
import { openSync, writeSync } from "node:fs";
import { openSmtpSink } from "./smtp-sink";

const [port = "0", file = "", delayMs = "0"] = process.argv.slice(2);
const out = openSync(file, "a");
await openSmtpSink(Number(port), {
	onMail: ({ messageId, to, atMs, bytes }) => writeSync(out, `${messageId}\t${to}\t${atMs}\t${bytes}\n`),
	refuse: (address) => (address.startsWith("nobody") ? "550 5.1.1 no such person" : null),
	delayMs: () => Number(delayMs),
});
process.send?.("open");
