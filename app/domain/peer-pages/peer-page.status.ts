import { defineStates } from "../states.ts";

/** A supporter's page: confirmed by mail, then approved by the hub. */
export const peerPage = defineStates("peer page", {
	initial: ["unconfirmed"],
	moves: {
		unconfirmed: ["pending", "declined"],
		/** Waits for the hub. */
		pending: ["published", "declined"],
		/** Its owner changed its words, or its end has come. */
		published: ["pending", "closed"],
		declined: [],
		closed: [],
	},
});

export const PEER_PAGE_STATES = peerPage.all;
export type PeerPageState = (typeof PEER_PAGE_STATES)[number];
