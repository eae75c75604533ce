/*
 * flow_ticket: a hint that an attempt of a node is to begin, recon-tickets(7).
 */
#ifndef FLOW_TICKET_H
#define FLOW_TICKET_H

#include <stddef.h>
#include <stdint.h>

/* What a ticket is for: the attempt of that number of a node of a run. */
struct flow_ticket {
	int64_t run;
	size_t node;
	uint32_t number;
};

/* One that came is settled by its handle, while the program lives that had it:
 * one of a life before is void. */
struct flow_ticket_handle {
	uint32_t life;
	uint64_t number;
};

struct flow_ticket_here {
	struct flow_ticket of;
	struct flow_ticket_handle handle;
	const char *class, *lane; /* of its queue: they live as long as what
	                           * it came from */
};

#endif
