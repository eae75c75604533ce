#include "fetch/fetch_options.h"

#include "option/option_value.h"
#include "transport/target_values.h"

enum { DAY_S = 86400 };

#define AT(member) .at = offsetof(struct fetch_options, member)

static int
set_host(void *at, const struct option_given *o, struct err *e)
{
	if (!*o->value || strpbrk(o->value, ":/@ "))
		return err_set(
		    e, ST_FAIL, "\"%s\" is no name of a host", o->value);
	names_add(at, span_str(o->value));
	return 0;
}

/* SHA256: and 43 digits of base64, as ssh-keygen -l shows it. */
static int
set_host_key(void *at, const struct option_given *o, struct err *e)
{
	static const char kind[] = "SHA256:";
	static const char digits[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *p = o->value + sizeof kind - 1;

	if (strncmp(o->value, kind, sizeof kind - 1) ||
	    strspn(p, digits) != 43 || (p[43] && strcmp(p + 43, "=")))
		return err_set(e, ST_FAIL,
		    "\"%s\" is not SHA256: and 43 digits, as ssh-keygen -l "
		    "shows a key",
		    excerpt(span_str(o->value)).s);
	*(const char **)at = o->value;
	return 0;
}

const struct option_row fetch_options[] = {
	{ "date", 'd', "DATE", option_value_day, AT(day),
	    .said = offsetof(struct fetch_options, day_said),
	    .help = "the day that {date} is in URL, names and options" },
	{ "done", 0, "SUFFIX|URL", option_value_text, AT(done),
	    .help = "it is whole when that is there, and not older" },
	{ "digest", 0, "SUFFIX|URL", option_value_text, AT(digest),
	    .help = "it is whole when it has the digest there" },
	{ "trailer", 0, "PROFILE", option_value_text, AT(trailer),
	    .help = "it is whole when recon-clean takes it by the profile" },
	{ "stable", 0, "DURATION", target_value_seconds, AT(stable), .least = 1,
	    .most = DAY_S, .help = "and when it has not changed for so long" },
	{ "appears-whole", 0, NULL, option_value_flag, AT(appears_whole),
	    .help = "who puts it there renames it when it is whole" },
	{ .help = "\n" },
	{ "until", 0, "TIME", option_value_text, AT(until), .same_result = true,
	    .help = "try again until then, HH:MM of the day" },
	{ "zone", 0, "ZONE", option_value_text, AT(zone), .same_result = true,
	    .help = "in which it is that time" },
	{ "every", 0, "DURATION", target_value_seconds, AT(every), .least = 1,
	    .most = DAY_S, .same_result = true,
	    .help = "the longest that lies between two tries (1m)" },
	{ "timeout", 0, "DURATION", target_value_seconds, AT(timeout),
	    .least = 1, .most = DAY_S, .same_result = true,
	    .help = "how long nothing may come (1m); a command, in\n"
		    "all (1h)" },
	{ "resume", 0, NULL, option_value_flag, AT(resume), .same_result = true,
	    .help = "keep what came of a bill that breaks, and go on\n"
		    "there the next time" },
	{ .help = "\n" },
	{ "match", 0, "GLOB", option_value_text, AT(match),
	    .help = "every such file of the directory URL, into that of -o" },
	{ "keep", 0, "DIR", option_value_text, AT(keep),
	    .file = OPTION_FILE_STATE, .same_result = true,
	    .help = "keep every version there" },
	{ "exit-code", 0, NULL, option_value_flag, AT(exit_code),
	    .same_result = true,
	    .help = "end with 1 if it changed since it was fetched" },
	{ .help = "\n" },
	{ "user", 0, "NAME", option_value_text, AT(net.user),
	    .help = "who the host knows" },
	{ "password-file", 0, "FILE", option_value_text, AT(password_file),
	    .same_result = true, .help = "its password, or credential:NAME" },
	{ "key", 0, "FILE", option_value_text, AT(net.key), .same_result = true,
	    .help = "its private key, of sftp or of --cert" },
	{ "passphrase-file", 0, "FILE", option_value_text, AT(passphrase_file),
	    .same_result = true, .help = "and what opens that" },
	{ "cert", 0, "FILE", option_value_text, AT(net.cert),
	    .same_result = true, .help = "its certificate of TLS" },
	{ "header-file", 0, "FILE", option_value_text, AT(header_file),
	    .same_result = true, .help = "headers of https requests" },
	{ "known-hosts", 0, "FILE", option_value_text, AT(net.known_hosts),
	    .same_result = true, .help = "keys of hosts of sftp" },
	{ "host-key", 0, "SHA256:...", set_host_key, AT(net.host_key),
	    .same_result = true, .help = "the key that it has" },
	{ "cacert", 0, "FILE", option_value_text, AT(net.cacert),
	    .same_result = true,
	    .help = "certificates to trust, not those of the system" },
	{ "proxy", 0, "URL|environment", option_value_text, AT(proxy),
	    .same_result = true,
	    .help = "https goes through it, or through that of\n"
		    "https_proxy" },
	{ "proxy-user", 0, "NAME", option_value_text, AT(net.proxy_user),
	    .same_result = true, .help = "who the proxy knows" },
	{ "proxy-password-file", 0, "FILE", option_value_text,
	    AT(proxy_password_file), .same_result = true,
	    .help = "its password" },
	{ "redirects-to", 0, "HOST", set_host, AT(net.redirects),
	    .help = "redirects may lead there, too" },
	{ 0 },
};

void
fetch_options_free(struct fetch_options *o)
{
	names_free(&o->net.redirects);
}
