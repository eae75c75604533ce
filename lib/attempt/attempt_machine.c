#include "attempt/attempt_machine.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "attempt/process_stat.h"

enum { PATH_CAP = 256 };

static void
read_boot(struct attempt_machine *m, const char *proc)
{
	char path[PATH_CAP];
	ssize_t n = -1;
	int fd;

	snprintf(path, sizeof path, "%s/sys/kernel/random/boot_id", proc);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		n = read(fd, m->boot, sizeof m->boot - 1);
		close(fd);
	}
	m->boot[n > 0 ? n : 0] = '\0';
	m->boot[strcspn(m->boot, "\n")] = '\0';
}

void
attempt_machine_read(struct attempt_machine *m, const char *proc)
{
	struct process_stat init;
	char path[PATH_CAP];
	struct stat st;

	*m = (struct attempt_machine){ 0 };
	read_boot(m, proc);
	if (process_stat_read(&init, proc, 1))
		m->init_start = init.start;
	snprintf(path, sizeof path, "%s/self/ns/pid", proc);
	if (stat(path, &st) == 0)
		m->namespace = st.st_ino;
}

bool
attempt_machine_same(
    const struct attempt_machine *a, const struct attempt_machine *b)
{
	return *a->boot && !strcmp(a->boot, b->boot) && a->init_start &&
	    a->init_start == b->init_start && a->namespace &&
	    a->namespace == b->namespace;
}

void
attempt_machine_add(struct buf *b, const struct attempt_machine *m)
{
	attempt_values_add(b, "boot", span_str(m->boot));
	attempt_values_count(b, "init-start", m->init_start);
	attempt_values_count(b, "pid-namespace", m->namespace);
}

bool
attempt_machine_take(
    struct attempt_machine *m, struct span name, struct span value)
{
	if (span_eq(name, SPAN("boot"))) {
		if (value.len >= sizeof m->boot)
			value.len = 0;
		memcpy(m->boot, value.p, value.len);
		m->boot[value.len] = '\0';
	} else if (span_eq(name, SPAN("init-start"))) {
		m->init_start = attempt_values_number(value);
	} else if (span_eq(name, SPAN("pid-namespace"))) {
		m->namespace = attempt_values_number(value);
	} else {
		return false;
	}
	return true;
}
