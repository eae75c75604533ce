#include "report/sheet/quiet.h"

#include <fcntl.h>
#include <unistd.h>

int
quiet_open(struct quiet *q, struct err *e)
{
	q->kept = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	q->null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	return q->kept < 0 || q->null < 0 ? err_sys(e, ST_FAIL, "/dev/null")
					  : 0;
}

void
quiet_close(struct quiet *q)
{
	if (q->null >= 0)
		close(q->null);
	if (q->kept >= 0)
		close(q->kept);
	*q = QUIET_NONE;
}

void
quiet_begin(const struct quiet *q)
{
	dup2(q->null, STDERR_FILENO);
}

void
quiet_end(const struct quiet *q)
{
	dup2(q->kept, STDERR_FILENO);
}
