/*
 * tickets-amqp: gives and takes tickets of a worker of recon-flow, by a broker of
 * AMQP 0-9-1, RabbitMQ for one.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "messages.h"
#include "net/amqp/broker_target.h"
#include "net/amqp/tickets_serve.h"
#include "program.h"

static const char usage[] =
    "usage: tickets-amqp BROKER-FILE STORE\n"
    "\n"
    "Gives tickets to a broker and takes them from it, that of the section\n"
    "[broker] of the file, for the store of that name: recon-tickets(7).\n"
    "\n"
    "  -h, --help     say this\n"
    "  -V, --version  say which version it is\n";

static bool
is_either(const char *s, const char *a, const char *b)
{
	return !strcmp(s, a) || !strcmp(s, b);
}

static void
begin(int argc, char **argv)
{
	mem_program = "tickets-amqp";
	program_hold_standard_descriptors();
	signal(SIGPIPE, SIG_IGN); /* write(2) tells */
	if (argc == 2 && is_either(argv[1], "-h", "--help"))
		fputs(usage, stdout);
	else if (argc == 2 && is_either(argv[1], "-V", "--version"))
		printf("tickets-amqp %s\n", program_version);
	else if (argc != 3)
		messages_bad_usage("not BROKER-FILE and STORE");
	else
		return;
	exit(fflush(stdout) ? ST_FAIL : ST_OK);
}

int
main(int argc, char **argv)
{
	struct broker_target s = broker_target_default;
	struct target t;
	struct err e;
	int r;

	begin(argc, argv);
	if (target_read_alone(
		&t, argv[1], "broker", broker_target_rows, &s.common, &e))
		messages_die(&e);
	r = broker_target_ready(&s, &t, &e) ||
		tickets_serve(&s.broker, argv[2], &e)
	    ? -1
	    : 0;
	broker_target_free(&s);
	target_free(&t);
	if (r)
		messages_die(&e);
	return ST_OK;
}
