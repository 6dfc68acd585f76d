/* The calendar of a run. Time is local and has no zones; days have 24 h (DECISIONS section 4). */
#include "model/calendar.h"

#include <math.h>

#include "base/arena.h"
#include "base/number.h"

/* Days since 1970-01-01 of a civil date, by counting from 1 March (so that leap days come last). */
double calendar_hours_of(struct calendar_date date) {
    long year = date.year - (date.month <= 2);
    long era = (year >= 0 ? year : year - 399) / 400, year_of_era = year - era * 400;
    long month_from_march = (date.month + 9) % 12;
    long day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
    long day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return 24.0 * (double)(era * 146097 + day_of_era - 719468);
}

struct calendar_date calendar_date_of(double hours) {
    long days = (long)floor(hours / 24) + 719468;
    long era = (days >= 0 ? days : days - 146096) / 146097, day_of_era = days - era * 146097;
    long year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    long day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    long month_from_march = (5 * day_of_year + 2) / 153;
    struct calendar_date date;
    date.day = (int)(day_of_year - (153 * month_from_march + 2) / 5 + 1);
    date.month = (int)(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
    date.year = (int)(year_of_era + era * 400 + (date.month <= 2));
    return date;
}

static struct calendar_date next_month(struct calendar_date date) {
    return date.month == 12 ? (struct calendar_date){date.year + 1, 1, 1}
                            : (struct calendar_date){date.year, date.month + 1, 1};
}

static struct calendar_date quarter_of(struct calendar_date date) {
    return (struct calendar_date){date.year, (date.month - 1) / 3 * 3 + 1, 1};
}

const double *calendar_quarters(const struct mandate_scenario *scenario, size_t *n, struct arena *arena) {
    struct calendar_date date = quarter_of(calendar_date_of(scenario->study.start));
    double *quarters = ARENA_ARRAY(arena, double, (scenario->end - scenario->study.start) / (24 * 90) + 3);
    *n = 0;
    for (double at = calendar_hours_of(date); at < scenario->end; at = calendar_hours_of(date)) {
        quarters[(*n)++] = at;
        date = next_month(next_month(next_month(date)));
    }
    return quarters;
}

static void compile_months(struct model *model, struct arena *arena) {
    struct calendar_date date = calendar_date_of(model->start);
    date.day = 1;
    model->months = ARENA_ARRAY(arena, struct month, model->horizon / (24 * 28) + 3);
    for (double at = calendar_hours_of(date); at < model->start + model->horizon; at = calendar_hours_of(date)) {
        struct month *month = &model->months[model->n_month++];
        month->number = date.month - 1;
        date = next_month(date);
        month->length = calendar_hours_of(date) - at;
        month->begin = greater(0, at - model->start);
        month->end = lesser(model->horizon, at + month->length - model->start);
    }
}

static void compile_quarters(struct model *model, struct arena *arena) {
    const double *quarters = calendar_quarters(model->scenario, &model->n_quarter, arena);
    model->quarter_begin = ARENA_ARRAY(arena, double, model->n_quarter + 1);
    for (size_t q = 0; q < model->n_quarter; q++) model->quarter_begin[q] = greater(0, quarters[q] - model->start);
    model->quarter_begin[model->n_quarter] = model->horizon;
    for (size_t m = 0; m < model->n_month; m++)
        while (model->months[m].begin >= model->quarter_begin[model->months[m].quarter + 1]) model->months[m].quarter++;
}

static void compile_days(struct model *model, struct arena *arena) {
    model->n_day = (size_t)ceil((model->horizon + model->start_of_day) / 24 - 1e-9);
    model->month_of_day = ARENA_ARRAY(arena, uint8_t, model->n_day + 64);
    size_t m = 0;
    for (size_t day = 0; day < model->n_day + 64; day++) {
        while (m + 1 < model->n_month && 24.0 * (double)day - model->start_of_day >= model->months[m].end) m++;
        model->month_of_day[day] = (uint8_t)m;
    }
}

/* Where an onset falls inside its step: hours of the day have weights, onsets are continuous. */
static void compile_hours(struct model *model, struct arena *arena) {
    model->steps_per_day = (size_t)(24 / model->step + 0.5);
    model->hours_per_step = 24 / model->steps_per_day;
    size_t width = model->hours_per_step + 1;
    model->hour_cumulative = ARENA_ARRAY(arena, double, model->steps_per_day *width);
    for (size_t s = 0; s < model->steps_per_day; s++) {
        double *cumulative = model->hour_cumulative + s * width, sum = 0;
        for (size_t h = 0; h < model->hours_per_step; h++) {
            size_t hour = (size_t)(model->start_of_day + (double)(s * model->hours_per_step + h)) % 24;
            sum += model->mission->attacks.hours[hour];
            cumulative[h + 1] = sum;
        }
        for (size_t h = 1; h < width; h++)
            cumulative[h] = sum > 0 ? cumulative[h] / sum : (double)h / (double)model->hours_per_step;
    }
}

void calendar_compile(struct model *model, struct arena *arena) {
    model->start = model->scenario->study.start;
    model->horizon = model->scenario->end - model->start;
    model->step = model->scenario->study.step;
    model->n_step = (size_t)floor(model->horizon / model->step + 1e-9);
    model->start_of_day = fmod(fmod(model->start, 24) + 24, 24);
    compile_months(model, arena);
    compile_quarters(model, arena);
    compile_days(model, arena);
    compile_hours(model, arena);
}
