import { createContext, useContext } from "react";

/** What one request gives every component: its id, shown when something fails, and the nonce of its scripts. */
export interface RequestMark {
	requestId: string;
	nonce: string | undefined;
}

const RequestMarkContext = createContext<RequestMark>({ requestId: "", nonce: undefined });

export const RequestMarkProvider = RequestMarkContext.Provider;

export function useRequestMark(): RequestMark {
	return useContext(RequestMarkContext);
}
