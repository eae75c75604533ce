/*
 * cut_ask: one event sent to a system by its transport, and what it answers.
 */
#ifndef CUT_ASK_H
#define CUT_ASK_H

#include "cut/ask/cut_message.h"
#include "transport/answer.h"

/* All is borrowed. */
struct cut_way {
	const char *targets;    /* the file of targets, recon-targets(5), */
	const char *target;     /* and which of them */
	const char *transports; /* the directory of those installed */
	uint32_t within;        /* seconds that the answer may take; 0: as the
	                         * target says (answer-within) */
};

/*
 * Sends it and waits for the answer, which takes the place of what stood there,
 * at most as long as that may take. A transport that ends, breaks its protocol or
 * does not answer is a retry: the event may have arrived. Values stand in the
 * answer by their names; those of a JSON object that came as reply= are added, by
 * the names of its members, where these can be names of values: a text is what it
 * says, all else as it is written.
 *
 * ST_FAIL where there is no such target, it cannot be started, or refuses its
 * section of the file; then the system was told nothing.
 */
int cut_ask(const struct cut_way *, const struct cut_message *, struct answer *,
    struct err *);

#endif
