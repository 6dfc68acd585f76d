/* Candidates of attacks (P09a, P09b): slabs, marks, offspring. Nothing here knows an option.
 * Work is done in batches; a batch of one gives the same bits. */
#include "process/incident.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/number.h"
#include "mandate/function.h"

/* Arrays of a batch of n candidates; `u` holds uniforms slot by slot with stride n. */
struct pool_scratch {
    size_t capacity;
    uint64_t *events;
    uint32_t *index, *work;
    double *u, *a, *b, *c;
    uint32_t *count; /* for sorting */
    struct queued *sorted;
    size_t count_capacity, sorted_capacity;
    uint32_t *likely;
    size_t likely_capacity; /* candidates that are marked and bred at once */
};

enum { MARK_SLOTS = 2 * (FIRST_WHAT_BLOCK + WHAT_BLOCKS) };

static void batch_reserve(struct pool_scratch *scratch, size_t n) {
    if (n <= scratch->capacity) return;
    size_t capacity = 2 * n + 64;
    scratch->events = memory_resize(scratch->events, sizeof(uint64_t) * capacity);
    scratch->index = memory_resize(scratch->index, sizeof(uint32_t) * capacity);
    scratch->work = memory_resize(scratch->work, sizeof(uint32_t) * capacity);
    scratch->u = memory_resize(scratch->u, sizeof(double) * capacity * MARK_SLOTS);
    scratch->a = memory_resize(scratch->a, sizeof(double) * capacity);
    scratch->b = memory_resize(scratch->b, sizeof(double) * capacity);
    scratch->c = memory_resize(scratch->c, sizeof(double) * capacity);
    scratch->capacity = capacity;
}

static void *zeroed(size_t item, size_t n) {
    void *array = memory_take(item * (n + 1));
    memset(array, 0, item * (n + 1));
    return array;
}

struct pool *pool_new(const struct model *model) {
    struct pool *pool = zeroed(sizeof *pool, 0);
    size_t quarters = model->n_quarter, cells = quarters * model->n_region;
    pool->roots = zeroed(sizeof *pool->roots, quarters);
    pool->n_root = zeroed(sizeof *pool->n_root, quarters);
    pool->root_capacity = zeroed(sizeof *pool->root_capacity, quarters);
    pool->slabs = zeroed(sizeof *pool->slabs, cells * model->n_actor);
    pool->frailty = zeroed(sizeof *pool->frailty, cells);
    pool->opened = zeroed(sizeof *pool->opened, quarters);
    pool->filled = zeroed(sizeof *pool->filled, quarters);
    pool->imposed = zeroed(sizeof *pool->imposed, model->scenario->study.incidents.n);
    pool->scratch = zeroed(sizeof *pool->scratch, 0);
    pool->model = model;
    batch_reserve(pool->scratch, 1);
    return pool;
}

static void scratch_free(struct pool_scratch *scratch) {
    void *arrays[] = {scratch->events, scratch->index, scratch->work,   scratch->u,      scratch->a, scratch->b,
                      scratch->c,      scratch->count, scratch->sorted, scratch->likely, scratch};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) memory_free(arrays[i]);
}

void pool_free(struct pool *pool) {
    if (!pool) return;
    for (size_t q = 0; q < pool->model->n_quarter; q++) memory_free(pool->roots[q]);
    scratch_free(pool->scratch);
    void *arrays[] = {pool->roots,  pool->n_root, pool->root_capacity, pool->slabs, pool->frailty,
                      pool->opened, pool->filled, pool->imposed,       pool->at,    pool->rare,
                      pool};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) memory_free(arrays[i]);
}

static struct incident *pool_add(struct pool *pool) {
    pool->at = memory_grow(pool->at, sizeof *pool->at, pool->n, &pool->capacity);
    struct incident *incident = &pool->at[pool->n++];
    memset(incident, 0, offsetof(struct incident, locality));
    return incident;
}

/* Where the onset falls inside its step, at a uniform position among the weighted hours. */
static double onset_in_step(const struct model *model, int step, double u) {
    size_t width = model->hours_per_step + 1, h = 0;
    const double *cumulative = model->hour_cumulative + (uint32_t)step % (uint32_t)model->steps_per_day * width;
    for (size_t i = 1; i + 1 < width; i++) h += u >= cumulative[i]; /* a search would be guessed wrongly too often */
    double weight = cumulative[h + 1] - cumulative[h];
    double inside = weight > 0 ? (u - cumulative[h]) / weight : 0.5;
    return model->step * (double)step + (double)h + lesser(greater(inside, 0), 1);
}

/* ---- marks ---- */

/* Index in the region's cumulative shares. */
static int pick_locality(const struct model *model, size_t region, double u) {
    size_t low = model->first_locality[region], high = model->first_locality[region + 1] - 1;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (u < model->locality_cumulative[middle]) high = middle;
        else low = middle + 1;
    }
    return model->locality_order[low];
}

/* M: zero, or a discretised lognormal, at least 1 (P09b). */
static double deaths_of(const struct model *model, const struct incident *incident, double u, double lognormal) {
    if (u <= model->mission->actors.at[incident->actor].no_death) return 0;
    return greater(1, floor(model->mission->regions.at[incident->region].severity_factor * lognormal + 0.5));
}

static double mass_deaths(const struct mandate_mass *mass, double u) {
    struct mandate_law pareto = {.family = MANDATE_PARETO, .a = mass->low, .b = mass->tail, .c = mass->high};
    return floor(mandate_law_quantile(&pareto, u) + 0.5);
}

/* ln M without the region's factor, for a batch: `a` becomes exp(mean + sd z). */
static void batch_deaths(struct pool *pool, const uint32_t *index, size_t n, const double *u) {
    double *a = pool->scratch->a;
    for (size_t i = 0; i < n; i++) {
        double zero = pool->model->mission->actors.at[pool->at[index[i]].actor].no_death;
        a[i] = u[i] > zero ? lesser((u[i] - zero) / (1 - zero), 1 - 0x1p-53) : 0.5;
    }
    mandate_normal_quantile_many(a, a, n);
    for (size_t i = 0; i < n; i++) {
        const struct mandate_actor *actor = &pool->model->mission->actors.at[pool->at[index[i]].actor];
        a[i] = actor->deaths_ln_mean + actor->deaths_ln_sd * a[i];
    }
    mandate_exp_many(a, a, n);
}

/* ln(T / median), tied to M by a Gaussian copula (P09b): `b` becomes the factor on the median. */
static void batch_durations(struct pool *pool, const uint32_t *index, size_t n, const double *u_deaths,
                            const double *u_duration) {
    const struct mandate_attacks *attacks = &pool->model->mission->attacks;
    double rho = attacks->duration_severity_correlation, rest = sqrt(1 - rho * rho), *b = pool->scratch->b,
           *c = pool->scratch->c;
    mandate_normal_quantile_many(u_duration, b, n);
    if (rho != 0) {
        mandate_normal_quantile_many(u_deaths, c, n);
        for (size_t i = 0; i < n; i++) b[i] = rho * c[i] + rest * b[i];
    }
    for (size_t i = 0; i < n; i++)
        b[i] *= pool->at[index[i]].mass ? attacks->mass.duration_log_sd : attacks->duration_log_sd;
    mandate_exp_many(b, b, n);
}

static void keep_uniforms(struct incident *incident, const struct model *model, const double *u, size_t i, size_t n) {
    incident->marked = true;
    incident->u_shift = u[SLOT_SHIFT * n + i];
    incident->u_locality = u[SLOT_LOCALITY * n + i];
    incident->u_tob = u[SLOT_TOB * n + i];
    incident->u_fast = u[SLOT_FAST * n + i];
    incident->u_commit = u[SLOT_COMMIT * n + i];
    incident->u_offspring = u[SLOT_OFFSPRING * n + i];
    incident->u_road = u[SLOT_ROAD * n + i];
    incident->x = u[SLOT_RADIUS * n + i];
    incident->y = u[SLOT_ANGLE * n + i];
    incident->mass = u[SLOT_MASS * n + i] < model->mission->attacks.mass.probability;
    incident->warned = u[SLOT_WARNING * n + i] < model->mission->detection.warning_probability;
    incident->locality = pick_locality(model, (size_t)incident->region, incident->u_locality);
}

/* Fast and slow detection go by the same uniform; lognormal laws share its normal score. `c` becomes the slow one. */
static void batch_detection(struct pool *pool, double *u, size_t n) {
    const struct mandate_detection *detection = &pool->model->mission->detection;
    double *c = pool->scratch->c;
    if (mandate_law_lognormal(&detection->fast) && mandate_law_lognormal(&detection->slow)) {
        mandate_normal_quantile_many(u, u, n);
        mandate_lognormal_many(&detection->slow, u, c, n);
        mandate_lognormal_many(&detection->fast, u, u, n);
        return;
    }
    mandate_law_quantile_many(&detection->slow, u, c, n);
    mandate_law_quantile_many(&detection->fast, u, u, n);
}

/* Times of the chain of response, as far as no option changes them, in the place of their uniforms. */
static void batch_times(struct pool *pool, double *u, size_t n) {
    const struct mandate_response *response = &pool->model->mission->response;
    const struct mandate_law luck = {.family = response->travel_log_sd > 0 ? MANDATE_LOGNORMAL : MANDATE_FIXED,
                                     .a = 1,
                                     .b = response->travel_log_sd};
    const struct {
        const struct mandate_law *law;
        enum incident_slot slot;
    } times[] = {{&response->verify, SLOT_VERIFY},
                 {&response->decide, SLOT_DECIDE},
                 {&response->mobilise, SLOT_MOBILISE},
                 {&luck, SLOT_TRAVEL},
                 {&response->on_scene, SLOT_ON_SCENE}};
    batch_detection(pool, u + SLOT_DETECT * n, n);
    for (size_t k = 0; k < sizeof times / sizeof *times; k++)
        mandate_law_quantile_many(times[k].law, u + times[k].slot * n, u + times[k].slot * n, n);
}

static void put_harm(struct pool *pool, struct incident *incident, size_t i, size_t n) {
    const struct model *model = pool->model;
    const struct mandate_attacks *attacks = &model->mission->attacks;
    const double *u = pool->scratch->u;
    double median = incident->mass
                        ? attacks->mass.duration_median
                        : model->mission->actors.at[incident->actor].duration_median * attacks->duration_factor;
    incident->duration = median * pool->scratch->b[i];
    incident->deaths = incident->mass ? mass_deaths(&attacks->mass, u[SLOT_DEATHS * n + i])
                                      : deaths_of(model, incident, u[SLOT_DEATHS * n + i], pool->scratch->a[i]);
    incident->lead =
        incident->warned ? mandate_law_quantile(&model->mission->detection.warning_lead, u[SLOT_LEAD * n + i]) : 0;
}

static void put_times(const struct pool *pool, struct incident *incident, size_t i, size_t n) {
    const double *times = pool->scratch->u;
    incident->fast = times[SLOT_DETECT * n + i];
    incident->slow = pool->scratch->c[i];
    incident->verify = times[SLOT_VERIFY * n + i];
    incident->decide = times[SLOT_DECIDE * n + i];
    incident->mobilise = times[SLOT_MOBILISE * n + i];
    incident->luck = times[SLOT_TRAVEL * n + i];
    incident->on_scene = times[SLOT_ON_SCENE * n + i];
}

/* Draws the marks of n candidates that have none. */
static void mark_batch(struct pool *pool, const uint32_t *index, size_t n) {
    const struct model *model = pool->model;
    struct pool_scratch *scratch = pool->scratch;
    if (n == 0) return;
    double *u = scratch->u;
    for (size_t i = 0; i < n; i++) scratch->events[i] = pool->at[index[i]].event;
    mandate_uniforms_some(&pool->draws, scratch->events, n, FIRST_WHAT_BLOCK, WHAT_BLOCKS, u + 2 * FIRST_WHAT_BLOCK * n,
                          n);
    pool->drawn += n * 2 * WHAT_BLOCKS;
    for (size_t i = 0; i < n; i++) keep_uniforms(&pool->at[index[i]], model, u, i, n);
    batch_deaths(pool, index, n, u + SLOT_DEATHS * n);
    batch_durations(pool, index, n, u + SLOT_DEATHS * n, u + SLOT_DURATION * n);
    batch_times(pool, u, n);
    for (size_t i = 0; i < n; i++) {
        put_harm(pool, &pool->at[index[i]], i, n);
        put_times(pool, &pool->at[index[i]], i, n);
    }
}

void pool_mark(struct pool *pool, uint32_t index) {
    if (!pool->at[index].marked) mark_batch(pool, &index, 1);
}

void pool_place(struct incident *incident) {
    if (incident->placed) return;
    double radius = sqrt(incident->x), sine, cosine;
    mandate_sin_cos(6.283185307179586 * incident->y, &sine, &cosine);
    incident->placed = true;
    incident->x = radius * cosine;
    incident->y = radius * sine;
}

struct rare *pool_rare(struct pool *pool, uint32_t index) {
    struct incident *incident = &pool->at[index];
    if (incident->rare == 0) {
        pool->rare = memory_grow(pool->rare, sizeof *pool->rare, pool->n_rare, &pool->rare_capacity);
        struct rare *rare = &pool->rare[pool->n_rare];
        rare->drawn = 0;
        rare->ambush_luck = 0;
        rare->is_case = false;
        incident->rare = (uint32_t)++pool->n_rare;
    }
    return &pool->rare[incident->rare - 1];
}

double pool_uniform(struct pool *pool, uint32_t index, unsigned slot) {
    struct rare *rare = pool_rare(pool, index);
    unsigned block = slot / 2 - FIRST_RARE_BLOCK;
    if (!(rare->drawn >> block & 1)) {
        mandate_uniform_block(&pool->draws, pool->at[index].event, slot / 2, rare->uniforms[block]);
        rare->drawn |= UINT32_C(1) << block;
        pool->drawn += 2;
    }
    return rare->uniforms[block][slot % 2];
}

/* ---- offspring ---- */

enum child_slot { CHILD_LAG, CHILD_HEIGHT, CHILD_REGION, CHILD_GROUP, CHILD_ACTOR, CHILD_INSTANT, CHILD_SLOTS };

static size_t pick(const double *cumulative, size_t n, double u) {
    size_t i = 0;
    while (i + 1 < n && u >= cumulative[i]) i++;
    return i;
}

/* Slabs of D that any child may need: the largest D anywhere. */
static unsigned child_slabs(const struct model *model) { return (unsigned)ceil(model->deterrence_most - 1e-12); }

/* One child from its uniforms: lag geometric in steps, region by spillover, actor the parent's or a group of that
 * region. */
static void child_make(struct pool *pool, struct incident *child, const double *u, size_t stride) {
    const struct model *model = pool->model;
    const struct incident *from = &pool->at[child->parent];
    size_t actor = (size_t)from->actor;
    size_t region =
        pick(model->spill + (size_t)from->region * model->n_region, model->n_region, u[CHILD_REGION * stride]);
    const double *groups = model->group_mix + region * model->n_actor;
    bool by_group = u[CHILD_GROUP * stride] * model->offspring[actor] >= model->branching[actor];
    if (by_group) actor = pick(groups, model->n_actor, u[CHILD_ACTOR * stride]);
    double lag = ceil(-mandate_log(u[CHILD_LAG * stride]) * model->lag_factor[from->actor]);
    bool nobody = by_group && groups[model->n_actor - 1] <= 0; /* a region without armed groups */
    bool far = nobody || !(lag < (double)model->n_step);
    child->event = mandate_event(child->event, UINT64_MAX); /* its marks lie apart from its making */
    child->height += u[CHILD_HEIGHT * stride];
    child->step = far ? INT32_MAX : from->step + (int)greater(lag, 1);
    child->onset = far ? INFINITY : onset_in_step(model, child->step, u[CHILD_INSTANT * stride]);
    child->region = (int16_t)region;
    child->actor = (int16_t)actor;
}

/* Draws the children first ... pool->n - 1, whose events and slabs are known. */
static void children_make(struct pool *pool, size_t first) {
    struct pool_scratch *scratch = pool->scratch;
    size_t n = pool->n - first;
    if (n == 0) return;
    batch_reserve(scratch, n);
    for (size_t i = 0; i < n; i++) scratch->events[i] = pool->at[first + i].event;
    mandate_uniforms_many(&pool->draws, scratch->events, n, CHILD_SLOTS / 2, scratch->u, n);
    for (size_t i = 0; i < n; i++) child_make(pool, &pool->at[first + i], scratch->u + i, n);
}

/* The uniform of the lowest slab is a mark of the parent. Most attacks have no child, which is looked at first. */
static void children_add(struct pool *pool, uint32_t parent, unsigned slab, double u) {
    size_t actor = (size_t)pool->at[parent].actor;
    if (u <= pool->model->childless[actor]) return;
    double children = mandate_poisson(pool->model->offspring[actor], u);
    uint64_t slab_event = mandate_event(mandate_event(pool->at[parent].event, SLOT_OFFSPRING), slab);
    for (uint64_t k = 1; k <= (uint64_t)children; k++) {
        struct incident *child = pool_add(pool);
        child->event = mandate_event(slab_event, k);
        child->height = (double)slab;
        child->parent = (int)parent;
    }
    pool->at[parent].n_child += (uint32_t)children;
}

/* Makes the offspring of n attacks that are marked and have not been asked before; n * slabs events fit the batch. */
static void breed_batch(struct pool *pool, const uint32_t *index, size_t n) {
    struct pool_scratch *scratch = pool->scratch;
    size_t first = pool->n, more = child_slabs(pool->model) - 1;
    batch_reserve(scratch, n * (more + 1));
    for (size_t i = 0; i < n; i++) {
        uint64_t offspring = mandate_event(pool->at[index[i]].event, SLOT_OFFSPRING);
        for (size_t s = 0; s < more; s++) scratch->events[i * more + s] = mandate_event(offspring, s + 1);
    }
    mandate_uniforms_many(&pool->draws, scratch->events, n * more, 1, scratch->u, n * more);
    for (size_t i = 0; i < n; i++) {
        pool->at[index[i]].bred = true;
        pool->at[index[i]].first_child = (uint32_t)pool->n;
        children_add(pool, index[i], 0, pool->at[index[i]].u_offspring);
        for (size_t s = 0; s < more; s++) children_add(pool, index[i], (unsigned)s + 1, scratch->u[i * more + s]);
    }
    children_make(pool, first);
}

void pool_breed(struct pool *pool, uint32_t index) {
    pool_mark(pool, index);
    if (!pool->at[index].bred) breed_batch(pool, &index, 1);
}

/* ---- generation ---- */

static void likely_add(struct pool_scratch *scratch, size_t *n, uint32_t index) {
    scratch->likely = memory_grow(scratch->likely, sizeof(uint32_t), *n, &scratch->likely_capacity);
    scratch->likely[(*n)++] = index;
}

/* Marks and breeds candidates that the present heights accept, generation by generation. */
static void raise_likely(struct pool *pool, size_t n) {
    struct pool_scratch *scratch = pool->scratch;
    const struct model *model = pool->model;
    while (n > 0 && pool->n < POOL_MOST) {
        batch_reserve(scratch, n * (1 + child_slabs(model)));
        memcpy(scratch->work, scratch->likely, sizeof(uint32_t) * n);
        mark_batch(pool, scratch->work, n);
        size_t first = pool->n, next = 0;
        breed_batch(pool, scratch->likely, n);
        for (size_t i = first; i < pool->n; i++) {
            const struct incident *child = &pool->at[i];
            bool inside = child->step < (int)model->n_step;
            if (inside && child->height <
                              model->deterrence_most_at[(size_t)child->region * model->n_actor + (size_t)child->actor])
                likely_add(scratch, &next, (uint32_t)i);
        }
        n = next;
    }
}

static void root_make(struct pool *pool, size_t quarter, uint32_t root, double u_time, double u_height) {
    const struct model *model = pool->model;
    struct incident *incident = &pool->at[root];
    double begin = model->quarter_begin[quarter], end = model->quarter_begin[quarter + 1];
    double steps = lesser((begin + u_time * (end - begin)) / model->step, (double)model->n_step - 1e-9);
    incident->height += u_height;
    incident->step = (int)steps;
    incident->onset = onset_in_step(model, incident->step, steps - (double)incident->step);
    incident->parent = PARENT_NONE;
}

/* New roots first ... pool->n - 1 of a quarter get their time and height. */
static void roots_make(struct pool *pool, size_t quarter, size_t first) {
    struct pool_scratch *scratch = pool->scratch;
    size_t n = pool->n - first;
    batch_reserve(scratch, n + 1);
    for (size_t i = 0; i < n; i++) scratch->events[i] = pool->at[first + i].event;
    mandate_uniforms_many(&pool->draws, scratch->events, n, 1, scratch->u, n);
    for (size_t i = 0; i < n; i++) {
        root_make(pool, quarter, (uint32_t)(first + i), scratch->u[SLOT_TIME * n + i], scratch->u[SLOT_HEIGHT * n + i]);
        pool->roots[quarter] = memory_grow(pool->roots[quarter], sizeof(struct queued), pool->n_root[quarter],
                                           &pool->root_capacity[quarter]);
        pool->roots[quarter][pool->n_root[quarter]++] =
            (struct queued){pool->at[first + i].step, (uint32_t)(first + i), pool->at[first + i].event};
    }
}

/* A slab of a quarter is a Poisson process: a number of candidates, then their times. */
static void slab_add(struct pool *pool, size_t quarter, size_t cell, unsigned slab, uint64_t slab_event, double u) {
    const struct model *model = pool->model;
    double mean = model->slab_height[cell] * (model->quarter_begin[quarter + 1] - model->quarter_begin[quarter]);
    double candidates = mandate_poisson(mean, u);
    if ((double)pool->n + candidates > POOL_MOST) {
        pool->exploded = true;
        return;
    }
    for (uint64_t k = 1; k <= (uint64_t)candidates; k++) {
        struct incident *incident = pool_add(pool);
        incident->event = mandate_event(slab_event, k);
        incident->height = (double)slab;
        incident->region = (int16_t)(cell / model->n_actor);
        incident->actor = (int16_t)(cell % model->n_actor);
    }
}

/* Sorts the roots of a quarter by (step, event): buckets by step, then insertion. */
static void sort_roots(struct pool *pool, size_t quarter) {
    const struct model *model = pool->model;
    struct pool_scratch *scratch = pool->scratch;
    struct queued *roots = pool->roots[quarter];
    size_t n = pool->n_root[quarter];
    int first = (int)(model->quarter_begin[quarter] / model->step);
    size_t buckets = (size_t)((model->quarter_begin[quarter + 1] - model->quarter_begin[quarter]) / model->step) + 2;
    scratch->count = memory_reserve(scratch->count, sizeof(uint32_t), buckets + 1, &scratch->count_capacity);
    scratch->sorted = memory_reserve(scratch->sorted, sizeof *roots, n, &scratch->sorted_capacity);
    uint32_t *start = scratch->count;
    memset(start, 0, sizeof(uint32_t) * (buckets + 1));
    for (size_t i = 0; i < n; i++) start[roots[i].step - first + 1]++;
    for (size_t b = 1; b <= buckets; b++) start[b] += start[b - 1];
    for (size_t i = 0; i < n; i++) scratch->sorted[start[roots[i].step - first]++] = roots[i];
    for (size_t i = 0; i < n; i++) {
        size_t j = i;
        struct queued item = scratch->sorted[i];
        for (; j > 0 && queued_before(item, roots[j - 1]); j--) roots[j] = roots[j - 1];
        roots[j] = item;
    }
}

void pool_open_quarter(struct pool *pool, size_t quarter) {
    const struct model *model = pool->model;
    double shape = model->mission->attacks.frailty_shape;
    if (pool->opened[quarter]) return;
    pool->opened[quarter] = true;
    for (size_t r = 0; r < model->n_region; r++) {
        uint64_t event = mandate_event(model->frailty_stream[r], quarter);
        double *frailty = &pool->frailty[quarter * model->n_region + r];
        *frailty = shape > 0 ? mandate_gamma_quantile(shape, mandate_uniform(&pool->draws, event, 0)) / shape : 1;
    }
}

/* Missing slabs of all cells up to the heights: their events go to the batch, their cells and numbers beside. */
static size_t missing_slabs(struct pool *pool, size_t quarter, const double *height) {
    const struct model *model = pool->model;
    struct pool_scratch *scratch = pool->scratch;
    size_t n = 0, cells = model->n_region * model->n_actor, short_of = 0;
    double *made = pool->slabs + quarter * cells;
    for (size_t cell = 0; cell < cells; cell++) short_of += made[cell] < height[cell];
    if (short_of == 0) return 0;
    for (size_t cell = 0; cell < cells; cell++) {
        pool->exploded = pool->exploded || height[cell] > SLABS_MOST;
        for (; made[cell] < height[cell] && made[cell] < SLABS_MOST; made[cell]++) {
            uint32_t slab = (uint32_t)made[cell];
            batch_reserve(scratch, n + 1);
            scratch->events[n] = mandate_event(model->attack_stream[cell], ((uint64_t)quarter << 32) | slab);
            scratch->index[n] = (uint32_t)cell;
            scratch->work[n++] = slab;
        }
    }
    return n;
}

static void first_fill(struct pool *pool, size_t quarter, const double *height) {
    size_t n = 0;
    for (size_t i = 0; i < pool->n_root[quarter]; i++) {
        uint32_t index = pool->roots[quarter][i].index;
        const struct incident *root = &pool->at[index];
        if (root->height < height[(size_t)root->region * pool->model->n_actor + (size_t)root->actor])
            likely_add(pool->scratch, &n, index);
    }
    pool->filled[quarter] = true;
    raise_likely(pool, n);
}

void pool_reach(struct pool *pool, size_t quarter, const double *height) {
    struct pool_scratch *scratch = pool->scratch;
    size_t first = pool->n, n = missing_slabs(pool, quarter, height);
    if (n > 0) {
        mandate_uniforms_many(&pool->draws, scratch->events, n, 1, scratch->u, n);
        for (size_t i = 0; i < n; i++)
            slab_add(pool, quarter, scratch->index[i], scratch->work[i], scratch->events[i], scratch->u[i]);
        if (pool->exploded) return;
        roots_make(pool, quarter, first);
        sort_roots(pool, quarter);
    }
    if (!pool->filled[quarter]) first_fill(pool, quarter, height);
}

/* ---- a replication ---- */

/* Imposed attacks have their values from the study; the rest of their marks is drawn. */
static void impose(struct pool *pool, const struct mandate_incident *given) {
    const struct model *model = pool->model;
    double onset = given->at - model->start;
    if (onset < 0 || onset >= model->horizon) return;
    struct incident *incident = pool_add(pool);
    uint32_t index = (uint32_t)(pool->n - 1);
    incident->event = mandate_stream("threat.imposed", given->id);
    incident->onset = onset;
    incident->step = (int)(onset / model->step);
    incident->parent = PARENT_STUDY;
    incident->region = (int16_t)model->mission->localities.at[given->locality].region;
    incident->actor = (int16_t)given->actor;
    pool_mark(pool, index);
    incident->u_shift = 1;
    incident->locality = given->locality;
    incident->deaths = given->deaths;
    incident->duration = given->duration;
    if (given->warning >= 0) incident->warned = given->warning > 0, incident->lead = given->warning;
    pool->imposed[pool->n_imposed++] = index;
}

void pool_reset(struct pool *pool, const struct model *model, struct mandate_draws draws) {
    const struct mandate_incident_list *imposed = &model->scenario->study.incidents;
    pool->model = model;
    pool->draws = draws;
    pool->n = pool->n_imposed = pool->n_rare = 0;
    pool->exploded = false;
    memset(pool->n_root, 0, sizeof(size_t) * model->n_quarter);
    memset(pool->opened, 0, sizeof(bool) * model->n_quarter);
    memset(pool->filled, 0, sizeof(bool) * model->n_quarter);
    memset(pool->slabs, 0, sizeof *pool->slabs * model->n_quarter * model->n_region * model->n_actor);
    for (size_t i = 0; i < imposed->n; i++) impose(pool, &imposed->at[i]);
}
