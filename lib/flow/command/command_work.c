#include <sys/stat.h>

#include "flow/command/command_metrics.h"
#include "flow/command/command_store.h"
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

/* Later it may be gone for a while; at the begin its name is wrong. */
static int
check_flows(const char *dir, struct err *e)
{
	struct stat st;

	if (!dir)
		return 0;
	if (stat(dir, &st))
		return err_sys(e, ST_FAIL, "--flows: %s", dir);
	return S_ISDIR(st.st_mode)
	    ? 0
	    : err_set(e, ST_FAIL, "--flows: %s: is no directory", dir);
}

/* The runner, until a signal ends it. */
int
command_work(const struct command *c, enum status *status, struct err *e)
{
	const struct flow_options *o = c->options;
	struct work w = { .command = c };
	struct seat_wish wish = {
		.wait = LEAVE_S,
		.schedules = o->flows != NULL,
		.flows = o->flows,
		.jobs = o->jobs,
		.tick = o->metrics ? write_metrics : NULL,
		.tick_s = METRICS_S,
		.arg = &w,
	};
	int r;

	(void)status;
	if (check_flows(o->flows, e) || command_store_make(c->store, e) ||
	    seat_take(&w.seat, c, &wish, e))
		return -1;
	if (w.seat.store.restored)
		c->say("the store is a copy that was restored: nothing begins "
		       "before recon-flow go says so");
	r = runner_work(w.seat.runner, o->until_idle, e);
	if (o->metrics)
		write_metrics(&w);
	seat_leave(&w.seat);
	return r;
}
