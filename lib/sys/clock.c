#include "sys/clock.h"

#include <stdbool.h>
#include <time.h>

static bool is_set;
static int64_t set_wall_s, set_monotonic_ms;

static struct timespec
now(clockid_t id)
{
	struct timespec t = { 0 };

	clock_gettime(id, &t); /* cannot fail for the two asked for */
	return t;
}

int64_t
clock_wall_s(void)
{
	return is_set ? set_wall_s : now(CLOCK_REALTIME).tv_sec;
}

static int64_t
ms(struct timespec t)
{
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t
clock_wall_ms(void)
{
	return is_set ? set_wall_s * 1000 : ms(now(CLOCK_REALTIME));
}

int64_t
clock_monotonic_ms(void)
{
	return is_set ? set_monotonic_ms : ms(now(CLOCK_MONOTONIC));
}

int64_t
clock_cpu_ms(void)
{
	struct timespec t = now(CLOCK_PROCESS_CPUTIME_ID);

	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void
clock_format(int64_t wall_s, char text[CLOCK_TEXT_CAP])
{
	time_t t = (time_t)wall_s;
	struct tm tm;

	gmtime_r(&t, &tm);
	strftime(text, CLOCK_TEXT_CAP, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

void
clock_set(int64_t wall_s, int64_t monotonic_ms)
{
	set_wall_s = wall_s;
	set_monotonic_ms = monotonic_ms;
	is_set = true;
}

void
clock_release(void)
{
	is_set = false;
}
