import { z } from "zod";
import { readLineOf } from "../form-text.schema.ts";

const SECRET_KEY = /^(?:sk|rk)_(?:test|live)_\w{4,240}$/;
const WEBHOOK_SECRET = /^whsec_[\w+/=-]{8,240}$/;

/** A secret or restricted key; empty keeps the one there is. A publishable one opens nothing of ours. */
const secretKey = readLineOf(255, "fields.stripeKey.form", (text) => (SECRET_KEY.test(text) ? text : null));
/** Empty: Izumi makes the endpoint at Stripe with the key. */
const webhookSecret = readLineOf(255, "fields.stripeKey.webhookForm", (text) =>
	WEBHOOK_SECRET.test(text) ? text : null,
);

/** The keys an institution enters from its own Stripe dashboard. */
export const ownKeysSchema = z.preprocess(
	(input) => ({ secretKey: "", webhookSecret: "", ...(typeof input === "object" ? input : {}) }),
	z.object({ secretKey, webhookSecret }),
);
export type OwnKeys = z.output<typeof ownKeysSchema>;

export const isLiveKey = (key: string): boolean => /^(?:sk|rk)_live_/.test(key);
