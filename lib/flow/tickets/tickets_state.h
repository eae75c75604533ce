/*
 * tickets_state: what tickets of a worker are made of; who uses them reads
 * nothing of it but through flow_tickets.h.
 */
#ifndef TICKETS_STATE_H
#define TICKETS_STATE_H

#include "flow/tickets/flow_ticket.h"
#include "flow/tickets/ticket_wants.h"
#include "flow/tickets/tickets_given.h"
#include "sys/process/process.h"
#include "transport/line_pipe.h"
#include "transport/ticket_line.h"

/* All is borrowed. */
struct flow_tickets_setup {
	const char *file;     /* of the broker */
	const char *programs; /* the directory of those installed */
	const char *store;    /* its id */
	void (*say)(void *arg, const char *line); /* for who looks after it */
	void *say_arg;
};

enum flow_tickets_state {
	FLOW_TICKETS_OVER,     /* started again when it is due */
	FLOW_TICKETS_STARTING, /* its first line is awaited */
	FLOW_TICKETS_READY,
	FLOW_TICKETS_KILLED, /* its end is awaited */
};

/* Cleared with {0}: none. */
struct flow_tickets {
	struct flow_tickets_setup set;
	char *program; /* owned */
	enum flow_tickets_state state;
	int64_t
	    due; /* steady ms: when a state but READY has lasted too long, or
	              * it is started */
	unsigned failed; /* starts in a row that came to nothing */
	uint32_t life;   /* of the program: how many there were */
	struct process process;
	struct line_in in; /* owned: fd too */
	struct line_out out;
	struct tickets_given given;
	struct ticket_wants wants;
	struct flow_ticket_here *here; /* owned: from at on not taken */
	size_t n_here, cap_here, at;
	bool blocked; /* the broker takes no tickets */
	bool quiet;   /* that none can be given was said */
	struct ticket_line line;
	struct buf text; /* owned: of what is said */
};

#endif
