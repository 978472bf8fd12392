import { z } from "zod";
import { EVENT_KINDS } from "~/domain/events/event-kinds";

export const EVENTS = "/console/events";

export const eventsQuerySchema = z.object({
	hub: z.string().max(50).optional().catch(undefined),
	kind: z.enum(EVENT_KINDS).optional().catch(undefined),
	year: z.coerce.number().int().min(1990).max(2100).optional().catch(undefined),
	cursor: z.uuid().optional().catch(undefined),
});
