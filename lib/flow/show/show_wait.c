#include <poll.h>
#include <unistd.h>

#include "flow/show/show.h"
#include "sys/file/file_growth.h"

void
show_wait(const char *dir, uint32_t ms)
{
	struct buf path = { 0 };
	struct pollfd p = { .events = POLLIN };

	buf_printf(&path, "%s/flow.db-wal%c", dir, '\0');
	p.fd = file_growth_open(path.p);
	buf_free(&path);
	poll(&p, 1, (int)ms); /* below 0 it is not looked at */
	if (p.fd >= 0)
		close(p.fd);
}
