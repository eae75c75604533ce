#include "flow/command/flow_options.h"

#include <stddef.h>

#include "option/option_value.h"

enum { FLOW_WAIT_S = 30 };

#define AT(member) .at = offsetof(struct flow_options, member)

static const struct option_row rows[] = {
	{ "help", 'h', NULL, option_value_flag, AT(help) },
	{ "version", 'V', NULL, option_value_flag, AT(version) },
	{ "store", 0, "DIR", option_value_text, AT(store) },
	{ "password-file", 0, "FILE", option_value_text, AT(password_file) },
	{ "dir", 0, "DIR", option_value_text, AT(dir) },
	{ "broker", 0, "FILE", option_value_text, AT(broker) },
	{ "json", 0, NULL, option_value_flag, AT(json) },
	{ "format", 0, "FORM", option_value_text, AT(format) },
	{ "html", 0, NULL, option_value_flag, AT(html) },
	{ "run", 0, "ID", option_value_text, AT(run) },
	{ "every", 0, "DURATION", option_value_duration, AT(every) },
	{ "output", 'o', "FILE", option_value_text, AT(output) },
	{ "channels", 0, NULL, option_value_flag, AT(channels) },
	{ "exit-code", 0, NULL, option_value_flag, AT(exit_code) },
	{ "until-idle", 0, NULL, option_value_flag, AT(until_idle) },
	{ "jobs", 'j', "N", option_value_number, AT(jobs), .least = 1,
	    .most = 10000 },
	{ "flows", 0, "DIR", option_value_text, AT(flows) },
	{ "metrics", 0, "FILE", option_value_text, AT(metrics) },
	{ "wait", 0, "DURATION", option_value_duration, AT(wait) },
	{ "why", 0, "TEXT", option_value_text, AT(why) },
	{ "and-after", 0, NULL, option_value_flag, AT(and_after) },
	{ "reset", 0, NULL, option_value_flag, AT(reset) },
	{ "keep", 0, "DURATION", option_value_duration, AT(keep) },
	{ "state", 0, "STATE", option_value_text, AT(state) },
	{ "flow", 0, "NAME", option_value_text, AT(flow) },
	{ "from", 0, "DATE", option_value_text, AT(from) },
	{ "to", 0, "DATE", option_value_text, AT(to) },
	{ "before", 0, "ID", option_value_text, AT(before) },
	{ "max", 'n', "N", option_value_number, AT(max), .least = 1,
	    .most = 100000 },
	{ "children", 0, NULL, option_value_flag, AT(children) },
	{ "of", 0, "RUN", option_value_text, AT(of) },
	{ "follow", 'f', NULL, option_value_flag, AT(follow) },
	{ "zone", 0, "ZONE", option_value_text, AT(zone) },
	{ 0 },
};

int
flow_options_read(struct flow_options *o, int argc, char **argv, struct err *e)
{
	*o = (struct flow_options){ .wait = FLOW_WAIT_S,
		.argv = { .program = "recon-flow", .rows = rows } };
	return option_argv_read(&o->argv, o, argc, argv, e);
}
