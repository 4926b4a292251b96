package dev.phoenixkit.preflight;

/** What a role may do with a table. */
enum TableRight {
    /** Use the schema that it is in. */
    USE_SCHEMA,
    /** Read it. */
    SELECT,
    /** Update all of it. */
    UPDATE,
    /** Do what only its owner may, itself or through membership, such as COMMENT. */
    OWN,
    /** Become its owner by SET ROLE, without having the owner's rights before. */
    SET_ROLE,
    /** See all of its rows: row-level security does not apply to the role. */
    SEE_ALL_ROWS
}
