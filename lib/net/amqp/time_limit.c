#include "net/amqp/time_limit.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"

static const char *volatile reason;
static unsigned within;

static void
say(const char *s)
{
	if (write(STDERR_FILENO, s, strlen(s)) < 0)
		return; /* there is nobody to tell */
}

static void
on_alarm(int sig)
{
	(void)sig;
	say(mem_program);
	say(": ");
	say(reason);
	say("\n");
	_exit(ST_AGAIN);
}

void
time_limit_begin(uint32_t seconds, const char *why)
{
	struct sigaction sa = { .sa_handler = on_alarm };

	if (within++)
		return;
	sigemptyset(&sa.sa_mask);
	reason = why;
	sigaction(SIGALRM, &sa, NULL);
	alarm(seconds);
}

void
time_limit_end(void)
{
	if (--within == 0)
		alarm(0);
}
