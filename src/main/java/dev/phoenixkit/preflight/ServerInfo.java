package dev.phoenixkit.preflight;

import dev.phoenixkit.v114.KeyLength;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The server and database that a run works on.
 *
 * @param versionNumber {@code server_version_num}, such as 160003
 * @param version the version as people write it, such as {@code 16.3}
 * @param database the database that the session is in
 * @param user the role that the session acts as
 * @param keyLength how the database counts the length of a key
 * @param writeBlocker why this session cannot write whatever its rights are; empty where it can
 * @param missingStandby the {@code synchronous_standby_names} for which COMMIT would wait, of which too few are connected as
 *     far as the role may see; empty where it would not
 */
public record ServerInfo(
        int versionNumber,
        String version,
        String database,
        String user,
        KeyLength keyLength,
        Optional<String> writeBlocker,
        Optional<String> missingStandby) {

    /** The state of a standby is told only to roles with {@code pg_read_all_stats}; its name is told to all. */
    static final String SQL = """
            SELECT current_setting('server_version_num')::int, current_setting('server_version'),
                   current_database(), current_user, current_setting('server_encoding') = 'SQL_ASCII',
                   CASE WHEN pg_is_in_recovery()
                        THEN 'the server is a standby, which cannot be written to; connect to the primary'
                        WHEN current_setting('default_transaction_read_only')::bool
                        THEN 'default_transaction_read_only is on for this role, database or server: somebody wants'
                             ' no writing here; ask, then switch it off for this role' END,
                   (SELECT names FROM current_setting('synchronous_standby_names') names
                     WHERE names <> '' AND current_setting('synchronous_commit') NOT IN ('off', 'local')
                       AND coalesce(substring(names FROM '([0-9]+) *[(]')::int, 1) > (
                           SELECT count(*) FROM pg_stat_replication
                            WHERE sync_state IN ('sync', 'quorum')
                               OR sync_state IS NULL
                                  AND (names LIKE '%*%' OR strpos(lower(names), lower(application_name)) > 0)))""";

    static ServerInfo read(ResultSet row) throws SQLException {
        row.next();
        return new ServerInfo(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getBoolean(5) ? KeyLength.BYTES : KeyLength.CODE_POINTS,
                Optional.ofNullable(row.getString(6)),
                Optional.ofNullable(row.getString(7)));
    }
}
