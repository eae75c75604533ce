#include <stdlib.h>
#include <sys/stat.h>

#include "flow/command/command_metrics.h"
#include "option/kept_place.h"
#include "flow/command/seat.h"

enum {
	LEAVE_S = 10, /* that a command has the place at most */
	METRICS_S = 15,
};

struct work {
	const struct command *command;
	struct seat seat;
	bool told; /* that metrics cannot be written: once */
};

static void
write_metrics(void *arg)
{
	struct work *w = arg;
	struct err e;

	if (command_metrics_write(
		&w->seat.store, w->command->options->metrics, &e) == 0) {
		w->told = false;
	} else if (!w->told) {
		w->command->say(e.text);
		w->told = true;
	}
}

/*
 * Its absolute path: schedules are known by those of their flows, and another
 * runner may begin elsewhere. Later the directory may be gone for a while; at
 * the begin its name is wrong.
 */
static int
find_flows(const char *dir, char **path, struct err *e)
{
	struct stat st;

	*path = NULL;
	if (!dir)
		return 0;
	*path = realpath(dir, NULL);
	if (!*path || stat(*path, &st))
		return err_sys(e, ST_FAIL, "--flows: %s", dir);
	return S_ISDIR(st.st_mode)
	    ? 0
	    : err_set(e, ST_FAIL, "--flows: %s: is no directory", dir);
}

static void
say_restored(const struct command *c)
{
	struct buf b = { 0 };

	buf_printf(&b,
	    "the store is a copy that was restored: nothing begins before "
	    "recon-flow go%s says so%c",
	    c->named, '\0');
	c->say(b.p);
	buf_free(&b);
}

static int
work(struct work *w, const struct seat_wish *wish, struct err *e)
{
	const struct command *c = w->command;
	int r;

	if (kept_place_make(c->dir, e) || seat_take(&w->seat, c, wish, e))
		return -1;
	if (w->seat.store.restored)
		say_restored(c);
	r = runner_work(w->seat.runner, c->options->until_idle, e);
	if (c->options->metrics)
		write_metrics(w);
	seat_leave(&w->seat);
	return r;
}

/* The runner, until a signal ends it. */
int
command_work(const struct command *c, enum status *status, struct err *e)
{
	const struct flow_options *o = c->options;
	struct work w = { .command = c };
	char *flows;
	int r = find_flows(o->flows, &flows, e);

	(void)status;
	if (r == 0)
		r = work(&w,
		    &(struct seat_wish){
			.wait = LEAVE_S,
			.schedules = flows != NULL,
			.flows = flows,
			.jobs = o->jobs,
			.broker = o->broker,
			.tick = o->metrics ? write_metrics : NULL,
			.tick_s = METRICS_S,
			.arg = &w,
		    },
		    e);
	free(flows);
	return r;
}
