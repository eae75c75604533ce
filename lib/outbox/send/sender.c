#include "outbox/send/sender.h"

#include <errno.h>
#include <stdlib.h>

#include "base/mem.h"
#include "outbox/send/delivery.h"
#include "sys/clock.h"

enum { MS = 1000, POLL_MAX_MS = 3600000 };

/* Several deliveries, side by side. */
struct sender {
	const struct sender_rules *rules;
	struct delivery *list; /* owned */
	struct pollfd *fds;    /* owned: room for those of all */
	size_t n;
	int64_t idle_left; /* ms: so long may nothing be under way */
};

static bool
step_all(struct sender *s)
{
	bool over = true;

	for (size_t i = 0; i < s->n; i++) {
		delivery_step(&s->list[i]);
		over &= s->list[i].over;
	}
	return over;
}

static bool
is_busy(const struct sender *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (delivery_is_busy(&s->list[i]))
			return true;
	return false;
}

/* Ms from now until something is to be done, INT64_MAX: nothing is. */
static int64_t
due_in(const struct sender *s)
{
	int64_t due = INT64_MAX, now = clock_monotonic_ms();

	for (size_t i = 0; i < s->n; i++) {
		int64_t d = delivery_due(&s->list[i]);

		if (d < due)
			due = d;
	}
	return due == INT64_MAX ? due : due > now ? due - now : 0;
}

static void
wait_for(struct sender *s, int64_t ms)
{
	const struct sender_rules *r = s->rules;
	size_t n = 0;
	int most = ms > POLL_MAX_MS ? POLL_MAX_MS : (int)ms;

	for (size_t i = 0; i < s->n; i++)
		n += delivery_poll(&s->list[i], s->fds + n);
	if (r->poll)
		r->poll(r->arg, s->fds, (nfds_t)n, most);
	else
		poll(s->fds, (nfds_t)n, most);
}

static void
stop_all(struct sender *s)
{
	for (size_t i = 0; i < s->n; i++)
		delivery_stop(&s->list[i]);
}

/* Until all are over. What would have to wait too long is left. */
static void
run(struct sender *s)
{
	while (!step_all(s)) {
		int64_t ms = due_in(s), begin = clock_monotonic_ms();
		bool busy = is_busy(s);

		if (!busy && ms > s->idle_left) {
			stop_all(s);
			continue;
		}
		if (ms > 0)
			wait_for(s, ms);
		if (!busy)
			s->idle_left -= clock_monotonic_ms() - begin;
	}
}

static enum status
worse(enum status a, enum status b)
{
	static const enum status order[] = { ST_DATA, ST_BROKEN, ST_FAIL,
		ST_AGAIN };

	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		if (a == order[i] || b == order[i])
			return order[i];
	return ST_OK;
}

enum status
sender_run(
    struct sender_target *targets, size_t n, const struct sender_rules *r)
{
	struct sender s = { .rules = r, .n = n };
	enum status worst = ST_OK;

	s.idle_left = (int64_t)r->wait_s * MS;
	s.list = mem_zeroed(n, sizeof *s.list);
	s.fds = mem_zeroed(n * COURIER_FDS, sizeof *s.fds);
	for (size_t i = 0; i < n; i++)
		delivery_begin(&s.list[i], &targets[i], r);
	run(&s);
	for (size_t i = 0; i < n; i++) {
		delivery_end(&s.list[i]);
		worst = worse(worst, targets[i].status);
	}
	free(s.list);
	free(s.fds);
	return worst;
}

void
sender_target_free(struct sender_target *t)
{
	free(t->left);
	free(t->dead);
	t->left = t->dead = NULL;
}
