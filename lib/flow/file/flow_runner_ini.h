/*
 * flow_runner_ini: the file runner.ini, recon-flow(5): what is about whoever
 * runs the flows beside it, and about no single one of them.
 */
#ifndef FLOW_RUNNER_INI_H
#define FLOW_RUNNER_INI_H

#include "flow/file/flow.h"
#include "sections/told.h"

enum { FLOW_PING_EVERY_S = 60 }; /* by default */

/* Texts are borrowed from it. Cleared with {0}, released with
 * flow_runner_ini_free. */
struct flow_runner_ini {
	struct named_words ping; /* owned: run of [ping]; no word: not said */
	const char *ping_send;   /* its send, a target; NULL: not said */
	uint64_t ping_line;      /* of the one that was said */
	uint32_t ping_every;     /* seconds */
	struct flow_alarm alarm; /* for flows without one, and for no flow */
	struct arena texts;      /* owned */
};

/*
 * Reads the file; whatever is wrong is told. -1, ST_FAIL, where it cannot be
 * read, or where others can write it.
 */
int flow_runner_ini_read(
    struct flow_runner_ini *, const char *path, struct told *, struct err *);

/* The same of the text of that file. */
void flow_runner_ini_read_text(struct flow_runner_ini *, const char *path,
    struct span text, struct told *);

void flow_runner_ini_free(struct flow_runner_ini *);

#endif
