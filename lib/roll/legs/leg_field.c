#include "roll/legs/leg_field.h"

static const struct span names[] = {
	[LEG_AGE] = { "age=", 4 },
	[LEG_DATE_OF] = { "date=", 5 },
	[LEG_FIRST_OF] = { "first=", 6 },
	[LEG_ID_OF] = { "id=", 3 },
	[LEG_L_DATE] = { "l.date=", 7 },
	[LEG_L_FIRST] = { "l.first=", 8 },
	[LEG_L_ID] = { "l.id=", 5 },
	[LEG_L_REOPENED] = { "l.reopened=", 11 },
	[LEG_LN] = { "ln=", 3 },
	[LEG_R_DATE] = { "r.date=", 7 },
	[LEG_R_FIRST] = { "r.first=", 8 },
	[LEG_R_ID] = { "r.id=", 5 },
	[LEG_R_REOPENED] = { "r.reopened=", 11 },
	[LEG_REOPENED_OF] = { "reopened=", 9 },
	[LEG_RN] = { "rn=", 3 },
};

/* Most fields are l.NAME= and r.NAME=: the letter behind the point is one of
 * four in those that are looked for. */
static bool
may_be(struct span f)
{
	if (f.len < 3 || !strchr("adfilr", f.p[0]))
		return false;
	return f.p[1] != '.' || strchr("dfir", f.p[2]);
}

enum leg_field
leg_field_of(struct span field, struct span *value)
{
	if (!may_be(field))
		return LEG_OTHER;
	for (int i = LEG_OTHER + 1; i <= LEG_RN; i++) {
		size_t n = names[i].len;

		if (!span_begins(field, names[i]))
			continue;
		*value = (struct span){ field.p + n, field.len - n };
		return (enum leg_field)i;
	}
	return LEG_OTHER;
}

struct span
leg_field_name(enum leg_field f)
{
	return names[f];
}
