#include "flow/command/seen.h"

#include <errno.h>
#include <unistd.h>

#include "flow/store/flow_shared.h"
#include "sys/clock.h"

/* On the first day nothing is there. */
static int
look_for(const char *dir, struct err *e)
{
	struct buf path = { 0 };
	int r;

	buf_printf(&path, "%s/flow.db%c", dir, '\0');
	r = access(path.p, F_OK) && errno == ENOENT
	    ? err_set(e, ST_FAIL,
		  "%s: there is no store; the first run or start makes it, "
		  "and --store names another",
		  dir)
	    : 0;
	buf_free(&path);
	return r;
}

int
seen_store(struct flow_store *s, const struct command *c, struct err *e)
{
	if (c->server)
		return flow_store_open_server(
		    s, c->store, c->password_file, FLOW_STORE_READ, e);
	return look_for(c->store, e) ||
		flow_store_open(s, c->store, FLOW_STORE_READ, e)
	    ? -1
	    : 0;
}

int
seen_open(struct seen *s, const struct command *c, struct err *e)
{
	const struct flow_options *o = c->options;

	*s = (struct seen){ 0 };
	if (o->zone && zone_load(&s->zone, o->zone, e))
		return -1;
	s->has_zone = o->zone != NULL;
	if (seen_store(&s->store, c, e)) {
		if (s->has_zone)
			zone_free(&s->zone);
		return -1;
	}
	buf_printf(&s->made_by, "recon-flow %s%c", c->version, '\0');
	s->show = (struct show){ .store = &s->store,
		.named = c->named,
		.dir = c->server ? NULL : c->dir,
		.clock = { .zone = s->has_zone ? &s->zone : NULL },
		.made_by = s->made_by.p,
		.json = o->json };
	seen_now(s);
	return 0;
}

struct workers {
	int64_t now;
	bool any;
};

static int
see_worker(void *arg, const struct flow_worker *w, struct err *e)
{
	struct workers *all = arg;

	(void)e;
	if (!strcmp(flow_worker_stands(w, all->now), "working"))
		all->any = true;
	return 0;
}

int
seen_has_worker(struct flow_store *s, int64_t *now, struct err *e)
{
	struct workers all = { 0 };
	struct err unheard;
	int r;

	if (db_begin_many(&s->db, &all.now, e))
		return -1;
	r = flow_workers(s, see_worker, &all, e);
	if (db_rollback(&s->db, r ? &unheard : e))
		r = -1;
	*now = all.now;
	return r ? -1 : all.any;
}

void
seen_now(struct seen *s)
{
	struct err unheard; /* who asks next is told */
	int any;

	s->show.clock.now = clock_wall_ms();
	any = s->show.dir
	    ? flow_store_has_runner(s->show.dir)
	    : seen_has_worker(&s->store, &s->show.clock.now, &unheard);
	s->show.no_runner = any == 0;
}

int
seen_run(const struct command *c, const char *word, int64_t *id, struct err *e)
{
	uint64_t n;

	if (!span_count(span_str(word), &n) || n == 0)
		return err_set(e, ST_FAIL,
		    "\"%s\" is no number of a run; recon-flow ls%s tells them",
		    excerpt(span_str(word)).s, c->named);
	*id = (int64_t)n;
	return 0;
}

void
seen_close(struct seen *s)
{
	flow_store_close(&s->store);
	if (s->has_zone)
		zone_free(&s->zone);
	buf_free(&s->made_by);
}
