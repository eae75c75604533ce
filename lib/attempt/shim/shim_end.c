#include "attempt/shim/shim_end.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "attempt/process_stat.h"
#include "base/mem.h"

struct family {
	struct member {
		struct process_stat process;
		bool ours;
	} * list;
	size_t n, cap;
};

static void
add(void *arg, const struct process_stat *s)
{
	struct family *f = arg;

	f->list = mem_grow(f->list, &f->cap, f->n + 1, sizeof *f->list);
	f->list[f->n++] = (struct member){ *s, false };
}

static int
by_pid(const void *a, const void *b)
{
	pid_t x = ((const struct member *)a)->process.pid;
	pid_t y = ((const struct member *)b)->process.pid;

	return (x > y) - (x < y);
}

static bool
is_ours(const struct family *f, pid_t pid, pid_t shim)
{
	struct member key = { .process.pid = pid }, *m;

	if (pid == shim)
		return true;
	m = bsearch(&key, f->list, f->n, sizeof key, by_pid);
	return m && m->ours;
}

/* A child mostly has a higher number than its parent, so that one pass mostly
 * finds all. */
static void
find_ours(struct family *f, pid_t shim)
{
	bool more = true;

	qsort(f->list, f->n, sizeof *f->list, by_pid);
	while (more) {
		more = false;
		for (size_t i = 0; i < f->n; i++) {
			struct member *m = &f->list[i];

			if (m->ours || !is_ours(f, m->process.parent, shim))
				continue;
			m->ours = more = true;
		}
	}
}

static bool
has_member(const struct family *f, pid_t group, pid_t shim)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct process_stat *s = &f->list[i].process;

		if (s->group == group && s->session == shim)
			return true;
	}
	return false;
}

void
shim_end_signal(pid_t group, bool leader_is_there, int signal)
{
	struct family f = { 0 };
	pid_t shim = getpid();

	if (process_stat_each(add, &f))
		find_ours(&f, shim);
	if (leader_is_there || has_member(&f, group, shim)) {
		kill(-group, signal);
		kill(-group, SIGCONT);
	}
	for (size_t i = 0; i < f.n; i++) {
		const struct process_stat *s = &f.list[i].process;

		if (!f.list[i].ours || s->dead || s->group == group)
			continue;
		process_stat_signal(s, signal);
		process_stat_signal(s, SIGCONT);
	}
	free(f.list);
}

void
shim_end_group(pid_t group)
{
	kill(-group, SIGKILL);
}

bool
shim_end_sees(void)
{
	struct process_stat self;

	return process_stat_read(&self, "/proc", getpid());
}
