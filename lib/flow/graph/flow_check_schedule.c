#include "flow/file/flow_keys.h"
#include "flow/graph/flow_check.h"

#include "value/time/zone.h"

static void
check_zone(
    const struct flow *f, const struct flow_schedule *s, struct told *told)
{
	struct zone z;
	struct err e;

	if (!s->zone)
		return;
	if (zone_load(&z, s->zone, &e))
		told_add(told, f->path,
		    flow_key_said(flow_keys_schedule, s->said, "zone"),
		    "zone: %s", e.text);
	else
		zone_free(&z);
}

static void
check_param(const struct flow *f, const struct flow_set *set, struct told *told)
{
	const struct flow_param *p = flow_param(f, span_str(set->name));

	if (!p)
		told_add(told, f->path, set->line,
		    "param %s: the flow has no [param %s]", set->name,
		    set->name);
	else if (set->due.is_due && p->typed && p->type != FLOW_DATE)
		told_add(told, f->path, set->line,
		    "param %s: %s is a date, and the parameter is of type %s",
		    set->name, set->due.text, flow_type_name(p->type));
	else if (!set->due.is_due && set->due.text)
		flow_check_value(f, p, span_str(set->due.text), f->path,
		    set->line, "param", told);
}

void
flow_check_schedules(const struct flow *f, struct told *told)
{
	for (size_t i = 0; i < f->n_schedules; i++) {
		const struct flow_schedule *s = &f->schedules[i];

		for (size_t k = 0; k < i; k++)
			if (!strcmp(f->schedules[k].name, s->name))
				told_add(told, f->path, s->line,
				    "[schedule %s] is there twice, in line "
				    "%ju too",
				    s->name, (uintmax_t)f->schedules[k].line);
		check_zone(f, s, told);
		for (size_t k = 0; k < s->n_params; k++)
			check_param(f, &s->params[k], told);
		flow_check_given(f, s->params, s->n_params, f->path, s->line,
		    "the schedule", told);
	}
}
