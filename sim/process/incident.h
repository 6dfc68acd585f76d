/* Candidates of attacks: generated once per (world, replication), shared by all options.
 *
 * Candidates lie in slabs of fixed height, keyed by slab number, so that a higher rate opens more
 * slabs and leaves the lower ones untouched (MODEL.md 9.2). Marks are keyed to the candidate and
 * drawn when first needed; they are equal in every option that accepts it. */
#ifndef PROCESS_INCIDENT_H
#define PROCESS_INCIDENT_H

#include "model/model.h"

/* Fixed slots of a candidate's event; a new purpose takes a new slot at the end of its group. */
enum incident_slot {
    /* generation */
    SLOT_TIME,
    SLOT_HEIGHT,
    /* what happens */
    SLOT_LOCALITY,
    SLOT_TOB,
    SLOT_RADIUS,
    SLOT_ANGLE,
    SLOT_DEATHS,
    SLOT_DURATION,
    SLOT_MASS,
    SLOT_SHIFT,
    SLOT_WARNING,
    SLOT_LEAD,
    SLOT_FAST,
    SLOT_DETECT,
    SLOT_VERIFY,
    SLOT_DECIDE,
    SLOT_COMMIT,
    SLOT_OFFSPRING,
    /* luck of the mission on its way */
    SLOT_ROAD,
    SLOT_MOBILISE,
    SLOT_TRAVEL,
    SLOT_ON_SCENE,
    /* what is drawn only where it is needed */
    SLOT_AVERTED,
    SLOT_PREVENTED,
    SLOT_TOB_STAY,
    SLOT_SPARE,
    SLOT_ASK, /* by role */
    SLOT_APPROVE = SLOT_ASK + MANDATE_ROLES,
    SLOT_PERMIT = SLOT_APPROVE + MANDATE_ROLES,
    SLOTS = SLOT_PERMIT + MANDATE_ROLES
};
#define FIRST_WHAT_BLOCK 1u /* blocks of two slots */
#define WHAT_BLOCKS 10u
#define FIRST_RARE_BLOCK (SLOT_AVERTED / 2u) /* what is drawn only where it is needed */
#define RARE_BLOCKS ((SLOTS + 1u) / 2u - FIRST_RARE_BLOCK)

/* Where an attack without a parent comes from. */
enum no_parent { PARENT_NONE = -1, PARENT_STUDY = -2 /* imposed */ };

struct incident {
    uint64_t event; /* its address; ties in time are settled by it */
    double onset;   /* [h] */
    double height;  /* slab number + uniform; accepted while height < rate / slab height */
    int step;
    int16_t region, actor;
    int parent; /* index in the pool, or one of `enum no_parent` */
    bool marked, bred, placed;
    bool mass, warned;
    uint32_t rare; /* one more than its index in the pool's `rare`; 0 = it has none yet */
    uint32_t first_child, n_child;
    int locality; /* by the weights of the region */
    double u_shift, u_locality, u_tob, u_fast, u_commit, u_offspring, u_road;
    double x, y;           /* offset from the locality as a share of its scatter, once placed; before: the uniforms */
    double deaths;         /* M, without a response */
    double duration;       /* T, without presence [h] */
    double fast, slow;     /* [h] detection by either way */
    double lead;           /* [h] before the onset, warned attacks */
    double verify, decide; /* [h]; decide without the command factor */
    double mobilise, luck, on_scene; /* [h], factor on travel by road, [h] */
};

/* What is drawn for few attacks, when it is first needed, for all options. */
struct rare {
    uint32_t drawn; /* bit b: block b of the uniforms is here */
    double uniforms[RARE_BLOCKS][2];
    uint64_t ambush;                         /* event of mines on the way of a response */
    double ambush_luck;                      /* uniform of their number; 0 = not drawn, nor the event known */
    bool is_case;                            /* the rest is here: process/investigations.h */
    double case_lag, case_budget, case_luck; /* [h], Exp(1), uniform; luck 0 = not drawn */
};

/* Candidates of one replication, and slabs of one cell in a quarter, beyond which it counts as exploded. */
enum { POOL_MOST = 2000000, SLABS_MOST = 65535 };

/* A candidate in the order of (step, event). */
struct queued {
    int step;
    uint32_t index; /* in the pool */
    uint64_t event;
};

static inline bool queued_before(struct queued a, struct queued b) {
    return a.step < b.step || (a.step == b.step && a.event < b.event);
}

struct pool_scratch; /* arrays of a batch */

struct pool {
    const struct model *model;
    struct mandate_draws draws;
    struct incident *at;
    size_t n, capacity;
    struct queued **roots;          /* (n_quarter) in their order */
    size_t *n_root, *root_capacity; /* (n_quarter) */
    double *slabs;                  /* (n_quarter, n_region, n_actor) slabs generated so far, a whole number */
    double *frailty;                /* (n_quarter, n_region) */
    bool *opened, *filled;          /* (n_quarter) frailties drawn; candidates generated */
    bool exploded;                  /* more candidates than can be followed: some are missing */
    struct rare *rare;
    size_t n_rare, rare_capacity;
    uint32_t *imposed;
    size_t n_imposed; /* indices */
    struct pool_scratch *scratch;
    uint64_t drawn; /* uniforms drawn for marks, for the benchmark */
};

struct pool *pool_new(const struct model *model);
void pool_free(struct pool *pool);

/* Forgets all candidates and begins the given replication of the model's world. */
void pool_reset(struct pool *pool, const struct model *model, struct mandate_draws draws);

/* Draws the frailties of a quarter, once. */
void pool_open_quarter(struct pool *pool, size_t quarter);

/* Makes slabs until they reach height[cell] for every (region, actor) in the quarter. The first call of a
 * quarter works in batches and also draws the marks and the offspring of all candidates under these heights. */
void pool_reach(struct pool *pool, size_t quarter, const double *height);

/* Draws the marks of a candidate, once. */
void pool_mark(struct pool *pool, uint32_t index);

/* Turns its uniforms into the offset from its locality, once. */
void pool_place(struct incident *incident);

/* What few attacks need of an attack; valid until the next call. */
struct rare *pool_rare(struct pool *pool, uint32_t index);

/* Uniform of a slot from SLOT_AVERTED on. */
double pool_uniform(struct pool *pool, uint32_t index, unsigned slot);

/* Makes the candidate offspring of an accepted attack, once: first_child ... first_child + n_child - 1. */
void pool_breed(struct pool *pool, uint32_t index);

#endif
