/* A format, and a time on each line behind it: dates and times, rules for
 * daylight saving time, times of the day. */
#include "fuzz.h"
#include "value/time/accounting_day.h"
#include "value/time/date.h"
#include "value/time/tz_rule.h"

enum { DAY = 86400 };

static void
read_time(const struct time_format *f, struct span s)
{
	struct time_format_moment m;

	if (!time_format_read(f, s, &m))
		return;
	MUST(m.day >= DATE_FIRST && m.day <= DATE_LAST);
	MUST(!m.has_time || (m.seconds >= 0 && m.seconds < DAY));
	MUST(m.has_time || !time_format_has_time(f));
	MUST(!m.has_offset || (m.offset > -DAY && m.offset < DAY));
}

static void
read_rule(struct span s)
{
	static const int years[] = { 0, 1999, 2000, 2022, 9999 };
	struct tz_rule r;
	int64_t change[2];

	if (!tz_rule_parse(s, &r) || !r.has_dst)
		return;
	for (size_t i = 0; i < sizeof years / sizeof *years; i++)
		tz_rule_year(&r, years[i], change);
}

static void
read_day(struct span s, const struct time_format *f)
{
	struct accounting_day clock = ACCOUNTING_DAY_NONE;
	int32_t day;
	struct err e;

	clock.formats[0] = *f;
	clock.n_formats = 1;
	if (accounting_day_of(&clock, s, &day, &e))
		fuzz_told(&e);
	else
		MUST(day >= DATE_FIRST && day <= DATE_LAST);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span s = { (const char *)p, n }, line = { "", 0 };
	struct time_format iso = { 0 }, f = { 0 };
	struct accounting_day clock = ACCOUNTING_DAY_NONE;
	struct err e;
	char *format;

	fuzz_line(&s, &line);
	format = fuzz_string(line);
	if (time_format_parse(&f, format, &e)) {
		fuzz_told(&e);
		f = iso;
	}
	while (fuzz_line(&s, &line)) {
		char *text = fuzz_string(line);

		read_time(&iso, line);
		read_time(&f, line);
		read_day(line, &f);
		read_rule(line);
		if (accounting_day_set_cut(&clock, text))
			MUST(clock.cut >= 0 && clock.cut < DAY);
		free(text);
	}
	free(format);
	return 0;
}
