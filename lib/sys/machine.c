#define _GNU_SOURCE /* sched_getaffinity */
#include "sys/machine.h"

#include <inttypes.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/span.h"

static void
lower(uint64_t *least, uint64_t n)
{
	if (n && n < *least)
		*least = n;
}

/* Lowers *least to the number in the file, where that is less; "max", no file
 * and no number change nothing. */
static void
lower_to_file(uint64_t *least, const char *path)
{
	char text[32];
	FILE *f = fopen(path, "re");

	if (!f)
		return;
	if (fgets(text, sizeof text, f) && text[0] >= '0' && text[0] <= '9')
		lower(least, strtoull(text, NULL, 10));
	fclose(f);
}

/* Lowers *least to the limits of a control group and of all groups above it. */
static void
lower_to_group(uint64_t *least, const char *root, char *group, const char *file)
{
	char path[4096];

	for (;;) {
		char *slash = strrchr(group, '/');

		snprintf(path, sizeof path, "%s%s/%s", root, group, file);
		lower_to_file(least, path);
		if (!slash)
			return;
		*slash = '\0';
	}
}

/* Lines of /proc/self/cgroup are NUMBER:CONTROLLERS:PATH, cgroups(7). */
static void
lower_to_groups(uint64_t *least)
{
	char line[4096];
	FILE *f = fopen("/proc/self/cgroup", "re");

	if (!f)
		return;
	while (fgets(line, sizeof line, f)) {
		char *controllers = strchr(line, ':'), *path;

		path = controllers ? strchr(controllers + 1, ':') : NULL;
		if (!path)
			continue;
		*path++ = '\0';
		path[strcspn(path, "\n")] = '\0';
		if (strcmp(controllers, ":") == 0)
			lower_to_group(
			    least, "/sys/fs/cgroup", path, "memory.max");
		else if (strcmp(controllers, ":memory") == 0)
			lower_to_group(least, "/sys/fs/cgroup/memory", path,
			    "memory.limit_in_bytes");
	}
	fclose(f);
}

static void
lower_to_limit(uint64_t *least, const struct rlimit *l)
{
	if (l->rlim_cur != RLIM_INFINITY)
		lower(least, l->rlim_cur);
}

uint64_t
machine_memory(void)
{
	long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
	uint64_t least = UINT64_MAX;
	struct rlimit space, data;

	if (pages > 0 && page > 0)
		least = (uint64_t)pages * (uint64_t)page;
	if (getrlimit(RLIMIT_AS, &space) == 0)
		lower_to_limit(&least, &space);
	if (getrlimit(RLIMIT_DATA, &data) == 0)
		lower_to_limit(&least, &data);
	lower_to_groups(&least);
	return least;
}

const char *
machine_size(const char *text, uint64_t *bytes)
{
	static const char units[] = "KMGT";
	size_t digits = strspn(text, "0123456789");
	const char *unit = strchr(units, text[digits]);
	uint64_t n;

	if (!text[digits] || text[digits + 1] ||
	    (!unit && text[digits] != '%') ||
	    !span_count((struct span){ text, digits }, &n))
		return "is not a size; write it as 64M, 2G or 10%";
	if (!unit) {
		if (n < 1 || n > 100)
			return "is not between 1% and 100%";
		*bytes = machine_memory() / 100 * n;
		return NULL;
	}
	for (const char *u = units; u <= unit; u++)
		if (__builtin_mul_overflow(n, 1024, &n) || n > SIZE_MAX)
			return "is more than a machine can have";
	*bytes = n;
	return NULL;
}

unsigned
machine_processors(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);
#ifdef CPU_COUNT
	cpu_set_t ours;

	if (sched_getaffinity(0, sizeof ours, &ours) == 0)
		n = CPU_COUNT(&ours);
#endif
	return n > 0 ? (unsigned)n : 1;
}

uint64_t
machine_files(void)
{
	struct rlimit l;

	if (getrlimit(RLIMIT_NOFILE, &l) || l.rlim_cur == RLIM_INFINITY)
		return UINT64_MAX;
	return l.rlim_cur;
}
