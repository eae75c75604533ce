#include "progress.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "sys/clock.h"
#include "sys/meter.h"

enum { FIRST_S = 3, EVERY_S = 5, LINE_CAP = 256 };

static const char *program;
static int64_t started_ms;

/*
 * The line is made inside a signal handler, so that it comes even while the
 * program waits in a read or computes for long: nothing here may allocate
 * or use stdio.
 */
struct line {
	char s[LINE_CAP];
	size_t len;
};

static void
text(struct line *l, const char *s)
{
	while (*s && l->len < LINE_CAP - 1)
		l->s[l->len++] = *s++;
}

static void
number(struct line *l, uint64_t v)
{
	char digits[24], *p = digits + sizeof digits;

	*--p = '\0';
	do
		*--p = (char)('0' + v % 10);
	while (v /= 10);
	text(l, p);
}

/* Bytes in the largest unit that leaves at least one whole, one decimal. */
static void
bytes(struct line *l, uint64_t v)
{
	static const char *const units[] = { " B", " kB", " MB", " GB", " TB" };
	int u = 0;
	uint64_t tenths = v * 10;

	if (v < 1000) {
		number(l, v);
		text(l, units[0]);
		return;
	}
	for (; tenths >= 10000 && u < 4; u++)
		tenths /= 1000;
	number(l, tenths / 10);
	text(l, ".");
	number(l, tenths % 10);
	text(l, units[u]);
}

static void
duration(struct line *l, uint64_t s)
{
	if (s >= 3600) {
		number(l, s / 3600);
		text(l, s / 60 % 60 < 10 ? ":0" : ":");
	}
	number(l, s / 60 % 60);
	text(l, s % 60 < 10 ? ":0" : ":");
	number(l, s % 60);
}

static uint64_t
elapsed_ms(void)
{
	return (uint64_t)(clock_monotonic_ms() - started_ms);
}

static void
show(int sig)
{
	struct line l = { .len = 0 };
	uint64_t ms = elapsed_ms() + 1, done = meter.in_bytes;
	uint64_t work = meter.unsized ? 0 : meter.in_size;
	int saved = errno;
	ssize_t ignored;

	(void)sig;
	text(&l, program);
	text(&l, ": ");
	if (!meter.no_rows) {
		number(&l, meter.rows);
		text(&l, " rows, ");
		number(&l, meter.rows * 1000 / ms);
		text(&l, " rows/s, ");
	}
	bytes(&l, meter.in_bytes);
	text(&l, " in, ");
	bytes(&l, meter.out_bytes);
	text(&l, " out");
	if (meter.output_counts) {
		done += meter.out_bytes;
		work *= 2;
	}
	if (work && done <= work) {
		text(&l, ", ");
		number(&l, done * 100 / work);
		text(&l, "%");
	}
	if (work && done && done <= work) {
		text(&l, ", ");
		duration(&l, (work - done) / (done * 1000 / ms + 1));
		text(&l, " left");
	}
	l.s[l.len++] = '\n';
	ignored = write(STDERR_FILENO, l.s, l.len);
	(void)ignored;
	errno = saved;
}

static void
on_signal(int sig)
{
	struct sigaction sa = { .sa_handler = show, .sa_flags = SA_RESTART };

	sigemptyset(&sa.sa_mask);
	sigaction(sig, &sa, NULL);
}

void
progress_begin(const char *name, bool wanted)
{
	struct itimerval every = { { EVERY_S, 0 }, { FIRST_S, 0 } };

	program = name;
	started_ms = clock_monotonic_ms();
	on_signal(SIGUSR1);
	if (!wanted && !isatty(STDERR_FILENO))
		return;
	on_signal(SIGALRM);
	setitimer(ITIMER_REAL, &every, NULL);
}
