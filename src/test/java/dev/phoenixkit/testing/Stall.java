package dev.phoenixkit.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A point at which the server makes a migration stand still for as long as the test wants: a function that the migration
 * sets off waits for an advisory lock, which the test holds. That it waits, the table locked, is seen in {@code pg_locks}.
 */
public final class Stall implements AutoCloseable {
    private static final int LOCK = 114;

    private final Database database;
    private final Connection holder;
    private final String removal;

    private Stall(Database database, String installation, String removal) {
        this.database = database;
        this.removal = removal;
        // The plugin's lock_timeout, which is short, holds for this lock as well.
        database.execute("""
                CREATE FUNCTION stall() RETURNS void LANGUAGE plpgsql SET lock_timeout = 0 AS $$
                BEGIN PERFORM pg_advisory_xact_lock_shared(%d); END $$""".formatted(LOCK), """
                CREATE FUNCTION stall_trigger() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN PERFORM public.stall(); RETURN NULL; END $$""", installation);
        try {
            holder = database.connect();
            try (Statement statement = holder.createStatement()) {
                statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Both tables are locked, no row is changed yet. */
    public static Stall beforeTheFirstUpdate(Database database) {
        return new Stall(
                database,
                "CREATE TRIGGER stall BEFORE UPDATE ON phoenix_kit_settings EXECUTE FUNCTION stall_trigger()",
                "DROP TRIGGER stall ON phoenix_kit_settings");
    }

    /**
     * So many rows are changed, others are not. There is no trigger in it, which the plugin would take into account: an
     * index calls the function for every row.
     */
    public static Stall afterRows(Database database, int rows) {
        Stall stall = new Stall(
                database,
                """
                CREATE SEQUENCE stall_rows;
                CREATE FUNCTION stall_at(key text) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$
                BEGIN
                    IF nextval('public.stall_rows') = %d THEN PERFORM public.stall(); END IF;
                    RETURN 0;
                END $$""".formatted(rows),
                "DROP INDEX stall_index; DROP FUNCTION stall_at; DROP SEQUENCE stall_rows");
        database.execute(
                "SELECT setval('stall_rows', 2000000000)",
                "CREATE INDEX stall_index ON phoenix_kit_settings (stall_at(key))",
                "SELECT setval('stall_rows', 1)");
        return stall;
    }

    /** Everything is written and stamped; the deferred triggers run, which is the last thing before the commit. */
    public static Stall beforeTheCommit(Database database) {
        return new Stall(database, """
                CREATE CONSTRAINT TRIGGER stall AFTER UPDATE ON phoenix_kit_settings
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION stall_trigger()""", "DROP TRIGGER stall ON phoenix_kit_settings");
    }

    /** Returns once a session waits here that holds the lock on the settings. */
    public void awaitReached() {
        database.awaitRow("a migration stands still with the settings locked", """
                SELECT l.pid FROM pg_locks l
                  JOIN pg_locks t ON t.pid = l.pid AND t.granted AND t.mode = 'ExclusiveLock'
                       AND t.relation = 'phoenix_kit_settings'::regclass
                  JOIN pg_locks m ON m.pid = l.pid AND m.granted AND m.mode = 'ShareUpdateExclusiveLock'
                       AND m.relation = 'phoenix_kit'::regclass
                 WHERE l.locktype = 'advisory' AND l.objid = %d AND NOT l.granted""".formatted(LOCK));
    }

    /** Returns once nobody holds a lock on the tables, with the nanoseconds that this took. */
    public static long awaitLocksGone(Database database) {
        long start = System.nanoTime();
        database.awaitNoRow("the locks are gone", """
                        SELECT pid FROM pg_locks WHERE pid <> pg_backend_pid()
                           AND relation IN ('phoenix_kit_settings'::regclass, 'phoenix_kit'::regclass)""");
        return System.nanoTime() - start;
    }

    /** Lets the migration go on. */
    public void release() {
        try {
            holder.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets the migration go on and takes the point away. */
    @Override
    public void close() {
        release();
        database.execute(removal, "DROP FUNCTION stall_trigger", "DROP FUNCTION stall");
    }
}
