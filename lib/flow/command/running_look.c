#include "flow/command/running.h"
#include "flow/command/seen.h"
#include "sys/clock.h"

enum {
	LOOK_PART = 20,    /* a look takes one of so many parts of the time */
	WORKERS_MS = 1000, /* is anybody at work on a server? */
};

/* In one transaction: others go on meanwhile, and a run that is going beside nodes
 * that have all ended would look as if it waited for a person. */
int
running_look(struct running *r, struct flow_store *s, struct err *e)
{
	int64_t began = clock_monotonic_ms();
	struct buf b = { 0 };
	struct err unheard;
	int got = db_begin_read(&s->db, e);

	if (got == 0)
		got = follow_look(&r->follow, s, &b, e);
	db_rollback(&s->db, got ? &unheard : e);
	if (got == 0 && b.len)
		got = r->command->print(buf_span(&b), e);
	buf_free(&b);
	r->looked = clock_monotonic_ms();
	r->looked += (r->looked - began) * LOOK_PART;
	return got;
}

void
running_close_there(struct running *r)
{
	if (r->is_open)
		flow_store_close(&r->there);
	r->is_open = false;
}

/* The first makes the tables of a server, as it makes the directory. */
static int
open_there(struct running *r, struct err *e)
{
	const struct command *c = r->command;

	if (r->is_open)
		return 0;
	if (c->server ? flow_store_open_server(&r->there, c->store,
			    c->password_file, FLOW_STORE_RUN, e)
		      : seen_store(&r->there, c, e))
		return -1;
	r->is_open = true;
	return 0;
}

int
running_has_worker(struct running *r, struct err *e)
{
	int64_t now;
	int any = 1;

	if (clock_monotonic_ms() < r->workers)
		return 1;
	if (open_there(r, e) || (any = seen_has_worker(&r->there, &now, e)) < 0)
		return -1;
	r->workers = clock_monotonic_ms() + WORKERS_MS;
	return any;
}

/* A file may be another's meanwhile, and is opened anew. */
int
running_look_there(struct running *r, struct err *e)
{
	int got = open_there(r, e);

	if (got == 0)
		got = running_look(r, &r->there, e);
	if (!r->command->server)
		running_close_there(r);
	return got;
}
