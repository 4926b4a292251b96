package dev.phoenixkit.preflight;

/**
 * What can change a table besides the statements that are run on it, as the catalogue knows it: triggers, rules, checks
 * (their functions may do anything), and event triggers that COMMENT sets off; {@link ForeignKey}s besides. docs/safety.md
 * says what is not among them, and why.
 */
final class ActiveObjects {

    /** SQL for an array of them, each in a few words, of the table {@code c.oid}. Triggers of foreign keys are internal. */
    static final String SQL = """
            ARRAY(SELECT 'trigger ' || quote_ident(tgname) FROM pg_trigger
                   WHERE tgrelid = c.oid AND NOT tgisinternal AND tgenabled <> 'D'
                  UNION ALL
                  SELECT 'rule ' || quote_ident(rulename) FROM pg_rewrite
                   WHERE ev_class = c.oid AND ev_enabled <> 'D' AND rulename <> '_RETURN'
                  UNION ALL
                  SELECT 'constraint ' || quote_ident(conname) FROM pg_constraint
                   WHERE conrelid = c.oid AND contype = 'c'
                  UNION ALL
                  SELECT 'event trigger ' || quote_ident(evtname) FROM pg_event_trigger
                   WHERE evtenabled <> 'D' AND evtevent IN ('ddl_command_start', 'ddl_command_end')
                     AND (evttags IS NULL OR 'COMMENT' = ANY (evttags))
                  ORDER BY 1)""";

    private ActiveObjects() {}
}
