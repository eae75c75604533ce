#include "flow/world/world_signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "flow/world/world.h"

enum { SIGNALS = 3 };
static const int numbers[SIGNALS] = { SIGTERM, SIGINT, SIGHUP };

static struct sigaction before[SIGNALS];
static int ends[2] = { -1, -1 };
static volatile sig_atomic_t term, hup;

static void
note(int number)
{
	int why = errno;
	ssize_t n;

	if (number == SIGHUP)
		hup = 1;
	else
		term = 1;
	n = write(ends[1], "", 1); /* full: it is readable already */
	(void)n;
	errno = why;
}

int
world_signals_open(struct err *e)
{
	struct sigaction sa = { .sa_handler = note, .sa_flags = SA_RESTART };

	if (pipe(ends))
		return err_sys(e, ST_FAIL, "pipe");
	for (int i = 0; i < 2; i++) {
		fcntl(ends[i], F_SETFD, FD_CLOEXEC);
		fcntl(ends[i], F_SETFL, O_NONBLOCK);
	}
	sigemptyset(&sa.sa_mask);
	for (int i = 0; i < SIGNALS; i++)
		sigaction(numbers[i], &sa, &before[i]);
	return ends[0];
}

unsigned
world_signals_take(void)
{
	unsigned what = 0;
	char bytes[64];

	while (read(ends[0], bytes, sizeof bytes) > 0)
		;
	if (term)
		what |= WORLD_TERM;
	if (hup)
		what |= WORLD_HUP;
	term = hup = 0;
	return what;
}

void
world_signals_close(void)
{
	if (ends[0] < 0)
		return;
	for (int i = 0; i < SIGNALS; i++)
		sigaction(numbers[i], &before[i], NULL);
	for (int i = 0; i < 2; i++) {
		close(ends[i]);
		ends[i] = -1;
	}
}
