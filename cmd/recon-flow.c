/*
 * recon-flow: flows of many steps, checked and drawn.
 */
#include <getopt.h>
#include <signal.h>
#include <stdlib.h>

#include "base/mem.h"
#include "flow/draw/flow_draw.h"
#include "flow/file/flow_read.h"
#include "flow/graph/flow_check.h"
#include "flow/graph/flow_files.h"
#include "io/output.h"
#include "program.h"

static const char usage[] =
    "usage: recon-flow check [--json] FILE...\n"
    "       recon-flow draw [--format FORM] FILE\n"
    "\n"
    "check tells all that is wrong with flows, recon-flow(5), and with what\n"
    "they need beside them; draw prints a flow as a picture.\n"
    "\n"
    "      --json         tell what is wrong as lines of JSON\n"
    "      --format FORM  mermaid (default), dot, or svg, which needs dot(1)\n"
    "\n"
    "  -h, --help         this text\n"
    "  -V, --version      the version\n";

struct options {
	bool json;
	const char *format; /* NULL: not said */
};

enum { JSON = 256, FORMAT };

static const struct option longs[] = {
	{ "json", no_argument, NULL, JSON },
	{ "format", required_argument, NULL, FORMAT },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'V' },
	{ 0 },
};

static void
print(struct span text)
{
	struct err e;

	if (output_text(NULL, text, &e))
		messages_die(&e);
}

static _Noreturn void
print_and_leave(const char *text)
{
	print(span_str(text));
	exit(ST_OK);
}

static _Noreturn void
print_version(void)
{
	struct buf b = { 0 };

	buf_printf(&b, "recon-flow %s\n%c", program_version, '\0');
	print_and_leave(b.p);
}

static void
read_options(struct options *o, int argc, char **argv)
{
	int c;

	while ((c = getopt_long(argc, argv, ":hV", longs, NULL)) != -1) {
		switch (c) {
		case JSON:
			o->json = true;
			break;
		case FORMAT:
			o->format = optarg;
			break;
		case 'h':
			print_and_leave(usage);
		case 'V':
			print_version();
		case ':':
			messages_fail("%s needs a value; try 'recon-flow "
				      "--help'",
			    argv[optind - 1]);
		default:
			messages_fail("unknown option %s; try 'recon-flow "
				      "--help'",
			    argv[optind - 1]);
		}
	}
}

static void
say(struct flow_told *told)
{
	flow_told_sort(told);
	for (size_t i = 0; i < told->n; i++) {
		const struct flow_fault *f = &told->list[i];

		if (f->line)
			messages_say(
			    "%s:%ju: %s", f->file, (uintmax_t)f->line, f->text);
		else
			messages_say("%s: %s", f->file, f->text);
	}
}

static void
say_json(struct flow_told *told)
{
	struct buf b = { 0 };

	flow_told_sort(told);
	flow_told_json(told, &b);
	print(buf_span(&b));
	buf_free(&b);
}

static enum status
check(const struct options *o, char **files)
{
	char *transports = program_transports();
	struct flow_files c = { .transports = transports };
	struct flow_told told = { 0 };
	enum status status;
	bool unread = false;
	struct err e;

	for (; *files; files++)
		if (flow_files_check(&c, *files, &told, &e)) {
			messages_say("%s", e.text);
			unread = true;
		}
	status = unread ? ST_FAIL : told.n ? ST_DATA : ST_OK;
	if (o->json)
		say_json(&told);
	else
		say(&told);
	flow_told_free(&told);
	flow_files_free(&c);
	free(transports);
	return status;
}

static int
draw_as(const struct flow_graph *g, const char *format, struct buf *b,
    struct err *e)
{
	if (!strcmp(format, "svg"))
		return flow_draw_svg(g, NULL, b, e);
	if (!strcmp(format, "dot"))
		flow_draw_dot(g, NULL, b);
	else
		flow_draw_mermaid(g, NULL, b);
	return 0;
}

static enum status
draw(const struct options *o, const char *path)
{
	const char *format = o->format ? o->format : "mermaid";
	struct flow_told told = { 0 };
	struct flow flow;
	struct flow_graph g;
	struct buf b = { 0 };
	struct err e;

	if (strcmp(format, "mermaid") && strcmp(format, "dot") &&
	    strcmp(format, "svg"))
		messages_fail(
		    "--format: \"%s\" is none of mermaid, dot, svg", format);
	if (flow_read(&flow, path, &told, &e))
		messages_die(&e);
	flow_graph_make(&g, &flow, &told);
	flow_check_text(&g, &told);
	if (told.n) {
		say(&told);
		exit(ST_DATA);
	}
	if (draw_as(&g, format, &b, &e))
		messages_die(&e);
	print(buf_span(&b));
	buf_free(&b);
	flow_graph_free(&g);
	flow_free(&flow);
	flow_told_free(&told);
	return ST_OK;
}

int
main(int argc, char **argv)
{
	struct options o = { 0 };
	const char *command;

	mem_program = "recon-flow";
	program_hold_standard_descriptors();
	signal(SIGPIPE, SIG_IGN); /* write(2) tells, */
	signal(SIGXFSZ, SIG_IGN); /* and that the file is full */
	read_options(&o, argc, argv);
	if (optind == argc)
		messages_bad_usage("no command; there are check and draw");
	command = argv[optind];
	argv += optind + 1;
	if (!strcmp(command, "check")) {
		if (!*argv)
			messages_bad_usage("check: no FILE");
		if (o.format)
			messages_bad_usage("check: --format is of draw");
		return (int)check(&o, argv);
	}
	if (strcmp(command, "draw") != 0)
		messages_fail(
		    "\"%s\" is no command; there are check and draw", command);
	if (!*argv || argv[1])
		messages_bad_usage("draw: not one FILE");
	if (o.json)
		messages_bad_usage("draw: --json is of check");
	return (int)draw(&o, *argv);
}
