#include "flow/command/command_tell.h"

#include <errno.h>
#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "flow/command/command_visit.h"
#include "flow/command/seat.h"
#include "flow/orders/orders.h"
#include "option/kept_place.h"
#include "sys/clock.h"

enum { MS = 1000, STEP_MS = 100 };

/* Something may have been answered. */
static void
wait_a_little(int changes)
{
	struct pollfd fd = { .fd = changes, .events = POLLIN };
	char events[4096];

	if (poll(&fd, 1, STEP_MS) > 0 && changes >= 0)
		while (read(changes, events, sizeof events) > 0)
			;
}

static int
watch(const char *dir)
{
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

	if (fd >= 0 && inotify_add_watch(fd, dir, IN_MOVED_TO) < 0) {
		close(fd);
		fd = -1;
	}
	return fd;
}

/* Does all orders there are, where no runner works: until ours is answered, however
 * long that takes, or until the store has refused it for as long as is waited. 1, 0
 * where another has the place, -1. */
static int
do_it(const struct command *c, const char *name, int64_t *until,
    struct buf *answer, struct err *e)
{
	const int64_t wait = (int64_t)c->options->wait * MS;
	const struct seat_wish wish = { .only_orders = true };
	struct seat s;
	int64_t next;
	bool idle;
	int r = 0;

	if (!seat_is_ours(c, e) || seat_take(&s, c, &wish, e))
		return e->status == ST_AGAIN ? 0 : -1;
	while (r == 0 && clock_monotonic_ms() < *until &&
	    !(s.world->ops->signals(s.world) & WORLD_TERM)) {
		if (runner_turn(s.runner, &idle, &next, e))
			r = -1;
		else
			r = orders_answer(c->store, name, answer, e);
		if (!runner_is_refused(s.runner))
			*until = clock_monotonic_ms() + wait;
	}
	seat_leave(&s);
	return r;
}

static int
wait_for(const struct command *c, const char *name, int changes,
    struct buf *answer, struct err *e)
{
	int64_t until = clock_monotonic_ms() + (int64_t)c->options->wait * MS;
	struct err why = { .status = ST_AGAIN };
	int r;

	for (;;) {
		r = orders_answer(c->store, name, answer, e);
		if (r == 0)
			r = do_it(c, name, &until, answer, &why);
		if (r == 1)
			return 0;
		if (r < 0 && why.status != ST_AGAIN) {
			*e = why;
			return -1;
		}
		if (clock_monotonic_ms() >= until)
			return err_set(e, ST_AGAIN,
			    "no answer in %u s%s%s; the order stays there and "
			    "is done later",
			    (unsigned)c->options->wait, *why.text ? ": " : "",
			    why.text);
		wait_a_little(changes);
	}
}

int
command_tell(const struct command *c, struct span lines, struct buf *answer,
    struct err *e)
{
	char name[ORDERS_NAME_CAP];
	struct buf dir = { 0 };
	int changes = -1, r;

	if (c->server)
		return command_visit(c, lines, answer, e);
	r = kept_place_make(c->store, e);
	if (r == 0)
		r = orders_make(c->store, &dir, e);
	if (r == 0)
		changes = watch(dir.p);
	if (r == 0)
		r = orders_put(c->store, lines, name, e);
	if (r == 0 && c->options->wait)
		r = wait_for(c, name, changes, answer, e);
	if (changes >= 0)
		close(changes);
	buf_free(&dir);
	return r;
}

int
command_tell_and_print(const struct command *c, struct span lines,
    enum status *status, struct err *e)
{
	struct buf answer = { 0 }, text = { 0 };
	struct span rest;
	enum status one;
	int r = command_tell(c, lines, &answer, e);

	rest = buf_span(&answer);
	while (r == 0 && orders_answer_next(&rest, &one, &text)) {
		if (one > *status)
			*status = one;
		if (one != ST_OK || text.len)
			buf_byte(&text, one == ST_OK ? '\n' : '\0');
		if (one != ST_OK)
			c->say(text.p);
		else if (text.len)
			r = c->print(buf_span(&text), e);
		buf_clear(&text);
	}
	buf_free(&answer);
	buf_free(&text);
	return r;
}
