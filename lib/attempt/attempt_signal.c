#include <errno.h>
#include <signal.h>

#include "attempt/attempt.h"
#include "attempt/attempt_shim.h"
#include "attempt/process_stat.h"

/* A signal for the shim, where there is one here. */
static int
signal_shim(const char *dir, const char *id, int signal, struct err *e)
{
	struct attempt_found f;
	struct process_stat shim;

	if (attempt_look(dir, id, &f, e))
		return -1;
	if (f.verdict != ATTEMPT_ADOPT || !f.begun.shim)
		return 0;
	shim = (struct process_stat){ .pid = f.begun.shim,
		.start = f.begun.shim_start };
	if (process_stat_signal(&shim, signal))
		return 1;
	return errno == ESRCH ? 0 : err_sys(e, ST_FAIL, "%s: its shim", dir);
}

int
attempt_cancel(const char *dir, const char *id, struct err *e)
{
	return signal_shim(dir, id, ATTEMPT_SHIM_CANCEL, e);
}

int
attempt_kill(const char *dir, const char *id, struct err *e)
{
	return signal_shim(dir, id, SIGKILL, e);
}
