#include "sys/threads.h"

#include <signal.h>

#include "sys/machine.h"

enum { DEFAULT_MAX = 8 };

struct share {
	void (*job)(void *arg, unsigned i);
	void *arg;
	unsigned i;
	pthread_t thread;
	bool started;
};

/* Recursion in a job is bounded, but the limit a shell sets may be low. */
static const size_t stack_bytes = 8 << 20;

static void *
run(void *p)
{
	struct share *s = p;

	s->job(s->arg, s->i);
	return NULL;
}

unsigned
threads_default(void)
{
	unsigned n = machine_processors();

	return n < DEFAULT_MAX ? n : DEFAULT_MAX;
}

bool
threads_start(pthread_t *thread, void *job(void *), void *arg)
{
	pthread_attr_t attr;
	sigset_t all, was;
	bool started;

	if (pthread_attr_init(&attr))
		return false;
	pthread_attr_setstacksize(&attr, stack_bytes);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &was);
	started = pthread_create(thread, &attr, job, arg) == 0;
	pthread_sigmask(SIG_SETMASK, &was, NULL);
	pthread_attr_destroy(&attr);
	return started;
}

void
threads_run(unsigned n, void (*job)(void *arg, unsigned i), void *arg)
{
	struct share shares[THREADS_MAX];
	unsigned i;

	for (i = 1; i < n; i++) {
		shares[i] = (struct share){ job, arg, i, 0, false };
		shares[i].started =
		    threads_start(&shares[i].thread, run, &shares[i]);
	}
	job(arg, 0);
	for (i = 1; i < n; i++) {
		if (shares[i].started)
			pthread_join(shares[i].thread, NULL);
		else
			job(arg, i);
	}
}
