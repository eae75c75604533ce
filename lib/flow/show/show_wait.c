#include <limits.h>
#include <poll.h>
#include <unistd.h>

#include "flow/show/show.h"
#include "sys/file/file_growth.h"

enum { TOGETHER_MS = 50 }; /* what is written within is looked at once */

static void
pause_ms(uint32_t ms)
{
	poll(NULL, 0, ms > INT_MAX ? INT_MAX : (int)ms);
}

static int
watch(const char *dir)
{
	struct buf path = { 0 };
	int fd;

	buf_printf(&path, "%s/flow.db-wal%c", dir, '\0');
	fd = file_growth_open(path.p);
	buf_free(&path);
	return fd;
}

void
show_wait(const char *dir, uint32_t ms)
{
	struct pollfd p = { .fd = dir ? watch(dir) : -1, .events = POLLIN };

	if (p.fd < 0) {
		pause_ms(ms);
		return;
	}
	if (poll(&p, 1, ms > INT_MAX ? INT_MAX : (int)ms) > 0)
		pause_ms(TOGETHER_MS);
	close(p.fd);
}
